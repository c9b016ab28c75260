/** What became of one address: its action, its record and the ending of its purchase give its line of the report. Pure. */

import type { Pieces } from "../pieces.ts"
import { savedFiles } from "../plan/diff.ts"
import type { Action, Plan } from "../plan/Plan.ts"
import type { StateRecord } from "../state/Record.ts"
import { isRemote } from "../state/transition.ts"
import type { RequestStopped } from "./failures.ts"
import type { Outcome, RequestProblem, RequestResult } from "./report.ts"

/** How the work on a purchase ended; nothing, where the run was stopped before it did. */
export type Ending =
  | { readonly kind: "reached"; readonly record: StateRecord }
  | { readonly kind: "stopped"; readonly stop: RequestStopped }

/** A line for each address that is declared. */
export function* resultsOf(
  plan: Plan,
  resultFor: (action: Action) => RequestResult
): Pieces<ReadonlyArray<RequestResult>> {
  const results: Array<RequestResult> = []
  for (const action of plan.actions) {
    yield
    if (action.action !== "orphan") results.push(resultFor(action))
  }
  return results
}

export const resultOf = (
  action: Action,
  record: StateRecord | undefined,
  ending: Ending | undefined,
  hookProblem?: RequestProblem
): RequestResult => {
  const { outcome, problem } = withHooks(verdict(action, ending), hookProblem)
  const output = record === undefined ? undefined : savedFiles(record).find((file) => file.path === action.output)
  return {
    address: action.address,
    fingerprint: action.fingerprint,
    outcome,
    phase: record?.phase ?? "none",
    data_export_id: record !== undefined && isRemote(record) ? record.data_export_id : null,
    credits: record !== undefined && "credits" in record ? record.credits : null,
    estimate: action.estimate,
    output: output ?? null,
    problem
  }
}

/** The reason names what is to be settled, and the command where there is one. */
const BLOCKED = "nothing more was charged for it; once that is settled, apply again"

interface Verdict {
  readonly outcome: Outcome
  readonly problem: RequestProblem | null
}

/** What failed in the purchase itself is said first; a short file is no failure, so a hook that failed on it is one. */
const withHooks = (verdict: Verdict, hookProblem: RequestProblem | undefined): Verdict =>
  hookProblem !== undefined && (verdict.outcome === "done" || verdict.outcome === "incomplete")
    ? { outcome: "failed", problem: hookProblem }
    : verdict

const verdict = (action: Action, ending: Ending | undefined): Verdict => {
  switch (action.action) {
    case "keep":
    case "orphan":
      return { outcome: "kept", problem: null }
    case "wait":
      return { outcome: "pending", problem: null }
    case "blocked":
      return { outcome: "blocked", problem: { code: "blocked", message: action.reason, hint: BLOCKED } }
  }
  if (ending === undefined)
    return {
      outcome: "pending",
      problem: {
        code: "stopped",
        message: "the run ended before it",
        hint: "no more was charged than is recorded; apply again: it goes on from here"
      }
    }
  if (ending.kind === "stopped") return { outcome: ending.stop.outcome, problem: ending.stop.problem }
  switch (ending.record.phase) {
    case "done":
      return { outcome: "done", problem: null }
    case "incomplete":
      return {
        outcome: "incomplete",
        problem: {
          code: "incomplete",
          message: `its file is there and short: ${ending.record.reason}`,
          hint: `it is paid for and kept as it is; ask the vendor, or \`exporter state rm ${action.address}\` forgets it, and the next plan buys it anew`
        }
      }
    default:
      return { outcome: "pending", problem: null }
  }
}
