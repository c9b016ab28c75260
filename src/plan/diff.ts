/**
 * requests x state -> plan: their difference. One synchronous function: what is on the disk, the clock and the prices are arguments.
 *
 * Invariants (cited by test/plan/diff.test.ts):
 *  P1. Every request gives one action, in the order of the manifest; every undeclared record one `orphan` after them.
 *  P2. A fingerprint is bought by one action at the most, whatever the number of its addresses.
 *  P3. Nothing that is charged, or may be, is ever planned to be created anew; but what failed, as often as its
 *      `retries` allow.
 *  P4. What is done, intact and owes no hooks is kept: a plan right after a completed apply has no changes.
 *  P5. What files of other windows have all of (`covering.ts`) is not bought, unless its export is `exact`.
 */
import type * as DateTime from "effect/DateTime"
import type { Address, Credits, DataExportId, Fingerprint, Instant, Request } from "../domain.ts"
import type { Prices } from "../manifest/Manifest.ts"
import { atOnce, type Pieces } from "../pieces.ts"
import { startOfDay, toInstant, zoneOf } from "../request/dates.ts"
import { shortFingerprint } from "../request/fingerprint.ts"
import { type Born, bornWith, resolveOutput } from "../request/output.ts"
import { dayLabel, todayOf } from "../request/relative.ts"
import type { Done, Failed, Generation, Incomplete, SavedFile, StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import { isRemote } from "../state/transition.ts"
import {
  absenceWords,
  addressesOf,
  type Cover,
  type Covers,
  coverable,
  coversOf,
  coverWords,
  listOf,
  partWords,
  type Source
} from "./covering.ts"
import { estimateBegun, estimateNew, exactly, FREE, ratesOf, sum } from "./estimate.ts"
import { type Outstanding, overlapping } from "./overlaps.ts"
import { ACTION_KINDS, type Action, type ActionKind, type Estimate, type Plan, type Summary } from "./Plan.ts"
import { isNextDue, type Renewals, renewalsIn, wordsOf } from "./renewal.ts"
import type { TeamExport, TeamExports } from "./TeamExports.ts"

/** What is at a path below the output root: the size of a file in bytes, or something that is no file. */
export type FileFacts = ReadonlyMap<string, { readonly bytes: number } | "not-a-file">

export interface PlanInput {
  readonly requests: ReadonlyArray<Request>
  readonly state: State
  readonly asOf: Instant
  /** IANA zone in which days are counted. */
  readonly timezone: string
  readonly prices: Prices
  /** What is at every path that `filesToLookAt` named; a path that is not in it does not exist. */
  readonly files: FileFacts
  /** Fingerprints that are declared, where `requests` were narrowed to targets: they are no orphans. */
  readonly declared?: ReadonlySet<Fingerprint>
  /** What the team has bought elsewhere, where that was looked for. */
  readonly team?: TeamExports
  /** Hooks are not run, so none is owed. */
  readonly leavesHooks?: boolean
}

/** The paths whose facts the plan depends on. */
export const filesToLookAt = (input: Omit<PlanInput, "files" | "prices">): ReadonlyArray<string> => {
  const renewals = renewalsIn(input)
  return [
    ...new Set([
      ...input.requests.flatMap((request) => {
        const standing = renewals.standing(input.state.records.get(request.fingerprint))
        return [
          outputOf(request, bornOf(request, input, renewals), input),
          ...(standing === undefined ? [] : [outputOf(request, bornAs(standing), input)])
        ]
      }),
      ...atOnce(coverable(input)).sources.flatMap(({ files }) => files.map(({ path }) => path))
    ])
  ]
}

export const diff = (input: PlanInput): Plan => atOnce(diffing(input))

export function* diffing(input: PlanInput): Pieces<Plan> {
  const { requests, state, asOf } = input
  const zone = zoneOf(input.timezone)
  const owners = ownersOf(state)
  // What is done, as most of a large plan is, needs no estimate.
  let rates: ReturnType<typeof ratesOf> | undefined
  let charged: ReadonlySet<Fingerprint> | undefined
  const wasCharged = (fingerprint: Fingerprint) => {
    charged ??= new Set(state.ledger.map((entry) => entry.fingerprint))
    return charged.has(fingerprint)
  }
  const renewals = renewalsIn(input)
  const buyers = new Map<Fingerprint, Request>()
  for (const request of requests) if (!buyers.has(request.fingerprint)) buyers.set(request.fingerprint, request)

  const paid = (request: Request, record: Done) =>
    paidDecision(record, siteOf(request, bornWith(record), input, owners))
  const covers = coversOf(yield* coverable(input), thereIn(input, buyers, renewals, paid), asOf, zone)
  const decided = new Map<Fingerprint, Decision>()
  const outstanding: Array<Outstanding> = []
  const actions: Array<Action> = []
  for (const request of requests) {
    yield
    const record = state.records.get(request.fingerprint)
    const standing = standingAt(request, record, input, renewals)
    const output = standing?.output ?? outputOf(request, bornOf(request, input, renewals), input)
    const buyer = buyers.get(request.fingerprint)
    const fresh = () => {
      rates ??= ratesOf(state)
      return estimateNew(request.canonical, input.prices, rates, request.maxCredits)
    }
    const site: Site = { ...siteOf(request, bornNow(request, asOf), input, owners), output }
    let decision: Decision
    if (buyer === undefined || buyer === request) {
      const clock: Clock = {
        asOf,
        zone,
        renews: record !== undefined && renewals.isDue(record),
        next: renewals.next,
        closes: renewals.closes(request)
      }
      decision =
        standing?.decision ??
        decide(request, record, site, clock, fresh, input.team?.get(request.fingerprint), wasCharged, covers)
      decided.set(request.fingerprint, decision)
      const { action, estimate } = decision
      if (action === "wait") outstanding.push({ request, estimate: fresh })
      else if (estimate.basis !== "none") outstanding.push({ request, estimate: () => estimate })
    } else decision = decideTwin(buyer.address, decided.get(request.fingerprint), record, site)
    actions.push({
      address: request.address,
      action: decision.action,
      reason: decision.reason,
      estimate: decision.estimate,
      fingerprint: request.fingerprint,
      // What is on its way is what was asked for then.
      request: record !== undefined && decision.action === "resume" ? record.request : request.canonical,
      output,
      ...(decision.due === undefined ? {} : { due: decision.due }),
      ...(standing !== undefined
        ? { data_export_id: standing.id }
        : decision.adopted !== undefined
          ? { data_export_id: decision.adopted }
          : record !== undefined && isRemote(record)
            ? { data_export_id: record.data_export_id }
            : {}),
      ...(buyer === undefined || buyer === request ? {} : { same_as: buyer.address }),
      ...(decision.cover === undefined ? {} : { covered_by: addressesOf(decision.cover.sources) })
    })
  }
  actions.push(...orphans(state, input.declared ?? new Set(buyers.keys()), coveredBy(actions, decided)))
  const overlaps = yield* overlapping(outstanding)
  return {
    version: 1,
    as_of: asOf,
    summary: summarize(actions),
    credits: sum(actions.map((action) => action.estimate)),
    ...(overlaps.length === 0 ? {} : { overlaps }),
    actions
  }
}

/** Where the file of the generation before stands for a next one that is not due, and is there. */
const standingAt = (
  request: Request,
  record: StateRecord | undefined,
  input: Pick<PlanInput, "files" | "timezone">,
  renewals: Renewals
): { readonly output: string; readonly id: DataExportId; readonly decision: Decision } | undefined => {
  const standing = renewals.standing(record)
  if (record === undefined || standing === undefined) return undefined
  const output = outputOf(request, bornAs(standing), input)
  const there = input.files.get(output)
  const recorded = standing.files.find(({ path }) => path === output)
  if (recorded === undefined || there === undefined || there === "not-a-file" || there.bytes !== recorded.bytes)
    return undefined
  const known = standing.incomplete === undefined ? "done" : `incomplete: ${standing.incomplete}`
  const reason = `${known}; the next one is ${record.phase}, not paid, and left alone until it is due`
  return { output, id: standing.data_export_id, decision: keep(reason) }
}

/** Whether the file of a purchase can stand for others: it is there, or is downloaded again in the same run. */
const thereIn = (
  { state, files }: PlanInput,
  buyers: ReadonlyMap<Fingerprint, Request>,
  renewals: Renewals,
  paid: (request: Request, record: Done) => Decision
) => {
  const comesBack = ({ fingerprint, isEarlier }: Source): boolean => {
    const record = state.records.get(fingerprint)
    const request = buyers.get(fingerprint)
    if (request === undefined || record?.phase !== "done" || isEarlier) return false
    return !renewals.isDue(record) && paid(request, record).action === "download"
  }
  return (source: Source): boolean =>
    source.files.some(({ path, bytes }) => {
      const there = files.get(path)
      return there !== undefined && there !== "not-a-file" && there.bytes === bytes
    }) || comesBack(source)
}

/** Of each purchase, the declared addresses that it covers. */
const coveredBy = (
  actions: ReadonlyArray<Action>,
  decided: ReadonlyMap<Fingerprint, Decision>
): ReadonlyMap<Fingerprint, ReadonlyArray<Address>> => {
  const covered = new Map<Fingerprint, Array<Address>>()
  for (const { fingerprint, address, covered_by } of actions) {
    if (covered_by === undefined) continue
    for (const source of new Set(decided.get(fingerprint)?.cover?.sources.map((one) => one.fingerprint))) {
      const addresses = covered.get(source)
      if (addresses === undefined) covered.set(source, [address])
      else addresses.push(address)
    }
  }
  return covered
}

const siteOf = (
  request: Request,
  born: Born,
  { files, leavesHooks, timezone }: Pick<PlanInput, "files" | "leavesHooks" | "timezone">,
  owners: Site["owners"]
): Site => ({
  output: outputOf(request, born, { timezone }),
  files,
  owners,
  fingerprint: request.fingerprint,
  hasHooks: request.hooks !== undefined && leavesHooks !== true
})

/** The path of a request's file: a file keeps the dates of the purchase that it came from. */
const outputOf = (request: Request, born: Born, { timezone }: Pick<PlanInput, "timezone">): string =>
  resolveOutput(request.output, born, timezone)

const bornAs = ({ as_of: asOf, start_date: start, end_date: end }: Generation): Born => ({ asOf, start, end })

const bornNow = ({ canonical: { start_date: start, end_date: end } }: Request, asOf: Instant): Born => ({
  asOf,
  start,
  end
})

/** The dates of the purchase that serves a request: of the one that there is, of the one to be adopted, or of the new one. */
const bornOf = (
  request: Request,
  { state, asOf, team }: Pick<PlanInput, "state" | "asOf" | "team">,
  renewals: Renewals
): Born => {
  const record = state.records.get(request.fingerprint)
  if (record !== undefined && !isOver(record)) return renewals.isDue(record) ? bornNow(request, asOf) : bornWith(record)
  const found = team?.get(request.fingerprint)
  return bornNow(request, found !== undefined && found.doubt === undefined ? found.createdAt : asOf)
}

/** Nothing of it will ever be a file: what is bought in its place is a new purchase, with a date of its own. */
const isOver = ({ phase }: StateRecord): boolean => phase === "refused" || phase === "failed" || phase === "cancelled"

interface Decision {
  readonly action: ActionKind
  readonly reason: string
  readonly estimate: Estimate
  /** The export of the team that is taken over. */
  readonly adopted?: DataExportId
  /** When it is bought, or bought again. */
  readonly due?: Instant
  /** The files of others that have all of it. */
  readonly cover?: Cover
}

/** The time of a plan, and what it means for one request. */
interface Clock {
  readonly asOf: Instant
  readonly zone: DateTime.TimeZone
  /** It is bought again now. */
  readonly renews: boolean
  readonly next: Renewals["next"]
  /** When its window counts as closed. */
  readonly closes: Instant | undefined
}

/** Where the file of a request belongs, and what is there now. */
interface Site {
  readonly output: string
  readonly files: FileFacts
  /** Whose file a path holds, by what the state has recorded. */
  readonly owners: ReadonlyMap<string, Fingerprint>
  readonly fingerprint: Fingerprint
  /** Something is done with it once it is saved. */
  readonly hasHooks: boolean
}

const decide = (
  request: Request,
  record: StateRecord | undefined,
  site: Site,
  { asOf, zone, renews, next: nextOf, closes }: Clock,
  fresh: () => Estimate,
  found: TeamExport | undefined,
  wasCharged: (fingerprint: Fingerprint) => boolean,
  covers: Covers
): Decision => {
  const begun = (reason: string): Decision => ({
    action: "resume",
    reason,
    estimate: record === undefined ? fresh() : estimateBegun(record, fresh)
  })
  const covered = (): Decision | undefined => {
    const cover = covers.of(request)
    if (cover === undefined) return undefined
    const { due } = cover
    if (due === undefined) return { ...keep(coverWords(cover)), cover }
    const again = `bought ${dayOfInstant(due.at, zone)}, and again every ${wordsOf(due.every)}`
    return { ...keep(`${coverWords(cover)}; ${again}`), due: due.at, cover }
  }
  /** Begun, and no start was sent: what would keep its file out is said before the money is spent. */
  const unpaid = (reason: string): Decision => {
    const obstacle = obstacleAt(site)
    return obstacle === undefined ? begun(reason) : blocked(obstacle)
  }
  const create = (reason: string): Decision => {
    const { window, renewal } = request
    if (window !== undefined && closes !== undefined && asOf < closes) {
      if (renewal?.whileOpen !== true)
        return waits(
          window.leftBehind === true
            ? "its window is open, and no longer declared once it has closed: let start_date reach further back"
            : "its window is open",
          closes,
          zone
        )
      if (asOf < window.start) return waits("its window has not begun", window.start, zone)
    }
    // What the team has paid for is as free, and gives it a file of its own.
    const isFree = found?.isPaid === true && found.doubt === undefined
    const kept = isFree ? undefined : covered()
    if (kept !== undefined) return kept
    const obstacle = obstacleAt(site)
    if (obstacle !== undefined) return blocked(obstacle)
    if (record?.earlier !== undefined) return { action: "refresh", reason, estimate: fresh() }
    if (found === undefined) return { action: "create", reason: reasonFor(reason), estimate: fresh() }
    if (found.doubt === undefined) return adopt(found, fresh)
    const offer = `the team has ${found.id}, which may be the same (${found.doubt}): \`exporter state import ${request.address} ${found.id}\` takes it over`
    return { action: "create", reason: `${reason}; ${offer}`, estimate: fresh() }
  }
  /** A window that is open will be bought again. */
  const reasonFor = (reason: string): string => {
    const again = nextOf({ fingerprint: request.fingerprint, as_of: asOf, request: request.canonical })
    const absent = covers.absent(request)
    const part = absent.length > 0 ? undefined : covers.partOf(request)
    return [
      reason,
      ...(absent.length > 0 ? [absenceWords(absent)] : part === undefined ? [] : [partWords(part, request.canonical)]),
      ...(again === undefined ? [] : [`bought again ${dayOfInstant(again.at, zone)}, ${again.rhythm}`])
    ].join("; ")
  }
  const isNext = (bought: Instant): boolean => isNextDue(request, bought, asOf, zone)
  switch (record?.phase) {
    case undefined:
      return create(
        request.canonical.end_date >= asOf && request.renewal === undefined
          ? "not bought yet; its end lies ahead, later data will not be in it"
          : "not bought yet"
      )
    case "refused":
      // A retry that was refused: what failed before it was charged, and the retries may have been lowered since.
      if (wasCharged(record.fingerprint) && (record.failures ?? 0) > request.retries)
        return blocked(
          `an export of it failed after it was started, and no further one was created: ${record.reason}. \`exporter state rm ${record.address}\` forgets it, and the next plan buys it anew`
        )
      return create(`not created last time: ${record.reason}`)
    case "creating":
      return unpaid("its create was sent and never answered: the listing will tell whether it exists")
    case "ambiguous":
      return blocked(
        `${countOf(record.candidates.length)} of the team could be this purchase: ${record.candidates.join(", ")}. ${waysOut(request.address)}`
      )
    case "created":
      return covered() ?? unpaid(`created as ${record.data_export_id}; the price is being calculated`)
    case "priced":
      if (!request.autoStart)
        return keep(`price known${inCredits(record.credits)}; not started, as auto_start is false`)
      return covered() ?? unpaid(`created and priced${inCredits(record.credits)}; not started yet`)
    case "starting":
      return begun("its start was sent and never answered: its status will tell whether it happened")
    case "started":
      return begun("paid; the server is working on it")
    case "ready":
      return begun("paid and finished; to be downloaded")
    case "done":
    case "incomplete": {
      const next = nextOf(record)
      if (renews && next !== undefined) {
        const obstacle = obstacleAt(site)
        const reason = `bought ${dayLabel(record.as_of, zone)}, ${next.why}`
        return obstacle === undefined ? { action: "refresh", reason, estimate: fresh() } : blocked(obstacle)
      }
      const decision = paidDecision(record, site)
      if (next === undefined || decision.action !== "keep") return decision
      const reason = `${decision.reason}; bought again ${dayOfInstant(next.at, zone)}, ${next.rhythm}`
      return { ...decision, reason, due: next.at }
    }
    case "failed":
      if (isNext(record.as_of)) return create(`failed last time: ${record.reason}`)
      if (!record.charged) return create(`failed before it was started: ${record.reason}`)
      if (mayBeRetried(record, request.retries))
        return create(
          `failed after it was started: ${record.reason}; bought anew (${retryOf(record, request.retries)})`
        )
      return blocked(
        `failed after it was started: ${record.reason}. \`exporter state rm ${record.address}\` forgets it, and the next plan buys it anew`
      )
    case "cancelled":
      if (isNext(record.as_of)) return create("cancelled last time")
      if (!record.charged) return create("cancelled before it was started")
      return blocked(
        `cancelled after it was started. \`exporter state rm ${record.address}\` forgets it, and the next plan buys it anew`
      )
  }
}

/** The failures so far leave a retry. A record without their number failed once: it is of an earlier version. */
export const mayBeRetried = ({ failures = 1 }: Failed, retries: number): boolean => failures <= retries

/** `retry 1 of 2` */
export const retryOf = ({ failures = 1 }: Failed, retries: number): string => `retry ${failures} of ${retries}`

/** The commands that end an ambiguity. */
export const waysOut = (address: Address): string =>
  `\`exporter state resolve ${address} --adopt ID\` takes one of them; \`exporter state resolve ${address} --abandon\` takes none, and the next apply asks anew`

const countOf = (exports: number): string => (exports === 1 ? "an export" : `${exports} exports`)

const adopt = (found: TeamExport, fresh: () => Estimate): Decision => ({
  action: "adopt",
  reason: found.isPaid
    ? `the team has bought it already, as ${found.id}`
    : `the team has asked for it already, as ${found.id}, and not started it`,
  estimate: found.isPaid ? FREE : found.credits === null ? fresh() : exactly(found.credits),
  adopted: found.id
})

/** An address whose purchase another address makes: its own file is all that it asks for. */
const decideTwin = (
  buyer: Address,
  bought: Decision | undefined,
  record: StateRecord | undefined,
  site: Site
): Decision => {
  const same = `same purchase as ${buyer}`
  if ((record?.phase === "done" || record?.phase === "incomplete") && bought?.action !== "refresh") {
    const decision = paidDecision(record, site)
    return { ...decision, reason: `${decision.reason}; ${same}` }
  }
  switch (bought?.action) {
    case "keep":
    case "wait":
    case "blocked":
      return {
        action: bought.action,
        reason: `${same}: ${bought.reason}`,
        estimate: FREE,
        ...(bought.cover === undefined ? {} : { cover: bought.cover })
      }
    default: {
      const obstacle = obstacleAt(site)
      return obstacle === undefined
        ? { action: "download", reason: `${same}: bought once, the file is written here too`, estimate: FREE }
        : blocked(obstacle)
    }
  }
}

/** What is left to do for the file of a purchase that is paid and downloaded. Never costs anything. */
const paidDecision = (record: Done | Incomplete, site: Site): Decision => {
  const there = site.files.get(site.output)
  const recorded = record.files.find((file) => file.path === site.output)
  if (there === "not-a-file") return blocked(noFile(site))
  if (recorded === undefined) {
    // Of the right size it may be this very file, moved in by a run that was killed before it could record it.
    const mayBeIt = there !== undefined && record.files.some((file) => file.bytes === there.bytes)
    const obstacle = mayBeIt ? otherOwner(site) : obstacleAt(site)
    return obstacle === undefined ? download("paid; its file goes to a further path") : blocked(obstacle)
  }
  if (there === undefined) return download("paid; its file is gone")
  if (there.bytes !== recorded.bytes)
    return download(`paid; its file was changed (${there.bytes} bytes instead of ${recorded.bytes}): it is set aside`)
  if (site.hasHooks && record.hooks_owed?.includes(site.output))
    return { action: "resume", reason: "its file is saved; its hooks have not succeeded yet", estimate: FREE }
  return keep(record.phase === "done" ? "done" : `incomplete: ${record.reason}`)
}

/** What is in the way of a file that has no place of its own yet. */
const obstacleAt = (site: Site): string | undefined => {
  const there = site.files.get(site.output)
  if (there === undefined) return undefined
  if (there === "not-a-file") return noFile(site)
  if (site.owners.get(site.output) === site.fingerprint) return undefined
  return otherOwner(site) ?? `'${site.output}' is there, and exporter did not write it: move it, or change the output`
}

const noFile = (site: Site): string => `'${site.output}' is there, and is no file: move it, or change the output`

const otherOwner = (site: Site): string | undefined => {
  const owner = site.owners.get(site.output)
  // An earlier generation of this very purchase makes way.
  return owner === undefined || owner === site.fingerprint
    ? undefined
    : `'${site.output}' holds another purchase (${shortFingerprint(owner)}): move it, or add {window}, {as_of} or {fingerprint} to the output`
}

const ownersOf = (state: State): ReadonlyMap<string, Fingerprint> => {
  const owners = new Map<string, Fingerprint>()
  for (const record of state.records.values())
    for (const { files } of [...(record.earlier ?? []), { files: savedFiles(record) }])
      for (const file of files) owners.set(file.path, record.fingerprint)
  return owners
}

export const savedFiles = (record: StateRecord): ReadonlyArray<SavedFile> =>
  record.phase === "ready" || record.phase === "done" || record.phase === "incomplete" ? record.files : []

const orphans = (
  state: State,
  declared: ReadonlySet<Fingerprint>,
  covered: ReadonlyMap<Fingerprint, ReadonlyArray<Address>>
): ReadonlyArray<Action> =>
  [...state.records.values()]
    .filter((record) => !declared.has(record.fingerprint))
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : a.fingerprint < b.fingerprint ? -1 : 1))
    .map((record) => ({
      address: record.address,
      action: "orphan" as const,
      reason: orphanReason(record, covered.get(record.fingerprint) ?? []),
      fingerprint: record.fingerprint,
      request: record.request,
      estimate: FREE,
      output: savedFiles(record)[0]?.path ?? null,
      ...(isRemote(record) ? { data_export_id: record.data_export_id } : {})
    }))

