import { describe, expect, it } from "vitest"
import type { RemoteExport } from "../../src/api/ExportApi.ts"
import { bareId, contradictions, doubts } from "../../src/apply/equality.ts"
import type { AccountId } from "../../src/domain.ts"
import { canonicalOf } from "../plan/samples.ts"
import { instant, leavingOut, listedOf } from "./samples.ts"

const COLUMNS = ["transaction_id", "amount"]
const request = canonicalOf({ export_columns: COLUMNS })
const listed = listedOf(request)
const other = (over: Partial<RemoteExport>) => listedOf(request, over)

describe("an export contradicts a request", () => {
  it.each([
    ["of another type", other({ type: "payouts" }), "its type is payouts, not transactions"],
    [
      "of another start",
      other({ startDate: instant("2024-01-02T00:00:00Z") }),
      "its start_date is 2024-01-02T00:00:00Z, not 2024-01-01T00:00:00Z"
    ],
    [
      "of another end",
      other({ endDate: instant("2024-01-31T00:00:00Z") }),
      "its end_date is 2024-01-31T00:00:00Z, not 2024-01-31T23:59:59Z"
    ],
    ["of another file type", other({ fileType: "xlsx" }), "its file_type is xlsx, not csv"],
    ["of another account", other({ accountIds: ["acct_2"] }), "its accounts are acct_2, not acct_1"],
    [
      "of a further account",
      other({ accountIds: ["acct_1", "acct_2"] }),
      "its accounts are acct_1, acct_2, not acct_1"
    ],
    ["of fewer columns", other({ exportColumns: ["amount"] }), "its columns are amount, not transaction_id, amount"],
    ["of no columns at all", other({ exportColumns: [] }), "its columns are none, not transaction_id, amount"]
  ])("%s", (_, one, words) => {
    expect(contradictions(request, one)).toEqual([words])
  })

  it("in everything that differs, in one answer", () => {
    const one = other({ type: "payouts", fileType: "xlsx", accountIds: ["acct_2"] })
    expect(contradictions(request, one).map((words) => words.split(" ")[1])).toEqual(["type", "file_type", "accounts"])
  })
})

describe("an export contradicts nothing", () => {
  it.each([
    ["as it was asked for", listed],
    ["whatever its status", other({ status: "cancelled" })],
    ["with the other prefix of its accounts", other({ accountIds: ["acc_1"] })],
    ["with its columns in another order", other({ exportColumns: [...COLUMNS].reverse() })],
    ["where no accounts are told", other({ accountIds: [] })],
    [
      "by what it leaves out",
      leavingOut(listed, "type", "startDate", "endDate", "fileType", "accountIds", "exportColumns", "createdAt")
    ]
  ])("%s", (_, one) => {
    expect(contradictions(request, one)).toEqual([])
  })

  it("by its accounts in another order", () => {
    const two = canonicalOf({ account_ids: ["acct_1" as AccountId, "acct_2" as AccountId] })
    expect(contradictions(two, listedOf(two, { accountIds: ["acct_2", "acct_1", "acct_2"] }))).toEqual([])
  })

  it("by its columns, where the request names none", () => {
    expect(contradictions(canonicalOf(), listedOf(canonicalOf(), { exportColumns: COLUMNS }))).toEqual([])
  })

  it("by its accounts, where the request names none", () => {
    const { account_ids: _, ...everyone } = canonicalOf({ type: "public_profiles" })
    expect(contradictions(everyone, listedOf(everyone, { accountIds: ["acct_1"] }))).toEqual([])
  })
})

