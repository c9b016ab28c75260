/**
 * Manifest files as data -> a manifest, or everything that is wrong with them.
 *
 * ```
 *  data ─ substitute ─> data ─ validate ─> Written ─ assemble ─> Manifest
 *              └ secretFindings, check, conflicts: what the schema cannot say
 * ```
 */
import * as Either from "effect/Either"
import { assemble, type WrittenFile } from "./assemble.ts"
import { check } from "./check.ts"
import { type Env, substitute } from "./env.ts"
import type { Finding } from "./Finding.ts"
import type { Locate } from "./locate.ts"
import type { Manifest } from "./Manifest.ts"
import { conflicts } from "./merge.ts"
import type { Path, Place, Problem } from "./Problem.ts"
import type { ParsedFile } from "./Source.ts"
import { mapAt } from "./Source.ts"
import { type Secrets, secretFindings, secretsOf } from "./secrets.ts"
import { validate } from "./validate.ts"
import type { Written } from "./Written.ts"

/** Manifest files as far as they could be understood, and where their texts say what. */
export interface Readings {
  /** In the order in which they were given. */
  readonly files: ReadonlyArray<Reading>
  readonly locate: Locate
}

export interface Reading {
  readonly file: string
  /** Left out where the text cannot be understood. */
  readonly value?: ParsedFile["value"]
  readonly problems: ReadonlyArray<Problem>
}

/** A manifest without problems, and where its texts say what. */
export interface Judged {
  readonly manifest: Manifest
  /**
   * Where an export says something, for problems that later stages find: `locate("ledger", ["end_date"])`. A value from
   * the defaults is found there; one that is written nowhere, and the empty path, at the export's name.
   */
  readonly locate: (exportName: string, path: Path) => Place
}

type Understood = Reading & ParsedFile

const isUnderstood = (reading: Reading): reading is Understood => reading.value !== undefined

/** `env` is what `${env:NAME}` may name. Problems come all at once, by file as given, then by position. */
export const judge = ({ files, locate }: Readings, env: Env): Either.Either<Judged, ReadonlyArray<Problem>> => {
  const secrets = secretsOf(env)
  const problems: Array<Problem> = []
  const findings: Array<Finding> = []
  const parsed: Array<ParsedFile> = []
  const good: Array<WrittenFile> = []
  for (const reading of files) {
    problems.push(...reading.problems)
    if (!isUnderstood(reading)) continue
    const { file, written, findings: found } = examined(reading, env, secrets)
    parsed.push(file)
    findings.push(...found)
    if (written !== undefined) good.push({ file: file.file, written })
  }
  // A file that could not be read may declare the accounts that the others name.
  if (parsed.length === files.length) findings.push(...withoutRepeats(check(parsed), findings))
  findings.push(...conflicts(parsed))

  problems.push(...findings.map((finding) => toProblem(finding, locate, secrets.redact)))
  if (problems.length > 0) return Either.left(inOrder(problems, files))
  return Either.right({ manifest: assemble(good), locate: locateExport(parsed, locate) })
}

/** What one file says, and what is wrong with it alone. */
interface Examined {
  readonly file: ParsedFile
  readonly written?: Written
  readonly findings: ReadonlyArray<Finding>
}

const examined = ({ file: name, value }: Understood, env: Env, secrets: Secrets): Examined => {
  const { value: filled, findings: unset } = substitute({ file: name, value }, env)
  const file = { file: name, value: filled }
  const { written, findings: broken } = validate(file)
  const unfit = [...unset, ...secretFindings(file, secrets)]
  const findings = [...unfit, ...withoutRepeats(broken, unfit)]
  return { file, findings, ...(written === undefined ? {} : { written }) }
}

/** A value that could not be filled in, or is a secret, is wrong in one way only. */
const withoutRepeats = (findings: ReadonlyArray<Finding>, known: ReadonlyArray<Finding>): ReadonlyArray<Finding> => {
  const spots = new Set(known.map(({ at }) => JSON.stringify([at.file, at.path])))
  return findings.filter(({ at }) => !spots.has(JSON.stringify([at.file, at.path])))
}

const toProblem = ({ at, related, ...what }: Finding, locate: Locate, redact: (text: string) => string): Problem => ({
  ...what,
  message: redact(what.message),
  ...(what.hint === undefined ? {} : { hint: redact(what.hint) }),
  place: locate(at),
  ...(related === undefined ? {} : { related: locate(related) })
})

/** By file as given, then by position. What an alias repeats is one problem, at its anchor. */
const inOrder = (problems: ReadonlyArray<Problem>, files: ReadonlyArray<Reading>): ReadonlyArray<Problem> => {
  const order = new Map(files.map(({ file }, index) => [file, index]))
  const key = ({ place }: Problem) =>
    [order.get(place?.file ?? "") ?? -1, place?.line ?? 0, place?.column ?? 0] as const
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...distinct.values()].sort((a, b) => {
    const [left, right] = [key(a), key(b)]
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
  })
}

const locateExport = (files: ReadonlyArray<ParsedFile>, locate: Locate): Judged["locate"] => {
  const fileOf = new Map(
    files.toReversed().flatMap(({ file, value }) => Object.keys(mapAt(value, "exports")).map((name) => [name, file]))
  )
  return (exportName, path) =>
    locate({
      file: fileOf.get(exportName) ?? files[0]?.file ?? "",
      path: ["exports", exportName, ...path],
      on: path.length === 0 ? "key" : "value"
    })
}
