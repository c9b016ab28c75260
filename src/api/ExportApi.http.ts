/** `ExportApi` over HTTP. Says what each answer means in terms of effect; repeats nothing. */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { annotate } from "../telemetry/spans.ts"
import { type Answer, ApiError, type ApiErrorReason, ExportApi } from "./ExportApi.ts"
import { observed } from "./observed.ts"
import type { RateNews } from "./pace.ts"
import { PRIORITY, type Priority, RateLimiter } from "./RateLimiter.ts"
import { scrub, scrubAll } from "./scrub.ts"
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

/** What is needed as it is, and shown to nobody. */
const SIGNED_FIELDS: ReadonlySet<string> = new Set(["download_url"])

/** How long a signed URL asked for lasts, in minutes: the most that the API gives. */
const URL_MINUTES = 60

export const layer = (options: HttpApiOptions): Layer.Layer<ExportApi, never, HttpClient.HttpClient | RateLimiter> =>
  Layer.effect(
    ExportApi,
    Effect.gen(function* () {
      // Calls have spans of their own, in the words of the API; the vendor is sent none of them.
      const client = HttpClient.withTracerDisabledWhen(yield* HttpClient.HttpClient, () => true)
      const observe = observed(options.baseUrl)
      const limiter = yield* RateLimiter
      const clean = (text: string): string => scrub(text, Redacted.value(options.apiKey))
      const cleanObject = (data: wire.Json): wire.Json => scrubAll(data, clean, SIGNED_FIELDS)

      const call = <A, E = never>(
        operation: Operation,
        priority: Priority,
        request: HttpClientRequest.HttpClientRequest,
        decode: (envelope: wire.Envelope) => A | undefined,
        intent: Effect.Effect<void, E> = Effect.void
      ): Effect.Effect<Answer<A>, ApiError | E> =>
        Effect.flatMap(Clock.currentTimeMillis, (askedAt) =>
          limiter.through(priority, (learn) =>
            Effect.flatMap(Clock.currentTimeMillis, (turnAt) =>
              Effect.zipRight(
                intent,
                inItsOwnFiber(observe(operation, turnAt - askedAt, answerTo(operation, request, decode, learn)))
              )
            )
          )
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
          yield* annotate({ "http.response.status_code": response.status })
          const text = yield* readText(response).pipe(Effect.mapError((cause) => unread(operation, cause)))
          yield* Effect.logDebug(`${operation}: status ${response.status}, ${text.length} characters`)

          if (response.status < 200 || response.status > 299) {
            const body = wire.errorBody(text, response.headers)
            // A date in it is one of the server's clock, which may differ from this one.
            const now = Date.parse(response.headers["date"] ?? "") || (yield* Clock.currentTimeMillis)
            const retryAfterMs = wire.retryAfterMs(response.headers["retry-after"], now)
            const error = refusal(operation, response.status, body, text, retryAfterMs, clean)
            learn(error.reason === "rate-limited" ? overLimit(body, retryAfterMs) : (body?.meta.rate ?? {}))
            return yield* error
          }
          const envelope = wire.envelope(text, response.headers)
          learn(envelope?.meta.rate ?? {})
          const data = envelope === undefined ? undefined : decode({ ...envelope, data: cleanObject(envelope.data) })
          if (envelope === undefined || data === undefined)
            return yield* new ApiError({
              operation,
              effect: "unknown",
              reason: "garbled",
              status: response.status,
              detail: `the answer (status ${response.status}) is not one of the API: ${excerpt(clean(text))}`
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
                per_page: String(wire.PAGE_SIZE),
                page: String(page),
                ...(type === undefined ? {} : { type }),
                download_url_expires_in: String(URL_MINUTES)
              })
            ),
            ({ data }) => wire.exportPage(data, page)
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
            ({ data }) => wire.statusChange(data),
            intent
          ),
        cancel: (id) =>
          call("cancel", PRIORITY.start, authorized(HttpClientRequest.del(path(id))), ({ data }) =>
            wire.statusChange(data)
          ),
        usage: limiter.usage
      })
    })
  )

/**
 * A call that must not be cut short from outside runs where interruption is off, and there no timeout strikes either. In
 * a fiber of its own it does. That one is nobody's child, for a fiber that is told to stop stops its children at once;
 * so an interruption reaches the call only where it reaches the caller.
 */
const inItsOwnFiber = <A, E, R>(call: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.forkDaemon(Effect.interruptible(call)), (fiber) =>
      Effect.onInterrupt(restore(Fiber.join(fiber)), () => Fiber.interrupt(fiber))
    )
  )

