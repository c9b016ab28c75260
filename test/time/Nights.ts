/**
 * The same project, night after night: its state, its vendor and its disk outlive the runs. What is declared is read as of
 * each run, as the command of a scheduler reads it. A run may be told to stop, or be killed at any call and any commit.
 */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { ExportApi } from "../../src/api/ExportApi.ts"
import { Approval } from "../../src/apply/Approval.ts"
import { Downloader } from "../../src/apply/Downloader.ts"
import { Hooks } from "../../src/apply/Hooks.ts"
import { Reporter } from "../../src/apply/Reporter.ts"
import type { RunReport } from "../../src/apply/report.ts"
import type { Judged } from "../../src/manifest/judge.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { atOnce } from "../../src/pieces.ts"
import { applyDeclared, declaring, planFor, scoped } from "../../src/pipeline.ts"
import { OutputFiles } from "../../src/plan/OutputFiles.ts"
import type { Plan } from "../../src/plan/Plan.ts"
import type { Declared } from "../../src/request/Declared.ts"
import { instantAt } from "../../src/request/dates.ts"
import type { State } from "../../src/state/State.ts"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { Commands } from "../apply/simulation/Commands.ts"
import { Disk } from "../apply/simulation/Disk.ts"
import { forever, Process } from "../apply/simulation/Process.ts"
import type { Cut } from "../apply/simulation/Schedule.ts"
import { Vendor } from "../apply/simulation/Vendor.ts"

export const BALANCE = 1_000_000

export class Nights {
  readonly vendor = new Vendor(BALANCE, { calculateMs: 200, runMs: 1_000 }, () => {})
  readonly disk = new Disk(this.vendor, () => {})
  readonly commands = new Commands()
  /** How often a run was cut short before its work was done, by the way it was. */
  readonly struck = new Map<string, number>()
  readonly #store = MemoryStore.make()
  readonly #processes: Array<Process> = []
  #judged: Judged
  #last: Declared | undefined

  constructor(manifest: string) {
    this.#judged = judgedOf(manifest)
  }

  /** The manifest is rewritten. */
  edit(manifest: string): void {
    this.#judged = judgedOf(manifest)
  }

  state(): State {
    return Effect.runSync(this.#store.read)
  }

  /** What is left to do at some time, epoch ms. */
  plan(at: number): Effect.Effect<Plan> {
    return Effect.suspend(() =>
      Effect.provideService(planFor(this.#declared(at), this.state()), OutputFiles, this.disk.outputs)
    )
  }

  /** One run, begun at some time (epoch ms), until it ends or dies. `undefined`: it died. */
  run(at: number, cut?: Cut): Effect.Effect<RunReport | undefined> {
    return Effect.gen(this, function* () {
      yield* Effect.sleep(Math.max(0, at - (yield* Clock.currentTimeMillis)))
      // The lock of a dead process is taken over.
      yield* Effect.orDie(this.#store.unlock)
      const schedule = { name: `run at ${at}`, pauseMs: 0, faultRate: 0, colleagueRate: 0, fromPlanFile: false }
      const process = new Process(
        this.#processes.length,
        { ...schedule, ...(cut === undefined ? {} : { cut }) },
        (how) => this.#strike(how)
      )
      this.#processes.push(process)
      const fiber = yield* Effect.forkDaemon(this.#spine(process, yield* Clock.currentTimeMillis))
      const ended = yield* Effect.raceFirst(Fiber.await(fiber), Effect.as(Deferred.await(process.left), undefined))
      return ended === undefined
        ? undefined
        : yield* Exit.matchEffect(ended, { onFailure: Effect.failCause, onSuccess: Effect.succeed })
    })
  }

  /** To be called at the end of a night, so that nothing of a dead process stays behind. */
  readonly bury: Effect.Effect<void> = Effect.sync(() => {
    for (const one of this.#processes.splice(0)) one.bury()
  })

  #strike(how: string): void {
    const kind = how.replace(/^(crash \w+ \w+).*/, "$1")
    this.struck.set(kind, (this.struck.get(kind) ?? 0) + 1)
  }

  #declared(at: number): Declared {
    const asOf = instantAt(at)
    if (this.#last?.asOf === asOf && this.#last.manifest === this.#judged.manifest) return this.#last
    const whole = Either.getOrThrowWith(atOnce(declaring(this.#judged, asOf)), broken)
    this.#last = scoped(whole, { asOf, isTarget: () => true, outputPrefix: "" })
    return this.#last
  }

  #spine(process: Process, at: number): Effect.Effect<RunReport> {
    const { cut } = process.schedule
    const { api } = this.vendor
    const store = this.#store
    const stop =
      cut?.kind === "stop" ? Effect.map(Effect.sleep(cut.afterMs), () => this.#strike("told to stop")) : forever
    return applyDeclared(this.#declared(at), {
      runId: process.schedule.name,
      command: "apply",
      approvedPlan: undefined,
      budget: undefined,
      concurrency: 10,
      tickMs: 60_000,
      stop,
      refresh: false,
      server: "https://simulated.example"
    }).pipe(
      Effect.flatMap((report) =>
        typeof report === "string" ? Effect.dieMessage("what is approved gives a report") : Effect.succeed(report)
      ),
      Effect.orDie,
      Effect.provide(
        Layer.mergeAll(
          Layer.succeed(ExportApi, {
            ...api,
            create: (request, intent) =>
              Effect.zipRight(intent, process.across("create", api.create(request, Effect.void), true)),
            start: (id, allowance, intent) =>
              Effect.zipRight(intent, process.across("start", api.start(id, allowance, Effect.void), true)),
            list: (query) => process.across("list", api.list(query)),
            get: (id) => process.across("get", api.get(id))
          }),
          Layer.succeed(Downloader, {
            download: (job) => process.across("download", process.untilDeath(this.disk.downloader.download(job))),
            copy: (from, to) => process.across("copy", this.disk.downloader.copy(from, to))
          }),
          Layer.succeed(Hooks, this.commands.hooks),
          Layer.succeed(OutputFiles, this.disk.outputs),
          Layer.succeed(StateStore, {
            ...store,
            open: (command) =>
              Effect.map(store.open(command), (writer) => ({
                ...writer,
                assertHeld: process.across("assert held", writer.assertHeld),
                commit: (change) => process.across("commit", writer.commit(change))
              }))
          }),
          Layer.succeed(Approval, { ask: () => Effect.succeed("approved" as const) }),
          Layer.succeed(Reporter, { emit: () => Effect.void })
        )
      )
    )
  }
}

const broken = (problems: unknown): Error => new Error(JSON.stringify(problems))

const judgedOf = (manifest: string): Judged =>
  Either.getOrThrowWith(readManifest([{ file: "exports.yaml", text: manifest }], {}), broken)
