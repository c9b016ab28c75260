import { describe, expect, it } from "vitest"
import { fingerprintOf } from "../../src/request/fingerprint.ts"
import { found, problemsOf, requestsOf } from "./manifests.ts"

/** Two accounts, of which one has two names, and the entries under test. */
const manifest = (exports: string, settings = "") => `version: 1
accounts: { main: acct_9f2c41, studio: acct_71be08, atelier: acct_71be08 }
${settings}exports:
${exports}`

const JANUARY = "start_date: 2024-01-01, end_date: 2024-01-31"
const addresses = (text: string) => requestsOf(text).map(({ address }) => address)
const outputs = (text: string) => requestsOf(text).map(({ output }) => output)
const accountsOf = (text: string) => requestsOf(text).map(({ canonical }) => canonical.account_ids)

describe("one entry", () => {
  it("becomes one request, with everything that it needs from here on", () => {
    const [request, ...others] = requestsOf(
      manifest(`  ledger:
    type: transactions
    account_ids: [main]
    start_date: 2024-01-01
    end_date: 2024-01-31
    export_columns: [amount, created_at]
    max_credits: 12.5
    auto_start: false
`)
    )
    const canonical = {
      type: "transactions",
      account_ids: ["acct_9f2c41"],
      start_date: "2024-01-01T00:00:00Z",
      end_date: "2024-01-31T23:59:59Z",
      file_type: "csv",
      export_columns: ["amount", "created_at"]
    }
    expect(others).toEqual([])
    expect(request).toStrictEqual({
      address: "ledger",
      export: "ledger",
      fingerprint: request && fingerprintOf(request.canonical),
      canonical,
      output: "data/ledger.csv",
      autoStart: false,
      retries: 0,
      maxCredits: 12.5
    })
  })

  it("carries its hooks, with what is known beforehand; they are no part of what is bought", () => {
    const text = (hooks: string) =>
      manifest(
        `  ledger: { type: transactions, account_ids: [main], ${JANUARY}, split: { by: month, account: true }${hooks} }\n`
      )
    const [plain] = requestsOf(text(""))
    const [request] = requestsOf(text(', hooks: { after_download: [["./load.sh", "{path}"]], timeout: 5s }'))
    expect(plain).not.toHaveProperty("hooks")
    expect(request?.fingerprint).toBe(plain?.fingerprint)
    expect(request?.hooks).toStrictEqual({
      commands: [["./load.sh", "{path}"]],
      timeoutMs: 5_000,
      values: {
        address: "ledger/main/2024-01",
        export: "ledger",
        account: "main",
        window: "2024-01",
        start: "2024-01-01",
        end: "2024-01-31",
        type: "transactions",
        ext: "csv",
        fingerprint: request?.fingerprint.slice(3, 11)
      }
    })
    expect(JSON.parse(JSON.stringify(request))).toEqual(request)
  })

  it("has the days of the manifest's time zone", () => {
    const [request] = requestsOf(
      manifest(
        `  a: { type: transactions, account_ids: all, ${JANUARY}, output: "{start}_{end}" }\n`,
        "timezone: Asia/Tokyo\n"
      )
    )
    expect(request?.canonical).toMatchObject({ start_date: "2023-12-31T15:00:00Z", end_date: "2024-01-31T14:59:59Z" })
    expect(request?.output).toBe("2024-01-01_2024-01-31")
  })
})

