/** `exporter plan` */
import { readFileSync, statSync, writeFileSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { planFor } from "../../pipeline.ts"
import * as OutputFiles from "../../plan/OutputFiles.node.ts"
import { hasChanges, type Plan } from "../../plan/Plan.ts"
import { digestOf, encodePlanFile } from "../../plan/planfile.ts"
import * as StateStoreFile from "../../state/StateStore.file.ts"
import { type CommonOptions, declared, surroundings } from "../context.ts"
import { EXIT } from "../exit.ts"
import { type Failure, stateFailure, usage } from "../Failure.ts"
import type { Output } from "../Output.ts"
import { renderPlan } from "../render/plan.ts"

export interface PlanOptions extends CommonOptions {
  readonly json: boolean
  readonly sandbox: boolean
  readonly out: Option.Option<string>
  readonly target: ReadonlyArray<string>
  readonly detailedExitcode: boolean
}

export const plan = (output: Output, options: PlanOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const declaration = yield* declared(options)
    const state = yield* Effect.mapError(StateStoreFile.make(around.stateFile).read, stateFailure)
    const result = yield* planFor(declaration, state, around.asOf).pipe(
      Effect.provide(OutputFiles.layer(around.outputRoot))
    )
    // Written first: a plan that is shown and then cannot be written would be two answers.
    if (Option.isSome(options.out)) yield* write(options.out.value, result)
    if (options.json) output.out(JSON.stringify(result, null, 2))
    else {
      output.out(renderPlan(result, output.style("out")))
      if (Option.isSome(options.out)) {
        const file = options.out.value
        output.out(
          `\nWritten to ${file} (${digestOf(result).slice(0, 12)}). To do exactly this: exporter apply ${file}`
        )
      }
    }
    return options.detailedExitcode && hasChanges(result) ? EXIT.changes : EXIT.done
  })

const write = (file: string, plan: Plan): Effect.Effect<void, Failure> => {
  if (!isFree(file))
    return usage(
      `'${file}' is there, and is no plan of exporter: it is not overwritten`,
      "name another file with --out"
    )
  return Effect.try({
    try: () => writeFileSync(file, encodePlanFile(plan), { mode: 0o600 }),
    catch: (error) =>
      usage(
        `the plan cannot be written to '${file}': ${error instanceof Error && "code" in error ? error.code : String(error)}`,
        "name a file in a folder that exists and may be written to"
      )
  })
}

/** A slip such as `--out exports.yaml` must not cost the manifest. A device or a pipe takes what it is given. */
const isFree = (file: string): boolean => {
  const there = statSync(file, { throwIfNoEntry: false })
  if (there === undefined || !there.isFile() || there.size === 0) return true
  return /^\s*\{\s*"kind":\s*"exporter-plan"/.test(readFileSync(file, "utf8"))
}
