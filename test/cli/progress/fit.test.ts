import { describe, expect, it } from "vitest"
import { cut, inOneLine, padEnd, widthOf } from "../../../src/cli/progress/fit.ts"

describe("one line, of letters whose width is known", () => {
  it.each([
    ["ledger/main", "ledger/main"],
    ["a\tb\nc\r\u2028d", "a b c d"],
    ["red \u001b[31mred\u001b[0m", "red red"],
    ["up\u001b[2A", "up"],
    ["\u001b]0;title\u0007name", "name"],
    ["bell\u0007", "bell"],
    ["turn\u202eed", "turned"],
    ["join\u200ded", "joined"],
    ["\u2764\ufe0f", "\u2764"],
    ["half \ud83d", "half \ufffd"],
    ["経理/東京", "経理/東京"]
  ])("%j becomes %j", (text, line) => expect(inOneLine(text)).toBe(line))
})

describe("cut to a width", () => {
  it.each([
    ["ledger/main/2024-01", 19, "ledger/main/2024-01"],
    ["ledger/main/2024-01", 12, "ledger…24-01"],
    ["経理/東京/二〇二四年", 20, "経理/東京/二〇二四年"],
    ["経理/東京/二〇二四年", 11, "経理/…四年"],
    ["👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 5, "👩🏽‍🚀…👩🏽‍🚀"],
    ["abc", 1, "…"],
    ["abc", 0, ""]
  ])("%s in %i columns: %s", (text, columns, expected) => {
    expect(cut(text, columns, "…")).toBe(expected)
    expect(widthOf(cut(text, columns, "…"))).toBeLessThanOrEqual(columns)
  })

  it("pads by columns, not by letters", () => {
    expect(padEnd("経理", 6)).toBe("経理  ")
    expect(padEnd("toolong", 3)).toBe("toolong")
  })
})
