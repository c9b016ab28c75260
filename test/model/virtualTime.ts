/**
 * Time that passes only while everybody waits. `TestClock` spends real milliseconds on each step, to see that nothing is
 * left to do; thousands of runs take a clock that asks the event loop.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** Runs it to its end from this instant, in epoch ms. */
export const inVirtualTime = <A, E>(from: number, work: Effect.Effect<A, E>): Promise<A> =>
  Effect.runPromise(Effect.withClock(work, makeClock(from)))

const makeClock = (from: number): Clock.Clock => {
  let now = from
  let sleepers: ReadonlyArray<Sleeper> = []
  let isTicking = false

  const tick = () => {
    const [next] = [...sleepers].sort((a, b) => a.until - b.until)
    isTicking = next !== undefined
    if (next === undefined) return
    sleepers = sleepers.filter((other) => other !== next)
    now = Math.max(now, next.until)
    next.wake()
    // Comes once all that was woken has gone as far as it can.
    setImmediate(tick)
  }
  const sleep = (duration: Duration.Duration): Effect.Effect<void> =>
    Effect.async((resume) => {
      const sleeper: Sleeper = { until: now + Duration.toMillis(duration), wake: () => resume(Effect.void) }
      sleepers = [...sleepers, sleeper]
      if (!isTicking) setImmediate(tick)
      isTicking = true
      return Effect.sync(() => {
        sleepers = sleepers.filter((other) => other !== sleeper)
      })
    })

  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    currentTimeMillis: Effect.sync(() => now),
    unsafeCurrentTimeNanos: () => BigInt(Math.trunc(now * 1_000_000)),
    currentTimeNanos: Effect.sync(() => BigInt(Math.trunc(now * 1_000_000))),
    sleep
  }
}
