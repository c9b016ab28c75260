/**
 * A plan as it is shown, whatever to: grouped by export, alike actions together, against the caps. Pure; renderers only
 * write it down.
 */
import type { BudgetSettings } from "../../manifest/Manifest.ts"
import { sum } from "../../plan/estimate.ts"
import {
  ACTION_KINDS,
  type Action,
  type ActionKind,
  changes,
  type Estimate,
  type Plan,
  type Summary
} from "../../plan/Plan.ts"

export interface PlanView {
  readonly asOf: string
  /** Those with something to be said, in the order of the manifest. */
  readonly groups: ReadonlyArray<Group>
  readonly summary: Summary
  readonly cost: Estimate
  readonly hasChanges: boolean
  readonly bars: ReadonlyArray<Bar>
}

/** One export, and what is to be done for it. */
export interface Group {
  readonly name: string
  readonly type: string
  readonly runs: ReadonlyArray<Run>
  readonly counts: ReadonlyArray<readonly [kind: ActionKind, count: number]>
  readonly cost: Estimate
  /** It has one address, of its own name. */
  readonly isSingle: boolean
}

/** Actions of one kind that follow each other. */
export interface Run {
  readonly action: ActionKind
  readonly actions: ReadonlyArray<Action>
}

/** What the plan may cost, against one cap. */
export interface Bar {
  readonly cap: "per_run" | "per_month"
  readonly limit: number
  /** Out already, before this plan; `null` where that is not known here. */
  readonly spent: number | null
  readonly low: number
  /** `null`: nobody knows. */
  readonly high: number | null
}

/** The caps that a plan is held against when it is carried out, as far as they are known beforehand. */
export interface Caps {
  readonly perRun?: number
  readonly perMonth?: { readonly limit: number; readonly spent: number | null }
}

export const viewOf = (plan: Plan, caps: Caps = {}): PlanView => ({
  asOf: plan.as_of,
  groups: groupsOf(plan.actions),
  summary: plan.summary,
  cost: plan.credits,
  hasChanges: plan.actions.some(changes),
  bars: barsOf(plan.credits, caps)
})

/** `budget`: of this run alone, from the command line: it can only lower the manifest's. */
export const capsOf = (settings: BudgetSettings, budget: number | undefined, spentThisMonth: number | null): Caps => {
  const runs = [settings.perRun, budget].filter((cap) => cap !== undefined)
  return {
    ...(runs.length === 0 ? {} : { perRun: Math.min(...runs) }),
    ...(settings.perMonth === undefined ? {} : { perMonth: { limit: settings.perMonth, spent: spentThisMonth } })
  }
}

/** The export that an address belongs to: names have no slash in them. */
const exportOf = ({ address }: Action): string => address.split("/", 1)[0] ?? address

const groupsOf = (actions: ReadonlyArray<Action>): ReadonlyArray<Group> => {
  const byExport = new Map<string, Array<Action>>()
  for (const action of actions) {
    if (action.action === "keep") continue
    const name = exportOf(action)
    const group = byExport.get(name)
    if (group === undefined) byExport.set(name, [action])
    else group.push(action)
  }
  return [...byExport].map(([name, of]) => ({
    name,
    type: of[0]?.request.type ?? "",
    runs: runsOf(of),
    counts: ACTION_KINDS.map((kind) => [kind, of.filter(({ action }) => action === kind).length] as const).filter(
      ([, count]) => count > 0
    ),
    cost: sum(of.map(({ estimate }) => estimate)),
    isSingle: of.length === 1 && of[0]?.address === name
  }))
}

const runsOf = (actions: ReadonlyArray<Action>): ReadonlyArray<Run> => {
  const runs: Array<{ readonly action: ActionKind; readonly actions: Array<Action> }> = []
  for (const one of actions) {
    const last = runs.at(-1)
    if (last?.action === one.action) last.actions.push(one)
    else runs.push({ action: one.action, actions: [one] })
  }
  return runs
}

/** What costs nothing is held against nothing. */
const barsOf = ({ low, high }: Estimate, { perRun, perMonth }: Caps): ReadonlyArray<Bar> =>
  high === 0
    ? []
    : [
        ...(perRun === undefined ? [] : [{ cap: "per_run" as const, limit: perRun, spent: 0, low, high }]),
        ...(perMonth === undefined
          ? []
          : [{ cap: "per_month" as const, limit: perMonth.limit, spent: perMonth.spent, low, high }])
      ]

/** The plan may ask for more than the cap leaves: what does not fit is not started. */
export const mayPass = ({ limit, spent, high }: Bar): boolean => high === null || (spent ?? 0) + high > limit

/** Twenty steps: what is out, what will be, what may be. */
export const STEPS = 20

export const stepsOf = ({
  limit,
  spent,
  low,
  high
}: Bar): { readonly out: number; readonly sure: number; readonly maybe: number } => {
  const step = (credits: number) =>
    limit === 0 ? (credits > 0 ? STEPS : 0) : Math.min(STEPS, Math.ceil((credits / limit) * STEPS))
  const out = step(spent ?? 0)
  const sure = Math.max(out, step((spent ?? 0) + low))
  const maybe = Math.max(sure, high === null ? STEPS : step((spent ?? 0) + high))
  return { out, sure: sure - out, maybe: maybe - sure }
}
