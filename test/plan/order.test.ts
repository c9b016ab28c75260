import { describe, expect, it } from "@effect/vitest"
import type { AccountId, Request } from "../../src/domain.ts"
import { diff } from "../../src/plan/diff.ts"
import { inOrder } from "../../src/plan/order.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import {
  AS_OF,
  canonicalOf,
  credits,
  doneOf,
  inputOf,
  instant,
  remoteOf,
  requestOf,
  stateOf,
  windowOf
} from "./samples.ts"

/** A month of one account. */
const month = (
  name: string,
  account: string,
  label: string,
  over: Pick<Request, "priority" | "newestFirst"> = {},
  type = "transactions"
): Request => {
  const [start, end] = [`${label}-01T00:00:00Z`, `${label}-28T23:59:59Z`]
  return requestOf(`${name}/${account}/${label}`, {
    canonical: canonicalOf({
      type,
      account_ids: [`acct_${account}` as AccountId],
      start_date: instant(start),
      end_date: instant(end)
    }),
    window: windowOf(label, start, end),
    ...over
  })
}

const months = (name: string, over: Pick<Request, "priority" | "newestFirst"> = {}, type = "transactions") =>
  ["a", "b"].flatMap((account) => ["2023-01", "2023-02"].map((label) => month(name, account, label, over, type)))

const whole = (name: string, type: string, priority = 0) =>
  requestOf(name, { canonical: canonicalOf({ type }), ...(priority === 0 ? {} : { priority }) })

const ordered = (requests: ReadonlyArray<Request>, ...records: ReadonlyArray<StateRecord>): ReadonlyArray<string> => {
  const state = stateOf(...records)
  const { actions } = diff(inputOf({ requests, state, asOf: AS_OF }))
  const addresses = new Map(requests.map(({ fingerprint, address }) => [fingerprint, address]))
  return inOrder(actions, requests, state.records).map((fingerprint) => addresses.get(fingerprint) ?? fingerprint)
}

describe("purchases are carried out", () => {
  it("in the order of the manifest, each window for all accounts before the next one", () => {
    expect(ordered([...months("ledger"), whole("payouts", "payouts")])).toEqual([
      "ledger/a/2023-01",
      "ledger/b/2023-01",
      "ledger/a/2023-02",
      "ledger/b/2023-02",
      "payouts"
    ])
  })

  it("newest first, where the export says so", () => {
    expect(ordered([whole("payouts", "payouts"), ...months("ledger", { newestFirst: true })])).toEqual([
      "payouts",
      "ledger/a/2023-02",
      "ledger/b/2023-02",
      "ledger/a/2023-01",
      "ledger/b/2023-01"
    ])
  })

  it("by priority before all else that is declared", () => {
    const requests = [
      whole("low", "payouts", -1),
      ...months("ledger", { newestFirst: true }),
      whole("high", "chargebacks", 10),
      whole("usual", "trial_links")
    ]
    expect(ordered(requests).map((address) => address.replace(/\/.*/, ""))).toEqual([
      "high",
      ...Array.from({ length: 4 }, () => "ledger"),
      "usual",
      "low"
    ])
  })

  it("where the first of its addresses stands, however many ask for it", () => {
    const twin = { ...whole("twin", "payouts", 5), output: "twin.csv" }
    expect(ordered([whole("ledger", "transactions"), whole("payouts", "payouts"), twin])).toEqual(["twin", "ledger"])
  })

  it("what is in doubt or paid for first; what is only priced has no advantage", () => {
    const [urgent, priced, asked, scraped, starting, started, creating] = [
      whole("urgent", "payouts", 10),
      whole("priced", "chargebacks"),
      whole("asked", "trial_links"),
      whole("scraped", "fans", -1),
      whole("starting", "tracking_links", -2),
      whole("started", "smart_links", -3),
      whole("creating", "transactions", -4)
    ]
    const records: ReadonlyArray<StateRecord> = [
      { ...remoteOf(priced), phase: "priced", credits: credits(7) },
      { ...remoteOf(asked), phase: "created" },
      { ...remoteOf(scraped), phase: "created" },
      { ...remoteOf(starting), phase: "starting", credits: credits(7) },
      { ...remoteOf(started), phase: "started", credits: credits(7) },
      {
        phase: "creating",
        fingerprint: creating.fingerprint,
        request: creating.canonical,
        address: creating.address,
        as_of: AS_OF,
        attempt: 1,
        since: AS_OF
      }
    ]
    expect(ordered([urgent, priced, asked, scraped, starting, started, creating], ...records)).toEqual([
      "scraped",
      "starting",
      "started",
      "creating",
      "urgent",
      "priced",
      "asked"
    ])
  })

  it("what is no longer declared last", () => {
    const [first, second] = [whole("first", "payouts"), whole("second", "chargebacks", 1)]
    expect(ordered([first, second], doneOf(whole("gone", "trial_links")))).toEqual([
      "second",
      "first",
      expect.stringMatching(/^v1:/)
    ])
  })
})
