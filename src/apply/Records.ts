/**
 * What this run knows of every purchase, and the only way to learn more: an event goes through `transition`, is made
 * durable, and only then counts. Whoever acts next sees nothing that a crash could take back.
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Metric from "effect/Metric"
import { Budget } from "../budget/Budget.ts"
import type { Address, CanonicalRequest, DataExportId, Fingerprint } from "../domain.ts"
import type { LedgerEntry, StateRecord } from "../state/Record.ts"
import type { StateError, StateWriter } from "../state/StateStore.ts"
import { type Event, isRemote, type Step, transition } from "../state/transition.ts"
import * as measures from "../telemetry/measures.ts"
import { inSpan } from "../telemetry/spans.ts"
import { lookalikeKey } from "./lookalikes.ts"
import { Reporter } from "./Reporter.ts"

export interface Records {
  readonly get: (fingerprint: Fingerprint) => StateRecord | undefined
  /** Makes what the event says durable, and gives the record after it. An event that does not fit is a defect. */
  readonly advance: (
    fingerprint: Fingerprint,
    event: Event,
    /** The team's balance, where the answer that the event is from tells it. */
    balance?: number
  ) => Effect.Effect<StateRecord, StateError>
  /** Fails when the state is no longer this run's to write. */
  readonly assertHeld: Effect.Effect<void, StateError>
  /** A purchase whose create is not settled, and which looks like this one when listed. */
  readonly unsettledLike: (fingerprint: Fingerprint, request: CanonicalRequest) => StateRecord | undefined
  /** Every id that a record has or this run has seen, and of every charge: none of them is a lost create. */
  readonly knownIds: ReadonlySet<DataExportId>
  /** What this run was charged. */
  readonly charges: ReadonlyArray<LedgerEntry>
}

/** The step that an event makes of a record, once it is durable. An event that does not fit is a defect. */
export const commitEvent = (
  writer: StateWriter,
  before: StateRecord | undefined,
  event: Event
): Effect.Effect<Step, StateError> =>
  Effect.suspend(() => {
    const { record, charge } = Either.getOrThrow(transition(before, event))
    const change = charge === undefined ? { kind: "put" as const, record } : { kind: "put" as const, record, charge }
    return writer
      .commit(change)
      .pipe(
        inSpan("exporter.state.commit", { "exporter.state.event": event.type }),
        Effect.as({ record, ...(charge === undefined ? {} : { charge }) })
      )
  })

/** `addresses`: what this run calls its purchases; one that was renamed since has its old address in its record. */
export const makeRecords = (writer: StateWriter, addresses: ReadonlyMap<Fingerprint, Address>) =>
  Effect.gen(function* () {
    const reporter = yield* Reporter
    const budget = yield* Budget
    const state = yield* writer.current
    const records = new Map(state.records)
    const charges: Array<LedgerEntry> = []
    const knownIds = new Set<DataExportId>(state.ledger.map((entry) => entry.data_export_id))
    for (const record of records.values()) {
      if (isRemote(record)) knownIds.add(record.data_export_id)
      for (const { data_export_id } of record.earlier ?? []) knownIds.add(data_export_id)
    }

    /** What was asked for without an answer, by how it looks when listed. */
    const unsettled = new Map<string, Map<Fingerprint, StateRecord>>()
    const note = (record: StateRecord) => {
      const key = lookalikeKey(record.request)
      const alike = unsettled.get(key) ?? new Map<Fingerprint, StateRecord>()
      if (record.phase === "creating" || record.phase === "ambiguous") alike.set(record.fingerprint, record)
      else alike.delete(record.fingerprint)
      unsettled.set(key, alike)
    }
    for (const record of records.values()) note(record)

    const advance = (fingerprint: Fingerprint, event: Event, balance?: number) =>
      Effect.gen(function* () {
        const { record, charge } = yield* commitEvent(writer, records.get(fingerprint), event)
        records.set(fingerprint, record)
        note(record)
        if (isRemote(record)) knownIds.add(record.data_export_id)
        if (charge !== undefined) {
          charges.push(charge)
          const charged = measures.creditsCharged({ "exporter.export.type": record.request.type })
          yield* Metric.incrementBy(charged, charge.credits ?? 0)
          yield* budget.charged(fingerprint, charge.credits, balance)
        }
        yield* reporter.emit({
          type: "phase",
          address: addresses.get(fingerprint) ?? record.address,
          phase: record.phase,
          ...(isRemote(record) ? { data_export_id: record.data_export_id } : {}),
          ...("credits" in record && record.credits !== null ? { credits: record.credits } : {})
        })
        return record
      }).pipe(Effect.uninterruptible)

    const self: Records = {
      get: (fingerprint) => records.get(fingerprint),
      unsettledLike: (fingerprint, request) =>
        [...(unsettled.get(lookalikeKey(request))?.values() ?? [])].find((one) => one.fingerprint !== fingerprint),
      advance,
      assertHeld: writer.assertHeld,
      knownIds,
      charges
    }
    return self
  })
