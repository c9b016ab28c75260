/**
 * When what was bought is bought again. Days are those of the manifest's zone: what is bought on a Monday, at whatever
 * hour, is seven days old as the next Monday begins.
 */
import type * as DateTime from "effect/DateTime"
import type { Instant, Period, Request } from "../domain.ts"
import { dueAfter } from "../request/relative.ts"

/** When it is bought again, and why then. */
export interface Renewal {
  readonly at: Instant
  readonly why: string
}

/** `bought`: the `as_of` of the last purchase. `undefined`: never, as far as can be told now. */
export const renewalOf = (
  { window, renewal }: Pick<Request, "window" | "renewal">,
  bought: Instant,
  asOf: Instant,
  zone: DateTime.TimeZone
): Renewal | undefined => {
  const every = (period: Period): Renewal => ({
    at: dueAfter(bought, period, zone),
    why: `it is bought again every ${wordsOf(period)}`
  })
  if (window === undefined) return renewal?.every && every(renewal.every)
  if (bought < window.closes) {
    const closing = { at: window.closes, why: "its window was open when it was bought" }
    const sooner = asOf < window.closes && renewal?.every ? every(renewal.every) : closing
    return sooner.at < closing.at ? sooner : closing
  }
  const recent = renewal?.recent && { ...every(renewal.recent.every), until: renewal.recent.until }
  return recent !== undefined && recent.at < recent.until && asOf < recent.until
    ? { at: recent.at, why: `${recent.why} while it is one of the newest windows` }
    : undefined
}

export const wordsOf = ({ count, unit }: Period): string => (count === 1 ? unit : `${count} ${unit}s`)
