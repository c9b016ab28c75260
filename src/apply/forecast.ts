/**
 * When a run is likely to end. Pure.
 *
 * ```
 *   waiting for their turn x the time between two of them        what a purchase takes
 *  ├────────────────────────────────────────────────────────┼───────────────────────────┤ end
 *   the slowest of: the rate limit, the places side by side, the pace so far
 * ```
 *
 * Invariants (cited by test/apply/forecast.test.ts):
 *  F1. Nothing is said before something is known of what a purchase takes: by one that ended, or by one's own progress.
 *  F2. It is never sooner than the rate limit allows, nor than the slowest of what is under way, at its pace so far.
 *  F3. What was said moves towards what is known now, and does not jump there.
 */
import * as HashMap from "effect/HashMap"
import { type Active, type Pace, type Progress, waitingCount } from "./Progress.ts"

/** Calls that one purchase takes: its create, its start, and its share of the looks (`npm run bench` measures it). */
const CALLS_PER_PURCHASE = 2.2

/** So many have to end before their pace counts, and no fewer than are under way: the first ones to end are the short ones. */
const TELLING = 5

/** A progress of less than this many percent says nothing of the rest. */
const TELLING_PERCENT = 3

/** One of this many is believed. */
const TRUSTED_PERCENT = 20

/** How long the rest takes, in ms; `undefined`: too little is known. */
export const timeLeft = (progress: Progress, now: number): number | undefined => {
  const { pace, active, standing, concurrency } = progress
  const paces: Array<OwnPace> = []
  for (const one of HashMap.values(active)) {
    const own = ownPace(one, now)
    if (own !== undefined) paces.push(own)
  }
  const typical = pace.reached > 0 ? pace.tookMs / pace.reached : mean(paces.map(({ totalMs }) => totalMs))
  if (typical === undefined) return undefined
  let slowest = 0
  for (const one of HashMap.values(active)) {
    const usual = Math.max(0, typical - (now - one.since))
    const own = ownPace(one, now)
    // The little that is done of it says little of the rest.
    const trust = own === undefined ? 0 : Math.min(1, own.percent / TRUSTED_PERCENT)
    slowest = Math.max(slowest, trust * (own?.leftMs ?? 0) + (1 - trust) * usual)
  }
  const waiting = waitingCount(progress)
  if (waiting === 0) return slowest

  const byPlaces = typical / concurrency
  const byCalls = standing === undefined ? 0 : timeBetween(standing.rate)
  const byPace = pace.ended < Math.max(TELLING, HashMap.size(active)) ? 0 : timeBetweenEnds(pace)
  return Math.max(slowest, waiting * Math.max(byPlaces, byCalls, byPace) + typical)
}

interface OwnPace {
  readonly percent: number
  readonly leftMs: number
  /** From its first step to its end. */
  readonly totalMs: number
}

/** What the server says of its progress, drawn out to its end. */
const ownPace = ({ look, firstLook, stage, stageSince, since }: Active, now: number): OwnPace | undefined => {
  if (stage !== "started" || look?.percent === undefined || look.percent < TELLING_PERCENT) return undefined
  // Of one that this run did not see begin only what it saw counts.
  const from = stageSince === undefined ? firstLook : { at: stageSince, percent: 0 }
  if (from?.percent === undefined || from.percent >= look.percent) return undefined
  const msPerPercent = (look.at - from.at) / (look.percent - from.percent)
  const leftMs = Math.max(0, (100 - look.percent) * msPerPercent - (now - look.at))
  return { percent: look.percent, leftMs, totalMs: now - since + leftMs }
}

const timeBetweenEnds = ({ marks, lastEnd, ended }: Pace): number => {
  const [from] = marks ?? []
  return from === undefined || lastEnd === undefined || ended <= from.ended
    ? 0
    : (lastEnd - from.at) / (ended - from.ended)
}

const timeBetween = ({ limit, reserve, window_ms }: NonNullable<Progress["standing"]>["rate"]): number =>
  limit === null ? 0 : (CALLS_PER_PURCHASE * window_ms) / Math.max(1, limit - reserve)

const mean = (values: ReadonlyArray<number>): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

export interface Forecast {
  /** When the run is likely to end, epoch ms. */
  readonly end: number
  /** When that was said. */
  readonly at: number
}

/** F3: half of the way in a tenth of the time that is left, at the most half a minute. */
export const settled = (before: Forecast | undefined, left: number | undefined, now: number): Forecast | undefined => {
  if (left === undefined) return before
  if (before === undefined) return { end: now + left, at: now }
  const halfLife = Math.min(30_000, Math.max(2_000, left / 10))
  const kept = 0.5 ** ((now - before.at) / halfLife)
  return { end: (now + left) * (1 - kept) + before.end * kept, at: now }
}
