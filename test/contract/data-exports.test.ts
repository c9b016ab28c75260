import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type RunningSandbox, start } from "../../src/sandbox/server.ts"
import { asNode, at, documentedAnswers, faultsOfAnswer, faultsOfRequest, type OperationId } from "./contract.ts"
import { INVALID_REQUESTS, VALID_REQUESTS } from "./requests.ts"

const HOUR = 3_600_000

/** A sandbox whose clock stands still until it is moved. */
let now = Date.parse("2024-06-01T12:00:00Z")
let sandbox: RunningSandbox
/** Answers that were seen, to compare with those that are documented. */
const seen = new Set<string>()

beforeAll(async () => {
  sandbox = await start({
    clock: () => now,
    apiKey: "right",
    accounts: ["acct_main", "acc_two"],
    calculateMs: 1_000,
    runMs: 10_000,
    limitPerWindow: 50,
    balance: 1_000,
    scenario: {
      version: 1,
      rules: [
        { on: "create", type: "payouts", do: { fate: { run_fails: "The account was disconnected" } } },
        { on: "create", type: "chargebacks", do: { fate: { calculation_fails: "No access" } } },
        { on: "create", type: "trial_links", do: { fate: { rows: 1_000_000 } } }
      ]
    }
  })
})

afterAll(() => sandbox.close())

const PATHS: Readonly<Record<OperationId, (id: string) => readonly [string, string]>> = {
  create: () => ["POST", "/api/data-exports"],
  list: () => ["GET", "/api/data-exports"],
  get: (id) => ["GET", `/api/data-exports/${id}`],
  cancel: (id) => ["DELETE", `/api/data-exports/${id}`],
  start: (id) => ["POST", `/api/data-exports/${id}/start`],
  retry: (id) => ["POST", `/api/data-exports/${id}/retry`]
}

interface Extra {
  readonly body?: unknown
  readonly query?: string
  readonly key?: string
}

