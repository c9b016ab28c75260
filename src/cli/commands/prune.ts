/** `exporter prune` */
import * as Effect from "effect/Effect"
import { type PrunedGeneration, prune as removeSurplus } from "../../apply/prune.ts"
import * as Remover from "../../apply/Remover.node.ts"
import { planFor } from "../../pipeline.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import { type Surplus, surplusOf, withoutSurplus } from "../../plan/surplus.ts"
import type { Declared } from "../../request/Declared.ts"
import type { State } from "../../state/State.ts"
import { approve } from "../Approval.ts"
import { type CommonOptions, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { Failure } from "../Failure.ts"
import { locked } from "../locked.ts"
import type { Output } from "../Output.ts"
import { documentOf } from "../prune.ts"
import { renderPruned, renderSurplus } from "../render/prune.ts"
import { stateStoreOf } from "../stateStore.ts"
import type { RecoverOptions } from "./recover.ts"

export interface PruneOptions extends CommonOptions, RecoverOptions {
  readonly target: ReadonlyArray<string>
  readonly autoApprove: boolean
}

export const prune = (output: Output, options: PruneOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const declaration = yield* declared(output, { ...options, asOf: around.asOf })
    const { requests, targets } = declaration
    const wanted = new Set(targets.map(({ fingerprint }) => fingerprint))
    const { store } = yield* stateStoreOf(options, around, declaration.manifest.state)
    const setting = { store, lockTimeout: options.lockTimeout, interrupted: INTERRUPTED }
    return yield* locked(output, setting, "prune", (writer, state) =>
      Effect.gen(function* () {
        const beyond = surplusOf(requests, state, around.asOf, declaration.manifest.timezone).filter(
          ({ fingerprint }) => wanted.has(fingerprint)
        )
        const surplus = yield* Effect.provide(
          unneeded({ ...declaration, targets: requests }, state, beyond),
          OutputFiles.layer(around.outputRoot)
        )
        // With --json the document says it all; before that, it is for whoever is asked.
        const say = options.json ? (options.autoApprove ? () => {} : output.err) : output.out
        say(renderSurplus(surplus))
        const isNone = surplus.every(({ generations }) => generations.length === 0)
        if (!isNone && !options.autoApprove)
          yield* approve(output, "Shall these files be removed?", "nothing was removed")
        const pruned = yield* Effect.provide(removeSurplus(writer, surplus), Remover.layer(around.outputRoot))
        if (options.json) output.out(JSON.stringify(documentOf(surplus, pruned, around.asOf), null, 2))
        else if (!isNone) output.out(`\n${renderPruned(pruned)}`)
        return isWhole(surplus, pruned) ? EXIT.done : EXIT.partial
      })
    )
  })

/** Nothing is removed that would have to be bought again: the plan is the same without it. */
const unneeded = (declaration: Declared, state: State, surplus: ReadonlyArray<Surplus>) =>
  Effect.gen(function* () {
    const planned = (without: ReadonlyArray<Surplus>) =>
      Effect.map(planFor(declaration, withoutSurplus(state, without)), ({ actions }) =>
        actions.map(({ address, action }) => `${action} ${address}`).join("\n")
      )
    const before = yield* planned([])
    if ((yield* planned(surplus)) === before) return surplus
    const free: Array<Surplus> = []
    for (const one of surplus) {
      let left: Surplus = { ...one, generations: [] }
      for (const generation of one.generations) {
        const more = { ...left, generations: [...left.generations, generation] }
        const isFree = (yield* planned([...free, more])) === before
        left = isFree ? more : { ...left, shared: [...left.shared, generation] }
      }
      free.push(left)
    }
    return free
  })

/** All that was to be forgotten is. */
const isWhole = (surplus: ReadonlyArray<Surplus>, pruned: ReadonlyArray<PrunedGeneration>): boolean =>
  pruned.every(({ forgotten }) => forgotten) &&
  pruned.length === surplus.reduce((sum, { generations }) => sum + generations.length, 0)

const INTERRUPTED = new Failure({
  exit: EXIT.interrupted,
  code: "interrupted",
  message: "interrupted: what was removed until then is forgotten, the rest is as it was",
  hint: "run the same command again: it goes on from here"
})
