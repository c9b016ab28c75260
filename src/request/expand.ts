/**
 * Manifest -> requests: every export becomes one request per account and window of its split, each with its address,
 * canonical form, fingerprint and output path. Pure; all problems at once.
 */
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import type { AccountId, Address, Fingerprint, Instant, Renewal, Request, Window } from "../domain.ts"
import type { ExportDeclaration, Manifest } from "../manifest/Manifest.ts"
import type { Path, Place, Problem, ProblemCode } from "../manifest/Problem.ts"
import { parseRelative, type Relative } from "../manifest/relative.ts"
import { atOnce, type Pieces } from "../pieces.ts"
import { canonical } from "./canonical.ts"
import { type Day, dayOf, fromInstant, parseBound, toInstant, zoneOf } from "./dates.ts"
import { fingerprintOf, shortFingerprint } from "./fingerprint.ts"
import { escapes, fillOutput, type OutputVariables } from "./output.ts"
import { resolve, todayOf } from "./relative.ts"
import { type Cut, closesAfter, countWindows, type Range, windows } from "./windows.ts"

/** The place of a key of an export, wherever its value was written (the entry itself, or the file's defaults). */
export type LocateExport = (exportName: string, path: Path) => Place | undefined

export function* expanding(
  manifest: Manifest,
  locate: LocateExport,
  /** What relative dates are relative to. */
  asOf: Instant
): Pieces<Either.Either<ReadonlyArray<Request>, ReadonlyArray<Problem>>> {
  const context = contextOf(manifest, asOf)
  const problems: Array<Problem> = []
  const requests: Array<Request> = []
  const report = (declaration: ExportDeclaration, path: Path) => (problem: Omit<Problem, "place">) => {
    const place = locate(declaration.name, path)
    problems.push(place === undefined ? problem : { ...problem, place })
  }

  const planned: Array<Parts> = []
  for (const declaration of manifest.exports) {
    planned.push(...partsOf(declaration, context, report))
    yield
  }
  const total = planned.reduce((sum, { count }) => sum + count, 0)
  if (total > manifest.maxRequests) {
    const largest = planned.reduce((a, b) => (b.count > a.count ? b : a))
    report(
      largest.declaration,
      largest.declaration.split ? ["split"] : []
    )({
      code: "too-many-requests",
      message: `the manifest expands into ${total} requests, and max_requests is ${manifest.maxRequests}`,
      hint: `'${largest.declaration.name}' alone makes ${largest.count}: split it by a longer period, shorten its range, or raise max_requests`
    })
    return Either.left(problems)
  }

  for (const { declaration, range, accounts, cut } of planned) {
    const parts = cut === undefined ? [uncut(declaration, range, context)] : cutUp(declaration, range, cut, context)
    for (const group of accounts)
      for (const part of parts) {
        requests.push(requestOf(declaration, group, part, context))
        yield
      }
  }

  yield* checkNames(requests, manifest, report)
  return problems.length > 0 ? Either.left(problems) : Either.right(requests)
}

export const expand = (
  manifest: Manifest,
  locate: LocateExport,
  asOf: Instant
): Either.Either<ReadonlyArray<Request>, ReadonlyArray<Problem>> => atOnce(expanding(manifest, locate, asOf))

/** How many requests there would be, as far as the dates are good. */
export const countRequests = (manifest: Manifest, asOf: Instant): number => {
  const context = contextOf(manifest, asOf)
  const silent = () => () => {}
  return manifest.exports.reduce((sum, one) => sum + (partsOf(one, context, silent)[0]?.count ?? 0), 0)
}

/** What all exports of a manifest are read by. */
interface Context {
  readonly zone: DateTime.TimeZone
  readonly accounts: Manifest["accounts"]
  /** An id that has several names goes by the one that is declared first. */
  readonly nameOf: ReadonlyMap<AccountId, string>
  /** What a date means, once for each: thousands of exports share a few, and calendars of zones are slow. */
  readonly bound: (text: string, side: "start" | "end", weekStart: number) => Bound | undefined
  /** `toInstant`, once for each. */
  readonly instant: (at: DateTime.Utc) => Instant
  /** The windows of a range, once for each. */
  readonly windows: (range: Range, cut: Cut) => ReadonlyArray<Window>
}

