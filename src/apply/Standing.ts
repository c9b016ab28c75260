/**
 * Tells where the run stands, along with its events. Every few seconds and no sooner, and only while something happens:
 * whoever watches for hours is told little, and no timer runs where nothing does.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import type { RateUsage } from "../api/ExportApi.ts"
import type { Money } from "../budget/admit.ts"
import { type Forecast, settled, timeLeft } from "./forecast.ts"
import { NOTHING_YET, type Progress, progressed } from "./Progress.ts"
import type { Reporter, RunEvent, Standing } from "./Reporter.ts"

/** Two of them are at least so far apart, in ms. */
const PACE_MS = 2_000

/** What stands behind it: read when it is due. */
interface Sources {
  readonly money: Effect.Effect<Money>
  readonly usage: Effect.Effect<RateUsage>
}

/** A reporter that tells the other one everything, and where the run stands: at once, and then once every so often. */
export const withStanding = (reporter: Reporter["Type"], { money, usage }: Sources) =>
  Effect.gen(function* () {
    const scope = yield* Effect.scope
    let progress: Progress = NOTHING_YET
    let forecast: Forecast | undefined
    let last = Number.NEGATIVE_INFINITY
    let isDue = false

    const tell = Effect.gen(function* () {
      const rate = yield* usage
      // Before the first answer nothing is known.
      if (rate.limit === undefined || progress.isOver) return
      const now = yield* Clock.currentTimeMillis
      last = now
      forecast = settled(forecast, timeLeft(progress, now), now)
      const standing: RunEvent = { type: "standing", ...standingOf(progress, yield* money, rate, forecast) }
      progress = progressed(progress, standing, now)
      yield* reporter.emit(standing)
    })

    /** What happens too soon after the last time is told a little later, with all that happens until then. */
    const tellLater = (ms: number) => {
      if (isDue) return Effect.void
      isDue = true
      const later = Effect.zipRight(
        Effect.sleep(ms),
        Effect.suspend(() => {
          isDue = false
          return tell
        })
      )
      // Events come out of places that must not be interrupted; the wait must be.
      return Effect.forkIn(Effect.interruptible(later), scope)
    }

    const self: Reporter["Type"] = {
      emit: (event) =>
        Effect.gen(function* () {
          const now = yield* Clock.currentTimeMillis
          progress = progressed(progress, event, now)
          yield* reporter.emit(event)
          yield* now - last >= PACE_MS ? tell : tellLater(last + PACE_MS - now)
        })
    }
    return self
  })

export const standingOf = (
  { outcomes, active }: Progress,
  { spentRun, spentMonth, caps, balance, reserved }: Money,
  { limit, used, reserve, windowMs }: RateUsage,
  forecast: Forecast | undefined
): Standing => ({
  outcomes,
  active: HashMap.size(active),
  credits: {
    charged: spentRun,
    reserved: [...reserved.values()].reduce((sum, credits) => sum + credits, 0),
    budget: caps.perRun ?? null,
    month: { charged: spentMonth, budget: caps.perMonth ?? null },
    balance: balance ?? null
  },
  rate: rateOf({ limit, used, reserve, windowMs }),
  estimated_end: forecast === undefined ? null : new Date(forecast.end).toISOString()
})

export const rateOf = ({ limit, used, reserve, windowMs }: RateUsage): Standing["rate"] => ({
  used,
  limit: limit ?? null,
  reserve,
  window_ms: windowMs
})
