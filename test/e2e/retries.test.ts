/** `retries`: what fails at the server is asked for anew, so often and no more; every charge is in the books. */
import { describe, expect } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { booksOf, chargesOf } from "./Colleague.ts"
import { expectFilesAsReported, expectValid, planOf, reportOf } from "./documents.ts"
import { ONE } from "./manifests.ts"
import { it } from "./place.ts"

const failing = (times: number) => {
  const rules: ReadonlyArray<Rule> = [{ on: "create", times, do: { fate: { run_fails: "out of paper" } } }]
  return { scenario: { version: 1, rules } } as const
}

const ONE_RETRY = `${ONE}    retries: 1\n`

/** Of `ONE`, in credits. */
const PRICE = 24

describe.concurrent("an export that fails after it was started", () => {
  it("is bought anew where the manifest says so, and both charges are in the books", async ({ place, sandbox }) => {
    const server = await sandbox(failing(1))
    await place.write("exports.yaml", ONE_RETRY)
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(ended.exitCode).toBe(0)
    expect(ended.stderr).toMatch(/ledger: export \(retry 1 of 1\) again in 5\.0 s: .*out of paper/)
    const report = reportOf(ended)
    await expectValid("report", report)
    await expectFilesAsReported(place, report)
    expect(report).toMatchObject({
      summary: { done: 1 },
      credits: { charged: 2 * PRICE },
      results: [{ data_export_id: chargesOf(server)[1] }]
    })
    expect(server.stats()).toMatchObject({ exports: 2, charged: 2 * PRICE, calls: { retry: 0 } })
    expect(await booksOf(place)).toEqual({
      phases: { ledger: "done" },
      charged: 2 * PRICE,
      charges: chargesOf(server)
    })
  })

  it("is not bought a third time, also not by the next run", async ({ place, sandbox }) => {
    const server = await sandbox(failing(9))
    await place.write("exports.yaml", ONE_RETRY)
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(ended.exitCode).toBe(5)
    expect(reportOf(ended)).toMatchObject({
      credits: { charged: 2 * PRICE },
      results: [{ outcome: "failed", problem: { code: "failed-at-server" } }]
    })
    const again = await place.run(["apply", "--auto-approve"], { server })
    expect(again.exitCode).toBe(5)
    expect(server.stats()).toMatchObject({ exports: 2, ledger: { length: 2 } })
    expect((await booksOf(place)).charged).toBe(2 * PRICE)
  })

  it("is left as it is without retries, with the way to buy it anew; retries that come later take it up", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox(failing(1))
    await place.write("exports.yaml", `${ONE}    retries: 0\n`)
    const ended = await place.run(["apply", "--auto-approve"], { server })
    expect(ended.exitCode).toBe(5)
    expect(ended.stdout).toMatch(
      /out of paper[\s\S]*exporter state rm ledger forgets it, and the next plan buys it anew/
    )
    expect(planOf(await place.run(["plan", "--json"])).summary).toMatchObject({ blocked: 1 })

    await place.write("exports.yaml", ONE_RETRY)
    expect(planOf(await place.run(["plan", "--json"])).actions).toMatchObject([
      { action: "create", reason: expect.stringContaining("bought anew (retry 1 of 1)") }
    ])
    expect((await place.run(["apply", "--auto-approve"], { server })).exitCode).toBe(0)
    expect(server.stats()).toMatchObject({ exports: 2, ledger: { length: 2 } })
  })
})
