/** Kills a run again and again, and lets it come to its end. */
import { expect } from "vitest"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { expectFilesAsReported, reportOf } from "./documents.ts"
import { type Place, until } from "./place.ts"

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Any, unless the environment names one to see again what was seen. */
export const seedFrom = (name: string): number => {
  const given = process.env[name]
  return given === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(given)
}

/**
 * Starts it and kills it so many times, each after a random number of ms, and then lets it end. Where calls go wrong too,
 * a run may end with what only the next one can settle: `applies` says how many may be needed.
 */
export const killAndFinish = async (
  place: Place,
  server: RunningSandbox,
  kills: number,
  nextDelay: () => number,
  applies = 1
): Promise<void> => {
  for (let kill = 0; kill < kills; kill++) {
    const run = place.start(["apply", "--auto-approve"], { server })
    // Before it holds the lock there is nothing to break.
    let isOver = false
    run.ended.then(() => {
      isOver = true
    })
    await until(async () => isOver || (await lockOf(place)).includes(`"pid":${run.pid}`))
    await new Promise((resolve) => setTimeout(resolve, nextDelay()))
    run.kill("SIGKILL")
    await run.ended
  }
  let ended = await place.run(["apply", "--auto-approve", "--json"], { server })
  for (let apply = 1; apply < applies && ended.exitCode !== 0; apply++)
    ended = await place.run(["apply", "--auto-approve", "--json"], { server })
  expect(reportOf(ended).results.flatMap(({ problem }) => problem ?? [])).toEqual([])
  expect(ended.exitCode).toBe(0)
  await expectFilesAsReported(place, reportOf(ended))
}

const lockOf = (place: Place): Promise<string> =>
  place.read("exports.state.lock").then(
    (text) => text.replaceAll(" ", ""),
    () => ""
  )

/** The server's own books: so many purchases, each made and charged exactly once. */
export const expectChargedOnce = (server: RunningSandbox, purchases: number): void => {
  const { ledger, exports } = server.stats()
  const charged = ledger.map(({ data_export_id }) => data_export_id)
  const bought = jobsOf(server.world()).map(({ purchase }) => JSON.stringify(purchase))
  expect({ charges: charged.length, distinct: new Set(charged).size }).toEqual({
    charges: purchases,
    distinct: purchases
  })
  expect({ exports, distinct: new Set(bought).size }).toEqual({ exports: purchases, distinct: purchases })
}
