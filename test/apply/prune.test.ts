import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { prune } from "../../src/apply/prune.ts"
import { type Removal, RemoveError, Remover } from "../../src/apply/Remover.ts"
import type { DataExportId, Instant } from "../../src/domain.ts"
import { surplusOf } from "../../src/plan/surplus.ts"
import type { Generation } from "../../src/state/Record.ts"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import { StateError } from "../../src/state/StateStore.ts"
import { AS_OF, canonicalOf, credits, doneOf, fileAt, requestOf, stateOf } from "../plan/samples.ts"

const snapshotOf = (name: string) => requestOf(name, { canonical: canonicalOf({ type: name }), keep: 1 })
const requests = [snapshotOf("fans"), snapshotOf("followings")]

const generationOf = (name: string, n: number): Generation => ({
  as_of: `2024-01-0${n}T00:00:00Z` as Instant,
  data_export_id: `${name}-${n}` as DataExportId,
  start_date: AS_OF,
  end_date: AS_OF,
  credits: credits(n),
  completed_at: AS_OF,
  files: [fileAt(`${name}/${n}.csv`)]
})

const initial = {
  ...stateOf(
    ...requests.map((request) => ({
      ...doneOf(request),
      earlier: [1, 2].map((n) => generationOf(request.address, n))
    }))
  ),
  ledger: [
    {
      fingerprint: snapshotOf("fans").fingerprint,
      address: snapshotOf("fans").address,
      data_export_id: "fans-1" as DataExportId,
      as_of: AS_OF,
      credits: credits(1),
      type: "fans",
      account_ids: []
    }
  ]
}

/** What it does, in order, and what it leaves; `fate` says what becomes of a file. */
const pruned = (
  fate: (path: string) => Removal | "failed" = () => "removed",
  { failing = false }: { readonly failing?: boolean } = {}
) =>
  Effect.gen(function* () {
    const log: Array<string> = []
    const store = MemoryStore.make({
      initial,
      onCommit: (change) => {
        log.push(change.kind === "put" ? `forget of ${change.record.address}` : change.kind)
        return failing
          ? Effect.fail(new StateError({ reason: "unwritable", file: "memory", detail: "no space", hint: "make room" }))
          : Effect.void
      }
    })
    const remover = Remover.of({
      remove: ({ path }) =>
        Effect.suspend(() => {
          log.push(`remove ${path}`)
          const result = fate(path)
          return result === "failed" ? new RemoveError({ path, detail: "permission denied" }) : Effect.succeed(result)
        })
    })
    const result = yield* Effect.flatMap(store.open("prune"), (writer) =>
      prune(writer, surplusOf(requests, initial, AS_OF, "UTC"))
    ).pipe(Effect.scoped, Effect.provideService(Remover, remover), Effect.either)
    const state = yield* store.read
    const left = [...state.records.values()].map(
      ({ address, earlier = [] }) => `${address}: ${earlier.map(({ data_export_id }) => data_export_id).join(" ")}`
    )
    return { log, result, left, state }
  })

describe("prune", () => {
  it.effect("removes the files of a purchase, then forgets its generations; the ledger stays", () =>
    Effect.gen(function* () {
      const { log, left, state } = yield* pruned()
      expect(log).toEqual([
        "remove fans/1.csv",
        "remove fans/2.csv",
        "forget of fans",
        "remove followings/1.csv",
        "remove followings/2.csv",
        "forget of followings"
      ])
      expect(left).toEqual(["fans: ", "followings: "])
      expect([...state.records.values()].every((record) => !("earlier" in record))).toBe(true)
      expect(state.ledger).toEqual(initial.ledger)
    })
  )

  it.effect("forgets what is gone already, and keeps listed what was changed or cannot be removed", () =>
    Effect.gen(function* () {
      const fates: Readonly<Record<string, Removal | "failed">> = {
        "fans/1.csv": "changed",
        "fans/2.csv": "gone",
        "followings/1.csv": "failed"
      }
      const { result, left } = yield* pruned((path) => fates[path] ?? "removed")
      expect(left).toEqual(["fans: fans-1", "followings: followings-1"])
      expect(result).toMatchObject({
        right: [
          { data_export_id: "fans-1", forgotten: false, files: [{ result: "changed", problem: null }] },
          { data_export_id: "fans-2", forgotten: true, files: [{ result: "gone" }] },
          {
            data_export_id: "followings-1",
            forgotten: false,
            files: [{ result: "failed", problem: "permission denied" }]
          },
          { data_export_id: "followings-2", forgotten: true, files: [{ result: "removed" }] }
        ]
      })
    })
  )

  it.effect("goes no further where the state cannot be written: what is gone stays listed, for the next time", () =>
    Effect.gen(function* () {
      const { log, left, result } = yield* pruned(undefined, { failing: true })
      expect(result).toMatchObject({ left: { reason: "unwritable" } })
      expect(log).toEqual(["remove fans/1.csv", "remove fans/2.csv", "forget of fans"])
      expect(left).toEqual(["fans: fans-1 fans-2", "followings: followings-1 followings-2"])
    })
  )
})
