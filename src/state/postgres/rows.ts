/** A state as rows, and what changes make of them. */
import type { Fingerprint } from "../../domain.ts"
import type { Pieces } from "../../pieces.ts"
import { VERSION } from "../fault.ts"
import { type Migration, wayFrom } from "../migration.ts"
import type { LedgerEntry, StateRecord } from "../Record.ts"
import type { AppliedPlan, Change, State } from "../State.ts"
import { readCharge, readRecord } from "../statefile.ts"
import { seal, unsealText } from "../sum.ts"

export interface Rows {
  readonly lineage: string
  readonly serial: number
  /** The version of records and charges. */
  readonly format: number
  readonly movedTo: string | undefined
  readonly records: ReadonlyArray<{ readonly fingerprint: string; readonly record: string }>
  readonly ledger: ReadonlyArray<{ readonly charge: string }>
  readonly plans: ReadonlyArray<AppliedPlan>
}

/** `wrong`: why the rows cannot be used. */
export type Opened = { readonly state: State } | { readonly wrong: string } | { readonly newer: string }

/** A state that is not there yet. */
export const NO_ROWS: Rows = {
  lineage: "",
  serial: 0,
  format: VERSION,
  movedTo: undefined,
  records: [],
  ledger: [],
  plans: []
}

export function* opening(rows: Rows, migrations: ReadonlyArray<Migration>): Pieces<Opened> {
  const { lineage, serial, format } = rows
  if (format > VERSION) return { newer: `format ${format}, this one reads up to ${VERSION}` }
  const way = wayFrom(format, migrations)
  if (way === undefined) return { wrong: `is of format ${format}, which this program cannot migrate` }
  const records = new Map<Fingerprint, StateRecord>()
  for (const { fingerprint, record: text } of rows.records) {
    const record = readRecord(unsealText(text)?.body, way)
    if (record?.fingerprint !== fingerprint)
      return { wrong: `the record of ${fingerprint} does not match its checksum (serial ${serial})` }
    records.set(record.fingerprint, record)
    yield
  }
  const ledger: Array<LedgerEntry> = []
  for (const [index, { charge: text }] of rows.ledger.entries()) {
    const charge = readCharge(unsealText(text)?.body, way)
    if (charge === undefined)
      return { wrong: `entry ${index + 1} of the ledger does not match its checksum (serial ${serial})` }
    ledger.push(charge)
    yield
  }
  return { state: { lineage, serial, records, ledger, appliedPlans: rows.plans } }
}

/** What changes that are committed together leave of each row. */
export interface Delta {
  /** By fingerprint; `null`: it is gone. */
  readonly records: Readonly<Record<string, string | null>>
  readonly charges: ReadonlyArray<string>
  /** By digest: whether its run came to its end. */
  readonly applied: Readonly<Record<string, boolean>>
  /** Digests of plans that were applied before. */
  readonly finished: ReadonlyArray<string>
}

export const deltaOf = (changes: ReadonlyArray<Change>): Delta => {
  const records = new Map<string, string | null>()
  const charges: Array<string> = []
  const applied = new Map<string, boolean>()
  const finished: Array<string> = []
  for (const change of changes) {
    switch (change.kind) {
      case "put":
        records.set(change.record.fingerprint, seal(change.record))
        if (change.charge !== undefined) charges.push(seal(change.charge))
        break
      case "remove":
        records.set(change.fingerprint, null)
        break
      case "plan-applied":
        applied.set(change.digest, applied.get(change.digest) ?? false)
        break
      case "plan-finished":
        if (applied.has(change.digest)) applied.set(change.digest, true)
        else finished.push(change.digest)
    }
  }
  return { records: Object.fromEntries(records), charges, applied: Object.fromEntries(applied), finished }
}
