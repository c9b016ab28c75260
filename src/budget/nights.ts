/**
 * How many runs a plan takes under its caps, one a day: each buys in order what fits, and leaves the rest to those that
 * follow. By what purchases cost at the most, as far as that is known. Pure.
 */
import type { Address, Instant } from "../domain.ts"
import { instantAt, zoneOf } from "../request/dates.ts"
import { todayOf } from "../request/relative.ts"
import type { Money } from "./admit.ts"

/** One purchase, in the order of `inOrder`. */
export interface Cost {
  readonly address: Address
  /** Credits at the most; `null`: nobody knows. */
  readonly credits: number | null
}

export interface Backfill {
  /** Runs, one a day, until all is bought that has a price and fits; days without a purchase between them count. */
  readonly nights: number
  /** The day of the last one in the manifest's zone: `2026-11-28`. */
  readonly last: string
  /** What may cost more by itself than a cap allows to any run. */
  readonly never: ReadonlyArray<Address>
  /** How many have no price to reckon with yet. */
  readonly unpriced: number
}

const DAY_MS = 86_400_000

/** `held`: credits that others of the state may still cost. */
export const nightsOf = (
  costs: ReadonlyArray<Cost>,
  { caps, spentMonth, unknownCharge }: Pick<Money, "caps" | "spentMonth" | "unknownCharge">,
  held: number,
  asOf: Instant,
  timezone: string
): Backfill => {
  const perRun = caps.perRun ?? Number.POSITIVE_INFINITY
  const perMonth = caps.perMonth ?? Number.POSITIVE_INFINITY
  const most = Math.min(perRun, perMonth)
  const priced = costs.flatMap(({ address, credits }) => (credits === null ? [] : [{ address, credits }]))
  const never = priced.filter(({ credits }) => credits > most).map(({ address }) => address)
  const rest = firstFits(priced.flatMap(({ credits }) => (credits > most ? [] : [credits])))

  const first = todayOf(asOf, zoneOf(timezone)).epochMillis
  let day = first
  let last = first
  let ofRun = perRun - held
  let ofMonth = unknownCharge && caps.perMonth !== undefined ? 0 : perMonth - spentMonth - held
  while (rest.count() > 0) {
    let room = Math.min(ofRun, ofMonth)
    const before = rest.count()
    for (let taken = rest.take(room); taken !== undefined; taken = rest.take(room)) {
      room -= taken
      ofMonth -= taken
    }
    const isIdle = rest.count() === before
    if (!isIdle) last = day
    // Once a day finds no room in its month, none before the next one does.
    const next = isIdle && day !== first ? nextMonth(day) : day + DAY_MS
    if (monthAt(next) !== monthAt(day)) ofMonth = perMonth
    ofRun = perRun
    day = next
  }
  return {
    nights: priced.length === never.length ? 0 : Math.round((last - first) / DAY_MS) + 1,
    last: dayAt(last),
    never,
    unpriced: costs.length - priced.length
  }
}

const dayAt = (ms: number): string => instantAt(ms).slice(0, 10)

const monthAt = (ms: number): string => instantAt(ms).slice(0, 7)

const nextMonth = (ms: number): number => {
  const [year, month] = monthAt(ms).split("-").map(Number)
  return Date.UTC(year ?? 0, month ?? 0, 1)
}

/**
 * Takes the first amount that fits, again and again: a tree over the amounts, each node the least below it. In a run the
 * room only shrinks, so what was passed over does not fit any more.
 */
const firstFits = (amounts: ReadonlyArray<number>) => {
  let width = 1
  while (width < amounts.length) width *= 2
  const least = new Float64Array(2 * width).fill(Number.POSITIVE_INFINITY)
  const at = (node: number): number => least[node] ?? Number.POSITIVE_INFINITY
  least.set(amounts, width)
  for (let node = width - 1; node > 0; node--) least[node] = Math.min(at(2 * node), at(2 * node + 1))
  let left = amounts.length
  return {
    count: () => left,
    take: (room: number): number | undefined => {
      if (left === 0 || at(1) > room) return undefined
      let node = 1
      while (node < width) node = at(2 * node) <= room ? 2 * node : 2 * node + 1
      const taken = at(node)
      least[node] = Number.POSITIVE_INFINITY
      for (node >>= 1; node > 0; node >>= 1) least[node] = Math.min(at(2 * node), at(2 * node + 1))
      left--
      return taken
    }
  }
}
