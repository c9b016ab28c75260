/** Random lives of purchases: events in any order, of which those count that are legal. */
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
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
import { type Event, transition } from "../../src/state/transition.ts"

export interface Subject {
  readonly fingerprint: Fingerprint
  readonly request: CanonicalRequest
  readonly address: Address
}

/** What happened, without what only the moment of it knows: ids are never given twice by the vendor. */
export type Happening = (subject: Subject, id: DataExportId) => Event

export interface Taken {
  readonly before: StateRecord | undefined
  readonly event: Event
  readonly after: StateRecord
  readonly charge: LedgerEntry | undefined
}

export interface Life {
  readonly record: StateRecord | undefined
  readonly charges: ReadonlyArray<LedgerEntry>
  readonly taken: ReadonlyArray<Taken>
}

export const AS_OF = "2024-02-01T00:00:00Z" as Instant

export const subjectOf = (name: string): Subject => ({
  fingerprint: `v1:${name}` as Fingerprint,
  address: name as Address,
  request: {
    type: "transactions",
    account_ids: [`acct_${name}` as AccountId],
    start_date: "2024-01-01T00:00:00Z" as Instant,
    end_date: "2024-01-31T23:59:59Z" as Instant,
    file_type: "csv"
  }
})

const credits = fc.option(fc.integer({ min: 0, max: 50 }).map((n) => n as Credits))
const path = fc.constantFrom("data/a.csv", "data/b.csv")
const file = fc.record({ path, bytes: fc.constantFrom(0, 10, 20), sha256: fc.constant("ab".repeat(32)) })

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constant<Happening>((subject) => ({ type: "create-intended", ...subject, as_of: AS_OF, since: AS_OF })),
  fc.constant<Happening>((subject) => ({
    type: "create-intended",
    ...subject,
    as_of: AS_OF,
    since: AS_OF,
    renews: true
  })),
  fc.constant<Happening>(() => ({ type: "create-refused", reason: "422" })),
  fc.constant<Happening>((_, id) => ({ type: "create-ambiguous", candidates: [id] })),
  fc.constant<Happening>((_, id) => ({ type: "created", data_export_id: id })),
  fc.tuple(fc.boolean(), credits).map(
    ([charged, credits]): Happening =>
      (subject, id) => ({ type: "adopted", ...subject, as_of: AS_OF, data_export_id: id, charged, credits })
  ),
  credits.map(
    (credits): Happening =>
      () => ({ type: "priced", credits })
  ),
  fc.constant<Happening>(() => ({ type: "start-intended" })),
  fc.constant<Happening>(() => ({ type: "start-refused" })),
  credits.map(
    (credits): Happening =>
      () => ({ type: "started", credits, as_of: AS_OF })
  ),
  credits.map(
    (credits): Happening =>
      () => ({ type: "finished", credits, total_rows: 3 })
  ),
  fc.tuple(file, fc.boolean(), fc.boolean()).map(
    ([file, short, owesHooks]): Happening =>
      () => ({ type: "saved", file, completed_at: AS_OF, owesHooks, ...(short ? { incomplete: "1 row short" } : {}) })
  ),
  path.map(
    (path): Happening =>
      () => ({ type: "hooks-done", path })
  ),
  fc.boolean().map(
    (wasStarted): Happening =>
      () => ({ type: "failed", reason: "broken", wasStarted, as_of: AS_OF })
  ),
  fc.boolean().map(
    (wasStarted): Happening =>
      () => ({ type: "cancelled", wasStarted, as_of: AS_OF })
  ),
  fc.constant<Happening>(() => ({ type: "abandoned", reason: "given up", as_of: AS_OF }))
)

/** Leads a purchase through its events, from the beginning. */
export const live = (subject: Subject, happenings: ReadonlyArray<Happening>): Life => {
  let record: StateRecord | undefined
  const charges: Array<LedgerEntry> = []
  const taken: Array<Taken> = []
  for (const [index, happening] of happenings.entries()) {
    const event = happening(subject, `data_export_${subject.address}_${index}` as DataExportId)
    const step = Either.getOrUndefined(transition(record, event))
    if (step === undefined) continue
    taken.push({ before: record, event, after: step.record, charge: step.charge })
    record = step.record
    if (step.charge !== undefined) charges.push(step.charge)
  }
  return { record, charges, taken }
}

/** Long enough to come to an end and to begin anew. */
export const happenings = fc.array(happening, { minLength: 1, maxLength: 40 })

/** All that happens to a purchase that goes well, bought again where it is there. */
export const wholeLife = (path: string): ReadonlyArray<Happening> => [
  (subject) => ({ type: "create-intended", ...subject, as_of: AS_OF, since: AS_OF, renews: true }),
  (_, id) => ({ type: "created", data_export_id: id }),
  () => ({ type: "priced", credits: 3 as Credits }),
  () => ({ type: "start-intended" }),
  () => ({ type: "started", credits: 3 as Credits, as_of: AS_OF }),
  () => ({ type: "finished", credits: null }),
  (_, id) => ({
    type: "saved",
    file: { path, bytes: 10, sha256: id.padEnd(64, "0") },
    completed_at: AS_OF
  })
]
