import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { found, marked, problemsOf, RANGE, withEntry } from "./marks.ts"

const read = (text: string, env = {}) => Either.getOrThrow(readManifest([{ file: "exports.yaml", text }], env))
const manifestOf = (text: string, env = {}) => read(text, env).manifest
const exportOf = (entry: string, before = "", env = {}) => manifestOf(withEntry(entry, before), env).exports[0]

describe("a manifest with everything", () => {
  it("is read whole", () => {
    const text = `# yaml-language-server: $schema=./schema/exports.schema.json
version: 1
accounts: { main: acct_9f2c41, studio: acc_71-be_08 }
timezone: Europe/Berlin
budget: { per_run: 2000, per_month: 20000.5, keep_balance: 500, unknown_cost: allow }
prices: { rows_per_credit: 25, rows_per_account_day: { payouts: 0.5 } }
rate: { reserve: 10 }
max_requests: 500
x-messages: &messages
  type: chat_messages
  options: { maxMessages: 0x10, chatIds: [5, "7"] }
defaults:
  account_ids: all
  start_date: 2024-01-01
  end_date: 2024-12-31T23:59:59Z
  file_type: xlsx
  split: month
  output: "data/{export}/{account}/{window}.{ext}"
  auto_start: false
  max_credits: 300
  retries: 2
exports:
  ledger:
    type: transactions
    export_columns: [transaction_id, amount]
    split: { by: day, account: true }
  chats:
    <<: *messages
    account_ids: [main, acct_2]
    file_type: csv
    auto_start: true
    max_credits: 0
  vault: { type: media_vault, split: { account: false }, options: { mediaType: photo }, output: vault.zip }
  people: { type: public_profiles, options: { query: "a: b", instagram: true, minJoinDate: 2023-01-01 } }
  later: { type: posts, allow_unknown_type: true, options: { depth: 3, kinds: [a, 1] }, file_type: zip }
`
    const ledger = {
      name: "ledger",
      file: "exports.yaml",
      type: "transactions",
      accountIds: "all",
      startDate: "2024-01-01",
      endDate: "2024-12-31T23:59:59Z",
      fileType: "xlsx",
      exportColumns: ["transaction_id", "amount"],
      split: { by: "day", account: true },
      autoStart: false,
      maxCredits: 300,
      retries: 2,
      output: "data/{export}/{account}/{window}.{ext}"
    }
    const { exportColumns: _, ...common } = { ...ledger, split: { by: "month", account: false } }
    const { accountIds: __, ...withoutAccounts } = common
    const { split: ___, ...whole } = common
    expect(manifestOf(text)).toStrictEqual({
      accounts: { main: "acct_9f2c41", studio: "acc_71-be_08" },
      timezone: "Europe/Berlin",
      budget: { perRun: 2000, perMonth: 20000.5, keepBalance: 500, unknownCost: "allow" },
      prices: { rowsPerCredit: 25, rowsPerAccountDay: { payouts: 0.5 } },
      rate: { reserve: 10 },
      maxRequests: 500,
      exports: [
        ledger,
        {
          ...common,
          name: "chats",
          type: "chat_messages",
          accountIds: ["main", "acct_2"],
          fileType: "csv",
          options: { maxMessages: 16, chatIds: [5, "7"] },
          autoStart: true,
          maxCredits: 0
        },
        {
          ...whole,
          name: "vault",
          type: "media_vault",
          fileType: "zip",
          options: { mediaType: "photo" },
          output: "vault.zip"
        },
        {
          ...withoutAccounts,
          name: "people",
          type: "public_profiles",
          options: { query: "a: b", instagram: true, minJoinDate: "2023-01-01" }
        },
        { ...common, name: "later", type: "posts", options: { depth: 3, kinds: ["a", 1] }, fileType: "zip" }
      ]
    })
  })
})

describe("where the state is kept", () => {
  const stateOf = (state: string, env = {}) =>
    manifestOf(withEntry(`type: public_profiles\n${RANGE}`, `state: ${state}\n`), env).state

  it("is as it is written, and a file is nothing to be said", () => {
    expect(stateOf("{ backend: s3, bucket: acme, key: a/b.json, endpoint: 'http://127.0.0.1:9000' }")).toEqual({
      backend: "s3",
      bucket: "acme",
      key: "a/b.json",
      endpoint: "http://127.0.0.1:9000"
    })
    expect(stateOf("{ backend: s3, bucket: '${env:B}', key: a, region: eu-central-1 }", { B: "acme" })).toMatchObject({
      bucket: "acme",
      region: "eu-central-1"
    })
    expect(stateOf("{ backend: file }")).toBeUndefined()
  })

  it("has no password in it: the variable of a database stays one, also where it is not set", () => {
    const env = { STATE_URL: "postgres://ada:lovelace@db.example.com/exports" }
    for (const one of [env, {}])
      expect(stateOf("{ backend: postgres, url: '${env:STATE_URL}' }", one)).toEqual({
        backend: "postgres",
        url: "${env:STATE_URL}",
        name: "exports"
      })
  })
})

