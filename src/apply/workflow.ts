/**
 * The life of one request:
 *
 *   intend create · create · await price · authorize by budget · intend start · start · await ready · download · done
 *
 * Each step takes the record as far as it has come and gives it back one step further; a record that is further already
 * passes through. So a run that was killed anywhere is carried on by the same lines.
 */
import * as Effect from "effect/Effect"
import { ApiError, ExportApi, type RemoteExport } from "../api/ExportApi.ts"
import type { Ask } from "../budget/admit.ts"
import { Budget } from "../budget/Budget.ts"
import type { DataExportId } from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import { mayBeRetried, retryOf } from "../plan/diff.ts"
import type { Done, Incomplete, Priced, Ready, Started, StateRecord } from "../state/Record.ts"
import type { StateError } from "../state/StateStore.ts"
import { isRemote } from "../state/transition.ts"
import { inSpan } from "../telemetry/spans.ts"
import { adoptedEvent, isUsable } from "./adoption.ts"
import { contradictions } from "./equality.ts"
import { RequestStopped } from "./failures.ts"
import { type After, live, type StepName } from "./life.ts"
import { listTeam } from "./listing.ts"
import { lookalikeKey, settle, type Verdict } from "./lookalikes.ts"
import type { Records } from "./Records.ts"
import { Reporter } from "./Reporter.ts"
import type { Run, Step } from "./Run.ts"
import { isWithoutEffect, PATIENT, retrying } from "./retry.ts"
import { isPaid, type Paid, save } from "./save.ts"
import { isPast, stageOf } from "./status.ts"
import {
  ambiguous,
  besideUnsettled,
  cancelledAtServer,
  denial,
  failedAtServer,
  failedCall,
  refuseRisenPrice
} from "./stops.ts"
import { boundOf, type Task } from "./Task.ts"

/** Carries a purchase to its files, all in this process. */
export const fulfil = (run: Run, task: Task): Step<Existing> =>
  Effect.map(live({ step: (name) => step(run, task, name), pause: Effect.sleep }), () =>
    recordOf(run, task, isExisting)
  )

/** One step of its life; what fails at the server is created anew, as often as its `retries` allow. */
export const step = (run: Run, task: Task, name: StepName): Step<After> =>
  Effect.catchTag(
    Effect.suspend(() => advance(run, task, name)),
    "RequestStopped",
    (stop) =>
      Effect.gen(function* () {
        const record = run.records.get(task.fingerprint)
        const isRetried = record?.phase === "failed" && mayBeRetried(record, task.retries)
        if (!isRetried || stop.problem?.code !== "failed-at-server") return yield* stop
        yield* (yield* Reporter).emit({
          type: "retry",
          what: `export (${retryOf(record, task.retries)})`,
          address: task.outputs[0].address,
          reason: stop.problem.message,
          delay_ms: RETRY_PAUSE_MS
        })
        return { kind: "again", delayMs: RETRY_PAUSE_MS } as const
      })
  )

/** How long what has just failed at the server is left alone before it is asked for anew, in ms. */
const RETRY_PAUSE_MS = 5_000

const NEXT: After = { kind: "next" }

const advance = (run: Run, task: Task, name: StepName): Step<After> => {
  switch (name) {
    case "price":
      return Effect.gen(function* () {
        const priced = yield* priceOf(run, task)
        if (priced.phase !== "priced" || task.autoStart) return NEXT
        // Nobody starts it: what was held for its scrape is free again.
        yield* (yield* Budget).released(task.fingerprint)
        return { kind: "rest" } as const
      })
    case "start":
      return Effect.as(start(run, task, recordOf(run, task, isPricedOrFurther)), NEXT)
    case "ready":
      return Effect.as(awaitReady(run, task, recordOf(run, task, isStartedOrFurther)), NEXT)
    case "save":
      return Effect.as(save(run, task, recordOf(run, task, isPaid)), NEXT)
  }
}

type PricedOrFurther = Exclude<Existing, { readonly phase: "created" }>
type StartedOrFurther = Started | Paid

const isPricedOrFurther = (record: StateRecord): record is PricedOrFurther =>
  isExisting(record) && record.phase !== "created"
const isStartedOrFurther = (record: StateRecord): record is StartedOrFurther =>
  record.phase === "started" || isPaid(record)

