/** What is there, as people read it: a grid for each export that is split, a line for each that is not. */
import { CELL_KINDS, type Cell, type CellKind, countKinds, type ExportCoverage } from "../../plan/coverage.ts"
import { type Format, harmless, type Style } from "../Output.ts"
import type { Status } from "../status.ts"
import { renderCredits } from "./amounts.ts"
import { countsInWords, MEANINGS, WORDS } from "./coverage.ts"
import { blocksOf, fold, groupsOf, widthOf } from "./windows.ts"

/** One character per cell. */
const KINDS: Readonly<Record<CellKind, { readonly symbol: string; readonly format: Format }>> = {
  done: { symbol: "#", format: "green" },
  due: { symbol: "*", format: "green" },
  paid: { symbol: ">", format: "cyan" },
  begun: { symbol: ":", format: "cyan" },
  open: { symbol: ".", format: "dim" },
  missing: { symbol: "-", format: "yellow" },
  failed: { symbol: "!", format: "red" },
  incomplete: { symbol: "%", format: "yellow" }
}

/** Longer lists say how much is left out of them. */
const MOST_ROWS = 24
const MOST_LINES = 20
const MOST_NAME = 32

export interface View {
  /** Columns of the terminal. */
  readonly width: number
  /** Nothing is folded. */
  readonly all: boolean
  readonly style: Style
}

