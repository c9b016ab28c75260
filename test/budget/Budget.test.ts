import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as fc from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import type { Ask, Money } from "../../src/budget/admit.ts"
import { Allowance, Budget, BudgetDenied } from "../../src/budget/Budget.ts"
import type { Turn } from "../../src/budget/turns.ts"
import { credits, fingerprint, moneyOf, reserved, reservedIn } from "./samples.ts"

const a = fingerprint("a")
const b = fingerprint("b")
const c = fingerprint("c")

const ask = (who: typeof a, amount: number | null): Ask => ({
  fingerprint: who,
  credits: amount === null ? null : credits(amount)
})

/** Lets every other fiber go as far as it can. */
const settle = Effect.repeatN(Effect.yieldNow(), 20)

const withBudget = <A, E>(money: Partial<Money>, work: (budget: typeof Budget.Service) => Effect.Effect<A, E>) =>
  Effect.flatMap(Budget, work).pipe(Effect.provide(Budget.layer(moneyOf(money))))

const run100 = { caps: { perRun: credits(100) } }

describe("an allowance", () => {
  it.effect("names its purchase and its credits, which are reserved until it is settled", () =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        const allowance = yield* budget.authorize(ask(a, 60))
        expect(allowance).toBeInstanceOf(Allowance)
        expect(allowance).toMatchObject({ fingerprint: a, credits: 60 })
        expect((yield* budget.money).reserved).toEqual(reserved({ a: 60 }))
        yield* budget.charged(a, credits(55))
        expect(yield* budget.money).toEqual(
          moneyOf({ ...run100, spentRun: 55, spentMonth: 55, balance: 945, reserved: new Map() })
        )
      })
    )
  )

  it.effect("that is given back leaves no trace", () =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        yield* budget.authorize(ask(a, 60))
        yield* budget.released(a)
        expect(yield* budget.money).toEqual(moneyOf(run100))
      })
    )
  )

  it.effect("is exchanged for another of the same purchase, not added to it", () =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        yield* budget.authorize(ask(a, 90))
        yield* budget.authorize(ask(a, 95))
        expect((yield* budget.money).reserved).toEqual(reserved({ a: 95 }))
      })
    )
  )

  it.effect("is denied with the reason, and nothing is reserved", () =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        const denied = yield* Effect.flip(budget.authorize(ask(a, 101)))
        expect(denied).toEqual(
          new BudgetDenied({
            denial: { reason: "over-cap", cap: "per_run", limit: 100, available: 100, credits: 101 }
          })
        )
        expect(yield* budget.money).toEqual(moneyOf(run100))
      })
    )
  )

  it.effect("without caps is given for what has no price, and reserves nothing", () =>
    withBudget({}, (budget) =>
      Effect.gen(function* () {
        expect(yield* budget.authorize(ask(a, null))).toMatchObject({ credits: null })
        expect(reservedIn(yield* budget.money)).toBe(0)
      })
    )
  )
})

