/**
 * Files over HTTP, with node:http: of what was tried for streams to disk it took the least time and memory.
 *
 * ```
 *  URL ── stream ──> .name.<id>.part ── size, SHA-256, rows, shape ──> fsync ── link ──> name
 * ```
 *
 * The part file is named after the export that it comes from, so a later run goes on with it, byte by byte.
 */
import { createHash, type Hash } from "node:crypto"
import { constants, type Stats } from "node:fs"
import { type FileHandle, link, lstat, mkdir, open, rename, unlink } from "node:fs/promises"
import http from "node:http"
import https from "node:https"
import path from "node:path"
import * as Effect from "effect/Effect"
import { constVoid } from "effect/Function"
import * as Layer from "effect/Layer"
import { isSafeUrl } from "../api/url.ts"
import type { FileType } from "../domain.ts"
import { escapes } from "../request/output.ts"
import type { SavedFile } from "../state/Record.ts"
import { CsvRows } from "./csvRows.ts"
import { DownloadError, Downloader, type DownloadJob, type Place } from "./Downloader.ts"

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

class Failure extends Error {
  readonly reason: DownloadError["reason"]
  constructor(reason: DownloadError["reason"], message: string) {
    super(message)
    this.reason = reason
  }
}

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
  return moveIn(part, target, job, measured, signal)
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

interface Measured {
  readonly bytes: number
  readonly sha256: string
  readonly rows?: number
}

/** Size, checksum and rows of bytes as they pass. */
class Meter {
  readonly #hash: Hash = createHash("sha256")
  readonly #csv: CsvRows | undefined
  bytes = 0

  constructor(fileType: FileType) {
    this.#csv = fileType === "csv" ? new CsvRows() : undefined
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.#csv?.update(chunk)
    this.bytes += chunk.length
  }

  read(): Measured {
    const sha256 = this.#hash.digest("hex")
    return { bytes: this.bytes, sha256, ...(this.#csv === undefined ? {} : { rows: this.#csv.rows }) }
  }
}

const fetchInto = async (part: string, job: DownloadJob, idleMs: number, signal: AbortSignal): Promise<Measured> => {
  const file = await disk(() => open(part, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600))
  try {
    const begun = await measure(file, job.fileType, signal)
    const response = await request(job.url, begun.bytes, idleMs, signal)
    try {
      const meter = await continued(response, begun, file, job.fileType)
      if (response.statusCode !== 416)
        for await (const chunk of response as AsyncIterable<Buffer>) {
          await append(file, chunk, meter.bytes)
          meter.update(chunk)
        }
      const { total } = rangeOf(response)
      if (total !== undefined && meter.bytes < total)
        throw new Failure("broken", `the answer ended after ${meter.bytes} of ${total} bytes`)
      await disk(() => file.sync())
      return meter.read()
    } finally {
      response.destroy()
    }
  } finally {
    await file.close()
  }
}

const append = async (file: FileHandle, chunk: Uint8Array, position: number): Promise<void> => {
  for (let written = 0; written < chunk.length; )
    written += (await disk(() => file.write(chunk, written, chunk.length - written, position + written))).bytesWritten
}

/** What the part file already has. */
const measure = async (file: FileHandle, fileType: FileType, signal: AbortSignal): Promise<Meter> => {
  const meter = new Meter(fileType)
  const buffer = Buffer.allocUnsafe(1 << 18)
  for (;;) {
    signal.throwIfAborted()
    const { bytesRead } = await disk(() => file.read(buffer, 0, buffer.length, null))
    if (bytesRead === 0) return meter
    meter.update(buffer.subarray(0, bytesRead))
  }
}

/** `Content-Range` (RFC 9110, section 14.4). */
const rangeOf = (response: http.IncomingMessage): { readonly from?: number; readonly total?: number } => {
  const [, from, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers["content-range"] ?? "") ?? []
  return {
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(total === undefined || total === "*" ? {} : { total: Number(total) })
  }
}

/** Whether the answer goes on where the part file ends; where it begins anew, so does the file. */
const continued = async (
  response: http.IncomingMessage,
  begun: Meter,
  file: FileHandle,
  fileType: FileType
): Promise<Meter> => {
  const { from, total } = rangeOf(response)
  const anew = async () => {
    await disk(() => file.truncate(0))
    return new Meter(fileType)
  }
  switch (response.statusCode) {
    case 206:
      if (from === begun.bytes) return begun
      // What is there cannot be gone on with at this server: the next try asks for the whole.
      await anew()
      throw new Failure("server", "the file server answered with another range than was asked for")
    case 416:
      if (total === begun.bytes) return begun
      await anew()
      throw new Failure("broken", "what was there of the file did not belong to it")
    default:
      return begun.bytes === 0 ? begun : anew()
  }
}

const MAX_REDIRECTS = 3

/** GET without any credentials: the URL is signed, and its host is not the API's. */
const request = async (
  url: string,
  from: number,
  idleMs: number,
  signal: AbortSignal,
  redirects = 0
): Promise<http.IncomingMessage> => {
  if (!isSafeUrl(url))
    throw new Failure("refused", "its address is not HTTPS (nor on this machine), or has a password in it")
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const get = url.startsWith("https:") ? https.get : http.get
    const headers = { "accept-encoding": "identity", ...(from > 0 ? { range: `bytes=${from}-` } : {}) }
    // As an option, and not by setTimeout, it covers the time until there is a connection too.
    const sent = get(url, { signal, headers, timeout: idleMs }, resolve)
    sent.on("error", reject)
    sent.on("timeout", () => sent.destroy(new Failure("broken", `nothing came for ${idleMs / 1000} s`)))
  })
  const status = response.statusCode ?? 0
  if (status === 200 || status === 206 || status === 416) {
    // Pages of proxies and words of APIs; an export is never any of these.
    if (
      status !== 416 &&
      /^(text\/html|(text|application)\/(xml|json))\b/i.test(response.headers["content-type"] ?? "")
    ) {
      response.destroy()
      throw new Failure("not-the-file", "a web page or a message came instead of the file")
    }
    return response
  }
  response.destroy()
  const location = response.headers.location
  if (status >= 300 && status < 400 && URL.canParse(location ?? "", url) && redirects < MAX_REDIRECTS)
    return request(new URL(location ?? "", url).href, from, idleMs, signal, redirects + 1)
  // Object stores answer 403 when a signature has run out; 401 and 410 are said by others.
  if (status === 401 || status === 403 || status === 410)
    throw new Failure("expired", `the file server says that its address ran out (status ${status})`)
  if (status >= 500 || status === 429 || status === 408)
    throw new Failure("server", `the file server cannot for now (status ${status})`)
  throw new Failure("refused", `the file server will not give it (status ${status})`)
}

