/**
 * The life of a purchase as a pure function: what is known, and what has just been learned, give what is known now.
 *
 * Invariants (cited by test/state/transition.test.ts):
 *  T1. A charge enters the ledger exactly when a record leaves the phases in which nothing is charged
 *      (`creating ambiguous created priced starting`) for one that counts as charged. It never happens twice. Only an
 *      adoption makes none: what somebody else has paid is not money out of this state.
 *  T2. Only `priced` can come to `starting`: no start without a finished calculation.
 *  T3. A record that is charged never becomes uncharged, but by a new attempt, whose charge is a new entry. What is done
 *      is bought again only by an event that says so (`renews`), and stays, with its files, as an earlier generation.
 *  T4. Hooks are owed for a file from the very step that records it until they are done: a crash in between forgets none.
 *  T5. What an event does not fit is an `IllegalTransition`: a bug, never a silent change.
 *  T6. A generation is forgotten only by an event that says so, and the newest one never. Its charge stays in the ledger.
 */
import * as Data from "effect/Data"
import * as Either from "effect/Either"
import type { Address, CanonicalRequest, Credits, DataExportId, Fingerprint, Instant } from "../domain.ts"
import { generationOf, madeWay } from "./generations.ts"
import type { Done, Generation, Incomplete, LedgerEntry, Phase, Ready, SavedFile, StateRecord } from "./Record.ts"

export type Event =
  /** A create is about to be sent. */
  | {
      readonly type: "create-intended"
      readonly fingerprint: Fingerprint
      readonly request: CanonicalRequest
      readonly address: Address
      readonly as_of: Instant
      readonly since: Instant
      /** It is bought again: what there is becomes a generation that came before. */
      readonly renews?: true
    }
  | { readonly type: "create-refused"; readonly reason: string }
  /** The answer to a create was lost, and several exports could be it. */
  | { readonly type: "create-ambiguous"; readonly candidates: ReadonlyArray<DataExportId> }
  /** The create is settled: by its answer, or by finding the export in the listing. */
  | { readonly type: "created"; readonly data_export_id: DataExportId; readonly created_at?: Instant }
  /** An export that somebody else made is taken for this purchase; what it cost was not spent by this state. */
  | {
      readonly type: "adopted"
      readonly fingerprint: Fingerprint
      readonly request: CanonicalRequest
      readonly address: Address
      readonly as_of: Instant
      readonly data_export_id: DataExportId
      readonly created_at?: Instant
      readonly charged: boolean
      readonly credits: Credits | null
    }
  | { readonly type: "priced"; readonly credits: Credits | null }
  /** A start is about to be sent. */
  | { readonly type: "start-intended" }
  /** The start did not happen. */
  | { readonly type: "start-refused" }
  /** The server works on it: it is charged. */
  | { readonly type: "started"; readonly credits: Credits | null; readonly as_of: Instant }
  | {
      readonly type: "finished"
      readonly total_rows?: number
      readonly failed_downloads?: number
      readonly credits: Credits | null
    }
  | {
      readonly type: "saved"
      readonly file: SavedFile
      readonly completed_at: Instant
      /** Why the file is short, when it is. */
      readonly incomplete?: string
      /** Something is to be done with it: remembered until `hooks-done` says that it was. */
      readonly owesHooks?: boolean
    }
  /** What was to be done with the file at that path has succeeded. */
  | { readonly type: "hooks-done"; readonly path: string }
  /** `wasStarted`: the server is known to have accepted a start. Without it, a lost start counts as made (T1). */
  | { readonly type: "failed"; readonly reason: string; readonly wasStarted: boolean; readonly as_of: Instant }
  | { readonly type: "cancelled"; readonly wasStarted: boolean; readonly as_of: Instant }
  /** The files of generations that came before are gone: they are forgotten. Their charges stay. */
  | { readonly type: "generations-pruned"; readonly data_export_ids: ReadonlyArray<DataExportId> }
  /** A person gives up a call whose answer was lost. A lost start counts as made. */
  | { readonly type: "abandoned"; readonly reason: string; readonly as_of: Instant }

/** What a transition leaves: the record, and the charge that it makes, if any. Both are committed as one. */
export interface Step<R extends StateRecord = StateRecord> {
  readonly record: R
  readonly charge?: LedgerEntry
}

export class IllegalTransition extends Data.TaggedError("IllegalTransition")<{
  readonly phase: Phase | "none"
  readonly event: Event["type"]
}> {
  override get message(): string {
    return `a purchase in phase '${this.phase}' cannot take the event '${this.event}'`
  }
}

export const transition = (record: StateRecord | undefined, event: Event): Either.Either<Step, IllegalTransition> => {
  const step = next(record, event)
  return step === undefined
    ? Either.left(new IllegalTransition({ phase: record?.phase ?? "none", event: event.type }))
    : Either.right(step)
}

const next = (record: StateRecord | undefined, event: Event): Step | undefined => {
  switch (event.type) {
    case "create-intended": {
      const { type: _, renews = false, ...intent } = event
      const replaces = renews && (record?.phase === "done" || record?.phase === "incomplete") ? record : undefined
      if (!(mayBeCreated(record) || replaces) || isOther(record, event.fingerprint)) return undefined
      const attempt = (record?.attempt ?? 0) + 1
      const before = replaces === undefined ? earlierOf(record) : withEarlier(replaces, generationOf(replaces))
      return { record: { phase: "creating", ...intent, attempt, ...(renews ? {} : failuresOf(record)), ...before } }
    }
    case "create-refused":
      return record?.phase === "creating"
        ? { record: { phase: "refused", ...base(record), reason: event.reason } }
        : undefined
    case "create-ambiguous":
      return record?.phase === "creating" || record?.phase === "ambiguous"
        ? { record: { phase: "ambiguous", ...base(record), since: record.since, candidates: event.candidates } }
        : undefined
    case "created":
      return record?.phase === "creating" || record?.phase === "ambiguous"
        ? { record: { phase: "created", ...base(record), ...remoteOf(event) } }
        : undefined
    case "adopted": {
      if ((!mayBeCreated(record) && record?.phase !== "ambiguous") || isOther(record, event.fingerprint))
        return undefined
      // What is over stays over: its charge would be counted again.
      if (record !== undefined && isRemote(record) && record.data_export_id === event.data_export_id) return undefined
      // A create that was sent is taken to have made what is adopted; after one that is over, it is a further export.
      const further = record?.phase !== "creating" && record?.phase !== "ambiguous"
      const remote = {
        fingerprint: event.fingerprint,
        request: event.request,
        address: event.address,
        as_of: event.as_of,
        attempt: (record?.attempt ?? 0) + (further ? 1 : 0),
        ...failuresOf(record),
        ...earlierOf(record),
        ...remoteOf(event)
      }
      return event.charged
        ? { record: { phase: "started", ...remote, credits: event.credits } }
        : { record: { phase: "created", ...remote } }
    }
    case "priced":
      return record?.phase === "created" || record?.phase === "priced"
        ? { record: { phase: "priced", ...remote(record), credits: event.credits } }
        : undefined
    case "start-intended":
      return record?.phase === "priced"
        ? { record: { phase: "starting", ...remote(record), credits: record.credits } }
        : undefined
    case "start-refused":
      return record?.phase === "starting"
        ? { record: { phase: "priced", ...remote(record), credits: record.credits } }
        : undefined
    case "started": {
      if (record?.phase !== "created" && record?.phase !== "priced" && record?.phase !== "starting") return undefined
      const credits = event.credits ?? (record.phase === "created" ? null : record.credits)
      return charging({ phase: "started", ...remote(record), credits }, event.as_of)
    }
    case "finished":
      return record?.phase === "started"
        ? {
            record: {
              phase: "ready",
              ...remote(record),
              credits: record.credits ?? event.credits,
              ...(event.total_rows === undefined ? {} : { total_rows: event.total_rows }),
              ...(event.failed_downloads === undefined ? {} : { failed_downloads: event.failed_downloads }),
              files: []
            }
          }
        : undefined
    case "saved": {
      if (record?.phase !== "ready" && record?.phase !== "done" && record?.phase !== "incomplete") return undefined
      const saved = {
        ...remote(record),
        credits: record.credits,
        completed_at: event.completed_at,
        ...(record.total_rows === undefined ? {} : { total_rows: record.total_rows }),
        ...(record.earlier === undefined ? {} : { earlier: madeWay(record, event.file.path) }),
        files: [...record.files.filter((file) => file.path !== event.file.path), event.file],
        ...owing(record, event.file.path, event.owesHooks === true)
      }
      if (event.incomplete === undefined) return { record: { phase: "done", ...saved } }
      const failed =
        record.phase === "done" || record.failed_downloads === undefined
          ? {}
          : { failed_downloads: record.failed_downloads }
      return { record: { phase: "incomplete", ...saved, ...failed, reason: event.incomplete } }
    }
    case "hooks-done": {
      if (record?.phase !== "done" && record?.phase !== "incomplete") return undefined
      if (!record.hooks_owed?.includes(event.path)) return undefined
      const { hooks_owed: _, ...settled } = record
      return { record: { ...settled, ...owing(record, event.path, false) } }
    }
    case "failed":
    case "cancelled": {
      if (record === undefined || !isRemote(record) || isSettled(record)) return undefined
      // A start whose answer was lost counts as made: "cancelled" and "failed" never mean "not charged".
      const alreadyCharged = record.phase === "started" || record.phase === "ready"
      const charged = alreadyCharged || record.phase === "starting" || event.wasStarted
      const ended = { ...remote(record), credits: record.phase === "created" ? null : record.credits, charged }
      const after: StateRecord =
        event.type === "failed"
          ? { ...ended, phase: "failed", failures: (record.failures ?? 0) + 1, reason: event.reason }
          : { ...ended, phase: "cancelled" }
      return charged && !alreadyCharged ? charging(after, event.as_of) : { record: after }
    }
    case "generations-pruned": {
      const pruned = new Set(event.data_export_ids)
      const before = record?.earlier ?? []
      const left = before.filter(({ data_export_id }) => !pruned.has(data_export_id))
      if (record === undefined || pruned.size === 0 || before.length - left.length !== pruned.size) return undefined
      const isNewestSaved = record.phase === "done" || record.phase === "incomplete"
      if (!isNewestSaved && left.at(-1) !== before.at(-1)) return undefined
      const { earlier: _, ...rest } = record
      return { record: left.length === 0 ? rest : { ...rest, earlier: left } }
    }
    case "abandoned": {
      if (record?.phase === "creating" || record?.phase === "ambiguous")
        return { record: { phase: "refused", ...base(record), reason: event.reason } }
      // Not `failed`: that is retried by itself, and what a person gives up is bought anew by a person.
      return record?.phase === "starting"
        ? charging({ phase: "cancelled", ...remote(record), credits: record.credits, charged: true }, event.as_of)
        : undefined
    }
  }
}

