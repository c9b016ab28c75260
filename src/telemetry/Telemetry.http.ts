/**
 * Traces and metrics over OTLP. The run waits for none of it: what is to be sent is sent beside it, and at the end there is
 * a moment for what is still on its way. A collector that is away is told of once, and costs nothing but what it would
 * have seen.
 */
import * as OtlpMetrics from "@effect/opentelemetry/OtlpMetrics"
import * as OtlpResource from "@effect/opentelemetry/OtlpResource"
import * as OtlpSerialization from "@effect/opentelemetry/OtlpSerialization"
import * as OtlpTracer from "@effect/opentelemetry/OtlpTracer"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Tracer from "effect/Tracer"
import type { Settings, Signal } from "./settings.ts"

interface Options {
  readonly settings: Settings
  /** Of this program. */
  readonly version: string
  /** A text without any secret that is in it. */
  readonly clean: (text: string) => string
  /** Tells a person. */
  readonly warn: (text: string) => void
}

/** How long the end of a run may wait for what is still on its way, in ms. */
const FLUSH_MS = 1_000

/** The same where nothing came through the last time, in ms. */
const FLUSH_AWAY_MS = 200

/** Deliveries on their way at once. Beyond it a collector does not keep up: what it would get is dropped. */
const MOST_AT_ONCE = 8

/** Pauses before a delivery is tried again that the collector put off, in ms. */
const PAUSES_MS = [1_000, 3_000]

const PUT_OFF = new Set([429, 502, 503, 504])

export const layer = ({ settings, version, clean, warn }: Options): Layer.Layer<never> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      for (const text of settings.warnings) warn(text)
      const delivery = yield* makeDelivery(warn, version)
      const tidy = tidying(clean, settings, version)
      const optionsOf = ({ url, headers, intervalMs }: Signal) => ({
        url,
        headers,
        exportInterval: intervalMs,
        resource: { serviceName: settings.serviceName }
      })
      const over = (signal: Signal) => Layer.merge(serialization(signal, tidy), clientLayer(delivery, signal))
      const { traces, metrics, parent } = settings
      return Layer.mergeAll(
        traces === undefined
          ? Layer.setTracerEnabled(false)
          : Layer.provide(OtlpTracer.layer(optionsOf(traces)), over(traces)),
        metrics === undefined ? Layer.empty : Layer.provide(OtlpMetrics.layer(optionsOf(metrics)), over(metrics)),
        parent === undefined ? Layer.empty : Layer.parentSpan(Tracer.externalSpan(parent))
      )
    })
  )

// -------------------------------------------------------------------------------------------------------- delivery

interface Delivery {
  /** Sends beside the run: it is back at once, and never fails. */
  readonly begin: (request: HttpClientRequest.HttpClientRequest, timeoutMs: number) => Effect.Effect<void>
}

/** What is on its way when the scope ends gets a moment, and no more. */
const makeDelivery = (warn: (text: string) => void, version: string): Effect.Effect<Delivery, never, Scope.Scope> =>
  Effect.gen(function* () {
    const client = yield* Effect.provide(HttpClient.HttpClient, FetchHttpClient.layer)
    /** What is on its way, and where to. */
    const pending = new Map<Fiber.RuntimeFiber<void>, string>()
    let isAway = false
    let hasTold = false

    const lost = (url: string, why: string): void => {
      isAway = true
      if (hasTold) return
      hasTold = true
      const { origin, pathname } = new URL(url)
      warn(`telemetry does not get to ${origin}${pathname} (${why}); the run is not affected, and this is said once`)
    }

    const send = (request: HttpClientRequest.HttpClientRequest, timeoutMs: number): Effect.Effect<void> =>
      Effect.gen(function* () {
        for (let tries = 0; ; tries++) {
          const failure = yield* attempt(client, request, timeoutMs)
          if (failure === undefined) {
            isAway = false
            return
          }
          const pause = failure.isPutOff ? PAUSES_MS[tries] : undefined
          if (pause === undefined) return lost(request.url, failure.why)
          yield* Effect.sleep(pause)
        }
      })

    yield* Effect.addFinalizer(() =>
      Effect.gen(function* () {
        const left = [...pending.keys()]
        yield* Effect.timeoutOption(Fiber.awaitAll(left), isAway ? FLUSH_AWAY_MS : FLUSH_MS)
        for (const url of pending.values()) lost(url, "no answer in time")
        yield* Effect.forEach(left, Fiber.interruptFork, { discard: true })
      }).pipe(Effect.interruptible)
    )

    return {
      begin: (request, timeoutMs) =>
        Effect.suspend(() => {
          if (pending.size >= MOST_AT_ONCE) return Effect.sync(() => lost(request.url, "it does not keep up"))
          const named = HttpClientRequest.setHeader(request, "user-agent", `exporter/${version}`)
          return Effect.map(Effect.forkDaemon(Effect.interruptible(send(named, timeoutMs))), (fiber) => {
            pending.set(fiber, request.url)
            fiber.addObserver(() => pending.delete(fiber))
          })
        })
    }
  })

