/**
 * The workflows that `exporter init --ci` writes, with the action and the scripts that they use: run step by step as the
 * platforms do, with the built package, git repositories, and a sandbox as the API.
 */
import { describe } from "vitest"
import { scenarios } from "./ciScenarios.ts"
import { it } from "./place.ts"

describe.concurrent("a workflow", () => {
  for (const { title, system, run } of scenarios(true))
    it(`on ${system} ${title}`, { timeout: 180_000 }, ({ place, sandbox, serve }) =>
      run({ system, place, sandbox, serve })
    )
})
