/** What `exporter doctor` finds at the server, with one call: a page of the team's exports, which is free. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { type Answer, type ApiError, ExportApi, type RateUsage } from "../../api/ExportApi.ts"
import { RateLimiter } from "../../api/RateLimiter.ts"
import { stopBeforeStart } from "../../apply/failures.ts"
import type { Manifest } from "../../manifest/Manifest.ts"
import type { Surroundings } from "../context.ts"
import type { Failure } from "../Failure.ts"
import { renderCredits } from "../render/amounts.ts"
import { apiKey, apiLayer, type Server, sandboxServer, windowMs } from "../server.ts"
import { baseUrl } from "../serverName.ts"
import { type Check, ok, problem, warning } from "./Check.ts"

/** @param manifest left out where it is not valid */
export const there = (options: { readonly sandbox: boolean }, around: Surroundings, manifest: Manifest | undefined) =>
  Effect.gen(function* () {
    const found = yield* options.sandbox ? sandbox(around) : environment
    return Either.isLeft(found)
      ? found.left
      : yield* Effect.provide(ask(found.right, manifest), apiLayer(found.right, manifest?.rate.reserve ?? 0))
  })

const wrong = (name: Check["name"], { message, hint }: Failure): Check =>
  problem(name, message, hint ?? "exporter doctor --help")

const sandbox = (around: Surroundings) =>
  Effect.map(
    Effect.either(sandboxServer(around, true)),
    Either.mapLeft((failure) => [wrong("server", failure)])
  )

/** Everything that is wrong with it, and not the first thing alone. */
const environment: Effect.Effect<Either.Either<Server, ReadonlyArray<Check>>> = Effect.gen(function* () {
  const key = yield* Effect.either(apiKey)
  const url = yield* Effect.either(baseUrl)
  const window = yield* Effect.either(windowMs)
  if (Either.isRight(key) && Either.isRight(url) && Either.isRight(window))
    return Either.right({ apiKey: key.right, baseUrl: url.right, windowMs: window.right })
  return Either.left([
    ...(Either.isLeft(key) ? [wrong("key", key.left)] : []),
    ...(Either.isLeft(url) ? [wrong("server", url.left)] : []),
    ...(Either.isLeft(window) ? [wrong("limits", window.left)] : [])
  ])
})

/** No answer after so long is an answer, in ms. */
const PATIENCE_MS = 15_000

const ask = ({ baseUrl }: Server, manifest: Manifest | undefined) =>
  Effect.gen(function* () {
    const api = yield* ExportApi
    const sent = yield* Clock.currentTimeMillis
    const asked = yield* api.list({ page: 1 }).pipe(Effect.timeoutOption(PATIENCE_MS), Effect.either)
    const answered = yield* Clock.currentTimeMillis
    if (Either.isLeft(asked)) return refused(baseUrl, asked.left)
    if (asked.right._tag === "None")
      return [
        UNCHECKED,
        problem(
          "server",
          `${baseUrl} gives no answer within ${PATIENCE_MS / 1000} s`,
          "check the connection and ONLYFANSAPI_BASE_URL"
        )
      ]
    const answer = asked.right.value
    return [
      ok("key", "accepted"),
      ok("server", `${baseUrl} answers`),
      balance(answer, manifest),
      limits(yield* (yield* RateLimiter).usage),
      clock(answer, sent, answered)
    ]
  })

const balance = ({ balance }: Answer<unknown>, manifest: Manifest | undefined): Check => {
  if (balance === undefined)
    return warning("balance", "not told by the server", "`keep_balance` cannot hold without it")
  const told = renderCredits(balance)
  if (balance <= 0)
    return problem("balance", told, "buy credits in the console of the API: without any, nothing can be started")
  const kept = manifest?.budget.keepBalance
  return kept !== undefined && balance <= kept
    ? warning("balance", told, `keep_balance (${kept}) leaves nothing of it to spend`)
    : ok("balance", told)
}

const limits = ({ limit, remaining, remainingToday, reserve, windowMs }: RateUsage): Check => {
  if (limit === null || limit === undefined) return ok("limits", "none is told")
  const window = windowMs === 60_000 ? "a minute" : `in ${windowMs / 1000} s`
  const message = [
    `${limit} calls ${window} for the whole team`,
    ...(remaining === undefined ? [] : [`${remaining} left now`]),
    ...(remainingToday === undefined ? [] : [`${remainingToday} left today`])
  ].join(", ")
  if (remainingToday === 0) return warning("limits", message, "a run waits for the next day, in UTC")
  if (reserve >= limit)
    return warning("limits", message, `rate.reserve (${reserve}) leaves one call at a time: a run will be slow`)
  return remaining === 0
    ? warning("limits", message, "others of the team use it up; a run waits for its turn")
    : ok("limits", message)
}

/** A clock that is further off than this makes times hard to compare, in ms. */
const MOST_OFF_MS = 60_000

const clock = ({ serverTime }: Answer<unknown>, sent: number, answered: number): Check => {
  if (serverTime === undefined)
    return warning("clock", "not told by the server", "see that this machine's clock is right: windows close by it")
  const offMs = offBy(Date.parse(serverTime), sent, answered)
  const seconds = Math.round(Math.abs(offMs) / 1000)
  return Math.abs(offMs) <= MOST_OFF_MS
    ? ok("clock", seconds === 0 ? "as the server's" : `${seconds} s off the server's`)
    : warning(
        "clock",
        `${seconds} s ${offMs < 0 ? "ahead of" : "behind"} the server's`,
        "set this machine's clock: windows close, and months end, by it"
      )
}

/** The server told the time at some moment in between; it leaves fractions of a second out. */
const offBy = (told: number, sent: number, answered: number): number => {
  if (told < sent - 1_000) return told - sent
  return told > answered ? told - answered : 0
}

const UNCHECKED = ok("key", "set; whether it is accepted, only an answer of the API could tell")

/** What one failed call says of key and server. */
const refused = (baseUrl: string, error: ApiError): ReadonlyArray<Check> => {
  const said = `${baseUrl}: ${error.detail}`
  const answers = ok("server", `${baseUrl} answers`)
  switch (error.reason) {
    case "unauthenticated": {
      const { message, hint } = stopBeforeStart(error).reason
      return [problem("key", message, hint ?? "check ONLYFANSAPI_API_KEY"), answers]
    }
    case "insufficient-credits":
      return [UNCHECKED, answers, problem("balance", error.detail, "buy credits in the console of the API")]
    case "rate-limited": {
      const wait = error.retryAfterMs === undefined ? "" : `; it asks to wait ${Math.ceil(error.retryAfterMs / 1000)} s`
      return [
        UNCHECKED,
        answers,
        warning(
          "limits",
          `used up: ${error.detail}${wait}`,
          "the team's other programs use it; a run waits for its turn"
        )
      ]
    }
    case "server":
      return [
        UNCHECKED,
        problem("server", said, "the trouble is there, not here: try again later, or check ONLYFANSAPI_BASE_URL")
      ]
    case "connection":
    case "timeout":
    case "interrupted":
      return [UNCHECKED, problem("server", said, "check the connection and ONLYFANSAPI_BASE_URL, then try again")]
    case "garbled":
    case "not-found":
    case "invalid":
    case "conflict":
    case "rejected":
      return [UNCHECKED, problem("server", said, "that is no answer of the API: check ONLYFANSAPI_BASE_URL")]
  }
}
