/** The files of one purchase: each at its place, verified and recorded, from a copy that is here already or from the server. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import { instantAt } from "../request/dates.ts"
import { restingPath } from "../state/generations.ts"
import type { Done, Incomplete, Ready, SavedFile, StateRecord } from "../state/Record.ts"
import type { StateError } from "../state/StateStore.ts"
import * as measures from "../telemetry/measures.ts"
import { annotate, inSpan } from "../telemetry/spans.ts"
import { Downloader, type Place } from "./Downloader.ts"
import { RequestStopped, type RunStopped } from "./failures.ts"
import { isHandOn } from "./handOn.ts"
import { Reporter } from "./Reporter.ts"
import type { Run } from "./Run.ts"
import { failedCall, failedDownload } from "./stops.ts"
import type { Output, Task } from "./Task.ts"

export type Paid = Ready | Done | Incomplete

/** Its file waits at the server, or is saved already. */
export const isPaid = (record: StateRecord): record is Paid =>
  record.phase === "ready" || record.phase === "done" || record.phase === "incomplete"

/** What of a run saving needs: it may be done elsewhere than the rest. */
export type SavingRun = Pick<Run, "downloads" | "urls"> & {
  readonly records: Pick<Run["records"], "get" | "advance">
  readonly calls: Pick<Run["calls"], "get">
  readonly hooks: Pick<Run["hooks"], "areLeftOut" | "counts">
}

type Saving<A> = Effect.Effect<A, RequestStopped | RunStopped | StateError, Downloader | Reporter>

export const save = (run: SavingRun, task: Task, ready: Paid): Saving<Done | Incomplete> =>
  run.downloads(saveAll(run, task, ready))

const saveAll = (run: SavingRun, task: Task, ready: Paid): Saving<Done | Incomplete> =>
  Effect.gen(function* () {
    let record = ready
    const written = new Set<string>()
    for (const output of task.outputs) {
      // Two addresses may name one place for their one purchase.
      if (output.action === "keep" || written.has(output.path) || isHandOn(output, ready)) continue
      written.add(output.path)
      const hasHooks = task.outputs.some((other) => other.path === output.path && other.hooks !== undefined)
      yield* (yield* Reporter).emit({ type: "downloading", address: task.outputs[0].address, path: output.path })
      const { file, incomplete } = yield* saveOne(run, task, record, output).pipe(
        Effect.tap((saved) => annotate(inWords(saved.file))),
        inSpan("exporter.download", { "file.path": output.path, "exporter.address": output.address })
      )
      const now = yield* Clock.currentTimeMillis
      const advanced = yield* run.records.advance(task.fingerprint, {
        type: "saved",
        file,
        completed_at: instantAt(now),
        ...(hasHooks && !run.hooks.areLeftOut ? { owesHooks: true } : {}),
        ...(incomplete === undefined ? {} : { incomplete })
      })
      if (advanced.phase !== "done" && advanced.phase !== "incomplete") return yield* Effect.die("saved, and not done")
      yield* (yield* Reporter).emit({ type: "saved", address: output.address, file })
      if (hasHooks && run.hooks.areLeftOut) run.hooks.counts.left_out += 1
      record = advanced
    }
    return record.phase === "ready" ? yield* Effect.die("a task without outputs") : record
  })

const inWords = ({ bytes, rows }: SavedFile) => ({
  "file.size": bytes,
  ...(rows === undefined ? {} : { "exporter.file.rows": rows })
})

interface Saved {
  readonly file: SavedFile
  readonly incomplete?: string
}

/** One file at its place: from a copy that is here already, else from the server. */
const saveOne = (run: SavingRun, task: Task, record: Paid, output: Output): Saving<Saved> =>
  Effect.gen(function* () {
    const downloader = yield* Downloader
    const recorded = record.files.find((file) => file.path === output.path)
    const earlier = earlierAt(record, output.path)
    const place = {
      output: output.path,
      fileType: task.request.file_type,
      source: record.data_export_id,
      ...(recorded === undefined ? {} : { recorded }),
      ...(earlier === undefined ? {} : { earlier })
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
      if (result._tag === "Right") yield* Metric.incrementBy(measures.downloaded(), result.right.bytes)
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

/** What an earlier generation has written at a path; the newest of them, where it was written more than once. */
const earlierAt = (record: Paid, path: string): Place["earlier"] =>
  (record.earlier ?? [])
    .flatMap(({ as_of, files }) => files.map((file) => ({ ...file, rests: restingPath(path, as_of) })))
    .findLast((file) => file.path === path)

/** Tries for one file. Each begins where the one before it ended, so a large file comes through a bad line. */
const MAX_DOWNLOADS = 8

const freshUrl = (run: SavingRun, task: Task, record: Paid): Saving<string> =>
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
