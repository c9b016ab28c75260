/** What a store does to those who call it: answers that are lost, objects that are gone or something else, and the cost of it all. */
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { encodeState } from "../../../src/state/statefile.ts"
import { names, put, records, stateOf } from "../samples.ts"
import { BUCKET, CREDENTIALS, serve } from "./S3Server.ts"
import { bucketOf, run, storeIn, storeOf } from "./stores.ts"

const STATE = "ledger/exports.state.json"

describe("a call", () => {
  it.scopedLive("whose answer is lost, or that comes at a bad time, is made again, and happens once", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const tried = new Map<string, number>()
      server.fate = (request) => {
        const times = tried.get(request) ?? 0
        tried.set(request, times + 1)
        if (times > 0 || request.startsWith("GET")) return "answered"
        return request.endsWith("2") ? "slow-down" : "lost"
      }
      const store = storeOf(server)
      yield* run(store, "a", "b", "c")
      yield* run(store, "d")
      const state = yield* store.read
      expect([names(state), state.serial, state.ledger.length]).toEqual([["a", "b", "c", "d"], 2, 4])
      expect([...server.objects.keys()].sort()).toEqual([STATE, "ledger/exports.state.origin"])
    })
  )

  it.scopedLive("that is never answered ends the run, with what was answered for kept", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const store = storeOf(server)
      let isDown = false
      server.fate = () => (isDown ? "unavailable" : "answered")
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.open("apply")
          yield* writer.commit(put("a"))
          isDown = true
          const error = yield* Effect.flip(writer.commit(put("b")))
          expect(error).toMatchObject({ reason: "unwritable" })
          expect(error.message).toContain("ServiceUnavailable")
          isDown = false
          // What is there is not known any more.
          expect(yield* Effect.flip(writer.commit(put("c")))).toBe(error)
        })
      )
      expect(names(yield* store.read)).toEqual(["a"])
      yield* run(store, "d")
      expect(names(yield* store.read)).toEqual(["a", "d"])
    })
  )
})

describe("a run", () => {
  it.scopedLive("costs one request a commit, and one look at the lock, and shares it among those that wait", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const store = storeOf(server)
      yield* run(store, "old")
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* store.open("apply")
          server.requests.length = 0
          yield* writer.commit(put("a"))
          yield* writer.commit(put("b"))
          expect(server.requests).toEqual([
            "PUT ledger/exports.state.journal/0000000001/0000000001",
            "GET ledger/exports.state.lock",
            "PUT ledger/exports.state.journal/0000000001/0000000002"
          ])
          server.requests.length = 0
          const many = Array.from({ length: 1_000 }, (_, index) => writer.commit(put(`${index}`)))
          yield* Effect.all(many, { concurrency: 100, discard: true })
          expect(server.requests.length).toBeLessThan(60)
          server.requests.length = 0
          yield* writer.assertHeld
          expect(server.requests).toEqual(["GET ledger/exports.state.lock"])
        })
      )
      expect(server.requests.filter((request) => request === `PUT ${STATE}`)).toHaveLength(1)
      expect((yield* store.read).records.size).toBe(1_003)
    })
  )

  it.scopedLive("keeps nothing secret in the store", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const kept: Array<string> = []
      server.fate = () => {
        kept.push(...[...server.objects.values()].map(({ text }) => text))
        return "answered"
      }
      yield* run(storeOf(server), "a")
      for (const secret of Object.values(CREDENTIALS)) expect(kept.join("")).not.toContain(secret)
    })
  )
})

describe("a state that cannot be used", () => {
  const good = encodeState(stateOf(...records))
  const cases: ReadonlyArray<readonly [string, string, string, string]> = [
    ["empty", "", "damaged", "is empty"],
    ["cut short", good.slice(0, -40), "damaged", "cut short"],
    ["edited", good.replace("12.5", "13.5"), "damaged", "does not match its checksum"],
    ["something else", '{"kind":"invoices"}', "foreign", "not a state of exporter"],
    ["younger than the program", good.replace('"version": 1', '"version": 2'), "newer", "later version"]
  ]

  it.scopedLive.each(cases)("%s", ([, text, reason, words]) =>
    Effect.gen(function* () {
      const server = yield* serve
      server.objects.set(STATE, { text, etag: '"1"' })
      for (const work of [storeOf(server).read, run(storeOf(server), "a")]) {
        const error = yield* Effect.flip(work as Effect.Effect<unknown, { readonly message: string }>)
        expect(error).toMatchObject({ reason, file: `s3://${BUCKET}/${STATE}` })
        expect(error.message).toContain(words)
      }
      // Neither it nor the lock is left otherwise than it was.
      expect([...server.objects]).toEqual([[STATE, { text, etag: '"1"' }]])
    })
  )

  it.scopedLive("is not taken for a first run where it is gone, or a part of its journal is", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const store = storeOf(server)
      yield* run(store, "a")
      const kept = server.objects.get(STATE)
      server.objects.delete(STATE)
      expect(yield* Effect.flip(store.read)).toMatchObject({
        reason: "damaged",
        detail: "is missing, though there was one"
      })
      if (kept !== undefined) server.objects.set(STATE, kept)
      const broken = { ...bucketOf(server), remove: () => Effect.void }
      yield* Effect.scoped(
        Effect.gen(function* () {
          const writer = yield* storeIn(broken).open("apply")
          yield* writer.commit(put("b"))
          yield* writer.commit(put("c"))
          server.objects.delete("ledger/exports.state.journal/0000000001/0000000001")
          expect(yield* Effect.flip(store.read)).toMatchObject({ reason: "damaged" })
        })
      )
      // By the end of that run, the state has it all.
      expect(names(yield* store.read)).toEqual(["a", "b", "c"])
    })
  )

  it.scopedLive("a bucket that is not there is no first run either", () =>
    Effect.gen(function* () {
      const server = yield* serve
      const bucket = bucketOf({ ...server, url: `${server.url}/other` })
      expect(yield* Effect.flip(storeIn(bucket).read)).toMatchObject({ reason: "unreadable" })
    })
  )
})