describe("one who waits", () => {
  /** `a` holds 60 of 100 credits, and `b` asks for 50. */
  const waiting = (end: (budget: typeof Budget.Service) => Effect.Effect<void>) =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        yield* budget.authorize(ask(a, 60))
        const fiber = yield* Effect.fork(Effect.either(budget.authorize(ask(b, 50))))
        yield* settle
        expect(yield* Fiber.poll(fiber)).toMatchObject({ _tag: "None" })
        yield* end(budget)
        return yield* Fiber.join(fiber)
      })
    )

  it.effect("goes on once enough is given back", () =>
    Effect.map(
      waiting((budget) => budget.released(a)),
      (result) => expect(Either.isRight(result)).toBe(true)
    )
  )

  it.effect("goes on once the other has cost less than was reserved", () =>
    Effect.map(
      waiting((budget) => budget.charged(a, credits(50))),
      (result) => expect(Either.isRight(result)).toBe(true)
    )
  )

  it.effect("goes on once the other is content with less", () =>
    Effect.map(
      waiting((budget) => Effect.asVoid(Effect.orDie(budget.authorize(ask(a, 50))))),
      (result) => expect(Either.isRight(result)).toBe(true)
    )
  )

  it.effect("is denied once the other has cost too much", () =>
    Effect.map(
      waiting((budget) => budget.charged(a, credits(60))),
      (result) =>
        expect(result).toEqual(
          Either.left(
            new BudgetDenied({ denial: { reason: "over-cap", cap: "per_run", limit: 100, available: 40, credits: 50 } })
          )
        )
    )
  )

  it.effect("is denied once the other has cost what nobody knows", () =>
    Effect.map(
      waiting((budget) => budget.charged(a, null)),
      (result) =>
        expect(result).toEqual(Either.left(new BudgetDenied({ denial: { reason: "unknown-charge", cap: "per_run" } })))
    )
  )

  it.effect("is denied once nobody looks after what is in the way", () =>
    Effect.map(
      waiting((budget) => budget.abandoned(a)),
      (result) =>
        expect(result).toEqual(
          Either.left(
            new BudgetDenied({ denial: { reason: "over-cap", cap: "per_run", limit: 100, available: 40, credits: 50 } })
          )
        )
    )
  )

  it.effect("can be told to stop, and holds nothing then", () =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        yield* budget.authorize(ask(a, 60))
        const fiber = yield* Effect.fork(budget.authorize(ask(b, 50)))
        yield* settle
        yield* Fiber.interrupt(fiber)
        yield* budget.released(a)
        yield* settle
        expect(yield* budget.money).toEqual(moneyOf(run100))
      })
    )
  )

  it.effect("gives up what it holds: two who want more than they hold do not wait for each other for ever", () =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        yield* budget.authorize(ask(a, 50))
        yield* budget.authorize(ask(b, 50))
        const one = yield* Effect.fork(Effect.either(budget.authorize(ask(a, 60))))
        yield* settle
        const two = yield* Effect.fork(Effect.either(budget.authorize(ask(b, 60))))
        yield* settle
        const first = [yield* Fiber.poll(one), yield* Fiber.poll(two)].findIndex((polled) => polled._tag === "Some")
        const [winner, loser] = first === 0 ? [a, two] : [b, one]
        expect((yield* budget.money).reserved).toEqual(new Map([[winner, 60]]))
        yield* budget.charged(winner, credits(60))
        expect(Either.isLeft(yield* Fiber.join(loser))).toBe(true)
      })
    )
  )
})

