/**
 * When what was bought is bought again. Days are those of the manifest's zone: what is bought on a Monday, at whatever
 * hour, is seven days old as the next Monday begins.
 */
import type * as DateTime from "effect/DateTime"
import type { Instant, Period, Request } from "../domain.ts"
import { dueAfter } from "../request/relative.ts"

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
