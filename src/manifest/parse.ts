/** Text -> plain data. Everything that can be wrong with a file as YAML is found here. */
import { type Document, isMap as isMapNode, isScalar, isSeq, type Scalar, visit, type YAMLError } from "yaml"
import { type AliasMistake, aliasMistakes, resolveAliases } from "./anchors.ts"
import { type Composed, compose, isTooDeep, MAX_DEPTH } from "./compose.ts"
import { expansionOf } from "./expansion.ts"
import { didYouMean } from "./nearest.ts"
import type { Place, Problem } from "./Problem.ts"
import { placeOf } from "./place.ts"
import { isMap, type ParsedFile, type Source } from "./Source.ts"

/** UTF-16 code units. A manifest of 100,000 exports has about 20 to 30 million. */
const MAX_LENGTH = 64 * 1024 * 1024

/** Values of a manifest with every alias written out: a few lines of aliases can stand for billions. */
const MAX_VALUES = 2_000_000

export interface Parsed {
  /** Left out where the file cannot be understood. Problems with a value are such that further stages may look at it. */
  readonly value?: ParsedFile["value"]
  readonly problems: ReadonlyArray<Problem>
}

export const parse = (source: Source, redact: (text: string) => string): Parsed => {
  const { file, text } = source
  if (text.length > MAX_LENGTH) {
    const place = { file, line: 1, column: 1, length: 1, source: "" }
    const message = `the file has ${text.length} characters, more than ${MAX_LENGTH}`
    return failed({ code: "file-too-large", message, hint: "split it into several files", place })
  }

  const composed = compose(text)
  const at: At = (start, end = start + 1) => placeOf({ file, text, lines: composed.lines, redact }, start, end)
  if (isTooDeep(composed)) {
    const message = `values are nested more than ${MAX_DEPTH} levels deep`
    return failed({
      code: "too-deep",
      message,
      hint: "look for brackets that were never closed",
      place: at(composed.offset)
    })
  }

  const { document, others } = composed
  const [syntax, duplicates] = syntaxProblems(document, at)
  if (syntax !== undefined) return failed(...duplicates, syntax)
  const [other] = others
  if (other !== undefined) {
    const hint = "remove the `---`, or give each document a file of its own"
    return failed({
      code: "several-documents",
      message: "a second document begins here",
      hint,
      place: at(other, other + 3)
    })
  }
  if (document.contents === null || isEmpty(document.contents)) {
    const hint = "begin with `version: 1` and `exports:`"
    return failed({ code: "empty-file", message: "the file declares nothing", hint, place: at(0) })
  }
  const unfit = [...anchorProblems(composed, text, at), ...halfCharacters(document, text, at)]
  if (unfit.length > 0) return failed(...duplicates, ...unfit)

  // The library's own limit counts how often an alias is used, which is fine; what matters is how much it stands for.
  const value: unknown = document.toJS({ maxAliasCount: -1 })
  const top = at(document.contents.range[0])
  // Without an alias there is no more than was read, and no deeper.
  const { values, depth } = text.includes("*") ? expansionOf(value) : { values: 0, depth: 0 }
  if (values > MAX_VALUES || depth > MAX_DEPTH) {
    const message = `with every alias written out, the file has ${values} values, nested ${depth} levels deep`
    const hint = `at most ${MAX_VALUES} values and ${MAX_DEPTH} levels are read: use fewer aliases of aliases`
    return failed({ code: "too-large", message, hint, place: top })
  }
  if (!isMap(value)) {
    const found = Array.isArray(value) ? "a list" : "a single value"
    const hint = "begin with `version: 1` and `exports:`"
    return failed({ code: "not-a-map", message: `the file is ${found}, not keys with values`, hint, place: top })
  }
  return { value, problems: duplicates }
}

type At = (start: number, end?: number) => Place

const failed = (...problems: ReadonlyArray<Problem>): Parsed => ({ problems })

const isEmpty = (node: Document.Parsed["contents"]): boolean => isScalar(node) && node.value === null

/**
 * The first mistake of syntax, and the keys given twice before it. What the parser says after a mistake of syntax is
 * about its own guesses.
 */
const syntaxProblems = (document: Document.Parsed, at: At): readonly [Problem | undefined, ReadonlyArray<Problem>] => {
  const [error] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  const end = error?.pos[0] ?? Number.POSITIVE_INFINITY
  const duplicates = repeatedKeys(document.contents)
    .filter(({ key }) => startOf(key) < end)
    .sort((a, b) => startOf(a.key) - startOf(b.key))
    .map(({ key, earlier }): Problem => {
      const place = (node: Scalar) => at(startOf(node), node.range?.[1])
      const message = `\`${nameOf(key)}\` stands in the same map twice`
      return { code: "duplicate-key", message, hint: "keep one of them", place: place(key), related: place(earlier) }
    })
  return [error === undefined ? undefined : syntaxProblem(error, at), duplicates]
}

const startOf = ({ range }: Scalar): number => range?.[0] ?? 0

interface Repeated {
  readonly key: Scalar
  readonly earlier: Scalar
}

