/**
 * The one that says yes. Every paid call needs an `Allowance`, and nothing but this file can make one.
 * What fits is decided by `admit`, and who stands before whom by `turns`; here is only the memory of what is reserved,
 * spent and said.
 */
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as STM from "effect/STM"
import * as TRef from "effect/TRef"
import type { Credits, Fingerprint } from "../domain.ts"
import { type Ask, admit, type Denial, type Money, type Verdict } from "./admit.ts"
import { asking, freed, isBehind, moneyFor, passedBy, said, type Turn, turnsFor } from "./turns.ts"

let grant: (fingerprint: Fingerprint, credits: Credits | null) => Allowance

/** Leave to make one paid call for one purchase, for at most these credits, which stay reserved until it is settled. */
export class Allowance {
  readonly fingerprint: Fingerprint
  readonly credits: Credits | null
  private constructor(fingerprint: Fingerprint, credits: Credits | null) {
    this.fingerprint = fingerprint
    this.credits = credits
  }
  static {
    grant = (fingerprint, credits) => new Allowance(fingerprint, credits)
  }
}

/** It does not fit. Nothing was sent for it. */
export class BudgetDenied extends Data.TaggedError("BudgetDenied")<{ readonly denial: Denial }> {}

/** The team's balance as an answer told it, and how many starts had been sent and answered around that call. */
export interface BalanceReading {
  readonly balance: number
  /** `epoch` of the budget when the call was sent. */
  readonly epoch: number
}

export class Budget extends Context.Tag("exporter/Budget")<
  Budget,
  {
    /**
     * Reserves the credits and gives leave. Waits while nothing but reservations of others is in the way, or what others
     * may ask for that stand before it; a purchase that holds a reservation already exchanges it for this one. Only to
     * be asked while nothing of it is being charged.
     */
    readonly authorize: (ask: Ask) => Effect.Effect<Allowance, BudgetDenied>
    /** Waits until nobody before it is in the way: from then on `authorize` does not wait for them. */
    readonly turn: (ask: Ask) => Effect.Effect<void>
    /** Reserves without asking: for what was begun by an earlier run and may charge, whatever the caps say now. */
    readonly hold: (fingerprint: Fingerprint, credits: Credits) => Effect.Effect<void>
    /** Nobody looks after it any more: what is left of its reservation will not be given back in this run, and it asks for nothing. */
    readonly abandoned: (fingerprint: Fingerprint) => Effect.Effect<void>
    /** The call was made, and charged this much (`null`: nobody knows); `balance`: what the team has after it, where it was told. */
    readonly charged: (fingerprint: Fingerprint, credits: Credits | null, balance?: number) => Effect.Effect<void>
    /** The call was not made, or refused: what was reserved is free again. */
    readonly released: (fingerprint: Fingerprint) => Effect.Effect<void>
    /** To be asked before a call is sent, and given back with the balance that its answer tells. */
    readonly epoch: Effect.Effect<number>
    /** Takes a balance, and says by how many credits it fell since the one before without a charge of ours. */
    readonly observe: (reading: BalanceReading) => Effect.Effect<number>
    /** The sum of what `observe` said: others of the team, or a scrape that charges by itself. */
    readonly unexplained: Effect.Effect<number>
    readonly money: Effect.Effect<Money>
  }
>() {
  /** `order`: who stands before whom, under the caps that all share. */
  static layer = (initial: Money, order: ReadonlyArray<Turn> = []) => Layer.effect(Budget, make(initial, order))
}

/** How long one waits for those before it of which nothing is heard, in ms: most prices are there within seconds. */
const PATIENCE_MS = 5 * 60_000

