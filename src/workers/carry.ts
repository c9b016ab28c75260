/**
 * A run that was handed over, at the desk of its API key: the same pipeline as of `exporter apply`, but that every purchase
 * is a durable workflow, which comes back here for each of its steps.
 */

import type { SqlClient } from "@effect/sql/SqlClient"
import { WorkflowEngine } from "@effect/workflow/WorkflowEngine"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import { ExportApi } from "../api/ExportApi.ts"
import { Approval } from "../apply/Approval.ts"
import type { Downloader } from "../apply/Downloader.ts"
import { RequestStopped, RunStopped } from "../apply/failures.ts"
import { Reporter } from "../apply/Reporter.ts"
import type { Run, Step } from "../apply/Run.ts"
import type { RunReport } from "../apply/report.ts"
import type { Task } from "../apply/Task.ts"
import type { Budget } from "../budget/Budget.ts"
import { applyDeclared } from "../pipeline.ts"
import type { StalePlan } from "../plan/planfile.ts"
import type { StateRecord } from "../state/Record.ts"
import { type StateError, StateStore } from "../state/StateStore.ts"
import { type Desk, type Seat, type Sitting, seated } from "./Desk.ts"
import { type Journal, openJournal } from "./journal.ts"
import type { Ending, Purchase } from "./protocol.ts"
import * as runs from "./runs.ts"
import { type Submission, WORKER_COMMAND } from "./Submission.ts"
import { surely } from "./surely.ts"
import { Workplace } from "./Workplace.ts"

/** How often a run looks whether it was asked to stop, in ms. */
const LOOK_MS = 1_000

/** Between two tries of a run that could not be carried on, at the most, in ms. */
const PAUSE_MS = 30_000

/** Carries a run to its end, however often it takes. Interrupted, it stays what it is, for whoever takes it over. */
export const carry = (desk: Desk, purchase: Purchase, run: string) =>
  Effect.gen(function* () {
    const { sql, worker } = yield* Workplace
    const info = yield* runs.find(sql, run)
    const submission = yield* runs.submissionOf(sql, run)
    if (info === undefined || submission === undefined || info.finished_at !== null) return yield* desk.end(run)
    yield* runs.begun(sql, run, worker)
    const sitting = yield* desk.sitting(run)
    const journal = yield* openJournal(sql, run)
    const ended = yield* toItsEnd(attempt({ run, state: info.state, submission, sitting, purchase, journal }), journal)
    yield* journal.flushed
    yield* runs.finished(sql, run, ended)
    yield* Effect.ignore(runs.forgetEvents(sql, info.state, KEPT_RUNS))
    yield* desk.end(run)
  }).pipe(
    Effect.scoped,
    // Without the database nothing can go on; with it, everything does.
    Effect.tapErrorCause((cause) => Effect.logWarning(`Run ${run} waits for the database.`, cause)),
    Effect.retry(Schedule.spaced(LOOK_MS)),
    Effect.orDie
  )

/** Runs of a state whose events are kept. */
const KEPT_RUNS = 20

interface Attempt {
  readonly run: string
  readonly state: string
  readonly submission: Submission
  readonly sitting: Sitting
  readonly purchase: Purchase
  readonly journal: Journal
}

/** What cannot be had now is waited for: the lock that somebody has, the database, the vendor. Nobody is there to try again. */
const toItsEnd = <R>(
  attempt: Effect.Effect<RunReport, Failed, R>,
  { tell }: Journal
): Effect.Effect<runs.Ended, never, R | Workplace> => {
  const from = (tries: number): Effect.Effect<runs.Ended, never, R | Workplace> =>
    Effect.gen(function* () {
      const result = yield* Effect.either(Effect.catchAllDefect(attempt, mistaken))
      // The run is none of this program's any more, and is not over.
      if (result._tag === "Left" && isOfLaterVersion(result.left)) return yield* (yield* Workplace).leave(result.left)
      const why = result._tag === "Right" ? result.right.stopped : reasonOf(result.left)
      if (why === null || !isPassing(why))
        return result._tag === "Right"
          ? { kind: "report", report: result.right }
          : { kind: "refused", refusal: why ?? reasonOf(result.left) }
      const pause = Math.min(PAUSE_MS, 500 * 2 ** tries)
      yield* tell({ type: "notice", message: `it is tried again in ${Math.ceil(pause / 1_000)} s: ${why.message}` })
      yield* Effect.sleep(pause)
      return yield* from(tries + 1)
    })
  return from(0)
}

