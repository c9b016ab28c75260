import { expect, it } from "vitest"
import { compare, expectAgreement, judged } from "./agreement.ts"

const SEED = 20_240_229

it(`editor and program agree on 350 documents (seed ${SEED})`, { timeout: 120_000 }, () => {
  expectAgreement(compare(350, SEED))
})

it("a disagreement is noticed, also one that hides behind what is beyond a schema", () => {
  const text = (rest: string) =>
    `version: 1\naccounts: { main: acct_1 }\n${rest}\nexports:\n  it: { type: payouts, account_ids: [main], start_date: 2024-01-01, end_date: 2024-12-31 }\n`
  expect(judged(text(""))).toEqual({ kind: "both accept" })
  expect(judged(text("colour: red"))).toEqual({ kind: "both refuse" })
  expect(judged(text("timezone: Europe/Berln"))).toEqual({ kind: "beyond", codes: ["unknown-timezone"] })
  expect(judged(text("timezone: Europe/Paris"))).toEqual({ kind: "disagree", why: "nobody sees unknown-timezone" })
  expect(judged(text("x-note: glpat-abcdefghij0123456789"))).toEqual({
    kind: "disagree",
    why: "only the program refuses it: secret"
  })
})
