/** The same as effects.test.ts at every single effect, for four purchases at once. */
import { describe } from "vitest"
import { randomFrom, seedFrom } from "../crash.ts"
import { it } from "../place.ts"
import { concernsDisk, evenRun, expectComesThrough, killedAfter, recoveryAfter, tally } from "./effects.ts"

/** A table, one with two addresses, one that is scraped, and an archive of media. */
const JOB = {
  manifest: `version: 1
accounts: { main: acct_9f2c41 }
defaults: { account_ids: all, start_date: 2024-01-01, end_date: 2024-03-31 }
exports:
  ledger: { type: transactions }
  payouts: { type: payouts, file_type: xlsx }
  payouts-for-tax: { type: payouts, file_type: xlsx, output: "data/tax/{start}.{ext}" }
  profiles: { type: public_profiles, options: { query: yoga, maxResults: 40 } }
  vault: { type: media_vault, options: { mediaType: photo } }
`,
  purchases: 4
}

/** Runs that are killed twice begin with so many different first kills. */
const FIRST_KILLS = 3

describe("at every effect of a run", () => {
  it("is killed", async ({ newPlace, sandbox }) => {
    const even = await evenRun({ newPlace, sandbox }, JOB)
    console.log(`a run has ${even.effects.length} effects: ${tally(even.effects)}`)
    await expectComesThrough(
      { newPlace, sandbox },
      JOB,
      even,
      even.effects.map((at) => [killedAfter(at)])
    )
  })

  it.for(["ENOSPC", "EIO"] as const)("has a disk that answers %s", async (what, { newPlace, sandbox }) => {
    const even = await evenRun({ newPlace, sandbox }, JOB)
    await expectComesThrough(
      { newPlace, sandbox },
      JOB,
      even,
      even.effects.filter(concernsDisk).map((at) => [{ what, at }])
    )
  })
})

it("is killed, and killed again at every effect of its recovery", async ({ newPlace, sandbox }) => {
  const seed = seedFrom("E2E_SEED")
  console.log(`E2E_SEED=${seed}`)
  const random = randomFrom(seed)
  const even = await evenRun({ newPlace, sandbox }, JOB)
  for (let n = 0; n < FIRST_KILLS; n++) {
    const first = killedAfter(even.effects[Math.floor(random() * even.effects.length)] ?? "")
    console.log(`first after: ${first.at}`)
    const again = await recoveryAfter({ newPlace, sandbox }, JOB, first)
    await expectComesThrough(
      { newPlace, sandbox },
      JOB,
      even,
      again.map((at) => [first, killedAfter(at)])
    )
  }
})
