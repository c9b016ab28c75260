import { it } from "vitest"
import { compare, expectAgreement } from "./agreement.ts"

const DOCUMENTS = Number(process.env["AGREEMENT_DOCUMENTS"] ?? 10_000)
const SEED = Number(process.env["AGREEMENT_SEED"] ?? Math.floor(Math.random() * 1_000_000_000))

it(`editor and program agree on ${DOCUMENTS} documents (seed ${SEED})`, () => {
  const tally = compare(DOCUMENTS, SEED)
  console.log(JSON.stringify({ ...tally, disagreements: tally.disagreements.length }))
  expectAgreement(tally)
})
