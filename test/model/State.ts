/**
 * A state of the model: what is durable, what the running program has in mind, what is on the wire, what is at the vendor.
 * Records and events are the product's own; the clock is a count of minutes, and moves where the model says so.
 */
import type { DataExportId, Instant, Request } from "../../src/domain.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import type { Event } from "../../src/state/transition.ts"
import { canonicalOf, requestOf } from "../plan/samples.ts"
import type { Rules } from "./rules.ts"

/** What is explored: who is there, and how much of each trouble; crashes and lost answers are without number. */
export interface Setup {
  readonly purchases: 1 | 2
  /** Acts of a colleague in the console: makes a look-alike, starts one, cancels one. */
  readonly colleague: number
  /** Refusals and failures of the vendor. */
  readonly failures: number
  /** Calls that the vendor processes later than the model assumes: after the last look for them. */
  readonly late: number
  /** A scraped export starts, and charges, by itself once its price is known. */
  readonly startThemselves: boolean
  readonly rules: Rules
}

export interface State {
  readonly purchases: ReadonlyArray<Purchase>
  /** Calls that were sent, and are neither processed nor lost. */
  readonly wire: ReadonlyArray<Message>
  readonly exports: ReadonlyArray<Export>
  /** The ids that the run has seen in the state, as `Records.knownIds`; none while there is no run. */
  readonly known: ReadonlyArray<DataExportId>
  readonly minute: number
  readonly left: Pick<Setup, "colleague" | "failures" | "late">
  /** An event that did not fit its record. */
  readonly defect?: string
}

export interface Purchase {
  /** Durable. */
  readonly record?: StateRecord
  /** Durable. */
  readonly ledger: ReadonlyArray<DataExportId>
  readonly at: Position
  /** For the invariants alone: every export that the record has ever named, and when the last create was intended. */
  readonly taken: ReadonlyArray<DataExportId>
  readonly intendedAt: number
}

export type Paid = "create" | "start"

/** What the run does next for a purchase. All of it is gone after a crash. */
export type Position =
  /** No run works on it. */
  | { readonly at: "out" }
  | { readonly at: "begin" }
  /** An event is to be made durable before it goes on. */
  | { readonly at: "recording"; readonly event: Event; readonly next: Position }
  /** `isFresh`: its intent was recorded for this very call. */
  | { readonly at: "sending"; readonly call: Paid; readonly sends: number; readonly isFresh: boolean }
  | { readonly at: "waiting"; readonly call: Paid; readonly sends: number }
  /** For what became of a call without an answer; `sends` counts the one that would be next. */
  | { readonly at: "looking"; readonly call: Paid; readonly look: number; readonly sends: number }
  | { readonly at: "reading"; readonly what: "price" | "end" }
  | { readonly at: "downloading" }

export interface Message {
  readonly call: Paid
  readonly purchase: number
  /** What a start is for. */
  readonly id?: DataExportId
  /** The phase that was durable when it was sent. */
  readonly sentIn: StateRecord["phase"] | "none"
  /** The run that sent it still waits for the answer. */
  readonly isAwaited: boolean
}

export interface Export {
  readonly id: DataExportId
  /** Whose create made it: that of a purchase, by its number, or a colleague's. */
  readonly maker: number | "colleague"
  /** The vendor's word. */
  readonly status: string
  readonly minute: number
  /** Whose start charged it, or that it started by itself. */
  readonly chargedBy?: number | "colleague" | "itself"
}

/** Two that look alike when listed: their options, which differ, are not in the answers. */
export const REQUESTS: ReadonlyArray<Request> = ["all", "active"].map((type) =>
  requestOf(type, { canonical: canonicalOf({ type: "fans", options: { type } }) })
)

export const requestAt = (purchase: number): Request => {
  const request = REQUESTS[purchase]
  if (request === undefined) throw new Error(`the model has no purchase ${purchase}`)
  return request
}

export const nameOf = (purchase: number): string => "AB".charAt(purchase)

export const instantOf = (minute: number): Instant => `2024-03-01T00:${String(minute).padStart(2, "0")}:00Z` as Instant

export const OUT: Position = { at: "out" }

export const initialOf = ({ purchases, colleague, failures, late }: Setup): State => ({
  purchases: Array.from({ length: purchases }, () => ({ ledger: [], at: OUT, taken: [], intendedAt: 0 })),
  wire: [],
  exports: [],
  known: [],
  minute: 0,
  left: { colleague, failures, late }
})

export const isRunning = ({ purchases }: State): boolean => purchases.some(({ at }) => at.at !== "out")

export const exportOf = ({ exports }: State, id: DataExportId | undefined): Export | undefined =>
  exports.find((one) => one.id === id)

/** May still become a file, or has: to make a further one beside it would be to buy twice. */
export const isLive = ({ status }: Export): boolean =>
  status !== "calculating_credits_failed" && status !== "failed" && status !== "cancelled"
