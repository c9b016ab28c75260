/**
 * Lives through a schedule: the real spine over simulated ports, run after run, then without faults to its end. What it
 * gives back is what became of each address, and every rule that was broken on the way.
 */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { ExportApi } from "../../../src/api/ExportApi.ts"
import { Approval } from "../../../src/apply/Approval.ts"
import { Downloader } from "../../../src/apply/Downloader.ts"
import type { RunStopped } from "../../../src/apply/failures.ts"
import { Hooks } from "../../../src/apply/Hooks.ts"
import { Reporter } from "../../../src/apply/Reporter.ts"
import type { RunReport } from "../../../src/apply/report.ts"
import { applyDeclared, planFor } from "../../../src/pipeline.ts"
import { savedFiles } from "../../../src/plan/diff.ts"
import { OutputFiles } from "../../../src/plan/OutputFiles.ts"
import type { Plan } from "../../../src/plan/Plan.ts"
import {
  decodePlanFile,
  encodePlanFile,
  type PlanFile,
  planFileOf,
  type StalePlan,
  targetOf
} from "../../../src/plan/planfile.ts"
import type { Declared } from "../../../src/request/Declared.ts"
import { pick, unit } from "../../../src/sandbox/random.ts"
import type { State } from "../../../src/state/State.ts"
import { type StateError, StateStore } from "../../../src/state/StateStore.ts"
import { NOON } from "../../sandbox/fixtures.ts"
import { Books, type Violation } from "./Books.ts"
import { Commands } from "./Commands.ts"
import { Disk } from "./Disk.ts"
import { makeFaultyApi, type Surroundings } from "./faultyApi.ts"
import { makeFaultyDownloader, makeOutputFiles } from "./faultyFiles.ts"
import { makeFaultyStore, makeSharedStore } from "./faultyStore.ts"
import { checkEnd, checkMoney, checkReport, type Evidence } from "./oracles.ts"
import { forever, Process } from "./Process.ts"
import { declaredBy } from "./Project.ts"
import type { FileChange, RunSchedule, Schedule } from "./Schedule.ts"
import { Vendor } from "./Vendor.ts"
import { runInVirtualTime } from "./VirtualTime.ts"
import type { Write } from "./writes.ts"

export interface Outcome {
  readonly seed: number
  /** Runs without faults until nothing was left to do; `undefined`: something is left, and has a name. */
  readonly reapplies: number | undefined
  /** What became of each address. */
  readonly endings: ReadonlyArray<string>
  readonly violations: ReadonlyArray<Violation>
  /** How often each fault has struck, and each kind of record was written. */
  readonly struck: ReadonlyMap<string, number>
  readonly log: ReadonlyArray<string>
  readonly runs: number
  readonly charges: number
}

export interface SimulationOptions {
  /** The state acknowledges such writes, and forgets them. */
  readonly forgets?: Write
}

/** Re-applies without faults that every case must do with. */
const REAPPLIES = 2

export const simulate = (schedule: Schedule, options: SimulationOptions = {}): Outcome =>
  runInVirtualTime(new Simulation(schedule, options).outcome, NOON, schedule.seed)

const TICK_MS = 1_000
/** A run that takes longer hangs. */
const PATIENCE_MS = 24 * 3_600_000

const UNDISTURBED: RunSchedule = {
  name: "undisturbed",
  pauseMs: 0,
  faultRate: 0,
  colleagueRate: 0,
  fromPlanFile: false
}

/** Schedules share their manifests. */
const declarations = new Map<string, Declared>()

const declaredOnce = (manifest: string): Declared => {
  const declared = declarations.get(manifest) ?? declaredBy(manifest)
  declarations.set(manifest, declared)
  return declared
}

type Ended = Exit.Exit<Either.Either<RunReport, StalePlan | StateError | RunStopped>>

const SERVER = "https://simulated.example"

