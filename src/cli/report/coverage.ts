/** What is there of each export: a grid of accounts and windows, or a line. */
import { CELL_KINDS, type Cell, countKinds, type ExportCoverage } from "../../plan/coverage.ts"
import { countsInWords, WORDS } from "../render/coverage.ts"
import { groupsOf, ownPartOf } from "../render/windows.ts"
import type { Status } from "../status.ts"
import { type Html, html, NOTHING } from "./html.ts"
import { andMore, code, columns, legend, mark, prose, SIGNS, table, time } from "./parts.ts"

/** Cells that grids may have together: a page is to be read, and a browser has to draw it. */
const MOST_CELLS = 12_000
const MOST_LINES = 500
const MOST_TROUBLES = 200

export const coverageSection = (status: Status): Html => {
  const { summary, exports } = status
  if (summary.requests === 0)
    return html`<section id="coverage"><h2>Coverage</h2><p>Nothing is declared.</p></section>
`
  let room = MOST_CELLS
  const grids = exports.filter(isSplit).map((one) => {
    room -= one.cells.length
    return exportPart(one, room >= 0)
  })
  return html`<section id="coverage"><h2>Coverage</h2>
${legend(summary)}
${grids}${singles(exports.filter((one) => !isSplit(one)))}${inFlight(status)}${orphans(status)}</section>
`
}

const isSplit = ({ accounts, windows }: ExportCoverage): boolean => accounts.length > 0 || windows.length > 0

const exportPart = (one: ExportCoverage, fits: boolean): Html =>
  html`<h3>${code(one.name)} <span class="quiet">${one.type}: ${countsInWords(one.summary)}</span></h3>
${fits ? grid(one) : sums(one)}${troubles(one)}`

// ---------------------------------------------------------------------------------------------------------- grid

const grid = ({ name, accounts, windows, cells }: ExportCoverage): Html => {
  const groups = groupsOf(windows)
  const isGrouped = groups.some(({ common }) => common !== "")
  const corner = html`<th scope="col" class="corner"${isGrouped ? html` rowspan="2"` : NOTHING}>${accounts.length > 0 ? "account" : "export"}</th>`
  const each = windows.map((window) => html`<th scope="col">${isGrouped ? ownPartOf(window) : window}</th>`)
  const head =
    windows.length === 0
      ? html`<tr>${corner}<th scope="col">state</th></tr>`
      : isGrouped
        ? html`<tr>${corner}${groups.map(({ common, windows: { length } }) => html`<th scope="colgroup" colspan="${length}">${common}</th>`)}</tr><tr>${each}</tr>`
        : html`<tr>${corner}${each}</tr>`
  const rows = rowsOf(accounts, cells).map(
    ([account, ofRow]) =>
      html`<tr><th scope="row">${account ?? name}</th>${(windows.length === 0 ? [null] : windows).map((window) => cellOf(ofRow.get(window)))}</tr>
`
  )
  return table(
    { caption: `${name}: ${axes(accounts, windows)}`, headed: true, kind: "grid", wide: false },
    head,
    html`${rows}`
  )
}

const axes = (accounts: ReadonlyArray<string>, windows: ReadonlyArray<string>): string =>
  accounts.length === 0 ? "by window" : windows.length === 0 ? "by account" : "by account and window"

const rowsOf = (
  accounts: ReadonlyArray<string>,
  cells: ReadonlyArray<Cell>
): ReadonlyArray<readonly [string | null, ReadonlyMap<string | null, Cell>]> => {
  const rows = new Map<string | null, Map<string | null, Cell>>(
    (accounts.length === 0 ? [null] : accounts).map((account) => [account, new Map()])
  )
  for (const cell of cells) rows.get(cell.account)?.set(cell.window, cell)
  return [...rows]
}

const cellOf = (cell: Cell | undefined): Html =>
  cell === undefined
    ? html`<td></td>`
    : html`<td class="${cell.kind}"><span aria-hidden="true">${SIGNS[cell.kind]}</span><span class="hidden">${WORDS[cell.kind]}</span></td>`

