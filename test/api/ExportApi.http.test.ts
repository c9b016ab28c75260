import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { describe, expect, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Inspectable from "effect/Inspectable"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as ExportApiHttp from "../../src/api/ExportApi.http.ts"
import { ApiError, ExportApi } from "../../src/api/ExportApi.ts"
import { RateLimiter } from "../../src/api/RateLimiter.ts"
import { Budget } from "../../src/budget/Budget.ts"
import type { AccountId, CanonicalRequest, Credits, DataExportId, Fingerprint, Instant } from "../../src/domain.ts"
import * as Sandbox from "../../src/sandbox/Sandbox.ts"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { closedPort, type RawServer, rawServer } from "./rawServer.ts"

const KEY = "key-3f9c51d07a"
const ID = "data_export_1" as DataExportId

const REQUEST: CanonicalRequest = {
  type: "transactions",
  account_ids: ["acct_1" as AccountId, "acct_2" as AccountId],
  start_date: "2024-01-01T00:00:00Z" as Instant,
  end_date: "2024-01-31T23:59:59Z" as Instant,
  file_type: "csv",
  export_columns: ["amount", "created_at"]
}

const apiAt = (baseUrl: string, timeoutMs = 10_000): Layer.Layer<ExportApi | RateLimiter> =>
  ExportApiHttp.layer({ baseUrl, apiKey: Redacted.make(KEY), timeoutMs }).pipe(
    Layer.provideMerge(RateLimiter.layer({ windowMs: 60_000, reserve: 0 })),
    Layer.provide(FetchHttpClient.layer)
  )

const allowance = Effect.flatMap(Budget, (budget) =>
  budget.authorize({ fingerprint: "v1:a" as Fingerprint, credits: 10 as Credits })
).pipe(
  Effect.provide(
    Budget.layer({
      caps: {},
      unknownCost: "block",
      spentRun: 0,
      spentMonth: 0,
      unknownCharge: false,
      unknownRunCharge: false,
      balance: undefined,
      reserved: new Map(),
      unattended: new Set()
    })
  )
)

const OPERATIONS = ["create", "list", "get", "start"] as const
type Operation = (typeof OPERATIONS)[number]

/** Any of the operations, with an intent that is noted. */
const perform = (operation: Operation, log: Array<string> = []) =>
  Effect.gen(function* () {
    const api = yield* ExportApi
    const intent = Effect.sync(() => void log.push("intent"))
    switch (operation) {
      case "create":
        return yield* api.create(REQUEST, intent)
      case "list":
        return yield* api.list({ page: 1 })
      case "get":
        return yield* api.get(ID)
      case "start":
        return yield* api.start(ID, yield* allowance, intent)
    }
  })

/** The failure of a call, which must tell neither the key nor a signed address, however it is looked at. */
const failureOf = <A, R>(call: Effect.Effect<A, unknown, R>) =>
  Effect.gen(function* () {
    const exit = yield* Effect.exit(call)
    if (Exit.isSuccess(exit)) return yield* Effect.die(`it succeeded: ${JSON.stringify(exit.value)}`)
    const error = Cause.squash(exit.cause)
    if (!(error instanceof ApiError)) return yield* Effect.die(error)
    const told = [
      Cause.pretty(exit.cause, { renderErrorCause: true }),
      JSON.stringify(exit),
      JSON.stringify(error),
      Inspectable.toStringUnknown(error),
      error.stack ?? ""
    ].join("\n")
    for (const secret of [KEY, "signature=", "Bearer"]) expect(told).not.toContain(secret)
    return error
  })

const answering = (body: string, status = 200, headers: Record<string, string> = {}) =>
  rawServer((response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers })
    response.end(body)
  })

const failsAt = (server: RawServer, operation: Operation, timeoutMs?: number) =>
  failureOf(perform(operation)).pipe(Effect.provide(apiAt(server.url, timeoutMs)))

const META = {
  _credits: { used: 0, balance: 9_500 },
  _rate_limits: { limit_minute: 60, remaining_minute: 59, limit_day: null, remaining_day: null }
}
const OK = JSON.stringify({ data: { id: ID, status: "pending" }, _meta: META })