const make = (initial: Money, order: ReadonlyArray<Turn>) =>
  Effect.gen(function* () {
    const money = yield* TRef.make(initial)
    const { perRun, perMonth, keepBalance } = initial.caps
    const isCapped = perRun !== undefined || perMonth !== undefined || keepBalance !== undefined
    const turns = yield* TRef.make(turnsFor(isCapped ? order : []))
    /** Counts starts that were sent or settled: a balance read while it moved may or may not include them. */
    const epoch = yield* TRef.make(0)
    const books = yield* TRef.make<Books>({ unexplained: 0 })
    const tick = TRef.update(epoch, (n) => n + 1)
    const settle = (fingerprint: Fingerprint, change: (money: Money) => Money) =>
      STM.commit(
        STM.zipRight(
          tick,
          TRef.update(money, (m) => change(free(m, fingerprint)))
        )
      )
    /** The answer as it is now; `later` gives up what the purchase holds, for two that hold on wait for each other for ever. */
    const answer = (ask: Ask): STM.STM<Allowance | BudgetDenied | "later"> =>
      STM.gen(function* () {
        const verdict = yield* verdictOn(ask)
        if (verdict.kind === "later") {
          yield* TRef.update(money, (m) => free(m, ask.fingerprint))
          yield* TRef.update(turns, (t) => asking(t, ask.fingerprint, ask.credits ?? 0))
          return "later" as const
        }
        yield* TRef.update(turns, (t) => said(t, ask.fingerprint))
        if (verdict.kind === "denied") return new BudgetDenied({ denial: verdict.denial })
        yield* TRef.update(money, (m) => reserve(m, ask.fingerprint, ask.credits ?? 0))
        yield* tick
        return grant(ask.fingerprint, ask.credits)
      })
    const answered = (ask: Ask): STM.STM<Allowance | BudgetDenied> =>
      STM.flatMap(
        answer(ask),
        (now): STM.STM<Allowance | BudgetDenied> => (now === "later" ? STM.retry : STM.succeed(now))
      )

    const verdictOn = ({ fingerprint, ...rest }: Ask): STM.STM<Verdict> =>
      STM.zipWith(TRef.get(money), TRef.get(turns), (m, t) =>
        admit(moneyFor(m, t, fingerprint), { fingerprint, ...rest })
      )
    const pass = (fingerprint: Fingerprint) => STM.commit(TRef.update(turns, (t) => passedBy(t, fingerprint)))
    /** Waits for those before it that are not heard of, and no longer than that is worth. */
    const patiently = <A>(fingerprint: Fingerprint, wait: STM.STM<A>): Effect.Effect<A> =>
      Effect.flatMap(STM.commit(TRef.get(turns)), (t) =>
        isBehind(t, fingerprint)
          ? Effect.acquireUseRelease(
              Effect.fork(Effect.interruptible(Effect.delay(pass(fingerprint), PATIENCE_MS))),
              () => STM.commit(wait),
              Fiber.interrupt
            )
          : STM.commit(wait)
      )
    const mayAsk = (ask: Ask): STM.STM<boolean> =>
      STM.flatMap(TRef.get(turns), (t) =>
        isBehind(t, ask.fingerprint) ? STM.map(verdictOn(ask), ({ kind }) => kind !== "later") : STM.succeed(true)
      )

    return Budget.of({
      authorize: (ask) =>
        STM.commit(answer(ask)).pipe(
          Effect.flatMap((now) => (now === "later" ? patiently(ask.fingerprint, answered(ask)) : Effect.succeed(now))),
          Effect.flatMap((now) => (now instanceof BudgetDenied ? Effect.fail(now) : Effect.succeed(now)))
        ),
      turn: (ask) =>
        Effect.gen(function* () {
          const { fingerprint, credits } = ask
          if (!(yield* STM.commit(mayAsk(ask)))) {
            yield* STM.commit(TRef.update(turns, (t) => asking(t, fingerprint, credits ?? 0)))
            yield* patiently(
              fingerprint,
              STM.flatMap(mayAsk(ask), (may) => STM.check(() => may))
            )
          }
          yield* STM.commit(TRef.update(turns, (t) => freed(t, fingerprint)))
        }),
      hold: (fingerprint, credits) => STM.commit(TRef.update(money, (m) => reserve(m, fingerprint, credits))),
      abandoned: (fingerprint) =>
        STM.commit(
          STM.zipRight(
            TRef.update(turns, (t) => said(t, fingerprint)),
            TRef.update(money, (m) =>
              m.reserved.has(fingerprint) ? { ...m, unattended: new Set([...m.unattended, fingerprint]) } : m
            )
          )
        ),
      charged: (fingerprint, credits, balance) =>
        settle(fingerprint, (m) => ({
          ...m,
          spentRun: m.spentRun + (credits ?? 0),
          spentMonth: m.spentMonth + (credits ?? 0),
          unknownCharge: m.unknownCharge || credits === null,
          unknownRunCharge: m.unknownRunCharge || credits === null,
          balance: balanceAfter(m.balance, credits, balance)
        })),
      released: (fingerprint) => settle(fingerprint, (m) => m),
      epoch: STM.commit(TRef.get(epoch)),
      observe: (reading) =>
        STM.commit(
          STM.gen(function* () {
            const unmoved = (yield* TRef.get(epoch)) === reading.epoch
            // A start was on its way meanwhile: the reading may not include it, so only bad news is believed.
            yield* TRef.update(money, (m) => ({
              ...m,
              balance: unmoved ? reading.balance : atMost(m.balance, reading)
            }))
            if (!unmoved) return 0
            const before = yield* TRef.get(books)
            const after = reconcile(before, reading.balance, yield* TRef.get(money))
            yield* TRef.set(books, after)
            // Of two readings on their way at once the later one may be older: it must not undo what this one has shown.
            if (after.last?.balance !== before.last?.balance) yield* tick
            return Math.max(0, after.unexplained - before.unexplained)
          })
        ),
      unexplained: STM.commit(STM.map(TRef.get(books), ({ unexplained }) => unexplained)),
      money: STM.commit(TRef.get(money))
    })
  })

