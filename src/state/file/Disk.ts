/** The file system, as far as the state needs it: an own port, so that tests can stop and break it after every operation. */
import { readFileSync } from "node:fs"
import * as fs from "node:fs/promises"
import * as path from "node:path"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

export interface Disk {
  /** The whole file, as UTF-8. */
  readonly read: (file: string) => Effect.Effect<string, DiskError>
  /** A new file of mode 0600; fails with `EEXIST` where there is one. Every write goes to its end. */
  readonly create: (file: string) => Effect.Effect<OpenFile, DiskError>
  readonly rename: (from: string, to: string) => Effect.Effect<void, DiskError>
  /** A second name for a file; fails with `EEXIST` where there is such a name. */
  readonly link: (from: string, to: string) => Effect.Effect<void, DiskError>
  readonly remove: (file: string) => Effect.Effect<void, DiskError>
  /** A new folder of mode 0700. */
  readonly makeFolder: (folder: string) => Effect.Effect<void, DiskError>
  /** A folder and all above it that are missing, durably; no error when it is there. */
  readonly ensureFolder: (folder: string) => Effect.Effect<void, DiskError>
  /** With all that is in it; no error when it is not there. */
  readonly removeFolder: (folder: string) => Effect.Effect<void, DiskError>
  /** The names in a folder. */
  readonly list: (folder: string) => Effect.Effect<ReadonlyArray<string>, DiskError>
  /** Makes the names in a folder durable: what was created in it, renamed and removed. */
  readonly syncFolder: (folder: string) => Effect.Effect<void, DiskError>
  /** Time of the last change of a file, ms since 1970. */
  readonly modified: (file: string) => Effect.Effect<number, DiskError>
  /** Sets that time. */
  readonly touch: (file: string, time: number) => Effect.Effect<void, DiskError>
  /** The file that a path means, whether it is there or not: symbolic links followed. */
  readonly resolve: (file: string) => Effect.Effect<string, DiskError>
}

export interface OpenFile {
  readonly write: (text: string) => Effect.Effect<void, DiskError>
  /** Makes what was written durable. */
  readonly sync: Effect.Effect<void, DiskError>
  /** @param length bytes */
  readonly truncate: (length: number) => Effect.Effect<void, DiskError>
  readonly close: Effect.Effect<void>
}

export class DiskError extends Data.TaggedError("DiskError")<{
  /** `ENOSPC`, `EIO`, …; `unknown` where the system gave none. */
  readonly code: string
  readonly file: string
  readonly cause?: unknown
}> {}

const attempt = <A>(file: string, run: () => Promise<A>): Effect.Effect<A, DiskError> =>
  Effect.tryPromise({ try: run, catch: (cause) => new DiskError({ code: codeOf(cause), file, cause }) })

const codeOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : "unknown"

const openFile = (file: string, handle: fs.FileHandle): OpenFile => ({
  write: (text) => attempt(file, () => handle.appendFile(text)),
  sync: attempt(file, () => handle.datasync()),
  truncate: (length) => attempt(file, () => handle.truncate(length)),
  close: Effect.ignore(attempt(file, () => handle.close()))
})

/** Some systems cannot sync a folder, and need not. */
const CANNOT_SYNC_FOLDERS = new Set(["EISDIR", "EINVAL", "EPERM", "ENOTSUP"])

const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await fs.open(folder, "r")
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (!CANNOT_SYNC_FOLDERS.has(codeOf(cause))) throw cause
  }
}

const ensureFolder = async (folder: string): Promise<void> => {
  const first = await fs.mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await syncFolder(path.dirname(made))
}

/** As deep as systems follow links. */
const MOST_LINKS = 40

const resolve = async (file: string, links = 0): Promise<string> => {
  try {
    return await fs.realpath(file)
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT" || links > MOST_LINKS) throw cause
  }
  const target = await fs.readlink(file).catch(() => undefined)
  return target === undefined ? file : resolve(path.resolve(path.dirname(file), target), links + 1)
}

export const nodeDisk: Disk = {
  // At once: in the background it is read and decoded piece by piece, which takes several times as long.
  read: (file) => attempt(file, async () => readFileSync(file, "utf8")),
  create: (file) =>
    Effect.map(
      attempt(file, () => fs.open(file, "ax", 0o600)),
      (handle) => openFile(file, handle)
    ),
  rename: (from, to) => attempt(to, () => fs.rename(from, to)),
  link: (from, to) => attempt(to, () => fs.link(from, to)),
  remove: (file) => attempt(file, () => fs.unlink(file)),
  makeFolder: (folder) => attempt(folder, () => fs.mkdir(folder, 0o700)),
  ensureFolder: (folder) => attempt(folder, () => ensureFolder(folder)),
  removeFolder: (folder) => attempt(folder, () => fs.rm(folder, { recursive: true, force: true })),
  list: (folder) => attempt(folder, () => fs.readdir(folder)),
  syncFolder: (folder) => attempt(folder, () => syncFolder(folder)),
  modified: (file) =>
    Effect.map(
      attempt(file, () => fs.stat(file)),
      (stats) => stats.mtimeMs
    ),
  touch: (file, time) => attempt(file, () => fs.utimes(file, new Date(time), new Date(time))),
  resolve: (file) => attempt(file, () => resolve(file))
}
