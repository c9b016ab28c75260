/** What every command needs of its surroundings: where state and files lie, and the date. */
import { statSync } from "node:fs"
import path from "node:path"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Instant } from "../domain.ts"
import { parseBound, toInstant } from "../request/dates.ts"
import { type Failure, usage } from "./Failure.ts"

export interface CommonOptions {
  readonly file: ReadonlyArray<string>
  readonly state: Option.Option<string>
  readonly asOf: Option.Option<string>
}

export interface Surroundings {
  /** Absolute. */
  readonly stateFile: string
  /** Absolute: output paths are relative to it. */
  readonly outputRoot: string
  /** Where a sandbox keeps what was bought in it. Absolute. */
  readonly worldFile: string
  readonly asOf: Instant
}

export const DEFAULT_MANIFEST = "exports.yaml"

/** Everything that a trial run writes: purchases that were never made must not be taken for real ones. */
const SANDBOX_FOLDER = "sandbox"

/** Folder below the output root for all files of a run. */
export const prefixOf = ({ sandbox }: { readonly sandbox: boolean }): string => (sandbox ? `${SANDBOX_FOLDER}/` : "")

export const surroundings = (
  options: CommonOptions & { readonly sandbox: boolean }
): Effect.Effect<Surroundings, Failure> =>
  Effect.gen(function* () {
    const first = path.resolve(options.file[0] ?? DEFAULT_MANIFEST)
    const home = isFolder(first) ? first : path.dirname(first)
    return {
      stateFile: Option.match(options.state, {
        onSome: (file) => path.resolve(file),
        onNone: () => path.join(home, prefixOf(options), "exports.state.json")
      }),
      outputRoot: home,
      worldFile: path.join(home, SANDBOX_FOLDER, "world.log"),
      asOf: yield* asOfFrom(options.asOf)
    }
  })

const asOfFrom = (given: Option.Option<string>): Effect.Effect<Instant, Failure> =>
  Option.match(given, {
    onNone: () => Effect.map(DateTime.now, toInstant),
    onSome: (text) => {
      const at = parseBound(text, "start", DateTime.zoneMakeOffset(0))
      return at === undefined
        ? Effect.fail(usage(`--as-of ${text} is not a date`, "write YYYY-MM-DD, or a time with its offset"))
        : Effect.succeed(toInstant(at))
    }
  })

export const isFolder = (file: string): boolean => {
  try {
    return statSync(file).isDirectory()
  } catch {
    // Not there, below a file, or not to be looked at: whoever opens it says which.
    return false
  }
}
