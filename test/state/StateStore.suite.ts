/** What every adapter of the StateStore keeps: see the invariants of the port. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Scope from "effect/Scope"
import type { State } from "../../src/state/State.ts"
import type { StateStore } from "../../src/state/StateStore.ts"
import { charge, names, put, remove, stateOf } from "./samples.ts"

export interface Harness {
  readonly store: StateStore["Type"]
  /** The same state, as another process has it. */
  readonly other: StateStore["Type"]
}

export const stateStoreContract = (name: string, makeHarness: Effect.Effect<Harness, never, Scope.Scope>): void => {
  const test = (title: string, body: (harness: Harness) => Effect.Effect<void, unknown, Scope.Scope>) =>
    it.scopedLive(title, () => Effect.flatMap(makeHarness, body))

  describe(`StateStore: ${name}`, () => {
    test("is empty where nothing was ever written", ({ store }) =>
      Effect.gen(function* () {
        const state = yield* store.read
        expect(state.serial).toBe(0)
        expect([state.records.size, state.ledger.length, state.appliedPlans.length]).toEqual([0, 0, 0])
      }))

    test("gives back what was committed: at once, to everybody, and after the run", ({ store, other }) =>
      Effect.gen(function* () {
        yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* store.open("apply")
            yield* writer.commit(put("a"))
            yield* writer.commit(put("b"))
            yield* writer.commit({ kind: "plan-applied", digest: "sha256:p" })
            yield* writer.commit(remove("a"))
            for (const state of [yield* writer.current, yield* other.read]) {
              expect(names(state)).toEqual(["b"])
              expect(state.ledger).toEqual([charge("a"), charge("b")])
              expect(state.appliedPlans).toEqual([{ digest: "sha256:p", finished: false }])
            }
          })
        )
        for (const state of [yield* store.read, yield* other.read]) {
          expect(names(state)).toEqual(["b"])
          expect(state.ledger).toEqual([charge("a"), charge("b")])
          expect(state.appliedPlans).toEqual([{ digest: "sha256:p", finished: false }])
          expect([...state.records.values()]).toEqual([put("b").record])
        }
      }))

    test("counts a serial per run that changed something, in one lineage", ({ store, other }) =>
      Effect.gen(function* () {
        const run = (at: StateStore["Type"], ...changes: ReadonlyArray<string>) =>
          Effect.scoped(
            Effect.flatMap(at.open("apply"), (writer) =>
              Effect.forEach(changes, (it) => writer.commit(put(it)), { discard: true })
            )
          )
        yield* run(store, "a", "b")
        const first = yield* store.read
        expect(first.serial).toBe(1)
        expect(first.lineage).not.toBe("")
        yield* run(other)
        expect((yield* store.read).serial).toBe(1)
        yield* run(other, "c")
        const second = yield* store.read
        expect([second.serial, second.lineage, names(second).length]).toEqual([2, first.lineage, 3])
      }))

    test("has one writer, and tells the next one who that is", ({ store, other }) =>
      Effect.gen(function* () {
        const writing = yield* Effect.scoped(
          Effect.gen(function* () {
            expect(yield* other.holder).toBeUndefined()
            yield* store.open("apply --auto-approve")
            expect(yield* other.holder).toMatchObject({ command: "apply --auto-approve", pid: process.pid })
            return yield* Effect.flip(Effect.scoped(other.open("state rm")))
          })
        )
        expect(writing).toMatchObject({
          _tag: "StateError",
          reason: "locked",
          lock: { command: "apply --auto-approve", pid: process.pid }
        })
        expect(writing.lock?.since).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
        yield* Effect.scoped(other.open("state rm"))
        expect(yield* store.holder).toBeUndefined()
      }))

    test("has one winner of 200 that start at the same time", ({ store, other }) =>
      Effect.gen(function* () {
        const exits = yield* Effect.forEach(
          Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? store : other)),
          (at) => Effect.exit(at.open("apply")),
          { concurrency: "unbounded" }
        )
        expect(exits.filter(Exit.isSuccess)).toHaveLength(1)
      }))

    test("lets a broken lock go, and takes nothing more from who had it", ({ store, other }) =>
      Effect.gen(function* () {
        expect(yield* other.unlock).toBeUndefined()
        yield* Effect.scoped(
          Effect.gen(function* () {
            const broken = yield* store.open("apply")
            yield* broken.commit(put("a"))
            yield* broken.assertHeld
            expect(yield* other.unlock).toMatchObject({ command: "apply", pid: process.pid })
            expect(yield* other.unlock).toBeUndefined()

            const next = yield* other.open("apply")
            expect(names(yield* next.current)).toEqual(["a"])
            expect(yield* Effect.flip(broken.assertHeld)).toMatchObject({ reason: "lost-lock" })
            expect(yield* Effect.flip(broken.commit(put("b")))).toMatchObject({ reason: "lost-lock" })
            expect(names(yield* broken.current)).toEqual(["a"])
            yield* next.commit(put("c"))
            yield* next.assertHeld
          })
        )
        expect(names(yield* store.read)).toEqual(["a", "c"])
      }))

    test("takes changes that come at the same time, each whole", ({ store }) =>
      Effect.gen(function* () {
        const all = Array.from({ length: 200 }, (_, index) => `${index}`)
        yield* Effect.scoped(
          Effect.flatMap(store.open("apply"), (writer) =>
            Effect.forEach(all, (it) => writer.commit(put(it)), { concurrency: "unbounded", discard: true })
          )
        )
        const state = yield* store.read
        expect(new Set(names(state))).toEqual(new Set(all))
        expect(state.ledger).toHaveLength(200)
      }))

    test("keeps what was committed by a run that failed, and gives its lock back", ({ store, other }) =>
      Effect.gen(function* () {
        const failing = Effect.flatMap(store.open("apply"), (writer) =>
          Effect.andThen(writer.commit(put("a")), Effect.die("a bug"))
        )
        expect(Exit.isFailure(yield* Effect.exit(Effect.scoped(failing)))).toBe(true)
        const interrupted = Effect.flatMap(store.open("apply"), (writer) =>
          Effect.andThen(writer.commit(put("b")), Effect.interrupt)
        )
        expect(Exit.isInterrupted(yield* Effect.exit(Effect.scoped(interrupted)))).toBe(true)
        expect(names(yield* other.read)).toEqual(["a", "b"])
        yield* Effect.scoped(other.open("apply"))
      }))

    test("puts another state in its place as it is, and never lowers its serial", ({ store, other }) =>
      Effect.gen(function* () {
        const given = (serial: number, ...names: ReadonlyArray<string>) => ({
          ...stateOf(...names.map((name) => put(name).record)),
          serial
        })
        const place = (state: State) => store.replace("state push", () => Effect.succeed({ kind: "state", state }))
        yield* place(given(5, "a"))
        expect(yield* other.read).toEqual(given(5, "a"))
        yield* place(given(7, "b"))
        expect(yield* other.read).toEqual(given(7, "b"))
        yield* place(given(3, "c"))
        expect(yield* other.read).toEqual(given(8, "c"))
        yield* place({ ...given(8, "d"), lineage: "another" })
        expect(yield* other.read).toEqual({ ...given(9, "d"), lineage: "another" })
        yield* Effect.scoped(Effect.flatMap(other.open("apply"), (writer) => writer.commit(put("e"))))
        expect(names(yield* store.read)).toEqual(["d", "e"])
      }))

    test("shows what is there before it puts something else in its place, and changes nothing where that fails", ({
      store,
      other
    }) =>
      Effect.gen(function* () {
        yield* Effect.scoped(
          Effect.gen(function* () {
            const writer = yield* store.open("apply")
            yield* writer.commit(put("a"))
            expect(
              yield* Effect.flip(other.replace("state push", () => Effect.die("the state is in use")))
            ).toMatchObject({ reason: "locked" })
          })
        )
        const before = yield* store.read
        const seen = yield* Effect.flip(other.replace("state push", (found) => Effect.fail(found)))
        expect(seen).toEqual({ state: before, movedTo: undefined })
        expect(yield* store.read).toEqual(before)
        yield* Effect.scoped(store.open("apply"))
      }))

    test("leaves a note where it was: whoever comes is told where it is, and it may come back", ({ store, other }) =>
      Effect.gen(function* () {
        yield* Effect.scoped(Effect.flatMap(store.open("apply"), (writer) => writer.commit(put("a"))))
        const before = yield* store.read
        yield* store.replace("state migrate", () => Effect.succeed({ kind: "moved", to: "s3://elsewhere/it" }))
        for (const refused of [Effect.asVoid(other.read), Effect.asVoid(Effect.scoped(store.open("apply")))]) {
          const error = yield* Effect.flip(refused)
          expect(error).toMatchObject({ reason: "moved" })
          expect(error.message).toContain("s3://elsewhere/it")
        }
        yield* other.replace("state migrate", ({ state, movedTo }) => {
          expect([movedTo, state.lineage, state.serial]).toEqual(["s3://elsewhere/it", before.lineage, before.serial])
          return Effect.succeed({ kind: "state", state: before })
        })
        expect(yield* store.read).toEqual({ ...before, serial: before.serial + 1 })
        yield* Effect.scoped(Effect.flatMap(other.open("apply"), (writer) => writer.commit(put("b"))))
        expect(names(yield* store.read)).toEqual(["a", "b"])
      }))

    test("takes nothing after its end", ({ store, other }) =>
      Effect.gen(function* () {
        const writer = yield* Effect.scoped(store.open("apply"))
        expect(yield* Effect.flip(writer.commit(put("a")))).toMatchObject({ reason: "lost-lock" })
        expect(yield* Effect.flip(writer.assertHeld)).toMatchObject({ reason: "lost-lock" })
        expect((yield* other.read).records.size).toBe(0)
      }))
  })
}
