/**
 * The life of one request:
 *
 *   intend create · create · await price · authorize by budget · intend start · start · await ready · download · done
 *
 * Each step takes the record as far as it has come and gives it back one step further; a record that is further already
 * passes through. So a run that was killed anywhere is carried on by the same lines.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { ApiError, ExportApi, type RemoteExport } from "../api/ExportApi.ts"
import type { Denial } from "../budget/admit.ts"
import { Budget, type BudgetDenied } from "../budget/Budget.ts"
import type { Credits, DataExportId } from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import type { Prices } from "../manifest/Manifest.ts"
import { lower, worstCase } from "../plan/estimate.ts"
import { instantAt } from "../request/dates.ts"
import type { Done, Incomplete, Priced, Ready, SavedFile, Started, StateRecord } from "../state/Record.ts"
import type { StateError } from "../state/StateStore.ts"
import type { Calls } from "./calls.ts"
import { type DownloadError, Downloader } from "./Downloader.ts"
import { RequestStopped, type RunStopped, requestStopOf, runStopOf } from "./failures.ts"
import { lookalikeKey, settle, type Verdict } from "./lookalikes.ts"
import type { Records } from "./Records.ts"
import { Reporter } from "./Reporter.ts"
import type { RequestProblem } from "./report.ts"
import { isWithoutEffect, PATIENT, retrying } from "./retry.ts"
import { isPast, stageOf } from "./status.ts"
import type { Output, Task } from "./Task.ts"
import type { Watch } from "./Watch.ts"

/** What the requests of one run share. */
export interface Run {
  readonly records: Records
  readonly calls: Calls
  readonly watch: Watch
  readonly prices: Prices
  /** The last signed URL seen of each export. In memory alone: it is a secret while it lasts. */
  readonly urls: Map<DataExportId, string>
  /** One at a time for requests that look alike when listed. */
  readonly oneAtATime: (key: string) => <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** The run was told to stop: no further call is sent that asks for or starts anything. */
  readonly isStopping: () => boolean
  /** So many downloads at once, and no more. */
  readonly downloads: <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

type Ports = ExportApi | Budget | Downloader | Reporter
type Stop = RequestStopped | RunStopped | StateError
type Step<A> = Effect.Effect<A, Stop, Ports>

export const fulfil = (run: Run, task: Task): Effect.Effect<Priced | Done | Incomplete, Stop, Ports> =>
  Effect.gen(function* () {
    const quoted = run.records.get(task.fingerprint)?.phase === "priced"
    const created = yield* create(run, task)
    const priced = yield* awaitPrice(run, task, created, quoted)
    if (priced.phase === "priced" && !task.autoStart) return priced
    const started = yield* start(run, task, priced)
    const ready = yield* awaitReady(run, task, started)
    return yield* save(run, task, ready)
  })

type Existing = Exclude<StateRecord, { readonly phase: "creating" | "refused" | "ambiguous" }>

// ---------------------------------------------------------------------------------------------------------- create

const create = (run: Run, task: Task): Step<Existing> =>
  Effect.gen(function* () {
    const known = run.records.get(task.fingerprint)
    if (known !== undefined && isLive(known)) return yield* holdIfScraped(run, task, known)
    if (known?.phase === "ambiguous") return yield* ambiguous(task, known.candidates)
    return yield* run.oneAtATime(lookalikeKey(task.request))(
      Effect.gen(function* () {
        if (known?.phase === "creating") {
          const found = yield* settleCreate(run, task)
          if (found !== undefined) return found
        }
        yield* reserveWorstCase(run, task)
        return yield* sendCreate(run, task)
      })
    )
  })

/** It exists at the server, and is not over. */
const isLive = (record: StateRecord): record is Existing =>
  !["creating", "refused", "ambiguous"].includes(record.phase) &&
  !((record.phase === "failed" || record.phase === "cancelled") && !record.charged)

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
        since
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
      yield* run.records.advance(task.fingerprint, createdEvent(remote))
      return yield* priceFrom(run, task, remote)
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

/** How long to wait before each look for an export whose create was not answered, in ms: the server may still be at it. */
const LOOKS_MS = [1_000, 5_000]

/** Finds out what became of a create whose answer was lost; `undefined`: it had no effect. */
const settleCreate = (run: Run, task: Task): Step<Existing | undefined> =>
  Effect.gen(function* () {
    const record = run.records.get(task.fingerprint)
    if (record?.phase !== "creating") return undefined
    const reporter = yield* Reporter
    let verdict: Verdict = { kind: "none" }
    for (const wait of LOOKS_MS) {
      yield* Effect.sleep(wait)
      const listed = yield* listSince(run, record.request.type, record.since)
      verdict = settle(record.request, record.since, listed, run.records.knownIds)
      if (verdict.kind !== "none") break
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
    return yield* holdIfScraped(run, task, yield* priceFrom(run, task, verdict.export))
  })

/** The team's exports of a type that can have been made since then. */
const listSince = (run: Run, type: string, since: string): Step<ReadonlyArray<RemoteExport>> =>
  Effect.gen(function* () {
    const listed: Array<RemoteExport> = []
    for (let page = 1, last = 1; page <= last; page++) {
      const answer = yield* run.calls.list({ page, type })
      last = answer.lastPage
      listed.push(...answer.exports)
      // The order is not documented: only a listing that is seen to be newest first may be left before its end.
      if (isNewestFirst(listed) && (listed.at(-1)?.createdAt ?? since) < since) break
    }
    return listed
  }).pipe(Effect.catchTag("ApiError", failedCall))

const isNewestFirst = (listed: ReadonlyArray<RemoteExport>): boolean =>
  listed.every((one, index) => {
    const previous = listed[index - 1]
    return one.createdAt !== undefined && (previous?.createdAt === undefined || previous.createdAt >= one.createdAt)
  })

const ambiguous = (task: Task, ids: ReadonlyArray<string>) =>
  new RequestStopped({
    outcome: "blocked",
    problem: {
      code: "ambiguous",
      message: `the answer to its create was lost, and ${ids.length === 1 ? "an export" : `${ids.length} exports`} of the team could be it: ${ids.join(", ")}`,
      hint: `nothing was started; exporter state rm ${task.outputs[0].address} forgets the attempt, and the next apply asks anew`
    }
  })

// ----------------------------------------------------------------------------------------------------------- price

/**
 * Whether a scrape charges by itself is not documented: before one is asked for, the worst case must fit. A request's
 * own `max_credits` is the bound that its owner names.
 */
const reserveWorstCase = (run: Run, task: Task): Step<void> =>
  Effect.gen(function* () {
    if (!isScraped(task.request.type)) return
    const budget = yield* Budget
    const { unknownCost } = yield* budget.money
    const bound = boundOf(run, task)
    if (bound === undefined && unknownCost === "allow") return
    yield* budget
      .authorize({ fingerprint: task.fingerprint, credits: bound ?? null, ...maxOf(task) })
      .pipe(Effect.catchTag("BudgetDenied", (denied) => denial(task, denied)))
  })

/** An export that was asked for by an earlier run may charge as well: its worst case counts, whatever the caps say now. */
const holdIfScraped = (run: Run, task: Task, record: Existing): Effect.Effect<Existing, never, Budget> =>
  Effect.gen(function* () {
    const bound = boundOf(run, task)
    if (record.phase === "created" && isScraped(task.request.type) && bound !== undefined)
      yield* (yield* Budget).hold(task.fingerprint, bound)
    return record
  })

const boundOf = (run: Run, task: Task): Credits | undefined =>
  lower(worstCase(task.request, run.prices), task.maxCredits)

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
      case "failed":
        yield* advance({ type: "failed", reason: reasonOf(remote), wasStarted: true, as_of })
        break
      case "cancelled":
        yield* advance({ type: "cancelled", wasStarted: false, as_of })
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
    const remote = yield* watched(run, task, record.data_export_id, isPast.calculation)
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
        Effect.catchTag("BudgetDenied", (denied) => denial(task, denied, priced.credits))
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
      yield* run.records.advance(task.fingerprint, { type: "started", credits, as_of: task.asOf })
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
      )
    )
    const record = run.records.get(task.fingerprint)
    if (record === undefined || !isExisting(record) || record.phase === "created")
      return yield* Effect.die(`the start of ${task.fingerprint} left no record`)
    return yield* start(run, task, record)
  })

