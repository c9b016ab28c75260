/** What people read. The codes and places are in readManifest.broken.test.ts. */
import { describe, expect, it } from "vitest"
import { problemsOf, RANGE, withEntry } from "./marks.ts"

const wordsFor = (entry: string, before = "") =>
  problemsOf(withEntry(`account_ids: [main]\n${RANGE}\n${entry}`, before)).map(({ message, hint }) => [message, hint])

describe("of a matrix and of overrides", () => {
  const fans = (rest: string, options = 'type: "{kind}"') =>
    problemsOf(withEntry(`type: fans\n${RANGE}\noptions: { ${options} }\n${rest}`)).map(({ message, hint }) => [
      message,
      hint
    ])

  it.each<[entry: string, message: string, hint: string]>([
    [
      "matrix: { account: all, kind: [active, expird] }",
      '`type` is "expird", it must be all, active, expired or latest',
      "did you mean `expired`?"
    ],
    [
      "matrix: { account: all, kind: [active], tier: [a] }",
      "nothing of `it` uses `{tier}`: all its values would be the same purchase",
      "write `{tier}` in an option, or remove it"
    ],
    [
      "account_ids: all\nmatrix: { account: all, kind: [active] }",
      "`account` under `matrix` says which accounts, and `account_ids` does too",
      "remove it: `account` under `matrix` makes one request per account"
    ],
    [
      "matrix: { account: all, kind: [active], exclude: [{ kinds: active }] }",
      "`kinds` is not an axis of the `matrix` of `it`",
      "did you mean `kind`?"
    ],
    [
      "account_ids: all\nmatrix: { kind: [active], exclude: [{ account: main }] }",
      "`account` is not an axis of the `matrix` of `it`",
      "add `account` to the `matrix`: there is no request per account"
    ],
    [
      "matrix: { account: all, kind: [active], include: [{ account: main }] }",
      "item 1 of `include` has no `kind`",
      "give it a value for every axis"
    ],
    [
      "matrix: { account: all, kind: [active, two words] }",
      '"two words" cannot be a part of an address, and values of `matrix` are',
      "1 to 64 letters, digits, `_`, `.` and `-`, the first one a letter or digit"
    ],
    [
      'matrix: { account: all, kind: [active] }\noutput: "{kinds}/{address}"',
      "`{kinds}` is not a variable of an output path",
      "did you mean `{kind}`?"
    ],
    [
      "matrix: { account: [main], kind: [active] }\noverrides: { studio: { priority: 1 } }",
      "`it` has no request of the account `studio`",
      "name one of its accounts, or remove it"
    ],
    [
      "account_ids: all",
      '`type` is "{kind}", and there is no `matrix` that would give the variable a value',
      "add a `matrix` with an axis of that name, or write the value itself"
    ]
  ])("%s", (entry, message, hint) => {
    expect(fans(entry)).toEqual([[message, hint]])
  })

  it("of a name that is taken", () => {
    expect(fans("matrix: { account: all, type: [active] }", "type: all")).toEqual([
      ["`{type}` has a meaning of its own, so no axis can have that name", "choose another"]
    ])
  })

  it("of an option that names no axis", () => {
    expect(fans("matrix: { account: all }")).toEqual([
      ["`{kind}` is no variable of the options of `it`", "its `matrix` has no axis but accounts"]
    ])
  })
})