describe("the order", () => {
  /** Three in this order, of 100 credits: nothing is known of what `a` costs, `b` costs 60 at the most. */
  const order: ReadonlyArray<Turn> = [
    { fingerprint: a, most: Number.POSITIVE_INFINITY, likely: 30 },
    { fingerprint: b, most: 60, likely: 60 },
    { fingerprint: c, most: Number.POSITIVE_INFINITY, likely: 0 }
  ]
  type Wait = Fiber.RuntimeFiber<Either.Either<Allowance, BudgetDenied>>
  const inOrder = <A, E>(
    work: (budget: typeof Budget.Service) => Effect.Effect<A, E>,
    money: Partial<Money> = run100
  ) => Effect.flatMap(Budget, work).pipe(Effect.provide(Budget.layer(moneyOf(money), order)))
  const asks = (budget: typeof Budget.Service, who: typeof a, amount: number) =>
    Effect.tap(Effect.fork(Effect.either(budget.authorize(ask(who, amount)))), settle)
  const said = (fiber: Wait) =>
    Effect.map(Fiber.poll(fiber), (polled) => {
      if (polled._tag === "None") return "waits"
      return Exit.isSuccess(polled.value) && Either.isRight(polled.value.value) ? "granted" : "denied"
    })
  const allSaid = (...fibers: ReadonlyArray<Wait>) => Effect.zipRight(settle, Effect.forEach(fibers, said))

  it.effect("in which money goes is theirs, in whatever order they ask", () =>
    inOrder((budget) =>
      Effect.gen(function* () {
        const last = yield* asks(budget, c, 50)
        const second = yield* asks(budget, b, 50)
        expect(yield* allSaid(second, last)).toEqual(["waits", "waits"])
        const first = yield* asks(budget, a, 50)
        expect(yield* allSaid(first, second, last)).toEqual(["granted", "granted", "waits"])
        yield* budget.charged(a, credits(50))
        yield* budget.charged(b, credits(50))
        expect(yield* allSaid(last)).toEqual(["denied"])
      })
    )
  )

  it.effect("is nobody's matter without a cap that all share", () =>
    inOrder(
      (budget) =>
        Effect.flatMap(asks(budget, c, 50), (last) => Effect.map(said(last), (now) => expect(now).toBe("granted"))),
      {}
    )
  )

  it.effect("lets go what fits beside the most that those before it may cost", () =>
    inOrder((budget) =>
      Effect.gen(function* () {
        yield* budget.abandoned(a)
        const last = yield* asks(budget, c, 40)
        expect(yield* allSaid(last)).toEqual(["granted"])
      })
    )
  )

  it.effect("does not keep waiting what fits in no case", () =>
    inOrder((budget) =>
      Effect.gen(function* () {
        const last = yield* asks(budget, c, 101)
        expect(yield* allSaid(last)).toEqual(["denied"])
        const second = yield* asks(budget, b, 60)
        yield* asks(budget, a, 40)
        expect(yield* allSaid(second)).toEqual(["granted"])
      })
    )
  )

  it.effect("passes over one that nobody works on any more", () =>
    inOrder((budget) =>
      Effect.gen(function* () {
        const last = yield* asks(budget, c, 100)
        yield* budget.abandoned(a)
        expect(yield* allSaid(last)).toEqual(["waits"])
        yield* budget.abandoned(b)
        expect(yield* allSaid(last)).toEqual(["granted"])
      })
    )
  )

  it.effect("passes over one that is not heard of for five minutes, and keeps for it what it is likely to cost", () =>
    inOrder((budget) =>
      Effect.gen(function* () {
        const second = yield* asks(budget, b, 60)
        yield* TestClock.adjust("4 minutes")
        expect(yield* allSaid(second)).toEqual(["waits"])
        yield* TestClock.adjust("1 minutes")
        expect(yield* allSaid(second)).toEqual(["granted"])
        const last = yield* asks(budget, c, 20)
        expect(yield* allSaid(last)).toEqual(["waits"])
        const first = yield* asks(budget, a, 35)
        expect(yield* allSaid(first, last)).toEqual(["granted", "waits"])
        yield* budget.released(a)
        expect(yield* allSaid(last)).toEqual(["granted"])
      })
    )
  )

  it.effect("is kept by a turn that is taken before the ask", () =>
    inOrder((budget) =>
      Effect.gen(function* () {
        const turn = yield* Effect.tap(Effect.fork(budget.turn(ask(b, 60))), settle)
        expect(yield* Fiber.poll(turn)).toMatchObject({ _tag: "None" })
        yield* asks(budget, a, 30)
        yield* settle
        expect(yield* Fiber.poll(turn)).toMatchObject({ _tag: "Some" })
        const last = yield* asks(budget, c, 20)
        expect(yield* allSaid(last)).toEqual(["waits"])
        const second = yield* asks(budget, b, 60)
        yield* budget.charged(b, credits(40))
        expect(yield* allSaid(second, last)).toEqual(["granted", "granted"])
      })
    )
  )

  it.effect("is left by one that is told to stop", () =>
    inOrder((budget) =>
      Effect.gen(function* () {
        const second = yield* asks(budget, b, 60)
        const last = yield* asks(budget, c, 90)
        yield* Fiber.interrupt(second)
        yield* budget.abandoned(b)
        yield* budget.abandoned(a)
        expect(yield* allSaid(last)).toEqual(["granted"])
        expect((yield* budget.money).reserved).toEqual(reserved({ c: 90 }))
      })
    )
  )
})

