/** The manifest, from its files to its requests: as it was read the last time, where its bytes are the same. */
import { isUtf8 } from "node:buffer"
import { lstatSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import * as Effect from "effect/Effect"
import type { Instant } from "../domain.ts"
import { variablesIn } from "../manifest/env.ts"
import { type Judged, judge, type Readings } from "../manifest/judge.ts"
import type { Problem } from "../manifest/Problem.ts"
import { inPieces } from "../pieces.ts"
import { declaring, scoped } from "../pipeline.ts"
import { matchesTarget } from "../plan/target.ts"
import type { Declared, Whole } from "../request/Declared.ts"
import { countRequests } from "../request/expand.ts"
import { DEFAULT_MANIFEST, isFolder, prefixOf } from "./context.ts"
import { type Failure, invalidManifest, usage } from "./Failure.ts"
import { KeptManifests, type ManifestFile } from "./KeptManifests.ts"
import type { Output } from "./Output.ts"
import { renderBytes } from "./render/amounts.ts"

export interface Declaration extends Declared {
  /** Where an export says something. For a manifest that was kept, its text is read first. */
  readonly locate: Effect.Effect<Judged["locate"]>
}

export interface DeclaredOptions {
  readonly file: ReadonlyArray<string>
  readonly target?: ReadonlyArray<string>
  readonly sandbox?: boolean
  readonly leavesHooks?: boolean
  /** What relative dates are relative to. */
  readonly asOf: Instant
}

/** Reads, checks and expands the manifest. */
export const declared = (
  output: Output,
  options: DeclaredOptions
): Effect.Effect<Declaration, Failure, KeptManifests> =>
  Effect.gen(function* () {
    const { found, problems } = readFiles(options.file.length === 0 ? [DEFAULT_MANIFEST] : options.file)
    if (problems.length > 0) return yield* invalidManifest(problems)
    const { whole, locate } = yield* understood(output, found, options.asOf)
    const targets = options.target ?? []
    const patterns = targets.map(matchesTarget)
    const isTarget = (address: string) => patterns.length === 0 || patterns.some((matches) => matches(address))
    const { sandbox = false, leavesHooks = false } = options
    const declaration = scoped(whole, {
      asOf: options.asOf,
      isTarget,
      outputPrefix: prefixOf({ sandbox }),
      leavesHooks
    })
    const { requests } = declaration
    const unmatched = targets.filter((_, index) => !requests.some(({ address }) => patterns[index]?.(address)))
    if (unmatched.length > 0)
      return yield* usage(
        `no address matches --target ${unmatched.join(", ")}`,
        `there are ${requests.length}: ${requests
          .slice(0, 5)
          .map(({ address }) => address)
          .join(", ")}${requests.length > 5 ? ", …" : ""}`
      )
    return { ...declaration, locate }
  })

interface Understood {
  readonly whole: Whole
  readonly locate: Declaration["locate"]
}

const understood = (
  output: Output,
  files: ReadonlyArray<ManifestFile>,
  asOf: Instant
): Effect.Effect<Understood, Failure, KeptManifests> =>
  Effect.gen(function* () {
    const keeper = yield* KeptManifests
    const kept = keeper.find(files, asOf)
    if (kept !== undefined) {
      sayIfMany(output, kept.count)
      return { whole: kept.read(), locate: locateIn(files) }
    }
    const hasSaid = sayIfLarge(output, files)
    const readings = yield* readFromText(files)
    const judged = yield* Effect.mapError(judge(readings, process.env), invalidManifest)
    if (!hasSaid) sayIfMany(output, countRequests(judged.manifest, asOf))
    const whole = yield* Effect.mapError(Effect.flatten(inPieces(declaring(judged, asOf))), invalidManifest)
    const variables = variablesIn(readings.files.map(({ value }) => value))
    keeper.keep(files, whole, { variables, asOf })
    return { whole, locate: Effect.succeed(judged.locate) }
  })

/** Where a manifest that was kept says something: its text is read for it. */
const locateIn = (files: ReadonlyArray<ManifestFile>): Declaration["locate"] =>
  readFromText(files).pipe(
    Effect.flatMap((readings) => judge(readings, process.env)),
    Effect.map(({ locate }) => locate),
    Effect.orDie
  )

/** From so many bytes, and so many requests, on, it takes long enough to say what is going on. */
const LARGE_BYTES = 250_000
const MANY_REQUESTS = 2_500

const sayIfLarge = (output: Output, files: ReadonlyArray<ManifestFile>): boolean => {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  if (bytes < LARGE_BYTES) return false
  const [only] = files
  const what = files.length === 1 && only !== undefined ? only.file : `${files.length} files`
  output.err(`Reading ${what} (${renderBytes(bytes)}).`)
  return true
}

const sayIfMany = (output: Output, count: number): void => {
  if (count >= MANY_REQUESTS) output.err(`Looking at ${count} requests.`)
}

/** YAML is loaded here: what was kept does without. */
const readFromText = (files: ReadonlyArray<ManifestFile>): Effect.Effect<Readings, Failure> =>
  Effect.gen(function* () {
    // Another encoding must not pass for text with odd names in it: they become addresses and paths.
    const foreign = files.filter(({ bytes }) => !isUtf8(bytes))
    if (foreign.length > 0) return yield* invalidManifest(foreign.map(({ file }) => notUtf8(file)))
    const { readTexts } = yield* Effect.promise(() => import("../manifest/readManifest.ts"))
    return readTexts(
      files.map(({ file, bytes }) => ({ file, text: bytes.toString("utf8") })),
      process.env
    )
  })

/** Whether a manifest may say where the state is kept; a look at its bytes, for commands that do without it. */
export const mayDeclareState = (files: ReadonlyArray<string>): boolean =>
  readFiles(files.length === 0 ? [DEFAULT_MANIFEST] : files).found.some(({ bytes }) =>
    /(^|[\s{,?"'])state["']?\s*:/.test(bytes.toString("latin1"))
  )

const notUtf8 = (file: string): Problem => ({
  code: "file-unreadable",
  message: `'${file}' is not text in UTF-8`,
  hint: "save it as UTF-8"
})

const readFiles = (
  files: ReadonlyArray<string>
): { readonly found: ReadonlyArray<ManifestFile>; readonly problems: ReadonlyArray<Problem> } => {
  const found: Array<ManifestFile> = []
  const problems: Array<Problem> = []
  const read = (file: string) => {
    try {
      found.push({ file, bytes: readFileSync(file) })
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
  return { found, problems }
}

const unreadable = (file: string, error: unknown): Problem => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason"
  return code === "ENOENT" || code === "ENOTDIR"
    ? {
        code: "file-not-found",
        message: `there is no file '${file}'`,
        hint: lstatExists(file)
          ? "it is a symbolic link to nowhere"
          : "name a manifest with -f, or write one: `exporter init`"
      }
    : { code: "file-unreadable", message: `'${file}' cannot be read (${code})`, hint: "check its permissions" }
}

const lstatExists = (file: string): boolean => {
  try {
    lstatSync(file)
    return true
  } catch {
    return false
  }
}
