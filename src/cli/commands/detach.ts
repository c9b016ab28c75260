/** `exporter apply --detach`: the plan is made, shown and approved here, and carried out by workers. */
import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { Approval } from "../../apply/Approval.ts"
import type { Credits } from "../../domain.ts"
import { planFor } from "../../pipeline.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import { changes } from "../../plan/Plan.ts"
import { approved, type PlanFile, planFileOf, targetOf } from "../../plan/planfile.ts"
import * as ApprovalHere from "../Approval.ts"
import type { Surroundings } from "../context.ts"
import type { Declaration } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { failureOf, notApproved, stateFailure } from "../Failure.ts"
import { handOver, meeting } from "../handedOver.ts"
import { type Output, printDocument } from "../Output.ts"
import { budgetOf } from "../render/BudgetView.ts"
import { viewOf } from "../render/PlanView.ts"
import { apiKey } from "../server.ts"
import { serverName } from "../serverName.ts"
import { stateStoreOf } from "../stateStore.ts"
import type { ApplyOptions } from "./apply.ts"

interface Given {
  readonly declaration: Declaration
  readonly around: Surroundings
  readonly planFile: PlanFile | undefined
}

export const detach = (output: Output, options: ApplyOptions, { declaration, around, planFile }: Given) =>
  Effect.gen(function* () {
    const meet = yield* meeting(declaration.manifest.state)
    const { store } = yield* stateStoreOf(options, around, declaration.manifest.state)
    const key = yield* apiKey
    const server = yield* serverName(options)
    const budget = Option.getOrUndefined(options.budget) as Credits | undefined
    const state = yield* Effect.mapError(store.read, stateFailure)
    const current = yield* Effect.provide(planFor(declaration, state), OutputFiles.layer(around.outputRoot))
    // What is to be adopted was found by calls; the worker makes them again.
    const isOnline = (planFile?.plan.summary.adopt ?? 0) > 0
    const plan =
      isOnline && planFile !== undefined
        ? planFile.plan
        : yield* Either.mapLeft(approved(planFile, current, state, server), failureOf)
    const shown: Parameters<typeof ApprovalHere.given>[1] = {
      all: options.all,
      viewOf: (plan, state) => viewOf(plan, budgetOf(declaration, plan, state, budget))
    }
    const isGiven = options.autoApprove || planFile !== undefined
    const answer = yield* Effect.provide(
      Effect.flatMap(Approval, ({ ask }) => ask(plan, state)),
      isGiven || !plan.actions.some(changes)
        ? ApprovalHere.given(output, shown)
        : ApprovalHere.atTerminal(output, shown)
    )
    if (answer !== "approved") return yield* notApproved(answer, "nothing was handed over")
    if (!plan.actions.some(changes)) {
      output.err("Nothing is to be done, and nothing was handed over.")
      if (options.json) printDocument(output, { run: null })
      return EXIT.done
    }
    const id = randomUUID()
    const file = planFile ?? planFileOf(plan, targetOf(server, state))
    const { locate: _, ...declared } = declaration
    const workers = yield* handOver(meet, Redacted.value(key), id, {
      declared,
      planFile: file,
      concurrency: options.concurrency,
      ...(budget === undefined ? {} : { budget })
    })
    output.err(
      workers === 0
        ? `Run ${id} is handed over, and no worker of this API key is there now: the next one takes it up. exporter worker starts one.`
        : `Run ${id} is handed over to ${workers === 1 ? "a worker" : `${workers} workers`}.`
    )
    output.err("exporter status --follow shows how it goes on, from anywhere.")
    if (options.json) printDocument(output, { run: { id, digest: file.digest, workers } })
    else output.out(id)
    return EXIT.done
  })
