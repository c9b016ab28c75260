/** Plan files on the disk. */
import { readFileSync, statSync, writeFileSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { decodePlanFile, encodePlanFile, type PlanFile } from "../plan/planfile.ts"
import { EXIT } from "./exit.ts"
import { Failure, usage } from "./Failure.ts"

export const readPlanFile = (name: string): Effect.Effect<PlanFile, Failure> =>
  Effect.try({
    try: () => readFileSync(name, "utf8"),
    catch: () => usage(`the plan file '${name}' cannot be read`, "exporter plan --out FILE writes one")
  }).pipe(
    Effect.flatMap((text) =>
      Either.mapLeft(
        decodePlanFile(text),
        (why) =>
          new Failure({
            exit: EXIT.state,
            code: "bad-plan-file",
            message: `the plan file '${name}' cannot be used: ${why}`,
            hint: "exporter plan --out FILE writes a new one"
          })
      )
    )
  )

export const writePlanFile = (name: string, file: PlanFile): Effect.Effect<void, Failure> => {
  if (!isFree(name))
    return usage(
      `'${name}' is there, and is no plan of exporter: it is not overwritten`,
      "name another file with --out"
    )
  return Effect.try({
    try: () => writeFileSync(name, encodePlanFile(file), { mode: 0o600 }),
    catch: (error) =>
      usage(
        `the plan cannot be written to '${name}': ${error instanceof Error && "code" in error ? error.code : String(error)}`,
        "name a file in a folder that exists and may be written to"
      )
  })
}

/** A slip such as `--out exports.yaml` must not cost the manifest. A device or a pipe takes what it is given. */
const isFree = (name: string): boolean => {
  const there = statSync(name, { throwIfNoEntry: false })
  if (there === undefined || !there.isFile() || there.size === 0) return true
  return /^\s*\{\s*"kind":\s*"exporter-plan"/.test(readFileSync(name, "utf8"))
}
