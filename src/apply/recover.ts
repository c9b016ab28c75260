/**
 * What a person decides about one purchase: which export it is, that it is none, that it is to be cancelled. Everything
 * that is certain is settled by `apply`; this is for the rest.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { ApiError, ExportApi, type RemoteExport } from "../api/ExportApi.ts"
import type { DataExportId, Instant } from "../domain.ts"
import { shortFingerprint } from "../request/fingerprint.ts"
import type { StateRecord } from "../state/Record.ts"
import type { StateError, StateWriter } from "../state/StateStore.ts"
import { isRemote } from "../state/transition.ts"
import { adoptedEvent, isUsable, type Subject } from "./adoption.ts"
import { contradictions, doubts } from "./equality.ts"
import { type RunStopped, stopBeforeStart } from "./failures.ts"
import { commitEvent } from "./Records.ts"
import { BRIEF, retrying } from "./retry.ts"
import { stageOf } from "./status.ts"

/** What was asked for cannot be done, and nothing was changed. */
export class NotPossible extends Data.TaggedError("NotPossible")<{
  readonly code: RecoveryCode
  readonly message: string
  readonly hint: string
}> {}

/** Stable; listed in docs/errors.md. */
export const RECOVERY_CODES = ["not-importable", "nothing-to-resolve", "not-cancellable", "cancel-unconfirmed"] as const
export type RecoveryCode = (typeof RECOVERY_CODES)[number]

/** What was taken over, and what was believed without proof. */
export interface Imported {
  readonly record: StateRecord
  readonly doubts: ReadonlyArray<string>
}

/** Takes an export of the team for a purchase of this state. What contradicts it is refused, what is open is believed. */
export const importExport = (
  writer: StateWriter,
  subject: Subject,
  id: DataExportId
): Effect.Effect<Imported, NotPossible | RunStopped | StateError, ExportApi> =>
  Effect.gen(function* () {
    const { records, ledger } = yield* writer.current
    const record = records.get(subject.fingerprint)
    const refuse = (message: string, hint: string) => new NotPossible({ code: "not-importable", message, hint })
    if (record !== undefined && isBought(record))
      return yield* refuse(
        `${subject.address} is bought already: it is ${record.phase}${isRemote(record) ? ` as ${record.data_export_id}` : ""}`,
        `nothing was changed; exporter state rm ${subject.address} forgets that one`
      )
    const isIt = (one: object) => "data_export_id" in one && one.data_export_id === id
    const owner = [...records.values()].find((one) => isIt(one) || one.earlier?.some(isIt)) ?? ledger.find(isIt)
    if (owner !== undefined)
      return yield* refuse(
        `${id} serves ${owner.address} (${shortFingerprint(owner.fingerprint)}) already`,
        "nothing was changed; one export is one purchase: exporter state list shows which is which"
      )
    const remote = yield* readBack(id).pipe(
      Effect.catchIf(
        ({ reason }) => reason === "not-found",
        () => refuse(`the server does not know ${id}`, "nothing was changed; check the id, and the team of the API key")
      ),
      Effect.catchTag("ApiError", (error) => stopBeforeStart(error))
    )
    const against = contradictions(subject.request, remote)
    if (against.length > 0)
      return yield* refuse(
        `${id} is not what ${subject.address} asks for: ${against.join("; ")}`,
        "nothing was changed; check the id"
      )
    if (!isUsable(remote))
      return yield* refuse(`${id} is ${remote.status}: it gives no file`, "nothing was changed; choose another one")

    const adopted = yield* commitEvent(writer, record, adoptedEvent(subject, remote))
    const priced =
      stageOf(remote) === "priced"
        ? yield* commitEvent(writer, adopted.record, { type: "priced", credits: remote.creditCost ?? null })
        : adopted
    return { record: priced.record, doubts: doubts(subject.request, remote, undefined) }
  })

/** There is an export for it, or there was one that was paid for and is still counted on. */
const isBought = ({ phase }: StateRecord): boolean =>
  !["creating", "refused", "ambiguous", "failed", "cancelled"].includes(phase)

