/** A plan as people look at it: by export, with what is alike put together. Pure data; how it is printed is for renderers. */
import type { Instant } from "../../domain.ts"
import { sum } from "../../plan/estimate.ts"
import {
  ACTION_KINDS,
  type Action,
  type ActionKind,
  changes,
  type Estimate,
  type Overlap,
  type Plan
} from "../../plan/Plan.ts"
import { type BudgetView, rounded } from "./BudgetView.ts"

export interface PlanView {
  readonly asOf: Instant
  /** Kinds that occur, in the order of `ACTION_KINDS`. */
  readonly counts: ReadonlyArray<Count>
  readonly credits: Estimate
  readonly hasChanges: boolean
  /**
   * Those with something to say, in the order of the plan: an export whose files are kept as a whole is counted, not shown.
   * What has no file of its own, and is covered by others, is shown.
   */
  readonly exports: ReadonlyArray<ExportView>
  /** `undefined` where nothing is spent, or nobody knows the budget. */
  readonly budget: BudgetView | undefined
  readonly overlaps: ReadonlyArray<Overlap>
}

export type Count = readonly [kind: ActionKind, n: number]

export interface ExportView {
  readonly name: string
  readonly type: string
  readonly counts: ReadonlyArray<Count>
  readonly credits: Estimate
  readonly alikes: ReadonlyArray<Alike>
  /** Addresses in `alikes`. */
  readonly shown: number
}

/** Actions of one kind and, but for what is each one's own, one reason; at least one. */
export interface Alike {
  readonly kind: ActionKind
  /** `ADDRESS` stands for the address of each, `FILE` for its file. Of a single one: as it is. */
  readonly reason: string
  /**
   *  - `whole`: that of all of them
   *  - `general`: that of all of them, but for ids and other addresses
   *  - `instance`: that of the first one; those of the others differ in numbers
   */
  readonly reasonIs: "whole" | "general" | "instance"
  readonly actions: ReadonlyArray<Action>
  readonly credits: Estimate
}

export const viewOf = (plan: Plan, budget?: BudgetView): PlanView => ({
  asOf: plan.as_of,
  counts: countsOf(plan.summary),
  credits: plan.credits,
  hasChanges: plan.actions.some(changes),
  // Most plans of a large manifest say that all is there.
  exports: plan.actions.every(isSilent) ? [] : exportsOf(plan.actions),
  budget: plan.credits.basis === "none" ? undefined : budget,
  overlaps: plan.overlaps ?? []
})

/** Its own file is there: there is nothing to be said. */
const isSilent = ({ action, covered_by }: Action): boolean => action === "keep" && covered_by === undefined

export const countsOf = (summary: Partial<Readonly<Record<ActionKind, number>>>): ReadonlyArray<Count> =>
  ACTION_KINDS.flatMap((kind) => {
    const n = summary[kind] ?? 0
    return n > 0 ? [[kind, n] as const] : []
  })

interface Draft {
  readonly name: string
  readonly type: string
  readonly counts: Partial<Record<ActionKind, number>>
  readonly alikes: Map<string, Array<Action>>
}

const exportsOf = (actions: ReadonlyArray<Action>): ReadonlyArray<ExportView> => {
  const drafts = new Map<string, Draft>()
  for (const action of actions) {
    const name = exportNameOf(action.address)
    // What is no longer declared may have the name of what is.
    const key = action.action === "orphan" ? `orphan ${action.request.type} ${name}` : name
    let draft = drafts.get(key)
    if (draft === undefined) {
      draft = { name, type: action.request.type, counts: {}, alikes: new Map() }
      drafts.set(key, draft)
    }
    draft.counts[action.action] = (draft.counts[action.action] ?? 0) + 1
    if (isSilent(action)) continue
    const alike = `${action.action} ${templateOf(action).replace(/\d+/g, "#")}`
    const others = draft.alikes.get(alike)
    if (others === undefined) draft.alikes.set(alike, [action])
    else others.push(action)
  }
  return [...drafts.values()].filter(({ alikes }) => alikes.size > 0).map(exportView)
}

const exportView = ({ name, type, counts, alikes }: Draft): ExportView => {
  const groups = [...alikes.values()].map(alikeOf)
  return {
    name,
    type,
    counts: countsOf(counts),
    credits: sum(groups.map(({ credits }) => credits)),
    alikes: groups,
    shown: groups.reduce((n, { actions }) => n + actions.length, 0)
  }
}

const alikeOf = (actions: ReadonlyArray<Action>): Alike => {
  const [first] = actions
  if (first === undefined) throw new Error("nothing is alike")
  const common = { kind: first.action, actions, credits: sum(actions.map(({ estimate }) => estimate)) }
  if (actions.length === 1) return { ...common, reason: first.reason, reasonIs: "whole" }
  const reason = reasonOf(first)
  if (actions.every((action) => reasonOf(action) === reason)) return { ...common, reason, reasonIs: "whole" }
  const general = templateOf(first)
  const isGeneral = actions.every((action) => templateOf(action) === general)
  return isGeneral ? { ...common, reason: general, reasonIs: "general" } : { ...common, reason, reasonIs: "instance" }
}

/** The name of the export that an address belongs to: names have no slash in them. */
const exportNameOf = (address: string): string => {
  const end = address.indexOf("/")
  return end === -1 ? address : address.slice(0, end)
}

/** The reason without what is told of each action anyway: its address, its file and its price. */
const reasonOf = ({ reason, address, output, estimate }: Action): string => {
  let text = reason
  if (text.includes(address))
    text = text.replaceAll(` ${address}\``, " ADDRESS`").replaceAll(` ${address} `, " ADDRESS ")
  if (output !== null && text.includes("'")) text = text.replaceAll(`'${output}'`, "FILE")
  return estimate.basis === "exact" ? text.replace(/ \(\d+(?:\.\d+)? credits?\)/, "") : text
}

