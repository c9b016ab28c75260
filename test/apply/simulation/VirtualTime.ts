/**
 * A clock and a scheduler of their own, for simulations: what waits is woken in the order of its time, without a timer of
 * the host. `TestClock` gives way to the host's timers at every step, which makes thousands of schedules last for hours.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import type { Scheduler } from "effect/Scheduler"

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** Runs an effect, and all that it leaves behind, to the end. Its time begins at `from` (epoch ms) and passes only while all of it sleeps. */
export const runInVirtualTime = <A>(effect: Effect.Effect<A>, from: number, seed: number): A => {
  const tasks: Array<() => void> = []
  const scheduler: Scheduler = {
    shouldYield: () => false,
    scheduleTask: (task) => void tasks.push(task)
  }
  let now = from
  /** By time, and those of one time in the order in which they began to sleep. */
  const sleepers: Array<Sleeper> = []

  const sleep = (ms: number): Effect.Effect<void> =>
    Effect.async((resume) => {
      const sleeper = { at: now + ms, wake: () => resume(Effect.void) }
      const later = sleepers.findIndex(({ at }) => at > sleeper.at)
      sleepers.splice(later === -1 ? sleepers.length : later, 0, sleeper)
      return Effect.sync(() => {
        const index = sleepers.indexOf(sleeper)
        if (index !== -1) sleepers.splice(index, 1)
      })
    })
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => BigInt(Math.trunc(now * 1_000_000)),
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(Math.trunc(now * 1_000_000))),
    sleep: (duration) => sleep(Duration.toMillis(duration))
  }

  const timed = effect.pipe(Effect.withClock(clock), Effect.withRandom(Random.make(seed)))
  const fiber = Effect.runFork(timed, { scheduler })
  for (;;) {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task()
    const next = sleepers.shift()
    if (next === undefined) break
    now = next.at
    next.wake()
  }
  const exit = fiber.unsafePoll()
  if (exit === null) throw new Error("everything waits, and nothing will happen any more")
  return Exit.getOrElse(exit, (cause) => raise(cause))
}

const raise = (cause: unknown): never => {
  throw new Error(String(cause))
}
