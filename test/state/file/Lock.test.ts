import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { hostname, tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import * as TestClock from "effect/TestClock"
import { nodeProcesses } from "../../../src/state/file/Processes.ts"
import { pathsOf } from "../../../src/state/file/paths.ts"
import { decodeLock, encodeLock, keyOf, type ProcessIdentity } from "../../../src/state/lock.ts"
import * as FileStore from "../../../src/state/StateStore.file.ts"
import { put } from "../samples.ts"
import { MemoryDisk } from "./MemoryDisk.ts"
import { processesOf } from "./processes.ts"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "exporter-lock-"))),
  (it) => Effect.sync(() => rmSync(it, { recursive: true }))
)

/** Above what any Linux gives to a process. */
const NO_PID = 2 ** 22 + 1

const self = nodeProcesses.self()

const lockOf = (holder: Partial<ProcessIdentity>, id = "00112233aabbccdd"): string => {
  const process = { ...self, ...holder }
  const { host, pid } = process
  return encodeLock({ id, owner: "ann", host, pid, command: "apply", since: "2024-02-01T00:00:00.000Z" }, process)
}

/** A store beside a lock that somebody left, whose last sign of life is so many seconds old. */
const beside = (text: string, silence = 0) =>
  Effect.gen(function* () {
    const at = yield* folder
    const lock = join(at, "exports.state.lock")
    writeFileSync(lock, text)
    const then = Date.now() / 1000 - silence
    utimesSync(lock, then, then)
    return { at, lock, store: FileStore.make(join(at, "exports.state.json")) }
  })

describe("the lock of", () => {
  const taken: ReadonlyArray<readonly [string, string, number]> = [
    ["a process that is gone", lockOf({ pid: NO_PID }), 0],
    ["a process whose pid another one has now", lockOf({ started: "1" }), 0],
    ["a process that is stopped past its life", lockOf({}), 61],
    ["an earlier boot, without a sign for its life", lockOf({ boot: "earlier" }), 61],
    ["another container with this host's name, without a sign for its life", lockOf({ namespace: "pid:[1]" }), 61],
    [
      "a process that is gone, written by hand",
      JSON.stringify({ ...JSON.parse(lockOf({ pid: NO_PID })), process: 0 }),
      0
    ]
  ]
  it.scopedLive.each(taken)("%s is taken over, within a second", ([, text, silence]) =>
    Effect.gen(function* () {
      const { at, lock, store } = yield* beside(text, silence)
      yield* Effect.scoped(
        Effect.gen(function* () {
          // A second on a quiet machine; a minute, where the life of a lock is waited for.
          const writer = yield* Effect.timeout(store.open("apply"), "15 seconds")
          yield* writer.commit(put("a"))
          expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ pid: process.pid, host: hostname() })
        })
      )
      expect(readdirSync(at).sort()).toEqual(["exports.state.backup", "exports.state.json"])
    })
  )

  const kept: ReadonlyArray<readonly [string, string, number, RegExp]> = [
    [
      "a process that runs",
      lockOf({}),
      59,
      /^Nothing was bought\. Wait for that run to end, or stop it; then run the same command again\.$/
    ],
    ["another host, however long it is silent", lockOf({ host: "elsewhere" }), 10 ** 6, /exporter state unlock$/],
    ["an earlier boot, if it gave a sign since", lockOf({ boot: "earlier", pid: NO_PID }), 1, /Wait/],
    ["another container, if it gave a sign since", lockOf({ namespace: "pid:[1]", pid: NO_PID }), 1, /Wait/],
    ["nobody that is known", "", 10 ** 6, /exporter state unlock$/]
  ]
  it.scopedLive.each(kept)("%s is respected, and can be broken", ([, text, silence, hint]) =>
    Effect.gen(function* () {
      const { at, lock, store } = yield* beside(text, silence)
      const error = yield* Effect.flip(Effect.scoped(store.open("apply")))
      expect(error).toMatchObject({ reason: "locked", file: lock, lock: decodeLock(text).info })
      expect(error.hint).toMatch(hint)
      expect(readFileSync(lock, "utf8")).toBe(text)
      expect(readdirSync(at)).toEqual(["exports.state.lock"])

      expect(yield* store.unlock).toEqual(decodeLock(text).info)
      expect(readdirSync(at)).toEqual([])
      yield* Effect.scoped(store.open("apply"))
    })
  )
})

