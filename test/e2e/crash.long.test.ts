/** The same as crash.test.ts for longer, round after round, with other faults at other moments in each. */
import { expect } from "vitest"
import { expectChargedOnce, FEW_CALLS, killAndFinish, killDelays, randomFrom, scenarioOf, seedFrom } from "./crash.ts"
import { TWENTY_ONE } from "./manifests.ts"
import { it } from "./place.ts"

const SECONDS = Number(process.env["E2E_SECONDS"] ?? 180)
const KILLS = 12
/** Most kills come earlier, in ms. */
const LATEST_MS = 2_500

it(`comes through ${KILLS} kills a round, for ${SECONDS} s`, { timeout: (SECONDS + 120) * 1_000 }, async ({
  sandbox,
  newPlace
}) => {
  const seed = seedFrom("E2E_SEED")
  const until = Date.now() + SECONDS * 1_000
  let round = 0
  for (; Date.now() < until; round++) {
    console.log(`E2E_SEED=${seed + round}`)
    const random = randomFrom(seed + round)
    const place = await newPlace()
    const server = await sandbox({ limitPerWindow: FEW_CALLS, scenario: scenarioOf(seed + round) })
    await place.write("exports.yaml", TWENTY_ONE)
    await killAndFinish(place, server, KILLS, killDelays(random, LATEST_MS), 3)
    expectChargedOnce(server, 21)
  }
  console.log(`${round} rounds, ${round * KILLS} kills`)
  expect(round).toBeGreaterThan(0)
})
