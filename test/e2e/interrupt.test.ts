/** Some of interrupt.long.test.ts: signals in the middle of a run: out in time, nothing more is sent, all is recorded, and the next run goes on. */
import { describe, expect } from "vitest"
import { expectStops, LIMIT, late, type Moment, untilHeard } from "./interrupt.ts"
import { FOUR } from "./manifests.ts"
import { it, until } from "./place.ts"

const MOMENTS: ReadonlyArray<Moment & { readonly name: string }> = [
  { name: "SIGINT during a create", signal: "SIGINT", rules: late("create", 2_800), at: { create: 5 } },
  {
    name: "SIGTERM during a start that is not answered in time",
    signal: "SIGTERM",
    rules: late("start", 60_000),
    at: { start: 5 }
  },
  {
    name: "SIGINT before the first answer",
    signal: "SIGINT",
    rules: [{ on: "list", times: 1, do: { hang: { ms: 60_000, when: "after" } } }],
    at: { list: 1 }
  }
]

describe.concurrent("told to stop", () => {
  it.for(MOMENTS)("$name", { timeout: 60_000 }, async (moment, { place, sandbox }) => {
    const scenario = { version: 1, rules: moment.rules } as const
    await expectStops(place, await sandbox({ limitPerWindow: LIMIT, scenario }), moment)
  })

  it("a second signal ends it at once", async ({ place, sandbox }) => {
    const rules = [{ on: "create", nth: 2, do: { hang: { ms: 60_000, when: "after" } } }] as const
    const server = await sandbox({ scenario: { version: 1, rules } })
    await place.write("exports.yaml", FOUR)
    const run = place.start(["apply", "--auto-approve"], { server })
    await until(() => server.stats().calls.create === 4)
    run.kill("SIGINT")
    await untilHeard(run)
    run.kill("SIGINT")
    const ended = await run.ended
    expect(ended.exitCode).toBe(130)
    // The first one alone waits for what is on its way, and then reports.
    expect(ended.stdout).toBe("")
    const again = await place.run(["apply", "--auto-approve"], { server })
    expect(again.exitCode).toBe(0)
    expect(server.stats()).toMatchObject({ exports: 4, ledger: { length: 4 } })
  })
})
