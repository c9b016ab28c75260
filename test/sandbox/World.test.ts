import * as FastCheck from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import {
  type Answer,
  advance,
  type Call,
  type Disturbance,
  empty,
  handle,
  jobsOf,
  moveBalance,
  type Operation,
  type Rules,
  type World
} from "../../src/sandbox/World.ts"
import { callOf, FANS, LIMIT, NOON, PRICE, RULES, TRANSACTIONS } from "./fixtures.ts"

/** A world with a clock, for tests that read as a story. */
const story = (rules: Rules = RULES, first: World = empty(1_000, LIMIT)) => {
  let world = first
  let now = NOON
  return {
    world: () => world,
    later: (ms: number) => {
      now += ms
    },
    change: (change: (world: World) => World) => {
      world = change(world)
    },
    call: (operation: Operation, rest: Partial<Call> = {}, disturbance: Disturbance = {}): Answer => {
      const step = handle(rules, world, now, callOf(operation, rest), disturbance)
      world = step.world
      return step.answer
    }
  }
}

const create = (
  team: ReturnType<typeof story>,
  body: unknown = TRANSACTIONS,
  disturbance: Disturbance = {}
): string => {
  const answer = team.call("create", { body }, disturbance)
  expect(answer.status).toBe(200)
  return String((answer.body["data"] as { id: string }).id)
}

const get = (team: ReturnType<typeof story>, id: string) => team.call("get", { id }).body["data"]

