/**
 * plan x state -> coverage: what is there of what is declared, cell by cell. It takes the decisions of the plan as they are,
 * and gives each the word by which a person looks for it.
 *
 * Invariants (test/plan/coverage.property.test.ts):
 *  C1. Every request is in one cell, of the export that declares it, in the order of the manifest.
 *  C2. Counts add up: those of the exports to those of the whole, those to the number of requests.
 *  C3. What is kept, and nothing else, is `done` or `incomplete`, or waits for somebody to start it; what the plan would
 *      buy is never `done`. What other files cover is `done`.
 */
import type { Address, DataExportId, Fingerprint, Instant, Request } from "../domain.ts"
import type { Phase, StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import { isRemote } from "../state/transition.ts"
import type { Action, ActionKind, Plan } from "./Plan.ts"

/**
 *  - `done`: paid, and its file is there and intact, or files of other windows that cover it
 *  - `due`: there, and to be bought again
 *  - `paid`: paid, or perhaps paid, and its file is not there yet, or not any more
 *  - `begun`: asked for, and not paid
 *  - `open`: its window is not closed
 *  - `missing`: not bought; the next apply buys it
 *  - `failed`: it failed, or cannot go on by itself
 *  - `incomplete`: paid, and its file is short
 */
export const CELL_KINDS = ["done", "due", "paid", "begun", "open", "missing", "failed", "incomplete"] as const
export type CellKind = (typeof CELL_KINDS)[number]

export type Counts = Readonly<Record<CellKind, number>>

export interface Cell {
  readonly address: Address
  /** Its account, the values of its matrix, or both with `/` between them; `null` where the export has one row. */
  readonly account: string | null
  /** Where the export is split by time, else `null`. */
  readonly window: string | null
  readonly kind: CellKind
  readonly action: ActionKind
  /** The plan's, in words. */
  readonly reason: string
  readonly fingerprint: Fingerprint
  /** `none`: nothing is recorded for it. */
  readonly phase: Phase | "none"
  readonly data_export_id: DataExportId | null
  /** Path of the file, relative to the output root; `null` where other files cover it. */
  readonly output: string | null
}

export interface ExportCoverage {
  readonly name: string
  readonly type: string
  /** The rows of the grid, in the order of declaration: accounts and values of a matrix; none, where it has one row. */
  readonly accounts: ReadonlyArray<string>
  /** The columns, in the order of time; none, where it is not split by time. */
  readonly windows: ReadonlyArray<string>
  readonly summary: Counts
  readonly cells: ReadonlyArray<Cell>
}

/** A purchase that is neither at its end nor given up. */
export interface InFlight {
  readonly address: Address
  readonly fingerprint: Fingerprint
  readonly phase: Phase
  readonly data_export_id: DataExportId | null
  readonly credits: number | null
  /** When it was asked for: the server's time where it was told, else the date of the purchase. */
  readonly since: Instant
}

export interface Orphan {
  readonly address: Address
  readonly fingerprint: Fingerprint
  readonly phase: Phase
}

export interface Coverage {
  readonly summary: Counts
  readonly exports: ReadonlyArray<ExportCoverage>
  readonly in_flight: ReadonlyArray<InFlight>
  /** Recorded, and no longer declared. */
  readonly orphans: ReadonlyArray<Orphan>
}

/** @param plan that of these requests and this state */
export const coverageOf = (requests: ReadonlyArray<Request>, plan: Plan, state: State): Coverage => {
  const decided = new Map(plan.actions.map((action) => [action.address, action]))
  const kinds = new Map<Address, CellKind>()
  const exports = new Map<string, { readonly type: string; readonly cells: Array<Cell> }>()
  for (const request of requests) {
    const action = decided.get(request.address)
    if (action === undefined) continue
    const record = state.records.get(request.fingerprint)
    // A twin stands behind its buyer in the manifest: that one is decided already.
    const kind = kindOf(action, record, action.same_as === undefined ? undefined : kinds.get(action.same_as))
    kinds.set(request.address, kind)
    const one = exports.get(request.export) ?? { type: request.canonical.type, cells: [] }
    exports.set(request.export, one)
    one.cells.push(cellOf(request, action, kind, record))
  }
  const covered = [...exports].map(
    ([name, { type, cells }]): ExportCoverage => ({
      name,
      type,
      accounts: distinct(cells.map(({ account }) => account)),
      windows: distinct(cells.map(({ window }) => window)),
      summary: countKinds(cells),
      cells
    })
  )
  return {
    summary: addCounts(covered.map(({ summary }) => summary)),
    exports: covered,
    in_flight: inFlight(plan, state),
    orphans: plan.actions.flatMap((action) => {
      const record = action.action === "orphan" ? state.records.get(action.fingerprint) : undefined
      return record === undefined
        ? []
        : [{ address: record.address, fingerprint: record.fingerprint, phase: record.phase }]
    })
  }
}

/** `buyer`: the cell of the address that makes the purchase, where that is another one. */
const kindOf = (action: Action, record: StateRecord | undefined, buyer: CellKind | undefined): CellKind => {
  switch (action.action) {
    case "keep":
      return action.covered_by === undefined ? (savedKind(record) ?? standingKind(action, record) ?? "begun") : "done"
    case "wait":
      return "open"
    case "blocked":
    case "orphan":
      return "failed"
    case "resume":
      // What is saved and goes on has hooks that are owed: its data is there.
      return savedKind(record) ?? (isPerhapsPaid(record) ? "paid" : "begun")
    case "download":
      if (buyer === "due") return "due"
      if (record?.phase === "done" || record?.phase === "incomplete") return "paid"
      return buyer ?? "missing"
    case "create":
      return record?.phase === "failed" || record?.phase === "refused" ? "failed" : "missing"
    case "adopt":
      return "missing"
    case "refresh":
      return "due"
  }
}

const savedKind = (record: StateRecord | undefined): CellKind | undefined =>
  record?.phase === "done" || record?.phase === "incomplete" ? record.phase : undefined

/** The generation before stands, whatever has become of the next one. */
const standingKind = ({ data_export_id: id }: Action, record: StateRecord | undefined): CellKind | undefined => {
  const standing = record?.earlier?.find(({ data_export_id }) => data_export_id === id)
  return standing && (standing.incomplete === undefined ? "done" : "incomplete")
}

const isPerhapsPaid = (record: StateRecord | undefined): boolean =>
  record?.phase === "starting" || record?.phase === "started" || record?.phase === "ready"

const cellOf = (request: Request, action: Action, kind: CellKind, record: StateRecord | undefined): Cell => ({
  address: request.address,
  account: accountOf(request),
  window: request.window?.label ?? null,
  kind,
  action: action.action,
  reason: action.reason,
  fingerprint: request.fingerprint,
  phase: record?.phase ?? "none",
  data_export_id: record !== undefined && isRemote(record) ? record.data_export_id : null,
  output: action.covered_by === undefined ? action.output : null
})

/** The part of an address between its export and its window: an account, values of a matrix, or both. */
const accountOf = ({ address, export: name, window }: Request): string | null => {
  const end = window === undefined ? address.length : address.length - window.label.length - 1
  return end > name.length ? address.slice(name.length + 1, end) : null
}

const distinct = (labels: ReadonlyArray<string | null>): ReadonlyArray<string> => [
  ...new Set(labels.filter((label) => label !== null))
]

export const countKinds = (cells: ReadonlyArray<{ readonly kind: CellKind }>): Counts => {
  const counts = emptyCounts()
  for (const { kind } of cells) counts[kind] += 1
  return counts
}

const addCounts = (all: ReadonlyArray<Counts>): Counts => {
  const counts = emptyCounts()
  for (const one of all) for (const kind of CELL_KINDS) counts[kind] += one[kind]
  return counts
}

const emptyCounts = (): Record<CellKind, number> => ({
  done: 0,
  due: 0,
  paid: 0,
  begun: 0,
  open: 0,
  missing: 0,
  failed: 0,
  incomplete: 0
})

export const totalOf = (counts: Counts): number => CELL_KINDS.reduce((sum, kind) => sum + counts[kind], 0)

/** Of what the plan is about, each purchase once, whatever the number of its addresses. */
const inFlight = (plan: Plan, state: State): ReadonlyArray<InFlight> => {
  const fingerprints = new Set(plan.actions.map(({ fingerprint }) => fingerprint))
  return [...fingerprints].flatMap((fingerprint) => {
    const record = state.records.get(fingerprint)
    const since = record === undefined ? undefined : sinceOf(record)
    if (record === undefined || since === undefined) return []
    const { address, phase } = record
    return [
      {
        address,
        fingerprint,
        phase,
        data_export_id: isRemote(record) ? record.data_export_id : null,
        credits: "credits" in record ? record.credits : null,
        since
      }
    ]
  })
}

/** Nothing, for what is at its end. */
const sinceOf = (record: StateRecord): Instant | undefined => {
  switch (record.phase) {
    case "creating":
    case "ambiguous":
      return record.since
    case "created":
    case "priced":
    case "starting":
    case "started":
    case "ready":
      return record.created_at ?? record.as_of
    case "refused":
    case "done":
    case "incomplete":
    case "failed":
    case "cancelled":
      return undefined
  }
}
