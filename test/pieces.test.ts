import { it as effectIt } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Scheduler from "../src/cli/Scheduler.ts"
import { atOnce, inPieces, type Pieces } from "../src/pieces.ts"

function* counting(pieces: number, busyMs = 0): Pieces<number> {
  for (let n = 0; n < pieces; n++) {
    const end = performance.now() + busyMs
    while (performance.now() < end);
    yield
  }
  return pieces
}

describe("work in pieces", () => {
  it("comes to what it comes to at once", async () => {
    expect(atOnce(counting(100))).toBe(100)
    expect(await Effect.runPromise(inPieces(counting(100)))).toBe(100)
  })

  it("of little is done before anything else is", () => {
    expect(Effect.runSync(inPieces(counting(10)))).toBe(10)
  })

  it("lets timers and signals have their turn in between", async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await Effect.runPromise(Effect.withScheduler(inPieces(counting(400, 0.5)), Scheduler.make()))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(2)
  })

  effectIt.effect("ends where time stands still, too", () =>
    Effect.map(inPieces(counting(10_000)), (count) => expect(count).toBe(10_000))
  )
})
