/** A plan as notices of a job of GitHub Actions: what it comes to, what may not fit, and what waits for a person. */
import { warningsOf } from "./BudgetView.ts"
import { overlapsOf, type PlanView } from "./PlanView.ts"
import { costWords, MOST_OVERLAPS, summaryOf } from "./plan.ts"
import { workflowCommand } from "./workflowCommand.ts"

/** A step shows ten warnings; the summary has all that is blocked. */
const MOST = 8

export const renderNotices = (view: PlanView, note?: string): string => {
  const blocked = view.exports.flatMap(({ alikes }) =>
    alikes.flatMap(({ kind, actions }) => (kind === "blocked" ? actions : []))
  )
  const rest = blocked.length - MOST
  const overlaps = overlapsOf(view, MOST_OVERLAPS)
  return [
    workflowCommand("notice", { title: "exporter plan" }, `${summaryOf(view)} ${costWords(view)}`),
    ...(note === undefined ? [] : [workflowCommand("notice", { title: "exporter plan" }, note)]),
    ...(view.budget === undefined ? [] : warningsOf(view.budget)).map((text) =>
      workflowCommand("warning", { title: "exporter plan: budget" }, text)
    ),
    ...(overlaps.length === 0
      ? []
      : [workflowCommand("warning", { title: "exporter plan: overlap" }, overlaps.join(" "))]),
    ...blocked
      .slice(0, MOST)
      .map(({ address, reason }) =>
        workflowCommand("warning", { title: `exporter plan: ${address} is blocked` }, reason)
      ),
    ...(rest > 0
      ? [workflowCommand("warning", { title: "exporter plan: blocked" }, `${rest} more are blocked: see the summary`)]
      : [])
  ].join("\n")
}
