/** One run as the operating system sees it: it makes calls, and may die between any two of them. */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import type { RunSchedule } from "./Schedule.ts"

/** Waits for ever, and holds no timer of the host meanwhile. */
export const forever: Effect.Effect<never> = Effect.async(() => {})

export class Process {
  readonly index: number
  readonly schedule: RunSchedule
  /** Done once the process is dead, or another one has taken its place. */
  readonly left = Deferred.unsafeMake<void>(FiberId.none)
  isDead = false
  isToldToStop = false
  hasFailedCommit = false
  hasLostLock = false
  hasRecordedPlan = false
  hasFinishedPlan = false
  apiCalls = 0
  readonly #death = Deferred.unsafeMake<void>(FiberId.none)
  #isBuried = false
  readonly #standing: Array<() => void> = []
  readonly #counts = new Map<string, number>()
  readonly #strike: (what: string) => void

  constructor(index: number, schedule: RunSchedule, strike: (what: string) => void) {
    this.index = index
    this.schedule = schedule
    this.#strike = strike
  }

  /** So many things of that name there were, this one included. */
  count(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return count
  }

  /**
   * One call of a port. A process that dies before it makes none, one that dies after it sees no answer, and a dead one
   * makes no more calls. `outlives`: once sent, it is processed whatever becomes of the sender.
   */
  across<A, E, R>(name: string, call: Effect.Effect<A, E, R>, outlives = false): Effect.Effect<A, E, R> {
    return Effect.suspend(() => {
      if (this.isDead) return this.#standStill
      const { cut } = this.schedule
      const isPoint = cut?.kind === "crash" && (cut.at === "any call" || name.startsWith(cut.at))
      const dies = isPoint && cut.nth === this.count("crash point") ? cut.when : undefined
      if (dies === "during" && outlives)
        return Effect.zipRight(Effect.forkDaemon(call), this.#die(`crash during ${name}`))
      if (dies === "before" || dies === "during") return this.#die(`crash before ${name}`)
      return Effect.flatMap(Effect.exit(call), (exit) => {
        if (dies === "after") return this.#die(`crash after ${name}`)
        return this.isDead ? this.#standStill : exit
      })
    })
  }

  /** Work of the process itself, which ends with it. */
  untilDeath<A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.raceFirst(work, Effect.zipRight(Deferred.await(this.#death), this.#standStill))
  }

  /** No finalizer of it does anything any more: whatever it would do next goes through a port. */
  #die(how: string): Effect.Effect<never> {
    this.isDead = true
    this.#strike(how)
    const told = Effect.zip(Deferred.succeed(this.#death, undefined), Deferred.succeed(this.left, undefined))
    return Effect.zipRight(told, this.#standStill)
  }

  /** Once the schedule is over: lets what stands still unwind, for the runtime keeps every fiber that has not ended. */
  bury(): void {
    this.isDead = true
    this.#isBuried = true
    for (const unwind of this.#standing.splice(0)) unwind()
  }

  readonly #standStill: Effect.Effect<never> = Effect.suspend(() =>
    this.#isBuried
      ? Effect.interrupt
      : Effect.async((resume) => void this.#standing.push(() => resume(Effect.interrupt)))
  )
}