/** The reason without all that is each action's own. */
const templateOf = (action: Action): string => {
  const { data_export_id, same_as } = action
  let text = reasonOf(action)
  if (data_export_id !== undefined) text = text.replaceAll(data_export_id, "ID")
  if (same_as !== undefined) text = text.replace(`same purchase as ${same_as}`, "same purchase as another address")
  return text
}

// ------------------------------------------------------------------------------------------------ overlaps

/** What would be paid twice, a sentence a pair of exports; of many the dearest, and what to do. */
export const overlapsOf = ({ overlaps }: PlanView, most: number): ReadonlyArray<string> => {
  if (overlaps.length === 0) return []
  const dear = (one: Overlap) => one.credits ?? Number.POSITIVE_INFINITY
  const ordered = [...overlaps].sort((a, b) => (dear(a) === dear(b) ? 0 : dear(b) - dear(a)))
  const rest = ordered.slice(most)
  return [...ordered.slice(0, most).map(overlapWords), ...(rest.length === 0 ? [] : [restWords(rest)]), OVERLAP_HELP]
}

const OVERLAP_HELP =
  "Let only one of them ask for it: change a range, its accounts or its split. `exact: true` says that both are wanted."

const overlapWords = ({ exports: [a, b], account_ids, account_days, credits }: Overlap): string => {
  const [first = ""] = account_ids
  const of =
    account_ids.length === 1
      ? `${rounded(account_days)} ${account_days === 1 ? "day" : "days"} of ${first}`
      : `${rounded(account_days)} account-days of ${account_ids.length} accounts`
  return `${a} and ${b} ask for the same ${of}: ${twiceWords(credits)} paid twice.`
}

const restWords = (rest: ReadonlyArray<Overlap>): string => {
  const credits = rest.reduce<number | null>(
    (sum, one) => (sum === null || one.credits === null ? null : sum + one.credits),
    0
  )
  const pairs = rest.length === 1 ? "1 more pair of exports does" : `${rest.length} more pairs of exports do`
  return `${pairs} so: ${twiceWords(credits)} paid twice; --json tells of all.`
}

const twiceWords = (credits: number | null): string =>
  credits === null
    ? "what it costs, which nobody knows yet, is"
    : credits === 1
      ? "up to 1 credit is"
      : `up to ${credits} credits are`

// ------------------------------------------------------------------------------------------------ windows

/** Windows and accounts of a split export whose actions are every one of them. */
export interface Span {
  readonly first: string
  readonly last: string
  readonly windows: number
  /** 0: not split by account. */
  readonly accounts: number
  /** A window between the first and the last is not among them. */
  readonly hasGaps: boolean
}

const WINDOW = /^\d{4}(?:-(?:Q[1-4]|W\d\d|\d\d(?:-\d\d)?))?$/

/** Where the addresses are all windows of all accounts, and more than one window. */
export const spanOf = (actions: ReadonlyArray<Action>): Span | undefined => {
  const windows = new Map<string, Action["request"]>()
  const accounts = new Set<string>()
  for (const { address, request } of actions) {
    const parts = address.split("/")
    const window = parts.at(-1) ?? ""
    if (parts.length < 2 || parts.length > 3 || !WINDOW.test(window)) return undefined
    windows.set(window, request)
    if (parts.length === 3) accounts.add(parts[1] ?? "")
  }
  const labels = [...windows.keys()].sort()
  const [first] = labels
  const last = labels.at(-1)
  if (first === undefined || last === undefined || labels.length < 2) return undefined
  if (labels.length * Math.max(1, accounts.size) !== actions.length) return undefined
  const requests = labels.flatMap((label) => windows.get(label) ?? [])
  const hasGaps = requests.some(({ start_date }, i) => {
    const before = requests[i - 1]
    return before !== undefined && Date.parse(start_date) - Date.parse(before.end_date) > 1_000
  })
  return { first, last, windows: labels.length, accounts: accounts.size, hasGaps }
}

/** The folder that all their files lie in, with its `/`; nothing where there is none. */
export const folderOf = (actions: ReadonlyArray<Action>): string => {
  let folder: string | undefined
  for (const { output } of actions) {
    if (output === null) return ""
    folder ??= output.slice(0, output.lastIndexOf("/") + 1)
    while (!output.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1)
  }
  return folder ?? ""
}

/** Whether a price belongs to it: it is bought, or says that it is free. */
export const isPriced = (kind: ActionKind): boolean =>
  kind !== "keep" && kind !== "wait" && kind !== "orphan" && kind !== "blocked"

/** Something is left to do that no person has to decide first. */
export const isGoing = ({ counts }: PlanView): boolean => counts.some(([kind]) => isPriced(kind))

/** The first so many, and those first that wait for a person; in the order of the plan. */
export const firstOf = (exports: ReadonlyArray<ExportView>, most: number): ReadonlyArray<ExportView> => {
  if (exports.length <= most) return exports
  const chosen = new Set(urgentFirst(exports).slice(0, most))
  return exports.filter((one) => chosen.has(one))
}

export const urgentFirst = (exports: ReadonlyArray<ExportView>): ReadonlyArray<ExportView> => [
  ...exports.filter(isBlocked),
  ...exports.filter((one) => !isBlocked(one))
]

export const isBlocked = ({ alikes }: ExportView): boolean => alikes.some(({ kind }) => kind === "blocked")
