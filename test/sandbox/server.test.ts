/** The HTTP around the model: routes, files, and what a scenario does to a connection. */
import { mkdir, mkdtemp, rm } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { type RunningSandbox, type SandboxOptions, start } from "../../src/sandbox/server.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { FANS, NOON, TRANSACTIONS } from "./fixtures.ts"

const opened: Array<RunningSandbox> = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()))
})

/** Jobs take no time, so that an export is ready once it was started. */
const open = async (rules: ReadonlyArray<Rule> = [], options: SandboxOptions = {}): Promise<RunningSandbox> => {
  const scenario = { version: 1, rules } as const
  const sandbox = await start({ calculateMs: 0, runMs: 0, rows: 200, limitPerWindow: 1_000, scenario, ...options })
  opened.push(sandbox)
  return sandbox
}

const HEADERS = { Authorization: "Bearer key", "Content-Type": "application/json" }

const post = (sandbox: RunningSandbox, path: string, body?: unknown) =>
  fetch(`${sandbox.url}/api/data-exports${path}`, {
    method: "POST",
    headers: HEADERS,
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })

const get = (sandbox: RunningSandbox, path: string) =>
  fetch(`${sandbox.url}/api/data-exports${path}`, { headers: HEADERS })

const dataOf = async (response: Response) => ((await response.json()) as { data: Record<string, unknown> }).data

/** A finished export: its id and the URL of its file. */
const finished = async (sandbox: RunningSandbox, body: unknown = TRANSACTIONS) => {
  const id = String((await dataOf(await post(sandbox, "", body)))["id"])
  expect((await post(sandbox, `/${id}/start`)).status).toBe(200)
  return { id, url: String((await dataOf(await get(sandbox, `/${id}`)))["download_url"]) }
}

describe("the routes", () => {
  it.each([
    ["GET", "/api/nothing", 404],
    ["GET", "/", 404],
    ["PUT", "/api/data-exports", 405],
    ["POST", "/api/data-exports/data_export_1", 405],
    ["GET", "/api/data-exports/data_export_1/start", 405],
    ["POST", "/api/data-exports/data_export_1/pause", 404],
    ["GET", "/files/data_export_1.csv", 400],
    ["POST", "/files/data_export_1.csv", 404]
  ])("%s %s is answered %i", async (method, path, status) => {
    const response = await fetch((await open()).url + path, { method, headers: HEADERS })
    expect(response.status).toBe(status)
    expect(await response.text()).not.toBe("")
    if (status === 405) expect(response.headers.get("allow")).toMatch(/^[A-Z, ]+$/)
  })

  it("takes a body that is no JSON, or not called so, for an empty one", async () => {
    const sandbox = await open()
    const url = `${sandbox.url}/api/data-exports`
    const torn = await fetch(url, { method: "POST", headers: HEADERS, body: "{" })
    const { "Content-Type": _, ...unnamed } = HEADERS
    const plain = await fetch(url, { method: "POST", headers: unnamed, body: JSON.stringify(TRANSACTIONS) })
    for (const response of [torn, plain]) {
      expect(response.status).toBe(422)
      expect(((await response.json()) as { errors: object }).errors).toHaveProperty("type")
    }
    const large = await fetch(url, { method: "POST", headers: HEADERS, body: `"${"x".repeat(1_100_000)}"` })
    expect(large.status).toBe(413)
  })

  it("tells the oracle's view without a key and outside the limit", async () => {
    const sandbox = await open([], { limitPerWindow: 3 })
    const { id } = await finished(sandbox)
    expect((await get(sandbox, "")).status).toBe(429)
    const stats = await (await fetch(`${sandbox.url}/__sandbox/stats`)).json()
    expect(stats).toEqual(sandbox.stats())
    expect(stats).toMatchObject({
      balance: 9_990,
      charged: 10,
      ledger: [{ data_export_id: id, credits: 10, cause: "start" }],
      calls: { create: 1, start: 1, get: 1, list: 0 },
      throttled: 1,
      exports: 1
    })
    const exports = await (await fetch(`${sandbox.url}/__sandbox/exports`)).json()
    expect(exports).toMatchObject([{ id, purchase: { type: "transactions", accountIds: ["acct_1"] } }])
  })

  it("dates its answers by its own clock", async () => {
    const response = await get(await open([], { clock: () => NOON }), "")
    expect(response.headers.get("date")).toBe("Sat, 01 Jun 2024 12:00:00 GMT")
  })

  it("does not wait for anybody when it closes", async () => {
    const sandbox = await open([{ on: "list", do: { hang: { ms: 600_000 } } }])
    const hanging = get(sandbox, "").catch(() => "cut")
    const idle = connect(sandbox.port, "127.0.0.1").on("error", () => "cut")
    const closed = new Promise((resolve) => idle.once("close", resolve))
    await new Promise((resolve) => idle.once("connect", resolve))
    await sandbox.close()
    expect(await hanging).toBe("cut")
    await closed
  })
})

