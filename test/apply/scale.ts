/**
 * Runs of many requests under the team's limit of calls, in simulated time: the real pipeline and the real rate limiter over
 * the sandbox's model. What each request costs is counted here; docs/scale.md says what it should be.
 */
import { setImmediate } from "node:timers/promises"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { ExportApi } from "../../src/api/ExportApi.ts"
import { RateLimiter } from "../../src/api/RateLimiter.ts"
import { Approval } from "../../src/apply/Approval.ts"
import { Downloader } from "../../src/apply/Downloader.ts"
import { Hooks } from "../../src/apply/Hooks.ts"
import { Reporter } from "../../src/apply/Reporter.ts"
import { knownTypes } from "../../src/manifest/catalog.ts"
import { applyDeclared } from "../../src/pipeline.ts"
import { OutputFiles } from "../../src/plan/OutputFiles.ts"
import type { WindowKind } from "../../src/sandbox/rateLimit.ts"
import { changeLimit, type World } from "../../src/sandbox/World.ts"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { seal } from "../../src/state/sum.ts"
import { LIMIT, NOON } from "../sandbox/fixtures.ts"
import { Commands } from "./simulation/Commands.ts"
import { Disk } from "./simulation/Disk.ts"
import { declaredBy } from "./simulation/Project.ts"
import { Vendor } from "./simulation/Vendor.ts"
import { runInVirtualTime } from "./simulation/VirtualTime.ts"

export interface Scene {
  /** Each makes a request of every type that needs an account; the one that needs none is one more. */
  readonly accounts: number
  readonly concurrency: number
  readonly calculateMs: number
  readonly runMs: number
  readonly kind?: WindowKind
}

export interface Costs {
  readonly requests: number
  readonly done: number
  readonly calls: World["calls"]
  readonly callsEach: number
  readonly throttled: number
  /** From the beginning of the run to its end, simulated. */
  readonly minutes: number
  /** Changes that were made durable, and their bytes, for each request. */
  readonly commitsEach: number
  readonly committedBytesEach: number
  /** What the state holds at the end, for each request. */
  readonly stateBytesEach: number
  /** What is told to whoever watches, for each request; but for where the run stands, and for progress. */
  readonly eventsEach: number
  readonly eventBytesEach: number
  /** Of this machine, for each request. */
  readonly cpuMsEach: number
}

const OPTIONS: Readonly<Record<string, string>> = {
  chat_messages: "{ maxMessages: 100 }",
  media_vault: "{ mediaType: photo }",
  fans: "{ type: all }",
  followings: "{ type: all }"
}

/** One request a month for each account and type. */
export const manifestOf = (accounts: number, end = "2024-04-30"): string => `version: 1
accounts:
${Array.from({ length: accounts }, (_, index) => `  a${index}: acct_${index}`).join("\n")}
max_requests: 1000000
defaults:
  account_ids: all
  start_date: 2024-04-01
  end_date: ${end}
  split: { by: month, account: true }
  output: "data/{export}/{account}/{window}.{ext}"
exports:
${knownTypes.map((type) => `  ${type}: { type: ${type}${OPTIONS[type] === undefined ? "" : `, options: ${OPTIONS[type]}`} }`).join("\n")}
`

const SERVER = "https://simulated.example"

const TICK_MS = 1_000

export const costsOf = async ({
  accounts,
  concurrency,
  calculateMs,
  runMs,
  kind = "sliding"
}: Scene): Promise<Costs> => {
  // The test runner wants a word in between.
  await setImmediate()
  const declared = declaredBy(manifestOf(accounts))
  const requests = declared.requests.length
  const vendor = new Vendor(100_000_000, { calculateMs, runMs }, () => {})
  vendor.world = changeLimit(vendor.world, { ...LIMIT, kind })
  const disk = new Disk(vendor, () => {})
  let commits = 0
  let committedBytes = 0
  let events = 0
  let eventBytes = 0
  const store = MemoryStore.make({
    onCommit: (change) =>
      Effect.sync(() => {
        commits++
        if (change.kind !== "put") return
        committedBytes += seal(change.record).length + (change.charge === undefined ? 0 : seal(change.charge).length)
      })
  })
  const begun = process.cpuUsage()
  const run = Effect.gen(function* () {
    const limiter = yield* RateLimiter
    const from = yield* Clock.currentTimeMillis
    const report = yield* applyDeclared(declared, {
      runId: "run",
      command: "apply",
      approvedPlan: undefined,
      budget: undefined,
      concurrency,
      tickMs: TICK_MS,
      stop: Effect.never,
      refresh: false,
      server: SERVER
    }).pipe(
      Effect.provide(
        Layer.mergeAll(
          Layer.succeed(ExportApi, vendor.behind(limiter)),
          Layer.succeed(Downloader, disk.downloader),
          Layer.succeed(Hooks, new Commands().hooks),
          Layer.succeed(OutputFiles, disk.outputs),
          Layer.succeed(StateStore, store),
          Layer.succeed(Approval, { ask: () => Effect.succeed("approved" as const) }),
          Layer.succeed(Reporter, {
            emit: (event) =>
              Effect.sync(() => {
                // Of these the newest is kept alone, and the last one is the report.
                if (["progress", "standing", "run-finished"].includes(event.type)) return
                events++
                eventBytes += JSON.stringify(event).length
              })
          })
        )
      )
    )
    if (typeof report === "string") throw new Error(`the run is ${report}`)
    return { report, ms: (yield* Clock.currentTimeMillis) - from, state: yield* store.read }
  }).pipe(Effect.provide(RateLimiter.layer({ windowMs: LIMIT.windowMs, reserve: 0 })), Effect.scoped, Effect.orDie)
  const { report, ms, state } = runInVirtualTime(run, NOON, 1)
  const { user, system } = process.cpuUsage(begun)
  const stateBytes = [...state.records.values(), ...state.ledger].reduce((sum, one) => sum + seal(one).length, 0)
  const { calls, throttled } = vendor.world
  return {
    requests,
    done: report.summary.done,
    calls,
    callsEach: Object.values(calls).reduce((sum, count) => sum + count, 0) / requests,
    throttled,
    minutes: ms / 60_000,
    commitsEach: commits / requests,
    committedBytesEach: committedBytes / requests,
    stateBytesEach: stateBytes / requests,
    eventsEach: events / requests,
    eventBytesEach: eventBytes / requests,
    cpuMsEach: (user + system) / 1_000 / requests
  }
}

/** What the paper says: all calls at their limit, and then the life of the last export. */
export const minutesOnPaper = (
  { calculateMs, runMs }: Omit<Scene, "accounts">,
  { requests, callsEach }: Costs
): number => (requests * callsEach) / LIMIT.calls + (calculateMs + runMs) / 60_000

export const lineOf = (costs: Costs): string =>
  [
    `${costs.requests} requests: ${costs.minutes.toFixed(1)} min simulated`,
    `${costs.callsEach.toFixed(3)} calls each ${JSON.stringify(costs.calls)}`,
    `${costs.throttled} answers 429`,
    `${costs.commitsEach.toFixed(2)} commits each of ${Math.round(costs.committedBytesEach)} bytes together`,
    `${Math.round(costs.stateBytesEach)} bytes of state each`,
    `${costs.eventsEach.toFixed(2)} events each of ${Math.round(costs.eventBytesEach)} bytes together`,
    `${costs.cpuMsEach.toFixed(2)} ms of computing each`
  ].join("; ")