/** In place of a grid that is too large. */
const sums = ({ name, accounts, windows, cells }: ExportCoverage): Html => {
  const kinds = CELL_KINDS.filter((kind) => cells.some((cell) => cell.kind === kind))
  const rows = rowsOf(accounts, cells)
  return html`<p class="quiet">${accounts.length || 1} by ${windows.length || 1} cells are too many for a grid on this page: these are their sums. <code>exporter status --target</code> shows any part of them.</p>
${table(
  { caption: `${name}: sums by account`, wide: false },
  columns(accounts.length > 0 ? "account" : "export", ...kinds.map((kind) => `#${WORDS[kind]}`)),
  html`${rows.slice(0, MOST_LINES).map(([account, ofRow]) => {
    const counts = countKinds([...ofRow.values()])
    return html`<tr><th scope="row">${account ?? name}</th>${kinds.map((kind) => html`<td class="number">${counts[kind]}</td>`)}</tr>
`
  })}`
)}${andMore(rows.length - MOST_LINES, "accounts")}`
}

/** What a sign in a grid cannot say. */
const troubles = ({ name, cells }: ExportCoverage): Html => {
  const troubled = cells.filter(({ kind }) => kind === "failed" || kind === "incomplete")
  if (troubled.length === 0) return NOTHING
  return html`${table(
    { caption: `${name}: what is not well` },
    columns("request", "state", "why"),
    html`${troubled.slice(0, MOST_TROUBLES).map(lineOf)}`
  )}${andMore(troubled.length - MOST_TROUBLES, "that are not well")}`
}

const lineOf = ({ address, kind, reason }: Cell): Html =>
  html`<tr><th scope="row" class="name">${code(address)}</th><td>${mark(kind)}</td><td class="why">${prose(reason)}</td></tr>
`

// ------------------------------------------------------------------------------------------------- beside grids

const singles = (exports: ReadonlyArray<ExportCoverage>): Html => {
  if (exports.length === 0) return NOTHING
  const dull = exports.length > MOST_LINES ? exports.filter(({ summary }) => summary.done === 1) : []
  const folded = new Set(dull)
  const shown = exports.filter((one) => !folded.has(one))
  const rows = shown.flatMap(({ name, type, cells }) =>
    cells.map(
      ({ kind, reason, output }) =>
        html`<tr><th scope="row" class="name">${code(name)}</th><td>${mark(kind)}</td><td class="why">${kind === "done" ? code(output ?? "") : prose(reason)}</td><td>${type}</td></tr>
`
    )
  )
  return html`<h3>Exports of one request</h3>
${table({ caption: "Exports that are not split", headed: true }, columns("export", "state", "file, or why not", "type"), html`${rows}`)}${andMore(dull.length, "exports of one request, all done")}`
}

const inFlight = ({ in_flight }: Status): Html => {
  if (in_flight.length === 0) return NOTHING
  const rows = in_flight.slice(0, MOST_LINES).map(
    ({ address, phase, data_export_id, credits, since }) =>
      html`<tr><th scope="row" class="name">${code(address)}</th><td>${phase}</td><td>${data_export_id === null ? "none yet" : code(data_export_id)}</td><td>${time(since)}</td><td class="number">${credits ?? "not known"}</td></tr>
`
  )
  return html`<h3>On its way</h3>
${table({ caption: "Purchases that were begun and have not ended", headed: true }, columns("request", "phase", "id at the vendor", "since", "#credits"), html`${rows}`)}${andMore(in_flight.length - MOST_LINES, "on their way")}`
}

const orphans = ({ orphans: all }: Status): Html => {
  if (all.length === 0) return NOTHING
  const rows = all.slice(0, MOST_LINES).map(
    ({ address, phase }) => html`<tr><th scope="row" class="name">${code(address)}</th><td>${phase}</td></tr>
`
  )
  return html`<h3>No longer declared</h3>
${table({ caption: "Purchases in the state that no export declares any more", headed: true, wide: false }, columns("request", "phase"), html`${rows}`)}${andMore(all.length - MOST_LINES, "that are no longer declared")}`
}
