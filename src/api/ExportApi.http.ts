/** `ExportApi` over HTTP. Says what each answer means in terms of effect; repeats nothing. */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { type Answer, ApiError, type ApiErrorReason, ExportApi } from "./ExportApi.ts"
import type { RateNews } from "./pace.ts"
import { PRIORITY, type Priority, RateLimiter } from "./RateLimiter.ts"
import * as wire from "./wire.ts"

export interface HttpApiOptions {
  /** Without a slash at its end. HTTPS, or HTTP to this machine: the key travels with every call. */
  readonly baseUrl: string
  readonly apiKey: Redacted.Redacted
  /** How long one call may take, in ms. */
  readonly timeoutMs: number
}

type Operation = ApiError["operation"]

/** An answer of the API is far smaller; what is larger is not read to its end. */
const MAX_BODY_BYTES = 32 * 1024 * 1024

/** How long a signed URL asked for lasts, in minutes: the most that the API gives. */
const URL_MINUTES = 60

export const layer = (options: HttpApiOptions): Layer.Layer<ExportApi, never, HttpClient.HttpClient | RateLimiter> =>
  Layer.effect(
    ExportApi,
    Effect.gen(function* () {
      const client = yield* HttpClient.HttpClient
      const limiter = yield* RateLimiter

      const call = <A, E = never>(
        operation: Operation,
        priority: Priority,
        request: HttpClientRequest.HttpClientRequest,
        decode: (envelope: wire.Envelope) => A | undefined,
        intent: Effect.Effect<void, E> = Effect.void
      ): Effect.Effect<Answer<A>, ApiError | E> =>
        limiter.through(priority, (learn) =>
          Effect.zipRight(intent, inItsOwnFiber(answerTo(operation, request, decode, learn)))
        )

      const answerTo = <A>(
        operation: Operation,
        request: HttpClientRequest.HttpClientRequest,
        decode: (envelope: wire.Envelope) => A | undefined,
        learn: (news: RateNews) => void
      ): Effect.Effect<Answer<A>, ApiError> =>
        Effect.gen(function* () {
          const response = yield* client.execute(request).pipe(
            Effect.provideService(FetchHttpClient.RequestInit, { redirect: "manual" }),
            Effect.mapError((error) => sendFailure(operation, error))
          )
          // Once there is a status, a POST was seen by a server: a body that breaks off leaves its effect unknown.
          const text = yield* readText(response).pipe(Effect.mapError((cause) => unread(operation, cause)))

          if (response.status < 200 || response.status > 299) {
            const body = wire.errorBody(text)
            const retryAfterMs = wire.retryAfterMs(response.headers["retry-after"], yield* Clock.currentTimeMillis)
            const error = refusal(operation, response.status, body, excerpt(text), retryAfterMs)
            learn(error.reason === "rate-limited" ? overLimit(body, retryAfterMs) : (body?.meta.rate ?? {}))
            return yield* error
          }
          const envelope = wire.envelope(text)
          learn(envelope?.meta.rate ?? {})
          const data = envelope === undefined ? undefined : decode(envelope)
          if (envelope === undefined || data === undefined)
            return yield* new ApiError({
              operation,
              effect: "unknown",
              reason: "garbled",
              status: response.status,
              detail: `the answer (status ${response.status}) is not one of the API: ${excerpt(text)}`
            })
          const serverTime = wire.instant(response.headers["date"])
          return {
            data,
            ...(envelope.meta.balance === undefined ? {} : { balance: envelope.meta.balance }),
            ...(envelope.meta.used === undefined ? {} : { used: envelope.meta.used }),
            ...(serverTime === undefined ? {} : { serverTime })
          }
        }).pipe(
          Effect.scoped,
          Effect.timeoutFail({
            duration: options.timeoutMs,
            onTimeout: () =>
              new ApiError({
                operation,
                effect: "unknown",
                reason: "timeout",
                detail: `no answer within ${options.timeoutMs / 1000} s`
              })
          })
        )

      const authorized = (request: HttpClientRequest.HttpClientRequest) =>
        request.pipe(
          HttpClientRequest.prependUrl(`${options.baseUrl}/api/data-exports`),
          HttpClientRequest.bearerToken(options.apiKey),
          HttpClientRequest.acceptJson
        )
      const path = (id: string) => `/${encodeURIComponent(id)}`

      return ExportApi.of({
        create: (request, intent) =>
          call(
            "create",
            PRIORITY.create,
            authorized(HttpClientRequest.post("")).pipe(
              // Only the program starts, and only after the budget said yes.
              HttpClientRequest.bodyUnsafeJson({ ...request, auto_start: false })
            ),
            ({ data }) => wire.remoteExport(data),
            intent
          ),
        list: ({ page, type }) =>
          call(
            "list",
            PRIORITY.read,
            authorized(HttpClientRequest.get("")).pipe(
              HttpClientRequest.setUrlParams({
                per_page: "100",
                page: String(page),
                ...(type === undefined ? {} : { type }),
                download_url_expires_in: String(URL_MINUTES)
              })
            ),
            ({ data }) => wire.exportPage(data)
          ),
        get: (id) =>
          call(
            "get",
            PRIORITY.read,
            authorized(HttpClientRequest.get(path(id))).pipe(
              HttpClientRequest.setUrlParams({ download_url_expires_in: String(URL_MINUTES) })
            ),
            ({ data }) => wire.remoteExport(data)
          ),
        start: (id, _allowance, intent) =>
          call(
            "start",
            PRIORITY.start,
            authorized(HttpClientRequest.post(`${path(id)}/start`)),
            ({ data }) => wire.startedExport(data),
            intent
          )
      })
    })
  )

