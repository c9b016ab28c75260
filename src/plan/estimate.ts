/** What a request will cost, from what is known before it is bought. Pure. */
import type { CanonicalRequest, Credits } from "../domain.ts"
import type { Prices } from "../manifest/Manifest.ts"
import type { StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import type { Estimate, EstimateBasis } from "./Plan.ts"

export const FREE: Estimate = { low: 0 as Credits, high: 0 as Credits, basis: "none" }

export const exactly = (credits: Credits): Estimate => ({ low: credits, high: credits, basis: "exact" })

const UNKNOWN: Estimate = { low: 0 as Credits, high: null, basis: "unknown" }

/**
 * The most that a request can cost, in credits, by its own limits; `undefined` where it has none. `maxMessages` counts
 * per account (docs/api.md), rows are charged at the list price.
 */
export const worstCase = (request: CanonicalRequest, prices: Prices): Credits | undefined => {
  const rows = maxRows(request)
  return rows === undefined ? undefined : (Math.ceil(rows / prices.rowsPerCredit) as Credits)
}

const maxRows = ({ type, options, account_ids }: CanonicalRequest): number | undefined => {
  const limit =
    type === "chat_messages"
      ? options?.["maxMessages"]
      : type === "public_profiles"
        ? options?.["maxResults"]
        : undefined
  if (typeof limit !== "number") return undefined
  return type === "chat_messages" ? limit * Math.max(1, account_ids?.length ?? 1) : limit
}

/** Credits per account and day that purchases of a kind have cost, at the least and at the most. */
export interface Rate {
  readonly low: number
  readonly high: number
}

/** What past purchases tell, by kind. Only completed ones count: the price of a failed one says nothing of rows. */
export const ratesOf = (state: State): ReadonlyMap<string, Rate> => {
  const rates = new Map<string, Rate>()
  for (const record of state.records.values()) {
    if (record.phase !== "done" || record.credits === null) continue
    const rate = record.credits / sizeOf(record.request)
    const kind = kindOf(record.request)
    const known = rates.get(kind)
    rates.set(kind, { low: Math.min(known?.low ?? rate, rate), high: Math.max(known?.high ?? rate, rate) })
  }
  return rates
}

/** Requests of one kind differ in accounts and dates alone. */
const kindOf = ({ type, options }: CanonicalRequest): string => JSON.stringify([type, options ?? null])

/** Account-days: what the number of rows grows with. */
const sizeOf = ({ account_ids, start_date, end_date }: CanonicalRequest): number =>
  Math.max(1, account_ids?.length ?? 1) * Math.max(1, (Date.parse(end_date) - Date.parse(start_date)) / 86_400_000)

/** Of two bounds, the one that binds. */
export const lower = (a: Credits | undefined, b: Credits | undefined): Credits | undefined =>
  a === undefined || b === undefined ? (a ?? b) : (Math.min(a, b) as Credits)

/**
 * Before anything was bought: history beats the rows that the manifest expects, and the request's own limits cap both.
 * `maxCredits` is one of them: above it nothing is started.
 */
export const estimateNew = (
  request: CanonicalRequest,
  prices: Prices,
  rates: ReadonlyMap<string, Rate>,
  maxCredits?: Credits
): Estimate => {
  const bound = lower(worstCase(request, prices), maxCredits)
  const rate = rates.get(kindOf(request))
  if (rate !== undefined) {
    const size = sizeOf(request)
    const high = Math.ceil(rate.high * size)
    return {
      low: Math.floor(Math.min(rate.low * size, bound ?? Number.POSITIVE_INFINITY)) as Credits,
      high: Math.min(high, bound ?? high) as Credits,
      basis: "history"
    }
  }
  const rowsPerAccountDay = Object.hasOwn(prices.rowsPerAccountDay, request.type)
    ? prices.rowsPerAccountDay[request.type]
    : undefined
  if (rowsPerAccountDay !== undefined) {
    const listed = Math.ceil((rowsPerAccountDay * sizeOf(request)) / prices.rowsPerCredit)
    const likely = Math.min(listed, bound ?? listed) as Credits
    return { low: likely, high: likely, basis: "list" }
  }
  return bound === undefined ? UNKNOWN : { low: 0 as Credits, high: bound, basis: "bound" }
}

/** What is still to be paid for a purchase that was begun. */
export const estimateBegun = (record: StateRecord, fresh: () => Estimate): Estimate => {
  switch (record.phase) {
    case "priced":
      return record.credits === null ? fresh() : exactly(record.credits)
    case "starting":
      // It may have been charged already; until that is settled it counts as still to be paid.
      return record.credits === null ? fresh() : { low: 0 as Credits, high: record.credits, basis: "exact" }
    case "creating":
    case "created":
      return fresh()
    default:
      return FREE
  }
}

/** From the least certain to the most. A sum is as certain as its least certain part. */
const CERTAINTY: ReadonlyArray<EstimateBasis> = ["unknown", "bound", "list", "history", "exact", "none"]

export const sum = (estimates: ReadonlyArray<Estimate>): Estimate => {
  let low = 0
  let high: number | null = 0
  let basis: EstimateBasis = "none"
  for (const estimate of estimates) {
    low += estimate.low
    high = high === null || estimate.high === null ? null : high + estimate.high
    if (CERTAINTY.indexOf(estimate.basis) < CERTAINTY.indexOf(basis)) basis = estimate.basis
  }
  return { low: low as Credits, high: high as Credits | null, basis }
}