/** XLSX is a ZIP too. A ZIP begins with a local file header, and its directory at the end has a mark (APPNOTE 4.3). */
const checkShape = async (part: string, fileType: FileType): Promise<void> => {
  if (fileType === "csv") return
  const file = await disk(() => open(part, "r"))
  try {
    const { size } = await disk(() => file.stat())
    const tail = Buffer.alloc(Math.min(size, 22 + 0xffff))
    const head = Buffer.alloc(4)
    await disk(() => file.read(head, 0, 4, 0))
    await disk(() => file.read(tail, 0, tail.length, size - tail.length))
    const whole = (head.equals(ZIP_FILE) || head.equals(ZIP_END)) && tail.includes(ZIP_END)
    if (whole) return
  } finally {
    await file.close()
  }
  await disk(() => unlink(part))
  throw new Failure("not-the-file", `what came is not a whole ${fileType.toUpperCase()} file`)
}

const ZIP_FILE = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const ZIP_END = Buffer.from([0x50, 0x4b, 0x05, 0x06])

/** Gives the finished file its name, without ever overwriting what exporter did not write. */
const moveIn = async (
  part: string,
  target: string,
  place: Place,
  measured: Measured,
  signal: AbortSignal
): Promise<SavedFile> => {
  const saved: SavedFile = { path: place.output, ...measured }
  const there = await shaOf(target, signal)
  if (there === saved.sha256) {
    await disk(() => unlink(part))
    return saved
  }
  if (there !== undefined && place.recorded === undefined) throw occupied()
  // Ours, as it was written: it may be replaced. Changed since: somebody's work is in it.
  const replaces = there !== undefined && there === place.recorded?.sha256
  if (there !== undefined && !replaces) await setAside(target)
  await disk(async () => {
    if (replaces) await rename(part, target)
    else await linkIn(part, target)
    const folder = await open(path.dirname(target), "r")
    await folder.sync().finally(() => folder.close())
  })
  return saved
}

const occupied = () =>
  new Failure("occupied", "a file that exporter did not write is there: move it, or change the output")

/** Unlike a rename, a link fails where a file has appeared meanwhile. */
const linkIn = async (part: string, target: string): Promise<void> => {
  try {
    await link(part, target)
  } catch (error) {
    switch (codeOf(error)) {
      case "EEXIST":
        throw occupied()
      case "EPERM":
      case "ENOTSUP":
      case "EOPNOTSUPP":
      case "ENOSYS":
        // File systems without hard links.
        return rename(part, target)
      default:
        throw error
    }
  }
  await unlink(part)
}

const setAside = async (target: string): Promise<void> => {
  for (let n = 1; ; n++) {
    try {
      await link(target, `${target}.changed-${n}`)
      return await unlink(target)
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw new Failure("disk", wordsOf(error))
    }
  }
}

const statOf = async (file: string): Promise<Stats | undefined> => {
  try {
    return await lstat(file)
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined
    throw new Failure("disk", wordsOf(error))
  }
}

/** SHA-256 of the file at that path; `undefined`: there is none. */
const shaOf = async (file: string, signal: AbortSignal): Promise<string | undefined> => {
  const stat = await statOf(file)
  if (stat === undefined) return undefined
  if (!stat.isFile()) throw occupied()
  const handle = await disk(() => open(file, constants.O_RDONLY | constants.O_NOFOLLOW))
  try {
    return (await measure(handle, "zip", signal)).read().sha256
  } finally {
    await handle.close()
  }
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
      return await moveIn(part, target, to, measured, signal)
    } finally {
      await writer.close()
    }
  } finally {
    await reader.close()
  }
}

/** A failure of the file system is one of the disk's, whatever else is going on. */
const disk = async <A>(operation: () => Promise<A>): Promise<A> => {
  try {
    return await operation()
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("disk", wordsOf(error))
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  EEXIST: "a file appeared there meanwhile",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "it is a folder",
  ELOOP: "a symbolic link is in the way",
  ECONNRESET: "the connection broke",
  ERR_STREAM_PREMATURE_CLOSE: "the stream ended early",
  ECONNREFUSED: "the file server cannot be reached"
}

/** Error messages of streams can carry the URL, which is a secret: only known words and codes are passed on. */
const wordsOf = (error: unknown): string => {
  const code = codeOf(error)
  return code === undefined ? "the stream broke" : (WORDS[code] ?? code)
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined
