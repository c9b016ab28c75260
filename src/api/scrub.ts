/** What a foreign text may say in an error, a log or a report: no key, and no address, for addresses may be signed. */
import { stripVTControlCharacters } from "node:util"

/** Slashes may be escaped, as JSON by PHP has them, and all of it may be encoded, as within another address. */
const URL_LIKE = /\bhttps?(?::|%3a)(?:(?:\\?\/){2}|(?:%2f){2})[^\s"'<>]*/gi

/** What makes a signed address good, where the rest of it is missing. */
const SIGNED = /\b[\w-]*(?:signature|credential|token)=[^\s&"'<>]+/gi

/** Control codes in the middle of a secret would hide it here, and be gone where it is shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200d\u2060\ufeff]/
const CONTROLS_ALL = new RegExp(CONTROLS, "g")

export const scrub = (text: string, secret: string): string => {
  const without = (it: string) => (secret === "" ? it : it.replaceAll(secret, "(the key)"))
  // First as it is: a control code may swallow the beginning of it.
  const told = without(text)
  const visible = CONTROLS.test(told) ? without(stripVTControlCharacters(told).replace(CONTROLS_ALL, "")) : told
  return visible.replace(URL_LIKE, "(an address)").replace(SIGNED, "(a signature)")
}

/** Every text of a foreign value, the names of its keys too. `kept`: keys whose values are left as they are. */
export const scrubAll = (
  object: Readonly<Record<string, unknown>>,
  clean: (text: string) => string,
  kept: ReadonlySet<string>
): Readonly<Record<string, unknown>> => {
  const cleaned = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value)
    if (Array.isArray(value)) return value.map(cleaned)
    return typeof value === "object" && value !== null
      ? scrubAll(Object.fromEntries(Object.entries(value)), clean, kept)
      : value
  }
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [clean(key), kept.has(key) ? value : cleaned(value)])
  )
}
