import { it } from "vitest"
import { compare, expectAgreement } from "./agreement.ts"

const DOCUMENTS = Number(process.env["AGREEMENT_DOCUMENTS"] ?? 10_000)
const SEED = Number(process.env["AGREEMENT_SEED"] ?? Math.floor(Math.random() * 1_000_000_000))

const EACH = 1_000

it.each(Array.from({ length: Math.ceil(DOCUMENTS / EACH) }, (_, part) => SEED + part))(
  `editor and program agree on ${EACH} documents (seed %i)`,
  (seed) => {
    const tally = compare(EACH, seed)
    console.log(JSON.stringify({ seed, ...tally, disagreements: tally.disagreements.length }))
    expectAgreement(tally)
  }
)