class Simulation {
  readonly #schedule: Schedule
  readonly #forgets: Write | undefined
  readonly #declared: Declared
  readonly #books = new Books()
  readonly #vendor: Vendor
  readonly #disk: Disk
  readonly #cache: Surroundings["cache"] = new Map()
  #isDiskBroken = false
  readonly #store = makeSharedStore(() => {
    const broken = this.#isDiskBroken
    this.#isDiskBroken = false
    return broken
  })
  /** Processes that another one has taken over from, and that do not know it yet. */
  readonly #overtaken: Array<Fiber.RuntimeFiber<unknown>> = []
  readonly #processes: Array<Process> = []

  constructor(schedule: Schedule, { forgets }: SimulationOptions) {
    this.#schedule = schedule
    this.#forgets = forgets
    this.#declared = declaredOnce(schedule.manifest)
    this.#vendor = new Vendor(schedule.balance, schedule.rules, this.#books.note)
    this.#vendor.disturb(...schedule.fates)
    this.#disk = new Disk(this.#vendor, this.#books.note)
  }

  readonly outcome: Effect.Effect<Outcome> = Effect.gen(this, function* () {
    const { runs, seed } = this.#schedule
    for (const run of runs) {
      yield* Effect.sleep(run.pauseMs)
      if (run.files !== undefined) yield* this.#changeFiles(run.files, run.name)
      yield* this.#adverseRun(run)
    }
    this.#vendor.disturb()
    let reapplies = 0
    while (!(yield* this.#isAtRest) && reapplies < REAPPLIES) {
      yield* this.#run(UNDISTURBED)
      reapplies++
    }
    yield* Effect.forEach(this.#overtaken, (fiber) => Fiber.await(fiber), { discard: true })
    const isAtRest = yield* this.#isAtRest
    const { process, report } = yield* this.#run(UNDISTURBED)
    const endings =
      report === undefined ? [] : checkEnd(yield* this.#evidence, { report, process, wasAtRest: isAtRest })
    for (const one of this.#processes) one.bury()
    const { log, struck, violations } = this.#books
    const charges = this.#vendor.world.ledger.length
    return {
      seed,
      reapplies: isAtRest ? reapplies : undefined,
      endings,
      violations,
      struck,
      log,
      runs: this.#processes.length,
      charges
    }
  })

  readonly #state: Effect.Effect<State> = Effect.suspend(() => Effect.orDie(this.#store.read))

  readonly #plan: Effect.Effect<Plan> = Effect.suspend(() =>
    Effect.flatMap(this.#state, (state) =>
      Effect.provideService(planFor(this.#declared, state), OutputFiles, this.#disk.outputs)
    )
  )

  /** The plan asks for nothing that the program could do. */
  readonly #isAtRest: Effect.Effect<boolean> = Effect.suspend(() =>
    Effect.map(this.#plan, ({ actions }) =>
      actions.every(({ action }) => action === "keep" || action === "wait" || action === "blocked")
    )
  )

  readonly #evidence: Effect.Effect<Evidence> = Effect.suspend(() =>
    Effect.gen(this, function* () {
      const state = yield* this.#state
      const now = yield* Clock.currentTimeMillis
      return { state, now, books: this.#books, vendor: this.#vendor, disk: this.#disk, declared: this.#declared }
    })
  )

  #adverseRun(run: RunSchedule): Effect.Effect<void> {
    return Effect.gen(this, function* () {
      if (!run.fromPlanFile) return yield* Effect.asVoid(this.#run(run))
      const file = Either.getOrThrow(
        decodePlanFile(encodePlanFile(planFileOf(yield* this.#plan, targetOf(SERVER, yield* this.#state))))
      )
      const { process } = yield* this.#run(run, file)
      if (!process.hasRecordedPlan) return
      this.#books.strike("plan file applied")
      if (!process.hasFinishedPlan) this.#books.strike("plan file cut off")
      const { ended } = yield* this.#run({ ...UNDISTURBED, name: `${run.name} again` }, file)
      const isRefused = Exit.isSuccess(ended) && Either.isLeft(ended.value) && ended.value.left._tag === "StalePlan"
      // One that was cut off is carried on, unless what it depends on has moved.
      if (process.hasFinishedPlan)
        this.#books.expect(isRefused, "plan applied once", () => "the same plan file was taken a second time")
    })
  }

  /** One run, until it ends, dies or is overtaken. */
  #run(run: RunSchedule, approvedPlan?: PlanFile) {
    return Effect.gen(this, function* () {
      const books = this.#books
      // The lock of a dead process is taken over.
      yield* Effect.orDie(this.#store.unlock)
      this.#isDiskBroken = false
      const process = new Process(this.#processes.length, run, books.strike)
      this.#processes.push(process)
      books.note(`== ${run.name}`)
      books.begun.push(yield* Clock.currentTimeMillis)
      const fiber = yield* Effect.forkDaemon(Effect.either(this.#spine(process, approvedPlan)))
      yield* Effect.forkDaemon(this.#breakLock(process, fiber))
      const ended: Ended | "left" | "hangs" = yield* Fiber.await(fiber).pipe(
        Effect.raceFirst(Effect.as(Deferred.await(process.left), "left" as const)),
        Effect.raceFirst(Effect.as(Effect.sleep(PATIENCE_MS), "hangs" as const))
      )
      const evidence = yield* this.#evidence
      checkMoney(evidence)
      if (ended === "left" && !process.isDead) this.#overtaken.push(fiber)
      if (ended === "left") return { process, ended: Exit.interrupt(fiber.id()), report: undefined }
      books.expect(ended !== "hangs", "run ends", () => `${run.name} goes on for ever`)
      if (ended === "hangs") return { process, ended: Exit.interrupt(fiber.id()), report: undefined }
      books.expect(Exit.isSuccess(ended), "run ends", () => `${run.name}: ${String(ended)}`)
      const report = Exit.isSuccess(ended) ? Either.getOrUndefined(ended.value) : undefined
      if (report !== undefined) checkReport(evidence, report)
      else if (approvedPlan === undefined && Exit.isSuccess(ended))
        books.expect(
          process.hasFailedCommit || process.hasLostLock,
          "run ends",
          () => `${run.name}: ${String(ended.value)}`
        )
      return { process, ended, report }
    })
  }

  /** Somebody takes a run for dead that is not. */
  #breakLock(process: Process, run: Fiber.RuntimeFiber<unknown>): Effect.Effect<void> {
    const { cut } = process.schedule
    if (cut?.kind !== "lock-lost") return Effect.void
    return Effect.gen(this, function* () {
      yield* Effect.sleep(cut.afterMs)
      if (run.unsafePoll() !== null) return
      this.#books.strike(cut.overtaken ? "lock lost to the next run" : "lock lost")
      process.hasLostLock = true
      yield* Effect.orDie(this.#store.unlock)
      if (cut.overtaken) yield* Deferred.succeed(process.left, undefined)
    })
  }

  #spine(process: Process, approvedPlan: PlanFile | undefined) {
    const { cut } = process.schedule
    const { strike } = this.#books
    const stop =
      cut?.kind === "stop"
        ? Effect.map(Effect.sleep(cut.afterMs), () => {
            process.isToldToStop = true
            strike("told to stop")
          })
        : forever
    const breakDisk = () => {
      this.#isDiskBroken = true
    }
    const store = makeFaultyStore({
      store: this.#store,
      process,
      books: this.#books,
      breakDisk,
      forgets: this.#forgets
    })
    const around: Surroundings = {
      schedule: this.#schedule,
      process,
      books: this.#books,
      vendor: this.#vendor,
      store: this.#store,
      cache: this.#cache
    }
    return applyDeclared(this.#declared, {
      runId: process.schedule.name,
      command: "apply",
      approvedPlan,
      budget: undefined,
      concurrency: this.#schedule.concurrency,
      tickMs: TICK_MS,
      stop,
      refresh: false,
      server: SERVER
    }).pipe(
      Effect.flatMap((report) =>
        typeof report === "string" ? Effect.dieMessage("an approved plan gives a report") : Effect.succeed(report)
      ),
      Effect.provide(
        Layer.mergeAll(
          Layer.succeed(ExportApi, makeFaultyApi(around)),
          Layer.succeed(Downloader, makeFaultyDownloader(this.#schedule, process, this.#disk, strike)),
          Layer.succeed(Hooks, new Commands().hooks),
          Layer.succeed(OutputFiles, makeOutputFiles(process, this.#disk)),
          Layer.succeed(StateStore, store),
          Layer.succeed(Approval, { ask: () => process.across("ask", Effect.succeed("approved" as const)) }),
          Layer.succeed(Reporter, { emit: () => Effect.void })
        )
      )
    )
  }

  /** Somebody removes or changes a file of ours, or puts one of theirs where ours will go. */
  #changeFiles(change: FileChange, run: string): Effect.Effect<void> {
    return Effect.gen(this, function* () {
      const { files } = this.#disk
      const { records } = yield* this.#state
      const recorded = new Set([...records.values()].flatMap((record) => savedFiles(record).map(({ path }) => path)))
      const [first, ...rest] = this.#declared.targets
        .map(({ output }) => output)
        .filter((path) => (change === "foreign" ? !files.has(path) : files.has(path) && recorded.has(path)))
      if (first === undefined) return
      const path = pick(unit(this.#schedule.seed, `${run}: which file`), [first, ...rest])
      this.#books.strike(`file ${change}`)
      if (change === "removed") files.delete(path)
      else files.set(path, { bytes: 1, sha256: change })
      if (change === "foreign") this.#books.foreignFiles.add(path)
    })
  }
}
