/** Requests, records and states to plan from. */
import type {
  AccountId,
  Address,
  CanonicalRequest,
  Credits,
  DataExportId,
  Fingerprint,
  Instant,
  Request,
  Window
} from "../../src/domain.ts"
import type { FileFacts, PlanInput } from "../../src/plan/diff.ts"
import { instantAt } from "../../src/request/dates.ts"
import { fingerprintOf } from "../../src/request/fingerprint.ts"
import type { SavedFile, StateRecord } from "../../src/state/Record.ts"
import type { State } from "../../src/state/State.ts"

export const instant = (text: string) => text as Instant
export const credits = (n: number) => n as Credits
export const dataExportId = (text: string) => text as DataExportId

export const AS_OF = instant("2024-03-01T00:00:00Z")
/** When the purchases of the samples were made. */
export const BOUGHT = instant("2024-02-10T00:00:00Z")

export const canonicalOf = (over: Partial<CanonicalRequest> = {}): CanonicalRequest => ({
  type: "transactions",
  account_ids: ["acct_1" as AccountId],
  start_date: instant("2024-01-01T00:00:00Z"),
  end_date: instant("2024-01-31T23:59:59Z"),
  file_type: "csv",
  ...over
})

export const requestOf = (
  address: string,
  { canonical = canonicalOf(), ...over }: Partial<Omit<Request, "address" | "fingerprint">> = {}
): Request => ({
  address: address as Address,
  export: address.split("/")[0] ?? address,
  fingerprint: fingerprintOf(canonical),
  canonical,
  output: `data/${address}.csv`,
  autoStart: true,
  retries: 0,
  ...over
})

export const fileAt = (path: string, bytes = 10): SavedFile => ({ path, bytes, sha256: "ab".repeat(32) })

/** What records of every phase have in common; `data_export_id` is for those that the vendor knows. */
export const baseOf = ({ fingerprint, canonical, address }: Request) => ({
  fingerprint,
  request: canonical,
  address,
  as_of: BOUGHT,
  attempt: 1
})
export const remoteOf = (request: Request) => ({
  ...baseOf(request),
  data_export_id: dataExportId(`data_export_${request.address}`)
})

export const doneOf = (
  request: Request,
  files: ReadonlyArray<SavedFile> = [fileAt(request.output)],
  cost: Credits | null = credits(7)
): StateRecord => ({ phase: "done", ...remoteOf(request), credits: cost, completed_at: BOUGHT, files })

export const stateOf = (...records: ReadonlyArray<StateRecord>): State => ({
  lineage: "7b1f0000-0000-4000-8000-000000000000",
  serial: 1,
  records: new Map<Fingerprint, StateRecord>(records.map((record) => [record.fingerprint, record])),
  ledger: [],
  appliedPlans: []
})

export const filesOf = (...files: ReadonlyArray<readonly [string, number | "not-a-file"]>): FileFacts =>
  new Map(files.map(([path, fact]) => [path, fact === "not-a-file" ? fact : { bytes: fact }]))

export const inputOf = (over: Partial<PlanInput>): PlanInput => ({
  requests: [],
  state: stateOf(),
  asOf: AS_OF,
  timezone: "UTC",
  prices: { rowsPerCredit: 20, rowsPerAccountDay: {} },
  files: new Map(),
  ...over
})

/** A window that counts as closed with its end. */
export const windowOf = (label: string, start: string, end: string): Window => ({
  label,
  start: instant(start),
  end: instant(end),
  closes: instantAt(Date.parse(end) + 1_000)
})
