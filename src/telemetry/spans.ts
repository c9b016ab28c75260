/** Work as spans: what a trace of a run consists of. Where nobody collects them they cost next to nothing. */
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type * as Tracer from "effect/Tracer"

/** Names of attributes are those of OpenTelemetry where it has one, and begin with `exporter.` elsewhere. */
export type Attributes = Readonly<Record<string, string | number | boolean | ReadonlyArray<string>>>

/** The work as one span, whose parent is the span that it is part of; as it is, where spans are switched off. */
export const inSpan =
  (name: string, attributes: Attributes = {}, kind: Tracer.SpanKind = "internal") =>
  <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Tracer.ParentSpan>> => {
    const spanned = Effect.withSpan(work, name, { attributes, kind, captureStackTrace: false })
    return Effect.withFiberRuntime((fiber) =>
      fiber.getFiberRef(FiberRef.currentTracerEnabled)
        ? spanned
        : // Nobody above has made a parent either: there is none to ask for.
          (work as Effect.Effect<A, E, Exclude<R, Tracer.ParentSpan>>)
    )
  }

/** What is known of the work only later, for the span that it is in. */
export const annotate = (attributes: Attributes): Effect.Effect<void> =>
  Effect.withFiberRuntime((fiber) =>
    fiber.getFiberRef(FiberRef.currentTracerEnabled) ? Effect.annotateCurrentSpan(attributes) : Effect.void
  )
