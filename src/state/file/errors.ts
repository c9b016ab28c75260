/** What went wrong with the files of the state, as the person at the terminal is told. */
import type { Lock } from "../lock.ts"
import { type LockInfo, StateError } from "../StateStore.ts"
import type { DiskError } from "./Disk.ts"

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "permission denied",
  EPERM: "the operation is not permitted",
  EIO: "the device reports an input/output error",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file, not a folder",
  ELOOP: "its symbolic links go round in a circle",
  EMFILE: "too many files are open"
}

const wordsOf = (error: DiskError): string => WORDS[error.code] ?? `the file system answers ${error.code}`

export const unreadable = (error: DiskError): StateError =>
  new StateError({
    reason: "unreadable",
    file: error.file,
    detail: `cannot be read: ${wordsOf(error)}`,
    hint: "Nothing was called or bought. Make the file readable to this user, then run the same command again.",
    cause: error.cause
  })

export const unwritable = (error: DiskError): StateError =>
  new StateError({
    reason: "unwritable",
    file: error.file,
    detail: `cannot be written: ${wordsOf(error)}`,
    hint: "Nothing that was recorded is lost, and nothing is bought that cannot be recorded. Make its folder writable (space, permissions), then run the same command again.",
    cause: error.cause
  })

export const locked = (file: string, lock: Lock, elsewhere: boolean): StateError =>
  new StateError({
    reason: "locked",
    file,
    detail:
      lock.holder === undefined
        ? "is a lock that does not say whose it is"
        : `the state is in use by ${holderOf(lock.info)} since ${lock.info.since}`,
    hint:
      elsewhere || lock.holder === undefined
        ? "Nothing was bought. Wait for that run to end, then run the same command again. When it is certain that it is dead: exporter state unlock"
        : "Nothing was bought. Wait for that run to end, or stop it; then run the same command again.",
    lock: lock.info
  })

/** Others took and gave back the lock all the time, or its name leads nowhere. */
export const inMotion = (file: string): StateError =>
  new StateError({
    reason: "locked",
    file,
    detail: "the lock keeps changing hands",
    hint: "Nothing was bought. Other runs use this state now: run the same command again once they have ended."
  })

export const lostLock = (file: string, taker: LockInfo | undefined, cause?: unknown): StateError =>
  new StateError({
    reason: "lost-lock",
    file,
    detail:
      taker === undefined
        ? "the lock of this run was broken"
        : `the lock of this run was taken over by ${holderOf(taker)} since ${taker.since}`,
    hint: "This run records and buys nothing more. Run the same command again once the other one has ended.",
    ...(taker === undefined ? {} : { lock: taker }),
    ...(cause === undefined ? {} : { cause })
  })

/** A holder's folder does not vanish by itself: where a name is missing, somebody took the lock and fenced us. */
export const notWritten =
  (lockFile: string) =>
  (error: DiskError): StateError =>
    error.code === "ENOENT" ? lostLock(lockFile, undefined, error) : unwritable(error)

export const closed = (file: string): StateError =>
  new StateError({
    reason: "lost-lock",
    file,
    detail: "the state is closed: the run has ended, or failed in a way that was not foreseen",
    hint: "What was bought is recorded. This is a bug of exporter: please report it, and run the same command again."
  })

export const holderOf = (info: LockInfo): string => `${info.owner}@${info.host} (pid ${info.pid}, \`${info.command}\`)`

/** A path as one word of a shell. */
export const quote = (file: string): string =>
  /^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`
