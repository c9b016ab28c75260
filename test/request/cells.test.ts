/** A matrix and overrides, as requests. What is wrong with them is in test/manifest/readManifest.broken.test.ts. */
import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import { found, problemsOf, requestsOf } from "./manifests.ts"

const JANUARY = "start_date: 2024-01-01, end_date: 2024-01-31"

const manifest = (entry: string, settings = "") => `version: 1
accounts: { main: acct_9f2c41, studio: acct_71be08 }
${settings}exports:
  fans: { ${entry} }
`
const fans = (matrix: string, rest = JANUARY, options = '{ type: "{kind}" }') =>
  manifest(`type: fans, options: ${options}, matrix: ${matrix}, ${rest}`)
const profiles = (matrix: string, options: string, rest = JANUARY) =>
  manifest(`type: public_profiles, options: ${options}, matrix: ${matrix}, ${rest}`)

const addresses = (text: string) => requestsOf(text).map(({ address }) => address)
const optionsOf = (text: string) => requestsOf(text).map(({ canonical }) => canonical.options)

describe("a matrix", () => {
  it("is one request for each combination: the accounts first, then the axes as written", () => {
    const requests = requestsOf(fans("{ kind: [expired, active], account: all }"))
    expect(
      requests.map(({ address, canonical, output }) => [address, canonical.account_ids, canonical.options, output])
    ).toEqual([
      ["fans/main/expired", ["acct_9f2c41"], { type: "expired" }, "data/fans/main/expired.csv"],
      ["fans/main/active", ["acct_9f2c41"], { type: "active" }, "data/fans/main/active.csv"],
      ["fans/studio/expired", ["acct_71be08"], { type: "expired" }, "data/fans/studio/expired.csv"],
      ["fans/studio/active", ["acct_71be08"], { type: "active" }, "data/fans/studio/active.csv"]
    ])
  })

  it("is the same purchase as what it stands for, written out", () => {
    const text = `version: 1
accounts: { main: acct_9f2c41 }
exports:
  all: { type: fans, matrix: { account: [main], kind: [active] }, options: { type: "{kind}" }, ${JANUARY} }
  one: { type: fans, account_ids: [main], options: { type: active }, ${JANUARY} }
`
    const [all, one] = requestsOf(text)
    expect(all?.fingerprint).toBe(one?.fingerprint)
  })

  it("without accounts keeps those of the export together, and has windows behind its values", () => {
    const text = fans(
      "{ kind: [active] }",
      "account_ids: all, split: month, start_date: 2024-01-01, end_date: 2024-02-29"
    )
    expect(addresses(text)).toEqual(["fans/active/2024-01", "fans/active/2024-02"])
    expect(requestsOf(text).map(({ canonical }) => canonical.account_ids?.length)).toEqual([2, 2])
  })

  it("has the accounts of a split as its axis too", () => {
    const split = "account_ids: all, split: { account: true }"
    const text = fans(
      "{ kind: [active, expired], exclude: [{ account: acct_71be08, kind: expired }] }",
      `${split}, ${JANUARY}`
    )
    expect(addresses(text)).toEqual(["fans/main/active", "fans/main/expired", "fans/studio/active"])
  })

  it("is in place of the accounts and the split by account of the defaults, and keeps their windows", () => {
    const defaults = "defaults: { account_ids: [studio], split: { by: month, account: false } }\n"
    const text = manifest(`type: payouts, matrix: { account: [main] }, ${JANUARY}`, defaults)
    expect(addresses(text)).toEqual(["fans/main/2024-01"])
  })

  it("names one account once", () => {
    expect(addresses(fans("{ account: [main, acct_9f2c41], kind: [active] }"))).toEqual(["fans/main/active"])
  })

  it("leaves out what is excluded, and adds what is included at the end", () => {
    const text = fans(`{
      account: all, kind: [active, expired],
      exclude: [{ account: studio, kind: expired }, { kind: active, account: main }],
      include: [{ kind: latest, account: main }, { account: acct_5, kind: all }]
    }`)
    expect(addresses(text)).toEqual(["fans/main/expired", "fans/studio/active", "fans/main/latest", "fans/acct_5/all"])
    expect(requestsOf(text).at(-1)?.canonical).toMatchObject({ account_ids: ["acct_5"], options: { type: "all" } })
  })

  it("excludes all that has the values that are named", () => {
    const text = fans("{ account: all, kind: [active, expired], exclude: [{ kind: expired }] }")
    expect(addresses(text)).toEqual(["fans/main/active", "fans/studio/active"])
  })
})

