/**
 * A project and its vendor over time: a manifest, the state in memory, files in memory, the sandbox's model as the API.
 * `apply` is the real spine; time is the test's, and passes only while a run waits.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import { ExportApi } from "../../../src/api/ExportApi.ts"
import { Approval } from "../../../src/apply/Approval.ts"
import { Downloader } from "../../../src/apply/Downloader.ts"
import { Hooks } from "../../../src/apply/Hooks.ts"
import { Reporter, type RunEvent } from "../../../src/apply/Reporter.ts"
import type { Continued } from "../../../src/apply/RunOptions.ts"
import type { RequestResult, RunReport } from "../../../src/apply/report.ts"
import type { Credits, Instant } from "../../../src/domain.ts"
import { readManifest } from "../../../src/manifest/readManifest.ts"
import { atOnce } from "../../../src/pieces.ts"
import { applyDeclared, declaring, planFor, scoped } from "../../../src/pipeline.ts"
import { OutputFiles } from "../../../src/plan/OutputFiles.ts"
import type { Plan } from "../../../src/plan/Plan.ts"
import { decodePlanFile, encodePlanFile, type PlanFile, planFileOf, targetOf } from "../../../src/plan/planfile.ts"
import type { Declared } from "../../../src/request/Declared.ts"
import type { Rules } from "../../../src/sandbox/World.ts"
import type { StateRecord } from "../../../src/state/Record.ts"
import type { Change, State } from "../../../src/state/State.ts"
import * as MemoryStore from "../../../src/state/StateStore.memory.ts"
import { StateError, StateStore } from "../../../src/state/StateStore.ts"
import { NOON } from "../../sandbox/fixtures.ts"
import { Commands } from "./Commands.ts"
import { Disk } from "./Disk.ts"
import { Vendor } from "./Vendor.ts"

export interface ProjectOptions {
  /** The team's credits. */
  readonly balance?: number
  readonly rules?: Partial<Rules>
  readonly initial?: State
  /** As in a sandbox. */
  readonly leavesHooks?: boolean
}

export interface ApplyOptions {
  readonly budget?: number
  readonly concurrency?: number
  /** Succeeds when the run is told to stop. */
  readonly stop?: Effect.Effect<void>
  /** The state takes so many changes and then no more. */
  readonly commits?: number
  readonly approvedPlan?: PlanFile
  readonly tickMs?: number
  /** Look for what the team has bought elsewhere. */
  readonly refresh?: boolean
  /** The run was cut off, and is carried on as the same one. */
  readonly continued?: Continued
}

/** `exports` is what stands under that key, in flow or block style. */
export const manifestOf = (exports: string, rest = ""): string => `version: 1
defaults: { account_ids: [acct_1], start_date: 2024-01-01, end_date: 2024-01-31 }
${rest}
exports:
${exports.replace(/^/gm, "  ")}
`

export class Project {
  /** Every change of the state, call and download, in order: `commit creating ledger`, `call create transactions`. */
  readonly log: Array<string> = []
  readonly events: Array<RunEvent> = []
  readonly vendor: Vendor
  readonly disk: Disk
  readonly commands: Commands
  readonly #store: StateStore["Type"]
  #declared: Declared
  #commitsLeft = Number.POSITIVE_INFINITY