describe("what is left out", () => {
  it("has the documented defaults", () => {
    const manifest = manifestOf(
      `version: 1\nexports:\n  it: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-02 }\n`
    )
    expect(manifest).toStrictEqual({
      accounts: {},
      timezone: "UTC",
      budget: { unknownCost: "block" },
      prices: { rowsPerCredit: 20, rowsPerAccountDay: {} },
      rate: { reserve: 0 },
      maxRequests: 10_000,
      exports: [
        {
          name: "it",
          file: "exports.yaml",
          type: "public_profiles",
          startDate: "2024-01-01",
          endDate: "2024-01-02",
          fileType: "csv",
          autoStart: true,
          retries: 0,
          output: "data/{address}.{ext}"
        }
      ]
    })
  })

  it.each([
    ["transactions", "", "", "csv"],
    ["media_vault", "options: { mediaType: all }", "", "zip"],
    ["transactions", "", "defaults: { file_type: xlsx }", "xlsx"],
    ["transactions", "", "defaults: { file_type: zip }", "csv"],
    ["media_vault", "options: { mediaType: all }", "defaults: { file_type: xlsx }", "zip"],
    ["posts", "allow_unknown_type: true", "", "csv"],
    ["posts", "allow_unknown_type: true", "defaults: { file_type: zip }", "zip"]
  ])("file type of %s with %j and %j", (type, rest, before, fileType) => {
    const entry = `type: ${type}\naccount_ids: [main]\n${RANGE}\n${rest}`
    expect(exportOf(entry, before === "" ? "" : `${before}\n`)?.fileType).toBe(fileType)
  })
})

describe("split", () => {
  it.each([
    ["split: month", { by: "month", account: false }],
    ["split: { by: week }", { by: "week", account: false }],
    ["split: { account: true }", { account: true }],
    ["split: { by: year, account: true }", { by: "year", account: true }],
    ["split: { account: false }", undefined],
    ["", undefined]
  ])("%s", (split, expected) => {
    expect(exportOf(`type: transactions\naccount_ids: [main]\n${RANGE}\n${split}`)?.split).toStrictEqual(expected)
  })

  it("by account, in the defaults, is for exports that have accounts", () => {
    const before = "defaults: { account_ids: all, split: { by: month, account: true } }\n"
    expect(exportOf(`type: public_profiles\n${RANGE}`, before)?.split).toStrictEqual({ by: "month", account: false })
    expect(exportOf(`type: public_profiles\n${RANGE}\naccount_ids: [main]`, before)?.split).toStrictEqual({
      by: "month",
      account: true
    })
  })

  it("replaces that of the defaults whole", () => {
    const before = "defaults: { split: { by: month, account: true } }\n"
    expect(exportOf(`type: transactions\naccount_ids: [main]\n${RANGE}\nsplit: day`, before)?.split).toStrictEqual({
      by: "day",
      account: false
    })
  })
})

describe("YAML's own ideas of types", () => {
  it("leaves dates, times and words as text", () => {
    const entry = exportOf(
      "type: transactions\naccount_ids: [main]\nstart_date: 2024-01-01\nend_date: 2024-01-31T08:00:00Z"
    )
    expect([entry?.startDate, entry?.endDate]).toEqual(["2024-01-01", "2024-01-31T08:00:00Z"])
  })

  it("does not change by directive", () => {
    const entry = withEntry(`type: transactions\naccount_ids: [main]\n${RANGE}\nexport_columns: [on, "5"]`)
    expect(manifestOf(`%YAML 1.1\n---\n${entry}`).exports[0]?.exportColumns).toEqual(["on", "5"])
  })

  it("leaves names that look like numbers as they are written", () => {
    const text = `version: 1\naccounts: { 007: acct_7, 1e3: acct_8 }\nexports:\n  2024: { type: fans, account_ids: ["007", "1e3"], options: { type: all }, start_date: 2024-01-01, end_date: 2024-01-02 }\n`
    const manifest = manifestOf(text)
    expect(manifest.accounts).toEqual({ "007": "acct_7", "1e3": "acct_8" })
    expect(manifest.exports[0]?.name).toBe("2024")
  })

  it("takes an anchor as often as one likes", () => {
    const entries = Array.from({ length: 500 }, (_, index) => `  e${index}: { <<: *base, account_ids: *accounts }\n`)
    const text = `version: 1\nx-base: &base { type: payouts, start_date: 2024-01-01, end_date: 2024-01-02 }\nx-accounts: &accounts [acct_1, acct_2]\nexports:\n${entries.join("")}`
    expect(manifestOf(text).exports).toHaveLength(500)
  })
})

