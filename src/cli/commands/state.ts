/** `exporter state list | show | rm | unlock` */
import * as Effect from "effect/Effect"
import { generationsOf } from "../../state/generations.ts"
import type { StateRecord } from "../../state/Record.ts"
import type { State } from "../../state/State.ts"
import type { LockInfo } from "../../state/StateStore.ts"
import { isRemote } from "../../state/transition.ts"
import { type CommonOptions, surroundings } from "../context.ts"
import { stateFailure } from "../Failure.ts"
import { harmless, type Output, printDocument, withoutKey } from "../Output.ts"
import { renderCredits } from "../render/amounts.ts"
import { byAddress, find, findOne } from "../stateRecords.ts"
import { stateStore } from "../stateStore.ts"

export interface StateOptions extends CommonOptions {
  readonly json: boolean
  readonly sandbox: boolean
}

const storeFor = (output: Output, options: StateOptions) =>
  Effect.flatMap(surroundings(options), (around) => stateStore(output, options, around))

const readState = (output: Output, options: StateOptions) =>
  Effect.flatMap(storeFor(output, options), ({ store }) => Effect.mapError(store.read, stateFailure))

export const list = (output: Output, options: StateOptions) =>
  Effect.gen(function* () {
    const state = yield* readState(output, options)
    const records = byAddress(state)
    if (options.json) printDocument(output, { serial: state.serial, records, ledger: state.ledger })
    else if (records.length === 0) output.out("The state has no records.")
    else {
      const width = Math.min(48, Math.max(...records.map(({ address }) => address.length)))
      for (const record of records) output.out(line(record, width))
      output.out(
        `\n${records.length} ${records.length === 1 ? "record" : "records"}, ${renderCredits(chargedCredits(state))} charged.`
      )
    }
    return 0 as const
  })

export const show = (output: Output, options: StateOptions, name: string) =>
  Effect.gen(function* () {
    const state = yield* readState(output, options)
    const records = yield* find(state, name)
    const shown = new Set(records.map(({ fingerprint }) => fingerprint))
    const ledger = state.ledger.filter(({ fingerprint }) => shown.has(fingerprint))
    printDocument(output, { serial: state.serial, records, ledger })
    return 0 as const
  })

export const rm = (output: Output, options: StateOptions, name: string) =>
  Effect.gen(function* () {
    const { store } = yield* storeFor(output, options)
    const writer = yield* Effect.mapError(store.open(withoutKey(`state rm ${name}`)), stateFailure)
    const record = yield* findOne(yield* writer.current, name)
    const { fingerprint, address, phase } = record
    const generations = generationsOf(record).length
    const all = generations > 1 ? `, with its ${generations} generations` : ""
    yield* Effect.mapError(writer.commit({ kind: "remove", fingerprint }), stateFailure)
    output.err(
      `Forgotten: ${harmless(address)} (${phase})${all}. Its files and its charges in the ledger stay. Where it is still declared, the next apply buys it again, once its file is out of the way.`
    )
    if (options.json) printDocument(output, { forgotten: record })
    return 0 as const
  }).pipe(Effect.scoped)

/** Breaks the lock of a run that cannot give it back: one of another host, or one whose process is stopped. */
export const unlock = (output: Output, options: StateOptions) =>
  Effect.gen(function* () {
    const { store } = yield* storeFor(output, options)
    const broken = yield* Effect.mapError(store.unlock, stateFailure)
    output.err(
      broken === undefined
        ? "The state was not locked."
        : harmless(
            `Unlocked: it was held by ${broken.owner} on ${broken.host} (pid ${broken.pid}, ${broken.command}) since ${broken.since}. If that run is alive, it can write nothing more.`
          )
    )
    if (options.json) printDocument(output, { unlocked: broken === undefined ? null : holderOf(broken) })
    return 0 as const
  })

const holderOf = ({ owner, host, pid, command, since }: LockInfo) => ({ owner, host, pid, command, since })

const line = (record: StateRecord, width: number): string =>
  [
    harmless(record.address).padEnd(width),
    record.phase.padEnd(10),
    (isRemote(record) ? harmless(record.data_export_id) : "").padEnd(28),
    "credits" in record && record.credits !== null ? renderCredits(record.credits) : ""
  ]
    .join("  ")
    .trimEnd()

const chargedCredits = (state: State): number => state.ledger.reduce((sum, { credits }) => sum + (credits ?? 0), 0)