describe("a variable", () => {
  it("alone in a text has the kind of its value; among others it is text", () => {
    const text = profiles(
      "{ most: [10, 2.5], flag: [true] }",
      '{ query: "best {most} of {flag}", minSubscribePrice: "{most}", twitter: "{flag}" }'
    )
    expect(optionsOf(text)).toEqual([
      { query: "best 10 of true", minSubscribePrice: 10, twitter: true },
      { query: "best 2.5 of true", minSubscribePrice: 2.5, twitter: true }
    ])
    expect(addresses(text)).toEqual(["fans/10/true", "fans/2.5/true"])
  })

  it("may stand in a list", () => {
    const text = manifest(
      `type: chat_messages, options: { maxMessages: 5, chatIds: [7, "{chat}"] }, matrix: { account: [main], chat: [8, "9"] }, ${JANUARY}`
    )
    expect(optionsOf(text)).toEqual([
      { maxMessages: 5, chatIds: [7, 8] },
      { maxMessages: 5, chatIds: [7, 9] }
    ])
  })

  it("is one of paths and hooks too", () => {
    const text = fans(
      "{ account: [main], kind: [active] }",
      `${JANUARY}, output: "{kind}/{account}-{as_of}.{ext}", hooks: { after_download: [["./load.sh", "{kind}"]] }`
    )
    const [request] = requestsOf(text)
    expect(request?.output).toBe("active/main-{as_of}.csv")
    expect(request?.hooks?.values).toMatchObject({ kind: "active", account: "main", address: "fans/main/active" })
  })

  it("is text behind a dollar sign, and where there is no matrix", () => {
    expect(optionsOf(profiles("{ a: [x] }", '{ query: "${a} {a}" }'))).toEqual([{ query: "${a} x" }])
  })

  it("that a path leaves out is a collision of paths", () => {
    const text = fans("{ account: [main], kind: [active, expired] }", `${JANUARY}, output: "{account}.{ext}"`)
    expect(problemsOf(text).map(({ code, hint }) => [code, hint])).toEqual([
      ["output-collision", "add {address}, {account}, {kind} or {window} to the output"]
    ])
  })
})

describe("overrides", () => {
  it("change what they name for their account, by name or id, and leave the rest", () => {
    const text = `version: 1
accounts: { main: acct_9f2c41, studio: acct_71be08 }
exports:
  messages:
    type: chat_messages
    account_ids: [main, studio, acct_5]
    split: { by: month, account: true }
    start_date: 2024-01-01
    end_date: 2024-02-29
    options: { maxMessages: 5, maxChats: 3 }
    priority: 7
    max_credits: 100
    overrides:
      studio: { start_date: 2024-02-01, max_credits: 50, options: { maxMessages: 9 }, priority: 0, settle_after: 3d }
      acct_5: { end_date: 2024-01-31, export_columns: [id], output: "five/{window}.{ext}" }
`
    const told = requestsOf(text).map(({ address, canonical, maxCredits, priority, output, window }) => ({
      address,
      options: canonical.options,
      columns: canonical.export_columns,
      maxCredits,
      priority,
      output,
      closes: window?.closes
    }))
    const main = { options: { maxMessages: 5, maxChats: 3 }, columns: undefined, maxCredits: 100, priority: 7 }
    expect(told).toEqual([
      {
        ...main,
        address: "messages/main/2024-01",
        output: "data/messages/main/2024-01.csv",
        closes: "2024-02-01T00:00:00Z"
      },
      {
        ...main,
        address: "messages/main/2024-02",
        output: "data/messages/main/2024-02.csv",
        closes: "2024-03-01T00:00:00Z"
      },
      {
        address: "messages/studio/2024-02",
        options: { maxMessages: 9, maxChats: 3 },
        columns: undefined,
        maxCredits: 50,
        priority: 0,
        output: "data/messages/studio/2024-02.csv",
        closes: "2024-03-04T00:00:00Z"
      },
      {
        ...main,
        address: "messages/acct_5/2024-01",
        columns: ["id"],
        output: "five/2024-01.csv",
        closes: "2024-02-01T00:00:00Z"
      }
    ])
  })

  it("say when an account is bought again", () => {
    const text = fans(
      "{ account: all, kind: [active] }",
      `${JANUARY}, refresh: 30d, overrides: { studio: { refresh: 7d }, main: { refresh: never } }`
    )
    expect(requestsOf(text).map(({ renewal }) => renewal?.every)).toEqual([undefined, { count: 7, unit: "day" }])
  })

  it("may have variables, and their problems are theirs", () => {
    const text = (start: string) => `version: 1
accounts: { main: acct_9f2c41, studio: acct_71be08 }
exports:
  a:
    type: fans
    matrix: { account: all, kind: [active] }
    options: { type: all }
    start_date: 2024-01-01
    end_date: 2024-01-31
    overrides:
      studio:
        options: { type: "{kind}" }
        output: "../{kind}"
        start_date: ${start}
`
    expect(optionsOf(text("2024-01-02").replace("../", ""))).toEqual([{ type: "all" }, { type: "active" }])
    expect(found(problemsOf(text("2024-01-02")))).toEqual(["13:17 output-escapes"])
    expect(found(problemsOf(text("2024-02-01")))).toEqual(["14:21 end-before-start"])
  })

  it("repeat no problem of their export", () => {
    const text = fans(
      "{ account: all, kind: [active] }",
      "start_date: 2024-02-01, end_date: 2024-01-01, overrides: { studio: { max_credits: 5 } }"
    )
    expect(problemsOf(text).map(({ code }) => code)).toEqual(["end-before-start"])
  })
})

