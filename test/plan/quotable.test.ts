import { describe, expect, it } from "vitest"
import type { Request } from "../../src/domain.ts"
import { diff } from "../../src/plan/diff.ts"
import { quotable } from "../../src/plan/quotable.ts"
import type { StateRecord } from "../../src/state/Record.ts"
import {
  AS_OF,
  baseOf,
  canonicalOf,
  credits,
  dataExportId,
  doneOf,
  inputOf,
  remoteOf,
  requestOf,
  stateOf,
  windowOf
} from "./samples.ts"

const ledger = requestOf("ledger")
const fans = requestOf("fans", { canonical: canonicalOf({ type: "fans", options: { type: "all" } }) })
const unknown = requestOf("stories", { canonical: canonicalOf({ type: "stories_of_a_newer_vendor" }) })

const quoted = (requests: ReadonlyArray<Request>, known: ReadonlyArray<StateRecord>, scraped = false) => {
  const input = inputOf({ requests, state: stateOf(...known) })
  return quotable(diff(input), input.state, scraped)
}
const addresses = (...args: Parameters<typeof quoted>) => quoted(...args).actions.map(({ address }) => address)

describe("what can be asked for its price", () => {
  it.each<readonly [string, StateRecord]>([
    ["refused", { phase: "refused", ...baseOf(ledger), reason: "422" }],
    ["creating", { phase: "creating", ...baseOf(ledger), since: AS_OF }],
    ["created", { phase: "created", ...remoteOf(ledger) }],
    ["failed", { phase: "failed", ...remoteOf(ledger), credits: null, charged: false, reason: "broken" }]
  ])("is what is not there, and what has no price yet: %s", (_, record) => {
    expect(addresses([ledger], [])).toEqual(["ledger"])
    expect(addresses([ledger], [record])).toEqual(["ledger"])
  })

  it.each<readonly [string, StateRecord]>([
    ["priced", { phase: "priced", ...remoteOf(ledger), credits: credits(7) }],
    ["starting", { phase: "starting", ...remoteOf(ledger), credits: credits(7) }],
    ["started", { phase: "started", ...remoteOf(ledger), credits: credits(7) }],
    ["ready", { phase: "ready", ...remoteOf(ledger), credits: credits(7), files: [] }],
    ["done", doneOf(ledger)],
    ["failed", { phase: "failed", ...remoteOf(ledger), credits: null, charged: true, reason: "broken" }]
  ])("is nothing that has a price, or is paid: %s", (_, record) => {
    expect(addresses([ledger], [record])).toEqual([])
  })

  it("is nothing whose window is open", () => {
    const window = windowOf("2024-03", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59Z")
    expect(addresses([requestOf("ledger", { window })], [])).toEqual([])
  })

  it("is nothing that the team has already", () => {
    const one = { id: dataExportId("data_export_t"), createdAt: AS_OF, isPaid: true, credits: credits(7) }
    const input = inputOf({ requests: [ledger], team: new Map([[ledger.fingerprint, one]]) })
    expect(quotable(diff(input), input.state, true).actions).toEqual([])
  })

  it("is a purchase once, whatever the number of its addresses", () => {
    expect(addresses([ledger, requestOf("twin")], [])).toEqual(["ledger"])
  })

  it("is what is scraped only where that is wanted, and a type that nobody knows counts as scraped", () => {
    expect(addresses([ledger, fans, unknown], [])).toEqual(["ledger"])
    expect(addresses([ledger, fans, unknown], [], true)).toEqual(["ledger", "fans", "stories"])
    expect(addresses([fans], [{ phase: "created", ...remoteOf(fans) }])).toEqual([])
  })

  it("is a plan of its own: its summary and its credits are of that alone", () => {
    const chats = requestOf("chats", {
      canonical: canonicalOf({ type: "chat_messages", options: { maxMessages: 100 } })
    })
    const payouts = requestOf("payouts", { canonical: canonicalOf({ type: "payouts" }), maxCredits: credits(3) })
    const plan = quoted([chats, payouts, doneRequest], [doneOf(doneRequest)])
    expect(plan).toMatchObject({ as_of: AS_OF, credits: { low: 0, high: 3, basis: "bound" } })
    expect(plan.summary).toMatchObject({ create: 1, keep: 0, download: 0, orphan: 0 })
  })
  const doneRequest = requestOf("refunds", { canonical: canonicalOf({ type: "chargebacks" }) })
})