describe("what the listing leaves open", () => {
  it("is nothing, where it tells all of it, and nothing could be hidden", () => {
    expect(doubts(request, listed, undefined)).toEqual([])
  })

  it.each(["type", "startDate", "endDate", "fileType", "accountIds"] as const)("is a %s that is not told", (field) => {
    expect(doubts(request, leavingOut(listed, field), undefined)).toEqual(["the listing does not tell all of it"])
  })

  it("is accounts of which it tells none", () => {
    expect(doubts(request, other({ accountIds: [] }), undefined)).toEqual(["the listing does not tell all of it"])
  })

  it.each(["transactions", "payouts", "chargebacks", "trial_links", "tracking_links", "smart_links"])(
    "is no option of %s, which take none",
    (type) => {
      expect(doubts(canonicalOf({ type }), listedOf(canonicalOf({ type })), undefined)).toEqual([])
    }
  )

  it.each(["chat_messages", "media_vault", "fans", "followings", "public_profiles", "stories_of_a_newer_vendor"])(
    "is the options of %s, in every case",
    (type) => {
      expect(doubts(canonicalOf({ type }), listedOf(canonicalOf({ type })), undefined)).toEqual([
        "the listing does not tell its options"
      ])
    }
  )

  it.each([
    ["in the last second of its window", "2024-01-31T23:59:59Z"],
    ["within its window", "2024-01-15T00:00:00Z"]
  ])("is what came after an export that was made %s", (_, createdAt) => {
    expect(doubts(request, other({ createdAt: instant(createdAt) }), undefined)).toEqual([
      "it was made before its window had closed"
    ])
  })

  it("is nothing of an export that was made in the first second after its window", () => {
    expect(doubts(request, other({ createdAt: instant("2024-02-01T00:00:00Z") }), undefined)).toEqual([])
  })

  it("is when it was made, where that is not told", () => {
    expect(doubts(request, leavingOut(listed, "createdAt"), undefined)).toEqual([
      "it was made before its window had closed"
    ])
  })

  it("comes all at once", () => {
    const fans = canonicalOf({ type: "fans", options: { type: "all" } })
    const one = leavingOut(listedOf(fans, { exportColumns: COLUMNS }), "fileType", "createdAt")
    expect(doubts(fans, one, undefined)).toHaveLength(4)
  })
})

describe("the columns of an export", () => {
  const COLUMNS_OPEN = ["its columns may be others"]
  const all = canonicalOf()
  const withColumns = (...exportColumns: ReadonlyArray<string>) => listedOf(all, { exportColumns })

  it("are proven only in the order of the request: it is the order in the file", () => {
    expect(doubts(request, other({ exportColumns: [...COLUMNS].reverse() }), undefined)).toEqual(COLUMNS_OPEN)
  })

  it("are open, where they are asked for and not told", () => {
    expect(doubts(request, leavingOut(listed, "exportColumns"), undefined)).toEqual(COLUMNS_OPEN)
  })

  it("are what was asked for, whatever the server gives where none are", () => {
    expect(doubts(request, listed, ["transaction_id", "amount", "created_at"])).toEqual([])
  })

  it("are open, where none are asked for, and nothing is told of them", () => {
    expect(doubts(all, leavingOut(withColumns(), "exportColumns"), undefined)).toEqual(COLUMNS_OPEN)
  })

  it("are open, where none are asked for, some are told, and nobody knows which are all", () => {
    expect(doubts(all, withColumns(...COLUMNS), undefined)).toEqual(COLUMNS_OPEN)
  })

  it("are proven, where none are asked for and those are told that the server gives then", () => {
    expect(doubts(all, withColumns(...COLUMNS), COLUMNS)).toEqual([])
  })

  it.each([
    ["fewer", ["amount"]],
    ["others", ["transaction_id", "currency"]],
    ["the same in another order", [...COLUMNS].reverse()],
    ["none", []]
  ])("are open, where none are asked for and %s are told than the server gives then", (_, told) => {
    expect(doubts(all, withColumns(...told), COLUMNS)).toEqual(COLUMNS_OPEN)
  })

  it("are open, where none are asked for, all are known, and none are told", () => {
    expect(doubts(all, leavingOut(withColumns(), "exportColumns"), COLUMNS)).toEqual(COLUMNS_OPEN)
  })
})

it("ids of accounts are the same with either prefix", () => {
  expect(["acc_1", "acct_1", "acct_2", "account_1"].map(bareId)).toEqual(["1", "1", "2", "account_1"])
})
