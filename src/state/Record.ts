/**
 * What is known to have happened to one purchase: one shape per phase, a field exists in exactly the phases that have it.
 *
 * ```
 *  (none) ── intend create ──> creating ── created ──> created ── priced ──> priced ── intend start ──> starting ── started ──> started ── ready ──> ready ── saved ──> done
 *                               │   └ several look-alikes ─> ambiguous                     ^                │                    │                      └──────> incomplete
 *                               └ refused ─> refused                                       └─ start refused ┘                    └ failed | cancelled
 * ```
 */
import type { AccountId, Address, CanonicalRequest, Credits, DataExportId, Fingerprint, Instant } from "../domain.ts"

/** How far a purchase has come. */
export type Phase = StateRecord["phase"]

/** One record of the state, keyed by its fingerprint. */
export type StateRecord =
  | Creating
  | Refused
  | Ambiguous
  | Created
  | Priced
  | Starting
  | Started
  | Ready
  | Done
  | Incomplete
  | Failed
  | Cancelled

export interface RecordBase {
  readonly fingerprint: Fingerprint
  /** Kept whole: it is what a lost create is matched by, and what an orphan is described by. */
  readonly request: CanonicalRequest
  /** The address that the purchase was made under. */
  readonly address: Address
  /** The `as_of` of the purchase. */
  readonly as_of: Instant
  /** How many exports the vendor has been asked for under this fingerprint, this one included. */
  readonly attempt: number
  /** How many of them failed at the server. Left out: none. */
  readonly failures?: number
}

/** Intent of a create: the call may or may not have been made, and may or may not have had an effect. */
export interface Creating extends RecordBase {
  readonly phase: "creating"
  /** The server's clock just before the create was sent, at the latest. A lost export cannot be older. */
  readonly since: Instant
}

/** A create that the server refused, or that a person gave up: nothing of this purchase exists, nothing was charged. */
export interface Refused extends RecordBase {
  readonly phase: "refused"
  readonly reason: string
}

/** A create whose answer was lost, and more than one export of the team could be it: a person decides. */
export interface Ambiguous extends RecordBase {
  readonly phase: "ambiguous"
  readonly since: Instant
  readonly candidates: ReadonlyArray<DataExportId>
}

interface Remote extends RecordBase {
  readonly data_export_id: DataExportId
  /** The server's `created_at`, where it was told. */
  readonly created_at?: Instant
}

/** It exists; the price is being calculated. */
export interface Created extends Remote {
  readonly phase: "created"
}

/** The price is known (`null`: the server finished calculating and named none); nothing was charged. */
export interface Priced extends Remote {
  readonly phase: "priced"
  readonly credits: Credits | null
}

/** Intent of a start: it may or may not have been made. The credits count as spent until that is settled. */
export interface Starting extends Remote {
  readonly phase: "starting"
  readonly credits: Credits | null
}

interface Charged extends Remote {
  /** What the start charged. `null`: charged, and no answer has said how much. */
  readonly credits: Credits | null
}

/** Charged; the server works on it. */
export interface Started extends Charged {
  readonly phase: "started"
}

/** Charged and finished; the file waits at the server. */
export interface Ready extends Charged {
  readonly phase: "ready"
  readonly total_rows?: number
  readonly failed_downloads?: number
  /** Files of this purchase that were written before, and may be needed again. */
  readonly files: ReadonlyArray<SavedFile>
}

/** Its files are at their places. */
interface Saved extends Charged {
  readonly completed_at: Instant
  readonly total_rows?: number
  readonly files: ReadonlyArray<SavedFile>
  /** Paths of files whose `after_download` has not succeeded yet. Left out: none. */
  readonly hooks_owed?: ReadonlyArray<string>
}

/** Charged, downloaded, verified. */
export interface Done extends Saved {
  readonly phase: "done"
}

/** Charged and downloaded, but the file is short: rows are missing or the server could not collect all of it. */
export interface Incomplete extends Saved {
  readonly phase: "incomplete"
  readonly failed_downloads?: number
  readonly reason: string
}

/** The server gave up on it, before or after the start. */
export interface Failed extends Remote {
  readonly phase: "failed"
  readonly credits: Credits | null
  /** Whether its start was made: then it counts as charged, whatever its status says. */
  readonly charged: boolean
  readonly reason: string
}

/** Cancelled at the server, or a lost start that a person gave up. It never means "not charged". */
export interface Cancelled extends Remote {
  readonly phase: "cancelled"
  readonly credits: Credits | null
  readonly charged: boolean
}

/** A file of a purchase, as it was written. */
export interface SavedFile {
  /** Relative to the output root, `/` between its parts. */
  readonly path: string
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
  /** Data rows of a CSV, its header not counted. */
  readonly rows?: number
}

/** Money out: one entry per charge, never changed or removed afterwards. */
export interface LedgerEntry {
  readonly fingerprint: Fingerprint
  readonly address: Address
  readonly data_export_id: DataExportId
  /** The `as_of` of the run that made the charge: its month is the month of the charge. */
  readonly as_of: Instant
  /** `null`: charged, and no answer has said how much. */
  readonly credits: Credits | null
  readonly type: string
  readonly account_ids: ReadonlyArray<AccountId>
}
