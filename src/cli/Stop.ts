/** The port to whoever tells the program to stop: the first Ctrl-C, or SIGTERM. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"

export class Stop extends Context.Tag("exporter/Stop")<Stop, { readonly signalled: Effect.Effect<void> }>() {}
