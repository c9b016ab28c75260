/** The sandbox for the length of a scope. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { type RunningSandbox, type SandboxOptions, start } from "./server.ts"

/** The sandbox could not be started: its port is taken, or its state file is something else. */
export class SandboxError extends Data.TaggedError("SandboxError")<{
  readonly message: string
  readonly cause: unknown
}> {}

export const scoped = (options: SandboxOptions = {}): Effect.Effect<RunningSandbox, SandboxError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: () => start(options),
      catch: (cause) => new SandboxError({ message: cause instanceof Error ? cause.message : String(cause), cause })
    }),
    (sandbox) => Effect.promise(() => sandbox.close())
  )
