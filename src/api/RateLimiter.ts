/**
 * The one door for all calls. `pace` decides when it opens; starts and creates go before reads, but one read goes
 * first whenever a window has passed without any: it may tell what all the others wait for.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { RateUsage } from "./ExportApi.ts"
import { answered, delay, initialPace, type Pace, type RateNews, sent, used, withdrawn } from "./pace.ts"

/** Lower goes first; among equals, who came first. */
export const PRIORITY = { start: 0, create: 1, read: 2 } as const
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY]

export class RateLimiter extends Context.Tag("exporter/RateLimiter")<
  RateLimiter,
  {
    /**
     * Runs a call once its turn has come; what its answer says of the limit is told through `learn`. Waiting for the
     * turn can be interrupted, even where the call itself must not be.
     */
    readonly through: <A, E, R>(
      priority: Priority,
      call: (learn: (news: RateNews) => void) => Effect.Effect<A, E, R>
    ) => Effect.Effect<A, E, R>
    /** For reports: the limit and the calls of ours that count against it now. */
    readonly usage: Effect.Effect<RateUsage>
  }
>() {
  /** `windowMs`: length of the server's window, in ms. `reserve`: calls per window left to others. */
  static layer = (options: { readonly windowMs: number; readonly reserve: number }) =>
    Layer.scoped(RateLimiter, make(options.windowMs, options.reserve))
}

interface Waiter {
  readonly priority: Priority
  /** ms */
  readonly since: number
  /** Done with the step of the pace at which it was let through. */
  readonly turn: Deferred.Deferred<number>
}

const make = (windowMs: number, reserve: number) =>
  Effect.gen(function* () {
    let pace: Pace = initialPace(windowMs, reserve)
    /** Of each priority, in the order in which they came. */
    const queues = [new Set<Waiter>(), new Set<Waiter>(), new Set<Waiter>()] as const
    /** Done as soon as the pace or the queue has changed: whoever waits on either looks again. */
    let news = yield* Deferred.make<void>()

    /** When a read was last let through, ms. */
    let passedAt = Number.NEGATIVE_INFINITY

    const firstOf = (now: number): Waiter | undefined => {
      const [read] = queues[PRIORITY.read]
      if (read !== undefined && now - Math.max(read.since, passedAt) > windowMs) return read
      for (const queue of queues) for (const waiter of queue) return waiter
      return undefined
    }

    const wake = Effect.suspend(() => {
      const previous = news
      return Effect.flatMap(Deferred.make<void>(), (fresh) => {
        news = fresh
        return Deferred.succeed(previous, undefined)
      })
    })

    /** Lets the first of the queue through whenever the pace allows. */
    const serve: Effect.Effect<never> = Effect.gen(function* () {
      for (;;) {
        const now = yield* Clock.currentTimeMillis
        const first = firstOf(now)
        const wait = first === undefined ? undefined : delay(pace, now)
        // Taken before anything else can run: a change from here on ends this very wait.
        const changed = Deferred.await(news)
        if (first !== undefined && wait === 0) {
          queues[first.priority].delete(first)
          if (first.priority === PRIORITY.read) passedAt = now
          pace = sent(pace)
          yield* Deferred.succeed(first.turn, pace.steps)
        } else yield* wait === undefined ? changed : Effect.raceFirst(changed, Effect.sleep(wait))
      }
    })
    yield* Effect.forkScoped(serve)

    /** To be run where it cannot be interrupted; only the wait itself can be. */
    const admitted = (priority: Priority) =>
      Effect.gen(function* () {
        const waiter: Waiter = {
          priority,
          since: yield* Clock.currentTimeMillis,
          turn: yield* Deferred.make<number>()
        }
        queues[priority].add(waiter)
        yield* wake
        return yield* Effect.interruptible(Deferred.await(waiter.turn)).pipe(
          Effect.onInterrupt(() => {
            // Let through and interrupted before it was sent: its place is free again.
            if (!queues[priority].delete(waiter)) pace = withdrawn(pace)
            return wake
          })
        )
      })

    return RateLimiter.of({
      through: (priority, call) =>
        Effect.uninterruptibleMask((restore) =>
          Effect.gen(function* () {
            const step = yield* admitted(priority)
            const sentAt = yield* Clock.currentTimeMillis
            let learned: RateNews = {}
            return yield* restore(
              call((told) => {
                learned = told
              })
            ).pipe(
              Effect.ensuring(
                Effect.flatMap(Clock.currentTimeMillis, (now) => {
                  pace = answered(pace, { at: sentAt, step }, now, learned)
                  return wake
                })
              )
            )
          })
        ),
      usage: Effect.map(Clock.currentTimeMillis, (now) => ({
        limit: pace.limit,
        used: used(pace, now),
        windowMs,
        reserve,
        ...(pace.told === undefined ? {} : { remaining: pace.told.remaining }),
        ...(pace.toldOfDay === undefined ? {} : { remainingToday: pace.toldOfDay.remaining })
      }))
    })
  })
