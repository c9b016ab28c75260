/** What a screen or a line shows of a run: how far each request and the whole has come. Pure. */
import * as HashMap from "effect/HashMap"
import { type Active, endedCount, type Progress, waitingCount } from "../../apply/Progress.ts"
import type { Standing } from "../../apply/Reporter.ts"
import { renderStage } from "./words.ts"

export interface View {
  /** The first to be begun come first, and stay where they are. */
  readonly rows: ReadonlyArray<Row>
  /** Those under way that have no row, by their stage. */
  readonly folded: { readonly count: number; readonly stages: ReadonlyArray<readonly [stage: string, count: number]> }
  readonly addresses: number
  readonly ended: number
  readonly outcomes: Progress["outcomes"]
  /** Purchases under way, and those that nobody has begun with. */
  readonly active: number
  readonly waiting: number
  readonly files: Progress["files"]
  readonly credits: Standing["credits"] | undefined
  readonly rate: Standing["rate"] | undefined
  readonly elapsedMs: number
  /** `undefined`: too little is known. */
  readonly leftMs: number | undefined
}

export interface Row {
  readonly address: string
  readonly stage: string
  /** 0..100 */
  readonly percent: number | undefined
  readonly rows: number | undefined
  readonly totalRows: number | undefined
  readonly ageMs: number
}

/** `now`: epoch ms. At most so many rows. `rate`: as it is now; what was told of it last, where it is left out. */
export const viewOf = (progress: Progress, now: number, maxRows: number, rate?: Standing["rate"]): View => {
  const { begun, addresses, outcomes, active, standing, files } = progress
  const shown = firstOf(HashMap.values(active), maxRows)
  const hidden = new Map<string, number>()
  const count = HashMap.size(active)
  if (count > shown.length) {
    for (const one of HashMap.values(active)) add(hidden, renderStage(one), 1)
    for (const one of shown) add(hidden, renderStage(one), -1)
  }
  return {
    rows: shown.map((one) => rowOf(one, now)),
    folded: {
      count: count - shown.length,
      stages: [...hidden].filter(([, n]) => n > 0).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    },
    addresses,
    ended: endedCount(progress),
    outcomes,
    active: count,
    waiting: waitingCount(progress),
    files,
    credits: standing?.credits,
    rate: rate ?? standing?.rate,
    elapsedMs: begun === undefined ? 0 : now - begun,
    leftMs: typeof standing?.estimated_end === "string" ? Date.parse(standing.estimated_end) - now : undefined
  }
}

const add = (counts: Map<string, number>, key: string, n: number) => counts.set(key, (counts.get(key) ?? 0) + n)

const rowOf = (one: Active, now: number): Row => {
  // What the server says of it while it is not running is about its price.
  const look = one.stage === "started" ? one.look : undefined
  return {
    address: one.address,
    stage: renderStage(one),
    percent: look?.percent,
    rows: look?.rows,
    totalRows: look?.totalRows,
    ageMs: now - one.since
  }
}

/** The first few by their place: to sort them all, many times a second, would be felt. */
const firstOf = (all: Iterable<Active>, most: number): ReadonlyArray<Active> => {
  const first: Array<Active> = []
  for (const one of all) {
    const last = first.at(-1)
    if (first.length >= most && (last === undefined || one.place > last.place)) continue
    const at = first.findIndex(({ place }) => place > one.place)
    first.splice(at === -1 ? first.length : at, 0, one)
    if (first.length > most) first.pop()
  }
  return first
}
