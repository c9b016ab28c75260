import { describe, expect, it } from "vitest"
import { expectAsOnPaper, expectNoGrowth } from "./scale.expected.ts"
import { modelled } from "./scale.model.ts"
import { costsOf, lineOf } from "./scale.ts"

const SCENE = { concurrency: 1_000, calculateMs: 5_000, runMs: 60_000 }

describe("a run of many requests at 60 calls a minute", () => {
  it("takes as long as the paper says, and each request costs the same", { timeout: 300_000 }, async () => {
    const few = await costsOf({ ...SCENE, accounts: 20 })
    const many = await costsOf({ ...SCENE, accounts: 80 })
    console.info([few, many].map(lineOf).join("\n"))
    expect([few.requests, many.requests]).toEqual([221, 881])
    for (const costs of [few, many]) {
      expectAsOnPaper(SCENE, costs)
      const model = modelled({ ...SCENE, requests: costs.requests })
      console.info(`by the model: ${JSON.stringify(model)}`)
      expect(model.throttled).toBe(0)
      expect(Math.abs(model.minutes / costs.minutes - 1)).toBeLessThan(0.08)
      expect(Math.abs(model.callsEach / costs.callsEach - 1)).toBeLessThan(0.03)
    }
    expectNoGrowth(few, many)
  })
})
