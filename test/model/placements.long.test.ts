import { expect, it } from "vitest"
import { allPlacements, type Bounds, titleOf } from "./placements.ts"

/** Every pair, and triples that begin at what is paid for. */
const bounds: ReadonlyArray<Bounds> = [
  { purchases: 1, faults: 2 },
  { purchases: 2, faults: 2 },
  { purchases: 1, faults: 3, first: ["create", "start"] },
  { purchases: 2, faults: 3, first: ["create"] }
]

it.each(bounds.map((each) => ({ each, title: titleOf(each) })))(
  "wherever faults are placed, all is bought once, charged once, recorded and done ($title)",
  async ({ each }) => {
    const { histories, complaints } = await allPlacements(each)
    expect(complaints).toEqual([])
    expect(histories).toBeGreaterThan(2_000)
  }
)
