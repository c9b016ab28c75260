/** Signals in the middle of a run: out in time, nothing more is sent, all is recorded, and the next run goes on. */
import { describe, expect } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { expectFilesAsReported, reportOf } from "./documents.ts"
import { PURCHASES, TWELVE_TYPES } from "./manifests.ts"
import { expectPresentable, it, until } from "./place.ts"

/** Out before a hosted runner kills: 5 s in the design, and what a busy machine takes to start and end a process. */
const OUT_WITHIN_MS = 5_500

/** An answer that is on its way when the signal comes: processed, and told late. */
const late = (on: Rule["on"], ms: number): ReadonlyArray<Rule> => [{ on, nth: 5, do: { hang: { ms, when: "after" } } }]

const MOMENTS = [
  { name: "SIGINT during a create", signal: "SIGINT", rules: late("create", 2_800), at: { create: 5 } },
  { name: "SIGTERM during a create", signal: "SIGTERM", rules: late("create", 2_800), at: { create: 5 } },
  { name: "SIGINT during a start", signal: "SIGINT", rules: late("start", 2_800), at: { start: 5 } },
  { name: "SIGTERM during a start", signal: "SIGTERM", rules: late("start", 2_800), at: { start: 5 } },
  {
    name: "SIGINT during a start that is not answered in time",
    signal: "SIGINT",
    rules: late("start", 60_000),
    at: { start: 5 }
  },
  {
    name: "SIGTERM during a create that is not answered in time",
    signal: "SIGTERM",
    rules: late("create", 60_000),
    at: { create: 5 }
  },
  {
    name: "SIGINT during a download",
    signal: "SIGINT",
    rules: [{ on: "download", times: 1, do: { hang: { ms: 60_000 } } }],
    at: { downloads: 1 }
  },
  {
    name: "SIGTERM before the first answer",
    signal: "SIGTERM",
    rules: [{ on: "list", times: 1, do: { hang: { ms: 60_000, when: "after" } } }],
    at: { list: 1 }
  }
] as const

/** By then, in ms, every call has come in whose turn had come before the signal: its intent was being recorded. */
const HEARD_MS = 1_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe.concurrent("told to stop", () => {
  it.for(MOMENTS)("$name", { timeout: 60_000 }, async ({ signal, rules, at }, { place, sandbox }) => {
    // So few calls a window that creates and starts are still waiting for their turn when the signal comes.
    const server = await sandbox({ limitPerWindow: 12, scenario: { version: 1, rules } })
    await place.write("exports.yaml", TWELVE_TYPES)
    const run = place.start(["apply", "--auto-approve", "--json"], { server })
    const counts = (): Readonly<Record<string, number>> => ({
      ...server.stats().calls,
      downloads: server.stats().downloads
    })
    await until(() => Object.entries(at).every(([what, count]) => (counts()[what] ?? 0) >= count))
    const signalledAt = Date.now()
    run.kill(signal)
    await pause(HEARD_MS)
    const sent = server.stats()
    const ended = await run.ended
    expect(Date.now() - signalledAt).toBeLessThan(OUT_WITHIN_MS)

    expect({ exitCode: ended.exitCode, signal: ended.signal }).toEqual({ exitCode: 130, signal: undefined })
    expectPresentable(ended)
    const report = reportOf(ended)
    expect(report.stopped).toMatchObject({
      code: "interrupted",
      hint: expect.stringContaining("the next apply goes on")
    })
    expect(server.stats().calls).toMatchObject({ create: sent.calls.create, start: sent.calls.start })
    await expect(place.read("exports.state.lock")).rejects.toThrow(/ENOENT/)

    const again = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(again.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(again))
    const { ledger, exports } = server.stats()
    expect({ charges: ledger.length, exports }).toEqual({ charges: PURCHASES, exports: PURCHASES })
    expect(new Set(ledger.map(({ data_export_id }) => data_export_id)).size).toBe(PURCHASES)
    expect(report.credits.charged + reportOf(again).credits.charged).toBe(server.stats().charged)
  })

  it("a second signal ends it at once", async ({ place, sandbox }) => {
    const server = await sandbox({ scenario: { version: 1, rules: late("create", 60_000) } })
    await place.write("exports.yaml", TWELVE_TYPES)
    const run = place.start(["apply", "--auto-approve"], { server })
    await until(() => server.stats().calls.create >= 5)
    run.kill("SIGINT")
    await pause(HEARD_MS)
    const secondAt = Date.now()
    run.kill("SIGINT")
    const ended = await run.ended
    expect(ended.exitCode).toBe(130)
    expect(Date.now() - secondAt).toBeLessThan(1_000)
    const again = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(again.exitCode).toBe(0)
    expect(server.stats()).toMatchObject({ exports: PURCHASES, ledger: { length: PURCHASES } })
  })
})