const TOO_LARGE = "too-large" as const

/** The whole body as text, up to the size that is believed. */
const readText = (response: HttpClientResponse.HttpClientResponse) =>
  Stream.runFoldEffect(response.stream, { size: 0, chunks: [] as Uint8Array[] }, (read, chunk) => {
    const size = read.size + chunk.length
    if (size > MAX_BODY_BYTES) return Effect.fail(TOO_LARGE)
    read.chunks.push(chunk)
    return Effect.succeed({ size, chunks: read.chunks })
  }).pipe(
    Effect.map(({ chunks }) => Buffer.concat(chunks).toString("utf8")),
    // A status that has no body, as 204.
    Effect.catchIf(
      (error) => error !== TOO_LARGE && error.reason === "EmptyBody",
      () => Effect.succeed("")
    )
  )

const unread = (operation: Operation, cause: unknown): ApiError =>
  cause === TOO_LARGE
    ? new ApiError({
        operation,
        effect: "unknown",
        reason: "garbled",
        detail: "the answer is larger than any of the API's"
      })
    : new ApiError({ operation, effect: "unknown", reason: "connection", detail: "the answer broke off" })

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
  retryAfterMs: number | undefined,
  clean: (text: string) => string
): ApiError => {
  const server = status >= 500
  // 408: a proxy gave up waiting; what it had passed on by then is not known.
  const unknown = server || status === 408
  const said = body?.message !== undefined ? shortened(clean(body.message), 300) : excerpt(clean(text))
  const redirect = status >= 300 && status < 400
  return new ApiError({
    operation,
    effect: unknown ? "unknown" : "refused",
    reason: server ? "server" : unknown ? "timeout" : (REASONS[status] ?? "rejected"),
    status,
    detail: redirect
      ? `the server redirects elsewhere; the key is not sent there (status ${status})`
      : `${said} (status ${status})`,
    ...(body?.fields === undefined ? {} : { fields: cleanFields(body.fields, clean) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs })
  })
}

const cleanFields = (fields: NonNullable<wire.ErrorBody["fields"]>, clean: (text: string) => string) =>
  Object.fromEntries(Object.entries(fields).map(([field, said]) => [clean(field), said.map(clean)]))

/** Over the limit nothing remains, whether the answer says so or not. */
const overLimit = (body: wire.ErrorBody | undefined, retryAfterMs: number | undefined): RateNews => ({
  ...body?.meta.rate,
  remaining: 0,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs })
})

/** How connections are made; what fails in it fails before any byte of the request was sent. */
const CONNECTING = new Set(["connect", "getaddrinfo"])

/** Refused in the handshake, or given up before it. */
const UNCONNECTED = new Set([
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
])

const sendFailure = (operation: Operation, error: { readonly cause?: unknown }): ApiError => {
  const { code, syscall } = systemErrorOf(error.cause)
  // An established connection can end with EHOSTUNREACH and its like as well: the system call tells the difference.
  const notSent = code !== undefined && (UNCONNECTED.has(code) || (syscall !== undefined && CONNECTING.has(syscall)))
  return new ApiError({
    operation,
    effect: notSent ? "not-sent" : "unknown",
    reason: "connection",
    detail: notSent
      ? `the server cannot be reached (${code})`
      : `the connection broke${code === undefined ? "" : ` (${code})`}`
  })
}

interface SystemError {
  readonly code?: string
  readonly syscall?: string
}

/** The system's words for a failure, however deep it is wrapped; of several addresses tried, the last one's. */
const systemErrorOf = (cause: unknown, depth = 0): SystemError => {
  if (typeof cause !== "object" || cause === null || depth > 5) return {}
  if ("errors" in cause && Array.isArray(cause.errors)) return systemErrorOf(cause.errors.at(-1), depth + 1)
  if ("code" in cause && typeof cause.code === "string")
    return {
      code: cause.code,
      ...("syscall" in cause && typeof cause.syscall === "string" ? { syscall: cause.syscall } : {})
    }
  return "cause" in cause ? systemErrorOf(cause.cause, depth + 1) : {}
}

/** The beginning of a foreign answer, on one line. */
const excerpt = (text: string): string => {
  const line = shortened(text.replace(/<[^>]*>/g, " "), 120)
  return line === "" ? "an empty body" : `"${line}"`
}

const shortened = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, " ").trim()
  return line.length > length ? `${line.slice(0, length)}…` : line
}
