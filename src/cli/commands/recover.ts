/** `exporter state import | resolve`, `exporter cancel`: what a person decides about one purchase. */
import { randomUUID } from "node:crypto"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Subject } from "../../apply/adoption.ts"
import { abandon, cancelExport, importExport, nothingToResolve, subjectOf } from "../../apply/recover.ts"
import type { DataExportId } from "../../domain.ts"
import type { StateRecord } from "../../state/Record.ts"
import type { StateWriter } from "../../state/StateStore.ts"
import { WORKER_COMMAND } from "../../workers/Submission.ts"
import { approve } from "../Approval.ts"
import { type Surroundings, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { Failure, stateFailure, usage } from "../Failure.ts"
import { locked } from "../locked.ts"
import { harmless, type Output, printDocument } from "../Output.ts"
import { renderCredits } from "../render/amounts.ts"
import { apiLayer, serverFor } from "../server.ts"
import { findOne } from "../stateRecords.ts"
import { type KeptState, stateStore, stateStoreOf } from "../stateStore.ts"
import type { StateOptions } from "./state.ts"

export interface RecoverOptions extends StateOptions {
  readonly lockTimeout: Option.Option<number>
}

export const importCommand = (output: Output, options: RecoverOptions, address: string, id: string) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const { requests, manifest } = yield* declared(output, { ...options, asOf: around.asOf })
    const kept = yield* stateStoreOf(options, around, manifest.state)
    const request = requests.find((one) => one.address === address)
    yield* locked(output, settingOf(options, kept), `state import ${address} ${id}`, (writer, state) =>
      Effect.gen(function* () {
        const subject: Subject =
          request === undefined
            ? subjectOf(yield* findOne(state, address))
            : { ...request, request: request.canonical, asOf: around.asOf }
        yield* adopt(output, options, around, writer, subject, id)
      })
    )
    return EXIT.done
  }).pipe(Effect.scoped)

export interface ResolveOptions extends RecoverOptions {
  readonly adopt: Option.Option<string>
  readonly abandon: boolean
}

export const resolve = (output: Output, options: ResolveOptions, address: string) =>
  Effect.gen(function* () {
    if (Option.isSome(options.adopt) === options.abandon)
      return yield* usage(
        "say what has become of it: --adopt ID, or --abandon",
        `exporter state resolve ${address} --adopt ID takes an export for it, --abandon takes none`
      )
    const around = yield* surroundings(options)
    const kept = yield* stateStore(output, options, around)
    yield* locked(output, settingOf(options, kept), `state resolve ${address}`, (writer, state) =>
      Effect.gen(function* () {
        const record = yield* findOne(state, address)
        if (Option.isNone(options.adopt)) {
          const abandoned = yield* abandon(writer, record, around.asOf)
          output.err(
            harmless(
              record.phase === "starting"
                ? `${record.address}: its start counts as made and charged. exporter state rm ${record.address} forgets it, and the next apply buys it anew.`
                : `${record.address}: its create counts as not made. Where it is still declared, the next apply asks anew.`
            )
          )
          if (options.json) printDocument(output, { abandoned })
          return
        }
        if (record.phase !== "creating" && record.phase !== "ambiguous") return yield* nothingToResolve(record)
        yield* adopt(output, options, around, writer, subjectOf(record), options.adopt.value)
      })
    )
    return EXIT.done
  }).pipe(Effect.scoped)

export interface CancelOptions extends RecoverOptions {
  readonly autoApprove: boolean
  /** A run of workers, instead of an address. */
  readonly run: Option.Option<string>
}

export const cancel = (output: Output, options: CancelOptions, address: string | undefined) => {
  const { run } = options
  if (Option.isSome(run) !== (address === undefined))
    return usage("say what is to be cancelled: an address, or --run ID", "exporter status shows the addresses")
  return Option.isSome(run) ? stopHandedOver(output, options, run.value) : cancelAddress(output, options, address ?? "")
}

const stopHandedOver = (output: Output, options: CancelOptions, id: string) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const { manifest } = yield* declared(output, { file: options.file, asOf: around.asOf })
    const { meeting, runOf, stopRun } = yield* Effect.promise(() => import("../handedOver.ts"))
    const meet = yield* meeting(manifest.state)
    yield* runOf(meet, id)
    const isTold = yield* stopRun(meet, id)
    output.err(
      isTold
        ? `Run ${id} is told to stop: nothing further is asked for or started. What was started stays charged, and the next apply goes on from there.`
        : `Run ${id} is over already.`
    )
    if (options.json) printDocument(output, { stopping: { run: id, was_over: !isTold } })
    return EXIT.done
  }).pipe(Effect.scoped)