/** Where the plan named the price, it was approved at that price: what the server asks now must not be more. */
const refuseRisenPrice = (task: Task, credits: Credits | null): Effect.Effect<void, RequestStopped> => {
  const { high, basis } = task.estimate
  const promised = basis === "exact" ? high : null
  return promised === null || credits === null || credits <= promised
    ? Effect.void
    : Effect.fail(
        new RequestStopped({
          outcome: "blocked",
          problem: {
            code: "price-rose",
            message: `the server asks for ${credits} credits, and the plan said ${promised}`,
            hint: "nothing was charged; the next plan shows the new price, and applying it starts this very export"
          }
        })
      )
}

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
        yield* run.records.advance(task.fingerprint, { type: "cancelled", wasStarted: begun, as_of })
        break
      default:
        yield* run.records.advance(task.fingerprint, { type: "started", credits, as_of })
    }
    const record = run.records.get(task.fingerprint)
    if (record === undefined || !isExisting(record) || record.phase === "created" || record.phase === "starting")
      return yield* Effect.die(`settling the start of ${task.fingerprint} left no record`)
    return record
  })

const denial = (task: Task, { denial: why }: BudgetDenied, credits: Credits | null = null) =>
  new RequestStopped({ outcome: "blocked", problem: { code: "over-budget", ...denialWords(task, why, credits) } })

