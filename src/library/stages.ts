/**
 * The stages for programs of others: those of `pipeline.ts`, in the same order, with everything that the command line adds
 * from its options as a setting that has a default.
 */
import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { ExportApi } from "../api/ExportApi.ts"
import type { Answer, Approval } from "../apply/Approval.ts"
import type { Downloader } from "../apply/Downloader.ts"
import type { RunStopped } from "../apply/failures.ts"
import type { Hooks } from "../apply/Hooks.ts"
import type { Reporter } from "../apply/Reporter.ts"
import type { RunOptions } from "../apply/RunOptions.ts"
import type { RunReport } from "../apply/report.ts"
import type { Credits, Instant } from "../domain.ts"
import type { Env } from "../manifest/env.ts"
import type { Judged } from "../manifest/judge.ts"
import type { Problem } from "../manifest/Problem.ts"
import * as manifest from "../manifest/readManifest.ts"
import type { Source } from "../manifest/Source.ts"
import { atOnce } from "../pieces.ts"
import * as pipeline from "../pipeline.ts"
import { diff, type FileFacts, filesToLookAt, type PlanInput } from "../plan/diff.ts"
import type { OutputFiles } from "../plan/OutputFiles.ts"
import type { Plan } from "../plan/Plan.ts"
import type { PlanFile, StalePlan } from "../plan/planfile.ts"
import type { TeamExports } from "../plan/TeamExports.ts"
import type { Declared, Scope } from "../request/Declared.ts"
import type { State } from "../state/State.ts"
import { type StateError, StateStore } from "../state/StateStore.ts"

/**
 * The texts of manifest files, in the order in which they count, as one manifest; or every problem at once, by file as
 * given, then by position. Pure. `env` is what `${env:NAME}` in the texts may name; the value of its `ONLYFANSAPI_API_KEY`
 * is masked wherever a problem would show it.
 */
export const readManifest = (
  sources: ReadonlyArray<Source>,
  env: Env = {}
): Either.Either<Judged, ReadonlyArray<Problem>> => manifest.readManifest(sources, env)

/** What of a manifest is worked on, and where its files go. */
export interface DeclareOptions extends Partial<Scope> {
  /** What relative dates are relative to, and what windows are closed by: `instant(new Date())`. */
  readonly asOf: Instant
  /** What `${env:NAME}` in the texts may name. Default: nothing. */
  readonly env?: Env
}

/**
 * The texts of manifest files as requests: one per account and window of each export, each with its address, its
 * fingerprint and the path of its file; or every problem of the manifest at once. Pure.
 */
export const declare = (
  sources: ReadonlyArray<Source>,
  { asOf, env = {}, isTarget = () => true, outputPrefix = "", leavesHooks = false }: DeclareOptions
): Either.Either<Declared, ReadonlyArray<Problem>> =>
  readManifest(sources, env).pipe(
    Either.flatMap((judged) => atOnce(pipeline.declaring(judged, asOf))),
    Either.map((whole) => pipeline.scoped(whole, { asOf, isTarget, outputPrefix, leavesHooks }))
  )

/** What a plan depends on beside what is declared. */
export interface PlanFacts {
  /** What is known to have happened: `readState`, or `emptyState` where nothing ever was. */
  readonly state: State
  /** What lies at the paths that `pathsToLookAt` names; a path that is not in it does not exist. Default: no file does. */
  readonly files?: FileFacts
  /** What the team has bought elsewhere, where that was looked for. Default: not looked for. */
  readonly team?: TeamExports
}

/** The paths, relative to the output root, that the plan wants to know about. Pure. */
export const pathsToLookAt = (declared: Declared, facts: Omit<PlanFacts, "files">): ReadonlyArray<string> =>
  filesToLookAt(inputOf(declared, facts))

/**
 * What is missing, and what it will cost, in credits. A pure function of its arguments: no clock, no file and no network is
 * looked at. The answer is plain data: `JSON.stringify` of it is what `exporter plan --json` prints, and
 * `exporter schema plan` describes.
 */
export const plan = (declared: Declared, { files = new Map(), ...facts }: PlanFacts): Plan =>
  diff({ ...inputOf(declared, facts), files })

const inputOf = (declared: Declared, { state, team }: Omit<PlanFacts, "files">): Omit<PlanInput, "files"> => ({
  requests: declared.targets,
  state,
  asOf: declared.asOf,
  timezone: declared.manifest.timezone,
  prices: declared.manifest.prices,
  declared: new Set(declared.requests.map(({ fingerprint }) => fingerprint)),
  ...(team === undefined ? {} : { team })
})