describe("a download", () => {
  it("comes whole, in parts, or as a head alone", async () => {
    const { url } = await finished(await open())
    const whole = await fetch(url)
    const bytes = Buffer.from(await whole.arrayBuffer())
    const etag = whole.headers.get("etag") ?? ""
    expect([whole.status, whole.headers.get("content-length")]).toEqual([200, String(bytes.length)])

    const part = await fetch(url, { headers: { Range: "bytes=1000-1999", "If-Range": etag } })
    expect(part.status).toBe(206)
    expect(part.headers.get("content-range")).toBe(`bytes 1000-1999/${bytes.length}`)
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1_000, 2_000))).toBe(true)

    const changed = await fetch(url, { headers: { Range: "bytes=1000-1999", "If-Range": '"other"' } })
    expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, bytes.length])

    const beyond = await fetch(url, { headers: { Range: `bytes=${bytes.length}-` } })
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${bytes.length}`])
    expect(await beyond.text()).toContain("<Code>InvalidRange</Code>")

    const head = await fetch(url, { method: "HEAD" })
    expect([head.status, head.headers.get("content-length"), head.headers.get("etag")]).toEqual([
      200,
      String(bytes.length),
      etag
    ])
  })

  it("is refused to a stranger, to a key, and once it is late", async () => {
    let now = NOON
    const { url } = await finished(await open([], { clock: () => now }))
    const withKey = await fetch(url, { headers: { Authorization: "Bearer key" } })
    expect([withKey.status, await withKey.text()]).toEqual([
      400,
      expect.stringContaining("<Code>InvalidArgument</Code>")
    ])
    const forged = await fetch(url.replace(/signature=.{4}/, "signature=0000"))
    expect([forged.status, await forged.text()]).toEqual([403, expect.stringContaining("SignatureDoesNotMatch")])
    now += 299_000
    expect((await fetch(url)).status).toBe(200)
    now += 1_000
    const late = await fetch(url)
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Request has expired")])
  })

  it("lives as many minutes as were asked for", async () => {
    let now = NOON
    const sandbox = await open([], { clock: () => now })
    const { id } = await finished(sandbox)
    const { download_url } = await dataOf(await get(sandbox, `/${id}?download_url_expires_in=60`))
    now += 59 * 60_000
    expect((await fetch(String(download_url))).status).toBe(200)
  })
})

describe("a scenario", () => {
  it("drops a call before or after it takes effect", async () => {
    const sandbox = await open([
      { on: "create", nth: 1, do: { drop: "before" } },
      { on: "create", nth: 2, do: { drop: "after" } }
    ])
    await expect(post(sandbox, "", TRANSACTIONS)).rejects.toThrow()
    expect(sandbox.stats().exports).toBe(0)
    await expect(post(sandbox, "", TRANSACTIONS)).rejects.toThrow()
    expect(sandbox.stats().exports).toBe(1)
  })

  it("hangs, and takes effect late, after the caller has gone", async () => {
    const sandbox = await open([{ on: "create", do: { hang: { ms: 150 } } }])
    const impatient = fetch(`${sandbox.url}/api/data-exports`, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(TRANSACTIONS),
      signal: AbortSignal.timeout(60)
    })
    await expect(impatient).rejects.toThrow()
    expect(sandbox.stats().exports).toBe(0)
    await expect.poll(() => sandbox.stats().exports).toBe(1)
  })

  it("answers in the API's place, before or after the effect", async () => {
    const sandbox = await open([
      { on: "create", nth: 1, do: { answer: { status: 503, html: "<h1>Busy</h1>", retry_after: 7 } } },
      { on: "create", nth: 2, do: { answer: { status: 502, when: "after" } } },
      {
        on: "create",
        nth: 3,
        do: { answer: { status: 429, json: { message: "no" }, retry_after: "Sat, 01 Jun 2024 12:00:00 GMT" } }
      }
    ])
    const busy = await post(sandbox, "", TRANSACTIONS)
    expect([busy.status, busy.headers.get("retry-after"), await busy.text()]).toEqual([503, "7", "<h1>Busy</h1>"])
    expect(busy.headers.get("content-type")).toContain("text/html")
    expect(sandbox.stats().exports).toBe(0)
    expect((await post(sandbox, "", TRANSACTIONS)).status).toBe(502)
    expect(sandbox.stats().exports).toBe(1)
    const limited = await post(sandbox, "", TRANSACTIONS)
    expect([limited.headers.get("retry-after"), await limited.json()]).toEqual([
      "Sat, 01 Jun 2024 12:00:00 GMT",
      { message: "no" }
    ])
  })

  it("answers from a stale cache", async () => {
    const sandbox = await open([{ on: "list", nth: 2, do: { stale: true } }])
    const first = await (await get(sandbox, "")).json()
    await finished(sandbox)
    const second = (await (await get(sandbox, "")).json()) as { _meta: { _cache: unknown; _credits: unknown } }
    expect(second).toMatchObject({ data: (first as { data: object }).data, _meta: { _credits: { balance: 10_000 } } })
    expect(second._meta._cache).toMatchObject({ is_cached: true })
    expect((await dataOf(await get(sandbox, "")))["data"]).toHaveLength(1)
  })

  it("answers garbage, too much, too little, and what nobody knows", async () => {
    const sandbox = await open([
      { on: "list", nth: 1, do: { garbage: true } },
      { on: "list", nth: 2, do: { huge: 300_000 } },
      { on: "list", nth: 3, do: { unknown_fields: true } },
      { on: "list", nth: 4, do: { missing_fields: ["created_at", "used"] } }
    ])
    await finished(sandbox)
    await expect((await get(sandbox, "")).json()).rejects.toThrow(SyntaxError)
    const huge = await (await get(sandbox, "")).text()
    expect(huge.length).toBeGreaterThan(300_000)
    expect(JSON.parse(huge)).toMatchObject({ data: { meta: { total: 1 } } })
    const strange = await (await get(sandbox, "")).json()
    const news = { future_field: expect.anything() }
    expect(strange).toMatchObject({ ...news, _meta: { ...news, _credits: news }, data: { meta: news, data: [news] } })
    const poor = (await (await get(sandbox, "")).json()) as {
      readonly data: { readonly data: ReadonlyArray<object> }
      readonly _meta: { readonly _credits: object }
    }
    expect(poor.data.data).toEqual([expect.objectContaining({ status: "completed" })])
    expect(poor.data.data[0]).not.toHaveProperty("created_at")
    expect(poor._meta._credits).toEqual({ balance: expect.any(Number), note: expect.any(String) })
  })

  it("expires URLs, in answers and on the way to the file", async () => {
    const sandbox = await open([
      { on: "get", nth: 1, do: { expire_url: true } },
      { on: "download", nth: 2, do: { expire_url: true } }
    ])
    const { id, url } = await finished(sandbox)
    expect((await fetch(url)).status).toBe(403)
    const fresh = String((await dataOf(await get(sandbox, `/${id}`)))["download_url"])
    expect((await fetch(fresh)).status).toBe(403)
    expect((await fetch(fresh)).status).toBe(200)
  })

  it("truncates a download, openly or not", async () => {
    const sandbox = await open([
      { on: "download", nth: 1, do: { truncate: { bytes: 1_000 } } },
      { on: "download", nth: 2, do: { truncate: { bytes: 1_000, clean: true } } },
      { on: "download", nth: 3, do: { drop: "before" } },
      { on: "download", nth: 4, do: { answer: { status: 503 } } }
    ])
    const { url } = await finished(sandbox)
    const broken = await fetch(url)
    expect(Number(broken.headers.get("content-length"))).toBeGreaterThan(10_000)
    let received = 0
    const reading = async () => {
      for await (const chunk of broken.body ?? []) received += (chunk as Uint8Array).length
    }
    await expect(reading()).rejects.toThrow()
    expect(received).toBe(1_000)
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(1_000)
    await expect(fetch(url)).rejects.toThrow()
    expect((await fetch(url)).status).toBe(503)
    expect((await fetch(url)).status).toBe(200)
  })

  it("moves the balance, changes the limit, and decides what becomes of an export", async () => {
    const sandbox = await open([
      { on: "create", type: "fans", do: { move_balance: -9_995, fate: { rows: 100 } } },
      { on: "get", do: { set_limit: { calls: 4 } } }
    ])
    const id = String((await dataOf(await post(sandbox, "", FANS)))["id"])
    expect(sandbox.stats().balance).toBe(5)
    expect((await dataOf(await get(sandbox, `/${id}`)))["total_rows"]).toBe(100)
    expect((await post(sandbox, `/${id}/start`)).status).toBe(200)
    expect((await get(sandbox, "")).status).toBe(200)
    expect((await get(sandbox, "")).status).toBe(429)
  })
})

describe("the state file", () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sandbox-"))
  })

  afterEach(() => rm(folder, { recursive: true }))

  it("refuses what it could not keep, and forgets it", async () => {
    const stateFile = join(folder, "state")
    const sandbox = await open([], { stateFile })
    await finished(sandbox)
    await rm(folder, { recursive: true })
    expect((await post(sandbox, "", TRANSACTIONS)).status).toBe(500)
    expect(sandbox.stats().exports).toBe(1)
    await mkdir(folder)
    expect((await post(sandbox, "", TRANSACTIONS)).status).toBe(200)
    const again = await open([], { stateFile })
    expect(jobsOf(again.world())).toEqual(jobsOf(sandbox.world()))
    expect(again.stats()).toMatchObject({ exports: 2, charged: 10 })
  })

  it("keeps the same exports, files and links from one run to the next", async () => {
    const stateFile = join(folder, "state")
    const first = await open([], { stateFile })
    const { id, url } = await finished(first)
    const etag = (await fetch(url)).headers.get("etag")
    await first.close()
    const second = await open([], { stateFile, balance: 1 })
    expect(jobsOf(second.world())).toEqual(jobsOf(first.world()))
    expect(second.stats()).toMatchObject({ balance: 9_990, exports: 1, calls: { create: 1, start: 1 } })
    const again = String((await dataOf(await get(second, `/${id}`)))["download_url"])
    expect((await fetch(again)).headers.get("etag")).toBe(etag)
  })
})