describe("what is sent", () => {
  it.scopedLive("a create: the canonical request, and that the server must not start it", () =>
    Effect.gen(function* () {
      const server = yield* answering(OK)
      yield* perform("create").pipe(Effect.provide(apiAt(server.url)))
      const [asked] = server.asked
      expect([asked?.method, asked?.url]).toEqual(["POST", "/api/data-exports"])
      expect(JSON.parse(asked?.body ?? "")).toEqual({ ...REQUEST, auto_start: false })
      expect(asked?.headers["authorization"]).toBe(`Bearer ${KEY}`)
      expect(asked?.headers["content-type"]).toMatch(/^application\/json/)
      expect(asked?.headers["accept"]).toBe("application/json")
    })
  )

  it.scopedLive.each([
    ["list", "GET", "/api/data-exports?per_page=100&page=1&download_url_expires_in=60"],
    ["get", "GET", "/api/data-exports/data_export_1?download_url_expires_in=60"],
    ["start", "POST", "/api/data-exports/data_export_1/start"]
  ] as const)("%s: %s %s, with the key and no body", ([operation, method, url]) =>
    Effect.gen(function* () {
      const server = yield* answering(JSON.stringify({ data: { id: ID, status: "pending", data: [] } }))
      yield* perform(operation).pipe(Effect.provide(apiAt(server.url)))
      expect(server.asked.map((one) => [one.method, one.url, one.body])).toEqual([[method, url, ""]])
      expect(server.asked[0]?.headers["authorization"]).toBe(`Bearer ${KEY}`)
    })
  )

  it.scopedLive("a page of one type, and an id that is no plain word", () =>
    Effect.gen(function* () {
      const server = yield* answering(JSON.stringify({ data: { id: ID, data: [] } }))
      yield* Effect.gen(function* () {
        const api = yield* ExportApi
        yield* api.list({ page: 3, type: "fans" })
        yield* api.get("a/b?c" as DataExportId)
      }).pipe(Effect.provide(apiAt(server.url)))
      expect(server.asked.map(({ url }) => url)).toEqual([
        "/api/data-exports?per_page=100&page=3&type=fans&download_url_expires_in=60",
        "/api/data-exports/a%2Fb%3Fc?download_url_expires_in=60"
      ])
    })
  )

  it.scopedLive("to the sandbox: a create, its price, a start that charges, and a file", () =>
    Effect.gen(function* () {
      const sandbox = yield* Sandbox.scoped({ apiKey: KEY, calculateMs: 0, runMs: 0, rows: 200, balance: 1_000 })
      yield* Effect.gen(function* () {
        const api = yield* ExportApi
        const created = yield* api.create(REQUEST, Effect.void)
        expect([created.balance, created.used]).toEqual([1_000, 0])
        expect(Math.abs(Date.parse(created.serverTime ?? "") - Date.now())).toBeLessThan(5_000)
        const { id } = created.data
        expect((yield* api.get(id)).data).toMatchObject({
          status: "calculating_credits_completed",
          creditCost: 10,
          accountIds: REQUEST.account_ids,
          exportColumns: REQUEST.export_columns
        })
        const started = yield* api.start(id, yield* allowance, Effect.void)
        expect([started.data.id, started.used, started.balance]).toEqual([id, 10, 990])
        const listed = yield* api.list({ page: 1 })
        expect(listed.data.exports.map((one) => [one.id, one.status])).toEqual([[id, "completed"]])
        expect(listed.data.exports[0]?.downloadUrl).toContain(sandbox.url)
        expect(yield* (yield* RateLimiter).usage).toMatchObject({ limit: 60, used: 4 })
      }).pipe(Effect.provide(apiAt(sandbox.url)))
    })
  )
})

describe("intent", () => {
  it.scopedLive("runs once the call has its turn, and before it is sent", () =>
    Effect.gen(function* () {
      const log: Array<string> = []
      const server = yield* rawServer((response, { method }) => {
        log.push(method)
        response.end(OK)
      })
      yield* Effect.gen(function* () {
        const limiter = yield* RateLimiter
        const gate = yield* Deferred.make<void>()
        // Until a limit is told, one call at a time: this one holds the door.
        const before = yield* Effect.fork(limiter.through(0, () => Deferred.await(gate)))
        yield* Effect.yieldNow()
        const creating = yield* Effect.fork(perform("create", log))
        yield* Effect.yieldNow()
        expect(log).toEqual([])
        yield* Deferred.succeed(gate, undefined)
        yield* Fiber.join(creating)
        yield* Fiber.join(before)
      }).pipe(Effect.provide(apiAt(server.url)))
      expect(log).toEqual(["intent", "POST"])
    })
  )

  it.scopedLive("that fails: nothing is sent", () =>
    Effect.gen(function* () {
      const server = yield* answering(OK)
      yield* Effect.gen(function* () {
        const api = yield* ExportApi
        expect(yield* Effect.flip(api.create(REQUEST, Effect.fail("no room")))).toBe("no room")
        expect(yield* Effect.flip(api.start(ID, yield* allowance, Effect.fail("no lock")))).toBe("no lock")
      }).pipe(Effect.provide(apiAt(server.url)))
      expect(server.asked).toEqual([])
    })
  )
})

