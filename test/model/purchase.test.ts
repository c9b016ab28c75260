import { describe, expect, it } from "vitest"
import { check, titleOf } from "./check.ts"
import { figures } from "./explore.ts"
import type { InvariantName } from "./invariants.ts"
import { AS_WRITTEN } from "./rules.ts"
import type { Setup } from "./State.ts"

describe("the life of a purchase, with any number of crashes and lost answers", () => {
  const setups = (
    [
      {},
      { failures: 2 },
      { late: 1, failures: 1 },
      { startThemselves: true, failures: 1 },
      { colleague: 2 },
      { colleague: 1, failures: 1 },
      { startThemselves: true, colleague: 1, failures: 1 },
      { startThemselves: true, purchases: 2 }
    ] satisfies ReadonlyArray<Partial<Setup>>
  ).map((setup) => ({ setup, title: titleOf(setup) }))

  it.each(setups)("keeps every invariant in every state, and comes to its end ($title)", async ({ setup, title }) => {
    const explored = await check(setup)
    console.log(`${title}: ${figures(explored)}`)
    expect(explored.violation).toBeUndefined()
    expect(explored.states).toBeGreaterThan(200)
  })
})

describe("a rule that is broken is found", () => {
  const rules: ReadonlyArray<{
    readonly breaking: string
    readonly setup: Partial<Setup>
    readonly finds: InvariantName
  }> = [
    {
      breaking: "a call is sent before its intent is recorded",
      setup: { rules: { ...AS_WRITTEN, intendsFirst: false } },
      finds: "a create is sent with its intent durable"
    },
    {
      breaking: "and so a create is sent twice",
      setup: { rules: { ...AS_WRITTEN, intendsFirst: false } },
      finds: "no second create while one may have had an effect"
    },
    {
      breaking: "a call is sent though its intent could not be recorded",
      setup: { rules: { ...AS_WRITTEN, stopsUnrecorded: false } },
      finds: "a create is sent with its intent durable"
    },
    {
      breaking: "a lost create is sent again without a look",
      setup: { rules: { ...AS_WRITTEN, looks: 0 } },
      finds: "no second create while one may have had an effect"
    },
    {
      breaking: "a lost start is sent again without its status",
      setup: { rules: { ...AS_WRITTEN, readsBack: false } },
      finds: "no second start while one may have had an effect"
    },
    {
      breaking: "the listing is searched whatever the time of the intent",
      setup: { rules: { ...AS_WRITTEN, heedsSince: false }, colleague: 1 },
      finds: "no purchase holds what is older than its intent"
    },
    {
      breaking: "look-alikes are created at once",
      setup: { rules: { ...AS_WRITTEN, oneAtATime: false, heedsUnsettledTwins: false }, purchases: 2 },
      finds: "no purchase holds what another one asked for"
    },
    {
      breaking: "one of several is taken",
      setup: { rules: { ...AS_WRITTEN, asksAmongSeveral: false }, colleague: 1 },
      finds: "no purchase holds a colleague's export beside its own"
    }
  ]

  it.each(rules)("$breaking", async ({ setup, finds }) => {
    expect((await check(setup, [finds])).violation?.broken).toBe(finds)
  })
})

/** Each with the other rules kept; a person who reads the trace sees what to do. */
describe("what each rule is for shows in the shortest trace without it", () => {
  it("a colleague's look-alike is taken at the first look, and its own export comes after it", async () => {
    const broken = "each purchase is charged once"
    const setup = { startThemselves: true, colleague: 1, rules: { ...AS_WRITTEN, adoptsAtLastLook: false } }
    expect((await check(setup, [broken])).violation).toEqual({
      broken,
      trace: [
        "apply",
        "A begins",
        "A: 'create-intended' is recorded",
        "A: the create is sent",
        "A: the create is given up while it is on its way",
        "a colleague makes a look-alike",
        "data_export_1 is priced and starts by itself",
        "A: look 1 in the listing finds data_export_1",
        "A: 'created' is recorded",
        "A: 'started' is recorded",
        "A: the create of before is processed",
        "data_export_2 is priced and starts by itself"
      ]
    })
  })

  it("a look-alike is created beside one that could not be settled, and takes what is that one's", async () => {
    const broken = "no purchase holds what another one asked for"
    const setup = { purchases: 2, rules: { ...AS_WRITTEN, heedsUnsettledTwins: false } } as const
    expect((await check(setup, [broken])).violation).toEqual({
      broken,
      trace: [
        "apply",
        "A begins",
        "A: 'create-intended' is recorded",
        "A: the create is sent",
        "A: the create is processed, its answer is lost",
        "A: nothing can be read for long",
        "B begins",
        "B: 'create-intended' is recorded",
        "B: the create is sent",
        "B: the create is lost",
        "B: look 1 in the listing finds data_export_1",
        "B: look 2 in the listing finds data_export_1",
        "B: 'created' is recorded"
      ]
    })
  })

  it("what started by itself and was cancelled is not in the ledger, and is bought again", async () => {
    const setup = { startThemselves: true, colleague: 1, rules: { ...AS_WRITTEN, cancelledIsCharged: false } }
    const lost = "every charge is in the ledger, but for one that is being settled"
    expect((await check(setup, [lost])).violation).toEqual({
      broken: lost,
      trace: [
        "apply",
        "A begins",
        "A: 'create-intended' is recorded",
        "A: the create is sent",
        "A: the create is processed and answered",
        "A: 'created' is recorded",
        "data_export_1 is priced and starts by itself",
        "a colleague cancels data_export_1",
        "A: reads 'cancelled'",
        "A: 'cancelled' is recorded"
      ]
    })
    const twice = "each purchase is charged once"
    expect((await check(setup, [twice])).violation?.broken).toBe(twice)
  })
})