describe("texts that are meant to exhaust", () => {
  it("aliases of aliases", () => {
    const levels = Array.from({ length: 12 }, (_, n) => `  a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]\n`)
    const text = `version: 1\nx-bomb:\n  a0: &a0 boom\n${levels.join("")}exports: {}\n`
    expect(found(problemsOf(text))).toEqual(["1:1 too-large"])
  })

  it.each([
    ["brackets", "exports: ", "["],
    ["braces", "exports: ", "{a: "],
    ["lists", "exports:\n", "- "],
    ["explicit keys", "exports:\n", "? "]
  ])("nested %s", (_name, before, opening) => {
    expect(problemsOf(`version: 1\n${before}${opening.repeat(20_000)}`).map(({ code }) => code)).toEqual(["too-deep"])
  })

  it("depth through aliases", () => {
    const levels = Array.from({ length: 200 }, (_, n) => `  a${n + 1}: &a${n + 1} [*a${n}]\n`)
    const text = `version: 1\nx-deep:\n  a0: &a0 []\n${levels.join("")}exports: {}\n`
    expect(found(problemsOf(text))).toEqual(["1:1 too-large"])
  })

  it("a huge file", () => {
    expect(found(problemsOf(`# ${"x".repeat(64 * 1024 * 1024)}`))).toEqual(["1:1 file-too-large"])
  })
})

describe("several files", () => {
  const file = (name: string, text: string) => ({ file: name, text })
  const entry = "{ type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-02 }"
  const files = (...texts: ReadonlyArray<string>) => texts.map((text, index) => file(`${index}.yaml`, text))
  const problems = (...texts: ReadonlyArray<string>) =>
    Either.match(readManifest(files(...texts), {}), {
      onLeft: (all) => all.map(({ code, place, related }) => [code, at(place), at(related)]),
      onRight: () => []
    })
  const at = (place: { file: string; line: number; column: number } | undefined) =>
    place && `${place.file}:${place.line}:${place.column}`

  it("join; defaults are for their own file", () => {
    const { manifest, locate } = Either.getOrThrow(
      readManifest(
        files(
          `version: 1\naccounts: { main: acct_1 }\nbudget: { per_run: 5 }\ndefaults: { file_type: xlsx }\nexports: { a: ${entry} }\n`,
          `version: 1\ntimezone: Europe/Berlin\nbudget: { per_run: 5.0 }\nexports:\n  b: { type: payouts, account_ids: [main], start_date: 2024-01-01, end_date: 2024-01-02 }\n`
        ),
        {}
      )
    )
    expect(manifest.exports.map(({ name, file, fileType }) => [name, file, fileType])).toEqual([
      ["a", "0.yaml", "xlsx"],
      ["b", "1.yaml", "csv"]
    ])
    expect(manifest).toMatchObject({ timezone: "Europe/Berlin", budget: { perRun: 5 }, accounts: { main: "acct_1" } })
    expect(at(locate("b", ["end_date"]))).toBe("1.yaml:5:78")
  })

  it("a name declared twice has both places", () => {
    expect(
      problems(
        `version: 1\naccounts: { main: acct_1 }\nexports:\n  a: ${entry}\n`,
        `version: 1\naccounts:\n  main: acct_1\nexports: { a: ${entry} }\n`
      )
    ).toEqual([
      ["declared-twice", "1.yaml:3:3", "0.yaml:2:13"],
      ["declared-twice", "1.yaml:4:12", "0.yaml:4:3"]
    ])
  })

  it("settings that differ have both places", () => {
    const settings = "timezone: UTC\nbudget: { per_run: 1 }\nprices: {}\nrate: {}\nmax_requests: 5\n"
    const others = "timezone: Asia/Tokyo\nbudget: { per_run: 2 }\nprices: {}\nrate: { reserve: 1 }\nmax_requests: 5\n"
    expect(
      problems(`version: 1\n${settings}exports: { a: ${entry} }\n`, `version: 1\n${others}exports: { b: ${entry} }\n`)
    ).toEqual([
      ["settings-differ", "1.yaml:2:1", "0.yaml:2:1"],
      ["settings-differ", "1.yaml:3:1", "0.yaml:3:1"],
      ["settings-differ", "1.yaml:5:1", "0.yaml:5:1"]
    ])
  })

  it("a file that cannot be read hides no problem of the others, and blames no account on them", () => {
    expect(
      problems(
        "version: @\n",
        `version: 1\nexports:\n  b: { type: payouts, account_ids: [main], start_date: 5, end_date: 2024-01-02 }\n`
      )
    ).toEqual([
      ["bad-syntax", "0.yaml:1:10", undefined],
      ["wrong-type", "1.yaml:3:56", undefined]
    ])
  })

  it("come in the order in which they were given", () => {
    const broken = `version: 1\nexports: { a: ${entry} }\ncolour: red\n`
    const result = readManifest([file("z.yaml", broken), file("a.yaml", broken.replace("a:", "b:"))], {})
    expect(Either.getOrThrow(Either.flip(result)).map(({ place }) => place?.file)).toEqual(["z.yaml", "a.yaml"])
  })
})

