/** Servers that answer as no API would, and remember what they were asked. */
import http from "node:http"
import type { AddressInfo, Socket } from "node:net"
import net from "node:net"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export interface RawServer {
  readonly url: string
  readonly asked: ReadonlyArray<Asked>
  /** Resolves once a connection to it was closed by the other side. */
  readonly hungUp: Promise<void>
}

const listening = (server: net.Server): Effect.Effect<string> =>
  Effect.async((resume) => {
    server.listen(0, "127.0.0.1", () =>
      resume(Effect.succeed(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
    )
  })

export const rawServer = (
  answer: (response: http.ServerResponse, asked: Asked, nth: number) => void
): Effect.Effect<RawServer, never, Scope.Scope> =>
  Effect.gen(function* () {
    const asked: Array<Asked> = []
    const server = http.createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        const { method = "", url = "", headers } = request
        const one = { method, url, headers, body: Buffer.concat(chunks).toString() }
        asked.push(one)
        answer(response, one, asked.length)
      })
    })
    const hungUp = new Promise<void>((resolve) => {
      server.on("connection", (socket: Socket) => {
        socket.on("error", () => {})
        socket.on("close", () => resolve())
      })
    })
    yield* Effect.addFinalizer(() =>
      Effect.async<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
    )
    return { url: yield* listening(server), asked, hungUp }
  })

/** A port of this machine where nobody listens. */
export const closedPort: Effect.Effect<string> = Effect.gen(function* () {
  const server = net.createServer()
  const url = yield* listening(server)
  yield* Effect.async<void>((resume) => {
    server.close(() => resume(Effect.void))
  })
  return url
})
