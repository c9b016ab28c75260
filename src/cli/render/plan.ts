/** A plan as people read it at a terminal: export by export in the order of the manifest, then the sums and the caps. */
import { sum } from "../../plan/estimate.ts"
import type { Action, ActionKind, Estimate } from "../../plan/Plan.ts"
import { type Format, harmless, type Style } from "../Output.ts"
import { renderCredits } from "./amounts.ts"
import { type BudgetView, backfillWords, barOf, type CapView, capWords, warningsOf } from "./BudgetView.ts"
import {
  type Alike,
  type Count,
  countsOf,
  type ExportView,
  firstOf,
  folderOf,
  isGoing,
  isPriced,
  overlapsOf,
  type PlanView,
  type Span,
  spanOf
} from "./PlanView.ts"

/** One symbol per action, the same in every text. */
export const SYMBOLS: Readonly<Record<ActionKind, { readonly symbol: string; readonly format: Format }>> = {
  create: { symbol: "+", format: "green" },
  resume: { symbol: ">", format: "cyan" },
  download: { symbol: "v", format: "cyan" },
  adopt: { symbol: "=", format: "cyan" },
  refresh: { symbol: "~", format: "yellow" },
  keep: { symbol: " ", format: "dim" },
  wait: { symbol: ".", format: "dim" },
  blocked: { symbol: "!", format: "red" },
  orphan: { symbol: "?", format: "dim" }
}

const WORDS: Readonly<Record<ActionKind, string>> = {
  create: "to create",
  resume: "to resume",
  download: "to download",
  adopt: "to adopt",
  refresh: "to refresh",
  keep: "kept",
  wait: "waiting",
  blocked: "blocked",
  orphan: "no longer declared"
}

export interface PlanOptions {
  readonly style: Style
  /** Nothing is folded. */
  readonly all?: boolean
  /** Columns of the terminal. Without one lines are as long as they are: others may search them. */
  readonly width?: number
}

/** Of more actions that are alike than this, the first `SHOWN` stand for all. */
const MOST = 12
const SHOWN = 10

/** Exports that are shown of many. */
const MOST_EXPORTS = 40

export const renderPlan = (
  view: PlanView,
  { style, all = false, width = Number.POSITIVE_INFINITY }: PlanOptions
): string => {
  const shown = all ? view.exports : firstOf(view.exports, MOST_EXPORTS)
  const page: Page = { style, all, width, columns: columnsOf(shown) }
  const lines = [`Plan as of ${view.asOf}`, "", ...shown.flatMap((one) => renderExport(one, page))]
  if (shown.length < view.exports.length)
    lines.push(...wrapped(restWords(view.exports, shown), width - 4).map((line) => `    ${line}`))
  if (shown.length > 0) lines.push("")
  lines.push(...wrapped(summaryOf(view), width).map((line) => style("bold", line)))
  lines.push(costWords(view))
  if (view.budget !== undefined) lines.push(...renderBudget(view.budget, page))
  lines.push(...renderOverlaps(view, page))
  return lines.join("\n")
}

interface Page {
  readonly style: Style
  readonly all: boolean
  readonly width: number
  readonly columns: Columns
}

// ------------------------------------------------------------------------------------------------ an export

/** What the line of an export says, as text alone. */
interface Head {
  readonly name: string
  readonly type: string
  readonly price: string
  readonly counts: string
}

interface Columns {
  readonly name: number
  readonly type: number
  readonly price: number
}

const headOf = ({ name, type, counts, credits, alikes, shown }: ExportView): Head => {
  const [only] = shown === 1 ? (alikes[0]?.actions ?? []) : []
  const total = counts.reduce((all, [, n]) => all + n, 0)
  return {
    name: oneLine(only?.address ?? name),
    type: oneLine(type),
    price: alikes.some(({ kind }) => isPriced(kind)) ? renderEstimate(credits) : "",
    counts: total === 1 ? "" : countWords(counts)
  }
}

const columnsOf = (exports: ReadonlyArray<ExportView>): Columns => {
  const heads = exports.map(headOf)
  const longest = (most: number, of: (head: Head) => string) =>
    heads.reduce((width, head) => Math.max(width, Math.min(most, of(head).length)), 0)
  return {
    name: longest(32, ({ name }) => name),
    type: longest(18, ({ type }) => type),
    price: longest(28, ({ price }) => price)
  }
}