/** The whole body as text, up to the size that is believed. */
const readText = (response: HttpClientResponse.HttpClientResponse): Effect.Effect<string, unknown> =>
  Stream.runFoldEffect(response.stream, { size: 0, chunks: [] as Uint8Array[] }, (read, chunk) => {
    const size = read.size + chunk.length
    if (size > MAX_BODY_BYTES) return Effect.fail("larger than any answer of the API")
    read.chunks.push(chunk)
    return Effect.succeed({ size, chunks: read.chunks })
  }).pipe(Effect.map(({ chunks }) => Buffer.concat(chunks).toString("utf8")))

const REASONS: Readonly<Record<number, ApiErrorReason>> = {
  400: "invalid",
  401: "unauthenticated",
  402: "insufficient-credits",
  403: "unauthenticated",
  404: "not-found",
  409: "conflict",
  422: "invalid",
  429: "rate-limited"
}

const refusal = (
  operation: Operation,
  status: number,
  body: wire.ErrorBody | undefined,
  text: string,
  retryAfterMs: number | undefined
): ApiError => {
  const server = status >= 500
  // 408: a proxy gave up waiting; what it had passed on by then is not known.
  const unknown = server || status === 408
  const said = body?.message ?? (text.trim() === "" ? "no further word" : excerpt(text))
  const redirect = status >= 300 && status < 400
  return new ApiError({
    operation,
    effect: unknown ? "unknown" : "refused",
    reason: server ? "server" : unknown ? "timeout" : (REASONS[status] ?? "rejected"),
    status,
    detail: redirect ? "the server redirects elsewhere; the key is not sent there" : `${said} (status ${status})`,
    ...(body?.fields === undefined ? {} : { fields: body.fields }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs })
  })
}

/** Failures before any connection stood: the request cannot have reached the server. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
])

const sendFailure = (operation: Operation, error: { readonly cause?: unknown }): ApiError => {
  const code = codeOf(error.cause)
  const notSent = code !== undefined && NOT_SENT.has(code)
  return new ApiError({
    operation,
    effect: notSent ? "not-sent" : "unknown",
    reason: "connection",
    detail: notSent
      ? `the server cannot be reached (${code})`
      : `the connection broke${code === undefined ? "" : ` (${code})`}`
  })
}

const broken = (operation: Operation): ApiError =>
  new ApiError({ operation, effect: "unknown", reason: "connection", detail: "the answer broke off" })

/** The system's word for a failure, however deep it is wrapped; of several addresses tried, the last one's. */
const codeOf = (cause: unknown, depth = 0): string | undefined => {
  if (typeof cause !== "object" || cause === null || depth > 5) return undefined
  if ("code" in cause && typeof cause.code === "string") return cause.code
  if ("errors" in cause && Array.isArray(cause.errors)) return codeOf(cause.errors.at(-1), depth + 1)
  return "cause" in cause ? codeOf(cause.cause, depth + 1) : undefined
}

/** The beginning of a foreign answer, on one line. */
const excerpt = (text: string): string => {
  const line = text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
  return line === "" ? "an empty body" : `"${line.length > 120 ? `${line.slice(0, 120)}…` : line}"`
}
