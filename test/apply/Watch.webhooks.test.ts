/** The sandbox, the HTTP of both directions, and the watch: exports that are waited for with webhooks, without, and with bad ones. */
import http from "node:http"
import type { AddressInfo } from "node:net"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import * as ExportApiHttp from "../../src/api/ExportApi.http.ts"
import { ExportApi } from "../../src/api/ExportApi.ts"
import { RateLimiter } from "../../src/api/RateLimiter.ts"
import { makeReceiver } from "../../src/api/webhook/Receiver.http.ts"
import type { Calls } from "../../src/apply/calls.ts"
import { Reporter } from "../../src/apply/Reporter.ts"
import { isPast } from "../../src/apply/status.ts"
import { makeWatch } from "../../src/apply/Watch.ts"
import type { DataExportId, Instant } from "../../src/domain.ts"
import * as Sandbox from "../../src/sandbox/Sandbox.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { TRANSACTIONS } from "../sandbox/fixtures.ts"
import { address } from "./watched.ts"

const SECRET = "a long secret"
const TICK = 200
const EXPORTS = 5

/** How many calls it took to see all exports completed, that end one after another. */
const callsWith = (hinted: boolean, rules: ReadonlyArray<Rule> = []) =>
  Effect.gen(function* () {
    const receiver = yield* makeReceiver({ secret: Redacted.make(SECRET) })
    const server = http.createServer((request, response) => void receiver.handle(request, response))
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () => Effect.sync(() => server.close().closeAllConnections())
    )
    const webhook = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, secret: SECRET }
    const sandbox = yield* Sandbox.scoped({
      calculateMs: 100,
      runMs: 2_000,
      limitPerWindow: 1_000,
      scenario: { version: 1, rules },
      ...(hinted ? { webhook } : {})
    })
    const api = yield* Layer.build(
      ExportApiHttp.layer({ baseUrl: sandbox.url, apiKey: Redacted.make("key"), timeoutMs: 5_000 }).pipe(
        Layer.provide(RateLimiter.layer({ windowMs: 60_000, reserve: 0 })),
        Layer.provide(FetchHttpClient.layer)
      )
    ).pipe(Effect.flatMap((context) => Effect.provide(ExportApi, context)))
    const calls: Calls = {
      list: (query) => Effect.map(api.list(query), ({ data }) => data),
      get: (id) => Effect.map(api.get(id), ({ data }) => data),
      noted: ({ data }) => Effect.succeed(data),
      serverNow: Effect.succeed("2024-06-01T12:00:00Z" as Instant)
    }
    const reporter = { emit: () => Effect.void }
    const watch = yield* makeWatch(calls, TICK, EXPORTS, { hinted }).pipe(Effect.provideService(Reporter, reporter))
    yield* Effect.forkScoped(Effect.forever(Effect.flatMap(Queue.take(receiver.hints), watch.hint)))
    const one = (n: number) =>
      Effect.gen(function* () {
        yield* Effect.sleep(n * 400)
        const id = (yield* Effect.promise(() => post(sandbox.url, "", TRANSACTIONS))).id as DataExportId
        yield* watch.until(id, address, isPast.calculation)
        yield* Effect.promise(() => post(sandbox.url, `/${id}/start`))
        return (yield* watch.until(id, address, isPast.run)).status
      })
    const ends = yield* Effect.forEach(Array.from({ length: EXPORTS }).keys(), one, { concurrency: "unbounded" })
    expect(ends).toEqual(Array.from({ length: EXPORTS }, () => "completed"))
    const { list, get } = sandbox.stats().calls
    return list + get
  }).pipe(Effect.scoped)

const post = async (url: string, path: string, body: object = {}): Promise<{ readonly id: string }> => {
  const headers = { Authorization: "Bearer key", "Content-Type": "application/json" }
  const answer = await fetch(`${url}/api/data-exports${path}`, { method: "POST", headers, body: JSON.stringify(body) })
  return ((await answer.json()) as { data: { id: string } }).data
}

describe("with webhooks", () => {
  it.live("exports are seen to complete with fewer calls; bad ones keep none of them", () =>
    Effect.gen(function* () {
      const bad: ReadonlyArray<Rule> = [
        { on: "webhook", every: 2, do: { webhook: { lost: true } } },
        { on: "webhook", every: 3, do: { webhook: { forged: true } } },
        { on: "webhook", every: 5, do: { webhook: { copies: 3, late_ms: 700 } } }
      ]
      const [polled, hinted, badly] = yield* Effect.all([callsWith(false), callsWith(true), callsWith(true, bad)], {
        concurrency: "unbounded"
      })
      // Two for each are needed: for the price and for the end.
      expect(hinted).toBeLessThan(polled)
      expect(badly).toBeGreaterThan(0)
    })
  )
})