describe("taking over", () => {
  it.scopedLive("has one winner of 200, who keeps it", () =>
    Effect.gen(function* () {
      const { at, store } = yield* beside(lockOf({ pid: NO_PID }))
      const exits = yield* Effect.forEach(
        Array.from({ length: 200 }, () => store),
        (it) => Effect.exit(it.open("apply")),
        { concurrency: "unbounded" }
      )
      const winners = exits.filter(Exit.isSuccess)
      expect(winners).toHaveLength(1)
      for (const { value } of winners) yield* value.commit(put("a"))
      const left = readdirSync(at).map((name) => name.replace(/[0-9a-f]{16}/, "ID"))
      expect(left.sort()).toEqual(["exports.state.ID.tmp", "exports.state.journal", "exports.state.lock"])
    })
  )

  it.effect("has one winner, in whatever order the operations of 20 come", () =>
    Effect.gen(function* () {
      for (let seed = 1; seed <= 100; seed++) {
        let random = seed
        const memory = new MemoryDisk()
        memory.set("/project/exports.state.lock", lockOf({ host: "host", pid: 99 }))
        const disk = memory.disk(() => {
          random = (Math.imul(random, 1664525) + 1013904223) >>> 0
          return Effect.repeatN(Effect.yieldNow(), random >>> 29)
        })
        const store = FileStore.make("/project/exports.state.json", { disk, processes: processesOf(1, new Set([99])) })
        yield* Effect.scoped(
          Effect.gen(function* () {
            const exits = yield* Effect.all(
              Array.from({ length: 20 }, () => Effect.exit(store.open("apply"))),
              {
                concurrency: "unbounded"
              }
            )
            const winners = exits.filter(Exit.isSuccess)
            expect(winners, `seed ${seed}`).toHaveLength(1)
            for (const { value } of winners) yield* value.assertHeld
          })
        )
      }
    })
  )

  it.scopedLive("goes on where one died in the middle of it, again and again", () =>
    Effect.gen(function* () {
      const dead = [lockOf({ pid: NO_PID }, "0".repeat(16)), lockOf({ pid: NO_PID }, "1".repeat(16))] as const
      const { at, store } = yield* beside(dead[0])
      const paths = pathsOf(join(at, "exports.state.json"))
      // The second one claimed the lock of the first, the third the claim of the second; then each died.
      const third = lockOf({ pid: NO_PID }, "2".repeat(16))
      writeFileSync(paths.claim(keyOf(decodeLock(dead[0]))), dead[1])
      writeFileSync(paths.claim(keyOf(decodeLock(dead[1]))), third)
      for (const [id, text] of [
        ["1", dead[1]],
        ["2", third]
      ] as const) {
        mkdirSync(paths.workshop(id.repeat(16)))
        writeFileSync(join(paths.workshop(id.repeat(16)), "owner"), text)
      }
      yield* Effect.scoped(store.open("apply"))
      expect(readdirSync(at)).toEqual([])
    })
  )

  it.scopedLive("waits for nobody: a claim of a process that runs is an answer", () =>
    Effect.gen(function* () {
      const text = lockOf({ pid: NO_PID })
      const { at, store } = yield* beside(text)
      const claim = pathsOf(join(at, "exports.state.json")).claim(keyOf(decodeLock(text)))
      writeFileSync(claim, lockOf({}, "1".repeat(16)))
      expect(yield* Effect.flip(Effect.scoped(store.open("apply")))).toMatchObject({
        reason: "locked",
        lock: { id: "1".repeat(16), pid: process.pid }
      })
      expect(readFileSync(claim, "utf8")).toBe(lockOf({}, "1".repeat(16)))
    })
  )
})

describe("a sign of life", () => {
  const storesOn = (memory: MemoryDisk, stopped: () => boolean) => {
    const interrupter = () => (stopped() ? Effect.never : Effect.void)
    const make = (pid: number, disk = memory.disk()) =>
      FileStore.make("/project/exports.state.json", { disk, processes: processesOf(pid) })
    return [make(1, memory.disk(interrupter)), make(2)] as const
  }

  it.scoped("is given as long as the lock is held: it is not taken from the living", () =>
    Effect.gen(function* () {
      let stopped = false
      const [store, other] = storesOn(new MemoryDisk(), () => stopped)
      // Never closed: it ends as a stopped process does.
      yield* Scope.extend(store.open("apply"), yield* Scope.make())
      for (let minutes = 0; minutes < 10; minutes += 2) {
        yield* TestClock.adjust("2 minutes")
        expect(yield* Effect.flip(Effect.scoped(other.open("apply")))).toMatchObject({ reason: "locked" })
      }
      stopped = true
      yield* TestClock.adjust("50 seconds")
      expect(yield* Effect.flip(Effect.scoped(other.open("apply")))).toMatchObject({ reason: "locked" })
      yield* TestClock.adjust("11 seconds")
      yield* Effect.scoped(other.open("apply"))
    })
  )
})
