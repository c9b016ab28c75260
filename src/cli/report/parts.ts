/** What the sections of the page have in common. */
import { CELL_KINDS, type CellKind, type Counts } from "../../plan/coverage.ts"
import { MEANINGS, WORDS } from "../render/coverage.ts"
import { type Html, html, join, NOTHING } from "./html.ts"

/** A sign for each: colour says nothing that sign and word do not say. */
export const SIGNS: Readonly<Record<CellKind, string>> = {
  done: "✓",
  due: "↻",
  paid: "↓",
  begun: "…",
  open: "○",
  missing: "–",
  failed: "!",
  incomplete: "½"
}

export const mark = (kind: CellKind): Html => signed(kind, WORDS[kind])

const signed = (kind: CellKind, words: string): Html =>
  html`<span class="mark"><b class="${kind}" aria-hidden="true">${SIGNS[kind]}</b> ${words}</span>`

export const legend = (counts: Counts): Html =>
  html`<ul class="legend">${CELL_KINDS.filter((kind) => counts[kind] > 0).map((kind) => html`<li>${signed(kind, MEANINGS[kind])}</li>`)}</ul>`

interface TableOptions {
  readonly caption: string
  /** A heading says the same: the caption is for those alone who come to the table without it. */
  readonly headed?: boolean
  readonly kind?: string
  readonly wide?: boolean
}

/** A table that scrolls inside its box, which the keyboard can reach. */
export const table = (
  { caption, headed = false, kind = "", wide = true }: TableOptions,
  head: Html,
  body: Html,
  foot: Html = NOTHING
): Html =>
  html`<div class="box${wide ? " wide" : ""}" role="region" aria-label="${caption}" tabindex="0"><table class="${kind}"><caption${headed ? html` class="hidden"` : NOTHING}>${caption}</caption>
<thead>${head}</thead>
<tbody>${body}</tbody>${foot}</table></div>
`

/** The heads of columns; those that begin with `#` are of numbers. */
export const columns = (...names: ReadonlyArray<string>): Html =>
  html`<tr>${names.map((name) =>
    name.startsWith("#")
      ? html`<th scope="col" class="number">${name.slice(1)}</th>`
      : html`<th scope="col">${name}</th>`
  )}</tr>`

export const code = (text: string): Html => html`<code>${text}</code>`

/** A sentence, with the commands in it as such. */
export const prose = (text: string): Html => {
  const parts = text.split("`")
  // A back quote without its fellow is one.
  return parts.length % 2 === 0
    ? html`${text}`
    : join(parts.map((part, index) => (index % 2 === 1 ? code(part) : html`${part}`)))
}

export const time = (instant: string): Html =>
  html`<time datetime="${instant}">${instant.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC")}</time>`

export const list = (all: ReadonlyArray<Html>): Html => join(all, html`, `)

/** `1.2 s`, `3 min 5 s`, `2 h 5 min` */
export const renderDuration = (ms: number): string => {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const s = Math.round(ms / 1000)
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`
}

/** Longer tables say how much is left out of them. */
export const andMore = (count: number, what: string): Html =>
  count <= 0 ? NOTHING : html`<p class="quiet">… and ${count} more ${prose(what)}.</p>`
