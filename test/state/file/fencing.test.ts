/** Writers that are stopped, lose their lock, and wake up: at every operation, and in random order. */
import { describe, expect, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import * as FileStore from "../../../src/state/StateStore.file.ts"
import type { StateError, StateWriter } from "../../../src/state/StateStore.ts"
import { names, put } from "../samples.ts"
import { type Interrupter, MemoryDisk } from "./MemoryDisk.ts"
import { processesOf } from "./processes.ts"

const FILE = "/project/exports.state.json"

const storeOn = (memory: MemoryDisk, pid: number, interrupter?: Interrupter) =>
  FileStore.make(FILE, { disk: memory.disk(interrupter), processes: processesOf(pid) })

interface Log {
  readonly told: Array<string>
  readonly errors: Array<StateError>
}

const newLog = (): Log => ({ told: [], errors: [] })

const logged = (log: Log, writer: StateWriter, name: string) =>
  writer.commit(put(name)).pipe(
    Effect.tap(() => void log.told.push(name)),
    Effect.catchAll((error) => Effect.sync(() => void log.errors.push(error)))
  )

/** A run of a few commits that goes on after an error, as a program would not. */
const run = (store: ReturnType<typeof storeOn>, log: Log, changes: ReadonlyArray<string>) =>
  Effect.scoped(
    Effect.flatMap(store.open("apply"), (writer) =>
      Effect.forEach(changes, (name) => logged(log, writer, name), { discard: true })
    )
  ).pipe(Effect.catchAll((error) => Effect.sync(() => void log.errors.push(error))))

/** As SIGSTOP does: from an operation on, everything of this process stands still, until it is woken. */
const stopWhen = (isThere: (count: number, operation: string) => boolean) =>
  Effect.gen(function* () {
    const woken = yield* Deferred.make<void>()
    const stopped = yield* Deferred.make<string>()
    let count = 0
    let asleep = false
    const interrupter: Interrupter = (operation) =>
      Effect.suspend(() => {
        asleep ||= isThere(++count, operation)
        return asleep ? Effect.andThen(Deferred.succeed(stopped, operation), Deferred.await(woken)) : Effect.void
      })
    return { interrupter, stopped, woken, operations: () => count }
  })

const stopAt = (at: number) => stopWhen((count) => count === at)

const countOperations = Effect.gen(function* () {
  const { interrupter, operations } = yield* stopAt(Number.POSITIVE_INFINITY)
  const memory = new MemoryDisk()
  yield* run(storeOn(memory, 9), newLog(), ["old"])
  yield* run(storeOn(memory, 1, interrupter), newLog(), ["a1", "a2"])
  return operations()
})

describe("a writer that is stopped at every operation, and woken after another one took over", () => {
  for (const when of ["while the other one is at work", "after the other one has ended"])
    it.effect(`wakes ${when}`, () =>
      Effect.gen(function* () {
        const operations = yield* countOperations
        expect(operations).toBeGreaterThan(35)
        let lost = 0
        for (let at = 1; at <= operations; at++) {
          const memory = new MemoryDisk()
          yield* run(storeOn(memory, 9), newLog(), ["old"])
          const first = newLog()
          const second = newLog()
          const { interrupter, stopped, woken } = yield* stopAt(at)
          const asleep = yield* Effect.fork(run(storeOn(memory, 1, interrupter), first, ["a1", "a2"]))
          const where = `stopped at ${at} of ${operations}: ${yield* Deferred.await(stopped)}`
          const toldBefore = [...first.told]
          yield* TestClock.adjust("2 minutes")

          const wake = Effect.andThen(Deferred.succeed(woken, undefined), Fiber.join(asleep))
          const other = storeOn(memory, 2)
          yield* Effect.scoped(
            Effect.gen(function* () {
              const writer = yield* other.open("apply")
              yield* logged(second, writer, "b1")
              if (when.startsWith("while")) yield* wake
              yield* logged(second, writer, "b2")
            })
          )
          if (when.startsWith("after")) yield* wake

          // The one that took over is not disturbed, and what either was told is there.
          expect(second, where).toEqual({ told: ["b1", "b2"], errors: [] })
          const seen = names(yield* other.read)
          for (const name of ["old", ...first.told, ...second.told]) expect(seen, where).toContain(name)
          expect(new Set(seen).size, where).toBe(seen.length)
          // Woken during the work of the other, nothing more of the first one is taken.
          if (when.startsWith("while")) expect(first.told, where).toEqual(toldBefore)
          const reasons = new Set(first.errors.map((error) => error.reason))
          if (reasons.has("lost-lock")) lost++
          for (const reason of reasons) expect(["lost-lock", "locked"], where).toContain(reason)
        }
        expect(lost).toBeGreaterThan(10)
      })
    )
})

describe("a reader that is stopped at every operation", () => {
  for (const [after, changes] of [
    ["a run ends", []],
    ["a run ends and another one begins", ["b"]]
  ] as const)
    it.effect(`sees all that had been committed when it began, though ${after} meanwhile`, () =>
      Effect.gen(function* () {
        let stops = 0
        for (let at = 1; at <= 10; at++) {
          const memory = new MemoryDisk()
          const writing = storeOn(memory, 1).open("apply")
          yield* run(storeOn(memory, 1), newLog(), ["old"])
          const { interrupter, stopped, woken } = yield* stopAt(at)
          const reading = yield* Effect.scoped(
            Effect.gen(function* () {
              yield* (yield* writing).commit(put("a"))
              const fiber = yield* Effect.forkDaemon(storeOn(memory, 8, interrupter).read)
              yield* Effect.race(Deferred.await(stopped), Fiber.await(fiber))
              return fiber
            })
          )
          yield* Effect.scoped(
            Effect.gen(function* () {
              const writer = yield* writing
              for (const name of changes) yield* writer.commit(put(name))
              if (yield* Deferred.isDone(stopped)) stops++
              yield* Deferred.succeed(woken, undefined)
              const seen = names(yield* Fiber.join(reading))
              expect(seen, `stopped at ${at}`).toEqual(expect.arrayContaining(["old", "a"]))
            })
          )
        }
        expect(stops).toBe(2)
      })
    )
})

describe("a writer that is stopped in the middle of tidying up", () => {
  it.effect("does not take away the claim of somebody else", () =>
    Effect.gen(function* () {
      const memory = new MemoryDisk()
      const runUntil = (pid: number, operation: string, changes: ReadonlyArray<string> = []) =>
        Effect.gen(function* () {
          const log = newLog()
          const { interrupter, stopped, woken } = yield* stopWhen((_, it) => it === operation)
          const fiber = yield* Effect.fork(run(storeOn(memory, pid, interrupter), log, changes))
          yield* Deferred.await(stopped)
          return { log, wake: Deferred.succeed(woken, undefined), end: Fiber.join(fiber) }
        })
      const silence = TestClock.adjust("2 minutes")

      // One has the lock, and was about to tidy up. The second took over, and stopped. The third takes over from that one.
      const first = yield* runUntil(1, "list /project")
      yield* silence
      const second = yield* runUntil(2, "read /project/exports.state.journal")
      yield* silence
      const third = yield* runUntil(3, "rename /project/exports.state.lock", ["c"])
      yield* first.wake
      yield* first.end
      const fourth = newLog()
      yield* run(storeOn(memory, 4), fourth, ["d"])
      yield* Effect.all([third.wake, second.wake])
      yield* Effect.all([third.end, second.end])

      expect(fourth).toMatchObject({ told: [], errors: [{ reason: "locked", lock: { pid: 3 } }] })
      expect(third.log).toEqual({ told: ["c"], errors: [] })
      expect(names(yield* storeOn(memory, 9).read)).toEqual(["c"])
    })
  )
})

describe("writers in random order", () => {
  const random = (seed: number) => () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }

  /** Lets one waiting operation of one process go at a time; all of them at the end. */
  const scheduler = () => {
    const waiting: Array<() => void> = []
    const gate: Interrupter = () =>
      Effect.async<void>((resume) => {
        waiting.push(() => resume(Effect.void))
      })
    return {
      gate,
      next: (pick: number) => {
        const [go] = waiting.splice(Math.floor(pick * waiting.length), 1)
        go?.()
        return go !== undefined
      }
    }
  }

  it.effect("lose nothing that they were told, in 60 schedules with stops longer than a lock lives", () =>
    Effect.gen(function* () {
      let takenOver = 0
      for (let seed = 1; seed <= 60; seed++) {
        const pick = random(seed)
        const memory = new MemoryDisk()
        const { gate, next } = scheduler()
        const logs = [newLog(), newLog(), newLog(), newLog()]
        const fibers = yield* Effect.forEach(logs, (log, pid) =>
          Effect.fork(run(storeOn(memory, pid + 1, gate), log, [`${pid}a`, `${pid}b`]))
        )
        const reader = yield* Effect.fork(
          Effect.repeatN(
            Effect.gen(function* () {
              const told = logs.flatMap((log) => log.told)
              const seen = names(yield* storeOn(memory, 8, gate).read)
              for (const name of told) expect(seen, `seed ${seed}`).toContain(name)
            }),
            20
          )
        )
        let done = 0
        for (const fiber of fibers) fiber.addObserver(() => void done++)
        reader.addObserver(() => void done++)
        while (done <= fibers.length) {
          if (pick() < 0.02) yield* TestClock.adjust("2 minutes")
          next(pick())
          yield* Effect.yieldNow()
        }
        yield* Fiber.join(reader)
        const seen = names(yield* storeOn(memory, 9).read)
        for (const log of logs) for (const name of log.told) expect(seen, `seed ${seed}`).toContain(name)
        const reasons = logs.flatMap((log) => log.errors.map((error) => error.reason))
        for (const reason of reasons) expect(["locked", "lost-lock"], `seed ${seed}`).toContain(reason)
        if (reasons.includes("lost-lock")) takenOver++
      }
      expect(takenOver).toBeGreaterThan(5)
    })
  )
})