/** Gives up a call whose answer was lost: a create as not made, a start as made and charged. */
export const abandon = (
  writer: StateWriter,
  record: StateRecord,
  asOf: Instant
): Effect.Effect<StateRecord, NotPossible | StateError> =>
  record.phase === "creating" || record.phase === "ambiguous" || record.phase === "starting"
    ? Effect.map(
        commitEvent(writer, record, { type: "abandoned", reason: "given up by hand", as_of: asOf }),
        (step) => step.record
      )
    : Effect.fail(nothingToResolve(record))

/** Only what a lost answer has left open is to be resolved. */
export const nothingToResolve = ({ address, phase }: StateRecord): NotPossible =>
  new NotPossible({
    code: "nothing-to-resolve",
    message: `${address} is ${phase}: no answer of it is lost`,
    hint: `nothing was changed; exporter state show ${address} tells what is known of it`
  })

/** Cancels what was started and is not finished. Its charge stays in the ledger. */
export const cancelExport = (
  writer: StateWriter,
  record: StateRecord,
  asOf: Instant
): Effect.Effect<StateRecord, NotPossible | RunStopped | StateError, ExportApi> =>
  Effect.gen(function* () {
    if (record.phase !== "started" && record.phase !== "starting") return yield* notCancellable(record)
    const api = yield* ExportApi
    const { data_export_id: id, address } = record
    // Whatever the answer, and if there is none: the status tells what has become of it.
    const said = yield* Effect.either(retried(api.cancel(id)))
    const unconfirmed = (status: string) =>
      new NotPossible({
        code: "cancel-unconfirmed",
        message: `${address} was told to cancel, and ${status}`,
        hint: "it counts as charged, as before; cancel it again in a moment"
      })
    const remote = yield* readBack(id).pipe(
      Effect.catchTag("ApiError", ({ detail }) => unconfirmed(`its status cannot be read: ${detail}`))
    )
    const cancelled = { type: "cancelled", wasStarted: true, as_of: asOf } as const
    if (stageOf(remote) === "cancelled") return (yield* commitEvent(writer, record, cancelled)).record
    const isOver = stageOf(remote) === "completed" || stageOf(remote) === "failed"
    if (!isOver && (said._tag === "Right" || said.left.effect !== "refused"))
      return yield* unconfirmed(`is still ${remote.status} at the server`)
    const words = said._tag === "Left" ? `: ${said.left.detail}` : ""
    return yield* new NotPossible({
      code: "not-cancellable",
      message: `the server does not cancel ${address}, which is ${remote.status} there${words}`,
      hint: "what it has cost stays as it was; exporter apply carries it on"
    })
  })

const notCancellable = ({ address, phase }: StateRecord): NotPossible =>
  new NotPossible({
    code: "not-cancellable",
    message: `${address} is ${phase}: only what was started and is not finished can be cancelled`,
    hint: ["creating", "ambiguous", "created", "priced"].includes(phase)
      ? `nothing was charged for it; leave it as it is, or forget it with exporter state rm ${address}`
      : `nothing was changed; exporter state show ${address} tells what is known of it`
  })

const readBack = (id: DataExportId): Effect.Effect<RemoteExport, ApiError, ExportApi> =>
  Effect.flatMap(ExportApi, (api) => Effect.map(retried(api.get(id)), ({ data }) => data))

/** For a person who waits: not for long. Reading and cancelling may be repeated. */
const retried = <A>(call: Effect.Effect<A, ApiError>): Effect.Effect<A, ApiError> =>
  retrying(call, (error): error is ApiError => error instanceof ApiError, {
    policy: BRIEF,
    mayRepeat: () => true,
    onRetry: () => Effect.void
  })

/** Who a purchase is, by its record. */
export const subjectOf = (record: StateRecord): Subject => ({
  fingerprint: record.fingerprint,
  request: record.request,
  address: record.address,
  asOf: record.as_of
})