export const renderStatus = (status: Status, view: View): string =>
  [
    [`Status as of ${status.as_of}`],
    renderExports(status.exports, view),
    renderLegend(status, view),
    renderTroubles(status, view),
    renderInFlight(status, view),
    renderGenerations(status, view),
    renderSums(status, view)
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")

const atMost = (count: number, { all }: View): number => (all ? Number.POSITIVE_INFINITY : count)

// ------------------------------------------------------------------------------------------------------- exports

const renderExports = (exports: ReadonlyArray<ExportCoverage>, view: View): ReadonlyArray<string> => {
  const { style } = view
  const most = atMost(MOST_LINES, view)
  const nameWidth = Math.min(MOST_NAME, Math.max(0, ...exports.map(({ name }) => name.length)))
  const typeWidth = Math.max(0, ...exports.map(({ type }) => type.length))
  const singles = exports.filter((one) => !isSplit(one))
  const splits = exports.filter(isSplit)
  // Of a long list, those are shown that are not done.
  const dull = singles.length > most ? singles.filter(({ summary }) => summary.done === 1) : []
  const isDull = new Set(dull)
  const folded = new Set([...dull, ...singles.filter((one) => !isDull.has(one)).slice(most)])
  const isDrawn = (one: ExportCoverage) => splits.length <= most || !isQuiet(one.cells)
  const shown = exports
    .filter((one) => !folded.has(one))
    .flatMap((one) => {
      const head = `  ${style("bold", cut(one.name, nameWidth))}  ${harmless(one.type).padEnd(typeWidth)}`
      return isSplit(one)
        ? [`${head}  ${countsInWords(one.summary)}`, ...(isDrawn(one) ? renderGrid(one, view) : [])]
        : one.cells.map((cell) => `${head}  ${symbolOf(cell.kind, style)} ${wordsOf(cell)}`)
    })
  if (folded.size === 0) return shown
  const counts = countsInWords(countKinds([...folded].flatMap(({ cells }) => cells)))
  return [...shown, `  … and ${folded.size} more of one request: ${counts}`]
}

/** Nothing is left to do about them but to wait. */
const isQuiet = (cells: ReadonlyArray<Cell>): boolean => cells.every(({ kind }) => kind === "done" || kind === "open")

const isSplit = ({ accounts, windows }: ExportCoverage): boolean => accounts.length > 0 || windows.length > 0

const wordsOf = ({ kind, reason }: Cell): string =>
  kind === "done" ? WORDS.done : kind === "incomplete" ? harmless(reason) : `${WORDS[kind]}: ${harmless(reason)}`

const symbolOf = (kind: CellKind, style: Style): string => style(KINDS[kind].format, KINDS[kind].symbol)

// ---------------------------------------------------------------------------------------------------------- grid

interface Row {
  readonly label: string
  /** By window; under one key where there are none. */
  readonly cells: ReadonlyMap<string, Cell>
}

const ONLY = ""

const renderGrid = (one: ExportCoverage, view: View): ReadonlyArray<string> => {
  const { shown, rest } = mostTelling(rowsOf(one), atMost(MOST_ROWS, view))
  const label = Math.min(MOST_NAME, Math.max(0, ...shown.map((row) => row.label.length)))
  const windows = one.windows.length === 0 ? [ONLY] : one.windows
  const room = view.width - INDENT.length - (label === 0 ? 0 : label + 2)
  const lines = view.all
    ? blocksOf(windows, room).flatMap((block) => renderBlock(shown, block, { label, style: view.style }))
    : renderNewest(shown, windows, room, { label, style: view.style })
  if (rest.length === 0) return lines
  return [...lines, `${INDENT}… and ${rest.length} more accounts: ${countsInWords(countKinds(rest.flatMap(cellsOf)))}`]
}

const INDENT = "    "

/** The newest windows that there is room for; what is older is counted, row by row. */
const renderNewest = (
  rows: ReadonlyArray<Row>,
  windows: ReadonlyArray<string>,
  room: number,
  look: Omit<BlockLook, "earlier">
): ReadonlyArray<string> => {
  const before = Math.max("earlier".length, ...rows.map((row) => doneOf(row, windows).length)) + 2
  const first = fold(windows, room, before)
  if (first === 0) return renderBlock(rows, windows, look)
  const earlier = { width: before, of: (row: Row) => doneOf(row, windows.slice(0, first)) }
  return renderBlock(rows, windows.slice(first), { ...look, earlier })
}

/** `34/36 done` */
const doneOf = (row: Row, windows: ReadonlyArray<string>): string => {
  const cells = windows.flatMap((window) => row.cells.get(window) ?? [])
  return `${countKinds(cells).done}/${cells.length} done`
}

interface BlockLook {
  /** Width of the names of accounts; 0, where there are none. */
  readonly label: number
  readonly style: Style
  /** A column for what is folded. */
  readonly earlier?: { readonly width: number; readonly of: (row: Row) => string }
}

const renderBlock = (
  rows: ReadonlyArray<Row>,
  windows: ReadonlyArray<string>,
  { label, style, earlier }: BlockLook
): ReadonlyArray<string> => {
  const groups = groupsOf(windows)
  const line = (name: string, folded: string, cells: string): string =>
    `${INDENT}${label === 0 ? "" : `${name}  `}${earlier === undefined ? "" : folded.padEnd(earlier.width)}${cells}`.trimEnd()
  const head = groups.map((group) => harmless(group.label).padEnd(widthOf(group))).join(" ")
  return [
    ...(windows[0] === ONLY ? [] : [line(" ".repeat(label), "earlier", head)]),
    ...rows.map((row) => {
      const cells = groups
        .map((group) => {
          const kinds = group.windows.map((window) => row.cells.get(window)?.kind)
          return inRuns(kinds, style) + " ".repeat(widthOf(group) - kinds.length)
        })
        .join(" ")
      return line(cut(row.label, label), earlier?.of(row) ?? "", cells)
    })
  ]
}

const rowsOf = ({ accounts, cells }: ExportCoverage): ReadonlyArray<Row> => {
  const labels = accounts.length === 0 ? [ONLY] : accounts
  const rows = new Map(labels.map((label) => [label, new Map<string, Cell>()]))
  for (const cell of cells) rows.get(cell.account ?? ONLY)?.set(cell.window ?? ONLY, cell)
  return [...rows].map(([label, row]) => ({ label, cells: row }))
}

const cellsOf = (row: Row): ReadonlyArray<Cell> => [...row.cells.values()]

/** As many rows as a person looks at, in their order: those first in which something is left to do. */
const mostTelling = (
  rows: ReadonlyArray<Row>,
  most: number
): { readonly shown: ReadonlyArray<Row>; readonly rest: ReadonlyArray<Row> } => {
  if (rows.length <= most) return { shown: rows, rest: [] }
  const isCalm = (row: Row) => isQuiet(cellsOf(row))
  const chosen = new Set([...rows.filter((row) => !isCalm(row)), ...rows.filter(isCalm)].slice(0, most))
  return { shown: rows.filter((row) => chosen.has(row)), rest: rows.filter((row) => !chosen.has(row)) }
}

/** Neighbours of one kind are styled in one go; where there is no request, there is nothing. */
const inRuns = (kinds: ReadonlyArray<CellKind | undefined>, style: Style): string => {
  let text = ""
  for (let at = 0; at < kinds.length; ) {
    const kind = kinds[at]
    let end = at
    while (end < kinds.length && kinds[end] === kind) end++
    text += kind === undefined ? " ".repeat(end - at) : style(KINDS[kind].format, KINDS[kind].symbol.repeat(end - at))
    at = end
  }
  return text
}

/** Of exactly that width: what is longer ends in an ellipsis. */
const cut = (text: string, width: number): string => {
  const safe = harmless(text)
  return safe.length <= width ? safe.padEnd(width) : `${safe.slice(0, Math.max(0, width - 1))}…`
}

// ---------------------------------------------------------------------------------------------- beside the grids

const renderLegend = ({ summary }: Status, { style }: View): ReadonlyArray<string> => {
  const there = CELL_KINDS.filter((kind) => summary[kind] > 0)
  return there.length === 0
    ? []
    : [there.map((kind) => `${symbolOf(kind, style)} ${style("dim", MEANINGS[kind])}`).join("   ")]
}

/** What a character of a grid cannot say: why something is not as it should be. */
const renderTroubles = ({ exports }: Status, view: View): ReadonlyArray<string> => {
  const troubled = exports
    .filter(isSplit)
    .flatMap(({ cells }) => cells.filter(({ kind }) => kind === "failed" || kind === "incomplete"))
  if (troubled.length === 0) return []
  const { style } = view
  return [
    style("bold", "Not well"),
    ...shortened(
      troubled.map(
        ({ kind, address, reason }) => `  ${symbolOf(kind, style)} ${harmless(address)}: ${harmless(reason)}`
      ),
      view
    )
  ]
}

const renderInFlight = ({ in_flight }: Status, view: View): ReadonlyArray<string> => {
  if (in_flight.length === 0) return []
  const { style } = view
  const shown = in_flight.slice(0, atMost(MOST_LINES, view))
  const width = Math.min(48, Math.max(...shown.map(({ address }) => address.length)))
  const idWidth = Math.max(NO_ID.length, ...shown.map(({ data_export_id: id }) => id?.length ?? 0))
  return [
    style("bold", "On its way"),
    ...shortened(
      in_flight.map(({ address, phase, data_export_id, credits, since }) =>
        [
          `  ${harmless(address).padEnd(width)}`,
          phase.padEnd(9),
          (data_export_id === null ? NO_ID : harmless(data_export_id)).padEnd(idWidth),
          `since ${since}`,
          ...(credits === null ? [] : [renderCredits(credits)])
        ].join("  ")
      ),
      view
    )
  ]
}

const NO_ID = "no id yet"

/** What is there of each time that something was bought. */
const renderGenerations = ({ generations: all }: Status, view: View): ReadonlyArray<string> => {
  if (all.length === 0) return []
  const older = all.reduce((sum, one) => sum + one.older, 0)
  return [
    view.style("bold", "Bought more than once"),
    ...shortened(
      all.flatMap(({ address, keep, generations }) => [
        `  ${harmless(address)}  ${countOf(generations.length)}${keep === null ? "" : `, keeps ${keep}`}`,
        ...generations.flatMap(({ as_of, files, credits }) =>
          (files.length === 0 ? ["no file"] : files).map(
            (file) => `    ${as_of}  ${harmless(file)}${credits === null ? "" : `  ${renderCredits(credits)}`}`
          )
        )
      ]),
      view
    ),
    ...(older === 0 ? [] : [`  ${countOf(older)} more, older than what is kept: see \`exporter prune\``])
  ]
}

const countOf = (count: number): string => `${count} ${count === 1 ? "generation" : "generations"}`

const shortened = (lines: ReadonlyArray<string>, view: View): ReadonlyArray<string> => {
  const most = atMost(MOST_LINES, view)
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most), `  … and ${lines.length - most} more: --all shows them`]
}

const renderSums = ({ summary, credits }: Status, { style }: View): ReadonlyArray<string> => {
  const { month, this_month, total, per_month } = credits
  const cap = per_month === null ? "" : ` of ${per_month}`
  return [
    style("bold", summary.requests === 0 ? "Nothing is declared." : `${countsInWords(summary)}.`),
    `Credits: ${this_month.credits}${cap} charged in ${month}${unknownOf(this_month)}, ${total.credits} in all${unknownOf(total)}.`,
    ...(summary.orphan === 0
      ? []
      : [`In the state, and no longer declared: ${summary.orphan}. \`exporter plan\` says which.`])
  ]
}

const unknownOf = ({ unknown }: { readonly unknown: number }): string =>
  unknown === 0 ? "" : ` (and ${unknown} ${unknown === 1 ? "charge" : "charges"} of unknown price)`