interface Bound {
  readonly at: DateTime.Utc
  /** Where it moves with the day of the run. */
  readonly relative?: Relative
}

const contextOf = ({ accounts, timezone }: Manifest, asOf: Instant): Context => {
  const zone = zoneOf(timezone)
  const bounds = new Map<string, Bound | undefined>()
  let today: Day | undefined
  const instants = new Map<number, Instant>()
  const cuts = new Map<string, ReadonlyArray<Window>>()
  return {
    zone,
    accounts,
    instant: (at) => {
      const known = instants.get(at.epochMillis) ?? toInstant(at)
      instants.set(at.epochMillis, known)
      return known
    },
    nameOf: new Map(
      Object.entries(accounts)
        .reverse()
        .map(([name, id]) => [id, name])
    ),
    windows: (range, cut) => {
      const { start, end, relative } = range
      const { by, weekStart, settleAfter } = cut
      const moves = [relative?.start?.text, relative?.end?.text]
      const key = JSON.stringify([start.epochMillis, end.epochMillis, moves, by, weekStart, settleAfter])
      const known = cuts.get(key) ?? windows(range, cut)
      cuts.set(key, known)
      return known
    },
    bound: (text, side, weekStart) => {
      const key = `${side} ${weekStart} ${text}`
      if (bounds.has(key)) return bounds.get(key)
      const relative = parseRelative(text)
      today ??= relative && todayOf(asOf, zone)
      const day = relative && today && DateTime.formatIsoDateUtc(resolve(relative, today, weekStart))
      const at = parseBound(day ?? text, side, zone)
      const bound = at === undefined ? undefined : { at, ...(relative === undefined ? {} : { relative }) }
      bounds.set(key, bound)
      return bound
    }
  }
}

const MONDAY = 1

interface Parts {
  readonly declaration: ExportDeclaration
  readonly range: Range
  readonly accounts: ReadonlyArray<AccountGroup>
  /** How it is cut into windows, where it is. */
  readonly cut?: Cut
  readonly count: number
}

/** None, where the dates are no range. */
const partsOf = (declaration: ExportDeclaration, context: Context, report: Report): ReadonlyArray<Parts> => {
  const range = rangeOf(declaration, context, report)
  if (range === undefined) return []
  const accounts = accountGroups(declaration, context)
  const { split, settleAfter } = declaration
  if (split?.by === undefined) return [{ declaration, range, accounts, count: accounts.length }]
  const cut: Cut = {
    by: split.by,
    zone: context.zone,
    weekStart: split.weekStart ?? MONDAY,
    ...(settleAfter === undefined ? {} : { settleAfter })
  }
  return [{ declaration, range, accounts, cut, count: accounts.length * countWindows(range, cut) }]
}

type Report = (declaration: ExportDeclaration, path: Path) => (problem: Omit<Problem, "place">) => void

const rangeOf = (declaration: ExportDeclaration, context: Context, report: Report): Range | undefined => {
  const { split, startDate, endDate, refresh } = declaration
  const bound = (side: "start" | "end", text: string) => {
    const found = context.bound(text, side, split?.weekStart ?? MONDAY)
    if (found === undefined)
      report(declaration, [`${side}_date`])({
        code: "bad-date",
        message: `\`${text}\` is not a date of the years 1000 to 9999 (in UTC)`,
        hint: "write a day that exists as YYYY-MM-DD, or a time with its offset: 2024-01-31T12:00:00+01:00"
      })
    return found
  }
  const start = bound("start", startDate)
  const end = bound("end", endDate)
  if (start === undefined || end === undefined) return undefined
  const moves = start.relative !== undefined || end.relative !== undefined
  if (moves && split?.by === undefined && refresh === undefined) {
    const [key, text] = end.relative === undefined ? ["start_date", startDate] : ["end_date", endDate]
    report(declaration, [key])({
      code: "moving-range",
      message: `'${text}' moves on, and without windows all of it would be another purchase every day`,
      hint: "cut it into windows (`split: month`), or say when it is bought again: `refresh: 7d`, or `never`"
    })
    return undefined
  }
  if (DateTime.greaterThan(start.at, end.at)) {
    // Of a range that moves there is nothing yet: `start_of_month` to `yesterday`, on the first of a month.
    if (!moves)
      report(declaration, ["end_date"])({
        code: "end-before-start",
        message: `end_date ${endDate} is before start_date ${startDate}`,
        hint: "swap them, or correct the one that is wrong"
      })
    return undefined
  }
  const relative = {
    ...(start.relative === undefined ? {} : { start: start.relative }),
    ...(end.relative === undefined ? {} : { end: end.relative })
  }
  return { start: start.at, end: end.at, ...(moves ? { relative } : {}) }
}