/** Makes a call and holds its answer against the contract. */
const call = async (operation: OperationId, id: string, { body, query = "", key = "right" }: Extra = {}) => {
  const [method, path] = PATHS[operation](id)
  const response = await fetch(`${sandbox.url}${path}${query}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const answer: unknown = await response.json()
  seen.add(`${operation} ${response.status}`)
  expect(faultsOfAnswer(operation, response, answer), JSON.stringify(answer)).toEqual([])
  return { status: response.status, answer: asNode(answer) }
}

const idOf = (answer: unknown): string => String(at(answer, "data")["id"])
const statusOf = async (id: string): Promise<unknown> => at((await call("get", id)).answer, "data")["status"]

const body = (type: keyof typeof VALID_REQUESTS) => VALID_REQUESTS[type]

/** Each test begins in a window of its own. */
const later = (ms: number) => {
  now += ms
}

describe.sequential("the sandbox against the contract", () => {
  it.each(Object.entries(VALID_REQUESTS))("takes %s, from create to file", async (type, request) => {
    later(HOUR)
    expect(faultsOfRequest(request)).toEqual([])
    const created = await call("create", "", { body: request })
    expect(created.status).toBe(200)
    const id = idOf(created.answer)
    expect(await statusOf(id)).toBe("calculating_credits")
    later(1_000)
    const unhappy = type === "payouts" || type === "chargebacks" || type === "trial_links"
    if (unhappy) return
    expect(await statusOf(id)).toBe("calculating_credits_completed")
    expect((await call("start", id)).status).toBe(200)
    expect(await statusOf(id)).toBe("pending")
    later(5_000)
    expect(await statusOf(id)).toBe("in_progress")
    later(5_000)
    const done = at((await call("get", id)).answer, "data")
    expect(done["status"]).toBe("completed")
    const file = await fetch(String(done["download_url"]))
    expect(file.status).toBe(200)
    expect((await file.arrayBuffer()).byteLength).toBe(Number(file.headers.get("content-length")))
  })

  it.each(INVALID_REQUESTS)("refuses a request with %s, and so does the contract", async (_, request) => {
    later(HOUR)
    expect(faultsOfRequest(request)).not.toEqual([])
    expect((await call("create", "", { body: request })).status).toBe(422)
  })

  it("refuses what a schema cannot express", async () => {
    later(HOUR)
    const backwards = { ...body("transactions"), start_date: "2024-02-01", end_date: "2024-01-01" }
    expect((await call("create", "", { body: backwards })).status).toBe(422)
    const noSuchColumn = { ...body("transactions"), export_columns: ["no_such_column"] }
    expect((await call("create", "", { body: noSuchColumn })).status).toBe(422)
    const noSuchDay = { ...body("transactions"), start_date: "2024-02-30" }
    expect((await call("create", "", { body: noSuchDay })).status).toBe(422)
    const stranger = { ...body("transactions"), account_ids: ["acct_stranger"] }
    const refused = await call("create", "", { body: stranger })
    expect([refused.status, refused.answer["code"]]).toEqual([404, "account_not_found"])
  })

  it("lists pages, newest first, by status and type", async () => {
    later(HOUR)
    const first = await call("list", "", { query: "?per_page=5" })
    const meta = at(first.answer, "data", "meta")
    expect(meta).toEqual({ current_page: 1, last_page: 3, per_page: 5, total: 12 })
    const fans = await call("list", "", { query: "?type=fans&status=completed&download_url_expires_in=60" })
    expect(at(fans.answer, "data", "meta")["total"]).toBe(1)
    for (const query of ["?per_page=101", "?page=0", "?status=done", "?type=fan", "?download_url_expires_in=61"]) {
      expect((await call("list", "", { query })).status).toBe(422)
    }
    expect((await call("get", idOf({ data: { id: "data_export_none" } }))).status).toBe(404)
  })

  it("answers every wrong call as documented", async () => {
    later(HOUR)
    const failed = idOf((await call("create", "", { body: body("payouts") })).answer)
    const priceless = idOf((await call("create", "", { body: body("chargebacks") })).answer)
    const dear = idOf((await call("create", "", { body: body("trial_links") })).answer)
    const running = idOf((await call("create", "", { body: body("transactions") })).answer)
    expect((await call("start", failed)).status).toBe(422)
    expect((await call("get", failed, { query: "?download_url_expires_in=0" })).status).toBe(422)
    later(1_000)
    expect(await statusOf(priceless)).toBe("calculating_credits_failed")
    expect((await call("start", priceless)).status).toBe(422)
    const balance = sandbox.stats().balance
    expect((await call("start", dear)).status).toBe(402)
    expect(sandbox.stats().balance).toBe(balance)
    expect((await call("start", failed)).status).toBe(200)
    expect((await call("start", running)).status).toBe(200)
    expect((await call("retry", running)).status).toBe(422)
    expect((await call("cancel", running)).status).toBe(200)
    expect((await call("cancel", running)).status).toBe(422)
    expect(await statusOf(running)).toBe("cancelled")
    later(10_000)
    expect(await statusOf(failed)).toBe("failed")
    const again = await call("retry", failed)
    expect([again.status, at(again.answer, "data")["original_id"]]).toEqual([200, failed])
    for (const operation of ["start", "retry", "cancel"] as const) {
      expect((await call(operation, "data_export_none")).status).toBe(404)
    }
  })

  it.each(Object.keys(PATHS) as Array<OperationId>)(
    "lets nobody %s without the key, or over the limit",
    async (operation) => {
      later(HOUR)
      const before = sandbox.stats()
      expect((await call(operation, "data_export_none", { key: "wrong" })).status).toBe(401)
      for (let i = 0; i < 50; i++) await call("list", "")
      const limited = await call(operation, "data_export_none", {
        body: operation === "create" ? body("fans") : undefined
      })
      expect(limited.status).toBe(429)
      expect(at(limited.answer, "_meta", "_rate_limits")["remaining_minute"]).toBe(0)
      const after = sandbox.stats()
      expect([after.exports, after.balance, after.throttled]).toEqual([
        before.exports,
        before.balance,
        before.throttled + 1
      ])
    }
  )

  it("has given every answer that is documented", () => {
    expect([...seen].sort()).toEqual([...documentedAnswers].sort())
  })
})
