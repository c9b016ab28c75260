/** What `ci.test.ts` shows of one platform, for the other one. */
import { describe } from "vitest"
import { scenarios } from "./ciScenarios.ts"
import { it } from "./place.ts"

describe("a workflow", () => {
  for (const { title, system, run } of scenarios(false))
    it(`on ${system} ${title}`, ({ place, sandbox, serve, onTestFinished }) =>
      run({ system, place, sandbox, serve, onTestFinished }))
})
