/** The port to the commands of a manifest: programs of its owner, run without a shell. */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Command } from "../domain.ts"

/** One command to be run. */
export interface HookJob {
  /** Its variables are filled in. */
  readonly command: Command
  /** Beside what the environment has already. */
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

/**
 * A command that did not succeed. The file that it was for stays saved and paid for.
 *
 *  - `not-started`: there is no such program, or it cannot be run
 *  - `exit`: it ended with another code than 0, or by a signal
 *  - `timeout`: it took too long, and was ended with all that it had started
 */
export class HookError extends Data.TaggedError("HookError")<{
  readonly reason: "not-started" | "exit" | "timeout"
  /** Goes on from the name of the program: `exited with 1`. */
  readonly detail: string
  /** The end of what it wrote, without secrets. */
  readonly output: string
}> {}

/** The port to the commands of a manifest. */
export class Hooks extends Context.Tag("exporter/Hooks")<
  Hooks,
  {
    /** Runs it in the folder of the manifest. Interrupted, it is ended with all that it has started. */
    readonly run: (job: HookJob) => Effect.Effect<void, HookError>
    /** The absolute path of a file below the output root. */
    readonly locate: (output: string) => string
    /** A file with that text, for as long as the scope lives; its absolute path. */
    readonly keepText: (name: string, text: string) => Effect.Effect<string, HookError, Scope.Scope>
  }
>() {}
