import { describe, expect, it } from "@effect/vitest"
import * as FC from "effect/FastCheck"
import { scrub } from "../../src/api/scrub.ts"
import { isSafeUrl } from "../../src/api/url.ts"
import * as wire from "../../src/api/wire.ts"

/** The vendor's own example of an answer (docs/api.md). */
const VENDOR = {
  data: {
    id: "data_export_abc123xyz789",
    type: "chat_messages",
    status: "calculating_credits",
    start_date: "2024-01-01T00:00:00+00:00",
    end_date: "2024-12-31T23:59:59+00:00",
    file_type: "csv",
    created_at: "2024-12-02T12:00:00+00:00",
    requires_scraping: true,
    credit_calculation_note: "This export type requires data scraping."
  },
  _meta: {
    _credits: { used: 0, balance: 9500, note: "Always" },
    _cache: { is_cached: false, note: "Cache disabled for this endpoint" },
    _rate_limits: { limit_minute: 60, limit_day: null, remaining_minute: 56, remaining_day: null, notice: "" }
  }
}

const exportOf = (data: Record<string, unknown>) => wire.remoteExport(data)
const metaOf = (meta: unknown) => wire.envelope(JSON.stringify({ data: {}, _meta: meta }))?.meta

describe("an export", () => {
  it("as the vendor's example has it", () => {
    const envelope = wire.envelope(JSON.stringify(VENDOR))
    expect(envelope && wire.remoteExport(envelope.data)).toEqual({
      id: "data_export_abc123xyz789",
      type: "chat_messages",
      status: "calculating_credits",
      startDate: "2024-01-01T00:00:00Z",
      endDate: "2024-12-31T23:59:59Z",
      fileType: "csv",
      createdAt: "2024-12-02T12:00:00Z"
    })
    expect(envelope?.meta).toEqual({ balance: 9500, used: 0, rate: { limit: 60, remaining: 56, remainingDay: null } })
  })

  it("with all that it can have, numbers as text and ids as numbers", () => {
    expect(
      exportOf({
        id: 17,
        type: "transactions",
        status: "completed",
        total_rows: "1200",
        rows_processed: 1200,
        progress_percentage: "100.00",
        credit_cost: "60.5",
        export_columns: ["b", "a"],
        accounts: [{ id: "acct_1", display_name: "One" }, { id: 2 }],
        failed_downloads: 0,
        failed_reason: "no reason",
        download_url: "https://store.test/file?signature=s",
        download_url_expires_at: "2024-12-02T13:00:00+01:00",
        a_new_field: { deep: [1] }
      })
    ).toEqual({
      id: "17",
      type: "transactions",
      status: "completed",
      totalRows: 1200,
      rowsProcessed: 1200,
      progress: 100,
      creditCost: 60.5,
      exportColumns: ["b", "a"],
      accountIds: ["acct_1", "2"],
      failedDownloads: 0,
      failedReason: "no reason",
      downloadUrl: "https://store.test/file?signature=s",
      downloadUrlExpiresAt: "2024-12-02T12:00:00Z"
    })
  })

  it("is there even if nothing but its id is told", () => {
    const nothing = Object.fromEntries(
      Object.keys(VENDOR.data)
        .filter((key) => key !== "id")
        .map((key) => [key, null])
    )
    expect(exportOf({ id: "data_export_1", ...nothing })).toEqual({ id: "data_export_1", status: "unknown" })
    expect(exportOf({ id: "data_export_1" })).toEqual({ id: "data_export_1", status: "unknown" })
  })

  it.each([{}, { id: "" }, { id: null }, { id: {} }, { id: true, status: "completed" }])(
    "is none without its id: %j",
    (data) => {
      expect(exportOf(data)).toBeUndefined()
    }
  )

  it.each([
    ["total_rows", "many"],
    ["total_rows", ""],
    ["total_rows", "  "],
    ["total_rows", -1],
    ["total_rows", true],
    ["total_rows", []],
    ["credit_cost", "NaN"],
    ["credit_cost", "Infinity"],
    ["created_at", "soon"],
    ["created_at", 1_700_000_000],
    ["created_at", ""],
    ["export_columns", "a,b"],
    ["export_columns", ["a", 1]],
    ["accounts", { id: "acct_1" }],
    ["accounts", [{ id: "acct_1" }, { display_name: "who?" }]],
    ["accounts", ["acct_1"]],
    ["download_url", false]
  ])("leaves out %s where it is %j", (key, value) => {
    expect(exportOf({ id: "1", status: "s", [key]: value })).toEqual({ id: "1", status: "s" })
  })

  it("whatever the body is, reading it does not throw", () => {
    FC.assert(
      FC.property(
        FC.oneof(
          FC.string(),
          FC.json(),
          FC.jsonValue().map((data) => JSON.stringify({ data, _meta: data }))
        ),
        (text) => {
          const envelope = wire.envelope(text)
          if (envelope !== undefined) {
            wire.remoteExport(envelope.data)
            wire.exportPage(envelope.data, 1)
          }
          wire.errorBody(text)
        }
      )
    )
  })
})

