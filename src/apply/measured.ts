/** What happens in a run, as metrics: a reporter that counts, and tells the other one everything. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import type { RateUsage } from "../api/ExportApi.ts"
import type { Money } from "../budget/admit.ts"
import type { Address, Fingerprint } from "../domain.ts"
import * as measures from "../telemetry/measures.ts"
import type { Reporter, RunEvent } from "./Reporter.ts"

interface Sources {
  readonly money: Effect.Effect<Money>
  readonly usage: Effect.Effect<RateUsage>
}

/** In these it is still to come to something. */
const UNDER_WAY: ReadonlySet<string> = new Set(["creating", "created", "priced", "starting", "started", "ready"])

export const measured = (reporter: Reporter["Type"], { money, usage }: Sources): Reporter["Type"] => {
  const phases = new Map<Address, string>()
  /** When the answers to the creates of this run came, ms. */
  const created = new Map<Address, number>()
  /** Of some purchases several addresses tell the result. */
  const ended = new Set<Fingerprint>()

  const move = (address: Address, to: string | undefined) =>
    Effect.suspend(() => {
      const from = phases.get(address)
      if (from === to) return Effect.void
      if (to === undefined) phases.delete(address)
      else phases.set(address, to)
      return Effect.zipRight(add(from, -1), add(to, 1))
    })

  const phase = (address: Address, to: string) =>
    Effect.gen(function* () {
      yield* move(address, UNDER_WAY.has(to) ? to : undefined)
      const now = yield* Clock.currentTimeMillis
      if (to === "created") created.set(address, now)
      const since = created.get(address)
      if (to !== "ready" || since === undefined) return
      created.delete(address)
      yield* Metric.update(measures.readyDuration(), (now - since) / 1000)
    })

  const standing = Effect.flatMap(Effect.all([money, usage]), ([m, rate]) =>
    Effect.all([...ofMoney(m), ...ofRate(rate)], { discard: true })
  )

  const measure = (event: RunEvent): Effect.Effect<void> => {
    switch (event.type) {
      case "phase":
        return phase(event.address, event.phase)
      case "standing":
        return standing
      case "result": {
        const { address, fingerprint, outcome } = event.result
        const left = move(address, undefined)
        if (ended.has(fingerprint)) return left
        ended.add(fingerprint)
        return Effect.zipRight(left, Metric.increment(measures.purchases({ "exporter.outcome": outcome })))
      }
      case "run-finished":
        // Those that were cut off are under way no more.
        return Effect.zipRight(
          Effect.suspend(() =>
            Effect.forEach([...phases.keys()], (address) => move(address, undefined), { discard: true })
          ),
          standing
        )
      default:
        return Effect.void
    }
  }
  return { emit: (event) => Effect.zipRight(measure(event), reporter.emit(event)) }
}

const add = (phase: string | undefined, by: number): Effect.Effect<void> =>
  phase === undefined ? Effect.void : Metric.incrementBy(measures.activePurchases({ "exporter.phase": phase }), by)

const ofRate = ({ used, limit }: RateUsage): ReadonlyArray<Effect.Effect<void>> => [
  Metric.set(measures.rateUsed(), used),
  ...(typeof limit === "number" ? [Metric.set(measures.rateLimit(), limit)] : [])
]

const ofMoney = ({ caps, spentRun, spentMonth, balance, reserved }: Money): ReadonlyArray<Effect.Effect<void>> => {
  const held = [...reserved.values()].reduce((sum, credits) => sum + credits, 0)
  const left = (cap: string, credits: number) =>
    Metric.set(measures.budgetRemaining({ "exporter.budget.cap": cap }), credits)
  return [
    ...(caps.perRun === undefined ? [] : [left("per_run", caps.perRun - spentRun - held)]),
    ...(caps.perMonth === undefined ? [] : [left("per_month", caps.perMonth - spentMonth - held)]),
    ...(caps.keepBalance === undefined || balance === undefined
      ? []
      : [left("keep_balance", balance - caps.keepBalance - held)]),
    ...(balance === undefined ? [] : [Metric.set(measures.balance(), balance)])
  ]
}