const denialWords = (task: Task, why: Denial, price: Credits | null): Pick<RequestProblem, "message" | "hint"> => {
  const later =
    price === null
      ? "nothing was created or charged; raise the cap, then apply again"
      : "it stays created and priced; raise the cap, then apply again: this very export is started"
  switch (why.reason) {
    case "over-cap":
      return {
        message: `it ${price === null ? "may cost" : "costs"} ${why.credits} credits, and ${why.cap} (${why.limit}) leaves ${why.available}`,
        hint: later
      }
    case "unknown-price":
      return {
        message: `its price is not known, and ${why.caps.join(", ")} must hold`,
        hint: isScraped(task.request.type)
          ? "give it max_credits, or set budget.unknown_cost to allow"
          : "the server named no price; apply again, or start it in the console"
      }
    case "unknown-balance":
      return {
        message: "the server does not tell the balance, and keep_balance must hold",
        hint: "apply again, or take keep_balance out"
      }
    case "unknown-charge":
      return {
        message: `the ledger has a charge whose amount nobody knows, and ${why.cap} must hold`,
        hint:
          why.cap === "per_month" ? "take per_month out for this month, or use per_run" : "apply again: it is a new run"
      }
  }
}

const failedAtServer = (task: Task, reason: string, charged: boolean) =>
  new RequestStopped({
    outcome: "failed",
    problem: {
      code: "failed-at-server",
      message: `the server gave up on it${charged ? " after it was started" : ""}: ${reason}`,
      hint: charged
        ? `what it charged is in the ledger; exporter state rm ${task.outputs[0].address} forgets it, and the next plan buys it anew`
        : "nothing was charged; apply again to ask for it anew"
    }
  })

const cancelledAtServer = (task: Task, charged: boolean) =>
  new RequestStopped({
    outcome: "failed",
    problem: {
      code: "cancelled-at-server",
      message: `it was cancelled at the server${charged ? " after it was started" : ""}`,
      hint: charged
        ? `it counts as charged; exporter state rm ${task.outputs[0].address} forgets it, and the next plan buys it anew`
        : "nothing was charged; apply again to ask for it anew"
    }
  })

// ----------------------------------------------------------------------------------------------------------- ready

