/** Text as HTML: whatever comes from manifests, states and servers is text, and never becomes anything else. */

/** Markup that is safe as it stands. Made by `html` alone. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

type Value = Html | string | number | ReadonlyArray<Html>

/** A template whose values are escaped, but for those that are markup already. */
export const html = (parts: TemplateStringsArray, ...values: ReadonlyArray<Value>): Html => {
  let markup = parts[0] ?? ""
  for (const [index, value] of values.entries()) markup += markupOf(value) + (parts[index + 1] ?? "")
  return new Html(markup)
}

export const NOTHING = new Html("")

/** Markup that is not made of anybody's words. */
export const trusted = (markup: string): Html => new Html(markup)

export const join = (all: ReadonlyArray<Html>, between = NOTHING): Html =>
  new Html(all.map(({ markup }) => markup).join(between.markup))

const markupOf = (value: Value): string => {
  if (typeof value === "number") return String(value)
  if (typeof value === "string") return escape(value)
  return value instanceof Html ? value.markup : value.map(({ markup }) => markup).join("")
}

/** For elements and for attributes in double quotes. What cannot be seen, or turns text around, is named instead. */
export const escape = (text: string): string =>
  SPECIAL.test(text) ? text.replace(SPECIAL_ALL, (one) => ENTITIES[one] ?? nameOf(one)) : text

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\t": " ",
  "\n": " ",
  "\r": " "
}

/**
 * Markup; controls; marks, embeddings and isolates of direction; separators that nobody sees; the halves of pairs; and
 * what is no character at all. The joiners stay: some scripts are written with them.
 */
const SPECIAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[&<>"'\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff]|\p{Surrogate}/u
const SPECIAL_ALL = new RegExp(SPECIAL.source, "gu")

const nameOf = (one: string): string => `[U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`
