/** Which server a run talks to, and how: from the environment, or a sandbox of its own. */
import path from "node:path"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as ExportApiHttp from "../api/ExportApi.http.ts"
import { RateLimiter } from "../api/RateLimiter.ts"
import type { Surroundings } from "./context.ts"
import { type Failure, usage } from "./Failure.ts"
import { baseUrl } from "./serverName.ts"

export interface Server {
  readonly baseUrl: string
  readonly apiKey: Redacted.Redacted
  /** Length of the server's rate-limit window, in ms. */
  readonly windowMs: number
}

const MINUTE_MS = 60_000

/** Longest that one call may take, in ms. */
const CALL_TIMEOUT_MS = 60_000

export const serverFor = (options: { readonly sandbox: boolean }, around: Surroundings) =>
  options.sandbox ? sandboxServer(around) : serverFromEnvironment

/** Two looks at one export are at least this share of the rate-limit window apart. */
const TICKS_PER_WINDOW = 60

/** The shortest time between two looks at one export, in ms. */
export const tickMsOf = ({ windowMs }: Server): number => Math.ceil(windowMs / TICKS_PER_WINDOW)

export const apiKey: Effect.Effect<Redacted.Redacted, Failure> = Effect.suspend(() => {
  const key = process.env["ONLYFANSAPI_API_KEY"]?.trim()
  if (key === undefined || key === "")
    return usage(
      "ONLYFANSAPI_API_KEY is not set",
      "the console of the API shows the keys of the team; without one, try `exporter apply --sandbox`"
    )
  // It travels in a header; what may not stand there makes the call fail as if the connection had.
  return /^[\x21-\x7e]+$/.test(key)
    ? Effect.succeed(Redacted.make(key))
    : usage(
        "ONLYFANSAPI_API_KEY has a character in it that no key has: a blank, a line break, or one beyond ASCII",
        "copy the key anew from the console of the API"
      )
})

/** `EXPORTER_RATE_WINDOW_MS`: the minute of servers whose clock runs faster, for sandboxes and benchmarks. */
export const windowMs: Effect.Effect<number, Failure> = Effect.suspend(() => {
  const text = process.env["EXPORTER_RATE_WINDOW_MS"]
  if (text === undefined || text === "") return Effect.succeed(MINUTE_MS)
  const value = Number(text)
  return Number.isFinite(value) && value >= 1
    ? Effect.succeed(value)
    : usage(
        `EXPORTER_RATE_WINDOW_MS is '${text}', and must be a number of milliseconds`,
        "leave it out: the API counts in minutes"
      )
})

export const serverFromEnvironment: Effect.Effect<Server, Failure> = Effect.all({ apiKey, baseUrl, windowMs })

/**
 * A sandbox that lives as long as the scope; what was bought in it is kept for the next one.
 *
 * @param keepsNothing begins as it was left, and leaves no trace
 */
export const sandboxServer = ({ worldFile }: Surroundings, keepsNothing = false) =>
  Effect.gen(function* () {
    const { mkdirSync } = yield* Effect.promise(() => import("node:fs"))
    const Sandbox = yield* Effect.promise(() => import("../sandbox/Sandbox.ts"))
    const cannot = (error: unknown) =>
      usage(
        `the sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`,
        `what was bought in it is kept in ${worldFile}: the folder must be writable, and the file its own`
      )
    if (!keepsNothing)
      yield* Effect.try({ try: () => mkdirSync(path.dirname(worldFile), { recursive: true }), catch: cannot })
    const sandbox = yield* Effect.mapError(Sandbox.scoped({ stateFile: worldFile, keepsNothing }), cannot)
    return { baseUrl: sandbox.url, apiKey: Redacted.make("sandbox"), windowMs: MINUTE_MS } satisfies Server
  })

export const apiLayer = (server: Server, reserve: number) =>
  ExportApiHttp.layer({ baseUrl: server.baseUrl, apiKey: server.apiKey, timeoutMs: CALL_TIMEOUT_MS }).pipe(
    Layer.provideMerge(RateLimiter.layer({ windowMs: server.windowMs, reserve })),
    Layer.provide(FetchHttpClient.layer)
  )
