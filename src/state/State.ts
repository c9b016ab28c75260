/** The state: records by fingerprint, and the ledger. Immutable; a change gives a new one. */
import type { Fingerprint } from "../domain.ts"
import type { LedgerEntry, StateRecord } from "./Record.ts"

/** What is known to have happened. */
export interface State {
  /** Random, made once: tells two states of the same name apart. */
  readonly lineage: string
  /** Grows by one with every rewrite of the state file. */
  readonly serial: number
  readonly records: ReadonlyMap<Fingerprint, StateRecord>
  /** In the order of the charges. */
  readonly ledger: ReadonlyArray<LedgerEntry>
  /** The plan files that were applied, in their order. */
  readonly appliedPlans: ReadonlyArray<AppliedPlan>
}

/** A plan file that was applied: it is not applied again. */
export interface AppliedPlan {
  readonly digest: string
  /** Its run came to its end. One that was cut off is carried on. */
  readonly finished: boolean
}

/** What one committed step changes, all of it or nothing: one line of the journal. */
export type Change =
  | { readonly kind: "put"; readonly record: StateRecord; readonly charge?: LedgerEntry }
  | { readonly kind: "remove"; readonly fingerprint: Fingerprint }
  | { readonly kind: "plan-applied"; readonly digest: string }
  | { readonly kind: "plan-finished"; readonly digest: string }
