import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Scheduler from "../../src/cli/Scheduler.ts"

/** Keeps the processor. */
const busy = (ms: number) =>
  Effect.sync(() => {
    const until = performance.now() + ms
    while (performance.now() < until);
  })

/** Turns that a timer has while twenty fibers have something to do for 200 ms together. */
const turns = (work: <A>(effect: Effect.Effect<A>) => Effect.Effect<A>) =>
  Effect.gen(function* () {
    let count = 0
    const timer = setInterval(() => count++, 1)
    const fiber = Effect.forEach([1, 2, 3, 4, 5], () => Effect.zipRight(busy(2), Effect.yieldNow()), { discard: true })
    yield* work(
      Effect.forEach(Array.from({ length: 20 }), () => fiber, { concurrency: "unbounded", discard: true })
    ).pipe(Effect.ensuring(Effect.sync(() => clearInterval(timer))))
    return count
  })

it.live("timers have their turn while many fibers have something to do", () =>
  Effect.gen(function* () {
    expect(yield* turns(Effect.withScheduler(Scheduler.make()))).toBeGreaterThan(5)
  })
)

it.live("every fiber comes to its end, in the order of its steps", () =>
  Effect.gen(function* () {
    const seen: Array<string> = []
    const steps = (name: string) =>
      Effect.forEach([1, 2, 3], (n) =>
        Effect.zipRight(
          Effect.sync(() => seen.push(`${name}${n}`)),
          Effect.yieldNow()
        )
      )
    yield* Effect.all([steps("a"), steps("b")], { concurrency: "unbounded" }).pipe(
      Effect.withScheduler(Scheduler.make())
    )
    expect(seen).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"])
  })
)

it.live("what is more urgent comes first", () =>
  Effect.async<void>((resume) => {
    const scheduler = Scheduler.make()
    const seen: Array<string> = []
    for (const [name, priority] of [
      ["late", 1],
      ["first", 0],
      ["second", 0]
    ] as const)
      scheduler.scheduleTask(() => seen.push(name), priority)
    scheduler.scheduleTask(() => {
      expect(seen).toEqual(["first", "second", "late"])
      resume(Effect.void)
    }, 2)
  })
)
