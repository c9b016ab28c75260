/** The port to whoever says that a plan may be carried out. Required: nothing is bought because nobody was asked. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Plan } from "../plan/Plan.ts"
import type { State } from "../state/State.ts"

/** What was said to a plan: only `approved` buys anything. */
export type Answer = "approved" | "declined" | "interrupted"

/** Who says that a plan may be carried out. Required: nothing is bought because nobody was asked. */
export class Approval extends Context.Tag("exporter/Approval")<
  Approval,
  {
    /** `state`: the one that the plan is of. */
    readonly ask: (plan: Plan, state: State) => Effect.Effect<Answer>
  }
>() {}
