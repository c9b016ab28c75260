/** Manifests with the problems that they should have written into them: `type: «unknown-type»transactons`. */
import * as Either from "effect/Either"
import type { Problem } from "../../src/manifest/Problem.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"

const MARK = /«([a-z-]+)»/g

export interface Marked {
  /** Without its marks. */
  readonly text: string
  /** `line:column code`, in the order of the text. */
  readonly expected: ReadonlyArray<string>
}

export const marked = (source: string): Marked => {
  const expected: Array<string> = []
  let text = ""
  let from = 0
  for (const match of source.matchAll(MARK)) {
    text += source.slice(from, match.index)
    from = match.index + match[0].length
    const lines = text.split("\n")
    expected.push(`${lines.length}:${(lines.at(-1)?.length ?? 0) + 1} ${match[1]}`)
  }
  return { text: text + source.slice(from), expected }
}

export const found = (problems: ReadonlyArray<Problem>): ReadonlyArray<string> =>
  problems.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`)

export const problemsOf = (text: string, env: Readonly<Record<string, string>> = {}): ReadonlyArray<Problem> =>
  Either.match(readManifest([{ file: "exports.yaml", text }], env), {
    onLeft: (problems) => problems,
    onRight: () => []
  })

/** A manifest around one entry, in block style. */
export const withEntry = (entry: string, before = ""): string =>
  `version: 1\naccounts: { main: acct_1, studio: acct_2 }\n${before}exports:\n  it:\n${entry.replaceAll(/^(?=.)/gm, "    ")}\n`

/** What an entry of transactions needs. */
export const RANGE = "start_date: 2024-01-01\nend_date: 2024-12-31"
