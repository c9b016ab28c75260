/** `exporter status`: what of the declared data is there. Calls nobody. */
import * as Effect from "effect/Effect"
import { chargesOf, monthOf } from "../../budget/ledger.ts"
import { planFor } from "../../pipeline.ts"
import { coverage } from "../../plan/coverage.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import * as StateStoreFile from "../../state/StateStore.file.ts"
import { type CommonOptions, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { stateFailure } from "../Failure.ts"
import type { Output } from "../Output.ts"
import { type Money, renderStatus } from "../render/status.ts"

export interface StatusOptions extends CommonOptions {
  readonly json: boolean
  readonly sandbox: boolean
  readonly target: ReadonlyArray<string>
}

export const status = (output: Output, options: StatusOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const declaration = yield* declared(output, options)
    const state = yield* Effect.mapError(StateStoreFile.make(around.stateFile).read, stateFailure)
    const plan = yield* Effect.provide(planFor(declaration, state, around.asOf), OutputFiles.layer(around.outputRoot))
    const covered = coverage(declaration.targets, plan, state)
    const { timezone, budget } = declaration.manifest
    const month = chargesOf(state, monthOf(around.asOf, timezone), timezone)
    const money: Money = {
      month: month.credits,
      unknown: month.unknown,
      perMonth: budget.perMonth ?? null,
      total: state.ledger.reduce((sum, { credits }) => sum + (credits ?? 0), 0)
    }
    if (options.json)
      output.out(
        JSON.stringify(
          {
            version: 1,
            as_of: around.asOf,
            summary: covered.counts,
            credits: {
              month: money.month,
              month_is_known: !money.unknown,
              per_month: money.perMonth,
              total: money.total
            },
            exports: covered.exports,
            under_way: covered.underWay
          },
          null,
          2
        )
      )
    else output.out(renderStatus(covered, money, output.width, output.style("out")))
    return EXIT.done
  })
