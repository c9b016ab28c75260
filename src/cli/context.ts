/** What every command needs of its surroundings: the manifest's text, where state and files lie, and the date. */
import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs"
import path from "node:path"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Instant } from "../domain.ts"
import type { Problem } from "../manifest/Problem.ts"
import type { Source } from "../manifest/Source.ts"
import { declare } from "../pipeline.ts"
import { matchesTarget } from "../plan/target.ts"
import type { Declared } from "../request/Declared.ts"
import { parseBound, toInstant } from "../request/dates.ts"
import { type Failure, invalidManifest, usage } from "./Failure.ts"

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

const prefixOf = ({ sandbox }: { readonly sandbox: boolean }): string => (sandbox ? `${SANDBOX_FOLDER}/` : "")

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

/** Reads, checks and expands the manifest. */
export const declared = (options: {
  readonly file: ReadonlyArray<string>
  readonly target?: ReadonlyArray<string>
  readonly sandbox?: boolean
}): Effect.Effect<Declared, Failure> =>
  Effect.gen(function* () {
    const targets = options.target ?? []
    const { sources, problems } = readSources(options.file.length === 0 ? [DEFAULT_MANIFEST] : options.file)
    if (problems.length > 0) return yield* invalidManifest(problems)
    const patterns = targets.map(matchesTarget)
    const isTarget = (address: string) => patterns.length === 0 || patterns.some((matches) => matches(address))
    const result = yield* Effect.mapError(
      declare(sources, process.env, { isTarget, outputPrefix: prefixOf({ sandbox: options.sandbox ?? false }) }),
      invalidManifest
    )
    const unmatched = targets.filter((_, index) => !result.requests.some(({ address }) => patterns[index]?.(address)))
    if (unmatched.length > 0)
      return yield* usage(
        `no address matches --target ${unmatched.join(", ")}`,
        `there are ${result.requests.length}: ${result.requests
          .slice(0, 5)
          .map(({ address }) => address)
          .join(", ")}${result.requests.length > 5 ? ", …" : ""}`
      )
    return result
  })

const readSources = (
  files: ReadonlyArray<string>
): { readonly sources: ReadonlyArray<Source>; readonly problems: ReadonlyArray<Problem> } => {
  const sources: Array<Source> = []
  const problems: Array<Problem> = []
  const read = (file: string) => {
    try {
      sources.push({ file, text: UTF_8.decode(readFileSync(file)) })
    } catch (error) {
      problems.push(unreadable(file, error))
    }
  }
  for (const file of files) {
    if (!isFolder(file)) {
      read(file)
      continue
    }
    const inside = readdirSync(file)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
    if (inside.length === 0)
      problems.push({
        code: "file-not-found",
        message: `there is no YAML file in the folder '${file}'`,
        hint: "name a manifest with -f"
      })
    for (const name of inside) read(path.join(file, name))
  }
  return { sources, problems }
}

/** Another encoding must not pass for text with odd names in it: they become addresses and paths. */
const UTF_8 = new TextDecoder("utf-8", { fatal: true })

const unreadable = (file: string, error: unknown): Problem => {
  if (error instanceof TypeError)
    return { code: "file-unreadable", message: `'${file}' is not text in UTF-8`, hint: "save it as UTF-8" }
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason"
  return code === "ENOENT" || code === "ENOTDIR"
    ? {
        code: "file-not-found",
        message: `there is no file '${file}'`,
        hint: lstatExists(file)
          ? "it is a symbolic link to nowhere"
          : `name a manifest with -f, or write ${DEFAULT_MANIFEST} (\`exporter schema\` prints what may stand in it)`
      }
    : { code: "file-unreadable", message: `'${file}' cannot be read (${code})`, hint: "check its permissions" }
}

const lstatExists = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined

const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false