/** What one request of an export asks for of its range, and when again. */
interface Part {
  readonly start: Instant
  readonly end: Instant
  readonly window?: Window
  readonly renewal?: Renewal
  /** What is the same in all generations, where it is not what is asked for now. */
  readonly identity?: { readonly start: Instant; readonly end: Instant }
}

/** A range without windows. */
const uncut = ({ refresh }: ExportDeclaration, { start, end, relative }: Range, { instant }: Context): Part => {
  const range = { start: instant(start), end: instant(end) }
  const written = (side: "start" | "end") => (relative?.[side]?.text as Instant | undefined) ?? range[side]
  return {
    ...range,
    ...(refresh === undefined || refresh === "never" ? {} : { renewal: { every: refresh } }),
    ...(relative === undefined ? {} : { identity: { start: written("start"), end: written("end") } })
  }
}

/** The windows of a range. One that has not closed is asked for as far as the range has come. */
const cutUp = (
  { split, refresh, rebuy }: ExportDeclaration,
  range: Range,
  cut: Cut,
  { instant, windows }: Context
): ReadonlyArray<Part> => {
  const last = instant(range.end)
  return windows(range, cut).map((window) => {
    const { start, end } = window
    const whileOpen = split?.includesOpen === true
    const isCut = last < end
    const renewal: Renewal = {
      ...(whileOpen ? { whileOpen } : {}),
      ...(whileOpen && refresh !== undefined && refresh !== "never" ? { every: refresh } : {}),
      ...(rebuy === undefined
        ? {}
        : { recent: { every: rebuy.every, until: instant(closesAfter(window, rebuy.last, cut)) } })
    }
    return {
      start,
      end: isCut ? last : end,
      window,
      ...(Object.keys(renewal).length === 0 ? {} : { renewal }),
      ...(isCut ? { identity: { start, end } } : {})
    }
  })
}

interface AccountGroup {
  /** The part of the address and of the path, where the export is split by account. */
  readonly split?: string
  readonly label: string
  readonly ids: ReadonlyArray<AccountId> | undefined
}

/** One group per request: all accounts together, or each on its own. Unknown names were refused with the manifest. */
const accountGroups = (declaration: ExportDeclaration, { accounts, nameOf }: Context): ReadonlyArray<AccountGroup> => {
  if (declaration.accountIds === undefined) return [{ label: "none", ids: undefined }]
  const named = declaration.accountIds === "all" ? Object.keys(accounts) : declaration.accountIds
  const labels = new Map<AccountId, string>()
  for (const nameOrId of named) {
    const id = accounts[nameOrId] ?? (nameOrId as AccountId)
    if (!labels.has(id)) labels.set(id, nameOrId in accounts ? nameOrId : (nameOf.get(id) ?? nameOrId))
  }
  if (declaration.split?.account) return [...labels].map(([id, label]) => ({ split: label, label, ids: [id] }))
  const label = declaration.accountIds === "all" ? "all" : joinLabels([...labels.values()])
  return [{ label, ids: [...labels.keys()] }]
}

/** Names of several accounts as one part of a path; a long list is counted instead. */
const joinLabels = (labels: ReadonlyArray<string>): string => {
  const joined = labels.join("+")
  return joined.length <= 60 ? joined : `${labels.length}-accounts`
}