/** Its record, of a kind that the step before it has left behind: any other is a mistake of this program. */
const recordOf = <A extends StateRecord>(run: Run, task: Task, is: (record: StateRecord) => record is A): A => {
  const record = run.records.get(task.fingerprint)
  if (record === undefined || !is(record)) throw new Error(`${task.fingerprint} is ${record?.phase ?? "not recorded"}`)
  return record
}

/** Finds out what it costs, and starts nothing. */
export const quote = (run: Run, task: Task): Step<Existing> =>
  Effect.gen(function* () {
    const priced = yield* priceOf(run, task)
    // Its price is known, or there is none: the worst case is not to be feared any more.
    yield* (yield* Budget).released(task.fingerprint)
    if (priced.phase === "failed") return yield* failedAtServer(task, priced.reason, priced.charged)
    if (priced.phase === "cancelled") return yield* cancelledAtServer(task, priced.charged)
    return priced
  })

const priceOf = (run: Run, task: Task) =>
  Effect.gen(function* () {
    const quoted = run.records.get(task.fingerprint)?.phase === "priced"
    const created = yield* create(run, task)
    return yield* awaitPrice(run, task, created, quoted)
  })

type Existing = Exclude<StateRecord, { readonly phase: "creating" | "refused" | "ambiguous" }>

// ---------------------------------------------------------------------------------------------------------- create

const create = (run: Run, task: Task): Step<Existing> =>
  Effect.gen(function* () {
    yield* holdIfScraped(run, task)
    const known = run.records.get(task.fingerprint)
    if (known !== undefined && isLive(known, task)) return known
    if (known?.phase === "ambiguous") return yield* ambiguous(task, known.candidates)
    if (task.adopts !== undefined && !isAdopted(run, task)) return yield* adopt(run, task, task.adopts)
    const worstCase = yield* worstCaseOf(run, task)
    // Its turn at the budget is awaited here: who stands before it may need the lock to get to ask.
    if (worstCase !== undefined) yield* (yield* Budget).turn(worstCase)
    return yield* run
      .oneAtATime(lookalikeKey(task.request))(
        Effect.gen(function* () {
          if (known?.phase === "creating") {
            const found = yield* settleCreate(run, task)
            if (found !== undefined) return found
          }
          const unsettled = run.records.unsettledLike(task.fingerprint, task.request)
          if (unsettled !== undefined) return yield* besideUnsettled(unsettled)
          yield* reserveWorstCase(run, task)
          yield* outlast(run, known)
          return yield* sendCreate(run, task)
        })
      )
      .pipe(inSpan("exporter.create"))
  })

/** An export that came to nothing is left to grow that old, in ms: a younger one could pass for the next, whose record forgets its id. */
const CONFUSABLE_MS = 2_000

const outlast = (run: Run, known: StateRecord | undefined): Effect.Effect<void> =>
  Effect.gen(function* () {
    if (known === undefined || !isRemote(known) || known.created_at === undefined) return
    const age = Date.parse(yield* run.calls.serverNow) - Date.parse(known.created_at)
    if (age < CONFUSABLE_MS) yield* Effect.sleep(CONFUSABLE_MS - age)
  })

/** What was adopted has failed since: what may be retried is created anew, for there is nothing left to adopt. */
const isAdopted = (run: Run, task: Task): boolean => {
  const record = run.records.get(task.fingerprint)
  return record !== undefined && isRemote(record) && record.data_export_id === task.adopts
}

/** Of an earlier run, and over: the plan says that it is bought again. */
const isRenewed = (record: StateRecord | undefined, task: Task): boolean =>
  task.renews === true &&
  record !== undefined &&
  record.as_of < task.asOf &&
  ["done", "incomplete", "failed", "cancelled"].includes(record.phase)

/** It exists at the server, and is not over; or it is over, was charged, and is not to be bought anew. */
const isLive = (record: StateRecord, task: Task): record is Existing => {
  if (isRenewed(record, task)) return false
  switch (record.phase) {
    case "creating":
    case "refused":
    case "ambiguous":
      return false
    case "failed":
      return record.charged && !mayBeRetried(record, task.retries)
    case "cancelled":
      return record.charged
    default:
      return true
  }
}

