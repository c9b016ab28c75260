/**
 * Manifest -> requests: every export becomes one request per cell and window, each with its address, canonical form,
 * fingerprint and output path. Pure; all problems at once.
 */
import * as Either from "effect/Either"
import type { Address, Fingerprint, Instant, Request } from "../domain.ts"
import type { CellValues, ExportDeclaration, Manifest } from "../manifest/Manifest.ts"
import type { Path, Place, Problem } from "../manifest/Problem.ts"
import { atOnce, type Pieces } from "../pieces.ts"
import { canonical } from "./canonical.ts"
import {
  type AccountNames,
  accountNames,
  type Cell,
  cellsOf,
  optionsOf,
  pathOf,
  type Report,
  type Variant
} from "./cells.ts"
import { fingerprintOf, shortFingerprint } from "./fingerprint.ts"
import { fillOutput, type OutputVariables } from "./output.ts"
import { checkPaths } from "./paths.ts"
import { dayLabel } from "./relative.ts"
import { type Calendar, calendarOf, type Part, partsOf, type Times, timesOf } from "./times.ts"

/** The place of a key of an export, wherever its value was written (the entry itself, or the file's defaults). */
export type LocateExport = (exportName: string, path: Path) => Place | undefined

export function* expanding(
  manifest: Manifest,
  locate: LocateExport,
  /** What relative dates are relative to. */
  asOf: Instant
): Pieces<Either.Either<ReadonlyArray<Request>, ReadonlyArray<Problem>>> {
  const calendar = calendarOf(manifest.timezone, asOf)
  const names = accountNames(manifest.accounts)
  const problems: Array<Problem> = []
  const said = new Set<string>()
  const report: Report = (variant, key, what) => {
    const place = locate(variant.declaration.name, pathOf(variant, key))
    const problem = place === undefined ? what : { ...what, place }
    // What several accounts have from their export is wrong once.
    const text = JSON.stringify(problem)
    if (!said.has(text)) problems.push(problem)
    said.add(text)
  }

  const planned: Array<Planned> = []
  for (const declaration of manifest.exports) {
    planned.push(plannedOf(declaration, names, calendar, report))
    yield
  }
  const total = planned.reduce((sum, { count }) => sum + count, 0)
  if (total > manifest.maxRequests) {
    const { declaration, count } = planned.reduce((a, b) => (b.count > a.count ? b : a))
    const { name, split, matrix } = declaration
    report({ declaration }, split ? "split" : matrix ? "matrix" : undefined, {
      code: "too-many-requests",
      message: `the manifest expands into ${total} requests, and max_requests is ${manifest.maxRequests}`,
      hint: `'${name}' alone makes ${count}: split it by a longer period, shorten its range${matrix ? " or its matrix" : ""}, or raise max_requests`
    })
    return Either.left(problems)
  }

  const requests: Array<Request> = []
  const variantOf = new Map<Request, Variant>()
  for (const { cells } of planned) {
    const parts = new Map<Times, ReadonlyArray<Part>>()
    for (const { cell, times } of cells) {
      const known = parts.get(times) ?? partsOf(cell.variant.declaration, times, calendar)
      parts.set(times, known)
      const options = optionsOf(cell)
      for (const part of known) {
        const request = requestOf(cell, options, part, calendar)
        requests.push(request)
        variantOf.set(request, cell.variant)
        yield
      }
    }
  }

  yield* checkPaths(requests, variantOf, report)
  return problems.length > 0 ? Either.left(problems) : Either.right(requests)
}

export const expand = (
  manifest: Manifest,
  locate: LocateExport,
  asOf: Instant
): Either.Either<ReadonlyArray<Request>, ReadonlyArray<Problem>> => atOnce(expanding(manifest, locate, asOf))

/** How many requests there would be, as far as the dates are good. */
export const countRequests = (manifest: Manifest, asOf: Instant): number => {
  const calendar = calendarOf(manifest.timezone, asOf)
  const names = accountNames(manifest.accounts)
  return manifest.exports.reduce((sum, one) => sum + plannedOf(one, names, calendar, () => {}).count, 0)
}

/** An export as far as it is counted. Cells whose dates are no range are left out. */
interface Planned {
  readonly declaration: ExportDeclaration
  readonly cells: ReadonlyArray<{ readonly cell: Cell; readonly times: Times }>
  readonly count: number
}

const plannedOf = (
  declaration: ExportDeclaration,
  names: AccountNames,
  calendar: Calendar,
  report: Report
): Planned => {
  const known = new Map<Variant, Times | undefined>()
  const cells = cellsOf(declaration, names).flatMap((cell) => {
    const { variant } = cell
    if (!known.has(variant)) known.set(variant, timesOf(variant, calendar, report))
    const times = known.get(variant)
    return times === undefined ? [] : [{ cell, times }]
  })
  return { declaration, cells, count: cells.reduce((sum, { times }) => sum + times.count, 0) }
}

const requestOf = (
  { variant: { declaration }, accounts, values, parts }: Cell,
  options: ExportDeclaration["options"],
  { start, end, window, renewal, identity }: Part,
  { zone }: Calendar
): Request => {
  const form = canonical({
    type: declaration.type,
    accountIds: accounts.ids,
    start,
    end,
    fileType: declaration.fileType,
    exportColumns: declaration.exportColumns,
    options
  })
  const fingerprint: Fingerprint = fingerprintOf(
    identity === undefined ? form : { ...form, start_date: identity.start, end_date: identity.end }
  )
  const address = [declaration.name, ...parts, ...(window === undefined ? [] : [window.label])].join("/") as Address
  const day = (instant: Instant) => dayLabel(instant, zone)
  const variables: OutputVariables = {
    export: declaration.name,
    account: accounts.label,
    // Days of a zone are the slow part of ten thousand requests, and few templates name them.
    get window() {
      return window?.label ?? `${this.start}_${this.end}`
    },
    get start() {
      return identity === undefined ? day(start) : "{start}"
    },
    get end() {
      return identity === undefined ? day(end) : "{end}"
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
    output: fillOutput(declaration.output, variables, values),
    autoStart: declaration.autoStart,
    retries: declaration.retries,
    ...(declaration.maxCredits === undefined ? {} : { maxCredits: declaration.maxCredits }),
    ...(window === undefined ? {} : { window }),
    ...(renewal === undefined ? {} : { renewal }),
    ...(declaration.keep === undefined ? {} : { keep: declaration.keep }),
    ...(declaration.settleAfter === undefined ? {} : { settleAfter: declaration.settleAfter }),
    ...(declaration.exact === undefined ? {} : { exact: declaration.exact }),
    ...(declaration.priority === undefined ? {} : { priority: declaration.priority }),
    ...(declaration.newestFirst === undefined ? {} : { newestFirst: declaration.newestFirst }),
    ...(declaration.hooks === undefined ? {} : { hooks: { ...declaration.hooks, values: valuesOf(variables, values) } })
  }
}

/** Written out: a variable that is looked up may be one that is found when it is asked for. */
const valuesOf = (
  { export: name, account, window, start, end, type, ext, address, fingerprint }: OutputVariables,
  axes: CellValues
) => ({
  ...Object.fromEntries(Object.entries(axes).map(([axis, value]) => [axis, String(value)])),
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