describe("an answer", () => {
  it.each([
    "",
    " ",
    "null",
    "[]",
    "1",
    '"text"',
    "{}",
    '{"data":null}',
    '{"data":[]}',
    '{"data":{"id":',
    "<html></html>"
  ])("is none of the API's: %s", (text) => {
    expect(wire.envelope(text)).toBeUndefined()
  })

  it.each([undefined, null, 1, "text", [], { _credits: null, _rate_limits: [] }, { _credits: { balance: "much" } }])(
    "without a word on credits and limits, its _meta being %j: there is no limit to wait for",
    (meta) => {
      expect(metaOf(meta)).toEqual({ rate: { limit: null } })
    }
  )

  it("takes numbers as text, and limits that are null", () => {
    const limits = { limit_minute: "60", remaining_minute: "0", remaining_day: "12", limit_day: "5000" }
    expect(metaOf({ _rate_limits: limits })?.rate).toEqual({ limit: 60, remaining: 0, remainingDay: 12 })
    expect(metaOf({ _rate_limits: { limit_minute: null, remaining_minute: null } })?.rate).toEqual({
      limit: null,
      remaining: null
    })
  })

  it("headers tell the limit where _meta says nothing of it, and _meta wins where both speak", () => {
    const headers = { "x-ratelimit-limit": "40", "x-ratelimit-remaining": "7" }
    const rateOf = (_meta: unknown) => wire.envelope(JSON.stringify({ data: {}, _meta }), headers)?.meta.rate
    expect(rateOf(undefined)).toEqual({ limit: 40, remaining: 7 })
    expect(rateOf({ _rate_limits: { remaining_minute: 56 } })).toEqual({ limit: 40, remaining: 56 })
    expect(rateOf(VENDOR._meta)).toEqual({ limit: 60, remaining: 56, remainingDay: null })
    expect(rateOf({ _cache: { is_cached: true } })).toEqual({})
    expect(wire.errorBody('{"message":"Too Many Attempts."}', headers)?.meta.rate).toEqual({ limit: 40, remaining: 7 })
    for (const wrong of ["many", "", "-1"])
      expect(wire.envelope('{"data":{}}', { "x-ratelimit-limit": wrong })?.meta.rate).toEqual({ limit: null })
  })

  it("from a cache says nothing of now", () => {
    expect(metaOf({ ...VENDOR._meta, _cache: { is_cached: true } })).toEqual({ rate: {} })
    for (const is_cached of [false, null, 0, "true"])
      expect(metaOf({ ...VENDOR._meta, _cache: { is_cached } })?.balance).toBe(9500)
  })
})

describe("an error", () => {
  it("of validation, with fields, in any shape that Laravel gives them", () => {
    const body = { message: "Invalid.", errors: { type: ["one", "two"], file_type: "three", options: { "0": "x" } } }
    expect(wire.errorBody(JSON.stringify(body))).toEqual({
      message: "Invalid.",
      fields: { type: ["one", "two"], file_type: ["three"], options: ["[object Object]"] },
      meta: { rate: {} }
    })
  })

  it("with a code, a limit, or nothing", () => {
    expect(wire.errorBody('{"message":"m","code":"account_not_found"}')).toEqual({
      message: "m",
      code: "account_not_found",
      meta: { rate: {} }
    })
    expect(wire.errorBody(JSON.stringify({ message: null, _meta: VENDOR._meta }))?.meta.rate.limit).toBe(60)
    expect(wire.errorBody("{}")).toEqual({ meta: { rate: {} } })
    expect(wire.errorBody("[]")).toBeUndefined()
    expect(wire.errorBody("<html>")).toBeUndefined()
  })
})

