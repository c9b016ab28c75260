/** `exporter validate` */
import * as Effect from "effect/Effect"
import { declared } from "../declared.ts"
import type { Output } from "../Output.ts"

export const validate = (output: Output, options: { readonly file: ReadonlyArray<string>; readonly json: boolean }) =>
  Effect.gen(function* () {
    const { manifest, requests } = yield* declared(output, { file: options.file })
    const purchases = new Set(requests.map(({ fingerprint }) => fingerprint)).size
    if (options.json)
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
    return 0 as const
  })

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`
