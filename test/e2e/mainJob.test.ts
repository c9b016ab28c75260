/** The main job: a manifest goes in, verified files come out, each paid for once, under every reading of the rate limit. */
import { describe, expect } from "vitest"
import type { WindowKind } from "../../src/sandbox/rateLimit.ts"
import { expectFilesAsReported, expectValid, planOf, reportOf } from "./documents.ts"
import { ADDRESSES, PURCHASES, TWELVE_TYPES } from "./manifests.ts"
import { it, WINDOW_MS } from "./place.ts"

const KINDS: ReadonlyArray<WindowKind> = ["fixed", "aligned", "sliding"]

describe.concurrent("all twelve types, 18 addresses, one purchase made once for two of them", () => {
  it.for(KINDS)("against a %s window of 20 calls", { timeout: 60_000 }, async (windowKind, { place, sandbox }) => {
    const server = await sandbox({ windowKind, limitPerWindow: 20, windowMs: WINDOW_MS })
    await place.write("exports.yaml", TWELVE_TYPES)

    const planned = await place.run(["plan", "--json", "--detailed-exitcode"], { server })
    const plan = planOf(planned)
    expect(planned.exitCode).toBe(2)
    expect(plan.actions).toHaveLength(ADDRESSES)
    expect(new Set(plan.actions.map(({ fingerprint }) => fingerprint)).size).toBe(PURCHASES)
    expect(plan.summary).toMatchObject({ create: PURCHASES, download: 1 })
    expect(callsOf(server.stats())).toBe(0)

    const applied = await place.run(["apply", "--auto-approve", "--json"], { server })
    const report = reportOf(applied)
    expect(applied.exitCode).toBe(0)
    const { calls, throttled, ledger, charged, exports } = server.stats()
    expect({ exports, creates: calls.create, starts: calls.start, charges: ledger.length }).toEqual({
      exports: PURCHASES,
      creates: PURCHASES,
      starts: PURCHASES,
      charges: PURCHASES
    })
    expect(new Set(ledger.map(({ data_export_id }) => data_export_id)).size).toBe(PURCHASES)
    expect(throttled).toBe(0)
    expect(report.summary).toMatchObject({ done: ADDRESSES, failed: 0, pending: 0 })
    expect(report.credits.charged).toBe(charged)
    expect(new Set(report.results.map(({ output }) => output?.path)).size).toBe(ADDRESSES)
    await expectFilesAsReported(place, report)
    await expectValid("plan", plan)
    await expectValid("report", report)

    const again = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(again.exitCode).toBe(0)
    expect(reportOf(again)).toMatchObject({ summary: { kept: ADDRESSES }, credits: { charged: 0 } })
    expect(server.stats()).toMatchObject({ charged, calls: { create: PURCHASES, start: PURCHASES } })

    expect((await place.run(["plan", "--detailed-exitcode"], { server })).exitCode).toBe(0)
  })
})

const callsOf = ({ calls }: { readonly calls: Readonly<Record<string, number>> }): number =>
  Object.values(calls).reduce((sum, n) => sum + n, 0)
