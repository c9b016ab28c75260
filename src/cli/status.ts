/** The document of `exporter status --json`: what is there, what is on its way, and what it has cost. Pure. */
import { type Spending, spendingOf } from "../budget/ledger.ts"
import type { Address, Credits, DataExportId, Fingerprint, Instant } from "../domain.ts"
import { type Counts, type Coverage, coverageOf, totalOf } from "../plan/coverage.ts"
import type { Plan } from "../plan/Plan.ts"
import { surplusOf } from "../plan/surplus.ts"
import type { Declared } from "../request/Declared.ts"
import { generationsOf } from "../state/generations.ts"
import type { State } from "../state/State.ts"

export interface Status extends Omit<Coverage, "summary"> {
  readonly version: 1
  readonly as_of: Instant
  readonly summary: Counts & { readonly requests: number; readonly orphan: number }
  readonly credits: Spending & {
    /** The cap of a month, `null` where there is none. */
    readonly per_month: Credits | null
  }
  /** Of what was bought more than once, each purchase once. */
  readonly generations: ReadonlyArray<Generations>
}

export interface Generations {
  readonly address: Address
  readonly fingerprint: Fingerprint
  /** How many stay; `null`: all. */
  readonly keep: number | null
  /** Those that stay, the newest first. */
  readonly generations: ReadonlyArray<{
    readonly as_of: Instant
    readonly data_export_id: DataExportId
    readonly credits: Credits | null
    readonly files: ReadonlyArray<string>
  }>
  /** How many more there are, which `exporter prune` would remove. */
  readonly older: number
}

export const statusOf = ({ manifest, requests, targets }: Declared, plan: Plan, state: State): Status => {
  const { summary, exports, in_flight, orphans } = coverageOf(targets, plan, state)
  return {
    version: 1,
    as_of: plan.as_of,
    summary: { requests: totalOf(summary), ...summary, orphan: orphans.length },
    credits: {
      ...spendingOf(state.ledger, plan.as_of, manifest.timezone),
      per_month: manifest.budget.perMonth ?? null
    },
    exports,
    in_flight,
    orphans,
    generations: boughtAgain({ manifest, requests, targets }, plan.as_of, state)
  }
}

const boughtAgain = (
  { manifest, requests, targets }: Pick<Declared, "manifest" | "requests" | "targets">,
  asOf: Instant,
  state: State
): ReadonlyArray<Generations> => {
  const surplus = new Map(surplusOf(requests, state, asOf, manifest.timezone).map((one) => [one.fingerprint, one]))
  const seen = new Set<Fingerprint>()
  return targets.flatMap(({ address, fingerprint, keep = null }) => {
    const record = state.records.get(fingerprint)
    if (record?.earlier === undefined || seen.has(fingerprint)) return []
    seen.add(fingerprint)
    const { generations = [], keep: followed = keep } = surplus.get(fingerprint) ?? {}
    const removed = new Set(generations.map(({ data_export_id }) => data_export_id))
    const kept = generationsOf(record).filter(({ data_export_id }) => !removed.has(data_export_id))
    return [
      {
        address,
        fingerprint,
        keep: followed,
        generations: kept.map(({ as_of, data_export_id, credits, files }) => ({
          as_of,
          data_export_id,
          credits,
          files: files.map(({ path }) => path)
        })),
        older: removed.size
      }
    ]
  })
}
