import { describe, expect, it } from "vitest"
import { checkUrl, signUrl } from "../../src/sandbox/signedUrl.ts"

const EXPIRES = 1_700_000_000_000
const signed = new URL(signUrl("http://127.0.0.1:1", "secret", "/files/a.csv", EXPIRES))

const changed = (change: (url: URL) => void): URL => {
  const url = new URL(signed)
  change(url)
  return url
}

describe("a signed URL", () => {
  it("is good until it expires", () => {
    expect(checkUrl("secret", signed, EXPIRES - 1)).toBe("good")
    expect(checkUrl("secret", signed, EXPIRES)).toBe("expired")
  })

  it.each([
    ["another path", changed((url) => (url.pathname = "/files/b.csv"))],
    ["a later end", changed((url) => url.searchParams.set("expires", "1800000000"))],
    ["no signature", changed((url) => url.searchParams.delete("signature"))],
    ["another signature", changed((url) => url.searchParams.set("signature", "0".repeat(64)))],
    ["no end", changed((url) => url.searchParams.delete("expires"))]
  ])("is forged with %s", (_, url) => {
    expect(checkUrl("secret", url, EXPIRES - 1)).toBe("forged")
  })

  it("is forged under another secret", () => {
    expect(checkUrl("other", signed, EXPIRES - 1)).toBe("forged")
  })
})
