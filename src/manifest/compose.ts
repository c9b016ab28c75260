/**
 * Text -> syntax tree. The one place that says how manifests are read as YAML: version 1.2, core schema (a bare date stays
 * text, `yes` too), merge keys allowed, keys always text.
 */
import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from "yaml"

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
  const tokens = tokensOf(text, lines)
  // The composer recurses, so depth is judged on the tokens before it runs.
  if (typeof tokens === "number") return { offset: tokens, lines }

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

/** Levels that the parser has open beside those of values: the document, and items that it is about to begin. */
const OWN_LEVELS = 2

/** The tokens of the text, or where it gets too deep: the parser keeps what is open on a stack. */
const tokensOf = (text: string, lines: LineCounter): ReadonlyArray<CST.Token> | number => {
  const parser = new Parser(lines.addNewLine)
  const tokens: Array<CST.Token> = []
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length > MAX_DEPTH + OWN_LEVELS) return parser.stack.at(-1)?.offset ?? 0
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

export const isTooDeep = (composed: Composed | TooDeep): composed is TooDeep => "offset" in composed

/** The document's `---` where it has one. */
const startOf = (document: CST.Document): number =>
  document.start.find((token) => token.type === "doc-start")?.offset ?? document.offset
