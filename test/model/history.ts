/**
 * One history: the real `apply` over the simulation's vendor and disk, run after run until nothing is left to do. Each
 * call of a port is a point of it, numbered through all its runs, where one fault may be placed.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { ApiError, type ApiErrorReason, ExportApi } from "../../src/api/ExportApi.ts"
import { Approval } from "../../src/apply/Approval.ts"
import { DownloadError, Downloader } from "../../src/apply/Downloader.ts"
import { Hooks } from "../../src/apply/Hooks.ts"
import { Reporter } from "../../src/apply/Reporter.ts"
import type { RunReport } from "../../src/apply/report.ts"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import type { Instant } from "../../src/domain.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { atOnce } from "../../src/pieces.ts"
import { applyDeclared, declaring, scoped } from "../../src/pipeline.ts"
import { OutputFiles } from "../../src/plan/OutputFiles.ts"
import type { Declared } from "../../src/request/Declared.ts"
import type { Rules, World } from "../../src/sandbox/World.ts"
import type { State } from "../../src/state/State.ts"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import { StateError, StateStore } from "../../src/state/StateStore.ts"
import { Commands } from "../apply/simulation/Commands.ts"
import { Disk } from "../apply/simulation/Disk.ts"
import { LATENCY_MS, Vendor } from "../apply/simulation/Vendor.ts"
import { NOON } from "../sandbox/fixtures.ts"

/** A run cancels nothing. */
type Operation = Exclude<ApiError["operation"], "cancel">

export type Point = Operation | "commit" | "download"

const BEFORE = ["lost before", "503 before", "refused 422", "refused 404", "refused 402", "refused 429"] as const
const AFTER = ["lost after", "503 after", "stop after"] as const
export type Fault = (typeof BEFORE)[number] | (typeof AFTER)[number] | "fails"

/** What can go wrong where. */
export const FAULTS: Readonly<Record<Point, ReadonlyArray<Fault>>> = {
  create: [...BEFORE, ...AFTER],
  list: [...BEFORE, ...AFTER],
  get: [...BEFORE, ...AFTER],
  start: [...BEFORE, ...AFTER],
  commit: ["fails"],
  download: ["fails"]
}

export interface Placed {
  readonly at: number
  readonly point: Point
  readonly fault: Fault
}

export interface History {
  readonly points: ReadonlyArray<Point>
  readonly runs: ReadonlyArray<Run>
}

/** What a run has told, and what was so after it. */
export interface Run {
  readonly report: RunReport
  readonly world: World
  readonly state: State
}

/** A calculation and a run that are over at the first look or the second: each look is a point. */
const RULES: Partial<Rules> = { calculateMs: 500, runMs: 1_500 }
const AS_OF = new Date(NOON).toISOString().replace(".000Z", "Z") as Instant
/** Runs that nothing disturbs, after the last that something did. */
const CLEAN_RUNS = 2

export const historyOf = (declared: Declared, placed: ReadonlyArray<Placed>): Effect.Effect<History> =>
  Effect.gen(function* () {
    const faults = new Map(placed.map(({ at, fault }) => [at, fault]))
    const points: Array<Point> = []
    const reached = (point: Point): Fault | undefined => faults.get(points.push(point) - 1)

    const vendor = new Vendor(1_000, RULES, () => {})
    const disk = new Disk(vendor, () => {})
    const store = MemoryStore.make({ onCommit: () => (reached("commit") === undefined ? Effect.void : NO_SPACE) })
    const runs: Array<Run> = []
    let exit: number = EXIT.failure
    while (exit !== EXIT.done && runs.length < placed.length + CLEAN_RUNS) {
      const stop = yield* Deferred.make<void>()
      const report = yield* applyOnce(declared, {
        stop,
        api: disturbed(vendor.api, reached, Deferred.succeed(stop, undefined)),
        downloader: {
          ...disk.downloader,
          download: (job) =>
            Effect.suspend(() => (reached("download") === undefined ? disk.downloader.download(job) : notNow(job)))
        },
        outputs: disk.outputs,
        store
      })
      runs.push({ report, world: vendor.world, state: yield* Effect.orDie(store.read) })
      exit = exitCodeOf(report)
    }
    return { points, runs }
  }).pipe(Effect.withRandom(Random.make("the jitter of retries")))