describe("refused: the server said no, and nothing happened", () => {
  const STATUSES = [
    [400, "invalid"],
    [401, "unauthenticated"],
    [402, "insufficient-credits"],
    [403, "unauthenticated"],
    [404, "not-found"],
    [405, "rejected"],
    [409, "conflict"],
    [413, "rejected"],
    [422, "invalid"],
    [429, "rate-limited"]
  ] as const

  it.scopedLive.each(
    OPERATIONS.flatMap((operation) => STATUSES.map(([status, reason]) => ({ operation, status, reason })))
  )("$operation, $status: $reason", ({ operation, status, reason }) =>
    Effect.gen(function* () {
      const server = yield* answering(JSON.stringify({ message: `No, ${KEY} may not.` }), status)
      const error = yield* failsAt(server, operation)
      expect(error).toMatchObject({ operation, effect: "refused", reason, status })
      expect(error.detail).toBe(`No, (the key) may not. (status ${status})`)
      expect(server.asked).toHaveLength(1)
    })
  )

  it.scopedLive("with what the server says of each field", () =>
    Effect.gen(function* () {
      const errors = { account_ids: ["Unknown: acct_2."], type: ["Wrong."] }
      const error = yield* failsAt(yield* answering(JSON.stringify({ message: "Invalid.", errors }), 422), "create")
      expect([error.message, error.fields]).toEqual(["create: Invalid. (status 422)", errors])
    })
  )

  it.scopedLive("and Retry-After, in seconds and as a date", () =>
    Effect.gen(function* () {
      const seconds = yield* failsAt(yield* answering("{}", 429, { "retry-after": "7" }), "get")
      expect(seconds.retryAfterMs).toBe(7_000)
      const at = new Date(Date.now() + 60_000).toUTCString()
      const date = yield* failsAt(yield* answering("{}", 503, { "retry-after": at }), "get")
      expect(date.retryAfterMs).toBeGreaterThan(50_000)
      expect(date.retryAfterMs).toBeLessThanOrEqual(61_000)
      // By the server's clock, where it tells it.
      const other = { date: "Sat, 01 Jun 2024 12:00:00 GMT", "retry-after": "Sat, 01 Jun 2024 12:00:09 GMT" }
      expect((yield* failsAt(yield* answering("{}", 429, other), "get")).retryAfterMs).toBe(9_000)
    })
  )

  it.scopedLive.each(
    OPERATIONS.flatMap((operation) => [301, 302, 303, 307, 308].map((status) => ({ operation, status })))
  )("$operation, $status: redirects are not followed, and the key goes nowhere else", ({ operation, status }) =>
    Effect.gen(function* () {
      const elsewhere = yield* answering(OK)
      const server = yield* answering("", status, { location: `${elsewhere.url}/api?signature=1` })
      expect(yield* failsAt(server, operation)).toMatchObject({ effect: "refused", reason: "rejected", status })
      expect([server.asked.length, elsewhere.asked.length]).toEqual([1, 0])
    })
  )
})

