/** A plan as people read it at a terminal: export by export in the order of the manifest, then the sums and the caps. */
import type { Action, ActionKind, Estimate, Plan, Summary } from "../../plan/Plan.ts"
import { type Format, harmless, type Style } from "../Output.ts"
import { renderCredits } from "./amounts.ts"
import { type Bar, type Caps, type Group, mayPass, type Run, STEPS, stepsOf, viewOf } from "./PlanView.ts"

/** One symbol per action, the same in every text. */
export const SYMBOLS: Readonly<Record<ActionKind, { readonly symbol: string; readonly format: Format }>> = {
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

export const WORDS: Readonly<Record<ActionKind, string>> = {
  create: "to create",
  resume: "to resume",
  download: "to download",
  adopt: "to adopt",
  refresh: "to refresh",
  keep: "kept",
  wait: "waiting",
  blocked: "blocked",
  orphan: "no longer declared"
}

export interface PlanOptions {
  readonly style: Style
  readonly caps?: Caps
  /** Nothing is folded. */
  readonly all?: boolean
}

/** Of so many alike actions all are shown; of more, the first ones. */
const SHOWN = 10

export const renderPlan = (plan: Plan, { style, caps = {}, all = false }: PlanOptions): string => {
  const view = viewOf(plan, caps)
  const lines = [`Plan as of ${view.asOf}`, ""]
  for (const group of view.groups) lines.push(...renderGroup(group, style, all))
  if (view.groups.length > 0) lines.push("")
  lines.push(style("bold", renderSummary(view.summary)))
  if (view.hasChanges)
    lines.push(`Cost: ${renderEstimate(view.cost)}.`, ...view.bars.flatMap((bar) => renderBar(bar, style)))
  else lines.push("Nothing to do.")
  return lines.join("\n")
}

const renderGroup = (group: Group, style: Style, all: boolean): ReadonlyArray<string> => {
  const type = harmless(group.type)
  if (group.isSingle) {
    const [run] = group.runs
    const [action] = run?.actions ?? []
    if (run === undefined || action === undefined) return []
    const { symbol, format } = SYMBOLS[run.action]
    const head = `${style(format, symbol)} ${style("bold", harmless(group.name))}  ${type}${costOf(action)}`
    return [`  ${head}`, `      ${style("dim", `${reasonOf(action)}${targetOf(action)}`)}`]
  }
  const counts = group.counts.map(([kind, count]) => `${count} ${WORDS[kind]}`).join(", ")
  const cost = group.cost.basis === "none" ? "" : `: ${renderEstimate(group.cost)}`
  return [
    `  ${style("bold", harmless(group.name))}  ${type}, ${counts}${cost}`,
    ...group.runs.flatMap((run) => renderRun(run, group.name, style, all))
  ]
}

/** Alike actions; those that follow each other for one reason say it once. */
const renderRun = (run: Run, name: string, style: Style, all: boolean): ReadonlyArray<string> => {
  const { symbol, format } = SYMBOLS[run.action]
  const shown = all || run.actions.length <= SHOWN ? run.actions : run.actions.slice(0, SHOWN - 1)
  const short = (action: Action) => harmless(action.address === name ? name : action.address.slice(name.length + 1))
  const width = Math.min(40, longest(shown.map(short)))
  const price = longest(shown.map((action) => costOf(action)))
  const lines = shown.flatMap((action, index) => {
    const head =
      `${short(action).padEnd(width)}${costOf(action).padEnd(price)}${style("dim", targetOf(action))}`.trimEnd()
    const line = `    ${style(format, symbol)} ${head}`
    const saysSame = shown[index + 1]?.reason === action.reason
    return saysSame ? [line] : [line, `        ${style("dim", reasonOf(action))}`]
  })
  const hidden = run.actions.length - shown.length
  return hidden === 0 ? lines : [...lines, `    ${style(format, symbol)} … and ${hidden} more, --all shows them`]
}

const longest = (texts: ReadonlyArray<string>): number => texts.reduce((most, text) => Math.max(most, text.length), 0)

const reasonOf = ({ reason }: Action): string => harmless(reason).replace(/\s+/g, " ")

const costOf = ({ action, estimate }: Action): string =>
  action === "wait" || action === "orphan" || action === "blocked" ? "" : `  ${renderEstimate(estimate)}`

const targetOf = ({ action, output }: Action): string =>
  output === null || action === "blocked" ? "" : ` -> ${harmless(output)}`

export const renderSummary = (summary: Summary): string => {
  const kinds = Object.keys(WORDS) as ReadonlyArray<ActionKind>
  const parts = kinds.filter((kind) => summary[kind] > 0).map((kind) => `${summary[kind]} ${WORDS[kind]}`)
  return parts.length === 0 ? "Nothing is declared." : `${parts.join(", ")}.`
}

/** `[####====....]`: what is out, what will be, what may be. */
export const barText = (bar: Bar): string => {
  const { out, sure, maybe } = stepsOf(bar)
  const free = STEPS - out - sure - maybe
  return `[${"#".repeat(out)}${"=".repeat(sure)}${"-".repeat(maybe)}${" ".repeat(free)}]`
}

export const barWords = ({ cap, limit, spent, low, high }: Bar): string => {
  const most = low === high ? `${high}` : `up to ${high}`
  const least = low === 0 ? "nobody knows how much" : `${low} and more`
  const out = cap === "per_run" || spent === null ? "" : `${spent} charged, `
  const whose = cap === "per_run" ? "this run" : "this month"
  return `${out}${high === null ? least : most}, of ${limit} credits for ${whose} (${cap})`
}

export const BEYOND = "What does not fit is not started."

const renderBar = (bar: Bar, style: Style): ReadonlyArray<string> => {
  const beyond = mayPass(bar)
  const line = `Budget: ${style(beyond ? "yellow" : "green", barText(bar))} ${barWords(bar)}`
  return beyond ? [line, `        ${BEYOND}`] : [line]
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
