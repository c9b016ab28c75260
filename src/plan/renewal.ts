/**
 * When what was bought is bought again. Days are those of the manifest's zone: what is bought on a Monday, at whatever
 * hour, is seven days old as the next Monday begins.
 */
import type * as DateTime from "effect/DateTime"
import type { Fingerprint, Instant, Period, Request } from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import { instantAt, zoneOf } from "../request/dates.ts"
import { fingerprintOf } from "../request/fingerprint.ts"
import { bornWith, resolveOutput } from "../request/output.ts"
import { dueAfter } from "../request/relative.ts"
import type { Done, Generation, Incomplete, StateRecord } from "../state/Record.ts"

/** When it is bought again, and why. */
export interface Renewal {
  readonly at: Instant
  /** Behind "bought again on such a day": `every 7 days`. */
  readonly rhythm: string
  /** Behind "bought on such a day": `and again every 7 days`. */
  readonly why: string
}

/**
 * `bought`: the `as_of` of the last purchase, and `until`: the end that it asked for. `undefined`: never, as far as can be
 * told now. A whole window that was bought after its end is not bought again because it closes later by now.
 */
export const renewalOf = (
  { window, renewal }: Pick<Request, "window" | "renewal">,
  bought: Instant,
  asOf: Instant,
  zone: DateTime.TimeZone,
  until: Instant | undefined = window?.end
): Renewal | undefined => {
  const every = (period: Period, suffix = ""): Renewal => {
    const rhythm = `every ${wordsOf(period)}${suffix}`
    return { at: dueAfter(bought, period, zone), rhythm, why: `and again ${rhythm}` }
  }
  if (window === undefined) return renewal?.every && every(renewal.every)
  const isWhole = renewal?.whileOpen !== true && window.end < bought && until !== undefined && window.end <= until
  if (bought < window.closes && !isWhole) {
    const closing = { at: window.closes, rhythm: "once its window has closed", why: "while its window was open" }
    if (window.leftBehind === true && asOf < window.closes) {
      const next = renewal?.every && every(renewal.every)
      return next !== undefined && next.at < window.closes ? next : undefined
    }
    const sooner = asOf < window.closes && renewal?.every ? every(renewal.every) : closing
    return sooner.at < closing.at ? sooner : closing
  }
  if (renewal?.recent === undefined || asOf >= renewal.recent.until) return undefined
  const again = every(renewal.recent.every, " while it is one of the newest windows")
  return again.at < renewal.recent.until ? again : undefined
}

export const wordsOf = ({ count, unit }: Period): string => (count === 1 ? unit : `${count} ${unit}s`)

/** When purchases are bought again. One with several addresses is as soon as the first of them asks for it. */
export interface Renewals {
  /** It is bought again now. What its hooks are owed is done first: they are told of its file. */
  readonly isDue: (record: StateRecord) => record is Done | Incomplete
  readonly next: (bought: Bought) => Renewal | undefined
  /** The generation before one that was asked for, is not paid, and is not due (any more): it stands. */
  readonly standing: (record: StateRecord | undefined) => Generation | undefined
  /** When a window counts as closed for all addresses of its purchase. */
  readonly closes: (request: Request) => Instant | undefined
}

/** A purchase, and what it asked for. */
type Bought = Pick<StateRecord, "fingerprint" | "as_of" | "request">

export const renewalsIn = ({
  requests,
  asOf,
  timezone,
  leavesHooks = false
}: {
  readonly requests: ReadonlyArray<Request>
  readonly asOf: Instant
  readonly timezone: string
  readonly leavesHooks?: boolean
}): Renewals => {
  const zone = zoneOf(timezone)
  const groups = new Map<Fingerprint, Array<Request>>()
  for (const request of requests) {
    const group = groups.get(request.fingerprint)
    if (group === undefined) groups.set(request.fingerprint, [request])
    else group.push(request)
  }
  const groupOf = (fingerprint: Fingerprint): ReadonlyArray<Request> => groups.get(fingerprint) ?? []
  const next = (bought: Bought): Renewal | undefined => {
    let soonest: Renewal | undefined
    for (const request of groupOf(bought.fingerprint)) {
      const renewal = isCutShort(request, bought)
        ? onceOver(request)
        : renewalOf(request, bought.as_of, asOf, zone, bought.request.end_date)
      if (renewal !== undefined && (soonest === undefined || renewal.at < soonest.at)) soonest = renewal
    }
    return soonest
  }
  const isOwed = (record: Done | Incomplete): boolean =>
    record.hooks_owed !== undefined &&
    !leavesHooks &&
    groupOf(record.fingerprint).some(
      (request) =>
        request.hooks !== undefined &&
        record.hooks_owed?.includes(resolveOutput(request.output, bornWith(record), timezone))
    )
  return {
    next,
    standing: (record) => {
      const before = record !== undefined && isUnpaid(record) ? record.earlier?.at(-1) : undefined
      if (record === undefined || before === undefined) return undefined
      const { as_of, start_date, end_date } = before
      const renewal = next({ ...record, as_of, request: { ...record.request, start_date, end_date } })
      return renewal !== undefined && renewal.at <= asOf ? undefined : before
    },
    isDue: (record): record is Done | Incomplete => {
      if (record.phase !== "done" && record.phase !== "incomplete") return false
      const renewal = next(record)
      return renewal !== undefined && renewal.at <= asOf && !isOwed(record)
    },
    closes: ({ fingerprint, window }) =>
      window === undefined
        ? undefined
        : groupOf(fingerprint).reduce(
            (last, other) => (other.window !== undefined && other.window.closes > last ? other.window.closes : last),
            window.closes
          )
  }
}

/** Nothing was charged for it, certainly, and nothing will be unless it is started. What is scraped may charge by itself. */
const isUnpaid = (record: StateRecord): boolean =>
  record.phase === "refused" ||
  (record.phase === "created" && !isScraped(record.request.type)) ||
  record.phase === "priced" ||
  ((record.phase === "failed" || record.phase === "cancelled") && !record.charged)

/** It was bought as an open window, as far as that had come, and is asked for in whole by now, without windows. */
const isCutShort = ({ window, canonical, fingerprint }: Request, { request }: Bought): boolean =>
  window === undefined && request.end_date < canonical.end_date && fingerprintOf(canonical) === fingerprint

const onceOver = ({ canonical }: Request): Renewal => ({
  at: instantAt(Date.parse(canonical.end_date) + 1_000),
  rhythm: "once its end has passed",
  why: "while its window was open"
})

/** What failed or was cancelled was one purchase of those that were asked for; when the next is due it is bought. */
export const isNextDue = (request: Request, bought: Instant, asOf: Instant, zone: DateTime.TimeZone): boolean => {
  const next = request.renewal && renewalOf(request, bought, asOf, zone)
  return next !== undefined && next.at <= asOf
}
