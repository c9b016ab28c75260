/** A plan as people read it: what is to be done, in the order of the manifest, then the sums. */
import { type Action, type ActionKind, changes, type Estimate, type Plan } from "../../plan/Plan.ts"
import { type Format, harmless, type Style } from "../Output.ts"
import { renderCredits } from "./amounts.ts"

/** One symbol per action, the same in every text. */
const SYMBOLS: Readonly<Record<ActionKind, { readonly symbol: string; readonly format: Format }>> = {
  create: { symbol: "+", format: "green" },
  resume: { symbol: ">", format: "cyan" },
  download: { symbol: "v", format: "cyan" },
  adopt: { symbol: "=", format: "cyan" },
  refresh: { symbol: "~", format: "yellow" },
  keep: { symbol: " ", format: "dim" },
  wait: { symbol: ".", format: "dim" },
  blocked: { symbol: "!", format: "red" },
  orphan: { symbol: "?", format: "dim" }
}

const WORDS: ReadonlyArray<readonly [ActionKind, string]> = [
  ["create", "to create"],
  ["resume", "to resume"],
  ["download", "to download"],
  ["adopt", "to adopt"],
  ["refresh", "to refresh"],
  ["keep", "kept"],
  ["wait", "waiting"],
  ["blocked", "blocked"],
  ["orphan", "no longer declared"]
]

export const renderPlan = (plan: Plan, style: Style): string => {
  const shown = plan.actions.filter(({ action }) => action !== "keep")
  const width = Math.min(48, Math.max(0, ...shown.map(({ address }) => address.length)))
  const lines = [`Plan as of ${plan.as_of}`, "", ...shown.map((action) => renderAction(action, width, style))]
  if (shown.length > 0) lines.push("")
  lines.push(style("bold", renderSummary(plan)))
  if (plan.actions.some(changes)) lines.push(`Cost: ${renderEstimate(plan.credits)}.`)
  else lines.push("Nothing to do.")
  return lines.join("\n")
}

const renderAction = (action: Action, width: number, style: Style): string => {
  const { symbol, format } = SYMBOLS[action.action]
  const price = isPriced(action.action) ? `  ${renderEstimate(action.estimate)}` : ""
  const address = style("bold", harmless(action.address).padEnd(width))
  const head = `  ${style(format, symbol)} ${address}  ${harmless(action.request.type).padEnd(16)}${price}`.trimEnd()
  const target = action.output === null || action.action === "blocked" ? "" : ` -> ${harmless(action.output)}`
  return `${head}\n      ${style("dim", `${harmless(action.reason)}${target}`)}`
}

const isPriced = (action: ActionKind): boolean => action !== "wait" && action !== "orphan" && action !== "blocked"

const renderSummary = ({ summary }: Plan): string => {
  const parts = WORDS.filter(([kind]) => summary[kind] > 0).map(([kind, words]) => `${summary[kind]} ${words}`)
  return parts.length === 0 ? "Nothing is declared." : `${parts.join(", ")}.`
}

/** Credits in words: what is certain, and how certain the rest is. */
export const renderEstimate = ({ low, high, basis }: Estimate): string => {
  switch (basis) {
    case "none":
      return "free"
    case "exact":
      return low === high ? renderCredits(low) : `up to ${renderCredits(high ?? 0)}`
    case "bound":
      return `up to about ${renderCredits(high ?? 0)}`
    case "history":
    case "list":
      return low === high ? `about ${renderCredits(low)}` : `about ${low} to ${high} credits`
    case "unknown":
      return low > 0
        ? `about ${renderCredits(low)} and more: the rest is priced before it is started`
        : "priced before it is started"
  }
}
