/**
 * Manifests as trees, written out in many styles. Where a problem must be shown is known from the writing alone: the
 * program is not asked.
 */
import type { ProblemCode } from "../../src/manifest/Problem.ts"

/** A piece of text as it is to stand in the file; with a code, it is what is wrong. */
export interface Scalar {
  readonly raw: string
  readonly code?: ProblemCode
}

export interface List {
  readonly items: ReadonlyArray<Node>
  readonly code?: ProblemCode
}

export interface Pair {
  readonly key: string
  readonly value: Node
  /** The key is what is wrong. */
  readonly code?: ProblemCode
}

export interface Fields {
  readonly pairs: ReadonlyArray<Pair>
  readonly code?: ProblemCode
  /** `&name` before it. */
  readonly anchor?: string
}

export type Node = Scalar | List | Fields

export interface Style {
  readonly layout: "block" | "flow"
  /** How a key is written. A merge key is always plain. */
  readonly key: (name: string) => string
  /** `? key` and `: value` on lines of their own. */
  readonly explicitKeys: boolean
  /** What stands between the colon and a scalar, and may begin a new line: `indent` is that of the key. */
  readonly gap: (indent: string) => string
  /** Lines between two keys, and text behind values. */
  readonly comments: boolean
  /** One step of block indentation. */
  readonly step: string
  readonly newline: "\n" | "\r\n"
  readonly mark: "" | "\uFEFF"
}

export const PLAIN: Style = {
  layout: "block",
  key: (name) => name,
  explicitKeys: false,
  gap: () => " ",
  comments: false,
  step: "  ",
  newline: "\n",
  mark: ""
}

export interface Writing {
  readonly text: string
  /** `line:column+length code`, in the order of the text. */
  readonly expected: ReadonlyArray<string>
}

export const written = (root: Fields, style: Style): Writing => {
  const pen = new Pen(style)
  if (style.layout === "flow") {
    pen.flow(root)
    pen.put(style.newline)
  } else pen.block(root.pairs, "")
  return { text: style.mark + pen.text, expected: pen.expected() }
}

class Pen {
  text = ""
  readonly #style: Style
  readonly #found: Array<{ readonly at: number; readonly length: number; readonly code: ProblemCode }> = []

  constructor(style: Style) {
    this.#style = style
  }

  put(piece: string, code?: ProblemCode): void {
    if (code !== undefined) this.#found.push({ at: this.text.length, length: piece.length, code })
    this.text += piece
  }

  /** A byte order mark is no column, and is put in front of the text later. */
  expected(): ReadonlyArray<string> {
    return this.#found
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, length, code }) => {
        const before = this.text.slice(0, at)
        const line = before.split("\n").length
        return `${line}:${at - before.lastIndexOf("\n")}+${length} ${code}`
      })
  }

  block(pairs: ReadonlyArray<Pair>, indent: string): void {
    const { newline, comments, explicitKeys, gap, step } = this.#style
    for (const { key, value, code } of pairs) {
      if (comments) this.put(`${newline}${indent}# about ${key}: «日本» 🎉 [{${newline}`)
      const isExplicit = explicitKeys && key !== "<<"
      this.put(isExplicit ? `${indent}? ` : indent)
      this.put(this.#keyOf(key), code)
      this.put(isExplicit ? `${newline}${indent}:` : ":")
      if ("pairs" in value && value.pairs.length > 0) {
        if (value.anchor !== undefined) this.put(` &${value.anchor}`)
        if (comments) this.put(" # begins")
        this.put(newline)
        this.block(value.pairs, indent + step)
        continue
      }
      if ("raw" in value && !value.raw.startsWith("*")) this.put(gap(indent))
      else this.put(" ")
      this.flow(value)
      if (comments) this.put(" # é 🎉: why")
      this.put(newline)
    }
  }

  flow(node: Node): void {
    if ("raw" in node) {
      this.put(node.raw, node.code)
      return
    }
    if ("items" in node) {
      if (node.items.length === 0) {
        this.put("[]", node.code)
        return
      }
      this.put("[")
      node.items.forEach((item, index) => {
        if (index > 0) this.put(", ")
        this.flow(item)
      })
      this.put("]")
      return
    }
    if (node.anchor !== undefined) this.put(`&${node.anchor} `)
    if (node.pairs.length === 0) {
      this.put("{}", node.code)
      return
    }
    this.put("{ ")
    node.pairs.forEach(({ key, value, code }, index) => {
      if (index > 0) this.put(", ")
      this.put(this.#keyOf(key), code)
      this.put(": ")
      this.flow(value)
    })
    this.put(" }")
  }

  #keyOf(key: string): string {
    return key === "<<" ? key : this.#style.key(key)
  }
}
