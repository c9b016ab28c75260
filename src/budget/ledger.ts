/** What the ledger says about money that is out, as the budget begins with it. Pure. */
import * as DateTime from "effect/DateTime"
import type { Credits, Fingerprint, Instant } from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import type { BudgetSettings } from "../manifest/Manifest.ts"
import { lower } from "../plan/estimate.ts"
import type { StateRecord } from "../state/Record.ts"
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
  boundOf: (record: StateRecord) => Credits | undefined
): Money => {
  const perRun = lower(settings.perRun, budget)
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
    spentRun: 0,
    spentMonth: ofThisMonth.credits,
    unknownCharge: ofThisMonth.unknown,
    unknownRunCharge: false,
    balance: undefined,
    reserved,
    unattended: new Set(reserved.keys())
  }
}

/** `2024-01`: the month that an instant falls into, where days begin in that zone. */
export const monthOf = (asOf: Instant, timezone: string): string =>
  DateTime.formatIsoDate(DateTime.unsafeMakeZoned(asOf, { timeZone: timezone })).slice(0, 7)

/** What was charged in a month; `unknown`: for something, nobody has said how much. */
export const chargesOf = (
  state: State,
  month: string,
  timezone: string
): { readonly credits: number; readonly unknown: boolean } => {
  let credits = 0
  let unknown = false
  // All charges of a run have its date, and calendars of zones are slow.
  const months = new Map<Instant, string>()
  for (const entry of state.ledger) {
    const itsMonth = months.get(entry.as_of) ?? monthOf(entry.as_of, timezone)
    months.set(entry.as_of, itsMonth)
    if (itsMonth !== month) continue
    if (entry.credits === null) unknown = true
    else credits += entry.credits
  }
  return { credits, unknown }
}
