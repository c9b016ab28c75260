/** A call as others see it: a span of a client, and what it adds to the measures. */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Metric from "effect/Metric"
import * as Option from "effect/Option"
import * as measures from "../telemetry/measures.ts"
import { annotate, inSpan } from "../telemetry/spans.ts"
import type { ApiError } from "./ExportApi.ts"

type Operation = ApiError["operation"]

const ROUTES: Readonly<Record<Operation, readonly [method: string, path: string]>> = {
  create: ["POST", "/api/data-exports"],
  list: ["GET", "/api/data-exports"],
  get: ["GET", "/api/data-exports/{id}"],
  start: ["POST", "/api/data-exports/{id}/start"],
  cancel: ["DELETE", "/api/data-exports/{id}"]
}

/** `waitedMs`: how long it waited for its turn. From the call's being sent, not from its being asked for. */
export const observed = (baseUrl: string) => {
  const { hostname, port, protocol } = new URL(baseUrl)
  const server = {
    "server.address": hostname,
    "server.port": port === "" ? (protocol === "http:" ? 80 : 443) : Number(port)
  }
  return <A>(operation: Operation, waitedMs: number, call: Effect.Effect<A, ApiError>): Effect.Effect<A, ApiError> => {
    const [method, path] = ROUTES[operation]
    const label = { "exporter.api.operation": operation }
    return Effect.flatMap(Clock.currentTimeMillis, (sentAt) =>
      Effect.onExit(call, (exit) =>
        Effect.gen(function* () {
          const took = (yield* Clock.currentTimeMillis) - sentAt
          const error = failureOf(exit)
          const outcome = Exit.isSuccess(exit) ? "ok" : (error?.effect ?? "interrupted")
          yield* Metric.update(measures.callDuration(label), took / 1000)
          yield* Metric.update(measures.waitDuration(label), waitedMs / 1000)
          yield* Metric.increment(measures.calls({ ...label, "exporter.api.outcome": outcome }))
          if (error === undefined) return
          if (error.reason === "rate-limited") yield* Metric.increment(measures.rateLimited(label))
          yield* annotate({ "error.type": error.reason, "exporter.api.effect": error.effect })
        })
      )
    ).pipe(
      inSpan(
        `exporter.api.${operation}`,
        {
          ...server,
          ...label,
          "http.request.method": method,
          "url.template": path,
          "exporter.api.wait_ms": waitedMs
        },
        "client"
      )
    )
  }
}

const failureOf = (exit: Exit.Exit<unknown, ApiError>): ApiError | undefined =>
  Exit.isFailure(exit) ? Option.getOrUndefined(Cause.failureOption(exit.cause)) : undefined