/** Takes over what the plan found in the team. It is read again: nothing may have happened to it that was not planned. */
const adopt = (run: Run, task: Task, id: DataExportId): Step<Existing> =>
  Effect.gen(function* () {
    const remote = yield* run.calls.get(id).pipe(Effect.catchTag("ApiError", failedCall))
    if (!isUsable(remote) || contradictions(task.request, remote).length > 0)
      return yield* new RequestStopped({
        outcome: "failed",
        problem: {
          code: "gone-at-server",
          message: `${id} cannot be taken over any more: it is ${remote.status}`,
          hint: "nothing was bought; plan again"
        }
      })
    yield* run.records.advance(task.fingerprint, adoptedEvent({ ...task, address: task.outputs[0].address }, remote))
    const record = run.records.get(task.fingerprint)
    if (record?.phase === "started") return record
    yield* holdIfScraped(run, task)
    return yield* priceFrom(run, task, remote)
  })

/** How often a call is sent whose answer was lost and which then turned out not to have happened. */
const MAX_SENDS = 3

const NOT_SENT = "it was not sent, for the run was told to stop"

const sendCreate = (run: Run, task: Task, sends = 1): Step<Existing> =>
  Effect.gen(function* () {
    const api = yield* ExportApi
    const budget = yield* Budget
    const intent = Effect.gen(function* () {
      if (run.isStopping()) return yield* Effect.interrupt
      yield* run.records.assertHeld
      const since = yield* run.calls.serverNow
      // The same intent is carried on by a further try: what it says of the earliest time stays true.
      if (run.records.get(task.fingerprint)?.phase === "creating") return
      yield* run.records.advance(task.fingerprint, {
        type: "create-intended",
        fingerprint: task.fingerprint,
        request: task.request,
        address: task.outputs[0].address,
        as_of: task.asOf,
        since,
        ...(isRenewed(run.records.get(task.fingerprint), task) ? { renews: true } : {})
      })
      if (!run.isStopping()) return
      // Told to stop while the intent was being recorded: it is known not to have been sent.
      yield* run.records.advance(task.fingerprint, { type: "create-refused", reason: NOT_SENT })
      return yield* Effect.interrupt
    })
    // From the intent to the record of the answer nothing may come in between.
    const sent = Effect.gen(function* () {
      const epoch = yield* budget.epoch
      const answer = yield* api.create(task.request, intent)
      const remote = yield* run.calls.noted(answer, epoch)
      const created = yield* run.records.advance(task.fingerprint, createdEvent(remote))
      // The answer to a create names no price: it is read from the export.
      return created.phase === "created" && stageOf(remote) === "priced" && remote.creditCost === undefined
        ? created
        : yield* priceFrom(run, task, remote)
    }).pipe(Effect.uninterruptible)

    return yield* repeated(task, sent).pipe(
      Effect.catchTag("ApiError", (error) =>
        Effect.gen(function* () {
          if (error.effect === "unknown" && error.reason !== "interrupted") {
            const found = yield* settleCreate(run, task)
            if (found !== undefined) return found
            if (sends < MAX_SENDS) return yield* sendCreate(run, task, sends + 1)
          }
          yield* budget.released(task.fingerprint)
          if (error.effect !== "unknown" && run.records.get(task.fingerprint)?.phase === "creating")
            yield* run.records.advance(task.fingerprint, { type: "create-refused", reason: error.detail })
          return yield* failedCall(error)
        })
      )
    )
  })

const createdEvent = (remote: RemoteExport) => ({
  type: "created" as const,
  data_export_id: remote.id,
  ...(remote.createdAt === undefined ? {} : { created_at: remote.createdAt })
})

/** How long to wait before each look for what has become of a call without an answer, in ms: the server may still be at it. */
const LOOKS_MS = [1_000, 5_000]

/** A second export that is scraped may charge by itself: that there is none is believed later. */
const SCRAPED_LOOKS_MS = [...LOOKS_MS, 15_000]

/** Finds out what became of a create whose answer was lost; `undefined`: it had no effect. */
const settleCreate = (run: Run, task: Task): Step<Existing | undefined> =>
  Effect.gen(function* () {
    const record = run.records.get(task.fingerprint)
    if (record?.phase !== "creating") return undefined
    const reporter = yield* Reporter
    let verdict: Verdict = { kind: "none" }
    for (const wait of isScraped(record.request.type) ? SCRAPED_LOOKS_MS : LOOKS_MS) {
      yield* Effect.sleep(wait)
      const listed = yield* listSince(run, record.request.type, record.since)
      const before: Verdict = verdict
      verdict = settle(record.request, record.since, listed, run.records.knownIds)
      // One that stands alone is believed when it still does at the next look: it may be somebody else's, and ours yet to come.
      if (verdict.kind === "several" || (verdict.kind === "certain" && before.kind === "certain")) break
    }
    if (verdict.kind === "none") return undefined
    if (verdict.kind === "several") {
      yield* run.records.advance(task.fingerprint, { type: "create-ambiguous", candidates: verdict.ids })
      return yield* ambiguous(task, verdict.ids)
    }
    yield* run.records.advance(task.fingerprint, createdEvent(verdict.export))
    yield* reporter.emit({
      type: "notice",
      address: task.outputs[0].address,
      message: `the answer to its create was lost; found as ${verdict.export.id} in the listing, nothing was created twice`
    })
    return yield* priceFrom(run, task, verdict.export)
  })

