/**
 * `${env:NAME}` in values, never in keys, is replaced by the environment variable of that name. The result is text,
 * whatever it looks like. `$${env:NAME}` stands for the text `${env:NAME}`.
 */
import type { Finding } from "./Finding.ts"
import type { Path } from "./Problem.ts"
import { isMap, mapAt, type ParsedFile, someText, valueAt } from "./Source.ts"

/** The environment variables that a manifest may name. */
export type Env = Readonly<Record<string, string | undefined>>

interface Substituted {
  readonly value: ParsedFile["value"]
  readonly findings: ReadonlyArray<Finding>
}

/** A text with a finding is left as it was written; a file that names no variable is given back as it is. */
export const substitute = ({ file, value }: ParsedFile, env: Env): Substituted => {
  if (!someText(value, mayName)) return { value, findings: [] }
  const findings: Array<Finding> = []
  const replace = (part: unknown, path: Path): unknown => {
    if (typeof part === "string" && isAddressOfState(path) && variableOf(part) !== undefined) return part
    if (typeof part === "string")
      return replaceIn(part, env, (what) => findings.push({ ...what, at: { file, path, on: "value" } }))
    if (Array.isArray(part)) return part.map((item, index) => replace(item, [...path, index]))
    if (isMap(part)) return mapEntries(part, (child, key) => replace(child, [...path, key]))
    return part
  }
  // What stands under `x-` counts where an alias puts it.
  const replaced = mapEntries(value, (child, key) => (key.startsWith("x-") ? child : replace(child, [key])))
  return { value: replaced, findings }
}

/**
 * The address of a database has its password in it: it is filled in where it is used, and is not a part of the manifest
 * as understood, which is kept on the disk.
 */
const isAddressOfState = ([section, key, ...rest]: Path): boolean =>
  section === "state" && key === "url" && rest.length === 0

/** The name of the variable that a text stands for; `undefined` where it is another text. */
export const variableOf = (text: string): string | undefined => ONLY_REFERENCE.exec(text)?.[1]

const ONLY_REFERENCE = /^\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}$/

const mapEntries = (map: ParsedFile["value"], f: (value: unknown, key: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, f(value, key)]))

const mayName = (text: string): boolean => text.includes("${env:")

/** The names of all variables that manifests, as understood, depend on. */
export const variablesIn = (files: ReadonlyArray<ParsedFile["value"] | undefined>): ReadonlyArray<string> => {
  const names = new Set<string>()
  const values = files.map((value) => {
    const url = valueAt(mapAt(value, "state"), "url")
    return typeof url === "string" && variableOf(url) !== undefined
      ? { ...value, state: { ...mapAt(value, "state"), url: "" } }
      : value
  })
  someText(values, (text) => {
    if (mayName(text)) for (const [, , name = ""] of text.matchAll(REFERENCE)) names.add(name)
    return false
  })
  return [...names].sort()
}

const REFERENCE = /(\$?)\$\{env:([^}]*)(\}?)/g
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

const replaceIn = (text: string, env: Env, report: (what: Omit<Finding, "at">) => void): string => {
  if (!mayName(text)) return text
  return text.replaceAll(REFERENCE, (written: string, escape: string, name: string, end: string) => {
    if (escape !== "") return written.slice(1)
    if (end === "" || !NAME.test(name)) {
      report({ code: "bad-variable", message: `\`${written}\` is not a variable`, hint: "write `${env:NAME}`" })
      return written
    }
    const found = Object.hasOwn(env, name) ? env[name] : undefined
    if (found !== undefined) return found
    const hint = `set it, or write \`$\${env:${name}}\` for that very text`
    report({ code: "unset-variable", message: `the environment variable ${name} is not set`, hint })
    return written
  })
}
