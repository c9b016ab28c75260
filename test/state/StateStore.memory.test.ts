import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import { StateError, StateStore } from "../../src/state/StateStore.ts"
import { stateStoreContract } from "./StateStore.suite.ts"
import { names, put, remove, stateOf } from "./samples.ts"

stateStoreContract(
  "memory",
  Effect.sync(() => {
    const store = MemoryStore.make()
    return { store, other: store }
  })
)

it.effect("takes nothing more after its hook refused a change", () => {
  const refusal = new StateError({ reason: "unwritable", file: "memory", detail: "no space", hint: "" })
  const asked: Array<string> = []
  const layer = MemoryStore.layer({
    initial: { ...stateOf(), ledger: [] },
    onCommit: (change) => {
      asked.push(change.kind === "put" ? change.record.fingerprint : change.kind)
      return change.kind === "remove" ? Effect.fail(refusal) : Effect.void
    }
  })
  return Effect.gen(function* () {
    const store = yield* StateStore
    yield* Effect.scoped(
      Effect.gen(function* () {
        const writer = yield* store.open("apply")
        yield* writer.commit(put("a"))
        expect(yield* Effect.flip(writer.commit(remove("a")))).toBe(refusal)
        expect(yield* Effect.flip(writer.commit(put("b")))).toBe(refusal)
        expect(yield* Effect.flip(writer.assertHeld)).toBe(refusal)
      })
    )
    const state = yield* store.read
    expect(names(state)).toEqual(["a"])
    expect(state.serial).toBe(7)
    expect(asked).toEqual(["v1:a", "remove"])
  }).pipe(Effect.provide(layer))
})
