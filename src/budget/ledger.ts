/** What the ledger says about money that is out, as the budget begins with it. Pure. */
import * as DateTime from "effect/DateTime"
import type { AccountId, Credits, Fingerprint, Instant, Request } from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import type { BudgetSettings, Prices } from "../manifest/Manifest.ts"
import { lower, worstCase } from "../plan/estimate.ts"
import type { LedgerEntry, StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import type { Money } from "./admit.ts"

/**
 * `budget` is the cap of this run alone, from the command line: the lower one of it and the manifest's `per_run` holds,
 * so that nobody raises from the outside what was agreed on in the manifest.
 */
export const openingMoney = (
  settings: BudgetSettings,
  budget: Credits | undefined,
  state: State,
  asOf: Instant,
  timezone: string,
  /** The most that an unpriced record may cost, where there is a bound. */
  boundOf: (record: StateRecord) => Credits | undefined,
  /** Entries of the ledger from this one on are charges of this run: it was cut off, and is carried on. */
  ledgerFrom: number = state.ledger.length
): Money => {
  const perRun = lower(settings.perRun, budget)
  const ofThisRun = state.ledger.slice(ledgerFrom)
  const ofThisMonth = chargesOf(state, monthOf(asOf, timezone), timezone)
  const reserved = new Map<Fingerprint, number>()
  for (const record of state.records.values()) {
    const { fingerprint, phase, request } = record
    // A start without an answer may have been charged: it counts until its status was read, by whoever takes hold of it.
    if (phase === "starting") reserved.set(fingerprint, record.credits ?? 0)
    // What is scraped may charge by itself, whether or not its create was answered, and whether or not this run is about it.
    const isPending = phase === "creating" || phase === "ambiguous" || phase === "created"
    if (isPending && isScraped(request.type)) reserved.set(fingerprint, boundOf(record) ?? 0)
  }
  return {
    caps: {
      ...(perRun === undefined ? {} : { perRun }),
      ...(settings.perMonth === undefined ? {} : { perMonth: settings.perMonth }),
      ...(settings.keepBalance === undefined ? {} : { keepBalance: settings.keepBalance })
    },
    unknownCost: settings.unknownCost,
    spentRun: ofThisRun.reduce((sum, { credits }) => sum + (credits ?? 0), 0),
    spentMonth: ofThisMonth.credits,
    unknownCharge: ofThisMonth.unknown,
    unknownRunCharge: ofThisRun.some(({ credits }) => credits === null),
    balance: undefined,
    reserved,
    unattended: new Set(reserved.keys())
  }
}

/** The most that a record may still cost, by its own limits and those of its request, where there is a bound. */
export const boundsOf = (
  requests: ReadonlyArray<Request>,
  prices: Prices
): ((record: StateRecord) => Credits | undefined) => {
  const limits = new Map(requests.map(({ fingerprint, maxCredits }) => [fingerprint, maxCredits]))
  return ({ fingerprint, request }) => lower(worstCase(request, prices), limits.get(fingerprint))
}

/** `2024-01`: the month that an instant falls into, where days begin in that zone. */
export const monthOf = (asOf: Instant, timezone: string): string =>
  DateTime.formatIsoDate(DateTime.unsafeMakeZoned(asOf, { timeZone: timezone })).slice(0, 7)

/** `monthOf`, once for each instant: all charges of a run have its date, and calendars of zones are slow. */
const monthsIn = (timezone: string): ((asOf: Instant) => string) => {
  const known = new Map<Instant, string>()
  return (asOf) => {
    const month = known.get(asOf) ?? monthOf(asOf, timezone)
    known.set(asOf, month)
    return month
  }
}

/** What was charged in a month; `unknown`: for something, nobody has said how much. */
export const chargesOf = (
  state: State,
  month: string,
  timezone: string
): { readonly credits: number; readonly unknown: boolean } => {
  let credits = 0
  let unknown = false
  const monthOfCharge = monthsIn(timezone)
  for (const entry of state.ledger) {
    if (monthOfCharge(entry.as_of) !== month) continue
    if (entry.credits === null) unknown = true
    else credits += entry.credits
  }
  return { credits, unknown }
}

// ------------------------------------------------------------------------------------------------------ spending

/** Charges under one heading. */
export interface Spent {
  readonly credits: number
  readonly charges: number
  /** How many of them no answer has named: they are not in `credits`. */
  readonly unknown: number
}

/** The ledger, summed up three ways: each sum is the whole of it. */
export interface Spending {
  /** `2024-01`: that of `as_of`. */
  readonly month: string
  readonly this_month: Spent
  readonly total: Spent
  /** Months without a charge are left out, but not the one of `as_of`. */
  readonly by_month: ReadonlyArray<Spent & { readonly month: string }>
  /** The dearest first. */
  readonly by_type: ReadonlyArray<Spent & { readonly type: string; readonly this_month: Spent }>
  /** By whom a charge was for: one account, several together, or none. No charge is divided. The dearest first. */
  readonly by_account: ReadonlyArray<
    Spent & { readonly accounts: ReadonlyArray<AccountId>; readonly this_month: Spent }
  >
}

export const spendingOf = (ledger: ReadonlyArray<LedgerEntry>, asOf: Instant, timezone: string): Spending => {
  const monthOfCharge = monthsIn(timezone)
  const month = monthOfCharge(asOf)
  const months = new Map<string, Tally>([[month, new Tally()]])
  const types = new Map<string, Both>()
  const accounts = new Map<string, Both & { readonly ids: ReadonlyArray<AccountId> }>()
  const total = new Tally()
  for (const entry of ledger) {
    const itsMonth = monthOfCharge(entry.as_of)
    const key = JSON.stringify(entry.account_ids)
    const ofType = getOr(types, entry.type, both)
    const ofAccounts = getOr(accounts, key, () => ({ ...both(), ids: entry.account_ids }))
    for (const tally of [total, getOr(months, itsMonth, () => new Tally()), ofType.all, ofAccounts.all])
      tally.add(entry)
    if (itsMonth === month) for (const one of [ofType, ofAccounts]) one.thisMonth.add(entry)
  }
  return {
    month,
    this_month: getOr(months, month, () => new Tally()).spent,
    total: total.spent,
    by_month: [...months]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([label, tally]) => ({ month: label, ...tally.spent })),
    by_type: dearest([...types]).map(([type, { all, thisMonth }]) => ({
      type,
      ...all.spent,
      this_month: thisMonth.spent
    })),
    by_account: dearest([...accounts]).map(([, { ids, all, thisMonth }]) => ({
      accounts: ids,
      ...all.spent,
      this_month: thisMonth.spent
    }))
  }
}

class Tally {
  #credits = 0
  #charges = 0
  #unknown = 0

  add({ credits }: LedgerEntry): void {
    this.#charges++
    if (credits === null) this.#unknown++
    else this.#credits += credits
  }

  get spent(): Spent {
    // Fractions are added as binary numbers: what is not there in any charge is not shown in their sum.
    return { credits: Math.round(this.#credits * 1e6) / 1e6, charges: this.#charges, unknown: this.#unknown }
  }
}

interface Both {
  readonly all: Tally
  readonly thisMonth: Tally
}

const both = (): Both => ({ all: new Tally(), thisMonth: new Tally() })

const getOr = <A>(map: Map<string, A>, key: string, fresh: () => A): A => {
  const known = map.get(key) ?? fresh()
  map.set(key, known)
  return known
}

/** By credits, then by name, so that the order is the same each time. */
const dearest = <A extends Both>(all: ReadonlyArray<readonly [string, A]>): ReadonlyArray<readonly [string, A]> =>
  [...all].sort(([a, x], [b, y]) => y.all.spent.credits - x.all.spent.credits || (a < b ? -1 : 1))
