/** A small team for tests of the model: equal durations, prices that are easy to reckon with. */
import type { Call, Operation, Rules } from "../../src/sandbox/World.ts"

/** Noon, so that a few hours more or less change no day. */
export const NOON = Date.parse("2024-06-01T12:00:00Z")

export const RULES: Rules = {
  addedTypes: [],
  seed: 1,
  speed: 1,
  calculateMs: 1_000,
  runMs: 10_000,
  rows: 200,
  scrapedStartThemselves: false,
  signUrl: (path, expires) => `http://store.test${path}?expires=${expires}`
}

/** What `rows` above costs. */
export const PRICE = 10

export const LIMIT = { kind: "aligned", calls: 60, windowMs: 60_000, callsPerDay: null } as const

export const TRANSACTIONS = {
  type: "transactions",
  account_ids: ["acct_1"],
  start_date: "2024-01-01T00:00:00Z",
  end_date: "2024-01-31T23:59:59Z",
  file_type: "csv"
}

export const FANS = { ...TRANSACTIONS, type: "fans", options: { type: "all" } }

export const callOf = (operation: Operation, rest: Partial<Call> = {}): Call => ({
  operation,
  id: "",
  query: new URLSearchParams(),
  body: undefined,
  token: "key",
  ...rest
})