const orphanReason = ({ phase, address }: StateRecord, covers: ReadonlyArray<Address>): string => {
  const forgets = `\`exporter state rm ${address}\` forgets it`
  return covers.length === 0
    ? `no longer declared (${phase}); kept. ${forgets}`
    : `no longer declared (${phase}); kept, for it covers ${listOf(covers)}. ${forgets}, and what it covers is bought then`
}

export const summarize = (actions: ReadonlyArray<Action>): Summary => {
  const counts = Object.fromEntries(ACTION_KINDS.map((kind) => [kind, 0])) as Record<ActionKind, number>
  for (const { action } of actions) counts[action] += 1
  return counts
}

const keep = (reason: string): Decision => ({ action: "keep", reason, estimate: FREE })
const download = (reason: string): Decision => ({ action: "download", reason, estimate: FREE })
const blocked = (reason: string): Decision => ({ action: "blocked", reason, estimate: FREE })
const waits = (why: string, due: Instant, zone: DateTime.TimeZone): Decision => ({
  action: "wait",
  reason: `${why}; due ${dayOfInstant(due, zone)}`,
  estimate: FREE,
  due
})

/** A day of the zone; and the time, where it is not the begin of that day. */
const dayOfInstant = (instant: Instant, zone: DateTime.TimeZone): string => {
  const label = dayLabel(instant, zone)
  return toInstant(startOfDay(todayOf(instant, zone), zone)) === instant ? label : `${label} (${instant})`
}

const inCredits = (credits: Credits | null) =>
  credits === null ? " (no price was named)" : ` (${credits} ${credits === 1 ? "credit" : "credits"})`