const requestOf = (
  declaration: ExportDeclaration,
  group: AccountGroup,
  { start, end, window, renewal, identity }: Part,
  { zone }: Context
): Request => {
  const form = canonical({
    type: declaration.type,
    accountIds: group.ids,
    start,
    end,
    fileType: declaration.fileType,
    exportColumns: declaration.exportColumns,
    options: declaration.options
  })
  const fingerprint: Fingerprint = fingerprintOf(
    identity === undefined ? form : { ...form, start_date: identity.start, end_date: identity.end }
  )
  const address = [declaration.name, group.split, window?.label]
    .filter((part) => part !== undefined)
    .join("/") as Address
  const day = (instant: Instant) => DateTime.formatIsoDateUtc(dayOf(fromInstant(instant), zone))
  const variables: OutputVariables = {
    export: declaration.name,
    account: group.label,
    // Days of a zone are the slow part of ten thousand requests, and few templates name them.
    get window() {
      return window?.label ?? `${this.start}_${this.end}`
    },
    get start() {
      return day(start)
    },
    get end() {
      return day(end)
    },
    type: declaration.type,
    ext: declaration.fileType,
    address,
    fingerprint: shortFingerprint(fingerprint)
  }
  return {
    address,
    export: declaration.name,
    fingerprint,
    canonical: form,
    output: fillOutput(declaration.output, variables),
    autoStart: declaration.autoStart,
    retries: declaration.retries,
    ...(declaration.maxCredits === undefined ? {} : { maxCredits: declaration.maxCredits }),
    ...(window === undefined ? {} : { window }),
    ...(renewal === undefined ? {} : { renewal }),
    ...(declaration.keep === undefined ? {} : { keep: declaration.keep }),
    ...(declaration.exact === undefined ? {} : { exact: declaration.exact }),
    ...(declaration.priority === undefined ? {} : { priority: declaration.priority }),
    ...(declaration.newestFirst === undefined ? {} : { newestFirst: declaration.newestFirst }),
    ...(declaration.hooks === undefined ? {} : { hooks: { ...declaration.hooks, values: valuesOf(variables) } })
  }
}

/** Written out: a variable that is looked up may be one that is found when it is asked for. */
const valuesOf = ({ export: name, account, window, start, end, type, ext, address, fingerprint }: OutputVariables) => ({
  address,
  export: name,
  account,
  window,
  start,
  end,
  type,
  ext,
  fingerprint
})

/**
 * No two purchases may share a file, and none may need a folder where another has its file. (Addresses cannot collide:
 * names are unique, and so are windows and accounts.)
 */
function* checkNames(requests: ReadonlyArray<Request>, manifest: Manifest, report: Report): Pieces<void> {
  const declarations = new Map(manifest.exports.map((declaration) => [declaration.name, declaration]))
  const outputs = new Map<string, Request>()
  const said = new Set<string>()
  /** One problem per export and code: a thousand windows with one mistake are one mistake. */
  const say = (request: Request, key: string, code: ProblemCode, message: string, hint: string) => {
    const declaration = declarations.get(request.export)
    if (declaration === undefined || said.has(`${code} ${request.export}`)) return
    said.add(`${code} ${request.export}`)
    report(declaration, [key])({ code, message, hint })
  }
  for (const request of requests) {
    yield
    const reason = escapes(request.output)
    if (reason !== undefined) {
      say(
        request,
        "output",
        "output-escapes",
        `the output path '${request.output}' of ${request.address} cannot be used: ${reason}`,
        "write a path below the manifest's folder, with `/` between its parts"
      )
      continue
    }
    const key = sameName(request.output)
    const other = outputs.get(key)
    if (other === undefined) outputs.set(key, request)
    else if (other.fingerprint !== request.fingerprint)
      say(
        request,
        "output",
        "output-collision",
        `${request.address} and ${other.address} are different purchases with the same output '${request.output}'`,
        "add {address}, {account} or {window} to the output"
      )
  }
  // Thousands of files share a few folders.
  const free = new Set<string>()
  for (const request of requests) {
    yield
    const name = sameName(request.output)
    const folder = name.slice(0, Math.max(0, name.lastIndexOf("/")))
    if (free.has(folder)) continue
    const above = foldersOf(name).flatMap((one) => outputs.get(one) ?? [])[0]
    if (above === undefined) free.add(folder)
    else
      say(
        request,
        "output",
        "output-collision",
        `'${above.output}' is the file of ${above.address}, and a folder of '${request.output}', the file of ${request.address}`,
        "give one of them another name"
      )
  }
}

/** Some file systems do not tell upper from lower case, or composed from decomposed letters. */
const sameName = (path: string): string => (isAscii(path) ? path : path.normalize("NFC")).toLowerCase()

// biome-ignore lint/suspicious/noControlCharactersInRegex: the first of all characters
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)

/** The folders that a path leads through, the outermost first. */
const foldersOf = (path: string): ReadonlyArray<string> =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))
