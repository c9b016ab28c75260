/**
 * Files over HTTP, with node:http, which large bodies are read past (download/Intake.ts): of what was tried for getting
 * them to the disk it took the least time and memory.
 *
 * ```
 *  URL ── bytes ──> .name.<id>.part ── size, SHA-256, rows, shape ──> fsync ── link ──> name
 * ```
 *
 * The part file is named after the export that it comes from, so a later run goes on with it, byte by byte.
 */
import { createHash } from "node:crypto"
import { constants } from "node:fs"
import { mkdir, open, unlink } from "node:fs/promises"
import path from "node:path"
import * as Effect from "effect/Effect"
import { constVoid } from "effect/Function"
import * as Layer from "effect/Layer"
import { escapes } from "../request/output.ts"
import type { SavedFile } from "../state/Record.ts"
import { DownloadError, Downloader, type DownloadJob, type Place } from "./Downloader.ts"
import { disk, Failure, wordsOf } from "./download/Failure.ts"
import { fetchInto } from "./download/fetchInto.ts"
import { append, Meter } from "./download/Meter.ts"
import { moveIn, statOf } from "./download/moveIn.ts"
import { checkShape } from "./download/shape.ts"

export interface DownloaderOptions {
  /** Absolute. */
  readonly root: string
  /** A stream that brings nothing for so long is broken, in ms. */
  readonly idleMs: number
}

export const layer = (options: DownloaderOptions): Layer.Layer<Downloader> =>
  Layer.succeed(
    Downloader,
    Downloader.of({
      download: (job) => attempt(job, (signal) => download(options, job, signal)),
      copy: (from, to) => attempt(to, (signal) => copy(options, from, to, signal))
    })
  )

/** Interrupted, it ends once its files are closed: what comes after may open them again. */
const attempt = <A>(place: Place, run: (signal: AbortSignal) => Promise<A>): Effect.Effect<A, DownloadError> =>
  Effect.suspend(() => {
    const failed = (reason: DownloadError["reason"], detail: string) =>
      new DownloadError({ reason, output: place.output, detail })
    const why = escapes(place.output)
    if (why !== undefined) return Effect.fail(failed("disk", `its path is not one to write to: ${why}`))
    const aborter = new AbortController()
    const running = run(aborter.signal)
    return Effect.tryPromise({
      try: () => running,
      catch: (cause) =>
        cause instanceof Failure ? failed(cause.reason, cause.message) : failed("broken", wordsOf(cause))
    }).pipe(
      Effect.onInterrupt(() => {
        aborter.abort()
        return Effect.promise(() => running.then(constVoid, constVoid))
      })
    )
  })

const download = async (options: DownloaderOptions, job: DownloadJob, signal: AbortSignal): Promise<SavedFile> => {
  const target = path.join(options.root, job.output)
  await makeFolder(target)
  const part = partOf(target, job)
  const measured = await fetchInto(part, job, options.idleMs, signal)
  await checkShape(part, job.fileType)
  if (job.rows !== undefined && measured.rows !== undefined && measured.rows < job.rows) {
    await disk(() => unlink(part))
    throw new Failure("short", `${measured.rows} of ${job.rows} rows`)
  }
  return moveIn(part, options.root, job, measured, signal)
}

const makeFolder = async (target: string): Promise<void> => {
  await disk(() => mkdir(path.dirname(target), { recursive: true }))
  // Said before anything is fetched for it.
  const there = await statOf(target)
  if (there !== undefined && !there.isFile()) throw new Failure("occupied", "something that is no file is in the way")
}

/** Where an unfinished file waits: hidden, beside its place, named after the export that it comes from. */
const partOf = (target: string, { source }: Place): string => {
  const id = createHash("sha256").update(source).digest("hex").slice(0, 8)
  return path.join(path.dirname(target), `.${path.basename(target)}.${id}.part`)
}

const copy = async (
  options: DownloaderOptions,
  from: SavedFile,
  to: Place,
  signal: AbortSignal
): Promise<SavedFile> => {
  const source = path.join(options.root, from.path)
  const target = path.join(options.root, to.output)
  await makeFolder(target)
  const part = `${partOf(target, to)}-copy`
  // Looked at first: to open a pipe would wait for somebody to write to it.
  if (!(await statOf(source))?.isFile()) throw new Failure("not-the-file", `'${from.path}' is not there any more`)
  const reader = await disk(() => open(source, constants.O_RDONLY | constants.O_NOFOLLOW))
  try {
    const writer = await disk(() =>
      open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o600)
    )
    try {
      const meter = new Meter(to.fileType)
      const buffer = Buffer.allocUnsafe(1 << 18)
      for (;;) {
        signal.throwIfAborted()
        const { bytesRead } = await disk(() => reader.read(buffer, 0, buffer.length, null))
        if (bytesRead === 0) break
        await append(writer, buffer.subarray(0, bytesRead), meter.bytes)
        meter.update(buffer.subarray(0, bytesRead))
      }
      await disk(() => writer.sync())
      const measured = meter.read()
      if (measured.sha256 !== from.sha256) {
        await disk(() => unlink(part))
        throw new Failure("not-the-file", `'${from.path}' was changed since it was written`)
      }
      return await moveIn(part, options.root, to, measured, signal)
    } finally {
      await writer.close()
    }
  } finally {
    await reader.close()
  }
}
