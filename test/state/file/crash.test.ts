/** Runs that are stopped, or whose disk fails, at every single operation. */
import { describe, expect, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as TestClock from "effect/TestClock"
import type { Change } from "../../../src/state/State.ts"
import * as FileStore from "../../../src/state/StateStore.file.ts"
import type { StateError } from "../../../src/state/StateStore.ts"
import { names, put } from "../samples.ts"
import { type Crash, failure, type Interrupter, MemoryDisk } from "./MemoryDisk.ts"
import { processesOf } from "./processes.ts"

const FILE = "/project/exports.state.json"
const JOURNAL = "/project/exports.state.journal"
const BACKUP = "/project/exports.state.backup"

const storeOn = (memory: MemoryDisk, interrupter?: Interrupter, pid = 1, dead?: ReadonlySet<number>) =>
  FileStore.make(FILE, { disk: memory.disk(interrupter), processes: processesOf(pid, dead) })

/** What a process has been told, and what it has asked for: the truth lies in between. */
interface Log {
  readonly asked: Array<string>
  readonly told: Array<string>
  readonly errors: Array<StateError>
}

const newLog = (): Log => ({ asked: [], told: [], errors: [] })

/** One run after the other, one change after the other, but for two at once; goes on after an error, to see it held back. */
const twoRuns = (memory: MemoryDisk, log: Log, interrupter?: Interrupter) => {
  const run = (pid: number, steps: ReadonlyArray<ReadonlyArray<string>>) =>
    Effect.scoped(
      Effect.gen(function* () {
        const writer = yield* storeOn(memory, interrupter, pid, new Set([pid - 1])).open("apply")
        const commit = (name: string) =>
          Effect.suspend(() => {
            log.asked.push(name)
            return writer.commit(put(name))
          }).pipe(
            Effect.tap(() => void log.told.push(name)),
            Effect.catchAll((error) => Effect.sync(() => void log.errors.push(error)))
          )
        for (const step of steps) yield* Effect.forEach(step, commit, { concurrency: "unbounded" })
      })
    ).pipe(Effect.catchAll((error) => Effect.sync(() => void log.errors.push(error))))
  return Effect.exit(Effect.andThen(run(1, [["a"], ["b", "c"], ["d"]]), run(2, [["e"], ["f"]])))
}

/** Counts operations; at number `at` it does as `then` says. */
const interruptAt = (
  at: number,
  then: (half: Effect.Effect<void>, operation: string) => Effect.Effect<void, ReturnType<typeof failure>>
) => {
  const counter = { count: 0, operation: "" }
  const interrupter: Interrupter = (operation, half) =>
    Effect.suspend(() => {
      counter.count++
      if (counter.count === at) counter.operation = operation
      return counter.count >= at ? then(counter.count === at ? half : Effect.void, operation) : Effect.void
    })
  return { counter, interrupter }
}

const countOperations = Effect.gen(function* () {
  const { counter, interrupter } = interruptAt(Number.POSITIVE_INFINITY, () => Effect.void)
  const log = newLog()
  yield* twoRuns(new MemoryDisk(), log, interrupter)
  expect(log.told).toEqual(["a", "b", "c", "d", "e", "f"])
  return counter.count
})

/** What `read` gives is what was asked for, in that order, up to a point that is not before what was told. */
const expectPrefix = (memory: MemoryDisk, log: Log, where: string) =>
  Effect.gen(function* () {
    const state = yield* storeOn(memory).read
    const seen = names(state)
    expect(seen, where).toEqual(log.asked.slice(0, seen.length))
    expect(state.ledger, where).toHaveLength(seen.length)
    expect(seen.length, where).toBeGreaterThanOrEqual(log.told.length)
    return seen
  })

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const crashes: ReadonlyArray<readonly [string, (seed: number) => Crash]> = [
  ["the process is killed", () => ({ kind: "process" })],
  ["the power fails", () => ({ kind: "power" })],
  ["the power fails, and some of what was not synced is there", (seed) => ({ kind: "mixed", random: random(seed) })]
]

describe("a crash at every disk operation", () => {
  it.effect.each(crashes)("%s", ([, crash]) =>
    Effect.gen(function* () {
      const operations = yield* countOperations
      expect(operations).toBeGreaterThan(60)
      for (let at = 1; at <= operations; at++) {
        const log = newLog()
        const before = new MemoryDisk()
        const { counter, interrupter } = interruptAt(at, (half) => Effect.andThen(half, Effect.die("crash")))
        yield* twoRuns(before, log, interrupter)
        const where = `stopped at ${at} of ${operations}: ${counter.operation}`

        const memory = before.after(crash(at))
        const seen = yield* expectPrefix(memory, log, where)

        // The backup and the journal together are never less than the state.
        if (memory.text(BACKUP) !== undefined) {
          const spare = memory.after({ kind: "process" })
          spare.set(FILE, memory.text(BACKUP))
          yield* expectPrefix(spare, log, `${where}, from the backup`)
        }

        // The next run takes over at once, sees the same, and goes on.
        const next = storeOn(memory, undefined, 3, new Set([1, 2]))
        yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* next.open("apply")
            expect(names(yield* writer.current), where).toEqual(seen)
            yield* writer.commit(put("g"))
            // Should this one be cut off as well, then both are there.
            const again = storeOn(memory.after({ kind: "power" }))
            expect(names(yield* again.read), where).toEqual([...seen, "g"])
          })
        )
        expect(names(yield* next.read), where).toEqual([...seen, "g"])

        // Nothing is left lying about, at the latest by the first run after the life of a lock.
        yield* TestClock.adjust("2 minutes")
        yield* Effect.scoped(next.open("apply"))
        expect(memory.files(), where).toEqual([BACKUP, FILE])
        expect(memory.folders(), where).toEqual(["/", "/project"])
      }
    })
  )
})

