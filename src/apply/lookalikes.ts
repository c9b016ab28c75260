/**
 * Which exports of the team could be the one whose create was never answered. Pure.
 *
 * The server's answers do not tell `options`, so requests that differ in nothing else look alike when listed. Two such
 * creates are never on their way at the same time: a lost answer among them stays decidable.
 */
import type { RemoteExport } from "../api/ExportApi.ts"
import type { CanonicalRequest, DataExportId, Instant } from "../domain.ts"
import { bareId, contradictions } from "./equality.ts"

/**
 * Requests of which one could pass for the other when listed have the same key. Columns are not in it: where a request
 * names none, a listed export with any columns could be its.
 */
export const lookalikeKey = (request: CanonicalRequest): string =>
  JSON.stringify([
    request.type,
    [...new Set((request.account_ids ?? []).map(bareId))].sort(),
    request.start_date,
    request.end_date,
    request.file_type
  ])

/**
 *  - `certain`: exactly this one
 *  - `none`: the create had no effect
 *  - `several`: only a person can tell
 */
export type Verdict =
  | { readonly kind: "certain"; readonly export: RemoteExport }
  | { readonly kind: "none" }
  | { readonly kind: "several"; readonly ids: ReadonlyArray<DataExportId> }

/** `created_at` has whole seconds, and is cut, not rounded: the second in which the create was sent counts. */
const GRANULARITY_MS = 1_000

export const settle = (
  request: CanonicalRequest,
  since: Instant,
  listed: ReadonlyArray<RemoteExport>,
  known: ReadonlySet<DataExportId>
): Verdict => {
  const earliest = Date.parse(since) - GRANULARITY_MS
  const candidates = new Map(
    listed
      .filter((one) => !known.has(one.id) && contradictions(request, one).length === 0)
      .filter((one) => one.createdAt === undefined || Date.parse(one.createdAt) >= earliest)
      .map((one) => [one.id, one])
  )
  const [first] = candidates.values()
  if (first === undefined) return { kind: "none" }
  // Without its time of creation it may be an old one: then it is not certain, however alone it stands.
  return candidates.size === 1 && first.createdAt !== undefined
    ? { kind: "certain", export: first }
    : { kind: "several", ids: [...candidates.keys()].sort() }
}