/** The team's exports of a type that can have been made since then. */
const listSince = (run: Run, type: string, since: string): Step<ReadonlyArray<RemoteExport>> =>
  listTeam(run.calls.list, type, (oldest) => oldest < since).pipe(Effect.catchTag("ApiError", failedCall))

// ----------------------------------------------------------------------------------------------------------- price

/**
 * Whether a scrape charges by itself is not documented: before one is asked for, the worst case must fit. A request's
 * own `max_credits` is the bound that its owner names.
 */
const reserveWorstCase = (run: Run, task: Task): Step<void> =>
  Effect.gen(function* () {
    const budget = yield* Budget
    const ask = yield* worstCaseOf(run, task)
    if (ask === undefined) return
    yield* budget.authorize(ask).pipe(
      Effect.tapError(() => budget.released(task.fingerprint)),
      Effect.catchTag("BudgetDenied", (denied) => denial(task, denied)),
      inSpan("exporter.authorize")
    )
  })

const worstCaseOf = (run: Run, task: Task): Effect.Effect<Ask | undefined, never, Budget> =>
  Effect.gen(function* () {
    if (!isScraped(task.request.type)) return undefined
    const { unknownCost } = yield* (yield* Budget).money
    const bound = boundOf(task, run.prices)
    if (bound === undefined && unknownCost === "allow") return undefined
    return { fingerprint: task.fingerprint, credits: bound ?? null, ...maxOf(task) }
  })

/**
 * What an earlier run has asked for may charge by itself, whether or not it was answered: its worst case counts, whatever
 * the caps say now.
 */
const holdIfScraped = (run: Run, task: Task): Effect.Effect<void, never, Budget> =>
  Effect.gen(function* () {
    const phase = run.records.get(task.fingerprint)?.phase
    const bound = boundOf(task, run.prices)
    if ((phase === "creating" || phase === "created") && isScraped(task.request.type) && bound !== undefined)
      yield* (yield* Budget).hold(task.fingerprint, bound)
  })

const maxOf = (task: Task) => (task.maxCredits === undefined ? {} : { maxCredits: task.maxCredits })

/** Records what the server says of the price, and of whatever else has happened to an export that was just created. */
const priceFrom = (run: Run, task: Task, remote: RemoteExport): Effect.Effect<Existing, StateError | RequestStopped> =>
  Effect.gen(function* () {
    const advance = (event: Parameters<Records["advance"]>[1]) => run.records.advance(task.fingerprint, event)
    const as_of = task.asOf
    const credits = remote.creditCost ?? null
    switch (stageOf(remote)) {
      case "calculating":
      case "unknown":
        break
      case "priced":
        yield* advance({ type: "priced", credits })
        break
      case "uncalculated":
        yield* advance({ type: "failed", reason: reasonOf(remote), wasStarted: false, as_of })
        break
      case "running":
      case "completed":
        yield* advance({ type: "started", credits, as_of })
        break
      // Only what was started can fail or be cancelled, whoever started it: it counts as charged.
      case "failed":
        yield* advance({ type: "started", credits, as_of })
        yield* advance({ type: "failed", reason: reasonOf(remote), wasStarted: true, as_of })
        break
      case "cancelled":
        yield* advance({ type: "started", credits, as_of })
        yield* advance({ type: "cancelled", wasStarted: true, as_of })
        break
    }
    const record = run.records.get(task.fingerprint)
    return record !== undefined && isExisting(record) ? record : yield* Effect.die(`no export of ${task.fingerprint}`)
  })

const isExisting = (record: StateRecord): record is Existing => "data_export_id" in record