/** What went wrong with one try; `undefined`: it was taken. */
const attempt = (client: HttpClient.HttpClient, request: HttpClientRequest.HttpClientRequest, timeoutMs: number) =>
  client.execute(request).pipe(
    // Read to its end, for the connection is used again.
    Effect.flatMap((response) => Effect.as(Effect.ignore(response.arrayBuffer), response.status)),
    // What is meant for the collector, its headers above all, is for nobody else.
    Effect.provideService(FetchHttpClient.RequestInit, { redirect: "manual" }),
    Effect.withTracerEnabled(false),
    Effect.timeoutOption(timeoutMs),
    Effect.match({
      onSuccess: Option.match({
        onNone: () => ({ why: "no answer in time", isPutOff: false }),
        onSome: (status) =>
          status >= 200 && status < 300 ? undefined : { why: `status ${status}`, isPutOff: PUT_OFF.has(status) }
      }),
      onFailure: ({ cause }) => ({ why: codeOf(cause) ?? "the connection broke", isPutOff: false })
    })
  )

/** The system's word for a failure, however deep it is wrapped. */
const codeOf = (cause: unknown, depth = 0): string | undefined => {
  if (typeof cause !== "object" || cause === null || depth > 5) return undefined
  if ("code" in cause && typeof cause.code === "string") return cause.code
  return "cause" in cause ? codeOf(cause.cause, depth + 1) : undefined
}

/** Whoever sends by it believes that all is well at once: when to try again, and when to give up, is decided here. */
const clientLayer = ({ begin }: Delivery, { timeoutMs }: Signal): Layer.Layer<HttpClient.HttpClient> =>
  Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.as(begin(request, timeoutMs), HttpClientResponse.fromWeb(request, new Response(null, { status: 200 })))
    )
  )

// ------------------------------------------------------------------------------------------------- what is written

type Tidy = (data: unknown) => unknown

const serialization = ({ protocol }: Signal, tidy: Tidy): Layer.Layer<OtlpSerialization.OtlpSerialization> =>
  Layer.effect(
    OtlpSerialization.OtlpSerialization,
    Effect.map(OtlpSerialization.OtlpSerialization, ({ traces, metrics, logs }) => ({
      traces: (data: unknown) => traces(tidy(data)),
      metrics: (data: unknown) => metrics(tidy(data)),
      logs
    }))
  ).pipe(Layer.provide(protocol === "http/json" ? OtlpSerialization.layerJson : OtlpSerialization.layerProtobuf))

/**
 * Labels that are none: a unit has a field of its own; of a failure the package says that it was an interruption, and where
 * in the program it happened, which says much of the machine and nothing of the run.
 */
const DROPPED: ReadonlySet<unknown> = new Set([
  "unit",
  "time_unit",
  "span.label",
  "status.interrupted",
  "exception.stacktrace"
])

/** The last look at what leaves: no secret in any text, and this program as its source. */
const tidying = (clean: (text: string) => string, { serviceName, attributes }: Settings, version: string): Tidy => {
  const resource = OtlpResource.make({
    serviceName,
    attributes: {
      "service.version": version,
      "telemetry.sdk.language": "nodejs",
      "telemetry.sdk.name": "effect",
      ...attributes
    }
  })
  const scope = { name: "exporter", version }
  const known = new Map<string, string>()
  const cleaned = (text: string): string => {
    const before = known.get(text)
    if (before !== undefined) return before
    // Most texts come again and again; those that do not are forgotten.
    if (known.size > 5_000) known.clear()
    const after = clean(text)
    known.set(text, after)
    return after
  }
  const tidy = (value: unknown): unknown => {
    if (typeof value === "string") return cleaned(value)
    if (isInterruption(value)) return { code: 0 }
    if (Array.isArray(value)) return value.filter((one) => !isDropped(one)).map(tidy)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        key === "resource" ? resource : key === "scope" ? scope : IDS.has(key) ? part : tidy(part)
      ])
    )
  }
  return tidy
}

const IDS: ReadonlySet<string> = new Set(["traceId", "spanId", "parentSpanId", "startTimeUnixNano", "endTimeUnixNano"])

/** The status of a span that was cut short: it neither went well nor failed. */
const isInterruption = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "code" in value && value.code === 1 && "message" in value

/** Effect counts its fibers as well. */
const isForeign = (name: unknown): boolean => typeof name === "string" && name.startsWith("effect_")

const isDropped = (one: unknown): boolean =>
  typeof one === "object" &&
  one !== null &&
  (("key" in one && DROPPED.has(one.key)) || ("name" in one && isForeign(one.name)))
