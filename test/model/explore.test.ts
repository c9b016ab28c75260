import { describe, expect, it } from "vitest"
import { DEAD_END, ENDLESS, explore, type Model, type Move } from "./explore.ts"

/** Counts from 0 by one or two, as far as it may. */
interface Count {
  readonly n: number
}

const to = (name: string, n: number, isFault = false): Move<Count> => ({ name, isFault, to: { n } })

const model = (over: Partial<Model<Count>>): Model<Count> => ({
  initial: { n: 0 },
  moves: ({ n }) => (n < 4 ? [to("one", n + 1), to("two", Math.min(4, n + 2))] : []),
  invariants: {},
  isEnd: ({ n }) => n === 4,
  ...over
})

describe("the model checker", () => {
  it("visits each state once, however many ways lead there", async () => {
    expect(await explore(model({}))).toMatchObject({ states: 5, transitions: 8, depth: 2 })
    expect((await explore(model({}))).violation).toBeUndefined()
  })

  it("tells the shortest way to a broken invariant", async () => {
    const { violation } = await explore(model({ invariants: { "less than three": ({ n }) => n < 3 } }))
    expect(violation).toEqual({ broken: "less than three", trace: ["one", "two"] })
  })

  it("finds a state where nothing can be done before the end", async () => {
    const moves = ({ n }: Count) => (n === 0 ? [to("good", 4), to("bad", 1, true)] : [])
    expect((await explore(model({ moves }))).violation).toEqual({ broken: DEAD_END, trace: ["bad"] })
  })

  it("does not count on a fault to come to the end", async () => {
    const moves = ({ n }: Count) => (n < 4 ? [to("stays", n), to("luck", 4, true)] : [])
    expect((await explore(model({ moves }))).violation).toEqual({ broken: DEAD_END, trace: [] })
  })

  it("finds what goes round for ever, and lets faults do so", async () => {
    const round = (isFault: boolean) =>
      model({
        moves: ({ n }) =>
          n === 0 ? [to("on", 1), to("end", 4)] : n === 1 ? [to("back", 0, isFault), to("end", 4)] : []
      })
    expect((await explore(round(false))).violation?.broken).toBe(ENDLESS)
    expect((await explore(round(true))).violation).toBeUndefined()
  })
})
