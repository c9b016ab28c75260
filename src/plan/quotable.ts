/** What of a plan can be asked for to learn its price, with nothing started. Pure. */
import { isScraped } from "../manifest/catalog.ts"
import type { State } from "../state/State.ts"
import { summarize } from "./diff.ts"
import { sum } from "./estimate.ts"
import type { Action, Plan } from "./Plan.ts"

/** `scraped`: also what the vendor scrapes for its price, which takes long and may charge by itself. */
export const quotable = (plan: Plan, state: State, scraped: boolean): Plan => {
  const isPriceless = ({ action, fingerprint }: Action): boolean => {
    const phase = state.records.get(fingerprint)?.phase
    return (
      action === "create" ||
      action === "refresh" ||
      (action === "resume" && (phase === "creating" || phase === "created"))
    )
  }
  const actions = plan.actions.filter((action) => isPriceless(action) && (scraped || !isScraped(action.request.type)))
  return { ...plan, actions, summary: summarize(actions), credits: sum(actions.map(({ estimate }) => estimate)) }
}
