import * as fc from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { AccountId, Instant, OptionValue } from "../../src/domain.ts"
import { canonical, type Draft } from "../../src/request/canonical.ts"
import { fingerprintOf } from "../../src/request/fingerprint.ts"

const ids = (...list: ReadonlyArray<string>) => list.map((id) => id as AccountId)

const draft = (over: Partial<Draft> = {}): Draft => ({
  type: "transactions",
  accountIds: ids("acct_1"),
  start: "2024-01-01T00:00:00Z" as Instant,
  end: "2024-01-31T23:59:59Z" as Instant,
  fileType: "csv",
  exportColumns: undefined,
  options: undefined,
  ...over
})

const optionsOf = (type: string, options: Readonly<Record<string, OptionValue>>) =>
  canonical(draft({ type, options })).options

describe("the canonical form", () => {
  it("names what the wire names, and nothing that was left out", () => {
    expect(canonical(draft())).toStrictEqual({
      type: "transactions",
      account_ids: ["acct_1"],
      start_date: "2024-01-01T00:00:00Z",
      end_date: "2024-01-31T23:59:59Z",
      file_type: "csv"
    })
    expect(canonical(draft({ type: "public_profiles", accountIds: undefined }))).not.toHaveProperty("account_ids")
  })

  it("has every account once, in order", () => {
    const { account_ids } = canonical(draft({ accountIds: ids("acct_b", "acct_B", "acct_10", "acct_9", "acct_b") }))
    expect(account_ids).toEqual(["acct_10", "acct_9", "acct_B", "acct_b"])
  })

  it("keeps the order of columns", () => {
    expect(canonical(draft({ exportColumns: ["b", "a"] })).export_columns).toEqual(["b", "a"])
  })

  it.each<readonly [string, string, Readonly<Record<string, OptionValue>>, unknown]>([
    ["leaves out a default", "chat_messages", { maxMessages: 5, skipMassMessages: false }, { maxMessages: 5 }],
    [
      "keeps what is no default",
      "chat_messages",
      { maxMessages: 5, skipMassMessages: true },
      { maxMessages: 5, skipMassMessages: true }
    ],
    ["knows defaults by type", "posts", { skipMassMessages: false }, { skipMassMessages: false }],
    [
      "sorts ids as numbers, once each, written as text or not",
      "chat_messages",
      { chatIds: [10, "9", 9, "10", 2] },
      { chatIds: [2, 9, 10] }
    ],
    ["leaves out empty lists", "chat_messages", { maxMessages: 5, chatIds: [] }, { maxMessages: 5 }],
    ["leaves lists of unknown meaning as they are", "posts", { kinds: ["b", "a", "b"] }, { kinds: ["b", "a", "b"] }],
    ["leaves out options without any", "chat_messages", { skipMassMessages: false }, undefined],
    [
      "keeps zero, false and the empty text of other options",
      "public_profiles",
      { minPostsCount: 0, instagram: false, query: "" },
      { minPostsCount: 0, instagram: false, query: "" }
    ]
  ])("%s", (_, type, options, expected) => {
    expect(optionsOf(type, options)).toStrictEqual(expected)
  })
})

describe("a fingerprint", () => {
  const option = fc.oneof(fc.boolean(), fc.integer(), fc.string())
  const options = fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,8}$/), option, { maxKeys: 5 })

  it("does not depend on the order or repetition of accounts, options and ids", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^acct_[a-z0-9]{1,4}$/), { minLength: 1, maxLength: 6 }),
        fc.uniqueArray(fc.integer({ min: 1 }), { minLength: 1, maxLength: 6 }),
        options,
        fc.array(fc.nat()),
        (accounts, chats, others, order) => {
          const mixed = <A>(list: ReadonlyArray<A>) =>
            [...list, ...list.slice(0, 2)]
              .map((item, index) => ({ item, key: order[index] ?? 0 }))
              .sort((a, b) => a.key - b.key)
              .map(({ item }) => item)
          const one = draft({
            type: "chat_messages",
            accountIds: ids(...accounts),
            options: { ...others, chatIds: chats }
          })
          const other = draft({
            type: "chat_messages",
            accountIds: ids(...mixed(accounts)),
            options: {
              chatIds: mixed(chats).map((id, index) => (index % 2 === 0 ? String(id) : id)),
              ...Object.fromEntries(Object.entries(others).reverse()),
              skipMassMessages: others["skipMassMessages"] ?? false
            }
          })
          expect(fingerprintOf(canonical(other))).toBe(fingerprintOf(canonical(one)))
        }
      )
    )
  })

  it.each<readonly [string, Partial<Draft>]>([
    ["type", { type: "payouts" }],
    ["accounts", { accountIds: ids("acct_2") }],
    ["one more account", { accountIds: ids("acct_1", "acct_2") }],
    ["no accounts", { accountIds: undefined }],
    ["start", { start: "2024-01-01T00:00:01Z" as Instant }],
    ["end", { end: "2024-01-31T23:59:58Z" as Instant }],
    ["file type", { fileType: "xlsx" }],
    ["columns", { exportColumns: ["amount"] }],
    ["options", { options: { maxChats: 1 } }]
  ])("tells purchases apart by their %s", (_, over) => {
    expect(fingerprintOf(canonical(draft(over)))).not.toBe(fingerprintOf(canonical(draft())))
  })

  it("tells the order of columns apart: it is another file", () => {
    const of = (...exportColumns: ReadonlyArray<string>) => fingerprintOf(canonical(draft({ exportColumns })))
    expect(of("a", "b")).not.toBe(of("b", "a"))
  })
})
