/**
 * A plan -> the world. Carries every purchase of the plan through its workflow, so many at once, and reports. One that
 * stops does not stop the others; what no request could do better stops them all.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { ExportApi } from "../api/ExportApi.ts"
import { Budget } from "../budget/Budget.ts"
import { boundsOf, openingMoney } from "../budget/ledger.ts"
import type { Fingerprint } from "../domain.ts"
import type { HookSettings, Prices } from "../manifest/Manifest.ts"
import { inPieces } from "../pieces.ts"
import type { Action, Plan } from "../plan/Plan.ts"
import type { Declared } from "../request/Declared.ts"
import type { StateError, StateWriter } from "../state/StateStore.ts"
import { makeCalls } from "./calls.ts"
import type { Downloader } from "./Downloader.ts"
import { INTERRUPTED, type RunStopped, stopBeforeStart } from "./failures.ts"
import type { Hooks } from "./Hooks.ts"
import { handOn, isHandOn, isOwed, makeHookRun } from "./handOn.ts"
import { lookalikeKey } from "./lookalikes.ts"
import { measured } from "./measured.ts"
import { makeRecords } from "./Records.ts"
import { Reporter } from "./Reporter.ts"
import type { Carrier, Run } from "./Run.ts"
import type { RunOptions } from "./RunOptions.ts"
import { type RunReport, type StopReason, summarize } from "./report.ts"
import { type Ending, resultOf, resultsOf } from "./results.ts"
import { BRIEF } from "./retry.ts"
import { withStanding } from "./Standing.ts"
import { isWork, type Task, tasksOf, turnsOf } from "./Task.ts"
import { asPurchase, asRun } from "./traced.ts"
import { makeWatch } from "./Watch.ts"
import { fulfil, quote } from "./workflow.ts"

export interface Work {
  readonly plan: Plan
  readonly writer: StateWriter
  /** How far purchases are carried: to their files, or to their price, with nothing started. */
  readonly goal: "files" | "prices"
}

/** Files that are downloaded at once: more of them share the same line. */
const DOWNLOADS = 4

const TOLD_TO_STOP = "told to stop: nothing further is asked for or started; what is on its way is still recorded"

/** How long calls on their way may take to be answered and recorded once the run was told to stop, in ms. */
const GRACE_MS = 3_500

/** Never fails: what went wrong, and what stopped the run, is in the report. */
export const apply = (
  { manifest, requests, targets, asOf, leavesHooks = false }: Declared,
  options: RunOptions,
  work: Work
): Effect.Effect<RunReport, never, ExportApi | Downloader | Hooks | Reporter> =>
  Effect.gen(function* () {
    const state = yield* work.writer.current
    const boundOf = boundsOf(requests, manifest.prices)
    const { budget, continued } = options
    const charges = state.ledger.length
    const ledgerFrom = continued === undefined ? charges : yield* continued.ledgerFrom(charges)
    const money = openingMoney(manifest.budget, budget, state, asOf, manifest.timezone, boundOf, ledgerFrom)
    const tasks = tasksOf(work.plan, targets, state.records, manifest.timezone)
    return yield* Effect.provide(
      withItsStanding(
        carryOut({
          ...options,
          ...work,
          tasks,
          prices: manifest.prices,
          hooks: manifest.hooks ?? {},
          timezone: manifest.timezone,
          leavesHooks,
          charged: money.spentRun
        })
      ),
      Budget.layer(money, turnsOf(tasks, manifest.prices, work.goal === "files"))
    )
  }).pipe(asRun(options.runId, work))

interface Input extends RunOptions, Work {
  readonly tasks: ReadonlyArray<Task>
  readonly prices: Prices
  readonly hooks: HookSettings
  readonly timezone: string
  readonly leavesHooks: boolean
  /** By this run, before it was cut off. */
  readonly charged: number
}

/** Whoever watches is told where the run stands as well. */
const withItsStanding = <A, R>(run: Effect.Effect<A, never, R>) =>
  Effect.gen(function* () {
    const { money } = yield* Budget
    const { usage } = yield* ExportApi
    const reporter = measured(yield* Reporter, { money, usage })
    return yield* Effect.provideServiceEffect(run, Reporter, withStanding(reporter, { money, usage }))
  }).pipe(Effect.scoped)