describe("accounts", () => {
  it.each([
    ["a name", "[main]", ["acct_9f2c41"], "main"],
    ["an id goes by its name", "[acct_9f2c41]", ["acct_9f2c41"], "main"],
    ["an id without a name goes by itself", "[acct_1]", ["acct_1"], "acct_1"],
    ["an id with two names goes by the first one", "[acct_71be08]", ["acct_71be08"], "studio"],
    ["a second name stands for itself", "[atelier]", ["acct_71be08"], "atelier"],
    ["several, in the order of their ids", "[main, studio]", ["acct_71be08", "acct_9f2c41"], "main+studio"],
    ["one account, named three times", "[studio, acct_71be08, atelier]", ["acct_71be08"], "studio"],
    ["all, each once", "all", ["acct_71be08", "acct_9f2c41"], "all"]
  ])("%s", (_, written, ids, label) => {
    const text = manifest(`  a: { type: transactions, account_ids: ${written}, ${JANUARY}, output: "{account}" }\n`)
    expect(accountsOf(text)).toEqual([ids])
    expect(outputs(text)).toEqual([label])
  })

  it("named in different ways are the same purchase", () => {
    const requests = requestsOf(
      manifest(`  a: { type: transactions, account_ids: [main, studio], ${JANUARY} }
  b: { type: transactions, account_ids: [atelier, acct_9f2c41, main], ${JANUARY} }
  c: { type: transactions, account_ids: all, ${JANUARY} }
`)
    )
    expect(new Set(requests.map(({ fingerprint }) => fingerprint)).size).toBe(1)
  })

  it("are left out where a type needs none", () => {
    const text = manifest(`  a: { type: public_profiles, ${JANUARY}, output: "{account}" }\n`)
    expect(accountsOf(text)).toEqual([undefined])
    expect(outputs(text)).toEqual(["none"])
  })

  it("are counted in paths where their names would be too long for one", () => {
    const many = Array.from({ length: 9 }, (_, index) => `acct_${index}000000`)
    const text = manifest(
      `  a: { type: transactions, account_ids: [${many.join(", ")}], ${JANUARY}, output: "{account}" }\n`
    )
    expect(outputs(text)).toEqual(["9-accounts"])
  })
})

describe("a split", () => {
  const entry = (split: string, rest = JANUARY, ids = "all") =>
    manifest(`  ledger: { type: transactions, account_ids: ${ids}, split: ${split}, ${rest} }\n`)

  it("by account makes one request per account", () => {
    const text = entry("{ account: true }")
    expect(addresses(text)).toEqual(["ledger/main", "ledger/studio"])
    expect(accountsOf(text)).toEqual([["acct_9f2c41"], ["acct_71be08"]])
    expect(outputs(text)).toEqual(["data/ledger/main.csv", "data/ledger/studio.csv"])
  })

  it("by month makes one per month, with its window", () => {
    const requests = requestsOf(entry("month", "start_date: 2024-01-15, end_date: 2024-02-10"))
    expect(requests.map(({ address, window }) => [address, window])).toEqual([
      [
        "ledger/2024-01",
        { label: "2024-01", start: "2024-01-15T00:00:00Z", end: "2024-01-31T23:59:59Z", closes: "2024-02-01T00:00:00Z" }
      ],
      [
        "ledger/2024-02",
        { label: "2024-02", start: "2024-02-01T00:00:00Z", end: "2024-02-10T23:59:59Z", closes: "2024-02-11T00:00:00Z" }
      ]
    ])
    for (const { canonical, window } of requests)
      expect([canonical.start_date, canonical.end_date]).toEqual([window?.start, window?.end])
  })

  it("by both makes the windows of one account after the other", () => {
    expect(addresses(entry("{ by: quarter, account: true }", "start_date: 2024-01-01, end_date: 2024-06-30"))).toEqual([
      "ledger/main/2024-Q1",
      "ledger/main/2024-Q2",
      "ledger/studio/2024-Q1",
      "ledger/studio/2024-Q2"
    ])
  })

  it.each([
    ["day", ["ledger/2024-01-31", "ledger/2024-02-01"]],
    ["week", ["ledger/2024-W05"]],
    ["month", ["ledger/2024-01", "ledger/2024-02"]],
    ["quarter", ["ledger/2024-Q1"]],
    ["year", ["ledger/2024"]]
  ])("by %s", (by, expected) => {
    expect(addresses(entry(by, "start_date: 2024-01-31, end_date: 2024-02-01"))).toEqual(expected)
  })

  it("is the same purchase as the plain request for the same time", () => {
    const [one, other] = requestsOf(
      manifest(`  a: { type: transactions, account_ids: [main], split: month, ${JANUARY} }
  b: { type: transactions, account_ids: [main], ${JANUARY} }
`)
    )
    expect(one?.fingerprint).toBe(other?.fingerprint)
  })
})