describe("messages and hints", () => {
  it.each<[entry: string, message: string, hint: string]>([
    ["type: transactons", '"transactons" is not a type of export', "did you mean `transactions`?"],
    ["type: payouts\nstart_dat: 1", "`start_dat` is not a key of an export", "did you mean `start_date`?"],
    [
      "type: payouts\nrefresh: weekly",
      '`refresh` is "weekly", which is no period',
      "write days, weeks, months, quarters or years: 3d, 2w, 1mo, 1q or 1y; or never"
    ],
    [
      "type: payouts\nopen_window: include",
      "`open_window` is not a key of an export",
      "it belongs under `split`: `split: { by: month, open_window: … }`"
    ],
    [
      "type: payouts\nsplit: month\nrebuy: { window: 2, every: 1d }",
      "`window` is 2, it must be text",
      'put it in quotes: "2"'
    ],
    [
      "type: public_profiles\nmaxResults: 5",
      "`maxResults` is not a key of an export",
      "it is an option of `public_profiles`: put it under `options`"
    ],
    ["type: fans", "`fans` needs `options`", "add `options:` with `type`"],
    ["type: fans\noptions: {}", "`fans` needs the option `type`", "write all, active, expired or latest"],
    [
      "type: chat_messages\noptions: {}",
      "`chat_messages` needs the option `maxMessages`",
      "a whole number from 1 to 10,000,000"
    ],
    [
      "type: chat_messages\noptions: { maxMessages: 20000000 }",
      "`maxMessages` is 20,000,000, the most is 10,000,000",
      "write 10,000,000 or less"
    ],
    ["type: payouts\noptions: { a: 1 }", "`a` is not an option of `payouts`", "`payouts` takes no options"],
    ["type: payouts\nfile_type: zip", '"zip" is not a file type of `payouts`', "write csv or xlsx"],
    [
      "type: payouts\nsplit: monthly",
      '`split` is "monthly", it must be day, week, month, quarter or year',
      "did you mean `month`?"
    ],
    [
      "type: payouts\nmax_credits: '5'",
      '`max_credits` is the text "5", it must be a number',
      "write the number without quotes; variables give text only"
    ],
    [
      "type: payouts\nauto_start: no",
      '`auto_start` is the text "no", it must be true or false',
      "write `true` or `false`, without quotes"
    ],
    [
      "type: payouts\nexport_columns: amount",
      '`export_columns` is the text "amount", it must be a list',
      "write `[amount]`"
    ],
    [
      "type: payouts\nexport_columns: [2024]",
      "item 1 of `export_columns` is 2024, it must be text",
      'put it in quotes: "2024"'
    ],
    ["type: payouts\nexport_columns: [a, a]", '"a" stands in `export_columns` twice', "keep one of them"],
    ["type: payouts\noutput: 'a/{exprt}'", "`{exprt}` is not a variable of an output path", "did you mean `{export}`?"],
    [
      "type: payouts\nmax_credits:",
      "`max_credits` has no value, it must be a number",
      "give it a value, or leave the key out"
    ]
  ])("%j", (entry, message, hint) => {
    expect(wordsFor(entry)).toEqual([[message, hint]])
  })

  it.each([
    [
      "2023-02-29",
      '`start_date` is "2023-02-29", which is no date',
      "the calendar has no such day, or the clock no such time"
    ],
    [
      "2024-01-01T08:00",
      '`start_date` is "2024-01-01T08:00", which is no date',
      "say in which zone: `2024-01-01T08:00Z` for UTC, or with an offset such as `2024-01-01T08:00+01:00`"
    ],
    [
      "2024-01-01 08:00Z",
      '`start_date` is "2024-01-01 08:00Z", which is no date',
      "write a `T` between date and time: `2024-01-01T08:00Z`"
    ],
    ["2024-01-01T08:00:00.5Z", '`start_date` is "2024-01-01T08:00:00.5Z", which is no date', "whole seconds only"],
    [
      "start_of_moth",
      '`start_date` is "start_of_moth", which is no relative date',
      "write today, yesterday, start_of_ or end_of_ week, month, quarter or year, and lengths behind it: `start_of_month - 1mo + 3d` (d, w, mo, q, y)"
    ]
  ])("%s", (date, message, hint) => {
    const entry = `type: payouts\naccount_ids: [main]\nstart_date: ${date}\nend_date: 2024-12-31`
    expect(problemsOf(withEntry(entry)).map((problem) => [problem.message, problem.hint])).toEqual([[message, hint]])
  })

  it("of accounts and time zones name the nearest", () => {
    const entry = `type: payouts\naccount_ids: [studi]\n${RANGE}`
    expect(problemsOf(withEntry(entry, "timezone: europe/berln\n")).map(({ hint }) => hint)).toEqual([
      "did you mean `Europe/Berlin`?",
      "did you mean `studio`?"
    ])
  })

  it("are on one line, however long the value", () => {
    const [problem] = problemsOf(
      withEntry(`type: payouts\naccount_ids: [main]\n${RANGE}\nsplit: "${"week\\n".repeat(50)}"`)
    )
    expect(problem?.message).toMatch(/^`split` is "(?:week\\n)+w?e?e?k?….*$/)
    expect(problem?.message.length).toBeLessThan(160)
  })
})