describe("unknown: it may have happened", () => {
  it.scopedLive.each(
    OPERATIONS.flatMap((operation) =>
      (
        [
          [408, "timeout"],
          [500, "server"],
          [502, "server"],
          [503, "server"],
          [504, "server"],
          [520, "server"]
        ] as const
      ).map(([status, reason]) => ({ operation, status, reason }))
    )
  )("$operation, $status: $reason", ({ operation, status, reason }) =>
    Effect.gen(function* () {
      const server = yield* answering("<html><body><h1>Bad\n gateway</h1></body></html>", status)
      const error = yield* failsAt(server, operation)
      expect(error).toMatchObject({ effect: "unknown", reason, status })
      expect(error.detail).toBe(`"Bad gateway" (status ${status})`)
      expect(server.asked).toHaveLength(1)
    })
  )

  const HTML = "<!doctype html><title>Welcome</title>"
  const CUT = `{"data":{"download_url":"https:\\/\\/store.test\\/a?signature=1`
  it.scopedLive.each(
    OPERATIONS.flatMap((operation) =>
      [HTML, CUT, "", "null", '{"data":null}', '{"data":{}}'].map((body) => ({ operation, body }))
    )
  )("$operation, 200 with $body", ({ operation, body }) =>
    Effect.gen(function* () {
      const error = yield* failsAt(yield* answering(body), operation)
      expect(error).toMatchObject({ effect: "unknown", reason: "garbled", status: 200 })
    })
  )

  it.scopedLive("204", () =>
    Effect.gen(function* () {
      const error = yield* failsAt(yield* answering("", 204), "start")
      expect(error).toMatchObject({ effect: "unknown", reason: "garbled", status: 204 })
    })
  )

  it.scopedLive.each(OPERATIONS)("%s, and the connection is cut once it was sent", (operation) =>
    Effect.gen(function* () {
      const server = yield* rawServer((response) => response.socket?.destroy())
      expect(yield* failsAt(server, operation)).toMatchObject({ effect: "unknown", reason: "connection" })
      // Nothing is repeated here.
      expect(server.asked).toHaveLength(1)
    })
  )

  it.scopedLive.each([200, 402])("status %i, and the connection is cut within the answer", (status) =>
    Effect.gen(function* () {
      const server = yield* rawServer((response) => {
        response.writeHead(status, { "content-length": "1000" })
        response.write('{"data":', () => response.socket?.destroy())
      })
      const error = yield* failsAt(server, "create")
      expect(error).toMatchObject({ effect: "unknown", reason: "connection", detail: "the answer broke off" })
    })
  )

  it.scopedLive("an answer that is larger than any is not read to its end", () =>
    Effect.gen(function* () {
      const chunk = Buffer.alloc(1 << 20, " ")
      let sent = 0
      const server = yield* rawServer((response) => {
        const more = () => {
          while (!response.destroyed && response.write(chunk)) sent++
          if (!response.destroyed) response.once("drain", more)
        }
        more()
      })
      const error = yield* failsAt(server, "list")
      expect(error).toMatchObject({ effect: "unknown", reason: "garbled" })
      yield* Effect.promise(() => server.hungUp)
      expect(sent).toBeLessThan(200)
    })
  )

  it.scopedLive.each(OPERATIONS)("%s without an answer: time is up, and the connection is given up", (operation) =>
    Effect.gen(function* () {
      const server = yield* rawServer(() => {})
      const error = yield* failsAt(server, operation, 80)
      expect(error).toMatchObject({ effect: "unknown", reason: "timeout", detail: "no answer within 0.08 s" })
      yield* Effect.promise(() => server.hungUp)
    })
  )

  it.scopedLive("an answer that never ends: time is up", () =>
    Effect.gen(function* () {
      const server = yield* rawServer((response) => response.write('{"data":'))
      expect(yield* failsAt(server, "get", 80)).toMatchObject({ effect: "unknown", reason: "timeout" })
      yield* Effect.promise(() => server.hungUp)
    })
  )
})

describe("a paid call, which must not be cut short from outside", () => {
  it.scopedLive("has its time limit all the same", () =>
    Effect.gen(function* () {
      const server = yield* rawServer(() => {})
      const error = yield* failureOf(Effect.uninterruptible(perform("create"))).pipe(
        Effect.provide(apiAt(server.url, 80))
      )
      expect(error).toMatchObject({ effect: "unknown", reason: "timeout" })
      yield* Effect.promise(() => server.hungUp)
    })
  )

  it.scopedLive("is answered and recorded though its fiber was told to stop", () =>
    Effect.gen(function* () {
      const arrived = yield* Deferred.make<void>()
      const answer = yield* Deferred.make<void>()
      const server = yield* rawServer((response) => {
        Effect.runFork(
          Effect.zipRight(Deferred.succeed(arrived, undefined), Deferred.await(answer)).pipe(
            Effect.tap(() => Effect.sync(() => response.end(OK)))
          )
        )
      })
      const recorded: Array<string> = []
      const creating = yield* perform("create").pipe(
        Effect.tap(({ data }) => Effect.sync(() => "id" in data && recorded.push(data.id))),
        Effect.uninterruptible,
        Effect.provide(apiAt(server.url)),
        Effect.fork
      )
      yield* Deferred.await(arrived)
      const stopping = yield* Effect.fork(Fiber.interrupt(creating))
      yield* Effect.yieldNow()
      yield* Deferred.succeed(answer, undefined)
      yield* Fiber.join(stopping)
      expect(recorded).toEqual([ID])
    })
  )
})

