/** The output root in memory: what is downloaded to it, and what was there before. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { DownloadError, Downloader, type DownloadJob, type Place } from "../../../src/apply/Downloader.ts"
import { OutputFiles } from "../../../src/plan/OutputFiles.ts"
import { rowsInFile } from "../../../src/sandbox/Job.ts"
import { jobOf } from "../../../src/sandbox/World.ts"
import type { SavedFile } from "../../../src/state/Record.ts"
import { LATENCY_MS, type Vendor } from "./Vendor.ts"

const BYTES_PER_ROW = 100

export class Disk {
  readonly files = new Map<string, { readonly bytes: number; readonly sha256: string }>()
  readonly #vendor: Vendor
  readonly #log: (entry: string) => void

  constructor(vendor: Vendor, log: (entry: string) => void) {
    this.#vendor = vendor
    this.#log = log
  }

  readonly outputs: OutputFiles["Type"] = OutputFiles.of({
    look: (paths) =>
      Effect.sync(
        () =>
          new Map(
            paths.flatMap((path) => {
              const file = this.files.get(path)
              return file === undefined ? [] : [[path, { bytes: file.bytes }] as const]
            })
          )
      )
  })

  readonly downloader: Downloader["Type"] = Downloader.of({
    download: (job) => this.#download(job),
    copy: (from, to) =>
      this.files.get(from.path)?.sha256 === from.sha256
        ? this.#moveIn(to, from)
        : Effect.fail(failure("not-the-file", to, "it was changed"))
  })

  #download(job: DownloadJob): Effect.Effect<SavedFile, DownloadError> {
    return Effect.gen(this, function* () {
      this.#log(`download ${job.output}`)
      yield* Effect.sleep(LATENCY_MS)
      const { pathname, searchParams } = new URL(job.url)
      const id = /^\/files\/(.+)\.\w+$/.exec(pathname)?.[1] ?? ""
      const source = jobOf(this.#vendor.world, id)
      if (source === undefined) return yield* failure("refused", job, "no such file")
      const { expire_url, truncate, answer } = this.#vendor.actionsFor({
        target: "download",
        type: source.purchase.type
      })
      const expired = Number(searchParams.get("expires")) < (yield* Clock.currentTimeMillis)
      if (expired || expire_url === true) return yield* failure("expired", job, "its address ran out")
      if (answer !== undefined) return yield* failure("server", job, `status ${answer.status}`)
      if (truncate !== undefined && truncate.clean !== true) return yield* failure("broken", job, "the stream broke")
      const rows = truncate === undefined ? rowsInFile(source) : Math.floor(truncate.bytes / BYTES_PER_ROW)
      if (job.rows !== undefined && rows < job.rows) return yield* failure("short", job, `${rows} of ${job.rows} rows`)
      const bytes = rows * BYTES_PER_ROW
      return yield* this.#moveIn(job, { bytes, sha256: sha256Of(`${id} ${rows}`), rows })
    })
  }

  #moveIn(place: Place, { bytes, sha256, rows }: Omit<SavedFile, "path">): Effect.Effect<SavedFile, DownloadError> {
    const there = this.files.get(place.output)
    const { recorded, earlier } = place
    if (there !== undefined && there.sha256 !== sha256 && recorded === undefined && earlier === undefined)
      return Effect.fail(failure("occupied", place, "a file that exporter did not write is there"))
    if (there !== undefined && there.sha256 === earlier?.sha256) this.files.set(earlier.rests, there)
    this.files.set(place.output, { bytes, sha256 })
    return Effect.succeed({ path: place.output, bytes, sha256, ...(rows === undefined ? {} : { rows }) })
  }
}

/** Stands for a checksum: equal for equal content. */
const sha256Of = (content: string): string => Buffer.from(content).toString("hex").padEnd(64, "0").slice(0, 64)

const failure = (reason: DownloadError["reason"], { output }: Place, detail: string): DownloadError =>
  new DownloadError({ reason, output, detail })
