/** The document of `exporter prune --json`. Pure. */
import type { PrunedFile, PrunedGeneration } from "../apply/prune.ts"
import type { Address, DataExportId, Instant } from "../domain.ts"
import type { Surplus } from "../plan/surplus.ts"

export interface PruneDocument {
  readonly version: 1
  readonly as_of: Instant
  readonly summary: PruneSummary
  readonly generations: ReadonlyArray<PrunedGeneration>
  /** Beyond `keep` too, and left: something else needs them. */
  readonly shared: ReadonlyArray<{
    readonly address: Address
    readonly data_export_id: DataExportId
    readonly as_of: Instant
    readonly files: ReadonlyArray<string>
  }>
}

export interface PruneSummary {
  /** Generations that are no longer listed. */
  readonly forgotten: number
  /** Files. */
  readonly removed: number
  readonly gone: number
  readonly left: number
  /** Of the files that were removed. */
  readonly bytes: number
}

export const documentOf = (
  surplus: ReadonlyArray<Surplus>,
  generations: ReadonlyArray<PrunedGeneration>,
  asOf: Instant
): PruneDocument => ({
  version: 1,
  as_of: asOf,
  summary: summaryOf(generations),
  generations,
  shared: surplus.flatMap(({ address, shared }) =>
    shared.map(({ data_export_id, as_of, files }) => ({
      address,
      data_export_id,
      as_of,
      files: files.map(({ path }) => path)
    }))
  )
})

export const summaryOf = (generations: ReadonlyArray<PrunedGeneration>): PruneSummary => {
  const files = generations.flatMap((generation) => generation.files)
  const count = (...results: ReadonlyArray<PrunedFile["result"]>) =>
    files.filter(({ result }) => results.includes(result)).length
  return {
    forgotten: generations.filter(({ forgotten }) => forgotten).length,
    removed: count("removed"),
    gone: count("gone"),
    left: count("changed", "failed"),
    bytes: files.reduce((sum, { bytes, result }) => sum + (result === "removed" ? bytes : 0), 0)
  }
}