describe("what an earlier run has begun", () => {
  it.effect("is held whatever the caps say, and others have what is left", () =>
    withBudget(run100, (budget) =>
      Effect.gen(function* () {
        yield* budget.hold(a, credits(130))
        expect(yield* Effect.flip(budget.authorize(ask(b, 101)))).toMatchObject({ denial: { available: 100 } })
        const fiber = yield* Effect.fork(budget.authorize(ask(b, 1)))
        yield* settle
        expect(yield* Fiber.poll(fiber)).toMatchObject({ _tag: "None" })
        yield* budget.released(a)
        expect(yield* Fiber.join(fiber)).toMatchObject({ credits: 1 })
      })
    )
  )

  it.effect("is waited for from when somebody takes hold of it", () =>
    withBudget({ ...run100, reserved: reserved({ a: 60 }), unattended: new Set([a]) }, (budget) =>
      Effect.gen(function* () {
        expect(yield* Effect.flip(budget.authorize(ask(b, 50)))).toMatchObject({ denial: { available: 40 } })
        yield* budget.hold(a, credits(60))
        const fiber = yield* Effect.fork(budget.authorize(ask(b, 50)))
        yield* settle
        yield* budget.released(a)
        expect(yield* Fiber.join(fiber)).toMatchObject({ credits: 50 })
      })
    )
  )

  it.effect("and is settled, is nobody's any more", () =>
    withBudget({ reserved: reserved({ a: 60, b: 5 }), unattended: new Set([a, b]) }, (budget) =>
      Effect.gen(function* () {
        yield* budget.charged(a, credits(60))
        yield* budget.released(b)
        yield* budget.abandoned(c)
        expect(yield* budget.money).toEqual(moneyOf({ spentRun: 60, spentMonth: 60, balance: 940 }))
      })
    )
  )
})

describe("a reading of the balance", () => {
  const read = (
    before: Partial<Money>,
    between: (budget: typeof Budget.Service) => Effect.Effect<unknown>,
    balance: number
  ) =>
    withBudget(before, (budget) =>
      Effect.gen(function* () {
        const epoch = yield* budget.epoch
        yield* between(budget)
        yield* budget.observe({ balance, epoch })
        return (yield* budget.money).balance
      })
    )
  const nothing = () => Effect.void
  const buy = (budget: typeof Budget.Service) =>
    Effect.zipRight(Effect.orDie(budget.authorize(ask(a, 100))), budget.charged(a, credits(100)))

  it.effect.each([
    ["is believed, good or bad", {}, nothing, 1500, 1500],
    ["is believed when it is bad", {}, nothing, 200, 200],
    ["is the first one", { balance: undefined }, nothing, 700, 700],
    ["from before a charge is not believed when it is good", {}, buy, 1000, 900],
    ["from before a charge is believed when it is bad", {}, buy, 300, 300],
    [
      "from before a start was allowed is not believed when it is good",
      {},
      (budget: typeof Budget.Service) => Effect.orDie(budget.authorize(ask(a, 100))),
      1200,
      1000
    ],
    [
      "from before a start was refused is not believed when it is good",
      { reserved: reserved({ a: 5 }) },
      (budget: typeof Budget.Service) => budget.released(a),
      1200,
      1000
    ],
    [
      "from before a charge that nobody knows says nothing",
      {},
      (budget: typeof Budget.Service) => budget.charged(a, null),
      1000,
      undefined
    ]
  ] as const)("%s", ([_, before, between, balance, expected]) =>
    Effect.map(read(before, between, balance), (known) => expect(known).toBe(expected))
  )

  it.effect("after a charge that nobody knows is waited for before more is spent", () =>
    withBudget({ caps: { keepBalance: credits(500) } }, (budget) =>
      Effect.gen(function* () {
        yield* budget.charged(a, null)
        expect(yield* Effect.flip(budget.authorize(ask(b, 1)))).toMatchObject({ denial: { reason: "unknown-balance" } })
        yield* budget.observe({ balance: 600, epoch: yield* budget.epoch })
        expect(yield* budget.authorize(ask(b, 100))).toMatchObject({ credits: 100 })
      })
    )
  )

  it.effect("that shows what others have spent is heeded", () =>
    withBudget({ caps: { keepBalance: credits(500) } }, (budget) =>
      Effect.gen(function* () {
        yield* budget.observe({ balance: 550, epoch: yield* budget.epoch })
        expect(yield* Effect.flip(budget.authorize(ask(a, 51)))).toMatchObject({
          denial: { cap: "keep_balance", available: 50 }
        })
      })
    )
  )
})

