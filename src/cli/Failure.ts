/** A command that cannot go on: what to print, and the exit code. The one error that commands fail with. */
import * as Data from "effect/Data"
import type { Answer } from "../apply/Approval.ts"
import type { RunStopped } from "../apply/failures.ts"
import type { NotPossible } from "../apply/recover.ts"
import type { Problem } from "../manifest/Problem.ts"
import type { StalePlan } from "../plan/planfile.ts"
import type { StateError } from "../state/StateStore.ts"
import { EXIT, type ExitCode } from "./exit.ts"

export class Failure extends Data.TaggedError("Failure")<{
  readonly exit: ExitCode
  readonly code: string
  readonly message: string
  /** What to do next. */
  readonly hint: string
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
    hint: "nothing was called or bought; correct it, and `exporter validate` says whether all is well",
    problems
  })

/** `consequence`: what did not happen. */
export const notApproved = (answer: Exclude<Answer, "approved">, consequence: string): Failure =>
  new Failure({
    exit: answer === "interrupted" ? EXIT.interrupted : EXIT.failure,
    code: answer,
    message: `${answer}: ${consequence}`,
    hint: "run the same command again to be asked again; only `yes` is a yes"
  })

export const stateFailure = (error: StateError): Failure =>
  new Failure({ exit: EXIT.state, code: `state-${error.reason}`, message: error.message, hint: error.hint })

/** Why a run, a plan or a recovery did not come about, as the command says it. */
export const failureOf = (error: StateError | StalePlan | RunStopped | NotPossible): Failure => {
  switch (error._tag) {
    case "StateError":
      return stateFailure(error)
    case "StalePlan":
      return new Failure({
        exit: EXIT.state,
        code: "stale-plan",
        message: `the plan is not what would be done now:\n${error.moved.map((line) => `  ${line}`).join("\n")}`,
        hint: "nothing was bought; plan again, and have that one approved"
      })
    case "RunStopped": {
      const { code, message, hint } = error.reason
      const exit = code === "interrupted" ? EXIT.interrupted : EXIT.failure
      return new Failure({ exit, code, message, hint })
    }
    case "NotPossible":
      return new Failure({ exit: EXIT.failure, code: error.code, message: error.message, hint: error.hint })
  }
}
