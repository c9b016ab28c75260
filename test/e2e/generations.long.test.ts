/** The same kills as in generations.test.ts, at every point. */

import { expectSurvivesAll, killing } from "./generations.ts"
import { it } from "./place.ts"

it("is killed at any of its files and calls, and loses none of them", async ({ newPlace, sandbox }) => {
  const all = await killing({ newPlace, sandbox })
  await expectSurvivesAll(all, all.points)
})
