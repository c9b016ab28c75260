/** `exporter status` */
import * as Effect from "effect/Effect"
import { planFor } from "../../pipeline.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import { type CommonOptions, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { stateFailure } from "../Failure.ts"
import type { Output } from "../Output.ts"
import { renderStatus } from "../render/status.ts"
import { stateStoreOf } from "../stateStore.ts"
import { statusOf } from "../status.ts"

export interface StatusOptions extends CommonOptions {
  readonly json: boolean
  readonly sandbox: boolean
  readonly target: ReadonlyArray<string>
}

export const status = (output: Output, options: StatusOptions & { readonly all: boolean }) =>
  Effect.gen(function* () {
    const { status: made } = yield* look(output, options)
    if (options.json) output.out(JSON.stringify(made, null, 2))
    else output.out(renderStatus(made, { width: output.width, all: options.all, style: output.style("out") }))
    return EXIT.done
  })

/** What is declared, recorded and on the disk. Nobody is called, and nothing is locked: a run may be going on. */
export const look = (output: Output, options: StatusOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const declaration = yield* declared(output, { ...options, asOf: around.asOf })
    const { store } = yield* stateStoreOf(options, around, declaration.manifest.state)
    const state = yield* Effect.mapError(store.read, stateFailure)
    const plan = yield* Effect.provide(planFor(declaration, state), OutputFiles.layer(around.outputRoot))
    return { around, declaration, state, status: statusOf(declaration, plan, state) }
  })
