/** Several files as one manifest: where they contradict each other. */
import { isDeepStrictEqual } from "node:util"
import type { Finding, Spot } from "./Finding.ts"
import { mapAt, type ParsedFile } from "./Source.ts"

/** Settings of the whole manifest: one file says them, or all that do agree. */
const SETTINGS = ["timezone", "budget", "prices", "rate", "max_requests", "state", "hooks"] as const

/** Each with both places. Values may break the schema, see check.ts. */
export const conflicts = (files: ReadonlyArray<ParsedFile>): ReadonlyArray<Finding> => [
  ...declaredTwice(files, "exports", "an export"),
  ...declaredTwice(files, "accounts", "an account"),
  ...SETTINGS.flatMap((key) => differing(files, key))
]

const declaredTwice = (files: ReadonlyArray<ParsedFile>, section: string, what: string): ReadonlyArray<Finding> => {
  const first = new Map<string, Spot>()
  const findings: Array<Finding> = []
  for (const { file, value } of files) {
    for (const name of Object.keys(mapAt(value, section))) {
      const at: Spot = { file, path: [section, name], on: "key" }
      const related = first.get(name)
      if (related === undefined) first.set(name, at)
      else {
        const message = `${what} named \`${name}\` is declared in ${related.file} too`
        findings.push({ code: "declared-twice", message, hint: "rename or remove one of them", at, related })
      }
    }
  }
  return findings
}

const differing = (files: ReadonlyArray<ParsedFile>, key: string): ReadonlyArray<Finding> => {
  const [first, ...others] = files.filter(({ value }) => Object.hasOwn(value, key))
  if (first === undefined) return []
  const spot = (file: string): Spot => ({ file, path: [key], on: "key" })
  return others
    .filter(({ value }) => !isDeepStrictEqual(value[key], first.value[key]))
    .map(({ file }) => ({
      code: "settings-differ",
      message: `\`${key}\` is not what ${first.file} says`,
      hint: `keep \`${key}\` in one file, or write the same in both`,
      at: spot(file),
      related: spot(first.file)
    }))
}