const carryOut = (input: Input): Effect.Effect<RunReport, never, ExportApi | Budget | Downloader | Hooks | Reporter> =>
  Effect.gen(function* () {
    const reporter = yield* Reporter
    const budget = yield* Budget
    const { tasks } = input
    const actions = new Map(input.plan.actions.map((action) => [action.address, action]))
    const records = yield* makeRecords(
      input.writer,
      new Map(tasks.map(({ fingerprint, outputs }) => [fingerprint, outputs[0].address]))
    )
    const hooks = yield* makeHookRun(input.runId, input.timezone, input.leavesHooks, input.hooks.concurrency)
    const endings = new Map<Fingerprint, Ending>()
    let stopping = false
    const stop = Effect.tap(input.stop, () => {
      stopping = true
      return reporter.emit({ type: "notice", message: TOLD_TO_STOP })
    })
    yield* reporter.emit({
      type: "run-started",
      run_id: input.runId,
      as_of: input.plan.as_of,
      addresses: tasks.reduce((sum, task) => sum + task.outputs.length, 0),
      purchases: tasks.length,
      concurrency: input.concurrency
    })

    const planned = new Map((input.continued?.planned.actions ?? []).map((action) => [action.address, action]))
    const resultFor = (action: Action) => {
      const record = records.get(action.fingerprint)
      const before = planned.get(action.address)
      // There since this run was begun, and not before it.
      const isOfThisRun = record !== undefined && action.action === "keep" && before !== undefined && isWork(before)
      return resultOf(
        isOfThisRun ? before : action,
        record,
        isOfThisRun ? { kind: "reached", record } : endings.get(action.fingerprint),
        hooks.problems.get(action.address)
      )
    }
    const finish = (task: Task, ending: Ending) =>
      Effect.suspend(() => {
        endings.set(task.fingerprint, ending)
        return Effect.forEach(
          task.outputs.flatMap(({ address }) => actions.get(address) ?? []),
          (action) => reporter.emit({ type: "result", result: resultFor(action) }),
          { discard: true }
        )
      })

    const work = Effect.gen(function* () {
      const calls = yield* makeCalls
      const isForServer = ({ fingerprint, outputs }: Task) =>
        !outputs.every((output) => isHandOn(output, records.get(fingerprint)))
      // Before anything is asked for: is it the API, is the key good, what are clock, limits and balance?
      if (tasks.some(isForServer)) yield* calls.list({ page: 1 }, BRIEF).pipe(Effect.mapError(stopBeforeStart))
      const run: Run = {
        records,
        calls,
        watch: yield* makeWatch(calls, input.tickMs, tasks.length, { hinted: input.hinted ?? false }),
        prices: input.prices,
        isStopping: () => stopping,
        urls: new Map(),
        oneAtATime: yield* makeOneAtATime(tasks),
        hooks,
        downloads: (yield* Effect.makeSemaphore(DOWNLOADS)).withPermits(1)
      }
      const scope = yield* Effect.scope
      const handed: Array<Fiber.Fiber<void, StateError>> = []
      const carry: Carrier = input.goal === "files" ? (input.carrier ?? fulfil) : quote
      yield* Effect.forEach(
        tasks,
        (task) =>
          carry(run, task).pipe(
            asPurchase(task),
            // What it still holds of the budget is held for nobody: the others must not wait for it, nor for its turn.
            Effect.ensuring(budget.abandoned(task.fingerprint)),
            Effect.match({
              onSuccess: (record): Ending => ({ kind: "reached", record }),
              onFailure: (error): Ending | RunStopped | StateError =>
                error._tag === "RequestStopped" ? { kind: "stopped", stop: error } : error
            }),
            Effect.flatMap((ending) => ("kind" in ending ? Effect.succeed(ending) : Effect.fail(ending))),
            Effect.flatMap((ending) => {
              const ended = finish(task, ending)
              // The next purchase need not wait for what is done with the files of this one.
              return input.goal === "files" && isOwed(run, task)
                ? Effect.map(Effect.forkIn(Effect.zipRight(handOn(run, task), ended), scope), (fiber) => {
                    handed.push(fiber)
                  })
                : ended
            })
          ),
        { concurrency: input.concurrency, discard: true }
      )
      yield* Effect.forEach(handed, Fiber.join, { discard: true })
    }).pipe(Effect.scoped)

    const stopped = tasks.length === 0 ? null : yield* untilStopped(work, stop)
    const results = yield* inPieces(resultsOf(input.plan, resultFor))
    const { caps } = yield* budget.money
    const report: RunReport = {
      version: 1,
      run_id: input.runId,
      summary: summarize(results),
      credits: {
        charged: records.charges.reduce((sum, charge) => sum + (charge.credits ?? 0), input.charged),
        budget: caps.perRun ?? null,
        estimate: (input.continued?.planned ?? input.plan).credits,
        unexplained: yield* budget.unexplained
      },
      results,
      ...(hooks.counts.done + hooks.counts.failed + hooks.counts.left_out === 0
        ? {}
        : { hooks: { ...hooks.counts, after_run: null } }),
      stopped
    }
    yield* reporter.emit({ type: "run-finished", report })
    return report
  })

/** Runs the work until it ends, or until the run is told to stop: then what is on its way may still be recorded. */
const untilStopped = <R>(
  work: Effect.Effect<void, RunStopped | StateError, R>,
  stop: Effect.Effect<void>
): Effect.Effect<StopReason | null, never, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkDaemon(work)
    const ended = yield* Effect.raceFirst(
      Effect.map(Fiber.await(fiber), (exit) => ({ exit })),
      Effect.as(stop, "stopped" as const)
    ).pipe(Effect.onInterrupt(() => Fiber.interruptFork(fiber)))
    if (ended === "stopped") {
      yield* Fiber.interruptFork(fiber)
      yield* Effect.timeoutOption(Fiber.await(fiber), GRACE_MS)
      return INTERRUPTED
    }
    return yield* Effect.matchEffect(ended.exit, {
      onSuccess: () => Effect.succeed(null),
      onFailure: (error) =>
        Effect.succeed(
          error._tag === "RunStopped"
            ? error.reason
            : { code: "state" as const, message: error.message, hint: error.hint }
        )
    })
  })

/** Requests that look alike when listed are created one after another: a lost answer among them stays decidable. */
const makeOneAtATime = (tasks: ReadonlyArray<Task>): Effect.Effect<Run["oneAtATime"]> =>
  Effect.gen(function* () {
    const counts = new Map<string, number>()
    for (const task of tasks) {
      const key = lookalikeKey(task.request)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const locks = new Map<string, Effect.Semaphore>()
    for (const [key, count] of counts) if (count > 1) locks.set(key, yield* Effect.makeSemaphore(1))
    return (key) => (work) => locks.get(key)?.withPermits(1)(work) ?? work
  })