const cancelAddress = (output: Output, options: CancelOptions, address: string) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const kept = yield* stateStore(output, options, around)
    const confirmed = (record: StateRecord) =>
      !options.autoApprove && "data_export_id" in record
        ? approve(
            output,
            `Cancel ${record.address} (${record.phase})? What it was charged does not come back by it.`,
            "nothing was done"
          )
        : Effect.void
    yield* locked(output, settingOf(options, kept), `cancel ${address}`, (writer, state) =>
      Effect.gen(function* () {
        const record = yield* findOne(state, address)
        yield* confirmed(record)
        const server = yield* serverFor(options, around)
        const cancelled = yield* Effect.provide(cancelExport(writer, record, around.asOf), apiLayer(server, 0))
        output.err(
          harmless(
            `Cancelled: ${record.address}. It counts as charged, and stays in the ledger. exporter state rm ${record.address} forgets it, and the next apply buys it anew.`
          )
        )
        if (options.json) printDocument(output, { cancelled })
      })
    ).pipe(
      Effect.catchIf(isOfWorkers, () =>
        Effect.gen(function* () {
          const state = yield* Effect.mapError(kept.store.read, stateFailure)
          const record = yield* findOne(state, address)
          yield* confirmed(record)
          yield* cancelInRun(output, options, around, record)
        })
      )
    )
    return EXIT.done
  }).pipe(Effect.scoped)

/** Workers have the state: the run that they carry out can do it. */
const isOfWorkers = (failure: Failure): boolean =>
  failure.code === "state-locked" && failure.message.includes(`\`${WORKER_COMMAND}`)

const cancelInRun = (output: Output, options: CancelOptions, around: Surroundings, record: StateRecord) =>
  Effect.gen(function* () {
    const { manifest } = yield* declared(output, { file: options.file, asOf: around.asOf })
    const { meeting, cancelThere } = yield* Effect.promise(() => import("../handedOver.ts"))
    const answer = yield* cancelThere(yield* meeting(manifest.state), randomUUID(), record.fingerprint)
    if (answer?.kind !== "told")
      return yield* new Failure({
        exit: EXIT.failure,
        code: answer === undefined ? "cancel-unconfirmed" : "not-cancellable",
        message: answer?.message ?? `${record.address}: the workers that have the state do not answer`,
        hint: answer?.hint ?? "it counts as charged, as before; try again in a moment"
      })
    output.err(
      harmless(
        `Cancelled in the run that workers carry out: ${record.address}. It counts as charged, and stays in the ledger.`
      )
    )
    if (options.json) printDocument(output, { cancelled: record })
  })

const adopt = (
  output: Output,
  options: RecoverOptions,
  around: Surroundings,
  writer: StateWriter,
  subject: Subject,
  id: string
) =>
  Effect.gen(function* () {
    const server = yield* serverFor(options, around)
    const { record, doubts } = yield* Effect.provide(
      importExport(writer, subject, id as DataExportId),
      apiLayer(server, 0)
    )
    if (doubts.length > 0) output.err(harmless(`Taken on your word: ${doubts.join("; ")}.`))
    output.err(harmless(`${subject.address} is ${id} now: ${meaningOf(record)}`))
    if (options.json) printDocument(output, { adopted: record, doubts })
  })

const meaningOf = (record: StateRecord): string =>
  record.phase === "started"
    ? "paid by the team. exporter apply downloads it, free of charge."
    : `not started yet${"credits" in record && record.credits !== null ? `, for ${renderCredits(record.credits)}` : ""}. exporter apply starts it within the budget.`

const settingOf = ({ lockTimeout }: RecoverOptions, { store }: KeptState) => ({
  store,
  lockTimeout,
  interrupted: INTERRUPTED
})

const INTERRUPTED = new Failure({
  exit: EXIT.interrupted,
  code: "interrupted",
  message: "interrupted: what the server was told may have happened",
  hint: "nothing more was charged; run the same command again: it goes on from here"
})
