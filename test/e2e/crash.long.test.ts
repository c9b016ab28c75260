/** The same as crash.test.ts for longer, round after round, and with calls and downloads that go wrong as well. */
import { expect } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import { expectChargedOnce, killAndFinish, randomFrom, seedFrom } from "./crash.ts"
import { PURCHASES, TWELVE_TYPES } from "./manifests.ts"
import { it } from "./place.ts"

const SECONDS = Number(process.env["E2E_SECONDS"] ?? 180)
const KILLS = 12
const LATEST_MS = 2_500

const HTML = "<html><body>503 Service Unavailable</body></html>"

/** Each of them a few percent of the calls that it concerns. */
const FAULTS: ReadonlyArray<Rule["do"] & { readonly on: Rule["on"] }> = [
  { on: "create", drop: "before" },
  { on: "create", drop: "after" },
  { on: "start", drop: "before" },
  { on: "start", drop: "after" },
  { on: ["create", "start"], answer: { status: 502, html: HTML, when: "after" } },
  { on: ["create", "start", "list", "get"], answer: { status: 503, retry_after: 1 } },
  { on: ["list", "get"], garbage: true },
  { on: ["list", "get"], stale: true },
  { on: "download", truncate: { bytes: 500 } },
  { on: "download", expire_url: true },
  { on: "download", answer: { status: 200, html: HTML } }
]

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
    const rules = FAULTS.map(({ on, ...action }): Rule => ({ on, probability: 0.04, do: action }))
    const server = await sandbox({ limitPerWindow: 100, scenario: { version: 1, seed: seed + round, rules } })
    await place.write("exports.yaml", TWELVE_TYPES)
    await killAndFinish(place, server, KILLS, () => random() * LATEST_MS, 3)
    expectChargedOnce(server, PURCHASES)
  }
  console.log(`${round} rounds, ${round * KILLS} kills`)
  expect(round).toBeGreaterThan(0)
})