/** The state as last committed, without taking its lock. A state that was never written is an empty one, not an error. */
export const readState: Effect.Effect<State, StateError, StateStore> = Effect.flatMap(StateStore, ({ read }) => read)

/**
 * The plan of what is declared: reads the state and looks at the files, and at nothing else. No call is made and nothing is
 * written.
 */
export const planNow = (declared: Declared): Effect.Effect<Plan, StateError, StateStore | OutputFiles> =>
  Effect.flatMap(readState, (state) => pipeline.planFor(declared, state))

/** How a run is carried out. All of it may be left out. */
export interface RunSettings {
  /** The most that this run may spend, in credits, beside the caps of the manifest. Default: only those. */
  readonly budget?: Credits
  /** Look for what the team has bought elsewhere, and take it over instead of buying it again. Default `false`. */
  readonly refresh?: boolean
  /** Purchases that are worked on at once; most of them wait for the server. Default 100. */
  readonly concurrency?: number
  /** The shortest time between two looks at one export, in ms. Default 1,000: a sixtieth of the server's minute. */
  readonly tickMs?: number
  /** Succeeds when the run is to stop: what is on its way is recorded, and nothing more is sent. Default: never. */
  readonly stop?: Effect.Effect<void>
  /** Shown to whoever finds the state locked. Default `library`. */
  readonly command?: string
  /** Named in the report and in events. Default: random. */
  readonly runId?: string
}

/** How a plan is carried out. */
export interface ApplySettings extends RunSettings {
  /**
   * A plan that was reviewed, and the server that this run buys from: that plan and nothing else is done, once. Declare as
   * of the plan (`plan.plan.as_of`): as of another day relative dates are other dates, and the plan is stale.
   */
  readonly approved?: { readonly plan: PlanFile; readonly server: string }
}

const runOptions = (settings: RunSettings): Effect.Effect<RunOptions> =>
  Effect.sync(() => ({
    runId: settings.runId ?? randomUUID(),
    command: settings.command ?? "library",
    budget: settings.budget,
    refresh: settings.refresh ?? false,
    concurrency: settings.concurrency ?? 100,
    tickMs: settings.tickMs ?? 1_000,
    stop: settings.stop ?? Effect.never
  }))

/** What a run needs of the world: where state and files lie, the API, what runs hooks, who approves, and who is told. */
export type Ports = ExportApi | StateStore | OutputFiles | Downloader | Hooks | Approval | Reporter

/**
 * Buys what is missing: plans under the lock of the state, asks `Approval` for that very plan, and carries it out. Where
 * nothing is missing nobody is asked. Each purchase is made once, whatever becomes of the process, and no cap is passed.
 *
 * Succeeds with the report, also where single requests failed or were blocked (`report.results`) or the run was stopped
 * (`report.stopped`); or with the answer, where the plan was not approved: then nothing was bought.
 *
 * Fails before anything is bought: `StateError` (locked, damaged, unwritable), `StalePlan` (what an approved plan depends
 * on has moved on), `RunStopped` (`refresh`: the server did not answer).
 */
export const apply = (
  declared: Declared,
  settings: ApplySettings = {}
): Effect.Effect<RunReport | Exclude<Answer, "approved">, StateError | StalePlan | RunStopped, Ports> =>
  Effect.flatMap(runOptions(settings), (options) =>
    pipeline.applyDeclared(declared, {
      ...options,
      // What was adopted in the plan is looked for again: else the plan could not be held against what is there now.
      refresh: options.refresh || (settings.approved?.plan.plan.summary.adopt ?? 0) > 0,
      approvedPlan: settings.approved?.plan,
      server: settings.approved?.server ?? ""
    })
  )

/** A plan with the prices that the server named, and how the calls for them ended. */
export interface Quoted {
  readonly plan: Plan
  readonly state: State
  readonly report: RunReport
}

/**
 * Asks the API for what is missing and starts nothing, which charges nothing; then plans again, with exact prices. With
 * `scraped` it also asks for what the vendor scrapes for its price, which takes long and may charge by itself.
 *
 * Fails before anything is created: `StateError`, `RunStopped` (`refresh`: the server did not answer).
 */
export const quote = (
  declared: Declared,
  { scraped = false, ...settings }: RunSettings & { readonly scraped?: boolean } = {}
): Effect.Effect<Quoted, StateError | RunStopped, Exclude<Ports, Approval>> =>
  Effect.flatMap(runOptions(settings), (options) => pipeline.quoteDeclared(declared, { ...options, scraped }))
