/**
 * The team's limit of calls, under each reading of "60 a minute" that the vendor leaves open.
 *
 * ```
 *  fixed     |--------|      |--------|     from the first call; the next call after its end opens a new one
 *  aligned   |--------|--------|--------|   from the clock's whole windows
 *  sliding        |--------|                always the last `windowMs`
 * ```
 * A refused call does not count.
 */
export type WindowKind = "fixed" | "aligned" | "sliding"

export interface Limit {
  readonly kind: WindowKind
  /** Calls per window. */
  readonly calls: number
  readonly windowMs: number
  /** Calls per UTC day; null: no such limit, as on the vendor's present plans. */
  readonly callsPerDay: number | null
}

export interface Usage {
  /** When the fixed window began, epoch ms. */
  readonly opened: number
  /** When each call of the last `windowMs` was admitted, epoch ms, ascending. */
  readonly admitted: ReadonlyArray<number>
  readonly day: number
  readonly today: number
}

export const UNUSED: Usage = { opened: Number.NEGATIVE_INFINITY, admitted: [], day: 0, today: 0 }

export type Admission =
  | {
      readonly admitted: true
      readonly usage: Usage
      readonly remaining: number
      readonly remainingToday: number | null
    }
  | {
      readonly admitted: false
      readonly usage: Usage
      /** Until the next call would be admitted, ms. */
      readonly waitMs: number
      readonly remaining: number
      readonly remainingToday: number | null
    }

const DAY = 86_400_000

export const admit = (limit: Limit, before: Usage, now: number): Admission => {
  const recent = before.admitted.filter((at) => at > now - limit.windowMs)
  const opened = now - before.opened >= limit.windowMs ? now : before.opened
  const day = Math.floor(now / DAY)
  const today = day === before.day ? before.today : 0
  const counted = countedCalls(limit, recent, opened, now)
  const remainingToday = limit.callsPerDay === null ? null : Math.max(0, limit.callsPerDay - today)

  const full = counted.length >= limit.calls
  if (full || remainingToday === 0) {
    const usage = { ...before, admitted: recent, day, today }
    const waitMs = full ? windowEnd(limit, counted, before.opened, now) - now : (day + 1) * DAY - now
    return { admitted: false, usage, waitMs, remaining: Math.max(0, limit.calls - counted.length), remainingToday }
  }
  return {
    admitted: true,
    usage: { opened, admitted: [...recent, now], day, today: today + 1 },
    remaining: limit.calls - counted.length - 1,
    remainingToday: remainingToday === null ? null : remainingToday - 1
  }
}

const countedCalls = (limit: Limit, recent: ReadonlyArray<number>, opened: number, now: number) => {
  switch (limit.kind) {
    case "fixed":
      return recent.filter((at) => at >= opened)
    case "aligned":
      return recent.filter((at) => at >= now - (now % limit.windowMs))
    case "sliding":
      return recent
  }
}

const windowEnd = (limit: Limit, counted: ReadonlyArray<number>, opened: number, now: number): number => {
  switch (limit.kind) {
    case "fixed":
      return opened + limit.windowMs
    case "aligned":
      return now - (now % limit.windowMs) + limit.windowMs
    case "sliding":
      return (counted[counted.length - limit.calls] ?? now) + limit.windowMs
  }
}
