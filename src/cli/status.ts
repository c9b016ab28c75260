/** The document of `exporter status --json`: what is there, what is on its way, and what it has cost. Pure. */
import { type Spending, spendingOf } from "../budget/ledger.ts"
import type { Credits, Instant } from "../domain.ts"
import { type Counts, type Coverage, coverageOf, totalOf } from "../plan/coverage.ts"
import type { Plan } from "../plan/Plan.ts"
import type { Declared } from "../request/Declared.ts"
import type { State } from "../state/State.ts"

export interface Status extends Omit<Coverage, "summary"> {
  readonly version: 1
  readonly as_of: Instant
  readonly summary: Counts & { readonly requests: number; readonly orphan: number }
  readonly credits: Spending & {
    /** The cap of a month, `null` where there is none. */
    readonly per_month: Credits | null
  }
}

export const statusOf = ({ manifest, targets }: Declared, plan: Plan, state: State): Status => {
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
    orphans
  }
}
