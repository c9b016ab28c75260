import { describe, expect, it } from "@effect/vitest"
import { admit } from "../../src/budget/admit.ts"
import { asking, freed, isBehind, moneyFor, passedBy, said, type Turn, turnsFor } from "../../src/budget/turns.ts"
import { credits, fingerprint, moneyOf, reserved } from "./samples.ts"

const [a, b, c] = [fingerprint("a"), fingerprint("b"), fingerprint("c")]
const turn = (who: typeof a, most = Number.POSITIVE_INFINITY, likely = 0): Turn => ({ fingerprint: who, most, likely })
const three = turnsFor([turn(a, 60), turn(b), turn(c, 10)])
const money = moneyOf({ caps: { perRun: credits(100) } })

describe("O1: what those before may still ask for", () => {
  it("is reserved for them: their bound, or without end", () => {
    expect(moneyFor(money, three, a)).toBe(money)
    expect(moneyFor(money, three, b).reserved).toEqual(reserved({ a: 60 }))
    expect(moneyFor(money, three, c).reserved).toEqual(reserved({ a: 60, b: Number.POSITIVE_INFINITY }))
  })

  it("is their price, once they ask", () => {
    expect(moneyFor(money, asking(asking(three, b, 30), a, 20), c).reserved).toEqual(reserved({ a: 20, b: 30 }))
  })

  it("is not counted beside what they hold, and may be given back", () => {
    const held = { ...money, reserved: reserved({ a: 70, z: 5 }), unattended: new Set([a, fingerprint("z")]) }
    const seen = moneyFor(held, three, b)
    expect(seen.reserved).toEqual(reserved({ a: 70, z: 5 }))
    expect([...seen.unattended]).toEqual(["v1:z"])
  })

  it("keeps those behind waiting, but for what fits beside it and what never fits", () => {
    const verdict = (amount: number, who = b) =>
      admit(moneyFor(money, three, who), { fingerprint: who, credits: credits(amount) }).kind
    expect([verdict(40), verdict(41), verdict(101)]).toEqual(["admitted", "later", "denied"])
    expect([verdict(0, c), verdict(1, c), verdict(101, c)]).toEqual(["admitted", "later", "denied"])
  })
})

describe("O2: a say", () => {
  it("ends the waiting of those behind, in whatever order it comes", () => {
    expect([a, b, c].map((who) => isBehind(three, who))).toEqual([false, true, true])
    const second = said(three, b)
    expect([b, c].map((who) => isBehind(second, who))).toEqual([false, true])
    const both = said(second, a)
    expect(isBehind(both, c)).toBe(false)
    expect(both).toMatchObject({ next: 2, said: new Set() })
    expect(said(both, a)).toBe(both)
  })

  it("is had once: what is asked for later stands behind nobody", () => {
    const later = asking(said(three, b), b, 500)
    expect(moneyFor(money, later, b)).toBe(money)
    expect(moneyFor(money, later, c).reserved).toEqual(reserved({ a: 60 }))
  })

  it("of one who waits for nobody any more is still waited for", () => {
    const free = freed(asking(three, b, 30), b)
    expect(isBehind(free, b)).toBe(false)
    expect(moneyFor(money, free, c).reserved).toEqual(reserved({ a: 60, b: 30 }))
  })

  it("of a stranger is nobody's matter", () => {
    const stranger = fingerprint("z")
    expect(isBehind(three, stranger)).toBe(false)
    for (const change of [said, freed, passedBy]) expect(change(three, stranger)).toEqual(three)
  })
})

describe("O3: one that is not heard of", () => {
  const likely = turnsFor([turn(a, Number.POSITIVE_INFINITY, 25), turn(b, 60, 60), turn(c)])

  it("is passed over, and what it is likely to cost is kept for it", () => {
    expect(moneyFor(money, passedBy(likely, c), c).reserved).toEqual(reserved({ a: 25, b: 60 }))
    expect(moneyFor(money, passedBy(likely, b), c).reserved).toEqual(reserved({ a: 25, b: 60 }))
  })

  it("is not passed over once it asks", () => {
    expect(moneyFor(money, passedBy(asking(likely, a, 90), c), c).reserved).toEqual(reserved({ a: 90, b: 60 }))
  })

  it("asks for its price when it is known", () => {
    expect(moneyFor(money, asking(passedBy(likely, c), a, 5), c).reserved).toEqual(reserved({ a: 5, b: 60 }))
  })
})
