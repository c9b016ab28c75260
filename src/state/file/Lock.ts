/**
 * The lock file: one writer at a time, among processes that may die or be stopped at any instant.
 *
 * ```
 *  lock ── there is none ──────────────────────────────> link(own text -> lock)           one wins, it appears with its content
 *    └──── its holder is gone, or silent past its life ─> claim ─> fence ─> rename(own text -> lock)
 * ```
 *
 * Everything that a writer does to the names that it shares with others is a rename from or into its *workshop*, a folder of
 * its own. Who takes the lock removes that folder first: a process that was stopped in the middle, and wakes later, finds
 * that its rename fails, however long ago it last looked at the lock.
 *
 * Invariants (test/state/file/Lock.test.ts, fencing.test.ts):
 *  L1. A lock is never visible without its content (but on file systems without hard links: there it reads as held).
 *  L2. A lock with a given text is replaced by one process at most, the last of its chain of claims, which is exclusive
 *      by link(2); and only after its holder was fenced. So a lock does not change between the last look and the rename.
 *  L3. A claim whose owner died is claimed in turn: no crash leaves a lock that nobody can take.
 *  L4. `verify` before *and after* a write: what was durable before the lock changed hands is seen by the next holder, which
 *      reads later; anything else is reported as lost.
 */
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { decodeLock, encodeLock, keyOf, type Lock, mayBeTaken } from "../lock.ts"
import type { LockInfo, StateError } from "../StateStore.ts"
import { sumOf } from "../sum.ts"
import type { Disk, DiskError } from "./Disk.ts"
import { inMotion, locked, lostLock, notWritten, unreadable, unwritable } from "./errors.ts"
import type { Processes } from "./Processes.ts"
import type { Paths } from "./paths.ts"

export interface LockEnv {
  readonly disk: Disk
  readonly processes: Processes
  readonly paths: Paths
  /** ms without a sign of life after which a holder on this host may lose the lock. */
  readonly life: number
}

export interface Held {
  readonly info: LockInfo
  /** The folder that every rename of this writer goes through. */
  readonly workshop: string
  /** Fails with `lost-lock` once the lock is not this one any more. */
  readonly verify: Effect.Effect<void, StateError>
}

/** Signs of life per life: a few may be late. */
const BEATS_PER_LIFE = 12

/** Each further attempt means that somebody else got on: more are a storm, in which to step back. */
const MOST_ATTEMPTS = 50

export const acquire = (env: LockEnv, command: string): Effect.Effect<Held, StateError> =>
  inWorkshop(env, command, (own) =>
    Effect.gen(function* () {
      const held = { info: own.info, workshop: own.workshop, verify: verify(env, own) }
      for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
        const free = yield* place(env, own, env.paths.lock)
        if (free || (yield* takeOver(env, own))) return yield* Effect.as(Effect.ignore(sweep(env, own)), held)
      }
      return yield* Effect.fail(inMotion(env.paths.lock))
    })
  )

/** Gives the lock back, unless it is somebody else's by now. What fails is left to the next one, who finds us gone. */
export const release = (env: LockEnv, held: Held): Effect.Effect<void> =>
  held.verify.pipe(
    Effect.andThen(env.disk.rename(env.paths.lock, join(held.workshop, "released"))),
    Effect.ignore,
    Effect.andThen(Effect.ignore(env.disk.removeFolder(held.workshop)))
  )

/** Shows that this process is alive, until it is interrupted. A beat that fails is made up for by the next one. */
export const heartbeat = (env: LockEnv, held: Held): Effect.Effect<void> =>
  held.verify.pipe(
    Effect.andThen(Clock.currentTimeMillis),
    Effect.andThen((now) => env.disk.touch(env.paths.lock, now)),
    Effect.ignore,
    Effect.schedule(Schedule.spaced(env.life / BEATS_PER_LIFE)),
    Effect.asVoid
  )

export const holder = (env: LockEnv): Effect.Effect<LockInfo | undefined, StateError> =>
  Effect.map(readLock(env, env.paths.lock), (lock) => lock?.info)

