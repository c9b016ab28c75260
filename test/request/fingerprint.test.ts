/**
 * Fingerprints of version 1, for ever: states on people's disks are keyed by them, and a fingerprint that changes buys
 * everything a second time. A red line here is never mended by changing the line, but by a new version of the form.
 */
import { createHash } from "node:crypto"
import canonicalize from "canonicalize"
import * as FC from "effect/FastCheck"
import { describe, expect, it } from "vitest"
import type { AccountId, CanonicalRequest, Fingerprint, Instant } from "../../src/domain.ts"
import { fingerprintOf, shortFingerprint } from "../../src/request/fingerprint.ts"

const instant = (text: string) => text as Instant
const accounts = (...ids: ReadonlyArray<string>) => ids.map((id) => id as AccountId)
const January = { start_date: instant("2024-01-01T00:00:00Z"), end_date: instant("2024-01-31T23:59:59Z") }

const golden: ReadonlyArray<readonly [string, CanonicalRequest, string, string]> = [
  [
    "transactions",
    { type: "transactions", account_ids: accounts("acct_9f2c41"), ...January, file_type: "csv" },
    `{"account_ids":["acct_9f2c41"],"end_date":"2024-01-31T23:59:59Z","file_type":"csv","start_date":"2024-01-01T00:00:00Z","type":"transactions"}`,
    "v1:a024b447f13fe856d6ad08bc3d2549a2b5b5e2db846088e66de26ce2c30f6297"
  ],
  [
    "columns, several accounts",
    {
      type: "payouts",
      account_ids: accounts("acc_2", "acct_1"),
      ...January,
      file_type: "xlsx",
      export_columns: ["id", "amount"]
    },
    `{"account_ids":["acc_2","acct_1"],"end_date":"2024-01-31T23:59:59Z","export_columns":["id","amount"],"file_type":"xlsx","start_date":"2024-01-01T00:00:00Z","type":"payouts"}`,
    "v1:b32fbe8f288796b52871c93fd374335fecb4ca719cda6023027000fbbdc1c2f9"
  ],
  [
    "options of every kind",
    {
      type: "chat_messages",
      account_ids: accounts("acct_1"),
      ...January,
      file_type: "csv",
      options: { skipMassMessages: true, maxMessages: 10_000_000, chatIds: [9, 10] }
    },
    `{"account_ids":["acct_1"],"end_date":"2024-01-31T23:59:59Z","file_type":"csv","options":{"chatIds":[9,10],"maxMessages":10000000,"skipMassMessages":true},"start_date":"2024-01-01T00:00:00Z","type":"chat_messages"}`,
    "v1:56d3da401114e7d08b9e94d26247584714d5bd003fa74d8563e7e850fa269d5d"
  ],
  [
    "no accounts, fractions, letters beyond ASCII",
    {
      type: "public_profiles",
      ...January,
      file_type: "csv",
      options: { query: 'Grüße „日本“ \n"\\', minSubscribePrice: 4.99, maxResults: 0 }
    },
    `{"end_date":"2024-01-31T23:59:59Z","file_type":"csv","options":{"maxResults":0,"minSubscribePrice":4.99,"query":"Grüße „日本“ \\n\\"\\\\"},"start_date":"2024-01-01T00:00:00Z","type":"public_profiles"}`,
    "v1:0857e64406f6c14a06648ebbcdd7a03b0fd37b460f026d31ff46a73db858b1e3"
  ],
  [
    "media",
    {
      type: "media_vault",
      account_ids: accounts("acct_1"),
      ...January,
      file_type: "zip",
      options: { mediaType: "all" }
    },
    `{"account_ids":["acct_1"],"end_date":"2024-01-31T23:59:59Z","file_type":"zip","options":{"mediaType":"all"},"start_date":"2024-01-01T00:00:00Z","type":"media_vault"}`,
    "v1:2dd9ac4a7b37a5aaf75a8327dccd71950268f3ee1131dc315f934eb57f93e563"
  ]
]

describe("version 1", () => {
  it.each(golden)("of %s never changes", (_, request, text, fingerprint) => {
    expect(fingerprintOf(request)).toBe(fingerprint)
    // What the number is made of, so that a red line tells whether the form or the hash has changed.
    expect(`v1:${createHash("sha256").update(text, "utf8").digest("hex")}`).toBe(fingerprint)
  })
})

const texts = FC.array(FC.string({ unit: "grapheme" }), { maxLength: 3 })
const option = FC.oneof(
  FC.string({ unit: "grapheme" }),
  FC.double({ noNaN: true, noDefaultInfinity: true }),
  FC.boolean(),
  texts
)

it("is the hash of the canonical JSON of a library, in whatever order its keys come", () => {
  FC.assert(
    FC.property(
      FC.record(
        {
          type: FC.string({ unit: "grapheme" }),
          account_ids: texts,
          start_date: FC.string(),
          end_date: FC.string(),
          file_type: FC.constantFrom("csv", "xlsx", "zip"),
          export_columns: texts,
          options: FC.dictionary(FC.oneof(FC.string({ unit: "grapheme" }), FC.stringMatching(/^[0-9]{1,3}$/)), option)
        },
        { requiredKeys: ["type", "start_date", "end_date", "file_type"] }
      ),
      FC.func(FC.nat()),
      (written, rank) => {
        const entries = Object.entries(written).sort(([a], [b]) => rank(a) - rank(b))
        const request = Object.fromEntries(entries) as unknown as CanonicalRequest
        const text = canonicalize(request) ?? ""
        expect(fingerprintOf(request)).toBe(`v1:${createHash("sha256").update(text).digest("hex")}`)
      }
    )
  )
})

it("is shown to people by its first eight digits", () => {
  expect(shortFingerprint("v1:0123456789abcdef" as Fingerprint)).toBe("01234567")
})