describe("an output", () => {
  it("knows the request, and keeps {as_of} for the plan", () => {
    const text = manifest(
      `  a: { type: transactions, account_ids: [main], split: month, ${JANUARY}, output: "{type}/{export}/{window}_{as_of}-{fingerprint}.{ext}" }\n`
    )
    const [request] = requestsOf(text)
    expect(request?.output).toBe(`transactions/a/2024-01_{as_of}-${request?.fingerprint.slice(3, 11)}.csv`)
  })

  it("names the days of a request that has no window", () => {
    const text = manifest(`  a: { type: transactions, account_ids: [main], ${JANUARY}, output: "{window}.{ext}" }\n`)
    expect(outputs(text)).toEqual(["2024-01-01_2024-01-31.csv"])
  })

  it("that leaves the output root is refused, once for the entry", () => {
    const problems = problemsOf(
      manifest(`  a:
    type: transactions
    account_ids: all
    split: { by: month, account: true }
    start_date: 2024-01-01
    end_date: 2024-12-31
    output: "../{window}/{account}.csv"
`)
    )
    expect(found(problems)).toEqual(["10:13 output-escapes"])
    expect(problems[0]?.message).toBe(
      "the output path '../2024-01/main.csv' of a/main/2024-01 cannot be used: it leads out of the output root (`..`)"
    )
  })

  it.each([
    ["the same path", "data/x.csv", "data/x.csv", "b and a are different purchases with the same output 'data/x.csv'"],
    ["another case", "data/X.csv", "data/x.csv", "b and a are different purchases with the same output 'data/x.csv'"],
    [
      "composed and decomposed letters",
      "gr\u00fc\u00dfe.csv",
      "gru\u0308\u00dfe.csv",
      "b and a are different purchases with the same output 'gru\u0308\u00dfe.csv'"
    ],
    [
      "a folder where the other has its file",
      "data",
      "data/x.csv",
      "'data' is the file of a, and a folder of 'data/x.csv', the file of b"
    ],
    [
      "a file where the other needs a folder",
      "data/X/y/z.csv",
      "data/x",
      "'data/x' is the file of b, and a folder of 'data/X/y/z.csv', the file of a"
    ]
  ])("of two purchases collides: %s", (_, one, other, message) => {
    const problems = problemsOf(
      manifest(`  a: { type: transactions, account_ids: [main], ${JANUARY}, output: "${one}" }
  b: { type: payouts, account_ids: [main], ${JANUARY}, output: "${other}" }
`)
    )
    expect(problems.map(({ code, message }) => [code, message])).toEqual([["output-collision", message]])
  })

  it("is where the second one is declared, or its folder", () => {
    const text = (one: string, other: string) =>
      manifest(`  a: { type: transactions, account_ids: [main], ${JANUARY}, output: ${one} }
  b:
    type: payouts
    account_ids: [main]
    start_date: 2024-01-01
    end_date: 2024-01-31
    output: ${other}
`)
    expect(found(problemsOf(text("x.csv", "x.csv")))).toEqual(["10:13 output-collision"])
    expect(found(problemsOf(text("x", "x/y.csv")))).toEqual(["10:13 output-collision"])
  })

  it("that names too little is one problem, not a thousand", () => {
    const problems = problemsOf(
      manifest(
        `  a: { type: transactions, account_ids: [main], split: day, start_date: 2020-01-01, end_date: 2022-12-31, output: one.csv }\n`
      )
    )
    expect(problems.map(({ code }) => code)).toEqual(["output-collision"])
    expect(problems[0]?.message).toContain("'one.csv'")
  })

  it("may be shared by addresses of one purchase, and paths may share folders", () => {
    const text = manifest(`  a: { type: transactions, account_ids: [main], ${JANUARY}, output: data/x/one.csv }
  b: { type: transactions, account_ids: [acct_9f2c41], ${JANUARY}, output: data/x/one.csv }
  c: { type: payouts, account_ids: [main], ${JANUARY}, output: data/x/one.csv2 }
`)
    expect(outputs(text)).toHaveLength(3)
  })
})