const renderExport = (view: ExportView, page: Page): ReadonlyArray<string> => {
  const { style, columns, width } = page
  const { name, type, price, counts } = headOf(view)
  const [only] = view.alikes
  const mark = view.shown === 1 && only !== undefined ? SYMBOLS[only.kind] : SYMBOLS.keep
  const before = `${name.padEnd(columns.name)}  `
  const after = `${type.padEnd(columns.type)}  ${price.padEnd(columns.price)}`
  const isWide = 4 + before.length + after.length + 2 + counts.length > width
  const head = `  ${style(mark.format, mark.symbol)} ${style("bold", before)}${`${after}  ${isWide ? "" : counts}`.trimEnd()}`
  const lines = isWide && counts !== "" ? [head.trimEnd(), `      ${counts}`] : [head]
  if (view.shown === 1 && only !== undefined)
    return [...lines, ...dim(6, `${oneLine(only.reason)}${targetOf(only.actions[0])}`, page)]
  const alikes = [...view.alikes].sort((a, b) => Number(isOneReason(a, page)) - Number(isOneReason(b, page)))
  const rows = alikes.map((alike) => shownOf(alike, page))
  const rowColumns = {
    address: longestOf(rows.flat().map(({ address }) => oneLine(address))),
    price: longestOf(rows.flat().map(priceOf))
  }
  return [...lines, ...alikes.flatMap((alike, index) => renderAlike(alike, rows[index] ?? [], rowColumns, page))]
}

const restWords = (exports: ReadonlyArray<ExportView>, shown: ReadonlyArray<ExportView>): string => {
  const seen = new Set(shown)
  const rest = exports.filter((one) => !seen.has(one))
  const counts: Partial<Record<ActionKind, number>> = {}
  for (const one of rest) for (const [kind, n] of one.counts) counts[kind] = (counts[kind] ?? 0) + n
  const price = sum(rest.map(({ credits }) => credits))
  const cost = price.basis === "none" ? "" : `, ${renderEstimate(price)}`
  return `… and ${rest.length} more exports: ${countWords(countsOf(counts))}${cost}; --all shows them`
}

// ------------------------------------------------------------------------------------------------ what is alike

interface RowColumns {
  readonly address: number
  readonly price: number
}

const isFolded = ({ actions }: Alike, { all }: Page): boolean => !all && actions.length > MOST

/** Said once, before all of them; else each says its own, and those come first: no reason seems to be theirs. */
const isOneReason = (alike: Alike, page: Page): boolean => isFolded(alike, page) || sharesReason(alike)

export const sharesReason = ({ actions, reasonIs }: Alike): boolean => actions.length > 1 && reasonIs === "whole"

/** The actions that have a line of their own. */
const shownOf = (alike: Alike, page: Page): ReadonlyArray<Action> =>
  !isFolded(alike, page) ? alike.actions : spanOf(alike.actions) === undefined ? alike.actions.slice(0, SHOWN) : []

const renderAlike = (
  alike: Alike,
  shown: ReadonlyArray<Action>,
  columns: RowColumns,
  page: Page
): ReadonlyArray<string> => {
  const { kind, actions } = alike
  const mark = page.style(SYMBOLS[kind].format, SYMBOLS[kind].symbol)
  if (!isOneReason(alike, page))
    return actions.flatMap((action) => [
      `      ${mark} ${rowOf(action, columns)}`.trimEnd(),
      ...dim(10, `${oneLine(action.reason)}${targetOf(action)}`, page)
    ])
  const folder = oneLine(isWritten(kind) ? folderOf(actions) : "")
  const lines = [...dim(6, `${reasonWords(alike)}${folder === "" ? "" : ` -> ${folder}`}`, page)]
  const files = shown.map((action) => fileOf(alike, action, folder))
  const isWide = 8 + columns.address + columns.price + 4 + longestOf(files) > page.width
  for (const [index, action] of shown.entries()) {
    const file = files[index] ?? ""
    const row = `      ${mark} ${rowOf(action, columns)}`
    if (isWide && file !== "") lines.push(row.trimEnd(), ...dim(10, `-> ${file}`, page))
    else lines.push(`${row}${file === "" ? "" : `  ${page.style("dim", file)}`}`.trimEnd())
  }
  const hidden = actions.length - shown.length
  if (hidden === 0) return lines
  if (shown.length > 0) return [...lines, `      ${mark} … and ${hidden} more, --all shows them`]
  const span = spanOf(actions)
  const words = span === undefined ? "" : spanWords(span)
  const all = `${words}${eachOf(alike)} (${actions.length} addresses, --all shows them)`
  const [first = "", ...others] = wrapped(all, page.width - 8)
  return [...lines, `      ${mark} ${first}`, ...others.map((line) => `        ${line}`)]
}

/** The reason of all of them in words. */
export const reasonWords = ({ reason, reasonIs }: Alike): string =>
  reasonIs === "instance" ? `for instance: ${oneLine(reason)}` : oneLine(reason)

/** `2024-01 … 2024-12, 12 windows, 2 accounts` */
export const spanWords = ({ first, last, windows, accounts, hasGaps }: Span): string =>
  `${first} … ${last}, ${windows} windows${hasGaps ? " with gaps" : ""}${accounts > 1 ? `, ${accounts} accounts` : ""}`

/** What each of them costs, where it is the same; else what they cost together. */
const eachOf = ({ kind, actions, credits }: Alike): string => {
  const [first] = actions
  if (first === undefined || !isPriced(kind)) return ""
  const price = renderEstimate(first.estimate)
  if (credits.basis === "none" || credits.basis === "unknown") return `, ${price}`
  return actions.every(({ estimate }) => renderEstimate(estimate) === price)
    ? `, ${price} each`
    : `, ${renderEstimate(credits)} together`
}

