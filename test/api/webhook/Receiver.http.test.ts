import { createHmac } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, it } from "@effect/vitest"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { makeReceiver, type Receiver } from "../../../src/api/webhook/Receiver.http.ts"

const SECRET = "a long secret"
const sign = (body: string, secret = SECRET) => createHmac("sha256", secret).update(body).digest("hex")
const completed = (id: string) =>
  JSON.stringify({ event: "data_exports.completed", account_id: null, payload: { id, status: "completed" } })

/** A server of which the receiver is a part. */
const served = (secret = SECRET, options: { readonly slowestBodyMs?: number } = {}) =>
  Effect.gen(function* () {
    const receiver = yield* makeReceiver({ secret: Redacted.make(secret), ...options })
    const server = http.createServer((request, response) => {
      if (!receiver.handle(request, response)) response.writeHead(200).end("of somebody else")
    })
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () => Effect.sync(() => server.close().closeAllConnections())
    )
    return { receiver, port: (server.address() as AddressInfo).port }
  })

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The status of the answer. */
const send = (port: number, body: string, { method = "POST", path = "/webhook", headers }: Sent = {}) =>
  Effect.async<number>((resume) => {
    const sent = headers ?? { Signature: sign(body) }
    const request = http.request({ port, method, path, headers: sent, agent: false }, (response) => {
      response.resume()
      resume(Effect.succeed(response.statusCode ?? 0))
    })
    request.on("error", () => {}).end(body)
  })

const taken = (receiver: Receiver) => Effect.map(Queue.takeAll(receiver.hints), Chunk.toReadonlyArray)

describe("a webhook", () => {
  it.scoped("that is signed becomes a hint", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      for (const id of ["data_export_1", "data_export_2"]) expect(yield* send(port, completed(id))).toBe(204)
      expect(yield* taken(receiver)).toEqual(["data_export_1", "data_export_2"])
    })
  )

  it.scoped("that is of nothing anybody waits for is taken, and left alone", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      for (const event of ["messages.received", "data_exports.in_progress", "data_exports.calculating_credits"])
        expect(yield* send(port, JSON.stringify({ event, payload: { id: "data_export_1" } }))).toBe(204)
      expect(yield* taken(receiver)).toEqual([])
      expect(receiver.stats()).toMatchObject({ ignored: 3, hinted: 0 })
    })
  )

  it.scoped("that is not signed, or by somebody else, is refused unread", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      const body = completed("data_export_1")
      for (const headers of [{}, { Signature: sign(body, "other") }, { Signature: sign("{}") }])
        for (const one of [body, "nonsense"]) expect(yield* send(port, one, { headers })).toBe(401)
      expect(yield* taken(receiver)).toEqual([])
      expect(receiver.stats()).toMatchObject({ forged: 6, refused: 0 })
    })
  )

  it.scoped("is never right where there is no secret", () =>
    Effect.gen(function* () {
      const { port } = yield* served("")
      const body = completed("data_export_1")
      for (const headers of [{}, { Signature: sign(body, "") }]) expect(yield* send(port, body, { headers })).toBe(401)
    })
  )

  it.scoped.each<[string, string, Sent, number]>([
    ["nonsense", "{", {}, 400],
    ["no event", "{}", {}, 400],
    ["another method", "", { method: "GET" }, 405],
    ["another method", "", { method: "PUT" }, 405],
    ["a body that says it is too large", "", { headers: { "Content-Length": "65537" } }, 413],
    ["a body that is too large", "x".repeat(65_537), { headers: { "Transfer-Encoding": "chunked" } }, 413],
    ["somebody else's path", "", { path: "/healthz", method: "GET" }, 200],
    ["somebody else's path", "", { path: "/webhooks" }, 200],
    ["a query behind the path", "{", { path: "/webhook?x=1" }, 400]
  ])("%s %#: %s", ([, body, sent, status]) =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      expect(yield* send(port, body, sent)).toBe(status)
      expect(receiver.stats().refused).toBe(status === 200 ? 0 : 1)
    })
  )

  it.scoped("of the largest size is read", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      const body = completed("data_export_1").padEnd(65_536)
      expect(yield* send(port, body)).toBe(204)
      expect(receiver.stats().hinted).toBe(1)
    })
  )
})

describe("a burst", () => {
  it.scoped("of one export is one hint a second", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      const body = completed("data_export_1")
      for (let n = 0; n < 5; n++) expect(yield* send(port, body)).toBe(204)
      expect(yield* taken(receiver)).toEqual(["data_export_1"])
      yield* TestClock.adjust("999 millis")
      yield* send(port, body)
      expect(yield* taken(receiver)).toEqual([])
      yield* TestClock.adjust("1 millis")
      yield* send(port, body)
      expect(yield* taken(receiver)).toEqual(["data_export_1"])
      expect(receiver.stats()).toMatchObject({ hinted: 2, repeated: 5 })
    })
  )

  it.scoped("that nobody takes in time is dropped beyond 1,024, and still answered", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      const ids = Array.from({ length: 1_030 }, (_, n) => `data_export_${n}`)
      const statuses = yield* Effect.forEach(ids, (id) => send(port, completed(id)), { concurrency: 8 })
      expect(new Set(statuses)).toEqual(new Set([204]))
      expect(yield* taken(receiver)).toHaveLength(1_024)
      expect(receiver.stats()).toMatchObject({ hinted: 1_024, dropped: 6 })
    })
  )
})

describe("a sender that means no good", () => {
  it.scoped("that does not end its body is hung up on", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served(SECRET, { slowestBodyMs: 30 })
      expect(yield* send(port, "{", { headers: { "Content-Length": "10" } })).toBe(408)
      expect(receiver.stats().refused).toBe(1)
    })
  )

  it.live("holds no more than 64 bodies open; those that break off are forgotten", () =>
    Effect.gen(function* () {
      const { receiver, port } = yield* served()
      const open = yield* Effect.forEach(Array.from({ length: 64 }), () =>
        Effect.async<http.ClientRequest>((resume) => {
          const headers = { "Content-Length": "1000" }
          const request = http.request({ port, method: "POST", path: "/webhook", headers, agent: false })
          request.on("error", () => {}).write("{", () => resume(Effect.succeed(request)))
        })
      )
      const body = completed("data_export_1")
      const refusedAtOnce = Effect.repeat(send(port, body), { until: (status) => status === 503 })
      expect(yield* refusedAtOnce).toBe(503)
      for (const request of open) request.destroy()
      const takenAgain = Effect.repeat(send(port, body), { until: (status) => status === 204 })
      expect(yield* takenAgain).toBe(204)
      expect(receiver.stats().refused).toBeGreaterThanOrEqual(65)
    }).pipe(Effect.scoped)
  )
})
