/** The port to files: what is paid for becomes a verified file at its place. */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { DataExportId, FileType } from "../domain.ts"
import type { SavedFile } from "../state/Record.ts"

/** Where a file goes, and what is known of it beforehand. */
export interface Place {
  /** Relative to the output root, `/` between its parts. */
  readonly output: string
  readonly fileType: FileType
  /** Its bytes are those of this export: a download that was cut short goes on only with those of the same one. */
  readonly source: DataExportId
  /** What was recorded of the file at this path, where this purchase has written one. */
  readonly recorded?: SavedFile
}

/** A file to be fetched: its place, its address for the next minutes, and what it must contain. */
export interface DownloadJob extends Place {
  /** Signed. */
  readonly url: string
  /** Data rows that a CSV must have; with fewer it is `short`. */
  readonly rows?: number
}

/**
 *  - `expired`: the signed URL is no longer good; a fresh one may be
 *  - `broken`: the stream ended early; what came is kept, and the next try goes on from there
 *  - `short`: it came to its end, and rows are missing; it is thrown away, so that the next try begins anew
 *  - `server`: the file server cannot for now
 *  - `not-the-file`: what came is no such file
 *  - `refused`: the file server will not, or the URL is not one to follow
 *  - `occupied`: a file that exporter did not write is at that path
 *  - `disk`: the file system would not
 */
export class DownloadError extends Data.TaggedError("DownloadError")<{
  readonly reason: "expired" | "broken" | "short" | "server" | "not-the-file" | "refused" | "occupied" | "disk"
  readonly output: string
  /** In words, without the URL. */
  readonly detail: string
}> {
  override get message(): string {
    return `${this.output}: ${this.detail}`
  }
}

/** What is paid for becomes a verified file at its place. */
export class Downloader extends Context.Tag("exporter/Downloader")<
  Downloader,
  {
    /**
     * Streams the file to a temporary one beside its place, checks it, and moves it in. Never overwrites a file that
     * exporter did not write; one of its own that was changed since is set aside.
     */
    readonly download: (job: DownloadJob) => Effect.Effect<SavedFile, DownloadError>
    /** The same bytes at a further path; fails with `not-the-file` when `from` is no longer what was recorded. */
    readonly copy: (from: SavedFile, to: Place) => Effect.Effect<SavedFile, DownloadError>
  }
>() {}
