/** What the sandbox sends, and what is taken: neither knows the other. */
import http from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import { makeReceiver } from "../../../src/api/webhook/Receiver.http.ts"
import * as Sandbox from "../../../src/sandbox/Sandbox.ts"
import { TRANSACTIONS } from "../../sandbox/fixtures.ts"

describe("the webhooks of the sandbox", () => {
  it.live("are hints of the price and of the end; what is forged, doubled or of no use is none", () =>
    Effect.gen(function* () {
      const receiver = yield* makeReceiver({ secret: Redacted.make("a long secret") })
      const server = http.createServer((request, response) => void receiver.handle(request, response))
      yield* Effect.acquireRelease(
        Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
        () => Effect.sync(() => server.close().closeAllConnections())
      )
      const { url } = yield* Sandbox.scoped({
        calculateMs: 50,
        runMs: 1_400,
        webhook: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, secret: "a long secret" },
        scenario: {
          version: 1,
          rules: [
            { on: "webhook", nth: 1, do: { webhook: { forged: true } } },
            { on: "webhook", nth: [2, 4], do: { webhook: { copies: 3 } } }
          ]
        }
      })
      const answer = yield* Effect.promise(() =>
        fetch(`${url}/api/data-exports`, {
          method: "POST",
          headers: { Authorization: "Bearer key", "Content-Type": "application/json" },
          body: JSON.stringify({ ...TRANSACTIONS, auto_start: true })
        }).then((response) => response.json() as Promise<{ data: { id: string } }>)
      )
      const hints = [yield* Queue.take(receiver.hints), yield* Queue.take(receiver.hints)]
      expect(hints).toEqual([answer.data.id, answer.data.id])
      // Four more copies; on a busy machine one of them may come so late that it counts as a hint of its own.
      yield* Effect.repeat(Effect.sync(receiver.stats), {
        until: ({ hinted, repeated }) => hinted + repeated === 6,
        schedule: Schedule.spaced(10)
      })
      expect(receiver.stats()).toMatchObject({ ignored: 1 })
      expect(receiver.stats().forged).toBeGreaterThanOrEqual(1)
    }).pipe(Effect.scoped)
  )
})
