/**
 * Exports of one manifest that ask for the same data: what none of them has yet would be bought by each. Pure.
 *
 * Invariant (test/plan/overlaps.test.ts): of each account the overlaps sum up to what is asked for more than once. Where
 * many ask for the same, each but one is told of once, not every pair.
 */
import type { AccountId, Credits, Request } from "../domain.ts"
import type { Pieces } from "../pieces.ts"
import { isOfEvents, kindOf, secondsOf } from "./covering.ts"
import type { Estimate, Overlap } from "./Plan.ts"

/** A purchase that is still to be paid, now or once its window has closed. */
export interface Outstanding {
  readonly request: Request
  readonly estimate: () => Estimate
}

/** `outstanding`: each purchase once, in the order of the manifest. */
export function* overlapping(outstanding: ReadonlyArray<Outstanding>): Pieces<ReadonlyArray<Overlap>> {
  const lines = new Map<string, Array<Asked>>()
  for (const [index, one] of outstanding.entries()) {
    yield
    const { canonical, exact } = one.request
    if (exact === true || !isOfEvents(canonical)) continue
    const [start, end] = [secondsOf(canonical.start_date), secondsOf(canonical.end_date) + 1]
    const kind = kindOf(canonical)
    for (const account of canonical.account_ids ?? []) {
      const line = `${account} ${kind}`
      const asked = lines.get(line)
      const asks = { ...one, index, account, start, end }
      if (asked === undefined) lines.set(line, [asks])
      else asked.push(asks)
    }
  }
  const pairs = new Map<string, Pair>()
  for (const asked of lines.values()) {
    yield
    if (asked.length > 1) sweep(asked, pairs)
  }
  return [...pairs.values()].sort((a, b) => a.first - b.first || a.second - b.second).map(overlapOf)
}

/** What a purchase asks for of one account. */
interface Asked extends Outstanding {
  readonly index: number
  readonly account: AccountId
  /** In seconds. */
  readonly start: number
  /** The second behind it. */
  readonly end: number
}

interface Pair {
  readonly exports: readonly [string, string]
  readonly first: number
  readonly second: number
  readonly accounts: Set<AccountId>
  /** Of the smaller of two purchases, the seconds that the larger one has too. */
  readonly twice: Map<Asked["index"], { readonly asked: Asked; seconds: number }>
}

/** From the first second on: what begins before the furthest end so far overlaps with what has that end. */
const sweep = (asked: ReadonlyArray<Asked>, pairs: Map<string, Pair>): void => {
  let furthest: Asked | undefined
  for (const one of [...asked].sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index)) {
    if (furthest !== undefined && one.start < furthest.end)
      note(one, furthest, Math.min(one.end, furthest.end) - one.start, pairs)
    if (furthest === undefined || one.end > furthest.end) furthest = one
  }
}

const note = (a: Asked, b: Asked, seconds: number, pairs: Map<string, Pair>): void => {
  const [first, second] = a.index < b.index ? [a, b] : [b, a]
  if (first.request.export === second.request.export) return
  const exports = [first.request.export, second.request.export] as const
  const key = JSON.stringify(exports)
  const pair: Pair = pairs.get(key) ?? {
    exports,
    first: first.index,
    second: second.index,
    accounts: new Set(),
    twice: new Map()
  }
  pairs.set(key, pair)
  pair.accounts.add(a.account)
  const smaller = sizeOf(a) <= sizeOf(b) ? a : b
  const noted = pair.twice.get(smaller.index)
  if (noted === undefined) pair.twice.set(smaller.index, { asked: smaller, seconds })
  else noted.seconds += seconds
}

/** Account-seconds. */
const sizeOf = ({ start, end, request }: Asked): number => (end - start) * (request.canonical.account_ids?.length ?? 1)

const overlapOf = ({ exports, accounts, twice }: Pair): Overlap => {
  let seconds = 0
  let credits: number | null = 0
  for (const one of twice.values()) {
    const { high } = one.asked.estimate()
    seconds += one.seconds
    credits = credits === null || high === null ? null : credits + (high * one.seconds) / sizeOf(one.asked)
  }
  return {
    exports,
    requests: twice.size,
    account_ids: [...accounts].sort(),
    account_days: Math.round(seconds / 8_640) / 10,
    credits: credits === null ? null : (Math.ceil(Math.round(credits * 1_000) / 1_000) as Credits)
  }
}
