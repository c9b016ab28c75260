/** A command that cannot go on: what to print, and the exit code. The one error that commands fail with. */
import * as Data from "effect/Data"
import type { Problem } from "../manifest/Problem.ts"
import type { StateError } from "../state/StateStore.ts"
import { EXIT, type ExitCode } from "./exit.ts"

export class Failure extends Data.TaggedError("Failure")<{
  readonly exit: ExitCode
  readonly code: string
  readonly message: string
  readonly hint?: string
  /** Those of a manifest, each with its place. */
  readonly problems?: ReadonlyArray<Problem>
}> {}

/** `hint`: what to write instead. */
export const usage = (message: string, hint: string): Failure =>
  new Failure({ exit: EXIT.failure, code: "usage", message, hint })

export const invalidManifest = (problems: ReadonlyArray<Problem>): Failure =>
  new Failure({
    exit: EXIT.manifest,
    code: "invalid-manifest",
    message: problems.length === 1 ? "the manifest has a problem" : `the manifest has ${problems.length} problems`,
    problems
  })

export const stateFailure = (error: StateError): Failure =>
  new Failure({ exit: EXIT.state, code: `state-${error.reason}`, message: error.message, hint: error.hint })
