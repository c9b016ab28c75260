import { expect, it } from "vitest"
import { allPlacements, type Bounds, titleOf } from "./placements.ts"

/** Each single fault, and pairs whose first is at the call that is paid for; the long form has all pairs. */
const bounds: ReadonlyArray<Bounds> = [
  { purchases: 1, faults: 1 },
  { purchases: 2, faults: 1 },
  { purchases: 1, faults: 2, first: ["start"] }
]

it.each(bounds.map((each) => ({ each, title: titleOf(each) })))(
  "wherever faults are placed, all is bought once, charged once, recorded and done ($title)",
  async ({ each }) => {
    const { histories, complaints } = await allPlacements(each)
    expect(complaints).toEqual([])
    expect(histories).toBeGreaterThan(50)
  }
)