describe("a page", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `data_export_${i}`, status: "pending" }))
  it("is read where its rows are one level up as well, as Laravel itself pages", () => {
    const envelope = wire.envelope(JSON.stringify({ data: [{ id: "1", status: "s" }], meta: { last_page: 3 } }))
    expect(wire.exportPage(envelope?.data ?? {}, 1)).toEqual({ exports: [{ id: "1", status: "s" }], lastPage: 3 })
  })

  const lastPage = (data: unknown, meta: unknown, page = 1) => wire.exportPage({ data, meta }, page)?.lastPage

  it("leaves out rows that are no exports", () => {
    const page = wire.exportPage({ data: [null, 1, {}, [], { id: "1", status: "s" }, { id: "2" }] }, 1)
    expect(page?.exports.map(({ id }) => id)).toEqual(["1", "2"])
  })

  it.each([undefined, null, {}, "rows"])("is none where its rows are %j", (data) => {
    expect(wire.exportPage({ data }, 1)).toBeUndefined()
  })

  it("is the last one where the server says so, or where it is not full", () => {
    expect(lastPage(rows(3), { last_page: 1 })).toBe(1)
    expect(lastPage(rows(3), { last_page: "7" })).toBe(7)
    expect(lastPage(rows(99), null, 4)).toBe(4)
    expect(lastPage(rows(99), { last_page: "?" }, 4)).toBe(4)
  })

  it("that is full may have a next one, where the server does not say", () => {
    expect(lastPage(rows(wire.PAGE_SIZE), null, 4)).toBe(5)
  })

  it("that is empty ends the list, whatever the server says", () => {
    expect(lastPage([], { last_page: 1_000_000 }, 3)).toBe(3)
  })
})

describe("a point in time", () => {
  it.each([
    ["2024-12-31T23:59:59+00:00", "2024-12-31T23:59:59Z"],
    ["2024-12-31T23:59:59.999+00:00", "2024-12-31T23:59:59Z"],
    ["2024-12-31T23:59:59-05:30", "2025-01-01T05:29:59Z"],
    ["Tue, 31 Dec 2024 23:59:59 GMT", "2024-12-31T23:59:59Z"]
  ])("%s is %s", (text, instant) => {
    expect(wire.instant(text)).toBe(instant)
  })

  it.each([undefined, null, "", "yesterday-ish", 1_700_000_000_000, {}])("%j is none", (value) => {
    expect(wire.instant(value)).toBeUndefined()
  })
})

describe("Retry-After", () => {
  const NOW = Date.parse("2024-06-01T12:00:00Z")

  it.each([
    ["0", 0],
    ["30", 30_000],
    [" 1.5 ", 1_500],
    ["Sat, 01 Jun 2024 12:00:07 GMT", 7_000],
    ["Saturday, 01-Jun-24 12:00:07 GMT", 7_000],
    ["Sat, 01 Jun 2024 11:00:00 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["soon", undefined]
  ])("%s is %s ms", (header, ms) => {
    expect(wire.retryAfterMs(header, NOW)).toBe(ms)
  })
})

describe("what is worth money is not sent everywhere", () => {
  it.each([
    "https://app.onlyfansapi.com",
    "https://10.0.0.1:8443/a",
    "http://localhost:1",
    "http://127.0.0.1:3000/x",
    "http://127.8.9.10",
    "http://[::1]:80"
  ])("to %s", (url) => {
    expect(isSafeUrl(url)).toBe(true)
  })

  it.each([
    "",
    "app.onlyfansapi.com",
    "http://app.onlyfansapi.com",
    "http://10.0.0.1",
    "http://127.0.0.1.evil.test",
    "http://localhost.evil.test",
    "http://[::2]",
    "ftp://localhost",
    "file:///etc/passwd",
    "https://name:password@app.onlyfansapi.com",
    "http://name@localhost"
  ])("and not to '%s'", (url) => {
    expect(isSafeUrl(url)).toBe(false)
  })
})

describe("a foreign text", () => {
  it.each([
    ["Bearer key-1 was refused", "Bearer (the key) was refused"],
    ["see https://store.test/f?sig=abc&x=1 for it", "see (an address) for it"],
    ['{"download_url":"https:\\/\\/store.test\\/f?sig=abc"}', '{"download_url":"(an address)"}'],
    ["HTTP://STORE.TEST/F", "(an address)"],
    ["of https%3A%2F%2Fstore.test%2Ff%3Fsig%3Dabc", "of (an address)"],
    ["/f?X-Amz-Signature=abc&x=1", "/f?(a signature)&x=1"],
    ["\u001b]0;key-1\u0007", ";(the key)"],
    ["ke\u001b[0my\u200b-1", "(the key)"],
    ["nothing to hide", "nothing to hide"]
  ])("%s is told as: %s", (text, told) => {
    expect(scrub(text, "key-1")).toBe(told)
  })

  it("is told as it is where there is no key", () => {
    expect(scrub("abc", "")).toBe("abc")
  })
})