describe("a key given twice", () => {
  it("has both places", () => {
    const problem = problemsOf("version: 1\nexports: { a: 1 }\n'version': 2\n").find(
      ({ code }) => code === "duplicate-key"
    )
    expect(problem).toMatchObject({
      place: { line: 3, length: 9 },
      related: { line: 1, length: 7 }
    })
  })
})

describe("variables", () => {
  it("are replaced in values, and their values are text", () => {
    const env = { FROM: "2024-01-01", ID: "acct_7", DIR: "5" }
    const entry = "type: transactions\naccount_ids: ['${env:ID}']\nstart_date: ${env:FROM}\nend_date: 2024-12-31"
    const { startDate, accountIds, output } =
      exportOf(`${entry}\noutput: "\${env:DIR}/\${env:DIR}.{ext}"`, "", env) ?? {}
    expect({ startDate, accountIds, output }).toEqual({
      startDate: "2024-01-01",
      accountIds: ["acct_7"],
      output: "5/5.{ext}"
    })
  })

  it("are judged by what they are replaced with", () => {
    const { text, expected } = marked(
      withEntry("type: transactions\naccount_ids: [main]\nstart_date: «bad-date»${env:FROM}\nend_date: 2024-12-31")
    )
    expect(found(problemsOf(text, { FROM: "soon" }))).toEqual(expected)
  })

  it("can be written as such", () => {
    const text = withEntry(`type: public_profiles\n${RANGE}\noptions: { query: "$\${env:HOME} $HOME \${x}" }`)
    expect(manifestOf(text).exports[0]?.options).toEqual({ query: "${env:HOME} $HOME ${x}" })
  })

  it("are not looked up where nothing uses them", () => {
    expect(problemsOf(withEntry(`type: public_profiles\n${RANGE}`, "x-spare: ${env:NOWHERE}\n"))).toEqual([])
  })

  it("do not reach what every object has", () => {
    const { text, expected } = marked(
      withEntry(`type: public_profiles\n${RANGE}\noutput: «unset-variable»\${env:toString}`)
    )
    expect(found(problemsOf(text))).toEqual(expected)
  })
})

describe("secrets", () => {
  const token = "ofapi_live_0123456789abcdefghij"
  const key = "correct horse battery staple"

  it.each([
    ["a token", `output: ${token}`, {}],
    ["the key itself", `output: a ${key}`, { ONLYFANSAPI_API_KEY: key }],
    ["the key through a variable", "output: a/${env:ONLYFANSAPI_API_KEY}", { ONLYFANSAPI_API_KEY: key }],
    ["a token as a type", `type: ${token}`, {}],
    ["a token as a key", `${token}: 1`, {}],
    ["a problem beside a token", `options: { a: 1, b: ${token} }`, {}]
  ])("are shown nowhere: %s", (_name, rest, env) => {
    const entry = rest.startsWith("type") ? RANGE : `type: transactions\n${RANGE}`
    const problems = problemsOf(withEntry(`account_ids: [main]\n${entry}\n${rest}`), env)
    expect(problems.map(({ code }) => code)).toContain("secret")
    expect(JSON.stringify(problems)).not.toContain(token)
    expect(JSON.stringify(problems)).not.toContain(key)
  })

  it("are not seen in ordinary words", () => {
    const words = "bearer of news, sk-8 skates, https://example.com/a:b@c, acct_1234567890123456789012345"
    expect(problemsOf(withEntry(`type: public_profiles\n${RANGE}\noptions: { query: "${words}" }`))).toEqual([])
  })
})