it.scopedLive("a read that is told to stop gives up its connection", () =>
  Effect.gen(function* () {
    const arrived = yield* Deferred.make<void>()
    const server = yield* rawServer(() => Effect.runFork(Deferred.succeed(arrived, undefined)))
    const reading = yield* Effect.fork(perform("get").pipe(Effect.provide(apiAt(server.url))))
    yield* Deferred.await(arrived)
    yield* Fiber.interrupt(reading)
    yield* Effect.promise(() => server.hungUp)
  })
)

describe("not sent: it never reached the server", () => {
  it.scopedLive.each(OPERATIONS)("%s, and nobody listens there", (operation) =>
    Effect.gen(function* () {
      const error = yield* failureOf(perform(operation)).pipe(Effect.provide(apiAt(yield* closedPort)))
      expect(error).toMatchObject({
        effect: "not-sent",
        reason: "connection",
        detail: "the server cannot be reached (ECONNREFUSED)"
      })
    })
  )

  it.scopedLive("there is no such host", () =>
    Effect.gen(function* () {
      // Reserved for this (RFC 6761).
      const error = yield* failureOf(perform("create")).pipe(Effect.provide(apiAt("https://exporter.invalid")))
      expect(error).toMatchObject({ effect: "not-sent", reason: "connection" })
    })
  )

  /** What `fetch` rejects with. */
  const fetchFailing = (cause: unknown) =>
    Layer.succeed(FetchHttpClient.Fetch, () => Promise.reject(new TypeError("fetch failed", { cause })))
  const systemError = (code: string, syscall?: string) =>
    Object.assign(new Error(`${syscall} ${code} ${KEY}`), { code, ...(syscall === undefined ? {} : { syscall }) })

  it.scopedLive.each([
    ["connect", "EHOSTUNREACH", "not-sent"],
    ["connect", "ETIMEDOUT", "not-sent"],
    ["getaddrinfo", "EAI_AGAIN", "not-sent"],
    [undefined, "UND_ERR_CONNECT_TIMEOUT", "not-sent"],
    [undefined, "CERT_HAS_EXPIRED", "not-sent"],
    // The same words, from a connection that stood: the request was on its way.
    ["read", "EHOSTUNREACH", "unknown"],
    ["read", "ETIMEDOUT", "unknown"],
    ["read", "ECONNRESET", "unknown"],
    ["write", "EPIPE", "unknown"],
    [undefined, "UND_ERR_SOCKET", "unknown"],
    [undefined, "UND_ERR_HEADERS_TIMEOUT", "unknown"]
  ] as const)("%s %s is %s", ([syscall, code, effect]) =>
    Effect.gen(function* () {
      for (const cause of [
        systemError(code, syscall),
        new AggregateError([systemError("ECONNREFUSED", "connect"), systemError(code, syscall)])
      ]) {
        const error = yield* failureOf(perform("start")).pipe(
          Effect.provide(apiAt("https://api.test").pipe(Layer.provide(fetchFailing(cause))))
        )
        expect(error).toMatchObject({ effect, reason: "connection" })
        expect(error.detail).toContain(code)
      }
    })
  )

  it.scopedLive("a failure without a word is unknown", () =>
    Effect.gen(function* () {
      const error = yield* failureOf(perform("start")).pipe(
        Effect.provide(apiAt("https://api.test").pipe(Layer.provide(fetchFailing(undefined))))
      )
      expect(error).toMatchObject({ effect: "unknown", detail: "the connection broke" })
    })
  )
})