/** Breaks the lock, whoever holds it; what it said, or `undefined` where there was none. */
export const breakLock = (env: LockEnv): Effect.Effect<LockInfo | undefined, StateError> =>
  Effect.gen(function* () {
    if ((yield* readLock(env, env.paths.lock)) === undefined) return undefined
    return yield* inWorkshop(env, "state unlock", (own) =>
      Effect.gen(function* () {
        const remove = env.disk
          .rename(env.paths.lock, join(own.workshop, "broken"))
          .pipe(Effect.mapError(notWritten(env.paths.lock)))
        for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
          const seen = yield* readLock(env, env.paths.lock)
          if (seen === undefined) return undefined
          if (yield* claiming(env, own, seen, true, () => remove)) return seen.info
        }
        return yield* Effect.fail(inMotion(env.paths.lock))
      }).pipe(Effect.ensuring(Effect.ignore(env.disk.removeFolder(own.workshop))))
    )
  })

/** `false`: the lock that was there changed meanwhile. */
const takeOver = (env: LockEnv, own: Own): Effect.Effect<boolean, StateError> =>
  Effect.gen(function* () {
    const seen = yield* readLock(env, env.paths.lock)
    if (seen === undefined) return false
    if (!(yield* mayTake(env, seen, env.paths.lock))) return yield* Effect.fail(lockedBy(env, seen))
    return yield* claiming(env, own, seen, false, () => putInPlace(env, own))
  })

interface Own {
  readonly info: LockInfo
  readonly text: string
  readonly workshop: string
  /** The file in the workshop that says whose it is, with the text of our lock. */
  readonly owner: string
}

/** Makes a workshop and says in it whose it is; removed again when the work fails. */
const inWorkshop = <A>(
  env: LockEnv,
  command: string,
  work: (own: Own) => Effect.Effect<A, StateError>
): Effect.Effect<A, StateError> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const self = env.processes.self()
    const info: LockInfo = {
      id: randomBytes(8).toString("hex"),
      owner: env.processes.owner(),
      host: self.host,
      pid: self.pid,
      command,
      since: new Date(now).toISOString()
    }
    const workshop = env.paths.workshop(info.id)
    const own = { info, text: encodeLock(info, self), workshop, owner: join(workshop, "owner") }
    const make = Effect.andThen(env.disk.makeFolder(workshop), write(env.disk, own.owner, own.text))
    return yield* Effect.mapError(make, notWritten(env.paths.lock)).pipe(
      Effect.andThen(work(own)),
      Effect.onError(() => Effect.ignore(env.disk.removeFolder(workshop)))
    )
  })

/**
 * Wins the right over the lock `seen` (L2, L3), fences all who had it before, and uses it; `false`: the lock changed
 * meanwhile, and nothing was done.
 */
const claiming = (
  env: LockEnv,
  own: Own,
  seen: Lock,
  force: boolean,
  use: () => Effect.Effect<void, StateError>
): Effect.Effect<boolean, StateError> =>
  Effect.gen(function* () {
    const before: Array<Lock> = [seen]
    let claim = env.paths.claim(keyOf(seen))
    while (!(yield* place(env, own, claim))) {
      const other = yield* readLock(env, claim)
      if (other === undefined) return false
      if (!force && !(yield* mayTake(env, other, claim))) return yield* Effect.fail(lockedBy(env, other))
      before.push(other)
      claim = env.paths.claim(keyOf(other))
    }
    const claims = before.map((lock) => env.paths.claim(keyOf(lock)))
    return yield* Effect.gen(function* () {
      for (const { info } of before)
        if (/^[0-9a-f]{16}$/.test(info.id))
          yield* Effect.mapError(env.disk.removeFolder(env.paths.workshop(info.id)), unwritable)
      const now = yield* readLock(env, env.paths.lock)
      if (now?.text !== seen.text) return false
      yield* use()
      yield* Effect.forEach(claims, (it) => Effect.ignore(env.disk.remove(it)), { discard: true })
      return true
    }).pipe(Effect.ensuring(Effect.ignore(env.disk.remove(claim))))
  })

