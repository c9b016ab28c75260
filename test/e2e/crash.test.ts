/** Killed at random instants and started again: every purchase is made and charged once, and every file is there. */
import { expectChargedOnce, killAndFinish, randomFrom, seedFrom } from "./crash.ts"
import { PURCHASES, TWELVE_TYPES } from "./manifests.ts"
import { it } from "./place.ts"

const KILLS = 8
/** Later than this the run would mostly be over, in ms. */
const LATEST_MS = 1_200

it(`comes through ${KILLS} kills`, { timeout: 120_000 }, async ({ place, sandbox }) => {
  const seed = seedFrom("E2E_SEED")
  console.log(`E2E_SEED=${seed}`)
  const random = randomFrom(seed)
  const server = await sandbox({ limitPerWindow: 100 })
  await place.write("exports.yaml", TWELVE_TYPES)
  await killAndFinish(place, server, KILLS, () => random() * LATEST_MS)
  expectChargedOnce(server, PURCHASES)
})
