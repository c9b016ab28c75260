/** Tells a run to stop in the middle, and sees what becomes of it and of the next one. */
import { expect } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { expectFilesAsReported, expectValid, reportOf } from "./documents.ts"
import { PURCHASES, TWELVE_TYPES } from "./manifests.ts"
import { expectPresentable, lateness, type Place, type Running, until } from "./place.ts"

/** Out before a hosted runner kills; what a busy machine takes to end a process comes on top. */
export const OUT_WITHIN_MS = 5_000

/** The run has heard the signal; what it had sent by then has come in a moment later. */
export const untilHeard = async (run: Running): Promise<void> => {
  let isOver = false
  run.ended.then(() => {
    isOver = true
  })
  await until(() => isOver || run.said().includes("told to stop"))
  await pause(CAME_IN_MS)
}

const CAME_IN_MS = 500

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export interface Moment {
  readonly signal: "SIGINT" | "SIGTERM"
  readonly rules: ReadonlyArray<Rule>
  /** So many calls or downloads were counted by the server, or the run has said something. */
  readonly at: Readonly<Record<string, number>> | RegExp
}

/** An answer that is on its way when the signal comes: processed, and told so many ms later. */
export const late = (on: Rule["on"], ms: number): ReadonlyArray<Rule> => [
  { on, nth: 5, do: { hang: { ms, when: "after" } } }
]

/** So few calls a window that creates and starts are still waiting for their turn when the signal comes. */
export const LIMIT = 12

/** Out in time, with a report, the lock freed and nothing more sent; the next run goes on, and all is charged once. */
export const expectStops = async (place: Place, server: RunningSandbox, { signal, at }: Omit<Moment, "rules">) => {
  await place.write("exports.yaml", TWELVE_TYPES)
  const run = place.start(["apply", "--auto-approve", "--json"], { server })
  const counts = (): Readonly<Record<string, number>> => ({
    ...server.stats().calls,
    downloads: server.stats().downloads
  })
  await until(() =>
    at instanceof RegExp
      ? at.test(run.said())
      : Object.entries(at).every(([what, count]) => (counts()[what] ?? 0) >= count)
  )
  const signalledAt = Date.now()
  run.kill(signal)
  await untilHeard(run)
  const sent = server.stats()
  const ended = await run.ended
  const tookMs = Date.now() - signalledAt
  expect(tookMs).toBeLessThan(OUT_WITHIN_MS + (await lateness(place)))

  expect({ exitCode: ended.exitCode, signal: ended.signal }).toEqual({ exitCode: 130, signal: undefined })
  expectPresentable(ended)
  const report = reportOf(ended)
  await expectValid("report", report)
  expect(report.stopped).toMatchObject({
    code: "interrupted",
    hint: expect.stringContaining("goes on from here")
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
}