/** A mistake of this program ends the run: tried again, it would be made again. */
const mistaken = (defect: unknown) =>
  isOfDatabase(defect)
    ? new RunStopped({ reason: { code: "state", message: "the database does not answer", hint: "it is tried again" } })
    : Effect.zipRight(
        Effect.logError("A run ended by a mistake of this program.", defect),
        new RunStopped({
          reason: {
            code: "rejected",
            message: "a mistake of this program ended the run; the log of the worker says more",
            hint: "what was charged is recorded; apply again: it goes on from here"
          }
        })
      )

/** The libraries beneath have no other way to say that the database was away. */
const isOfDatabase = (defect: unknown): boolean =>
  typeof defect === "object" &&
  defect !== null &&
  "_tag" in defect &&
  (defect._tag === "SqlError" || defect._tag === "PersistenceError")

type Failed = StateError | StalePlan | RunStopped

const isOfLaterVersion = (error: Failed): error is StateError => error._tag === "StateError" && error.reason === "newer"

const reasonOf = (error: Failed): runs.Refusal => {
  switch (error._tag) {
    case "RunStopped":
      return error.reason
    case "StateError":
      return { code: `state-${error.reason}`, message: error.message, hint: error.hint }
    case "StalePlan":
      return {
        code: "stale-plan",
        message: `the plan is not what would be done now: ${error.moved.join("; ")}`,
        hint: "nothing was bought by this run; plan again"
      }
  }
}

const PASSING = ["state-locked", "state-lost-lock", "state-unreadable", "state-unwritable", "state", "unreachable"]

const isPassing = (why: runs.Refusal): boolean => PASSING.includes(why.code)

const attempt = ({ run, state, submission, sitting, purchase, journal }: Attempt) =>
  Effect.gen(function* () {
    const workplace = yield* Workplace
    const { declared, planFile, concurrency, budget } = submission
    const engine = yield* WorkflowEngine
    const stop = Effect.repeat(
      Effect.orElseSucceed(runs.isStopping(workplace.sql, run), () => false),
      { until: (stopping) => stopping, schedule: Schedule.spaced(LOOK_MS) }
    ).pipe(Effect.asVoid)
    yield* Effect.forkScoped(cancelling(workplace.sql, state, sitting))
    const report = yield* applyDeclared(declared, {
      runId: run,
      command: WORKER_COMMAND + run,
      approvedPlan: planFile,
      budget,
      refresh: planFile.plan.summary.adopt > 0,
      server: workplace.server,
      concurrency,
      tickMs: workplace.tickMs,
      hinted: workplace.hinted,
      stop,
      carrier: carrier(sitting, purchase, run, engine),
      continued: {
        again: (yield* surely(runs.ledgerFrom(workplace.sql, run))) !== null,
        planned: planFile.plan,
        ledgerFrom: (now) => surely(runs.keepLedgerFrom(workplace.sql, run, now))
      }
    }).pipe(
      Effect.provide(
        Layer.mergeAll(
          workplace.api(declared.manifest.rate.reserve),
          workplace.here,
          Layer.succeed(StateStore, workplace.store(state)),
          Layer.succeed(Reporter, { emit: journal.tell }),
          // It was approved before it was handed over.
          Layer.succeed(Approval, { ask: () => Effect.succeed("approved" as const) })
        )
      )
    )
    return typeof report === "string" ? yield* Effect.dieMessage(`a plan that was handed over is ${report}`) : report
  }).pipe(Effect.scoped)

