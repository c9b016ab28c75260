/** Records and changes to store; what they say does not matter to the storage, but they are real ones. */
import type {
  AccountId,
  Address,
  CanonicalRequest,
  Credits,
  DataExportId,
  Fingerprint,
  Instant
} from "../../src/domain.ts"
import type { LedgerEntry, StateRecord } from "../../src/state/Record.ts"
import type { Change, State } from "../../src/state/State.ts"

const at = "2024-02-01T00:00:00Z" as Instant

const request: CanonicalRequest = {
  type: "chat_messages",
  account_ids: ["acct_9f2c41" as AccountId],
  start_date: "2024-01-01T00:00:00Z" as Instant,
  end_date: "2024-01-31T23:59:59Z" as Instant,
  file_type: "csv",
  export_columns: ["id", "text"],
  options: { maxMessages: 1000, skipMassMessages: true, chatIds: [1, 2] }
}

const base = (name: string) => ({
  fingerprint: `v1:${name}` as Fingerprint,
  request,
  address: `grüße/${name}` as Address,
  as_of: at,
  attempt: 1
})

const remote = (name: string) => ({
  ...base(name),
  data_export_id: `data_export_${name}` as DataExportId,
  created_at: at
})

const credits = 12.5 as Credits
const files = [{ path: "data/x.csv", bytes: 10, sha256: "ab".repeat(32), rows: 3 }]

/** One of each phase. */
export const records: ReadonlyArray<StateRecord> = [
  { phase: "creating", ...base("creating"), since: at },
  { phase: "refused", ...base("refused"), reason: "422: the date range is too long" },
  { phase: "ambiguous", ...base("ambiguous"), since: at, candidates: ["data_export_1" as DataExportId] },
  { phase: "created", ...remote("created") },
  { phase: "priced", ...remote("priced"), credits: null },
  { phase: "starting", ...remote("starting"), credits },
  { phase: "started", ...remote("started"), credits },
  { phase: "ready", ...remote("ready"), credits, total_rows: 3, failed_downloads: 0, files: [] },
  { phase: "done", ...remote("done"), credits, completed_at: at, total_rows: 3, files },
  {
    phase: "incomplete",
    ...remote("incomplete"),
    credits,
    completed_at: at,
    total_rows: 4,
    files,
    hooks_owed: ["data/x.csv"],
    reason: "1 row short"
  },
  { phase: "failed", ...remote("failed"), failures: 2, credits, charged: true, reason: "the account was unlinked" },
  { phase: "cancelled", ...remote("cancelled"), credits: null, charged: false }
]

export const charge = (name: string): LedgerEntry => ({
  fingerprint: `v1:${name}` as Fingerprint,
  address: `grüße/${name}` as Address,
  data_export_id: `data_export_${name}` as DataExportId,
  as_of: at,
  credits,
  type: "chat_messages",
  account_ids: ["acct_9f2c41" as AccountId]
})

/** A purchase that has started, with its charge. */
export const put = (name: string): Extract<Change, { readonly kind: "put" }> => ({
  kind: "put",
  record: { phase: "started", ...remote(name), credits },
  charge: charge(name)
})

export const remove = (name: string): Change => ({ kind: "remove", fingerprint: `v1:${name}` as Fingerprint })

export const stateOf = (...all: ReadonlyArray<StateRecord>): State => ({
  lineage: "7b1f0000-0000-4000-8000-000000000000",
  serial: 7,
  records: new Map(all.map((record) => [record.fingerprint, record])),
  ledger: [charge("started"), charge("done"), charge("started")],
  appliedPlans: [
    { digest: "sha256:aa", finished: true },
    { digest: "sha256:bb", finished: false }
  ]
})

/** The names that `put` gave, in order: what a state says has been committed. */
export const names = (state: State): ReadonlyArray<string> =>
  [...state.records.keys()].map((fingerprint) => fingerprint.slice("v1:".length))