/**
 * The balance of the charge's own answer includes the charge. What is known may include it as well, read while it was on
 * its way: only where nothing was told it is subtracted.
 */
const balanceAfter = (
  known: number | undefined,
  credits: Credits | null,
  told: number | undefined
): number | undefined => {
  if (told !== undefined) return Math.min(known ?? told, told)
  return known === undefined || credits === null ? undefined : known - credits
}

const atMost = (known: number | undefined, { balance }: BalanceReading): number | undefined =>
  known === undefined ? undefined : Math.min(known, balance)

/** What the balances of the server say beside our own charges. */
interface Books {
  /** The last balance that was told while nothing was on its way, and what this run had been charged by then. */
  readonly last?: { readonly balance: number; readonly spentRun: number }
  readonly unexplained: number
}

/** Only where every charge so far is settled and known can the balance be held against the charges. */
const reconcile = (books: Books, balance: number, money: Money): Books => {
  if (money.reserved.size > 0 || money.unknownRunCharge) return books
  const { last, unexplained } = books
  const charged = money.spentRun - (last?.spentRun ?? money.spentRun)
  const fallen = last === undefined ? 0 : last.balance - charged - balance
  // A charge that is only learned of after the balance has shown it explains what was unexplained until then.
  return {
    last: { balance, spentRun: money.spentRun },
    unexplained: Math.max(0, unexplained + Math.max(fallen, -charged))
  }
}

const reserve = (money: Money, fingerprint: Fingerprint, credits: number): Money => ({
  ...money,
  reserved: new Map([...money.reserved, [fingerprint, credits]]),
  unattended: new Set([...money.unattended].filter((other) => other !== fingerprint))
})

const free = (money: Money, fingerprint: Fingerprint): Money => ({
  ...money,
  reserved: new Map([...money.reserved].filter(([other]) => other !== fingerprint)),
  unattended: new Set([...money.unattended].filter((other) => other !== fingerprint))
})
