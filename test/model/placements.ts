/** All placements of so many faults over the points of a history. */
import * as Effect from "effect/Effect"
import { manifestOf } from "../apply/simulation/Project.ts"
import { NOON } from "../sandbox/fixtures.ts"
import { declaredBy, FAULTS, historyOf, type Placed, type Point } from "./history.ts"
import { complaints } from "./judge.ts"
import { inVirtualTime } from "./virtualTime.ts"

export interface Placements {
  readonly histories: number
  /** The placement, and what went wrong with it. */
  readonly complaints: ReadonlyArray<string>
}

export interface Bounds {
  /** Two look alike when listed. */
  readonly purchases: 1 | 2
  /** Faults in one history. */
  readonly faults: number
  /** Where a fault may be placed that is not the last of its history; by default, anywhere. */
  readonly first?: ReadonlyArray<Point>
}

export const allPlacements = async (bounds: Bounds): Promise<Placements> => {
  const begun = performance.now()
  const placements = await inVirtualTime(NOON, walkAll(bounds))
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  console.log(`${titleOf(bounds)}: ${placements.histories} histories, ${seconds} s`)
  return placements
}

export const titleOf = ({ purchases, faults, first }: Bounds): string =>
  `${purchases === 1 ? "one purchase" : "two look-alikes"}, ${faults} faults${first === undefined ? "" : `, all but the last at ${first.join(", ")}`}`

const MANIFESTS = {
  1: manifestOf("ledger: { type: transactions }"),
  2: manifestOf("all: { type: fans, options: { type: all } }\nactive: { type: fans, options: { type: active } }")
} as const

const walkAll = ({ purchases, faults, first }: Bounds): Effect.Effect<Placements> =>
  Effect.gen(function* () {
    const declared = declaredBy(MANIFESTS[purchases])
    let histories = 0
    const found: Array<string> = []
    const walk = (placed: ReadonlyArray<Placed>): Effect.Effect<void> =>
      Effect.gen(function* () {
        const history = yield* historyOf(declared, placed)
        histories++
        for (const complaint of complaints(history, purchases)) found.push(`${spelt(placed)}: ${complaint}`)
        if (placed.length === faults) return
        // What comes before the last fault was placed in other histories.
        const from = (placed.at(-1)?.at ?? -1) + 1
        const isPlace = (point: Point) => placed.length + 1 === faults || (first?.includes(point) ?? true)
        for (const [at, point] of history.points.entries())
          if (at >= from && isPlace(point))
            for (const fault of FAULTS[point]) yield* walk([...placed, { at, fault, point }])
      })
    yield* walk([])
    return { histories, complaints: found }
  })

const spelt = (placed: ReadonlyArray<Placed>): string =>
  placed.map(({ at, point, fault }) => `${point} (${at}) ${fault}`).join(", ") || "no fault"
