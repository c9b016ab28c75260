/**
 * Text -> syntax tree. The one place that says how manifests are read as YAML: version 1.2, core schema (a bare date stays
 * text, `yes` too), merge keys allowed, keys always text.
 */
import { Composer, type CST, type Document, LineCounter, Parser } from "yaml"

export interface Composed {
  readonly document: Document.Parsed
  readonly lines: LineCounter
  /** Offsets at which further documents of the file begin. */
  readonly others: ReadonlyArray<number>
}

/** A tree that would overflow the stack of whoever walks it. */
interface TooDeep {
  readonly offset: number
  readonly lines: LineCounter
}

/** No manifest nests deeper than a handful. */
export const MAX_DEPTH = 64

export const compose = (text: string): Composed | TooDeep => {
  const lines = new LineCounter()
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  // The composer recurses, so depth is judged on the tokens before it runs.
  const offset = tooDeepAt(tokens)
  if (offset !== undefined) return { offset, lines }

  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: true,
    stringKeys: true,
    resolveKnownTags: false,
    lineCounter: lines,
    prettyErrors: false,
    // parse.ts finds them.
    uniqueKeys: false,
    logLevel: "error"
  })
  const [document] = composer.compose(tokens, true, text.length)
  // `forceDoc` makes the composer give a document for every text.
  if (document === undefined) throw new Error("the composer gave no document")
  return {
    document,
    lines,
    others: tokens
      .filter((token) => token.type === "document")
      .slice(1)
      .map(startOf)
  }
}

export const isTooDeep = (composed: Composed | TooDeep): composed is TooDeep => "offset" in composed

/** The document's `---` where it has one. */
const startOf = (document: CST.Document): number =>
  document.start.find((token) => token.type === "doc-start")?.offset ?? document.offset

const tooDeepAt = (tokens: ReadonlyArray<CST.Token>): number | undefined => {
  const open: Array<{ token: CST.Token; depth: number }> = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > MAX_DEPTH) return next.token.offset
    for (const token of childrenOf(next.token)) open.push({ token, depth: next.depth + 1 })
  }
  return undefined
}

const childrenOf = (token: CST.Token): ReadonlyArray<CST.Token> => {
  if (token.type === "document") return token.value === undefined ? [] : [token.value]
  if (!("items" in token)) return []
  return token.items.flatMap((item) => [item.key, item.value].filter((child) => child !== undefined && child !== null))
}
