/**
 * The texts of manifest files as a manifest, or everything that is wrong with them.
 *
 * ```
 *  text ─ parse ─> data ─ substitute ─> data ─ validate ─> Written ─ assemble ─> Manifest
 *                               └ secretFindings, check, conflicts: what the schema cannot say
 * ```
 */
import * as Either from "effect/Either"
import { assemble, type WrittenFile } from "./assemble.ts"
import { check } from "./check.ts"
import { type Env, substitute } from "./env.ts"
import type { Finding } from "./Finding.ts"
import { type Locate, makeLocate } from "./locate.ts"
import type { Manifest } from "./Manifest.ts"
import { conflicts } from "./merge.ts"
import type { Path, Place, Problem } from "./Problem.ts"
import { parse } from "./parse.ts"
import { mapAt, type ParsedFile, type Source } from "./Source.ts"
import { secretFindings, secretsOf } from "./secrets.ts"
import { validate } from "./validate.ts"

export interface ReadManifest {
  readonly manifest: Manifest
  /**
   * Where an export says something, for problems that later stages find: `locate("ledger", ["end_date"])`. A value from
   * the defaults is found there; one that is written nowhere, and the empty path, at the export's name.
   */
  readonly locate: (exportName: string, path: Path) => Place
  /** Where a setting stands: `locateSetting(["max_requests"])`; the top of the first file where no file says it. */
  readonly locateSetting: (path: Path) => Place
}

/** `env` is what `${env:NAME}` may name. Problems come all at once, by file as given, then by position. */
export const readManifest = (
  sources: ReadonlyArray<Source>,
  env: Env
): Either.Either<ReadManifest, ReadonlyArray<Problem>> => {
  const secrets = secretsOf(env)
  const files = sources.map(withoutMark)
  const locate = makeLocate(files, secrets.redact)

  const problems: Array<Problem> = []
  const findings: Array<Finding> = []
  const parsed: Array<ParsedFile> = []
  const accepted: Array<WrittenFile> = []
  for (const source of files) {
    const { value: data, problems: found } = parse(source, secrets.redact)
    problems.push(...found)
    if (data === undefined) continue
    const { value, findings: unset } = substitute({ ...source, value: data }, env)
    const file = { ...source, value }
    const { written, findings: broken } = validate(file)
    const unfit = [...unset, ...secretFindings(file, secrets)]
    parsed.push(file)
    findings.push(...unfit, ...withoutRepeats(broken, unfit))
    if (written !== undefined) accepted.push({ file: file.file, written })
  }
  // A file that could not be read may declare the accounts that the others name.
  if (parsed.length === files.length) findings.push(...withoutRepeats(check(parsed), findings))
  findings.push(...conflicts(parsed))

  problems.push(...findings.map((finding) => toProblem(finding, locate, secrets.redact)))
  if (problems.length > 0) return Either.left(inOrder(problems, files))
  return Either.right({
    manifest: assemble(accepted),
    locate: locateExport(parsed, locate),
    locateSetting: locateSetting(parsed, locate)
  })
}

/** Editors do not count a byte order mark as a column. */
const withoutMark = ({ file, text }: Source): Source => ({ file, text: text.replace(/^\uFEFF/, "") })

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
const inOrder = (problems: ReadonlyArray<Problem>, files: ReadonlyArray<Source>): ReadonlyArray<Problem> => {
  const order = new Map(files.map(({ file }, index) => [file, index]))
  const key = ({ place }: Problem) =>
    [order.get(place?.file ?? "") ?? -1, place?.line ?? 0, place?.column ?? 0] as const
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...distinct.values()].sort((a, b) => {
    const [left, right] = [key(a), key(b)]
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
  })
}

const locateExport = (files: ReadonlyArray<ParsedFile>, locate: Locate): ReadManifest["locate"] => {
  const fileOf = fileByKey(files, (value) => Object.keys(mapAt(value, "exports")))
  return (exportName, path) =>
    locate({
      file: fileOf(exportName),
      path: ["exports", exportName, ...path],
      on: path.length === 0 ? "key" : "value"
    })
}

const locateSetting = (files: ReadonlyArray<ParsedFile>, locate: Locate): ReadManifest["locateSetting"] => {
  const fileOf = fileByKey(files, Object.keys)
  return (path) => locate({ file: fileOf(String(path[0])), path, on: "value" })
}

/** The file that has a key, the first one where none has. */
const fileByKey = (
  files: ReadonlyArray<ParsedFile>,
  keys: (value: ParsedFile["value"]) => ReadonlyArray<string>
): ((key: string) => string) => {
  const known = new Map(files.toReversed().flatMap(({ file, value }) => keys(value).map((key) => [key, file] as const)))
  return (key) => known.get(key) ?? files[0]?.file ?? ""
}
