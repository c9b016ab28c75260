/** Killed at random instants, among calls and downloads that go wrong: all is bought once, and every file is there. */
import { expectChargedOnce, FEW_CALLS, killAndFinish, killDelays, randomFrom, scenarioOf, seedFrom } from "./crash.ts"
import { TWENTY_ONE } from "./manifests.ts"
import { it } from "./place.ts"

const KILLS = 8
/** Most kills come earlier, in ms. */
const LATEST_MS = 1_200

it(`buys 21 of 21 once, through ${KILLS} kills and every fault`, { timeout: 120_000 }, async ({ place, sandbox }) => {
  const seed = seedFrom("E2E_SEED")
  console.log(`E2E_SEED=${seed}`)
  const random = randomFrom(seed)
  const server = await sandbox({ limitPerWindow: FEW_CALLS, scenario: scenarioOf(seed) })
  await place.write("exports.yaml", TWENTY_ONE)
  await killAndFinish(place, server, KILLS, killDelays(random, LATEST_MS), 3)
  expectChargedOnce(server, 21)
})