  constructor(manifest: string, { balance = 1_000, rules = {}, initial, leavesHooks = false }: ProjectOptions = {}) {
    const log = (entry: string) => void this.log.push(entry)
    this.vendor = new Vendor(balance, rules, log)
    this.disk = new Disk(this.vendor, log)
    this.commands = new Commands(log)
    this.#declared = declaredBy(manifest, leavesHooks)
    this.#store = MemoryStore.make({
      ...(initial === undefined ? {} : { initial }),
      onCommit: (change) => this.#onCommit(change)
    })
  }

  /** The manifest is rewritten. */
  edit(manifest: string, asOf = AS_OF): void {
    this.#declared = declaredBy(manifest, false, asOf)
  }

  /** Ids at the vendor of what was charged, in order: the oracle. */
  get charged(): ReadonlyArray<string> {
    return this.vendor.world.ledger.map((charge) => charge.data_export_id)
  }

  /** Calls that buy or may buy. */
  get posts(): ReadonlyArray<string> {
    return this.log.filter((entry) => /^call (create|start)/.test(entry))
  }

  readonly state: Effect.Effect<State> = Effect.orDie(Effect.suspend(() => this.#store.read))

  record(address: string): Effect.Effect<StateRecord | undefined> {
    return Effect.map(this.state, ({ records }) => [...records.values()].find((one) => one.address === address))
  }

  readonly plan: Effect.Effect<Plan> = Effect.suspend(() =>
    Effect.flatMap(this.state, (state) =>
      Effect.provideService(planFor(this.#declared, state), OutputFiles, this.disk.outputs)
    )
  )

  /** What `exporter state rm` does. */
  forget(address: string): Effect.Effect<void> {
    return Effect.gen(this, function* () {
      this.#commitsLeft = Number.POSITIVE_INFINITY
      const record = yield* this.record(address)
      const writer = yield* this.#store.open("state rm")
      if (record !== undefined) yield* writer.commit({ kind: "remove", fingerprint: record.fingerprint })
    }).pipe(Effect.scoped, Effect.orDie)
  }

  /** The plan as a file, written and read. */
  readonly planFile: Effect.Effect<PlanFile> = Effect.gen(this, function* () {
    const file = planFileOf(yield* this.plan, targetOf(SERVER, yield* this.state))
    return Either.getOrThrow(decodePlanFile(encodePlanFile(file)))
  })

  /** One run, to its end. The clock stands still before and after it. */
  readonly apply = (options: ApplyOptions = {}) =>
    Effect.gen(this, function* () {
      this.#commitsLeft = options.commits ?? Number.POSITIVE_INFINITY
      const { tickMs = 1_000 } = options
      const report = yield* passingTime(
        10 * tickMs,
        applyDeclared(this.#declared, {
          runId: "run",
          command: "apply",
          approvedPlan: options.approvedPlan,
          budget: options.budget as Credits | undefined,
          concurrency: options.concurrency ?? 100,
          tickMs,
          stop: options.stop ?? Effect.never,
          refresh: options.refresh ?? false,
          server: SERVER,
          ...(options.continued === undefined ? {} : { continued: options.continued })
        }).pipe(
          Effect.provide(
            Layer.mergeAll(
              Layer.succeed(ExportApi, this.vendor.api),
              Layer.succeed(Downloader, this.disk.downloader),
              Layer.succeed(Hooks, this.commands.hooks),
              Layer.succeed(OutputFiles, this.disk.outputs),
              Layer.succeed(StateStore, this.#store),
              Layer.succeed(Approval, { ask: () => Effect.succeed("approved") }),
              Layer.succeed(Reporter, { emit: (event) => Effect.sync(() => void this.events.push(event)) })
            )
          )
        )
      )
      return typeof report === "string" ? yield* Effect.die("an approved plan gives a report") : report
    })

  #onCommit(change: Change): Effect.Effect<void, StateError> {
    if (this.#commitsLeft-- <= 0)
      return Effect.fail(
        new StateError({ reason: "unwritable", file: "memory", detail: "no space", hint: "make room" })
      )
    this.log.push(change.kind === "put" ? `commit ${change.record.phase} ${change.record.address}` : change.kind)
    return Effect.void
  }
}

const AS_OF = new Date(NOON).toISOString().replace(".000Z", "Z") as Instant

const SERVER = "https://simulated.example"

/** Waits that go on for longer are a hang. */
const PATIENCE_MS = 6 * 3_600_000

/** Lets the time pass that the work waits for, in steps of `stepMs` and of whatever is slept for within them. */
const passingTime = <A, E, R>(stepMs: number, work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    if ((yield* TestClock.currentTimeMillis) < NOON) yield* TestClock.setTime(NOON)
    const fiber = yield* Effect.fork(work)
    for (let waited = 0; waited < PATIENCE_MS; waited += stepMs) {
      if (Option.isSome(yield* Fiber.poll(fiber))) return yield* Fiber.join(fiber)
      yield* TestClock.adjust(stepMs)
    }
    return yield* Effect.die("the run does not end")
  })

export const declaredBy = (manifest: string, leavesHooks = false, asOf: Instant = AS_OF): Declared =>
  Either.getOrThrowWith(
    Either.flatMap(readManifest([{ file: "exports.yaml", text: manifest }], {}), (judged) =>
      Either.map(atOnce(declaring(judged, asOf)), (whole) =>
        scoped(whole, { asOf, isTarget: () => true, outputPrefix: "", leavesHooks })
      )
    ),
    (problems) => new Error(JSON.stringify(problems))
  )

/** One line an address: `ledger done`, `fans blocked over-budget`. */
export const outcomes = (report: RunReport): ReadonlyArray<string> =>
  report.results.map(({ address, outcome, problem }: RequestResult) =>
    problem === null ? `${address} ${outcome}` : `${address} ${outcome} ${problem.code}`
  )