describe("problems", () => {
  it("come all at once, each at its place", () => {
    const last = `  c: { type: transactions, account_ids: all, ${JANUARY}, output: /c.csv }`
    const problems = problemsOf(
      manifest(`  a:
    type: transactions
    account_ids: all
    start_date: 2024-02-01
    end_date: 2024-01-31
  b:
    type: transactions
    account_ids: all
    start_date: 0024-01-01
    end_date: 0023-01-01
${last}
`)
    )
    expect(found(problems)).toEqual([
      "8:15 end-before-start",
      "12:17 bad-date",
      "13:15 bad-date",
      `14:${last.indexOf("/c.csv") + 1} output-escapes`
    ])
    expect(problems[0]?.message).toBe("end_date 2024-01-31 is before start_date 2024-02-01")
  })

  it("of dates are found where the defaults write them", () => {
    const text = `version: 1
defaults:
  start_date: 2024-02-01
  end_date: 2024-01-31
exports:
  a: { type: transactions, account_ids: [acct_1] }
`
    expect(found(problemsOf(text))).toEqual(["4:13 end-before-start"])
  })

  it("do not see an end before a start that is the same instant", () => {
    const text = (end: string) =>
      manifest(
        `  a: { type: transactions, account_ids: all, start_date: "2024-01-01T01:00:00+01:00", end_date: "${end}" }\n`
      )
    expect(problemsOf(text("2024-01-01T00:00:00Z"))).toEqual([])
    expect(problemsOf(text("2023-12-31T23:59:59Z")).map(({ code }) => code)).toEqual(["end-before-start"])
  })
})

describe("too many requests", () => {
  it("are refused with their number and the entry that makes most of them, before any is made", () => {
    const problems = problemsOf(
      manifest(
        `  small: { type: transactions, account_ids: [main], ${JANUARY} }
  large:
    type: transactions
    account_ids: all
    start_date: 1000-01-01
    end_date: 9999-12-31
    split: { by: day, account: true }
`
      )
    )
    expect(found(problems)).toEqual(["10:12 too-many-requests"])
    expect(problems[0]?.message).toBe("the manifest expands into 6574365 requests, and max_requests is 10000")
    expect(problems[0]?.hint).toBe(
      "'large' alone makes 6574364: split it by a longer period, shorten its range, or raise max_requests"
    )
  })

  it("begin with the first one over the limit", () => {
    const days = (end: string) =>
      manifest(
        `  a: { type: transactions, account_ids: [main], split: day, start_date: 2024-01-01, end_date: ${end} }\n`,
        "max_requests: 31\n"
      )
    expect(requestsOf(days("2024-01-31"))).toHaveLength(31)
    expect(problemsOf(days("2024-02-01")).map(({ code }) => code)).toEqual(["too-many-requests"])
  })

  it("do not hide what is wrong with dates", () => {
    const problems = problemsOf(
      manifest(
        `  a: { type: transactions, account_ids: all, start_date: 2024-02-01, end_date: 2024-01-31 }
  b: { type: transactions, account_ids: all, split: day, ${JANUARY} }
`,
        "max_requests: 30\n"
      )
    )
    expect(problems.map(({ code }) => code)).toEqual(["end-before-start", "too-many-requests"])
  })
})