/** Purchases that somebody wants to have cancelled: the run that has the state does it, and sees what becomes of them. */
const cancelling = (sql: SqlClient, state: string, { seats }: Sitting): Effect.Effect<void> =>
  Effect.gen(function* () {
    for (const { id, fingerprint } of yield* runs.cancelsAsked(sql, state)) {
      const seat = seats.get(fingerprint)
      yield* runs.answerCancel(sql, id, seat === undefined ? NOT_HERE : yield* cancelAt(seat))
    }
  }).pipe(Effect.ignore, Effect.repeat(Schedule.spaced(LOOK_MS)), Effect.asVoid)

const NOT_HERE: runs.CancelAnswer = {
  kind: "refused",
  message: "workers have the state, and are not at work on this purchase",
  hint: "nothing was changed; cancel it when their run is over: exporter status --follow"
}

const cancelAt = ({ run, task, around }: Seat): Effect.Effect<runs.CancelAnswer> =>
  Effect.gen(function* () {
    const record = run.records.get(task.fingerprint)
    if (record?.phase !== "started")
      return {
        kind: "refused",
        message: `${task.outputs[0].address} is ${record?.phase ?? "not begun"}: only what was started and is not finished can be cancelled`,
        hint: "nothing was changed"
      } as const
    return yield* (yield* ExportApi).cancel(record.data_export_id).pipe(
      Effect.as({ kind: "told" } as const),
      Effect.catchAll(({ detail, effect }) =>
        Effect.succeed({
          kind: "refused",
          message: `the server ${effect === "refused" ? "does not cancel it" : "gave no answer"}: ${detail}`,
          hint: "it counts as charged, as before; exporter status tells what has become of it"
        } as const)
      )
    )
  }).pipe(Effect.provide(around))

/** How often it is looked for what was missed of a purchase that nobody is at work for here, in ms. */
const MISSED_MS = 10_000

const carrier =
  (sitting: Sitting, purchase: Purchase, id: string, engine: WorkflowEngine["Type"]) =>
  (run: Run, task: Task): Step<StateRecord> =>
    Effect.gen(function* () {
      const around = yield* Effect.context<ExportApi | Budget | Downloader | Reporter>()
      const { fingerprint } = task
      const payload = { run: id, fingerprint }
      return yield* seated(sitting, { run, task, around }, (seat) =>
        Effect.gen(function* () {
          const execution = yield* purchase.executionId(payload)
          yield* surely(purchase.execute(payload, { discard: true }))
          const ending = yield* Effect.raceAll([
            Deferred.await(seat.over),
            Deferred.await(seat.broken),
            foundOver(seat, purchase, execution)
          ])
          return yield* concluded(seat, ending)
        })
      )
    }).pipe(Effect.provideService(WorkflowEngine, engine))

/**
 * What was not told here is found: a worker may have died between the end of a purchase and the telling of it. And one that
 * sleeps though nobody is at work for it is woken: what should have woken it came while another worker, which is gone,
 * was about to put it to sleep.
 */
const foundOver = (seat: Seat, purchase: Purchase, execution: string): Effect.Effect<Ending, never, WorkflowEngine> =>
  Effect.gen(function* () {
    if (seat.asked === 0) {
      const found = yield* surely(purchase.poll(execution))
      if (found?._tag === "Complete") return yield* found.exit
      if (found?._tag === "Suspended" && seat.asked === 0) yield* surely(purchase.resume(execution))
    }
    yield* Effect.sleep(MISSED_MS)
    return yield* foundOver(seat, purchase, execution)
  })

const concluded = ({ run, task }: Seat, { stopped }: Ending): Effect.Effect<StateRecord, RequestStopped> =>
  Effect.suspend(() => {
    if (stopped !== null) return new RequestStopped(stopped)
    const record = run.records.get(task.fingerprint)
    return record === undefined ? Effect.dieMessage(`no record of ${task.fingerprint}`) : Effect.succeed(record)
  })
