/** `exporter validate` */
import path from "node:path"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { Problem } from "../../manifest/Problem.ts"
import { DEFAULT_MANIFEST, instantOf } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { type Output, printDocument } from "../Output.ts"
import type { Annotating } from "../render/annotations.ts"
import { VERSION } from "../version.ts"

export interface ValidateOptions {
  readonly file: ReadonlyArray<string>
  readonly asOf: Option.Option<string>
  readonly json: boolean
  /** One that help.ts allows. */
  readonly format: string
}

type Annotate = (problems: ReadonlyArray<Problem>, annotating: Annotating) => string

const ANNOTATIONS = ["github", "gitlab", "sarif"] as const

export const validate = (output: Output, options: ValidateOptions) => {
  const format = ANNOTATIONS.find((one) => one === options.format)
  return format === undefined
    ? said(output, options)
    : Effect.flatMap(
        Effect.promise(() => import("../render/annotations.ts")),
        (annotations) => annotated(output, options, annotations[format])
      )
}

/** A document in any case: what reads it must find that nothing is wrong, too. Whoever reads the log is told as ever. */
const annotated = (output: Output, { file, asOf }: ValidateOptions, annotate: Annotate) => {
  const print = (problems: ReadonlyArray<Problem>) =>
    Effect.sync(() => {
      const [manifest = DEFAULT_MANIFEST] = file
      const text = annotate(problems, { pathOf: inRepository, manifest, version: VERSION })
      if (text !== "") output.out(text)
    })
  return Effect.flatMap(instantOf(asOf), (at) => declared(output, { file, asOf: at })).pipe(
    Effect.tapError(({ problems }) => (problems === undefined ? Effect.void : print(problems))),
    Effect.zipRight(print([])),
    Effect.as(EXIT.done)
  )
}

/** As the repository names it, which the jobs of GitHub and GitLab say where it is; else as it was given. */
const inRepository = (file: string): string => {
  const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = process.env
  const root = GITHUB_WORKSPACE || CI_PROJECT_DIR
  const inside = root === undefined ? path.normalize(file) : path.relative(root, path.resolve(file))
  const name = inside.startsWith("..") || path.isAbsolute(inside) ? path.normalize(file) : inside
  return name.split(path.sep).join("/")
}

const said = (output: Output, options: ValidateOptions) =>
  Effect.gen(function* () {
    const { manifest, requests } = yield* declared(output, { file: options.file, asOf: yield* instantOf(options.asOf) })
    const purchases = new Set(requests.map(({ fingerprint }) => fingerprint)).size
    if (options.json)
      printDocument(output, {
        valid: true,
        exports: manifest.exports.length,
        requests: requests.length,
        purchases,
        state: manifest.state?.backend ?? "file"
      })
    else
      output.out(
        `The manifest is valid: ${count(manifest.exports.length, "export")}, ${count(requests.length, "request")}, ${count(purchases, "purchase")}.`
      )
    return EXIT.done
  })

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`
