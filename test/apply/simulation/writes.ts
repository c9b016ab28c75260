/** Every kind of line that a run writes to the journal. */
import type { Change } from "../../../src/state/State.ts"

export type Write = Extract<Change, { readonly kind: "put" }>["record"]["phase"] | "plan-applied" | "plan-finished"

export const WRITES = [
  "plan-applied",
  "creating",
  "refused",
  "ambiguous",
  "created",
  "priced",
  "starting",
  "started",
  "ready",
  "done",
  "incomplete",
  "failed",
  "cancelled",
  "plan-finished"
] as const satisfies ReadonlyArray<Write>

/** A run removes no record. */
export const writeOf = (change: Change): Write | "remove" => (change.kind === "put" ? change.record.phase : change.kind)
