/** Exit codes: the answer that scripts read. */
import type { RunReport } from "../apply/report.ts"

export const EXIT = {
  /** Done, nothing left. */
  done: 0,
  failure: 1,
  /** `plan --detailed-exitcode`: there are changes. */
  changes: 2,
  /** The manifest is invalid. */
  manifest: 3,
  /** Stopped by the budget. */
  budget: 4,
  /** Some requests failed or are incomplete; the rest is done. */
  partial: 5,
  /** The state is locked, damaged or newer, or the plan is stale. */
  state: 6,
  interrupted: 130
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Where several apply: 130, then 6, 3, 4, 5, 1. */
export const exitCodeOf = (report: RunReport): ExitCode => {
  if (report.stopped?.code === "interrupted") return EXIT.interrupted
  if (report.stopped?.code === "state") return EXIT.state
  const overBudget = report.results.some(
    ({ problem }) => problem?.code === "over-budget" || problem?.code === "insufficient-credits"
  )
  if (overBudget) return EXIT.budget
  const { failed, incomplete, blocked } = report.summary
  if (failed + incomplete + blocked > 0) return EXIT.partial
  if (report.stopped !== null) return EXIT.failure
  return (report.hooks?.after_run ?? null) === null ? EXIT.done : EXIT.partial
}
