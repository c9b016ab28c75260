/** Who approves a plan: a person at the terminal, the option `--auto-approve`, or the review of a plan file. */
import { createInterface } from "node:readline"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Answer, Approval } from "../apply/Approval.ts"
import type { Plan } from "../plan/Plan.ts"
import type { State } from "../state/State.ts"
import { type Failure, notApproved, usage } from "./Failure.ts"
import type { Output } from "./Output.ts"
import type { PlanView } from "./render/PlanView.ts"
import { renderPlan } from "./render/plan.ts"

/** How a plan is shown to whoever approves it. */
interface Options {
  /** Nothing is folded. */
  readonly all: boolean
  readonly viewOf: (plan: Plan, state: State) => PlanView
}

/** Approves what was approved before; the plan is still shown. */
export const given = (output: Output, options: Options): Layer.Layer<Approval> =>
  Layer.succeed(Approval, { ask: (plan, state) => Effect.as(show(output, options, plan, state), "approved") })

export const atTerminal = (output: Output, options: Options): Layer.Layer<Approval> =>
  Layer.succeed(Approval, {
    ask: (plan, state) => Effect.zipRight(show(output, options, plan, state), asked(output, "Shall this be bought?"))
  })

/** Asks the person at the terminal; nothing but `yes` is a yes. */
export const asked = (output: Output, question: string): Effect.Effect<Answer> =>
  Effect.async((resume) => {
    // First the terminal, then the question: who answers at once is heard.
    const reader = createInterface({ input: process.stdin, output: process.stderr, prompt: "> " })
    output.err(`\n${question} Only \`yes\` will be accepted.`)
    const answer = (word: Answer) => {
      // The first answer counts, and closing is one.
      resume(Effect.succeed(word))
      reader.close()
    }
    reader.on("line", (line) => answer(line.trim() === "yes" ? "approved" : "declined"))
    // The end of the input is a no; so is everything else that is not a yes.
    reader.on("SIGINT", () => answer("interrupted"))
    reader.on("close", () => resume(Effect.succeed("declined")))
    reader.prompt()
    return Effect.sync(() => reader.close())
  })

/** For what is no plan. `consequence`: what did not happen, where the answer is no. */
export const approve = (output: Output, question: string, consequence: string): Effect.Effect<void, Failure> =>
  output.isTerminal
    ? Effect.flatMap(asked(output, question), (answer) =>
        answer === "approved" ? Effect.void : notApproved(answer, consequence)
      )
    : usage("there is no terminal to ask for approval", "give --auto-approve")

const show = (output: Output, { all, viewOf }: Options, plan: Plan, state: State): Effect.Effect<void> =>
  Effect.sync(() => {
    const { isTTY, columns } = process.stderr
    const width = isTTY ? { width: columns } : {}
    output.err(`${renderPlan(viewOf(plan, state), { style: output.style("err"), all, ...width })}\n`)
  })