/** One purchase of a simulated run: what it asks for, how long things take (in turns of other fibers), how it ends. */
interface Purchase {
  /** The worst case that is reserved before its price is known, where there is one. */
  readonly worst: number | undefined
  readonly price: number
  /** Part of the price that is really charged. */
  readonly share: number
  readonly end: "charged" | "released" | "abandoned"
  readonly turns: readonly [number, number, number]
}

const amount = fc.integer({ min: 0, max: 60 })
const turn = fc.nat(6)
const purchase: fc.Arbitrary<Purchase> = fc.record({
  worst: fc.option(amount, { nil: undefined }),
  price: amount,
  share: fc.constantFrom(0, 0.5, 1, 1),
  end: fc.constantFrom("charged", "charged", "charged", "released", "abandoned"),
  turns: fc.tuple(turn, turn, turn)
})
const turns = (n: number) => Effect.repeatN(Effect.yieldNow(), n)

describe("any number of purchases at once", () => {
  const cap = fc.option(fc.integer({ min: 0, max: 150 }).map(credits), { nil: undefined })

  it("B1, B3: never pass a cap together, none waits for ever, and what is denied does not fit in the end", () =>
    fc.assert(
      fc.asyncProperty(fc.array(purchase, { maxLength: 12 }), cap, cap, (purchases, perRun, perMonth) => {
        const caps = {
          ...(perRun === undefined ? {} : { perRun }),
          ...(perMonth === undefined ? {} : { perMonth }),
          keepBalance: credits(850)
        }
        return withBudget({ caps, spentMonth: 10 }, (budget) =>
          Effect.gen(function* () {
            const check = Effect.map(budget.money, (money) => {
              const out = reservedIn(money)
              if (perRun !== undefined) expect(money.spentRun + out).toBeLessThanOrEqual(perRun)
              // 10 were spent before, and what is free may be bought beyond a cap.
              if (perMonth !== undefined && money.spentMonth + out > perMonth) expect(money.spentRun + out).toBe(0)
              expect((money.balance ?? 0) - out).toBeGreaterThanOrEqual(850)
            })
            const buy = ({ worst, price, share, end, turns: [first, second, third] }: Purchase, index: number) =>
              Effect.gen(function* () {
                const who = fingerprint(String(index))
                const authorize = (wanted: number) =>
                  Effect.zipLeft(budget.authorize(ask(who, wanted)), check).pipe(
                    Effect.tapError(() => budget.released(who))
                  )
                yield* turns(first)
                if (worst !== undefined) yield* authorize(worst)
                yield* turns(second)
                yield* authorize(price)
                yield* turns(third)
                if (end === "charged") yield* budget.charged(who, credits(Math.floor(price * share)))
                else yield* budget[end](who)
                yield* check
              }).pipe(Effect.either)
            const results = yield* Effect.forEach(purchases, buy, { concurrency: "unbounded" })
            const money = yield* budget.money
            const left = {
              per_run: (perRun ?? Number.POSITIVE_INFINITY) - money.spentRun,
              per_month: (perMonth ?? Number.POSITIVE_INFINITY) - money.spentMonth,
              keep_balance: (money.balance ?? 0) - 850
            }
            for (const result of results) {
              if (Either.isRight(result)) continue
              const { denial } = result.left
              if (denial.reason !== "over-cap" || denial.cap === "max_credits") throw new Error(denial.reason)
              expect(denial.credits).toBeGreaterThan(left[denial.cap] - reservedIn(money))
            }
            expect([...money.reserved.keys()].every((who) => money.unattended.has(who))).toBe(true)
          })
        ).pipe(
          Effect.timeoutFail({ duration: "5 seconds", onTimeout: () => "somebody waits for ever" }),
          Effect.runPromise
        )
      }),
      { numRuns: 300 }
    ))

  it("B1: never take the server's balance below keep_balance, however readings and starts overtake each other", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(purchase, { maxLength: 10 }),
        fc.array(fc.record({ turns: fc.tuple(turn, turn, turn), gift: fc.constantFrom(0, 0, 30) }), { maxLength: 12 }),
        (purchases, readings) => {
          const keep = 900
          return withBudget({ caps: { keepBalance: credits(keep) } }, (budget) =>
            Effect.gen(function* () {
              let server = 1000
              const buy = ({ price, end, turns: [first, second, third] }: Purchase, index: number) =>
                Effect.gen(function* () {
                  const who = fingerprint(String(index))
                  yield* turns(first)
                  yield* budget.authorize(ask(who, price))
                  const epoch = yield* budget.epoch
                  yield* turns(second)
                  const happens = end === "charged"
                  if (happens) server -= price
                  expect(server).toBeGreaterThanOrEqual(keep)
                  const balance = server
                  yield* turns(third)
                  if (happens) yield* budget.charged(who, credits(price))
                  else yield* budget.released(who)
                  yield* budget.observe({ balance, epoch })
                }).pipe(Effect.either)
              const read = ({ turns: [first, second, third], gift }: (typeof readings)[number]) =>
                Effect.gen(function* () {
                  yield* turns(first)
                  const epoch = yield* budget.epoch
                  yield* turns(second)
                  server += gift
                  const balance = server
                  yield* turns(third)
                  yield* budget.observe({ balance, epoch })
                })
              yield* Effect.all(
                [
                  Effect.forEach(purchases, buy, { concurrency: "unbounded" }),
                  Effect.forEach(readings, read, { concurrency: "unbounded" })
                ],
                { concurrency: "unbounded" }
              )
              expect((yield* budget.money).balance).toBeLessThanOrEqual(server)
              yield* budget.observe({ balance: server, epoch: yield* budget.epoch })
              expect((yield* budget.money).balance).toBe(server)
            })
          ).pipe(
            Effect.timeoutFail({ duration: "5 seconds", onTimeout: () => "somebody waits for ever" }),
            Effect.runPromise
          )
        }
      ),
      { numRuns: 300 }
    ))
})

