/** The manifest, from its files to its requests: as it was read the last time, where its bytes are the same. */
import { isUtf8 } from "node:buffer"
import { lstatSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { type Judged, judge, type Readings } from "../manifest/judge.ts"
import type { Problem } from "../manifest/Problem.ts"
import { atOnce, inPieces } from "../pieces.ts"
import { declaring } from "../pipeline.ts"
import { matchesTarget } from "../plan/target.ts"
import type { Declared } from "../request/Declared.ts"
import { countRequests } from "../request/expand.ts"
import { DEFAULT_MANIFEST, isFolder, prefixOf } from "./context.ts"
import { type Failure, invalidManifest, usage } from "./Failure.ts"
import { KeptManifests } from "./KeptManifests.ts"
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
}

/** Reads, checks and expands the manifest. */
export const declared = (
  output: Output,
  options: DeclaredOptions
): Effect.Effect<Declaration, Failure, KeptManifests> =>
  Effect.gen(function* () {
    const targets = options.target ?? []
    const { found, problems } = readFiles(options.file.length === 0 ? [DEFAULT_MANIFEST] : options.file)
    if (problems.length > 0) return yield* invalidManifest(problems)
    const hasSaid = sayWhatIsLarge(output, found)
    const { judged, locate } = yield* judgedOf(found)
    if (!hasSaid) sayWhatIsMuch(output, judged)
    const patterns = targets.map(matchesTarget)
    const isTarget = (address: string) => patterns.length === 0 || patterns.some((matches) => matches(address))
    const outputPrefix = prefixOf({ sandbox: options.sandbox ?? false })
    const result = yield* inPieces(declaring(judged, { isTarget, outputPrefix }))
    if (Either.isLeft(result)) {
      // The places of a kept manifest are only known once its text is read again.
      const placed = atOnce(declaring({ ...judged, locate: yield* locate }, { isTarget, outputPrefix }))
      return yield* invalidManifest(Either.isLeft(placed) ? placed.left : result.left)
    }
    const { requests } = result.right
    const unmatched = targets.filter((_, index) => !requests.some(({ address }) => patterns[index]?.(address)))
    if (unmatched.length > 0)
      return yield* usage(
        `no address matches --target ${unmatched.join(", ")}`,
        `there are ${requests.length}: ${requests
          .slice(0, 5)
          .map(({ address }) => address)
          .join(", ")}${requests.length > 5 ? ", …" : ""}`
      )
    return { ...result.right, locate }
  })

/** From so many bytes, and so many requests, on, reading them takes long enough to say so. */
const LARGE_BYTES = 250_000
const MANY_REQUESTS = 20_000

const sayWhatIsLarge = (output: Output, files: ReadonlyArray<ManifestFile>): boolean => {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  if (bytes < LARGE_BYTES) return false
  const [only] = files
  const what = files.length === 1 && only !== undefined ? only.file : `${files.length} files`
  output.err(`Reading ${what} (${renderBytes(bytes)}).`)
  return true
}

const sayWhatIsMuch = (output: Output, { manifest }: Judged): void => {
  const count = countRequests(manifest)
  if (count >= MANY_REQUESTS && count <= manifest.maxRequests) output.err(`Looking at ${count} requests.`)
}

interface Understood {
  readonly judged: Judged
  readonly locate: Declaration["locate"]
}

/**
 * What is kept was once found good, but what it says of the environment may have changed since: it is judged again, and
 * where it fails the text is read, for its places.
 */
const judgedOf = (files: ReadonlyArray<ManifestFile>): Effect.Effect<Understood, Failure, KeptManifests> =>
  Effect.gen(function* () {
    const keeper = yield* KeptManifests
    const kept = keptReadings(files, keeper)
    const quick = kept === undefined ? undefined : Either.getOrUndefined(judge(kept, process.env))
    if (quick !== undefined) {
      const locate = Effect.map(
        Effect.flatMap(readFromText(files), (readings) => judge(readings, process.env)),
        (judged) => judged.locate
      )
      return { judged: quick, locate: Effect.orElseSucceed(locate, () => quick.locate) }
    }
    const readings = yield* readFromText(files)
    const judged = yield* Effect.mapError(judge(readings, process.env), invalidManifest)
    for (const [index, { value }] of readings.files.entries()) {
      const bytes = files[index]?.bytes
      if (value !== undefined && bytes !== undefined) keeper.keep(bytes, value)
    }
    return { judged, locate: Effect.succeed(judged.locate) }
  })

const keptReadings = (files: ReadonlyArray<ManifestFile>, keeper: KeptManifests["Type"]): Readings | undefined => {
  const readings = files.flatMap(({ file, bytes }) => {
    const kept = keeper.find(bytes)
    return kept === undefined ? [] : [{ file, value: kept.value, isAccepted: kept.isPlain, problems: [] }]
  })
  const nowhere = (file: string) => ({ file, line: 1, column: 1, length: 1, source: "" })
  return readings.length === files.length ? { files: readings, locate: ({ file }) => nowhere(file) } : undefined
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

const notUtf8 = (file: string): Problem => ({
  code: "file-unreadable",
  message: `'${file}' is not text in UTF-8`,
  hint: "save it as UTF-8"
})

interface ManifestFile {
  readonly file: string
  readonly bytes: Buffer
}

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
          : `name a manifest with -f, or write ${DEFAULT_MANIFEST} (\`exporter schema\` prints what may stand in it)`
      }
    : { code: "file-unreadable", message: `'${file}' cannot be read (${code})`, hint: "check its permissions" }
}

const lstatExists = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined
