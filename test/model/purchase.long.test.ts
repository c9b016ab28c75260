import { expect, it } from "vitest"
import { check, titleOf } from "./check.ts"
import { figures } from "./explore.ts"
import type { Setup } from "./State.ts"

/** Hundreds of thousands of states each: two look-alikes at once, and one purchase among more troubles. */
const setups: ReadonlyArray<Partial<Setup>> = [
  { purchases: 2 },
  { purchases: 2, startThemselves: true, failures: 1 },
  { purchases: 2, startThemselves: true, colleague: 1 },
  { colleague: 2, failures: 1 }
]

it.each(setups.map((setup) => ({ setup, title: titleOf(setup) })))(
  "every invariant holds in every state, and all comes to its end ($title)",
  async ({ setup, title }) => {
    const explored = await check(setup)
    console.log(`${title}: ${figures(explored)}`)
    expect(explored.violation).toBeUndefined()
  }
)