/** The parser can look for them by itself, comparing each key of a map with each: with thousands of exports it takes longer than all the rest. */
const repeatedKeys = (root: unknown): ReadonlyArray<Repeated> => {
  const repeated: Array<Repeated> = []
  const look = (node: unknown): void => {
    if (isSeq(node)) node.items.forEach(look)
    if (!isMapNode(node)) return
    const seen = new Map<string, Scalar>()
    for (const { key, value } of node.items) {
      if (isScalar(key)) {
        const earlier = seen.get(nameOf(key))
        if (earlier === undefined) seen.set(nameOf(key), key)
        else repeated.push({ key, earlier })
      }
      look(value)
    }
  }
  look(root)
  return repeated
}

/** A merge key has a symbol for a value. */
const nameOf = ({ value }: Scalar): string => (typeof value === "symbol" ? "<<" : String(value))

const syntaxProblem = (error: YAMLError, at: At): Problem => {
  const { source, column } = at(error.pos[0])
  // Some errors are placed at the indentation of what they are about.
  const blanks = /^ */.exec(source.slice(column - 1))?.[0].length ?? 0
  const place = at(error.pos[0] + blanks, Math.max(error.pos[0] + blanks + 1, error.pos[1]))
  if (error.code === "TAB_AS_INDENT") {
    return { code: "tab-indentation", message: "a tab indents this line", hint: "indent with spaces", place }
  }
  const [message, hint] = SYNTAX[error.code] ?? [error.message, "put the value in quotes, or take it out"]
  return { code: "bad-syntax", message, hint, place }
}

/** What the parser says in its own words, in ours. Its words stand for the rest. */
const SYNTAX: Partial<Record<YAMLError["code"], readonly [message: string, hint: string]>> = {
  BAD_DIRECTIVE: ["this directive is not understood", "remove the line"],
  BAD_DQ_ESCAPE: ["this escape is not one of YAML's", "write `\\\\` for a backslash, or use single quotes"],
  BAD_INDENT: [
    "the indentation does not fit what stands above",
    "align it with its neighbours, or close the bracket above"
  ],
  BAD_SCALAR_START: ["a value cannot begin with this character", "put the value in quotes"],
  BLOCK_AS_IMPLICIT_KEY: ["a second `key: value` on one line", "begin a new line, or put the value in quotes"],
  MISSING_CHAR: ["a quote, bracket, comma or colon is missing", "look at what was opened above and never closed"],
  MULTILINE_IMPLICIT_KEY: ["a key must be on one line", "look for a missing `:` on the line above"],
  NON_STRING_KEY: ["a list or map cannot be a key", "put the key in quotes"],
  RESOURCE_EXHAUSTION: ["values are nested too deeply", "look for brackets that were never closed"],
  TAG_RESOLVE_FAILED: ["this tag is not understood", "remove it, or put the value in quotes"],
  UNEXPECTED_TOKEN: ["this does not belong here", "put the value in quotes, or look for a missing `:` or `-`"]
}

/** Half of a pair of UTF-16: no text that could be sent, or be written to a file. */
const HALF = /\p{Surrogate}/u

const halfCharacters = (document: Document.Parsed, text: string, at: At): ReadonlyArray<Problem> => {
  // Only an escape can say it, or a text that was cut.
  if (!/\\u[dD][89a-fA-F]/.test(text) && !HALF.test(text)) return []
  const problems: Array<Problem> = []
  visit(document, {
    Scalar: (_key, { value, range }) => {
      if (typeof value !== "string" || !HALF.test(value)) return
      const place = at(range?.[0] ?? 0, range?.[1])
      const hint = "write the character itself, or both of its halves as one `\\U` escape"
      problems.push({ code: "bad-syntax", message: "there is half a character in this text", hint, place })
    }
  })
  return problems
}

const anchorProblems = ({ document }: Composed, text: string, at: At): ReadonlyArray<Problem> => {
  // Most manifests have none, and large ones are walked for nothing.
  if (!text.includes("*") && !text.includes("<<")) return []
  const aliases = resolveAliases(document)
  return aliasMistakes(document, aliases).map((mistake) => {
    const [start, end] = mistake.node.range ?? [0, 1]
    return anchorProblem(mistake, aliases.names, at(start, end))
  })
}

const anchorProblem = ({ kind, node }: AliasMistake, names: ReadonlySet<string>, place: Place): Problem => {
  switch (kind) {
    case "unknown": {
      const message = `no anchor \`&${node.source}\` stands above`
      const hint = `write \`&${node.source}\` before the value that is meant, further up`
      return { code: "unknown-anchor", message, hint, ...didYouMean(node.source, names), place }
    }
    case "recursive": {
      const message = `\`*${node.source}\` stands inside of what it stands for`
      return { code: "recursive-anchor", message, hint: "move the anchor elsewhere", place }
    }
    case "bad-merge": {
      const hint = "write `<<: *name`, where `&name` is on a map"
      return { code: "bad-merge", message: "`<<` takes keys and values, and this has none", hint, place }
    }
  }
}