const putInPlace = (env: LockEnv, own: Own): Effect.Effect<void, StateError> => {
  const file = join(own.workshop, "lock")
  return write(env.disk, file, own.text).pipe(
    Effect.andThen(env.disk.rename(file, env.paths.lock)),
    Effect.mapError(notWritten(env.paths.lock))
  )
}

const verify = (env: LockEnv, own: Own): Effect.Effect<void, StateError> =>
  Effect.flatMap(readLock(env, env.paths.lock), (lock) =>
    lock?.text === own.text ? Effect.void : Effect.fail(lostLock(env.paths.lock, lock?.info))
  )

const mayTake = (env: LockEnv, lock: Lock, file: string): Effect.Effect<boolean, StateError> =>
  Effect.gen(function* () {
    if (lock.holder === undefined) return false
    const sighting = env.processes.sight(lock.holder)
    const silence = sighting === "gone" ? 0 : (yield* Clock.currentTimeMillis) - (yield* lastSign(env, file))
    return mayBeTaken(sighting, silence, env.life)
  })

/** A file that went away just now is no reason to think that its owner is silent. */
const lastSign = (env: LockEnv, file: string): Effect.Effect<number, StateError> =>
  env.disk.modified(file).pipe(
    Effect.catchIf(isMissing, () => Clock.currentTimeMillis),
    Effect.mapError(unreadable)
  )

/** Puts away what crashed processes left behind. */
const sweep = (env: LockEnv, own: Own): Effect.Effect<void, DiskError | StateError> =>
  Effect.gen(function* () {
    const { disk, paths } = env
    for (const name of yield* disk.list(paths.folder)) {
      const file = join(paths.folder, name)
      // While the lock is ours, a claim over another one is over a lock that is gone: whoever made it finds that out.
      // A rename into our workshop, for it fails when the lock is not ours any more.
      if (paths.isClaim(name) && file !== paths.claim(sumOf(own.text)))
        yield* Effect.ignore(disk.rename(file, join(own.workshop, name)))
      const id = paths.idOfWorkshop(name)
      if (id !== undefined && id !== own.info.id && (yield* isAbandoned(env, file)))
        yield* Effect.ignore(disk.removeFolder(file))
    }
  })

const isAbandoned = (env: LockEnv, workshop: string): Effect.Effect<boolean, StateError> =>
  Effect.gen(function* () {
    const file = join(workshop, "owner")
    const owner = yield* readLock(env, file)
    if (owner?.holder === undefined)
      return (yield* Clock.currentTimeMillis) - (yield* lastSign(env, workshop)) > env.life
    // A running process puts its own workshop away.
    return env.processes.sight(owner.holder) !== "running" && (yield* mayTake(env, owner, file))
  })

const lockedBy = (env: LockEnv, lock: Lock): StateError =>
  locked(env.paths.lock, lock, lock.holder !== undefined && env.processes.sight(lock.holder) === "elsewhere")

const readLock = (env: LockEnv, file: string): Effect.Effect<Lock | undefined, StateError> =>
  env.disk.read(file).pipe(
    Effect.map(decodeLock),
    Effect.catchIf(isMissing, () => Effect.succeed(undefined)),
    Effect.mapError(unreadable)
  )

const isMissing = (error: DiskError): boolean => error.code === "ENOENT"

/** A durable new file: after a power cut, too, a lock has its content. */
const write = (disk: Disk, file: string, text: string): Effect.Effect<void, DiskError> =>
  Effect.acquireUseRelease(
    disk.create(file),
    (open) => Effect.andThen(open.write(text), open.sync),
    (open) => open.close
  )

const NO_HARD_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"])

/** Gives our text the name `file` unless that name is taken: exactly one of many gets `true`. */
const place = ({ disk, paths }: LockEnv, own: Own, file: string): Effect.Effect<boolean, StateError> =>
  disk.link(own.owner, file).pipe(
    Effect.catchIf(
      (error) => NO_HARD_LINKS.has(error.code),
      () => write(disk, file, own.text)
    ),
    Effect.as(true),
    Effect.catchIf(
      (error) => error.code === "EEXIST",
      () => Effect.succeed(false)
    ),
    Effect.mapError(notWritten(paths.lock))
  )