describe("what an answer says beside its data", () => {
  const answerWith = (meta: unknown, headers: Record<string, string> = {}) =>
    Effect.gen(function* () {
      const server = yield* answering(JSON.stringify({ data: { id: ID, status: "s" }, _meta: meta }), 200, headers)
      return yield* Effect.gen(function* () {
        const answer = yield* perform("get")
        return { answer, usage: yield* (yield* RateLimiter).usage }
      }).pipe(Effect.provide(apiAt(server.url)))
    })

  it.scopedLive("the balance, what was charged, and the server's clock", () =>
    Effect.gen(function* () {
      const date = "Sat, 01 Jun 2024 12:00:00 GMT"
      const { answer, usage } = yield* answerWith({ ...META, _credits: { used: 3, balance: 77 } }, { date })
      expect(answer).toEqual({
        data: { id: ID, status: "s" },
        balance: 77,
        used: 3,
        serverTime: "2024-06-01T12:00:00Z"
      })
      expect(usage).toMatchObject({ limit: 60, used: 1 })
    })
  )

  it.scopedLive("from a cache: nothing, and the limit stays unknown", () =>
    Effect.gen(function* () {
      const { answer, usage } = yield* answerWith({ ...META, _cache: { is_cached: true } })
      expect([answer.balance, answer.used]).toEqual([undefined, undefined])
      expect(usage.limit).toBeUndefined()
    })
  )

  it.scopedLive("no limit: none is waited for", () =>
    Effect.gen(function* () {
      expect((yield* answerWith(undefined)).usage.limit).toBeNull()
    })
  )

  it.scopedLive.each([401, 500])("an answer %i of something in front of the API says nothing of the limit", (status) =>
    Effect.gen(function* () {
      const server = yield* answering("<html></html>", status)
      yield* Effect.gen(function* () {
        yield* failureOf(perform("list"))
        expect((yield* (yield* RateLimiter).usage).limit).toBeUndefined()
      }).pipe(Effect.provide(apiAt(server.url)))
    })
  )
})

describe("the sandbox as an adversary", () => {
  const outcome = (rules: ReadonlyArray<Rule>, operation: Operation, timeoutMs: number) =>
    Effect.gen(function* () {
      const sandbox = yield* Sandbox.scoped({ calculateMs: 0, runMs: 0, rows: 20, scenario: { version: 1, rules } })
      const error = yield* failureOf(perform(operation)).pipe(Effect.provide(apiAt(sandbox.url, timeoutMs)))
      return { effect: error.effect, reason: error.reason, jobs: sandbox.stats().exports }
    })

  it.scopedLive.each([
    [{ drop: "after" }, "connection", 1, 5_000],
    [{ drop: "before" }, "connection", 0, 5_000],
    [{ garbage: true }, "garbled", 1, 5_000],
    [{ hang: { ms: 60_000, when: "after" } }, "timeout", 1, 100],
    [{ answer: { status: 502, html: "<h1>Bad gateway</h1>", when: "after" } }, "server", 1, 5_000],
    [{ huge: 40_000_000 }, "garbled", 1, 20_000]
  ] as const)("a create with %j: unknown, %s, and the server has %i", ([disturbance, reason, jobs, timeoutMs]) =>
    Effect.gen(function* () {
      expect(yield* outcome([{ on: "create", do: disturbance }], "create", timeoutMs)).toEqual({
        effect: "unknown",
        reason,
        jobs
      })
    })
  )
})

it.scopedLive("the limit that headers alone tell is kept", () =>
  Effect.gen(function* () {
    const server = yield* answering(JSON.stringify({ data: { id: ID, status: "pending" } }), 200, {
      "x-ratelimit-limit": "3",
      "x-ratelimit-remaining": "2"
    })
    const used = Effect.zipRight(
      perform("get"),
      Effect.flatMap(RateLimiter, ({ usage }) => usage)
    )
    expect(yield* used.pipe(Effect.provide(apiAt(server.url)))).toMatchObject({ limit: 3, used: 1 })
  })
)

it.scopedLive("behind the door: the sandbox never has to answer 429, in any kind of window", () =>
  Effect.forEach(
    ["fixed", "aligned", "sliding"] as const,
    (windowKind) =>
      Effect.gen(function* () {
        const sandbox = yield* Sandbox.scoped({ windowKind, limitPerWindow: 20, windowMs: 400 })
        yield* Effect.gen(function* () {
          const api = yield* ExportApi
          yield* Effect.forEach(Array.from({ length: 70 }), () => api.list({ page: 1 }), { concurrency: 16 })
        }).pipe(
          Effect.provide(
            ExportApiHttp.layer({ baseUrl: sandbox.url, apiKey: Redacted.make(KEY), timeoutMs: 60_000 }).pipe(
              Layer.provide(RateLimiter.layer({ windowMs: 400, reserve: 0 })),
              Layer.provide(FetchHttpClient.layer)
            )
          )
        )
        expect([sandbox.stats().throttled, sandbox.stats().calls.list]).toEqual([0, 70])
      }),
    { concurrency: "unbounded" }
  )
)
