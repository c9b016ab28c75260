/**
 * Generations beyond the `keep` of what declares them: what `exporter prune` would remove. Nothing else ever does. Pure.
 *
 * The newest one is never among them, nor is one of which a file lies at a place that something else has as well, nor, once
 * `exporter prune` has looked at the plan, one whose files stand for what else is declared.
 */
import * as Either from "effect/Either"
import type { Address, Fingerprint, Instant, Request } from "../domain.ts"
import { bornWith, resolveOutput } from "../request/output.ts"
import { applyChange } from "../state/change.ts"
import { generationsOf } from "../state/generations.ts"
import type { Generation } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import { transition } from "../state/transition.ts"

/** What there is too much of one purchase. */
export interface Surplus {
  /** The address that makes the purchase. */
  readonly address: Address
  readonly fingerprint: Fingerprint
  /** How many generations stay, the newest included. */
  readonly keep: number
  /** The oldest first. */
  readonly generations: ReadonlyArray<Generation>
  /** Beyond `keep` too, and left alone: something else needs them. */
  readonly shared: ReadonlyArray<Generation>
}

/** @param requests all that are declared: of several addresses of one purchase, the one that keeps most is followed */
export const surplusOf = (
  requests: ReadonlyArray<Request>,
  { records }: State,
  asOf: Instant,
  timezone: string
): ReadonlyArray<Surplus> => {
  const keeps = keepsOf(requests)
  if ([...keeps.values()].every((keep) => keep === undefined)) return []
  const holders = new Map<string, number>()
  const hold = (path: string) => holders.set(path, (holders.get(path) ?? 0) + 1)
  for (const record of records.values())
    for (const { files } of "files" in record ? [record, ...(record.earlier ?? [])] : (record.earlier ?? []))
      for (const { path } of files) hold(path)
  // Where something is to lie, nothing is removed.
  for (const { output, fingerprint, canonical } of requests) {
    const { start_date: start, end_date: end } = canonical
    const record = records.get(fingerprint)
    hold(resolveOutput(output, record === undefined ? { asOf, start, end } : bornWith(record), timezone))
  }
  const isShared = ({ files }: Generation) => files.some(({ path }) => (holders.get(path) ?? 0) > 1)

  const seen = new Set<Fingerprint>()
  return requests.flatMap(({ address, fingerprint }) => {
    const record = records.get(fingerprint)
    const keep = keeps.get(fingerprint)
    if (record === undefined || keep === undefined || seen.has(fingerprint)) return []
    seen.add(fingerprint)
    const beyond = generationsOf(record).slice(keep).reverse()
    const shared = beyond.filter(isShared)
    const generations = beyond.filter((one) => !isShared(one))
    return beyond.length === 0 ? [] : [{ address, fingerprint, keep, generations, shared }]
  })
}

/** The state once all of it is forgotten. */
export const withoutSurplus = (state: State, surplus: ReadonlyArray<Surplus>): State =>
  surplus.reduce((before, { fingerprint, generations }) => {
    if (generations.length === 0) return before
    const data_export_ids = generations.map(({ data_export_id }) => data_export_id)
    const step = transition(before.records.get(fingerprint), { type: "generations-pruned", data_export_ids })
    return applyChange(before, { kind: "put", record: Either.getOrThrow(step).record })
  }, state)

/** `undefined`: all stay. */
const keepsOf = (requests: ReadonlyArray<Request>): ReadonlyMap<Fingerprint, number | undefined> => {
  const keeps = new Map<Fingerprint, number | undefined>()
  for (const { fingerprint, keep } of requests) {
    const other = keeps.has(fingerprint) ? keeps.get(fingerprint) : keep
    keeps.set(fingerprint, keep === undefined || other === undefined ? undefined : Math.max(keep, other))
  }
  return keeps
}
