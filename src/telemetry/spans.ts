/** Work as spans: what a trace of a run consists of. Where nobody collects them they cost next to nothing. */
import * as Effect from "effect/Effect"
import type * as Tracer from "effect/Tracer"

/** Names of attributes are those of OpenTelemetry where it has one, and begin with `exporter.` elsewhere. */
export type Attributes = Readonly<Record<string, string | number | boolean | ReadonlyArray<string>>>

/** The work as one span, whose parent is the span that it is part of. */
export const inSpan =
  (name: string, attributes: Attributes = {}, kind: Tracer.SpanKind = "internal") =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Tracer.ParentSpan>> =>
    Effect.withSpan(work, name, { attributes, kind, captureStackTrace: false })
