/**
 * Killed after an effect on the world outside, or failed by the disk at one: the next run completes, and each purchase is
 * charged once. A part of the effects, from where the seed says; effects.long.test.ts has all of them.
 */
import { expect } from "vitest"
import { randomFrom, seedFrom } from "../crash.ts"
import { ONE } from "../manifests.ts"
import { it } from "../place.ts"
import {
  concernsDisk,
  type EvenRun,
  evenRun,
  expectComesThrough,
  type Fixtures,
  killedAfter,
  kindOf,
  recoveryAfter,
  tally
} from "./effects.ts"

const JOB = { manifest: ONE, purchases: 1 }

let known: Promise<EvenRun> | undefined

/** One for all of them. */
const evenOnce = (fixtures: Fixtures): Promise<EvenRun> => {
  known ??= evenRun(fixtures, JOB)
  return known
}

const seed = seedFrom("E2E_SEED")

/** Every nth, beginning with a random one of the first n. */
const someOf = <A>(items: ReadonlyArray<A>, every: number): ReadonlyArray<A> => {
  const first = Math.floor(randomFrom(seed)() * every)
  return items.filter((_, index) => index % every === first)
}

const oneOf = (items: ReadonlyArray<string>): string => items[Math.floor(randomFrom(seed)() * items.length)] ?? ""

it("is killed after every call that buys, and every 24th effect of a run", async ({ newPlace, sandbox }) => {
  const even = await evenOnce({ newPlace, sandbox })
  console.log(`E2E_SEED=${seed}; a run has ${even.effects.length} effects: ${tally(even.effects)}`)
  // A function that is not watched would take its points away without a word.
  expect(new Set(even.effects.map(kindOf))).toEqual(
    new Set([
      ...["mkdir", "open", "appendFile", "write", "datasync", "sync", "link", "rename", "unlink", "rmdir"],
      ...["GET processed", "GET answered", "GET received", "POST processed", "POST answered"]
    ])
  )
  const some = someOf(even.effects, 24)
  const points = even.effects.filter((at) => at.startsWith("POST") || some.includes(at))
  await expectComesThrough(
    { newPlace, sandbox },
    JOB,
    even,
    points.map((at) => [killedAfter(at)])
  )
})

it("is killed, and killed again while it recovers", async ({ newPlace, sandbox }) => {
  const even = await evenOnce({ newPlace, sandbox })
  const first = killedAfter(oneOf(even.effects))
  console.log(`E2E_SEED=${seed}; first after: ${first.at}`)
  const points = someOf(await recoveryAfter({ newPlace, sandbox }, JOB, first), 45)
  await expectComesThrough(
    { newPlace, sandbox },
    JOB,
    even,
    points.map((at) => [first, killedAfter(at)])
  )
})

it("has a disk that fails", async ({ newPlace, sandbox }) => {
  const even = await evenOnce({ newPlace, sandbox })
  console.log(`E2E_SEED=${seed}`)
  const points = someOf(even.effects.filter(concernsDisk), 40)
  await expectComesThrough(
    { newPlace, sandbox },
    JOB,
    even,
    points.map((at) => [{ what: "ENOSPC", at }])
  )
})