const awaitReady = (
  run: Run,
  task: Task,
  record: Started | Ready | Done | Incomplete
): Step<Ready | Done | Incomplete> =>
  Effect.gen(function* () {
    if (record.phase !== "started") return record
    const remote = yield* watched(run, task, record.data_export_id, isPast.run)
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

// -------------------------------------------------------------------------------------------------------- download

type Paid = Ready | Done | Incomplete

const save = (run: Run, task: Task, ready: Paid): Step<Done | Incomplete> => run.downloads(saveAll(run, task, ready))

const saveAll = (run: Run, task: Task, ready: Paid): Step<Done | Incomplete> =>
  Effect.gen(function* () {
    let record = ready
    const written = new Set<string>()
    for (const output of task.outputs) {
      // Two addresses may name one place for their one purchase.
      if (output.action === "keep" || written.has(output.path)) continue
      written.add(output.path)
      const { file, incomplete } = yield* saveOne(run, task, record, output)
      const now = yield* Clock.currentTimeMillis
      const advanced = yield* run.records.advance(task.fingerprint, {
        type: "saved",
        file,
        completed_at: instantAt(now),
        ...(incomplete === undefined ? {} : { incomplete })
      })
      if (advanced.phase !== "done" && advanced.phase !== "incomplete") return yield* Effect.die("saved, and not done")
      yield* (yield* Reporter).emit({ type: "saved", address: output.address, file })
      record = advanced
    }
    return record.phase === "ready" ? yield* Effect.die("a task without outputs") : record
  })

interface Saved {
  readonly file: SavedFile
  readonly incomplete?: string
}

/** One file at its place: from a copy that is here already, else from the server. */
const saveOne = (run: Run, task: Task, record: Paid, output: Output): Step<Saved> =>
  Effect.gen(function* () {
    const downloader = yield* Downloader
    const recorded = record.files.find((file) => file.path === output.path)
    const place = {
      output: output.path,
      fileType: task.request.file_type,
      source: record.data_export_id,
      ...(recorded === undefined ? {} : { recorded })
    }
    const short = record.phase === "incomplete" ? { incomplete: record.reason } : {}
    for (const other of record.files) {
      if (other.path === output.path) continue
      const copied = yield* Effect.either(downloader.copy(other, place))
      if (copied._tag === "Right") return { file: copied.right, ...short }
      if (copied.left.reason !== "not-the-file") return yield* failedDownload(copied.left)
    }

    let url = run.urls.get(record.data_export_id)
    let acceptShort = false
    for (let attempt = 1; ; attempt++) {
      url ??= yield* freshUrl(run, task, record)
      const rows = acceptShort || record.total_rows === undefined ? {} : { rows: record.total_rows }
      const result = yield* Effect.either(downloader.download({ ...place, url, ...rows }))
      if (result._tag === "Right") return { file: result.right, ...shortfall(record, result.right) }
      const error = result.left
      // A file that comes short twice is short at the server.
      if (error.reason === "short") acceptShort = true
      else if (!["expired", "broken", "server", "not-the-file"].includes(error.reason) || attempt >= MAX_DOWNLOADS)
        return yield* failedDownload(error)
      const delay_ms =
        error.reason === "expired" || error.reason === "short" ? 0 : Math.min(30_000, 500 * 2 ** (attempt - 1))
      yield* (yield* Reporter).emit({
        type: "retry",
        what: "download",
        address: output.address,
        reason: error.detail,
        delay_ms
      })
      yield* Effect.sleep(delay_ms)
      url = undefined
    }
  })

/** Tries for one file. Each begins where the one before it ended, so a large file comes through a bad line. */
const MAX_DOWNLOADS = 8

const freshUrl = (run: Run, task: Task, record: Paid): Step<string> =>
  Effect.gen(function* () {
    const remote = yield* run.calls.get(record.data_export_id).pipe(Effect.catchTag("ApiError", failedCall))
    if (remote.downloadUrl !== undefined) return remote.downloadUrl
    return yield* new RequestStopped({
      outcome: "failed",
      problem: {
        code: "gone-at-server",
        message: `${record.data_export_id} is ${remote.status}, and the server gives no address to download it from`,
        hint: `it is paid for; apply again, or ask the vendor. exporter state rm ${task.outputs[0].address} forgets it, and the next plan buys it anew`
      }
    })
  })

/** Why a file is short, if it is: by its rows, or by what the server says it could not collect. */
const shortfall = (record: Paid, file: SavedFile): { readonly incomplete?: string } => {
  const missing =
    record.total_rows !== undefined && file.rows !== undefined && file.rows < record.total_rows
      ? [`${file.rows} of ${record.total_rows} rows`]
      : []
  const failed =
    record.phase !== "done" && record.failed_downloads !== undefined && record.failed_downloads > 0
      ? [`the server could not collect ${record.failed_downloads} of its files`]
      : []
  const reasons = [...missing, ...failed]
  return reasons.length === 0 ? {} : { incomplete: reasons.join("; ") }
}

const failedDownload = (error: DownloadError) => {
  const paid = "it is paid for and stays at the server for a while: "
  const problem: RequestProblem =
    error.reason === "occupied"
      ? { code: "output-occupied", message: error.message, hint: `${paid}move what is in the way, then apply again` }
      : error.reason === "disk"
        ? { code: "disk", message: error.message, hint: `${paid}make room, then apply again` }
        : { code: "download-failed", message: error.message, hint: `${paid}apply again` }
  return new RequestStopped({ outcome: "failed", problem })
}

// ---------------------------------------------------------------------------------------------------------- shared

const watched = (run: Run, task: Task, id: DataExportId, reached: (one: RemoteExport) => boolean) =>
  run.watch.until(id, task.outputs[0].address, reached).pipe(
    Effect.tap((one) => Effect.sync(() => one.downloadUrl !== undefined && run.urls.set(one.id, one.downloadUrl))),
    Effect.catchTag("ApiError", failedCall)
  )

const failedCall = (error: ApiError): Effect.Effect<never, RequestStopped | RunStopped> =>
  Effect.fail(runStopOf(error) ?? requestStopOf(error))

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
