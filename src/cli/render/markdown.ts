/**
 * A plan as the comment of a pull request: what it comes to first, the rest folded. The same bytes for the same plan, and
 * never more than a comment can hold.
 */
import { type Action, type ActionKind, changes, type Plan } from "../../plan/Plan.ts"
import { harmless } from "../Output.ts"
import { type Caps, type Group, mayPass, viewOf } from "./PlanView.ts"
import { BEYOND, barText, barWords, renderEstimate, renderSummary, SYMBOLS, WORDS } from "./plan.ts"

/** By it a comment is found again, to be updated in place. */
export const MARKER = "<!-- exporter plan -->"

/** GitHub takes 65,536 characters; what is put around it needs some, too. */
export const MOST_CHARACTERS = 60_000

export interface Written {
  readonly name: string
  readonly digest: string
}

export const renderMarkdown = (plan: Plan, caps: Caps, written?: Written): string => {
  const view = viewOf(plan, caps)
  const head = [
    MARKER,
    `### ${verdict(plan, view.bars.some(mayPass))}`,
    "",
    `**${renderSummary(view.summary)}**${view.hasChanges ? ` Cost: **${renderEstimate(view.cost)}**.` : ""}`,
    ...view.bars.map((bar) => `\n\`${barText(bar)}\` ${barWords(bar)}${mayPass(bar) ? `. ${BEYOND}` : ""}`)
  ]
  const foot = [
    "",
    `<sub>Plan as of ${view.asOf}${written === undefined ? "" : `. To do exactly this: \`exporter apply ${written.name} --expect ${written.digest}\``}</sub>`,
    ""
  ]
  if (view.groups.length === 0) return [...head, ...foot].join("\n")
  const room = MOST_CHARACTERS - [...head, ...foot].join("\n").length
  return [...head, ...table(view.groups, room / 3), ...details(view.groups, (room * 2) / 3 - 500), ...foot].join("\n")
}

const verdict = ({ actions, summary }: Plan, isTight: boolean): string => {
  if (summary.blocked > 0) return `exporter: ${summary.blocked} blocked`
  if (!actions.some(changes)) return "exporter: nothing to do"
  return isTight ? "exporter: changes that may not all fit the budget" : "exporter: changes"
}

/** Rows that fit, and how many do not. */
const fitting = (
  rows: ReadonlyArray<string>,
  room: number
): { readonly shown: ReadonlyArray<string>; readonly left: number } => {
  const shown: Array<string> = []
  let used = 0
  for (const row of rows) {
    used += row.length + 1
    if (used > room) break
    shown.push(row)
  }
  return { shown, left: rows.length - shown.length }
}

const table = (groups: ReadonlyArray<Group>, room: number): ReadonlyArray<string> => {
  const rows = groups.map(({ name, type, counts, cost }) => {
    const what = counts.map(([kind, count]) => `${count} ${WORDS[kind]}`).join(", ")
    return `| ${code(name)} | ${code(type)} | ${what} | ${renderEstimate(cost)} |`
  })
  const { shown, left } = fitting(rows, room - 100)
  return [
    "",
    "| export | type | what | credits |",
    "|---|---|---|---|",
    ...shown,
    ...(left === 0 ? [] : ["", `… and ${left} more ${left === 1 ? "export" : "exports"}.`])
  ]
}

const details = (groups: ReadonlyArray<Group>, room: number): ReadonlyArray<string> => {
  const rows = groups.flatMap(({ runs }) => runs.flatMap(({ actions }) => actions.map(row)))
  const { shown, left } = fitting(rows, room)
  const most = rows.length === 1 ? "The one address" : `All ${rows.length} addresses`
  return [
    "",
    `<details><summary>${left === 0 ? most : `The first ${shown.length} of ${rows.length} addresses`}</summary>`,
    "",
    "| | address | credits | why | file |",
    "|---|---|---|---|---|",
    ...shown,
    "",
    ...(left === 0 ? [] : [`… and ${left} more: \`exporter plan --all\` shows them.`, ""]),
    "</details>"
  ]
}

const row = ({ action, address, estimate, reason, output }: Action): string => {
  const credits = hasPrice(action) ? renderEstimate(estimate) : ""
  const file = output === null || action === "blocked" ? "" : code(output)
  return `| \`${SYMBOLS[action].symbol}\` | ${code(address)} | ${credits} | ${prose(reason)} | ${file} |`
}

const hasPrice = (action: ActionKind): boolean => action !== "wait" && action !== "orphan" && action !== "blocked"

/** In a cell of a table, as it is: no code, link, mention or tag comes of it. */
const code = (text: string): string => `\`${oneLine(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``

/** Commands in a reason stand between back quotes; nothing else of it may mean anything. */
const prose = (text: string): string =>
  oneLine(text)
    .split("`")
    .map((part, index) =>
      index % 2 === 1 ? code(part) : part.replace(/[\\|<>[\]*_~#@&]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    )
    .join("")

const oneLine = (text: string): string => harmless(text).replace(/\s+/g, " ")
