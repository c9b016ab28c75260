/** What a plan may cost, held against what may be spent. Pure. */
import { type Cap, type Money, remaining } from "../../budget/admit.ts"
import { boundsOf, monthOf, openingMoney } from "../../budget/ledger.ts"
import { type Backfill, type Cost, nightsOf } from "../../budget/nights.ts"
import type { Address, Credits, Fingerprint } from "../../domain.ts"
import { inOrder } from "../../plan/order.ts"
import type { Estimate, Plan } from "../../plan/Plan.ts"
import type { Declared } from "../../request/Declared.ts"
import type { State } from "../../state/State.ts"

export interface BudgetView {
  readonly caps: ReadonlyArray<CapView>
  /** Credits of the team's balance that are left alone; the balance itself is known once the API was asked. */
  readonly keepBalance: number | undefined
  /** Addresses whose price is known, and above their own `max_credits`. */
  readonly aboveMax: ReadonlyArray<Address>
  /** What every purchase of the plan may cost together. */
  readonly estimate: Estimate
  /** Left out where one run buys all that has a price. */
  readonly backfill?: Backfill
}

export interface CapView {
  readonly cap: Exclude<Cap, "keep_balance" | "max_credits">
  /** `this run`, or the month. */
  readonly of: string
  readonly limit: number
  /** Credits that count already. */
  readonly charged: number
  /** Credits that others of the state may still cost. */
  readonly held: number
  /** A charge whose amount nobody knows: then nothing more is started under this cap. */
  readonly isUnknown: boolean
  readonly fits: Fits
}

/**
 *  - `yes`: whatever it costs
 *  - `maybe`: its lower bound does, its upper bound does not, or is not known
 *  - `no`: not even its lower bound
 */
export type Fits = "yes" | "maybe" | "no"

/**
 * As a run of the plan would begin. `budget`: of that run alone, from the command line. `undefined` where nothing of the
 * plan costs anything.
 */
export const budgetOf = (
  { manifest, requests }: Pick<Declared, "manifest" | "requests">,
  plan: Plan,
  state: State,
  budget?: Credits
): BudgetView | undefined => {
  if (plan.credits.basis === "none") return undefined
  const { timezone, prices } = manifest
  const money = openingMoney(manifest.budget, budget, state, plan.as_of, timezone, boundsOf(requests, prices))
  const limits = new Map(requests.map(({ fingerprint, maxCredits }) => [fingerprint, maxCredits]))
  const view = budgetView(plan, money, monthOf(plan.as_of, timezone), (fingerprint) => limits.get(fingerprint))
  // Most plans fit into one run, whatever their order.
  if (view.caps.every(({ fits }) => fits === "yes")) return view
  const aboveMax = new Set(view.aboveMax)
  const costs = costsOf(plan, requests, state).filter(({ address }) => !aboveMax.has(address))
  const backfill = nightsOf(costs, money, view.caps[0]?.held ?? 0, plan.as_of, timezone)
  return backfill.nights > 1 || backfill.never.length > 0 ? { ...view, backfill } : view
}

/** What each purchase of the plan costs at the most, in the order in which it is bought. */
const costsOf = (plan: Plan, requests: Declared["requests"], state: State): ReadonlyArray<Cost> => {
  const paying = new Map<Fingerprint, Plan["actions"][number]>()
  for (const action of plan.actions) if (action.estimate.basis !== "none") paying.set(action.fingerprint, action)
  return inOrder([...paying.values()], requests, state.records).flatMap((fingerprint) => {
    const action = paying.get(fingerprint)
    return action === undefined ? [] : [{ address: action.address, credits: action.estimate.high }]
  })
}

/** The plan as `plan --json` prints it: with what a run of it would begin with in mind. */
export const documentOf = (plan: Plan, budget: BudgetView | undefined): Plan & { readonly backfill?: Backfill } =>
  budget?.backfill === undefined ? plan : { ...plan, backfill: budget.backfill }

const budgetView = (
  plan: Plan,
  money: Money,
  month: string,
  maxOf: (fingerprint: Fingerprint) => Credits | undefined
): BudgetView => {
  const own = new Set<Fingerprint>()
  const aboveMax: Array<Address> = []
  for (const { address, estimate, fingerprint } of plan.actions) {
    if (estimate.basis === "none") continue
    own.add(fingerprint)
    if (estimate.basis === "exact" && estimate.low > (maxOf(fingerprint) ?? Number.POSITIVE_INFINITY))
      aboveMax.push(address)
  }
  let held = 0
  for (const [fingerprint, credits] of money.reserved) if (!own.has(fingerprint)) held += credits
  const { low, high } = plan.credits
  const caps = remaining(money).flatMap(({ cap, limit, left }): ReadonlyArray<CapView> => {
    if (cap !== "per_run" && cap !== "per_month") return []
    const isUnknown = cap === "per_run" ? money.unknownRunCharge : money.unknownCharge
    const room = left - held
    const fits = isUnknown || low > room ? "no" : high !== null && high <= room ? "yes" : "maybe"
    return [{ cap, of: cap === "per_run" ? "this run" : month, limit, charged: limit - left, held, isUnknown, fits }]
  })
  return { caps, keepBalance: money.caps.keepBalance, aboveMax, estimate: plan.credits }
}

