/** A prune in which everything happens. */
import type { PrunedGeneration } from "../../src/apply/prune.ts"
import type { Address, Fingerprint } from "../../src/domain.ts"
import type { Surplus } from "../../src/plan/surplus.ts"
import type { Generation } from "../../src/state/Record.ts"
import { credits, dataExportId, fileAt, instant } from "../plan/samples.ts"

const generationOf = (name: string, n: number, kilobytes: number): Generation => {
  const as_of = instant(`2024-0${n}-01T04:00:00Z`)
  return {
    as_of,
    data_export_id: dataExportId(`data_export_${name}${n}`),
    start_date: as_of,
    end_date: as_of,
    credits: credits(n),
    completed_at: as_of,
    files: [fileAt(`data/.generations/${name}.2024-0${n}-01T04-00-00Z.csv`, kilobytes * 1_000)]
  }
}

const fingerprint = "v1:it" as Fingerprint

export const surplus: ReadonlyArray<Surplus> = [
  {
    address: "fans/main" as Address,
    fingerprint,
    keep: 4,
    generations: [1, 2, 3, 4].map((n) => generationOf("fans", n, 120 * n)),
    shared: []
  },
  {
    address: "links" as Address,
    fingerprint,
    keep: 1,
    generations: [{ ...generationOf("links", 5, 1), files: [] }],
    shared: [generationOf("links", 6, 7)]
  }
]

const RESULTS = ["removed", "gone", "changed", "failed"] as const

export const pruned: ReadonlyArray<PrunedGeneration> = surplus.flatMap(({ address, generations }) =>
  generations.map(({ as_of, data_export_id, files }, index) => ({
    address,
    data_export_id,
    as_of,
    forgotten: index < 2,
    files: files.map(({ path, bytes }) => {
      const result = RESULTS[index] ?? "removed"
      return { path, bytes, result, problem: result === "failed" ? "permission denied" : null }
    })
  }))
)
