/** What of the declared data is there, as people read it: a grid of accounts and windows for each export. */
import {
  CELL_STATUSES,
  type CellStatus,
  type Counts,
  type Coverage,
  type ExportCoverage,
  type Row
} from "../../plan/coverage.ts"
import { type Format, harmless, type Style } from "../Output.ts"
import { renderCredits } from "./amounts.ts"

/** One character per cell; colour says nothing that the character does not. */
const CELLS: Readonly<
  Record<CellStatus, { readonly symbol: string; readonly format: Format; readonly words: string }>
> = {
  done: { symbol: "#", format: "green", words: "done" },
  incomplete: { symbol: "~", format: "yellow", words: "incomplete" },
  "under-way": { symbol: ">", format: "cyan", words: "under way" },
  open: { symbol: ".", format: "dim", words: "open" },
  missing: { symbol: "-", format: "yellow", words: "missing" },
  failed: { symbol: "!", format: "red", words: "failed" }
}

export interface Money {
  /** In the month of the plan's date, credits. */
  readonly month: number
  /** Something was charged whose price nobody has said. */
  readonly unknown: boolean
  readonly perMonth: number | null
  /** All that the ledger has. */
  readonly total: number
}

export const renderStatus = (coverage: Coverage, money: Money, width: number, style: Style): string => {
  const single = coverage.exports.filter(isSingle)
  const name = Math.min(32, Math.max(0, ...single.map((one) => one.name.length)))
  const lines = coverage.exports.flatMap((one, index) => {
    if (!isSingle(one)) return [...renderExport(one, width, style), ""]
    const next = coverage.exports[index + 1]
    return [renderSingle(one, name, style), ...(next !== undefined && isSingle(next) ? [] : [""])]
  })
  const used = CELL_STATUSES.filter((status) => coverage.counts[status] > 0)
  if (used.length > 0) {
    const legend = used.map((status) => `${style(CELLS[status].format, CELLS[status].symbol)} ${CELLS[status].words}`)
    lines.push(legend.join("   "), "")
  }
  if (coverage.underWay.length > 0) lines.push(...renderUnderWay(coverage, style), "")
  const all = CELL_STATUSES.reduce((sum, status) => sum + coverage.counts[status], 0)
  lines.push(style("bold", all === 0 ? "Nothing is declared." : `${coverage.counts.done} of ${all} done.`))
  const cap = money.perMonth === null ? "" : ` of ${money.perMonth}`
  const more = money.unknown ? ", and what nobody has named a price for" : ""
  lines.push(
    `${renderCredits(money.month)}${cap} charged this month${more}; ${renderCredits(money.total)} in the ledger.`
  )
  return lines.join("\n")
}

/** One file: its status says all. */
const isSingle = ({ rows }: ExportCoverage): boolean => rows.length === 1 && rows[0]?.cells.length === 1

const renderSingle = ({ name, type, rows }: ExportCoverage, width: number, style: Style): string => {
  const { symbol, format, words } = CELLS[rows[0]?.cells[0]?.status ?? "missing"]
  return `${style(format, symbol)} ${style("bold", harmless(name).padEnd(width))}  ${harmless(type)}, ${words}`
}

const renderExport = (one: ExportCoverage, width: number, style: Style): ReadonlyArray<string> => {
  const head = `${style("bold", harmless(one.name))}  ${harmless(one.type)}  ${renderCounts(one.counts)}`
  return [head, ...grid(one.rows, width, style)]
}

const renderCounts = (counts: Counts): string =>
  CELL_STATUSES.filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${CELLS[status].words}`)
    .join(", ")

/** Rows of one kind alone are told together from this many on. */
const FEW_ROWS = 8

const grid = (rows: ReadonlyArray<Row>, width: number, style: Style): ReadonlyArray<string> => {
  const folded = rows.length > FEW_ROWS ? rows.filter(isUniform) : []
  const shown = folded.length > 1 ? rows.filter((row) => !folded.includes(row)) : rows
  const label = Math.min(24, Math.max(3, ...shown.map(({ account = "" }) => account.length)))
  const columns = Math.max(10, width - label - 5)
  return [
    ...blocks(shown, columns).flatMap((block) => renderBlock(block, label, style)),
    ...(folded.length > 1 ? foldedLines(folded, style) : [])
  ]
}

interface Block {
  readonly title: string
  readonly rows: ReadonlyArray<Row>
}

/** Longer rows go on in a further block. */
const blocks = (rows: ReadonlyArray<Row>, columns: number): ReadonlyArray<Block> => {
  const longest = Math.max(0, ...rows.map(({ cells }) => cells.length))
  return Array.from({ length: Math.ceil(longest / columns) }, (_, index) => {
    const part = rows.map(({ cells, ...row }) => ({
      ...row,
      cells: cells.slice(index * columns, (index + 1) * columns)
    }))
    const windows = part.flatMap(({ cells }) => cells.flatMap(({ window }) => window ?? []))
    const [first = "", last = first] = [windows[0], windows.at(-1)]
    return { title: first === last ? first : `${first} … ${last}`, rows: part }
  })
}

const renderBlock = ({ title, rows }: Block, label: number, style: Style): ReadonlyArray<string> => [
  ...(title === "" ? [] : [`  ${" ".repeat(label)}  ${style("dim", title)}`]),
  ...rows.map(({ account = "all", cells }) => {
    const name = account.length > label ? `${account.slice(0, label - 1)}…` : account
    return `  ${harmless(name).padEnd(label)}  ${cells.map(({ status }) => style(CELLS[status].format, CELLS[status].symbol)).join("")}`
  })
]

const isUniform = ({ cells }: Row): boolean => cells.every(({ status }) => status === cells[0]?.status)

/** `… and 34 accounts with all done` */
const foldedLines = (rows: ReadonlyArray<Row>, style: Style): ReadonlyArray<string> =>
  CELL_STATUSES.flatMap((status) => {
    const count = rows.filter(({ cells }) => cells[0]?.status === status).length
    return count === 0
      ? []
      : [style("dim", `  … and ${count} ${count === 1 ? "account" : "accounts"} with all ${CELLS[status].words}`)]
  })

/** So many of what is under way are named. */
const NAMED = 10

const renderUnderWay = ({ underWay }: Coverage, style: Style): ReadonlyArray<string> => [
  style("bold", "Under way"),
  ...underWay.slice(0, NAMED).map(({ address, reason }) => `  ${harmless(address)}: ${harmless(reason)}`),
  ...(underWay.length > NAMED ? [style("dim", `  … and ${underWay.length - NAMED} more; --json has them all`)] : [])
]
