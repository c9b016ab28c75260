import { describe, expect, it } from "vitest"
import { matchesTarget } from "../../src/plan/target.ts"

const ADDRESSES = [
  "ledger",
  "ledger-2",
  "ledger/main",
  "ledger/main/2024-01",
  "ledger/studio/2024-01",
  "fans.now",
  "fansXnow",
  "constructor"
]

describe("a target", () => {
  it.each<readonly [string, ReadonlyArray<string>]>([
    ["ledger", ["ledger", "ledger/main", "ledger/main/2024-01", "ledger/studio/2024-01"]],
    ["ledger/main", ["ledger/main", "ledger/main/2024-01"]],
    ["ledger/*", ["ledger/main", "ledger/main/2024-01", "ledger/studio/2024-01"]],
    ["ledger/*/2024-01", ["ledger/main/2024-01", "ledger/studio/2024-01"]],
    ["ledger*", ["ledger", "ledger-2", "ledger/main", "ledger/main/2024-01", "ledger/studio/2024-01"]],
    ["*/main", ["ledger/main", "ledger/main/2024-01"]],
    ["**/2024-01", ["ledger/main/2024-01", "ledger/studio/2024-01"]],
    ["**", ADDRESSES],
    ["*", ADDRESSES],
    ["ledger-?", ["ledger-2"]],
    ["ledger?main", []],
    ["fans.now", ["fans.now"]],
    ["fans?now", ["fans.now", "fansXnow"]],
    ["constructor", ["constructor"]],
    ["edger", []],
    ["ledge", []],
    ["LEDGER", []],
    ["", []],
    ["(", []],
    ["[a-z]*", []],
    ["ledger|fans.now", []]
  ])("%j means", (pattern, expected) => {
    expect(ADDRESSES.filter(matchesTarget(pattern))).toEqual(expected)
  })
})