/** `quoted`: its price is from an earlier run. It is read again: it may have changed, or somebody may have started it. */
const awaitPrice = (
  run: Run,
  task: Task,
  record: Existing,
  quoted: boolean
): Step<Exclude<Existing, { readonly phase: "created" }>> =>
  Effect.gen(function* () {
    if (record.phase !== "created" && !(record.phase === "priced" && quoted)) return record
    const remote = yield* watched(run, task, record.data_export_id, isPast.calculation).pipe(
      inSpan("exporter.await_price")
    )
    const priced = yield* priceFrom(run, task, remote)
    return priced.phase === "created" ? yield* Effect.die("a finished calculation is never 'created'") : priced
  })

const reasonOf = (remote: RemoteExport): string =>
  remote.failedReason ?? `the server names no reason (${remote.status})`

// ----------------------------------------------------------------------------------------------------------- start

const start = (
  run: Run,
  task: Task,
  record: Exclude<Existing, { readonly phase: "created" }>
): Step<Started | Ready | Done | Incomplete> =>
  Effect.gen(function* () {
    switch (record.phase) {
      case "starting": {
        const settled = yield* settleStart(run, task, record.data_export_id)
        return yield* start(run, task, settled)
      }
      case "failed":
        yield* (yield* Budget).released(task.fingerprint)
        return yield* failedAtServer(task, record.reason, record.charged)
      case "cancelled":
        yield* (yield* Budget).released(task.fingerprint)
        return yield* cancelledAtServer(task, record.charged)
      case "priced":
        return yield* sendStart(run, task, record)
      default:
        return record
    }
  })

const sendStart = (run: Run, task: Task, priced: Priced, sends = 1): Step<Started | Ready | Done | Incomplete> =>
  Effect.gen(function* () {
    const api = yield* ExportApi
    const budget = yield* Budget
    yield* refuseRisenPrice(task, priced.credits)
    const allowance = yield* budget
      .authorize({ fingerprint: task.fingerprint, credits: priced.credits, ...maxOf(task) })
      .pipe(
        Effect.tapError(() => budget.released(task.fingerprint)),
        Effect.catchTag("BudgetDenied", (denied) => denial(task, denied, priced.credits)),
        inSpan("exporter.authorize", priced.credits === null ? {} : { "exporter.credits": priced.credits })
      )
    const intent = Effect.gen(function* () {
      if (run.isStopping()) return yield* Effect.interrupt
      yield* run.records.assertHeld
      if (run.records.get(task.fingerprint)?.phase !== "priced") return
      yield* run.records.advance(task.fingerprint, { type: "start-intended" })
      if (!run.isStopping()) return
      yield* run.records.advance(task.fingerprint, { type: "start-refused" })
      return yield* Effect.interrupt
    })
    // From the intent to the record of the charge nothing may come in between.
    const sent = Effect.gen(function* () {
      const epoch = yield* budget.epoch
      const answer = yield* api.start(priced.data_export_id, allowance, intent)
      // What the server says it charged beats what it said it would.
      const credits = answer.used !== undefined && answer.used > 0 ? answer.used : priced.credits
      yield* run.records.advance(task.fingerprint, { type: "started", credits, as_of: task.asOf }, answer.balance)
      yield* run.calls.noted(answer, epoch)
    }).pipe(Effect.uninterruptible)

    yield* repeated(task, sent).pipe(
      Effect.catchTag("ApiError", (error) =>
        Effect.gen(function* () {
          // "Not in a state for it" can be the echo of a start that did happen: the status decides, as with a lost answer.
          if (error.effect === "unknown" || error.reason === "conflict" || error.reason === "invalid") {
            const settled = yield* settleStart(run, task, priced.data_export_id)
            if (settled.phase !== "priced") return
            // The status says that it did not happen: then, and only then, it may be sent again.
            if (error.effect === "unknown" && sends < MAX_SENDS) {
              yield* sendStart(run, task, settled, sends + 1)
              return
            }
            yield* budget.released(task.fingerprint)
            return yield* failedCall(error)
          }
          if (run.records.get(task.fingerprint)?.phase === "starting")
            yield* run.records.advance(task.fingerprint, { type: "start-refused" })
          yield* budget.released(task.fingerprint)
          return yield* failedCall(error)
        })
      ),
      Effect.onInterrupt(() =>
        run.records.get(task.fingerprint)?.phase === "priced" ? budget.released(task.fingerprint) : Effect.void
      ),
      inSpan("exporter.start")
    )
    const record = run.records.get(task.fingerprint)
    if (record === undefined || !isExisting(record) || record.phase === "created")
      return yield* Effect.die(`the start of ${task.fingerprint} left no record`)
    return yield* start(run, task, record)
  })