describe("the life of an export", () => {
  it("is read off the clock", () => {
    const team = story()
    const id = create(team)
    expect(get(team, id)).toMatchObject({ status: "calculating_credits", credit_cost: null, total_rows: null })
    team.later(1_000)
    expect(get(team, id)).toMatchObject({
      status: "calculating_credits_completed",
      credit_cost: PRICE,
      total_rows: 200
    })
    expect(team.call("start", { id }).body["_meta"]).toMatchObject({ _credits: { used: PRICE, balance: 990 } })
    expect(get(team, id)).toMatchObject({ status: "pending", rows_processed: 0, download_url: null })
    team.later(1_500 + 4_250)
    expect(get(team, id)).toMatchObject({ status: "in_progress", rows_processed: 100, progress_percentage: 50 })
    team.later(4_250)
    expect(get(team, id)).toMatchObject({
      status: "completed",
      rows_processed: 200,
      progress_percentage: 100,
      completed_at: "2024-06-01T12:00:11+00:00",
      failed_downloads: 0,
      download_url: `http://store.test/files/${id}.csv?expires=${NOON + 11_000 + 300_000}`,
      download_url_expires_at: "2024-06-01T12:05:11+00:00"
    })
  })

  it("charges once, at the start alone", () => {
    const team = story()
    const id = create(team)
    team.later(1_000)
    expect(team.call("start", { id }).status).toBe(200)
    expect(team.call("start", { id }).status).toBe(422)
    team.later(60_000)
    expect(team.call("start", { id }).status).toBe(422)
    expect(team.world().ledger).toEqual([
      { data_export_id: id, type: "transactions", credits: PRICE, cause: "start", at: NOON + 1_000, balance: 990 }
    ])
  })

  it("refuses a start before the price, and beyond the balance", () => {
    const team = story(RULES, empty(PRICE - 1, LIMIT))
    const id = create(team)
    expect(team.call("start", { id }).status).toBe(422)
    team.later(1_000)
    expect(team.call("start", { id })).toMatchObject({ status: 402, body: { code: "insufficient_credits" } })
    expect(get(team, id)).toMatchObject({ status: "calculating_credits_completed" })
    team.change((world) => moveBalance(world, 1))
    expect(team.call("start", { id }).status).toBe(200)
    expect(team.world().balance).toBe(0)
  })

  it("starts by itself with auto_start, at the moment of the price", () => {
    const team = story()
    const id = create(team, { ...TRANSACTIONS, auto_start: true })
    team.later(999)
    expect(get(team, id)).toMatchObject({ status: "calculating_credits" })
    team.later(60_000)
    expect(get(team, id)).toMatchObject({ status: "completed", completed_at: "2024-06-01T12:00:11+00:00" })
    expect(team.world().ledger).toMatchObject([{ cause: "auto_start", at: NOON + 1_000, credits: PRICE }])
  })

  it("stays priced when auto_start finds too few credits", () => {
    const team = story(RULES, empty(PRICE + 5, LIMIT))
    const first = create(team, { ...TRANSACTIONS, auto_start: true })
    team.later(1)
    const second = create(team, { ...TRANSACTIONS, auto_start: true })
    team.later(5_000)
    expect(get(team, first)).toMatchObject({ status: "in_progress" })
    team.change((world) => moveBalance(world, 100))
    team.later(5_000)
    expect(get(team, second)).toMatchObject({ status: "calculating_credits_completed" })
    expect(team.world().ledger).toHaveLength(1)
  })

  it("charges scraped exports by itself only where it is told to", () => {
    for (const scrapedStartThemselves of [false, true]) {
      const team = story({ ...RULES, scrapedStartThemselves })
      create(team, FANS)
      create(team, TRANSACTIONS)
      team.later(2_000)
      team.call("list")
      expect(team.world().ledger.map(({ type }) => type)).toEqual(scrapedStartThemselves ? ["fans"] : [])
    }
  })

  it("gives nothing back for a cancelled or failed export, and retries a failed one at its price", () => {
    const team = story()
    const cancelled = create(team)
    const failed = create(team, TRANSACTIONS, { fate: { run_fails: "No access" } })
    team.later(1_000)
    expect(team.call("cancel", { id: cancelled }).status).toBe(422)
    for (const id of [cancelled, failed]) expect(team.call("start", { id }).status).toBe(200)
    expect(team.call("cancel", { id: cancelled }).status).toBe(200)
    team.later(60_000)
    expect(get(team, cancelled)).toMatchObject({ status: "cancelled", download_url: null })
    expect(get(team, failed)).toMatchObject({ status: "failed", failed_reason: "No access", progress_percentage: 50 })
    expect(team.world().balance).toBe(1_000 - 2 * PRICE)
    const retried = team.call("retry", { id: failed }).body["data"]
    expect(retried).toMatchObject({ original_id: failed, status: "calculating_credits" })
    team.later(60_000)
    expect(get(team, (retried as { id: string }).id)).toMatchObject({ status: "completed" })
    expect(team.world().balance).toBe(1_000 - 3 * PRICE)
  })

  it("follows the fate that a scenario gives it", () => {
    const team = story()
    const priceless = create(team, TRANSACTIONS, { fate: { calculation_fails: "No access" } })
    const lingering = create(team, TRANSACTIONS, { fate: { lingers: { status: "archiving", ms: 5_000 }, rows: 40 } })
    const short = create(team)
    team.later(1_000)
    expect(get(team, priceless)).toMatchObject({ status: "calculating_credits_failed", failed_reason: "No access" })
    expect(team.call("start", { id: priceless }).status).toBe(422)
    team.call("start", { id: lingering })
    team.call("start", { id: short }, { fate: { failed_downloads: 3 } })
    team.later(10_000)
    expect(get(team, lingering)).toMatchObject({ status: "archiving", credit_cost: 2, download_url: null })
    expect(get(team, short)).toMatchObject({ status: "completed", failed_downloads: 3 })
    team.later(5_000)
    expect(get(team, lingering)).toMatchObject({ status: "completed", completed_at: "2024-06-01T12:00:16+00:00" })
  })

  it("lingers in a word of its own before the price is known, too", () => {
    const team = story()
    const id = create(team, TRANSACTIONS, { fate: { lingers: { status: "queued", ms: 5_000, after: "calculation" } } })
    team.later(999)
    expect(get(team, id)).toMatchObject({ status: "calculating_credits", credit_cost: null })
    team.later(1)
    expect(get(team, id)).toMatchObject({ status: "queued", credit_cost: null })
    expect(team.call("start", { id }).status).toBe(422)
    team.later(5_000)
    expect(get(team, id)).toMatchObject({ status: "calculating_credits_completed", credit_cost: PRICE })
    team.call("start", { id })
    team.later(11_500)
    expect(get(team, id)).toMatchObject({ status: "completed" })
  })

  it("costs what a scenario says, from the call on that says it, and no more once it is charged", () => {
    const team = story()
    const made = create(team, TRANSACTIONS, { fate: { credits: 70 } })
    const read = create(team)
    const started = create(team)
    team.later(1_000)
    expect(get(team, made)).toMatchObject({ credit_cost: 70 })
    expect(get(team, read)).toMatchObject({ credit_cost: PRICE })
    expect(team.call("get", { id: read }, { fate: { credits: 50 } }).body["data"]).toMatchObject({ credit_cost: 50 })
    expect(get(team, read)).toMatchObject({ credit_cost: 50 })
    const answer = team.call("start", { id: started }, { fate: { credits: 30 } })
    expect(answer.body["_meta"]).toMatchObject({ _credits: { used: 30, balance: 970 } })
    expect(team.call("get", { id: started }, { fate: { credits: 1 } }).body["data"]).toMatchObject({ credit_cost: 30 })
    expect(team.world().ledger.map(({ credits }) => credits)).toEqual([30])
    expect(team.call("get", { id: made }, { fate: { credits: 971 } }).status).toBe(200)
    expect(team.call("start", { id: made }).status).toBe(402)
  })

  it("charges by itself where its fate says so", () => {
    const team = story()
    const id = create(team, FANS, { fate: { scrape_charges: true, credits: 30 } })
    create(team, FANS)
    team.later(2_000)
    expect(get(team, id)).toMatchObject({ status: "pending" })
    expect(team.world().ledger).toMatchObject([{ data_export_id: id, cause: "auto_start", credits: 30 }])
  })

  it("has a look-alike of somebody else, made just before", () => {
    const team = story()
    const id = create(team, FANS, { lookalike: true, fate: { scrape_charges: true } })
    const [own, other, ...rest] = jobsOf(team.world())
    expect([own?.id, rest]).toEqual([id, []])
    expect(other).toMatchObject({ purchase: own?.purchase, createdAt: own?.createdAt })
    team.later(60_000)
    team.call("list")
    expect(team.world().ledger.map((charge) => charge.data_export_id)).toEqual([id])
  })

  it("runs faster by the factor of speed", () => {
    const team = story({ ...RULES, speed: 10 })
    const id = create(team)
    team.later(100)
    team.call("start", { id })
    team.later(1_000)
    expect(get(team, id)).toMatchObject({ status: "completed" })
  })
})

