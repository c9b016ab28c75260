import { createHmac } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { calculatedAt, type Fate, type Job } from "../../src/sandbox/Job.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { type RunningSandbox, type SandboxOptions, start } from "../../src/sandbox/server.ts"
import { empty, handle, jobsOf, type World } from "../../src/sandbox/World.ts"
import { bodyOf, changesOf } from "../../src/sandbox/webhooks.ts"
import { callOf, LIMIT, NOON, RULES, TRANSACTIONS } from "./fixtures.ts"

/** Priced after 1 s, and started 2 s after it was asked for; it waits for 1.5 s and runs for 8.5 s. */
const jobWith = (fate: Fate = {}, { starts = true, cancelsAfter = 0 } = {}): Job => {
  let world: World = empty(1_000, LIMIT)
  const call = (at: number, operation: "create" | "start" | "cancel") => {
    const id = jobsOf(world)[0]?.id ?? ""
    world = handle(RULES, world, at, callOf(operation, { id, body: TRANSACTIONS }), { fate }).world
  }
  call(NOON, "create")
  if (starts) call(NOON + 2_000, "start")
  if (cancelsAfter > 0) call(NOON + cancelsAfter, "cancel")
  const [job] = jobsOf(world)
  if (job === undefined) throw new Error("there is no job")
  return job
}

const changes = (job: Job) => changesOf(job).map(({ at, status }) => [at - NOON, status])

describe("the changes of an export", () => {
  const priced = [
    [0, "calculating_credits"],
    [1_000, "calculating_credits_completed"]
  ]

  it.each<[string, Job, ReadonlyArray<ReadonlyArray<unknown>>]>([
    ["not started", jobWith({}, { starts: false }), priced],
    [
      "whose price fails",
      jobWith({ calculation_fails: "no" }),
      [priced[0] ?? [], [1_000, "calculating_credits_failed"]]
    ],
    ["that completes", jobWith(), [...priced, [3_500, "in_progress"], [12_000, "completed"]]],
    ["that fails half-way", jobWith({ run_fails: "no" }), [...priced, [3_500, "in_progress"], [7_750, "failed"]]],
    [
      "that is cancelled",
      jobWith({}, { cancelsAfter: 5_000 }),
      [...priced, [3_500, "in_progress"], [5_000, "cancelled"]]
    ],
    [
      "that lingers in a word without an event",
      jobWith({ lingers: { status: "archiving", ms: 700 } }),
      [...priced, [3_500, "in_progress"], [12_700, "completed"]]
    ]
  ])("%s", (_, job, expected) => {
    expect(changes(job)).toEqual(expected)
  })

  it("tells the price from when it is known", () => {
    const job = jobWith()
    const costs = changesOf(job).map((change) => JSON.parse(bodyOf(job, change)).payload.credit_cost)
    expect(costs).toEqual([null, 10, 10, 10])
    expect(calculatedAt(job)).toBe(NOON + 1_000)
  })
})

const SECRET = "a long secret"
const closing: Array<() => Promise<void>> = []

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

interface Heard {
  readonly event: string
  readonly id: string
  readonly signed: boolean
  readonly key: unknown
}

/** Somebody who is told, and answers with these statuses, then 204; and a sandbox that tells. */
const opened = async (
  rules: ReadonlyArray<Rule> = [],
  statuses: ReadonlyArray<number> = [],
  options: SandboxOptions = {}
) => {
  const heard: Array<Heard> = []
  const left = [...statuses]
  const listener = http.createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request.setEncoding("utf8")) body += chunk
    const { event, payload } = JSON.parse(body)
    const signature = createHmac("sha256", SECRET).update(body).digest("hex")
    const { signature: given, "x-ofapi-idempotency-key": key } = request.headers
    heard.push({ event: event.replace("data_exports.", ""), id: payload.id, signed: given === signature, key })
    response.writeHead(left.shift() ?? 204).end()
  })
  await new Promise<void>((resolve) => void listener.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/webhook`
  const sandbox = await start({
    calculateMs: 60,
    runMs: 200,
    limitPerWindow: 1_000,
    scenario: { version: 1, rules },
    webhook: { url, secret: SECRET },
    ...options
  })
  closing.push(
    () => sandbox.close(),
    () => new Promise((resolve) => void listener.close(() => resolve()))
  )
  return { sandbox, heard }
}

const HEADERS = { Authorization: "Bearer key", "Content-Type": "application/json" }

const created = async (sandbox: RunningSandbox, body: object = TRANSACTIONS): Promise<string> => {
  const request = { method: "POST", headers: HEADERS, body: JSON.stringify(body) }
  const answer = await (await fetch(`${sandbox.url}/api/data-exports`, request)).json()
  return (answer as { data: { id: string } }).data.id
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const words = (heard: ReadonlyArray<Heard>) => heard.map(({ event }) => event)

describe("the sandbox", () => {
  it("tells of each change of each export, signed, each under a key of its own", async () => {
    const { sandbox, heard } = await opened()
    const id = await created(sandbox)
    await until(() => heard.length === 2)
    await fetch(`${sandbox.url}/api/data-exports/${id}/start`, { method: "POST", headers: HEADERS })
    await until(() => heard.length === 4)
    expect(words(heard)).toEqual(["calculating_credits", "calculating_credits_completed", "in_progress", "completed"])
    expect(heard.every((one) => one.id === id && one.signed)).toBe(true)
    expect(new Set(heard.map(({ key }) => key)).size).toBe(4)
  })

  it("tells of what starts by itself", async () => {
    const { sandbox, heard } = await opened()
    await created(sandbox, { ...TRANSACTIONS, auto_start: true })
    await until(() => words(heard).includes("completed"))
    expect(words(heard)).toEqual(["calculating_credits", "calculating_credits_completed", "in_progress", "completed"])
  })

  it("sends again what is not taken, three times in all", async () => {
    const { sandbox, heard } = await opened(
      [{ on: "webhook", nth: [2, 3, 4], do: { webhook: { lost: true } } }],
      [500, 500, 500]
    )
    await created(sandbox)
    await until(() => heard.length === 3)
    expect(new Set(heard.map(({ key }) => key)).size).toBe(1)
  })

  it("loses, doubles, delays, turns round and forges as the scenario says", async () => {
    const { sandbox, heard } = await opened(
      [
        { on: "webhook", nth: 1, do: { webhook: { lost: true } } },
        { on: "webhook", nth: 2, do: { webhook: { behind_next: true } } },
        { on: "webhook", nth: 3, do: { webhook: { copies: 2 } } },
        { on: "webhook", nth: 4, do: { webhook: { forged: true, late_ms: 20 } } }
      ],
      []
    )
    await created(sandbox, { ...TRANSACTIONS, auto_start: true })
    await until(() => heard.length === 4)
    expect(words(heard)).toEqual(["in_progress", "in_progress", "calculating_credits_completed", "completed"])
    expect(heard.map(({ signed }) => signed)).toEqual([true, true, true, false])
  })

  it("is not held up by an address where nobody is", async () => {
    const { sandbox } = await opened([], [], { webhook: { url: "http://127.0.0.1:9/" } })
    await created(sandbox)
    expect((await fetch(`${sandbox.url}/__sandbox/stats`)).status).toBe(200)
  })

  it.each(["", "webhook", "ftp://a/b", "http://", "http://me:secret@a/b"])(
    "does not start with the address '%s'",
    async (url) => {
      await expect(start({ webhook: { url } })).rejects.toThrow("the address of webhooks")
    }
  )
})