describe("locate", () => {
  const { text } = marked(`version: 1
max_requests: 5
x-options: &options
  type: all
defaults:
  start_date: 2024-01-01
  end_date: 2024-12-31
exports:
  fans:
    type: fans
    account_ids: [acct_1, acct_2]
    start_date: 2024-02-01
    options: { <<: *options }
`)
  const { locate } = read(text)

  it.each([
    ["its own value", ["start_date"], "12:17+10"],
    ["a value of the defaults", ["end_date"], "7:13+10"],
    ["an item of a list", ["account_ids", 1], "11:27+6"],
    ["a merged value", ["options", "type"], "4:9+3"],
    ["a value that nobody wrote: the export's name", ["output"], "9:3+4"],
    ["the export", [], "9:3+4"]
  ])("%s", (_name, path, expected) => {
    const { line, column, length } = locate("fans", path)
    expect(`${line}:${column}+${length}`).toBe(expected)
  })
})

describe("hooks", () => {
  const [defaults, own] = ['[["./load.sh", "{path}"]]', '[["./own.sh"], ["./b.sh", "{rows} {a"]]']
  const text = (rest: string, of = "") => `version: 1
${rest}
exports:
  it: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-31${of} }
`
  const hooksOf = (manifest: string) => {
    const { exports } = manifestOf(manifest)
    return exports[0]?.hooks
  }

  it("are commands without a shell, with ten minutes each", () => {
    expect(hooksOf(text("", `, hooks: { after_download: ${own} }`))).toStrictEqual({
      commands: [["./own.sh"], ["./b.sh", "{rows} {a"]],
      timeoutMs: 600_000
    })
  })

  it.each([
    ["45s", 45_000],
    ["2m", 120_000],
    ["99h", 356_400_000]
  ])("may take %s", (timeout, timeoutMs) => {
    expect(hooksOf(text("", `, hooks: { after_download: ${own}, timeout: ${timeout} }`))?.timeoutMs).toBe(timeoutMs)
  })

  it("of an export take the place of those of the defaults, as a whole", () => {
    const rest = `defaults: { hooks: { after_download: ${defaults}, timeout: 5s } }`
    expect(hooksOf(text(rest))).toStrictEqual({ commands: [["./load.sh", "{path}"]], timeoutMs: 5_000 })
    expect(hooksOf(text(rest, `, hooks: { after_download: ${own} }`))?.timeoutMs).toBe(600_000)
    expect(hooksOf(text(rest, ", hooks: { after_download: [] }"))).toBeUndefined()
    expect(hooksOf(text(rest, ", hooks: {}"))).toBeUndefined()
  })

  it("after a run belong to the manifest", () => {
    const { hooks } = manifestOf(
      text('hooks: { after_run: [["./notify.sh", "{report}"]], timeout: 1m, concurrency: 4, state_access: true }')
    )
    expect(hooks).toStrictEqual({
      afterRun: { commands: [["./notify.sh", "{report}"]], timeoutMs: 60_000 },
      concurrency: 4,
      mayUseState: true
    })
    expect(manifestOf(text("hooks: { after_run: [] }")).hooks).toStrictEqual({})
  })

  it("that are mistaken are explained", () => {
    const messages = (rest: string, of = "") =>
      problemsOf(text(rest, of)).map(({ message, hint }) => `${message}; ${hint}`)
    expect(messages("", ', hooks: { after_download: [["./a", "{sha265}"], "./b {path}"] }')).toEqual([
      "`{sha265}` is not a variable of this hook; did you mean `{sha256}`?",
      'item 2 of `after_download` is the text "./b {path}", it must be a list; a command is a list of words, for there is no shell: `[./load.sh, "{path}"]`'
    ])
    expect(messages("", ", hooks: { after_run: [[a]], timeout: soon }")).toEqual([
      "`after_run` is not a key of `hooks`; it belongs under `hooks` at the top of the manifest",
      '`timeout` is "soon", which is no length of time; write seconds, minutes or hours: 90s, 10m or 2h'
    ])
    expect(messages("hooks: { after_download: [[a]] }")).toEqual([
      "`after_download` is not a key of `hooks`; it belongs under `hooks` of an export, or of `defaults`"
    ])
  })
})
