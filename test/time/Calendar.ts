/**
 * Days of Berlin in 2025, reckoned by hand: what a test expects of time must not be asked of the program. A day is a
 * number, counted from 1970-01-01.
 */
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** The day of `2025-01-31`. */
export const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS

export const textOf = (n: number): string => new Date(n * DAY_MS).toISOString().slice(0, 10)

/** In 2024 and 2025, clocks are an hour more ahead from 1:00 UTC on the last Sunday of March to that of October. */
const SUMMERS = [
  ["2024-03-31", "2024-10-27"],
  ["2025-03-30", "2025-10-26"]
].map(([from = "", to = ""]) => [Date.parse(`${from}T01:00:00Z`), Date.parse(`${to}T01:00:00Z`)] as const)

const isSummer = (at: number): boolean => SUMMERS.some(([from = 0, to = 0]) => at >= from && at < to)

/** When a day begins there, epoch ms. No change of the clocks happens at midnight. */
export const beginOf = (n: number): number => {
  const winter = n * DAY_MS - HOUR_MS
  return isSummer(winter) ? winter - HOUR_MS : winter
}

/** The day there at some time, epoch ms. */
export const dayAt = (at: number): number => Math.floor((at + (isSummer(at) ? 2 : 1) * HOUR_MS) / DAY_MS)

/** The last second of a day there, epoch ms. */
export const endOf = (n: number): number => beginOf(n + 1) - 1_000

/** The first day of the month that is so many after that of a day. */
export const monthOf = (n: number, later = 0): number => {
  const at = new Date(n * DAY_MS)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + later, 1) / DAY_MS
}

/** The first day of the quarter that is so many after that of a day. */
export const quarterOf = (n: number, later = 0): number => {
  const at = new Date(n * DAY_MS)
  return Date.UTC(at.getUTCFullYear(), 3 * (Math.floor(at.getUTCMonth() / 3) + later), 1) / DAY_MS
}
