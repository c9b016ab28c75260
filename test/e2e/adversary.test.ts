/** Every fault that a scenario can name, against the real program: one purchase, charged once and done, or stopped by name. */
import { describe, expect } from "vitest"
import schema from "../../schema/scenario.schema.json" with { type: "json" }
import type { Rule } from "../../src/sandbox/scenario.ts"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { expectFilesAsReported, reportOf } from "./documents.ts"
import { FOUR, ONE } from "./manifests.ts"
import { it, type Place, until } from "./place.ts"
import { ACTIONS, expectOutcome, FATES, PRICE, TRIALS } from "./trials.ts"

/** Every second one; all of them are in the long form. */
const soonTrials = TRIALS.filter(([, { isMetElsewhere }]) => !isMetElsewhere).filter((_, index) => index % 2 === 0)

describe.concurrent("an adversary", () => {
  it("is tried with every action and every fate that the schema has", () => {
    const { fate, webhook: _, ...actions } = schema.$defs.actions.properties
    expect(Object.keys(ACTIONS).sort()).toEqual(Object.keys(actions).sort())
    expect(Object.keys(FATES).sort()).toEqual(Object.keys(fate.properties).sort())
    for (const [action, trials] of Object.entries({ ...ACTIONS, ...FATES }))
      expect(JSON.stringify(trials), action).toContain(`"${action}":`)
  })

  it.for(soonTrials)("%s", async ([, trial], { place, sandbox }) => {
    await expectOutcome(trial, { place, sandbox })
  })

  it("that raises a price after the plan has named it, gets nothing: it is shown, and not started", async ({
    place,
    sandbox
  }) => {
    const stateFile = place.path("world")
    await place.write("exports.yaml", ONE)
    const quoting = await sandbox({ stateFile })
    expect((await place.run(["apply", "--auto-approve", "--budget", "0"], { server: quoting })).exitCode).toBe(4)
    await quoting.close()

    const rules: ReadonlyArray<Rule> = [{ on: "get", times: 1, do: { fate: { credits: PRICE + 1 } } }]
    const dearer = await sandbox({ stateFile, scenario: { version: 1, rules } })
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server: dearer })
    const [result] = reportOf(ended).results
    expect(result).toMatchObject({ outcome: "blocked", phase: "priced", problem: { code: "price-rose" } })
    expect(dearer.stats()).toMatchObject({ charged: 0, exports: 1 })

    const agreed = await place.run(["apply", "--auto-approve", "--json"], { server: dearer })
    expect(reportOf(agreed).results[0]).toMatchObject({ outcome: "done", credits: PRICE + 1 })
    expect(dearer.stats()).toMatchObject({ charged: PRICE + 1, exports: 1 })
  })

  it("as the example in docs/ has it, is got over within a few runs", async ({ place }) => {
    await place.write("exports.yaml", FOUR)
    const url = await servedSandbox(place, `${import.meta.dirname}/../../docs/faults.yaml`)
    const first = await place.run(["apply", "--auto-approve", "--json"], { server: { url } })
    expect(first.stderr).toMatch(/the answer to its create was lost; found as/)
    // How many calls there are, and so which of them are struck, is a matter of time.
    let last = first
    for (let run = 2; run <= 4 && last.exitCode !== 0; run++)
      last = await place.run(["apply", "--auto-approve", "--json"], { server: { url } })
    expect(last.exitCode).toBe(0)
    const stats = (await (await fetch(`${url}/__sandbox/stats`)).json()) as ReturnType<RunningSandbox["stats"]>
    expect(stats).toMatchObject({ exports: 4, ledger: { length: 4 } })
    await expectFilesAsReported(place, reportOf(last))
  })
})

/** `exporter sandbox` as a process of its own; its address once it answers. */
const servedSandbox = async (place: Place, scenario: string): Promise<string> => {
  const served = place.start([
    "sandbox",
    "--port",
    "0",
    "--speed",
    "20",
    "--window-ms",
    "2000",
    "--limit",
    "400",
    "--scenario",
    scenario
  ])
  const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(served.told())?.[0]
  await until(() => address() !== undefined)
  return address() ?? ""
}
