/** What a change makes of a state. */
import type { Fingerprint } from "../domain.ts"
import type { LedgerEntry, StateRecord } from "./Record.ts"
import type { Change, State } from "./State.ts"

/** A state in which nothing has happened yet; `serial` 0 is that of no state file. */
export const emptyState = (lineage: string): State => ({
  lineage,
  serial: 0,
  records: new Map(),
  ledger: [],
  appliedPlans: []
})

/** A state that is put in place of another one: the serial of a place never falls, and never means two things. */
export const inPlaceOf = (old: State, next: State): State =>
  next.serial > old.serial ? next : { ...next, serial: old.serial + 1 }

export const applyChange = (state: State, change: Change): State => {
  const draft = new Draft(state)
  draft.apply(change)
  return draft.snapshot()
}

/**
 * A state that takes many changes. What `snapshot` gave stays as it is: the collections are copied at the first change
 * after a snapshot, so that a run of changes costs the same whatever the size of the state.
 */
export class Draft {
  #state: State
  /** `undefined`: still shared with the last snapshot. */
  #records: Map<Fingerprint, StateRecord> | undefined
  #ledger: Array<LedgerEntry> | undefined

  constructor(from: State) {
    this.#state = from
  }

  apply(change: Change): void {
    switch (change.kind) {
      case "put":
        this.#ownRecords().set(change.record.fingerprint, change.record)
        if (change.charge !== undefined) this.#ownLedger().push(change.charge)
        return
      case "remove":
        this.#ownRecords().delete(change.fingerprint)
        return
      case "plan-applied":
        if (this.#state.appliedPlans.some(({ digest }) => digest === change.digest)) return
        this.#setPlans([...this.#state.appliedPlans, { digest: change.digest, finished: false }])
        return
      case "plan-finished":
        this.#setPlans(
          this.#state.appliedPlans.map((plan) =>
            plan.digest === change.digest ? { digest: plan.digest, finished: true } : plan
          )
        )
    }
  }

  snapshot(): State {
    if (this.#records !== undefined || this.#ledger !== undefined) {
      this.#state = {
        ...this.#state,
        records: this.#records ?? this.#state.records,
        ledger: this.#ledger ?? this.#state.ledger
      }
      this.#records = undefined
      this.#ledger = undefined
    }
    return this.#state
  }

  #setPlans(appliedPlans: State["appliedPlans"]): void {
    this.#state = { ...this.#state, appliedPlans }
  }

  #ownRecords(): Map<Fingerprint, StateRecord> {
    this.#records ??= new Map(this.#state.records)
    return this.#records
  }

  #ownLedger(): Array<LedgerEntry> {
    this.#ledger ??= [...this.#state.ledger]
    return this.#ledger
  }
}