interface Ports {
  readonly stop: Deferred.Deferred<void>
  readonly api: ExportApi["Type"]
  readonly downloader: Downloader["Type"]
  readonly outputs: OutputFiles["Type"]
  readonly store: StateStore["Type"]
}

const applyOnce = (declared: Declared, { stop, api, downloader, outputs, store }: Ports): Effect.Effect<RunReport> =>
  applyDeclared(declared, {
    runId: "run",
    command: "apply",
    approvedPlan: undefined,
    budget: undefined,
    concurrency: 10,
    tickMs: 1_000,
    stop: Deferred.await(stop),
    refresh: false,
    server: "https://simulated.example"
  }).pipe(
    Effect.provide(
      Layer.mergeAll(
        Layer.succeed(ExportApi, api),
        Layer.succeed(Downloader, downloader),
        Layer.succeed(Hooks, new Commands().hooks),
        Layer.succeed(OutputFiles, outputs),
        Layer.succeed(StateStore, store),
        Layer.succeed(Approval, { ask: () => Effect.succeed("approved") }),
        Layer.succeed(Reporter, { emit: () => Effect.void })
      )
    ),
    Effect.flatMap((report) => (typeof report === "string" ? Effect.die(report) : Effect.succeed(report))),
    Effect.orDie
  )

export const declaredBy = (manifest: string): Declared =>
  Either.getOrThrowWith(
    Either.flatMap(readManifest([{ file: "exports.yaml", text: manifest }], {}), (judged) =>
      Either.map(atOnce(declaring(judged, AS_OF)), (whole) =>
        scoped(whole, { asOf: AS_OF, isTarget: () => true, outputPrefix: "" })
      )
    ),
    (problems) => new Error(JSON.stringify(problems))
  )

/** The vendor with its faults. The intent of a paid call comes before its point: what is placed there is about the call. */
const disturbed = (
  api: ExportApi["Type"],
  reached: (point: Point) => Fault | undefined,
  stop: Effect.Effect<unknown>
): ExportApi["Type"] => {
  const call = <A>(operation: Operation, sent: Effect.Effect<A, ApiError>): Effect.Effect<A, ApiError> =>
    Effect.suspend(() => {
      const fault = reached(operation)
      switch (fault) {
        case undefined:
        case "fails":
          return sent
        case "stop after":
          return Effect.ensuring(sent, stop)
        case "lost after":
        case "503 after":
          return Effect.zipRight(sent, failure(operation, fault))
        default:
          return Effect.zipRight(Effect.sleep(LATENCY_MS), failure(operation, fault))
      }
    })
  return {
    create: (request, intent) => Effect.zipRight(intent, call("create", api.create(request, Effect.void))),
    list: (query) => call("list", api.list(query)),
    get: (id) => call("get", api.get(id)),
    start: (id, allowance, intent) => Effect.zipRight(intent, call("start", api.start(id, allowance, Effect.void))),
    cancel: api.cancel,
    usage: api.usage
  }
}

const REASONS: Readonly<Record<string, ApiErrorReason>> = {
  "refused 402": "insufficient-credits",
  "refused 404": "not-found",
  "refused 422": "invalid",
  "refused 429": "rate-limited",
  "503 before": "server",
  "503 after": "server"
}

const failure = (operation: Operation, fault: Fault): ApiError =>
  new ApiError({
    operation,
    effect: fault.startsWith("refused") ? "refused" : "unknown",
    reason: REASONS[fault] ?? "connection",
    detail: fault
  })

const NO_SPACE = new StateError({ reason: "unwritable", file: "memory", detail: "no space", hint: "make room" })

const notNow = ({ output }: { readonly output: string }) =>
  new DownloadError({ reason: "server", output, detail: "not now" })
