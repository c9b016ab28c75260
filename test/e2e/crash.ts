/** Kills a run again and again, and lets it come to its end. */
import { expect } from "vitest"
import type { Rule, Scenario } from "../../src/sandbox/scenario.ts"
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

const HTML = "<html><body>503 Service Unavailable</body></html>"

/** What goes wrong without a kill. */
const FAULTS: ReadonlyArray<Rule["do"] & { readonly on: Rule["on"] }> = [
  { on: "create", drop: "before" },
  { on: "create", drop: "after" },
  { on: "start", drop: "before" },
  { on: "start", drop: "after" },
  { on: ["create", "start"], answer: { status: 502, html: HTML, when: "after" } },
  { on: ["create", "start", "list", "get"], answer: { status: 503, retry_after: 1 } },
  { on: ["list", "get"], garbage: true },
  { on: ["list", "get"], stale: true },
  { on: "download", truncate: { bytes: 500 } },
  { on: "download", expire_url: true },
  { on: "download", answer: { status: 200, html: HTML } }
]

/** Of each kind of call 21 purchases take more than that, so each fault strikes. */
const FIRST_CALLS = 20

/** Each fault strikes two of the first calls that it concerns. */
export const scenarioOf = (seed: number): Scenario => {
  const random = randomFrom(seed)
  const anyCall = () => 1 + Math.floor(random() * FIRST_CALLS)
  return {
    version: 1,
    seed,
    rules: FAULTS.map(({ on, ...action }): Rule => ({ on, nth: [anyCall(), anyCall()], do: action }))
  }
}

/** So few calls a window that purchases get on one after the other, and each kill finds some at every stage. */
export const FEW_CALLS = 12

/** By then, in ms, a run has looked twice for creates whose answers were lost, and goes on with them. */
const SETTLED_MS = 6_300
/** One kill in so many comes after that: killed earlier each time, they would all hit the same wait. */
const LATE_KILL = 7

/** How long a run lives before it is killed, in ms: mostly not long, and at times until it has settled what others left. */
export const killDelays = (random: () => number, latestMs: number): (() => number) => {
  let kill = 0
  return () => (++kill % LATE_KILL === 0 ? SETTLED_MS : 0) + random() * latestMs
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
  let struck = 0
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
    const { signal } = await run.ended
    if (signal === "SIGKILL") struck++
  }
  console.log(`${struck} of ${kills} kills hit a run; ${server.stats().ledger.length} purchases were charged by then`)
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