// ------------------------------------------------------------------------------------------------ in words

export const rounded = (credits: number): number => Math.round(credits * 100) / 100

/** `58 to 858`, `at least 58`: the plan's credits as a number among numbers. */
const amountOf = ({ low, high, basis }: Estimate): string | undefined => {
  if (high === null) return low > 0 ? `at least ${rounded(low)}` : undefined
  const about = basis === "exact" ? "" : "about "
  if (low === high) return `${about}${rounded(high)}`
  return basis === "exact" || basis === "bound"
    ? `up to ${about}${rounded(high)}`
    : `about ${rounded(low)} to ${rounded(high)}`
}

/** `up to about 858 of 2000 credits of this run` */
export const capWords = ({ of, limit, charged, held }: CapView, estimate: Estimate): string => {
  const before = [
    ...(charged > 0 ? [`${rounded(charged)} charged`] : []),
    ...(held > 0 ? [`${rounded(held)} held for what is on its way`] : [])
  ]
  const amount = amountOf(estimate)
  const words =
    amount === undefined
      ? [...before, before.length > 0 ? "the rest not known yet," : "not known yet,"].join(", ")
      : [...before, before.length > 0 ? `and ${amount}` : amount].join(", ")
  return `${words} of ${rounded(limit)} credits of ${of}`
}

/** What will become of a plan that may not fit, a sentence a cap; none where all of it does. */
export const warningsOf = ({ caps, estimate, aboveMax }: BudgetView): ReadonlyArray<string> => [
  ...caps.flatMap(({ cap, limit, charged, held, isUnknown, fits }) => {
    if (fits === "yes") return []
    const left = Math.max(0, rounded(limit - charged - held))
    if (isUnknown)
      return [
        `${cap}: a charge is in the ledger whose amount nobody knows, so nothing that costs is started (exit code 4).`
      ]
    const may =
      fits === "no"
        ? `not all of it fits into the ${left} credits that are left`
        : estimate.high === null
          ? `not every price is known yet, and ${left} credits are left`
          : `it may cost ${rounded(estimate.high)} credits, and ${left} are left`
    return [`${cap}: ${may}. What does not fit is not started, and \`exporter apply\` exits with 4.`]
  }),
  ...(aboveMax.length === 0
    ? []
    : [
        `max_credits: ${aboveMax.length === 1 ? "one purchase costs" : `${aboveMax.length} purchases cost`} more than its own cap (${addressesOf(aboveMax)}): not started, and \`exporter apply\` exits with 4.`
      ])
]

/** How long all of it takes: a sentence, and one for what is left over; none where one run buys all. */
export const backfillWords = ({ backfill, caps }: BudgetView): ReadonlyArray<string> => {
  if (backfill === undefined) return []
  const { nights, last, never, unpriced } = backfill
  const rates = caps.map(({ cap, limit }) => `${rounded(limit)} credits a ${cap === "per_run" ? "run" : "month"}`)
  const unknown = unpriced === 1 ? "one price is" : `${unpriced} prices are`
  return [
    ...(nights > 1
      ? [
          `At ${rates.join(" and ")} this takes ${unpriced > 0 ? "at least " : ""}${nights} nights, until ${last}, if it is applied once a day${unpriced > 0 ? `; ${unknown} not known yet` : ""}.`
        ]
      : []),
    ...(never.length > 0
      ? [
          `${never.length === 1 ? "One purchase" : `${never.length} purchases`} may cost more than a cap allows to any run (${addressesOf(never)}): not started before the cap is raised, or the price is lower.`
        ]
      : [])
  ]
}

const addressesOf = (addresses: ReadonlyArray<Address>): string =>
  `${addresses.slice(0, 3).join(", ")}${addresses.length > 3 ? ", …" : ""}`

/** Of `width` characters: `#` charged or held, `=` what it costs at least, `-` what it may cost, `.` what is left. */
export const barOf = ({ limit, charged, held }: CapView, { low, high }: Estimate, width: number): string => {
  const scale = Math.max(limit, Number.MIN_VALUE)
  const upTo = (credits: number) => Math.min(width, Math.ceil((credits / scale) * width))
  const before = upTo(charged + held)
  const least = Math.max(before, upTo(charged + held + low))
  const most = high === null ? width : Math.max(least, upTo(charged + held + high))
  return `[${"#".repeat(before)}${"=".repeat(least - before)}${"-".repeat(most - least)}${".".repeat(width - most)}]`
}