describe("a balance that fell", () => {
  /** What each reading of the balance is said to show, in order, and in sum. */
  const told = (
    before: Partial<Money>,
    work: (
      budget: typeof Budget.Service,
      /** A call that is sent and answered at once. */
      read: (balance: number) => Effect.Effect<number>
    ) => Effect.Effect<unknown, unknown>
  ) =>
    withBudget(before, (budget) =>
      Effect.gen(function* () {
        const said: Array<number> = []
        const read = (balance: number) =>
          Effect.flatMap(budget.epoch, (epoch) => budget.observe({ balance, epoch })).pipe(
            Effect.tap((fallen) => Effect.sync(() => said.push(fallen)))
          )
        yield* work(budget, read)
        return { said, unexplained: yield* budget.unexplained }
      })
    )
  const buys = (budget: typeof Budget.Service, who: typeof a, amount: number, charge: number | null = amount) =>
    Effect.zipRight(budget.authorize(ask(who, amount)), budget.charged(who, charge === null ? null : credits(charge)))

  it.effect("by what somebody else has spent is noticed, once", () =>
    Effect.map(
      told({}, (_, read) => Effect.all([read(1000), read(970), read(970), read(965)])),
      (result) => expect(result).toEqual({ said: [0, 30, 0, 5], unexplained: 35 })
    )
  )

  it.effect("before the first reading is nobody's", () =>
    Effect.map(
      told({ balance: 1000 }, (_, read) => read(400)),
      (result) => expect(result).toEqual({ said: [0], unexplained: 0 })
    )
  )

  it.effect("by what was charged is explained", () =>
    Effect.map(
      told({}, (budget, read) =>
        Effect.all([read(1000), buys(budget, a, 60, 55), read(945), buys(budget, b, 5), read(940)])
      ),
      (result) => expect(result).toEqual({ said: [0, 0, 0], unexplained: 0 })
    )
  )

  it.effect("by more than was charged is noticed by what is more", () =>
    Effect.map(
      told({}, (budget, read) => Effect.all([read(1000), buys(budget, a, 60), read(930)])),
      (result) => expect(result).toEqual({ said: [0, 10], unexplained: 10 })
    )
  )

  it.effect("and rose again: what was bought for the team explains nothing, and is no loss", () =>
    Effect.map(
      told({}, (_, read) => Effect.all([read(1000), read(990), read(1500), read(1480)])),
      (result) => expect(result).toEqual({ said: [0, 10, 0, 20], unexplained: 30 })
    )
  )

  it.effect("is noticed once, though two readings overtake each other", () =>
    Effect.map(
      told({}, (budget, read) =>
        Effect.gen(function* () {
          yield* read(1000)
          const epoch = yield* budget.epoch
          expect(yield* budget.observe({ balance: 990, epoch })).toBe(10)
          expect(yield* budget.observe({ balance: 1000, epoch })).toBe(0)
          yield* read(990)
        })
      ),
      (result) => expect(result).toEqual({ said: [0, 0], unexplained: 10 })
    )
  )

  it.effect("before the charge was known is explained by it afterwards", () =>
    Effect.map(
      told({}, (budget, read) => Effect.all([read(1000), read(985), budget.charged(a, credits(10)), read(985)])),
      (result) => expect(result).toEqual({ said: [0, 15, 0], unexplained: 5 })
    )
  )

  it.effect("while a start is on its way says nothing, and is noticed afterwards", () =>
    Effect.map(
      told({}, (budget, read) =>
        Effect.gen(function* () {
          yield* read(1000)
          yield* budget.authorize(ask(a, 60))
          yield* read(940)
          yield* read(910)
          yield* budget.charged(a, credits(60))
          yield* read(910)
        })
      ),
      (result) => expect(result).toEqual({ said: [0, 0, 0, 30], unexplained: 30 })
    )
  )

  it.effect("in a reading that a start has overtaken says nothing", () =>
    Effect.map(
      told({}, (budget, read) =>
        Effect.gen(function* () {
          yield* read(1000)
          const epoch = yield* budget.epoch
          yield* buys(budget, a, 60)
          expect(yield* budget.observe({ balance: 900, epoch })).toBe(0)
          expect(yield* budget.observe({ balance: 1000, epoch })).toBe(0)
          yield* read(940)
        })
      ),
      (result) => expect(result).toEqual({ said: [0, 0], unexplained: 0 })
    )
  )

  it.effect("while an earlier run's start is not settled says nothing", () =>
    Effect.map(
      told({ reserved: reserved({ a: 60 }), unattended: new Set([a]) }, (budget, read) =>
        Effect.all([read(1000), read(940), budget.charged(a, credits(60)), read(940), read(930)])
      ),
      (result) => expect(result).toEqual({ said: [0, 0, 0, 10], unexplained: 10 })
    )
  )

  it.effect("after a charge that nobody knows says nothing any more", () =>
    Effect.map(
      told({}, (budget, read) => Effect.all([read(1000), read(990), buys(budget, a, 60, null), read(900), read(800)])),
      (result) => expect(result).toEqual({ said: [0, 10, 0, 0], unexplained: 10 })
    )
  )

  it.effect("in an earlier month, by a charge that nobody knows, says all the same", () =>
    Effect.map(
      told({ unknownCharge: true }, (_, read) => Effect.all([read(1000), read(990)])),
      (result) => expect(result).toEqual({ said: [0, 10], unexplained: 10 })
    )
  )

  interface Call {
    readonly turns: readonly [number, number]
    /** What somebody else spends (or adds) just before the server comes to it. */
    readonly moved: number
  }

  /** Any purchases and readings, on their way at once; `moved` happens at the server between two of our calls. */
  const overlapping = (
    purchases: ReadonlyArray<Purchase>,
    readings: ReadonlyArray<Call>,
    concurrency: 1 | "unbounded" = 1
  ) =>
    withBudget({ balance: undefined }, (budget) =>
      Effect.gen(function* () {
        let server = 10_000
        const said: Array<number> = []
        const note = (balance: number, epoch: number) =>
          Effect.map(budget.observe({ balance, epoch }), (fallen) => void said.push(fallen))
        const atOnce = Effect.flatMap(budget.epoch, (epoch) => note(server, epoch))
        const buy = ({ price, share, end, worst, turns: [first, second, third] }: Purchase, index: number) =>
          Effect.gen(function* () {
            const who = fingerprint(String(index))
            yield* turns(first)
            if (worst !== undefined) yield* budget.authorize(ask(who, worst))
            yield* turns(first)
            yield* budget.authorize(ask(who, price))
            const epoch = yield* budget.epoch
            yield* turns(second)
            const charged = Math.floor(price * share)
            if (end === "charged") server -= charged
            const balance = server
            yield* turns(third)
            if (end === "charged") yield* budget.charged(who, credits(charged))
            else yield* budget.released(who)
            yield* note(balance, epoch)
          })
        const read = ({ turns: [first, second], moved }: Call) =>
          Effect.gen(function* () {
            const epoch = yield* budget.epoch
            yield* turns(first)
            server += moved
            const balance = server
            yield* turns(second)
            yield* note(balance, epoch)
          })
        yield* atOnce
        yield* Effect.all(
          [
            Effect.forEach(purchases, buy, { concurrency: "unbounded" }),
            Effect.forEach(readings, read, { concurrency })
          ],
          { concurrency: "unbounded" }
        )
        yield* atOnce
        return { said, unexplained: yield* budget.unexplained }
      })
    )
  const reading = (moved: fc.Arbitrary<number>) =>
    fc.array(fc.record({ turns: fc.tuple(turn, turn), moved }), { maxLength: 10 })
  const runs = <A, E>(work: Effect.Effect<A, E>) => Effect.runPromise(work)

  it("is never ours: with no stranger nothing is unexplained, however readings and starts overlap", () =>
    fc.assert(
      fc.asyncProperty(fc.array(purchase, { maxLength: 8 }), reading(fc.constant(0)), async (purchases, readings) => {
        const { said, unexplained } = await runs(overlapping(purchases, readings, "unbounded"))
        expect(said.every((fallen) => fallen === 0)).toBe(true)
        expect(unexplained).toBe(0)
      }),
      { numRuns: 300 }
    ))

  it("is a stranger's, once: all that he has spent is unexplained in the end, no less and no more", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(purchase, { maxLength: 8 }),
        reading(fc.integer({ min: -40, max: 0 })),
        async (purchases, readings) => {
          const { said, unexplained } = await runs(overlapping(purchases, readings))
          expect(said.every((fallen) => fallen >= 0)).toBe(true)
          expect(unexplained).toBe(said.reduce((sum, fallen) => sum + fallen, 0))
          expect(unexplained).toBe(readings.reduce((sum, { moved }) => sum - moved, 0))
        }
      ),
      { numRuns: 300 }
    ))

  it("is never negative, and never more than was spent, whatever is added meanwhile", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(purchase, { maxLength: 8 }),
        reading(fc.integer({ min: -40, max: 40 })),
        async (purchases, readings) => {
          const { said, unexplained } = await runs(overlapping(purchases, readings))
          expect(said.every((fallen) => fallen >= 0)).toBe(true)
          const spent = readings.reduce((sum, { moved }) => sum + Math.max(0, -moved), 0)
          expect(unexplained).toBeLessThanOrEqual(spent)
        }
      ),
      { numRuns: 300 }
    ))
})
