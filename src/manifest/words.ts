/** How values and lists of words appear in messages. */

const LONGEST = 60

/** A value as found: `the text "50000"`, `12.5`, `a list`. */
export const describe = (value: unknown): string => {
  if (typeof value === "string") return `the text ${quote(value)}`
  if (Array.isArray(value)) return "a list"
  return typeof value === "object" && value !== null ? "keys with values" : String(value)
}

/** On one line, and short enough for one. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)

/** `a`, `a or b`, `a, b or c`. */
export const oneOf = (words: ReadonlyArray<string>): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`

/** `10,000,000`, the same in every locale. */
export const grouped = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 20 })

/** The key that a path ends in, as people would say it: `maxMessages`, `item 2 of chatIds`. */
export const keyOf = (path: ReadonlyArray<string | number>): string => {
  const last = path.at(-1)
  return typeof last === "number" ? `item ${last + 1} of ${keyOf(path.slice(0, -1))}` : `\`${last ?? "the manifest"}\``
}
