/** The same as pacing.test.ts for so many exports that their looks are shared. */
import { expectPaced } from "./pacing.ts"
import { it } from "./place.ts"

it("200 exports in sliding windows: at most 2.1 calls each, and no 429", async ({ place, sandbox }) => {
  await expectPaced({ exports: 200, limitPerWindow: 60, windowKind: "sliding", most: 2.1 }, { place, sandbox })
})
