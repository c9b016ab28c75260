import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import { isSigned } from "../../../src/api/webhook/signature.ts"

const SECRET = "a long secret"
const BODY = Buffer.from('{"event":"data_exports.completed"}')
const sign = (body: Uint8Array, secret = SECRET) => createHmac("sha256", secret).update(body).digest("hex")
/** As `openssl dgst -sha256 -hmac 'a long secret'` reckons it. */
const RIGHT = "7b4f3888108679da66b3386c92632d8dae13892d99f43d6a9df48977d081dff8"

describe("a signature", () => {
  it("is the HMAC-SHA256 of the raw body, in hexadecimal digits", () => {
    expect(isSigned(BODY, RIGHT, SECRET)).toBe(true)
    expect(isSigned(BODY, RIGHT.toUpperCase(), SECRET)).toBe(true)
  })

  it.each<[string, Uint8Array, string | undefined, string]>([
    ["missing", BODY, undefined, SECRET],
    ["empty", BODY, "", SECRET],
    ["of another length", BODY, RIGHT.slice(2), SECRET],
    ["no hexadecimal digits", BODY, "x".repeat(64), SECRET],
    ["of another secret", BODY, sign(BODY, "other"), SECRET],
    ["of another body", BODY, sign(Buffer.from("{}")), SECRET],
    ["of the same JSON, written otherwise", Buffer.from('{"event": "data_exports.completed"}'), RIGHT, SECRET],
    ["of an empty secret", BODY, sign(BODY, ""), ""]
  ])("is not right: %s", (_, body, signature, secret) => {
    expect(isSigned(body, signature, secret)).toBe(false)
  })

  it("counts bytes, whatever text they are", () => {
    const body = Buffer.from([0xff, 0xfe, 0x00, 0x80])
    expect(isSigned(body, sign(body), SECRET)).toBe(true)
  })
})