describe("many combinations", () => {
  it("are refused with their number", () => {
    const text = fans("{ account: all, kind: [active, expired] }", JANUARY).replace(
      "accounts:",
      "max_requests: 3\naccounts:"
    )
    const [problem] = problemsOf(text)
    expect(problem).toMatchObject({ code: "too-many-requests", place: { line: 5 } })
    expect(problem?.message).toBe("the manifest expands into 4 requests, and max_requests is 3")
    expect(problem?.hint).toContain("shorten its range or its matrix")
  })
})

describe("the cells of any matrix", () => {
  const axis = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 4 })
  const names = ["a", "b", "c"] as const
  const cases = fc
    .tuple(fc.subarray([...names], { minLength: 1 }), axis, axis, axis)
    .map(([named, a, b, c]) => Object.fromEntries(named.map((name) => [name, { a, b, c }[name]])))
    .chain((axes) => {
      const product = Object.entries(axes).reduce<ReadonlyArray<Readonly<Record<string, string>>>>(
        (cells, [name, values]) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
        [{}]
      )
      return fc.record({
        axes: fc.constant(axes),
        product: fc.constant(product),
        exclude: fc.array(
          fc
            .tuple(fc.constantFrom(...product), fc.subarray(Object.keys(axes), { minLength: 1 }))
            .map(([cell, some]) => Object.fromEntries(some.map((name) => [name, cell[name] ?? ""]))),
          { maxLength: 2 }
        ),
        // Values that no axis has.
        include: fc.uniqueArray(fc.stringMatching(/^[0-9]{1,2}$/), { maxLength: 2 })
      })
    })

  it("are the product, less what is excluded, and what is included; each with an address, and a purchase, of its own", () => {
    fc.assert(
      fc.property(cases, ({ axes, product, exclude, include }) => {
        const added = include.map((value) => Object.fromEntries(Object.keys(axes).map((name) => [name, value])))
        const left = product.filter(
          (cell) => !exclude.some((item) => Object.entries(item).every(([name, value]) => cell[name] === value))
        )
        const expected = [...left, ...added]
        fc.pre(expected.length > 0)
        const matrix = {
          ...axes,
          ...(exclude.length > 0 ? { exclude } : {}),
          ...(added.length > 0 ? { include: added } : {})
        }
        const query = Object.keys(axes)
          .map((name) => `${name}={${name}}`)
          .join(" ")
        const requests = requestsOf(profiles(JSON.stringify(matrix), JSON.stringify({ query })))
        expect(requests.map(({ address }) => address)).toEqual(
          expected.map((cell) => ["fans", ...Object.values(cell)].join("/"))
        )
        expect(requests.map(({ canonical }) => canonical.options?.["query"])).toEqual(
          expected.map((cell) =>
            Object.entries(cell)
              .map((one) => one.join("="))
              .join(" ")
          )
        )
        expect(new Set(requests.map(({ fingerprint }) => fingerprint)).size).toBe(expected.length)
      }),
      { numRuns: 60 }
    )
  })
})
