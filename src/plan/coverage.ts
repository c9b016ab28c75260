/**
 * What of the declared data is there: for each export, accounts x windows. Pure. It decides nothing: the plan has.
 *
 * Invariant (test/plan/coverage.test.ts): every request is one cell, and the counts are those of the cells.
 */
import type { Address, DataExportId, Request } from "../domain.ts"
import type { Phase, StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import { isRemote } from "../state/transition.ts"
import type { Action, Plan } from "./Plan.ts"

/**
 *  - `done`: there, and intact
 *  - `incomplete`: there, and short
 *  - `under-way`: begun, or paid and to be downloaded
 *  - `open`: its window has not closed
 *  - `missing`: not bought yet
 *  - `failed`: cannot go on by itself
 */
export const CELL_STATUSES = ["done", "incomplete", "under-way", "open", "missing", "failed"] as const
export type CellStatus = (typeof CELL_STATUSES)[number]

export interface Cell {
  readonly address: Address
  /** The label of its window; left out where the export is not split by time. */
  readonly window?: string
  readonly status: CellStatus
}

export interface Row {
  /** The account, where the export is split by account. */
  readonly account?: string
  /** In the order of their windows. */
  readonly cells: ReadonlyArray<Cell>
}

export type Counts = Readonly<Record<CellStatus, number>>

export interface ExportCoverage {
  readonly name: string
  readonly type: string
  readonly counts: Counts
  readonly rows: ReadonlyArray<Row>
}

export interface UnderWay {
  readonly address: Address
  readonly phase: Phase
  /** In words. */
  readonly reason: string
  readonly data_export_id?: DataExportId
}

export interface Coverage {
  readonly exports: ReadonlyArray<ExportCoverage>
  readonly counts: Counts
  readonly underWay: ReadonlyArray<UnderWay>
}

export const coverage = (requests: ReadonlyArray<Request>, plan: Plan, state: State): Coverage => {
  const actions = new Map(plan.actions.map((action) => [action.address, action]))
  const exports = new Map<string, { readonly type: string; readonly rows: Map<string, Array<Cell>> }>()
  const underWay: Array<UnderWay> = []
  for (const request of requests) {
    const action = actions.get(request.address)
    if (action === undefined) continue
    const record = state.records.get(request.fingerprint)
    const status = statusOf(action, record)
    const { rows } = exports.get(request.export) ?? { rows: new Map<string, Array<Cell>>() }
    exports.set(request.export, { type: request.canonical.type, rows })
    const account = accountOf(request)
    const cells = rows.get(account) ?? []
    rows.set(account, cells)
    cells.push({
      address: request.address,
      ...(request.window === undefined ? {} : { window: request.window.label }),
      status
    })
    if (status === "under-way" && record !== undefined && action.same_as === undefined)
      underWay.push({
        address: request.address,
        phase: record.phase,
        reason: action.reason,
        ...(isRemote(record) ? { data_export_id: record.data_export_id } : {})
      })
  }
  const covered = [...exports].map(([name, { type, rows }]): ExportCoverage => {
    const list = [...rows].map(([account, cells]): Row => ({ ...(account === "" ? {} : { account }), cells }))
    return { name, type, counts: countsOf(list.flatMap(({ cells }) => cells)), rows: list }
  })
  return { exports: covered, counts: sumOf(covered.map(({ counts }) => counts)), underWay }
}

/** What stands in the address between the export and the window. */
const accountOf = ({ address, export: name, window }: Request): string =>
  address.slice(name.length + 1, window === undefined ? undefined : -window.label.length).replace(/\/$/, "")

const statusOf = ({ action }: Action, record: StateRecord | undefined): CellStatus => {
  switch (action) {
    case "keep":
      return record?.phase === "incomplete" ? "incomplete" : record?.phase === "done" ? "done" : "under-way"
    case "wait":
      return "open"
    case "blocked":
      return "failed"
    case "resume":
    case "download":
      return record === undefined ? "missing" : "under-way"
    case "create":
    case "adopt":
    case "refresh":
    case "orphan":
      return "missing"
  }
}

const NONE: Counts = { done: 0, incomplete: 0, "under-way": 0, open: 0, missing: 0, failed: 0 }

const countsOf = (cells: ReadonlyArray<Cell>): Counts => {
  const counts: Record<CellStatus, number> = { ...NONE }
  for (const { status } of cells) counts[status]++
  return counts
}

const sumOf = (all: ReadonlyArray<Counts>): Counts => {
  const sum: Record<CellStatus, number> = { ...NONE }
  for (const counts of all) for (const status of CELL_STATUSES) sum[status] += counts[status]
  return sum
}
