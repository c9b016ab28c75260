/** `exporter validate` */
import * as Effect from "effect/Effect"
import type { Problem } from "../../manifest/Problem.ts"
import { declared } from "../declared.ts"
import { EXIT, type ExitCode } from "../exit.ts"
import type { Output } from "../Output.ts"
import { github, gitlab, sarif } from "../render/annotations.ts"
import { VERSION } from "../version.ts"

export interface ValidateOptions {
  readonly file: ReadonlyArray<string>
  readonly json: boolean
  /** One that help.ts allows. */
  readonly format: string
}

type Annotate = (problems: ReadonlyArray<Problem>) => string

const ANNOTATIONS: Readonly<Record<string, Annotate>> = {
  github,
  gitlab,
  sarif: (problems) => sarif(problems, VERSION)
}

export const validate = (output: Output, options: ValidateOptions) => {
  const annotate = ANNOTATIONS[options.format]
  return annotate === undefined ? said(output, options) : annotated(output, options, annotate)
}

/** A document in any case: what reads it must find that nothing is wrong, too. */
const annotated = (output: Output, { file }: ValidateOptions, annotate: Annotate) =>
  declared(output, { file }).pipe(
    Effect.map((): ReadonlyArray<Problem> => []),
    Effect.catchIf(
      ({ problems }) => problems !== undefined,
      ({ problems = [] }) => Effect.succeed(problems)
    ),
    Effect.map((problems): ExitCode => {
      const text = annotate(problems)
      if (text !== "") output.out(text)
      return problems.length === 0 ? EXIT.done : EXIT.manifest
    })
  )

const said = (output: Output, options: ValidateOptions) =>
  Effect.gen(function* () {
    const { manifest, requests } = yield* declared(output, { file: options.file })
    const purchases = new Set(requests.map(({ fingerprint }) => fingerprint)).size
    if (options.json || options.format === "json")
      output.out(
        JSON.stringify({
          version: 1,
          valid: true,
          exports: manifest.exports.length,
          requests: requests.length,
          purchases
        })
      )
    else
      output.out(
        `The manifest is valid: ${count(manifest.exports.length, "export")}, ${count(requests.length, "request")}, ${count(purchases, "purchase")}.`
      )
    return EXIT.done
  })

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`