const rowOf = (action: Action, { address, price }: RowColumns): string =>
  `${oneLine(action.address).padEnd(address)}  ${priceOf(action).padEnd(price)}`

export const priceOf = ({ action, estimate }: Action): string => (isPriced(action) ? renderEstimate(estimate) : "")

/** A file is, or will be, there: what is kept and shown is covered by other files. */
export const isWritten = (kind: ActionKind): boolean => kind !== "blocked" && kind !== "keep"

/** Its file below the folder of all of them; of what is blocked, the file that the reason speaks of. */
export const fileOf = ({ kind, reason }: Alike, { output }: Action, folder: string): string =>
  output === null || (!isWritten(kind) && !reason.includes("FILE")) ? "" : oneLine(output).slice(folder.length)

const targetOf = (action: Action | undefined): string =>
  action === undefined || action.output === null || !isWritten(action.action) ? "" : ` -> ${oneLine(action.output)}`

// ------------------------------------------------------------------------------------------------ the sums

export const countWords = (counts: ReadonlyArray<Count>): string =>
  counts.map(([kind, n]) => `${n} ${WORDS[kind]}`).join(", ")

export const summaryOf = ({ counts }: PlanView): string =>
  counts.length === 0 ? "Nothing is declared." : `${countWords(counts)}.`

/** What carrying it out comes to. */
export const costWords = (view: PlanView): string =>
  isGoing(view)
    ? `Cost: ${renderEstimate(view.credits)}.`
    : view.hasChanges
      ? "What is blocked waits for you: nothing else is to be done."
      : "Nothing to do."

const BAR = 20
const FITS: Readonly<Record<CapView["fits"], Format>> = { yes: "green", maybe: "yellow", no: "red" }

const renderBudget = (budget: BudgetView, page: Page): ReadonlyArray<string> => {
  const { style } = page
  const lines = budget.caps.flatMap((cap) => {
    const bar = `${style(FITS[cap.fits], barOf(cap, budget.estimate, BAR))} `
    return wrapped(capWords(cap, budget.estimate), page.width - BAR - 11).map((words, index) =>
      index === 0 ? `${bar}${words}` : `${" ".repeat(BAR + 3)}${words}`
    )
  })
  const more = [
    ...backfillWords(budget).flatMap((text) => wrapped(oneLine(text), page.width - 8)),
    ...(budget.keepBalance === undefined ? [] : wrapped(keepWords(budget.keepBalance), page.width - 8)),
    ...warningsOf(budget)
      .flatMap((text) => wrapped(oneLine(text), page.width - 8))
      .map((line) => style("yellow", line))
  ]
  return [...lines, ...more].map((line, index) => `${index === 0 ? "Budget: " : "        "}${line}`)
}

/** Pairs of exports that are told of. */
export const MOST_OVERLAPS = 3

const renderOverlaps = (view: PlanView, { style, width }: Page): ReadonlyArray<string> =>
  overlapsOf(view, MOST_OVERLAPS)
    .flatMap((text) => wrapped(oneLine(text), width - 9))
    .map((line, index) => `${index === 0 ? "Overlap: " : "         "}${style("yellow", line)}`)

export const keepWords = (credits: number): string =>
  `${renderCredits(credits)} of the team's balance stay untouched: what would go below them is not started`

/** Credits in words: what is certain, and how certain the rest is. */
export const renderEstimate = ({ low, high, basis }: Estimate): string => {
  switch (basis) {
    case "none":
      return "free"
    case "exact":
      return low === high ? renderCredits(low) : `up to ${renderCredits(high ?? 0)}`
    case "bound":
      return `up to about ${renderCredits(high ?? 0)}`
    case "history":
    case "list":
      return low === high ? `about ${renderCredits(low)}` : `about ${low} to ${high} credits`
    case "unknown":
      return low > 0
        ? `about ${renderCredits(low)} and more: the rest is priced before it is started`
        : "priced before it is started"
  }
}

// ------------------------------------------------------------------------------------------------ text

/** Text of others on one line: nothing of it begins a line, moves the cursor, or turns the direction of reading. */
export const oneLine = (text: string): string =>
  ODD.test(text) ? harmless(text).replace(TURNS, "").replace(/\s+/g, " ") : text

const ODD = /[^\x20-\x7e\u00a1-\u2000\u2010-\u2027\u2030-\u205e\u2070-\ufefe\uff00-\uffff]| {2}/
const TURNS = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

const longestOf = (texts: ReadonlyArray<string>): number => texts.reduce((most, text) => Math.max(most, text.length), 0)

const dim = (indent: number, text: string, { style, width }: Page): ReadonlyArray<string> =>
  wrapped(text, width - indent).map((line) => `${" ".repeat(indent)}${style("dim", line)}`)

/** At blanks; a word that is longer than a line stays whole, so that it can be copied. */
const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  if (text.length <= width) return [text]
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line]
}
