/** The plan: the difference of what is declared and what is known to have happened, as plain data. */
import type { AccountId, Address, CanonicalRequest, Credits, DataExportId, Fingerprint, Instant } from "../domain.ts"

/** Every kind of action, in the order in which summaries list them. */
export const ACTION_KINDS = [
  "create",
  "resume",
  "download",
  "adopt",
  "refresh",
  "keep",
  "wait",
  "blocked",
  "orphan"
] as const

/**
 *  - `create`: buy it
 *  - `resume`: a purchase that was begun is carried on
 *  - `download`: already paid, its file is written again or to a further path; free of charge
 *  - `adopt`: the team has bought it elsewhere; taken over
 *  - `refresh`: bought, and old enough to be bought again
 *  - `keep`: there, and intact; or covered by files of other windows
 *  - `wait`: its window is still open
 *  - `blocked`: cannot go on, for the reason given
 *  - `orphan`: in the state, no longer declared; kept
 */
export type ActionKind = (typeof ACTION_KINDS)[number]

/** What an action will cost, in credits. */
export interface Estimate {
  readonly low: Credits
  /** `null`: no bound is known. */
  readonly high: Credits | null
  readonly basis: EstimateBasis
}

/**
 *  - `none`: it costs nothing
 *  - `exact`: the server named the price
 *  - `history`: from what purchases of the same kind have cost in this state
 *  - `list`: from the rows that the manifest expects of its type, at the list price
 *  - `bound`: the most that its own limits allow (`maxMessages`, `maxResults` at the list price of rows, `max_credits`)
 *  - `unknown`: the server names the price after it was created, before it is started
 */
export type EstimateBasis = "none" | "exact" | "history" | "list" | "bound" | "unknown"

/** What will be done for one address, and why. */
export interface Action {
  readonly address: Address
  readonly action: ActionKind
  /** In words, for people. */
  readonly reason: string
  readonly fingerprint: Fingerprint
  readonly request: CanonicalRequest
  readonly estimate: Estimate
  /** Path of the file, relative to the output root. `null` for an orphan that has none. */
  readonly output: string | null
  /** The vendor's id, once there is one. */
  readonly data_export_id?: DataExportId
  /** When it is bought, of one that waits; when it is bought again, of one that is there. */
  readonly due?: Instant
  /** The address that makes the purchase, where several addresses are the same one. */
  readonly same_as?: Address
  /** The purchases whose files have all of it, in the order of time: it has no file of its own. */
  readonly covered_by?: ReadonlyArray<Address>
}

/** Two exports that ask for the same data, and are both still to be bought. */
export interface Overlap {
  /** Their names, in the order of the manifest. */
  readonly exports: readonly [string, string]
  /** How many requests of theirs ask for what another one asks for. */
  readonly requests: number
  readonly account_ids: ReadonlyArray<AccountId>
  /** Days that are asked for twice, each counted for each of its accounts. */
  readonly account_days: number
  /** What may be paid twice, at the most. `null`: no bound is known. */
  readonly credits: Credits | null
}

/** How many actions there are of each kind. */
export type Summary = Readonly<Record<ActionKind, number>>

/** What is missing and what it will cost: the document that `plan --json` prints, and that `exporter schema plan` describes. */
export interface Plan {
  readonly version: 1
  readonly as_of: Instant
  readonly summary: Summary
  /** What carrying it out will cost, in credits. `high: null`: at least one price is not known before it is created. */
  readonly credits: Estimate
  /** Exports that would buy the same data twice. Left out: there are none. */
  readonly overlaps?: ReadonlyArray<Overlap>
  readonly actions: ReadonlyArray<Action>
}

/** Whether carrying the plan out changes anything: what `plan --detailed-exitcode` answers. */
export const hasChanges = (plan: Plan): boolean => plan.actions.some((action) => changes(action))

/** `keep`, `wait` and `orphan` ask for nothing; what is `blocked` asks for a person, and is not nothing. */
export const changes = (action: Action): boolean =>
  action.action !== "keep" && action.action !== "wait" && action.action !== "orphan"