/** Whose hooks are owed, once those of this path are or are not. */
const owing = (record: Ready | Done | Incomplete, path: string, owed: boolean) => {
  const others = (record.phase === "ready" ? [] : (record.hooks_owed ?? [])).filter((other) => other !== path)
  const all = owed ? [...others, path] : others
  return all.length === 0 ? {} : { hooks_owed: all }
}

type RemoteRecord = Extract<StateRecord, { readonly data_export_id: DataExportId }>

/** The vendor knows it under an id. */
export const isRemote = (record: StateRecord): record is RemoteRecord => "data_export_id" in record

const isSettled = (record: RemoteRecord) =>
  record.phase === "done" || record.phase === "incomplete" || record.phase === "failed" || record.phase === "cancelled"

/** A new export may be asked for: nothing is known to exist that would serve. */
const mayBeCreated = (record: StateRecord | undefined): boolean =>
  record === undefined ||
  record.phase === "creating" || // settled: no such export was found
  record.phase === "refused" ||
  record.phase === "failed" ||
  record.phase === "cancelled"

const isOther = (record: StateRecord | undefined, fingerprint: Fingerprint): boolean =>
  record !== undefined && record.fingerprint !== fingerprint

const base = (record: StateRecord) => ({
  fingerprint: record.fingerprint,
  request: record.request,
  address: record.address,
  as_of: record.as_of,
  attempt: record.attempt,
  ...failuresOf(record),
  ...earlierOf(record)
})

const failuresOf = (record: StateRecord | undefined) =>
  record?.failures === undefined ? {} : { failures: record.failures }

const earlierOf = (record: StateRecord | undefined) =>
  record?.earlier === undefined ? {} : { earlier: record.earlier }

const withEarlier = ({ earlier = [] }: StateRecord, generation: Generation) => ({ earlier: [...earlier, generation] })

const remoteOf = (from: { readonly data_export_id: DataExportId; readonly created_at?: Instant }) => ({
  data_export_id: from.data_export_id,
  ...(from.created_at === undefined ? {} : { created_at: from.created_at })
})

const remote = (record: RemoteRecord) => ({ ...base(record), ...remoteOf(record) })

const charging = (record: RemoteRecord & { readonly credits: Credits | null }, as_of: Instant): Step => ({
  record,
  charge: {
    fingerprint: record.fingerprint,
    address: record.address,
    data_export_id: record.data_export_id,
    as_of,
    credits: record.credits,
    type: record.request.type,
    account_ids: record.request.account_ids ?? []
  }
})