describe("a disk that fails at every operation", () => {
  const codes = [
    ["ENOSPC", "once", 2],
    ["ENOSPC", "from then on", Number.POSITIVE_INFINITY],
    ["EIO", "once", 1],
    ["EROFS", "from then on", Number.POSITIVE_INFINITY]
  ] as const
  it.effect.each(codes)("%s, %s", ([code, , times]) =>
    Effect.gen(function* () {
      const operations = yield* countOperations
      for (let at = 1; at <= operations; at++) {
        const log = newLog()
        const memory = new MemoryDisk()
        let failed = 0
        const { counter, interrupter } = interruptAt(at, (half, operation) =>
          failed++ < times ? Effect.andThen(half, Effect.fail(failure(code, operation))) : Effect.void
        )
        const exit = yield* twoRuns(memory, log, interrupter)
        const where = `${code} at ${at} of ${operations}: ${counter.operation}`
        expect(Exit.isSuccess(exit) ? "" : Cause.pretty(exit.cause), where).toBe("")
        for (const error of log.errors) expect(["unwritable", "unreadable"], where).toContain(error.reason)

        // What failed may be there or not; what was told is there; what was refused after a failure is not.
        const seen = names(yield* storeOn(memory).read)
        expect(
          seen.filter((name) => log.told.includes(name)),
          where
        ).toEqual(log.told)
        expect(
          log.asked.filter((name) => seen.includes(name)),
          where
        ).toEqual(seen)
        if (log.errors.length > 2) expect(seen.length - log.told.length, where).toBeLessThanOrEqual(2)
      }
    })
  )

  it.effect("refuses everything after a failed write, and leaves no part of it behind", () =>
    Effect.gen(function* () {
      const memory = new MemoryDisk()
      let full = false
      const store = storeOn(memory, (operation, half) =>
        full && operation.startsWith("write") ? Effect.andThen(half, Effect.fail(failure("ENOSPC", FILE))) : Effect.void
      )
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.open("apply")
          yield* writer.commit(put("a"))
          const before = memory.text(JOURNAL)
          full = true
          const first = yield* Effect.flip(writer.commit(put("b")))
          expect(first).toMatchObject({
            reason: "unwritable",
            detail: "cannot be written: no space is left on the device"
          })
          full = false
          expect(memory.text(JOURNAL)).toBe(before)
          expect(yield* Effect.flip(writer.commit(put("c")))).toBe(first)
          expect(yield* Effect.flip(writer.assertHeld)).toBe(first)
          expect(names(yield* writer.current)).toEqual(["a"])
        })
      )
      // What is on disk is not known any more: the next run reads it anew.
      expect(memory.files()).toEqual([JOURNAL])
      expect(names(yield* store.read)).toEqual(["a"])
    })
  )

  it.effect("fails all that wait for one write", () =>
    Effect.gen(function* () {
      const memory = new MemoryDisk()
      let broken = false
      const store = storeOn(memory, (operation) =>
        broken && operation.startsWith("sync") ? Effect.fail(failure("EIO", FILE)) : Effect.void
      )
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.open("apply")
          yield* writer.commit(put("a"))
          broken = true
          const changes: ReadonlyArray<Change> = ["b", "c", "d"].map(put)
          const exits = yield* Effect.forEach(changes, (it) => Effect.exit(writer.commit(it)), {
            concurrency: "unbounded"
          })
          expect(exits.map(Exit.isFailure)).toEqual([true, true, true])
        })
      )
    })
  )
})