/** Reads the status back: only it tells whether a start without an answer has happened. */
const settleStart = (
  run: Run,
  task: Task,
  id: DataExportId
): Step<Exclude<Existing, { readonly phase: "created" | "starting" }>> =>
  Effect.gen(function* () {
    const budget = yield* Budget
    const waiting = run.records.get(task.fingerprint)
    if (waiting?.phase === "starting" && waiting.credits !== null) yield* budget.hold(task.fingerprint, waiting.credits)
    const isTold = (one: RemoteExport) => !["calculating", "unknown"].includes(stageOf(one))
    let remote = yield* watched(run, task, id, isTold)
    // The server may still be at it: that it did not happen is believed at the last look.
    for (const wait of LOOKS_MS) {
      if (stageOf(remote) !== "priced" || waiting?.phase !== "starting") break
      yield* Effect.sleep(wait)
      remote = yield* watched(run, task, id, isTold)
    }
    const credits = remote.creditCost ?? null
    const as_of = task.asOf
    const begun = run.records.get(task.fingerprint)?.phase === "starting"
    switch (stageOf(remote)) {
      case "priced":
        if (begun) yield* run.records.advance(task.fingerprint, { type: "start-refused" })
        break
      case "failed":
      case "uncalculated":
        yield* run.records.advance(task.fingerprint, {
          type: "failed",
          reason: reasonOf(remote),
          wasStarted: begun,
          as_of
        })
        break
      case "cancelled":
        yield* run.records.advance(task.fingerprint, { type: "cancelled", wasStarted: true, as_of })
        break
      default:
        yield* run.records.advance(task.fingerprint, { type: "started", credits, as_of })
    }
    const record = run.records.get(task.fingerprint)
    if (record === undefined || !isExisting(record) || record.phase === "created" || record.phase === "starting")
      return yield* Effect.die(`settling the start of ${task.fingerprint} left no record`)
    return record
  })

// ----------------------------------------------------------------------------------------------------------- ready

const awaitReady = (
  run: Run,
  task: Task,
  record: Started | Ready | Done | Incomplete
): Step<Ready | Done | Incomplete> =>
  Effect.gen(function* () {
    if (record.phase !== "started") return record
    const remote = yield* watched(run, task, record.data_export_id, isPast.run).pipe(inSpan("exporter.await_ready"))
    const advance = (event: Parameters<Records["advance"]>[1]) => run.records.advance(task.fingerprint, event)
    switch (stageOf(remote)) {
      case "completed": {
        const ready = yield* advance({
          type: "finished",
          credits: remote.creditCost ?? null,
          ...(remote.totalRows === undefined ? {} : { total_rows: remote.totalRows }),
          ...(remote.failedDownloads === undefined ? {} : { failed_downloads: remote.failedDownloads })
        })
        return ready.phase === "ready" ? ready : yield* Effect.die("finished, and not ready")
      }
      case "cancelled":
        yield* advance({ type: "cancelled", wasStarted: true, as_of: task.asOf })
        return yield* cancelledAtServer(task, true)
      default: {
        const reason = reasonOf(remote)
        yield* advance({ type: "failed", reason, wasStarted: true, as_of: task.asOf })
        return yield* failedAtServer(task, reason, true)
      }
    }
  })

// ---------------------------------------------------------------------------------------------------------- shared

const watched = (run: Run, task: Task, id: DataExportId, reached: (one: RemoteExport) => boolean) =>
  run.watch.until(id, task.outputs[0].address, reached).pipe(
    Effect.tap((one) => Effect.sync(() => one.downloadUrl !== undefined && run.urls.set(one.id, one.downloadUrl))),
    Effect.catchTag("ApiError", failedCall)
  )

/** A paid call is repeated only where nothing can have happened, and each time through the door and its intent again. */
const repeated = <A, E, R>(task: Task, call: Effect.Effect<A, ApiError | E, R>) =>
  Effect.flatMap(Reporter, (reporter) =>
    retrying(call, (error): error is ApiError => error instanceof ApiError, {
      policy: PATIENT,
      mayRepeat: isWithoutEffect,
      onRetry: (error, delay_ms) =>
        reporter.emit({
          type: "retry",
          what: error.operation,
          address: task.outputs[0].address,
          reason: error.detail,
          delay_ms: Math.round(delay_ms)
        })
    })
  )
