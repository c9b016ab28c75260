/**
 * Whether a purchase fits: every cap, every reservation, one pure decision.
 *
 * Invariants (cited by test/budget/*.test.ts):
 *  B1. What was charged, what is reserved and what is asked for never exceed a cap together. What is free always fits.
 *  B2. Under a cap, a price that nobody knows is not admitted, nor anything after a charge that nobody knows.
 *  B3. `later` is answered only when a reservation that may still be given back is all that stands in the way.
 */
import type { Credits, Fingerprint } from "../domain.ts"

export type Cap = "per_run" | "per_month" | "keep_balance" | "max_credits"

export interface Money {
  readonly caps: { readonly perRun?: Credits; readonly perMonth?: Credits; readonly keepBalance?: Credits }
  /** Under a cap, a scraped export without any bound is not asked for (`block`), or its cost is risked (`allow`). */
  readonly unknownCost: "block" | "allow"
  /** Charged by this run. */
  readonly spentRun: number
  /** Charged in the month of this run's `as_of`, this run included. */
  readonly spentMonth: number
  /** A charge of this month of which no answer has said how much it was. */
  readonly unknownCharge: boolean
  /** The same, of this run. */
  readonly unknownRunCharge: boolean
  /** The team's balance, at the most; `undefined` where no answer has told it since nothing was known. */
  readonly balance: number | undefined
  /** Credits that starts on their way, and scrapes that may charge by themselves, can still cost. */
  readonly reserved: ReadonlyMap<Fingerprint, number>
  /** Those whose reservation nothing in this run will settle: they may charge, and there is no use in waiting for them. */
  readonly unattended: ReadonlySet<Fingerprint>
}

export interface Ask {
  readonly fingerprint: Fingerprint
  /** `null`: nobody knows. */
  readonly credits: Credits | null
  /** The request's own cap. */
  readonly maxCredits?: Credits
}

export type Verdict =
  | { readonly kind: "admitted" }
  /** It does not fit now, but would, once what is reserved is given back. */
  | { readonly kind: "later" }
  | { readonly kind: "denied"; readonly denial: Denial }

export type Denial =
  | {
      readonly reason: "over-cap"
      readonly cap: Cap
      readonly limit: number
      readonly available: number
      readonly credits: number
    }
  | { readonly reason: "unknown-price"; readonly caps: ReadonlyArray<Cap> }
  | { readonly reason: "unknown-balance" }
  | { readonly reason: "unknown-charge"; readonly cap: "per_run" | "per_month" }

export const admit = (money: Money, ask: Ask): Verdict => {
  const { caps } = money
  const { credits } = ask
  if (credits === null) {
    const inForce = capsInForce(money, ask)
    return inForce.length === 0 ? { kind: "admitted" } : denied({ reason: "unknown-price", caps: inForce })
  }
  if (ask.maxCredits !== undefined && credits > ask.maxCredits)
    return denied({ reason: "over-cap", cap: "max_credits", limit: ask.maxCredits, available: ask.maxCredits, credits })
  if (credits === 0) return { kind: "admitted" }
  if (caps.perRun !== undefined && money.unknownRunCharge) return denied({ reason: "unknown-charge", cap: "per_run" })
  if (caps.perMonth !== undefined && money.unknownCharge) return denied({ reason: "unknown-charge", cap: "per_month" })
  if (caps.keepBalance !== undefined && money.balance === undefined) return denied({ reason: "unknown-balance" })

  const { attended, unattended } = reservedByOthers(money, ask.fingerprint)
  let later = false
  for (const { cap, limit, left } of remaining(money)) {
    const inTheEnd = left - unattended
    if (credits <= inTheEnd - attended) continue
    if (credits > inTheEnd) return denied({ reason: "over-cap", cap, limit, available: Math.max(0, inTheEnd), credits })
    later = true
  }
  return later ? { kind: "later" } : { kind: "admitted" }
}

/** What each cap leaves, before reservations. */
export const remaining = (
  money: Money
): ReadonlyArray<{ readonly cap: Cap; readonly limit: number; readonly left: number }> => {
  const { caps } = money
  return [
    ...(caps.perRun === undefined
      ? []
      : [{ cap: "per_run" as const, limit: caps.perRun, left: caps.perRun - money.spentRun }]),
    ...(caps.perMonth === undefined
      ? []
      : [{ cap: "per_month" as const, limit: caps.perMonth, left: caps.perMonth - money.spentMonth }]),
    ...(caps.keepBalance === undefined || money.balance === undefined
      ? []
      : [{ cap: "keep_balance" as const, limit: caps.keepBalance, left: money.balance - caps.keepBalance }])
  ]
}

const reservedByOthers = (money: Money, own: Fingerprint) => {
  const total = { attended: 0, unattended: 0 }
  for (const [fingerprint, credits] of money.reserved)
    if (fingerprint !== own) total[money.unattended.has(fingerprint) ? "unattended" : "attended"] += credits
  return total
}

const capsInForce = ({ caps }: Money, ask: Ask): ReadonlyArray<Cap> => [
  ...(caps.perRun === undefined ? [] : ["per_run" as const]),
  ...(caps.perMonth === undefined ? [] : ["per_month" as const]),
  ...(caps.keepBalance === undefined ? [] : ["keep_balance" as const]),
  ...(ask.maxCredits === undefined ? [] : ["max_credits" as const])
]

const denied = (denial: Denial): Verdict => ({ kind: "denied", denial })
