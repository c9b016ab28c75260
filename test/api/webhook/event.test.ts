import * as FC from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { isWorthALook, readEvent } from "../../../src/api/webhook/event.ts"

const PAYLOAD = { id: "data_export_1", status: "completed", account_ids: ["acct_1", "acct_2"], credit_cost: 12 }
const written = (event: unknown, payload: unknown = PAYLOAD) =>
  JSON.stringify({ event, account_id: null, payload, added: { by: "the vendor" } })

describe("an event", () => {
  it("tells id, change, status, accounts and cost", () => {
    expect(readEvent(written("data_exports.completed"))).toEqual({
      kind: "export",
      event: {
        id: "data_export_1",
        change: "completed",
        status: "completed",
        accountIds: ["acct_1", "acct_2"],
        creditCost: 12
      }
    })
  })

  it("needs no more than its id", () => {
    const rest = { status: null, account_ids: "all", credit_cost: "many" }
    for (const payload of [{ id: "x" }, { id: "x", ...rest }])
      expect(readEvent(written("data_exports.archived", payload))).toEqual({
        kind: "export",
        event: { id: "x", change: "archived", accountIds: [] }
      })
  })

  it.each([
    ["of an account", written("messages.received")],
    ["without a payload", written("data_exports.completed", null)],
    ["without an id", written("data_exports.completed", { status: "completed" })],
    ["with an id that is none", written("data_exports.completed", { id: "x".repeat(129) })]
  ])("%s is of something else", (_, text) => {
    expect(readEvent(text)).toEqual({ kind: "other" })
  })

  it.each(["", "{", "null", "[]", "7", '"data_exports.completed"', "{}", written(7), written("")])(
    "%s is nonsense",
    (text) => {
      expect(readEvent(text)).toEqual({ kind: "nonsense" })
    }
  )

  it("never throws", () => {
    FC.assert(
      FC.property(FC.json(), FC.string(), (json, text) => {
        for (const one of [json, text]) expect(["export", "other", "nonsense"]).toContain(readEvent(one).kind)
      }),
      { numRuns: 200 }
    )
  })

  it("is worth a look where somebody may wait for it", () => {
    const worth = (change: string) => isWorthALook({ id: PAYLOAD.id as never, change, accountIds: [] })
    const words = "calculating_credits calculating_credits_completed calculating_credits_failed in_progress completed"
    expect([...words.split(" "), "failed", "cancelled", "archived"].filter(worth)).toEqual([
      "calculating_credits_completed",
      "calculating_credits_failed",
      "completed",
      "failed",
      "cancelled",
      "archived"
    ])
  })
})