describe("the calls", () => {
  it("takes an added type only where it is told to", () => {
    const body = { ...TRANSACTIONS, type: "vip_lists" }
    expect(story().call("create", { body }).status).toBe(422)
    expect(story({ ...RULES, addedTypes: ["vip_lists"] }).call("create", { body }).status).toBe(200)
  })

  it("lists newest first, in pages, filtered, without options", () => {
    const team = story()
    const ids = [create(team), create(team, FANS), create(team)]
    const list = (query: string) => team.call("list", { query: new URLSearchParams(query) }).body["data"]
    const idsOf = (answer: unknown) => (answer as { data: Array<{ id: string }> }).data.map(({ id }) => id)
    expect(idsOf(list(""))).toEqual([...ids].reverse())
    expect(idsOf(list("per_page=2&page=2"))).toEqual([ids[0]])
    expect(list("per_page=2&page=2")).toMatchObject({
      meta: { current_page: 2, last_page: 2, per_page: 2, total: 3 }
    })
    expect(idsOf(list("type=fans"))).toEqual([ids[1]])
    team.later(1_000)
    team.call("start", { id: ids[0] ?? "" })
    expect(idsOf(list("status=pending"))).toEqual([ids[0]])
    expect(JSON.stringify(list(""))).not.toContain("options")
  })

  it("says the first fault and counts the others", () => {
    const answer = story().call("create", { body: { type: "fans", file_type: "zip" } })
    expect(answer.body["message"]).toBe("The start date field is required. (and 4 more errors)")
    expect(Object.keys(answer.body["errors"] as object).sort()).toEqual([
      "account_ids",
      "end_date",
      "file_type",
      "options.type",
      "start_date"
    ])
  })

  it("says when the limit ends, and counts refused calls apart", () => {
    const team = story(RULES, empty(0, { ...LIMIT, calls: 2 }))
    team.later(15_500)
    team.call("list")
    team.call("list")
    expect(team.call("list")).toMatchObject({ status: 429, headers: { "Retry-After": "45" } })
    expect(team.world()).toMatchObject({ calls: { list: 2 }, throttled: 1 })
    team.later(44_500)
    expect(team.call("list").status).toBe(200)
  })
})

describe("the invariants", () => {
  const operations: ReadonlyArray<Operation> = ["create", "create", "list", "get", "start", "start", "retry", "cancel"]
  const step = FastCheck.record({
    operation: FastCheck.constantFrom(...operations),
    nth: FastCheck.nat(8),
    autoStart: FastCheck.boolean(),
    wait: FastCheck.constantFrom(0, 1, 400, 1_000, 7_000, 30_000),
    token: FastCheck.constantFrom("key", "key", "key", ""),
    fate: FastCheck.constantFrom({}, {}, { run_fails: "x" }, { calculation_fails: "x" }, { rows: 5_000 }),
    moved: FastCheck.constantFrom(0, 0, 0, -100, 300)
  })

  it("hold after any calls in any order", () => {
    FastCheck.assert(
      FastCheck.property(FastCheck.array(step, { maxLength: 40 }), (steps) => {
        const limit = { ...LIMIT, calls: 10 }
        let world = empty(500, limit)
        let given = 500
        let now = NOON
        for (const { operation, nth, autoStart, wait, token, fate, moved } of steps) {
          now += wait
          const afterMove = moveBalance(world, moved)
          given += afterMove.balance - world.balance
          const id = jobsOf(world)[nth]?.id ?? "none"
          const call = callOf(operation, { id, token, body: { ...TRANSACTIONS, auto_start: autoStart } })
          const { world: next, answer, touched } = handle(RULES, afterMove, now, call, { fate })
          // 1: nothing is lost or made.
          const spent = next.ledger.reduce((sum, { credits }) => sum + credits, 0)
          expect(next.balance + spent).toBe(given)
          expect(next.balance).toBeGreaterThanOrEqual(0)
          // 2: nothing is charged twice, and what is charged has started.
          const charged = next.ledger.map((charge) => charge.data_export_id)
          expect(new Set(charged).size).toBe(charged.length)
          const started = jobsOf(next).filter((job) => job.startedAt !== null)
          expect(started.map((job) => job.id).sort()).toEqual([...charged].sort())
          // 3: who is not let in, changes nothing; what changes by itself, changes at any call.
          if (answer.status === 401 || answer.status === 429) {
            expect(touched).toEqual(advance(afterMove, now).touched)
          }
          world = next
        }
      }),
      { numRuns: 300 }
    )
  })
})
