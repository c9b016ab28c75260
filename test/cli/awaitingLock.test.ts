import { describe, expect, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as TestClock from "effect/TestClock"
import { awaitingLock } from "../../src/cli/awaitingLock.ts"
import { Failure } from "../../src/cli/Failure.ts"
import type { Output } from "../../src/cli/Output.ts"
import { Stop } from "../../src/cli/Stop.ts"
import { StateError } from "../../src/state/StateStore.ts"

const stateError = (reason: StateError["reason"]) =>
  new StateError({ reason, file: "exports.state.json", detail: "in use by pid 7", hint: "Wait for that run to end." })

const LOCKED = stateError("locked")

interface Waiting<A, E> {
  readonly tries: ReadonlyArray<number>
  readonly said: ReadonlyArray<string>
  readonly result: Either.Either<A, E | Failure> | "still waiting"
}

/** What becomes of the work, which is tried with the number of the try, in so many ms of waiting. */
const waiting = <A, E>(
  seconds: number | undefined,
  work: (attempt: number) => Effect.Effect<A, E>,
  { forMs, signalAtMs }: { readonly forMs: number; readonly signalAtMs?: number }
): Effect.Effect<Waiting<A, E>> =>
  Effect.gen(function* () {
    const tries: Array<number> = []
    const said: Array<string> = []
    const output: Output = {
      out: (text) => void said.push(`out: ${text}`),
      err: (text) => void said.push(text),
      style: () => (_, text) => text,
      isTerminal: false,
      width: 80
    }
    const signal = yield* Deferred.make<void>()
    const tried = Effect.gen(function* () {
      tries.push(yield* TestClock.currentTimeMillis)
      return yield* work(tries.length)
    })
    const fiber = yield* tried.pipe(
      awaitingLock(output, Option.fromNullable(seconds)),
      Effect.provideService(Stop, { signalled: Deferred.await(signal) }),
      Effect.either,
      Effect.fork
    )
    if (signalAtMs !== undefined) {
      yield* TestClock.adjust(signalAtMs)
      yield* Deferred.succeed(signal, undefined)
    }
    yield* TestClock.adjust(forMs - (signalAtMs ?? 0))
    const ended = yield* Fiber.poll(fiber)
    yield* Fiber.interrupt(fiber)
    return { tries, said, result: Option.isSome(ended) ? yield* ended.value : ("still waiting" as const) }
  })

describe("work that needs the state", () => {
  it.effect("is done at once where nobody holds it, and nothing is said", () =>
    Effect.map(
      waiting(60, () => Effect.succeed("done"), { forMs: 0 }),
      (ended) => expect(ended).toEqual({ tries: [0], said: [], result: Either.right("done") })
    )
  )

  it.effect("is tried once, where nobody asked to wait", () =>
    Effect.gen(function* () {
      for (const seconds of [undefined, 0])
        expect(yield* waiting(seconds, () => Effect.fail(LOCKED), { forMs: 0 })).toMatchObject({
          tries: [expect.any(Number)],
          said: [],
          result: Either.left(LOCKED)
        })
    })
  )

  it.effect("is tried again every 250 ms, and done as soon as the state is free", () =>
    Effect.map(
      waiting(60, (attempt) => (attempt < 4 ? Effect.fail(LOCKED) : Effect.succeed("done")), { forMs: 750 }),
      ({ tries, result }) => {
        expect(tries).toEqual([0, 250, 500, 750])
        expect(result).toEqual(Either.right("done"))
      }
    )
  )

  it.effect("says for whom it waits at once, and then every 10 s", () =>
    Effect.map(
      waiting(35, () => Effect.fail(LOCKED), { forMs: 30_000 }),
      ({ said, result }) => {
        expect(said).toEqual(
          [35, 25, 15, 5].map(
            (left) => `Waiting for the state: exports.state.json: in use by pid 7. Giving up in ${left} s.`
          )
        )
        expect(result).toBe("still waiting")
      }
    )
  )

  it.effect("gives up in time, after a last try, with what was in the way", () =>
    Effect.gen(function* () {
      const almost = yield* waiting(1.1, () => Effect.fail(LOCKED), { forMs: 1_099 })
      expect(almost.result).toBe("still waiting")
      const begun = yield* TestClock.currentTimeMillis
      const { tries, result } = yield* waiting(1.1, () => Effect.fail(LOCKED), { forMs: 1_100 })
      expect(tries.map((at) => at - begun)).toEqual([0, 250, 500, 750, 1_000, 1_100])
      expect(result).toEqual(Either.left(LOCKED))
    })
  )

  it.effect("counts the time that its tries take", () =>
    Effect.map(
      waiting(1, () => Effect.zipRight(Effect.sleep(900), Effect.fail(LOCKED)), { forMs: 1_900 }),
      ({ tries, result }) => {
        expect(tries).toEqual([0, 1_000])
        expect(result).toEqual(Either.left(LOCKED))
      }
    )
  )

  it.effect("is not done once the program is told to stop, and says so", () =>
    Effect.map(
      waiting(60, () => Effect.fail(LOCKED), { forMs: 60_000, signalAtMs: 600 }),
      ({ tries, result }) => {
        expect(tries).toEqual([0, 250, 500])
        expect(result).toEqual(
          Either.left(
            new Failure({
              exit: 130,
              code: "interrupted",
              message: "interrupted while waiting for the state: nothing was done",
              hint: "nothing was bought; run the same command again once the other one has ended"
            })
          )
        )
      }
    )
  )

  it.effect.each([
    ["a state that is damaged", stateError("damaged")],
    ["a lock that was lost on the way", stateError("lost-lock")],
    ["a state that cannot be written", stateError("unwritable")],
    ["a failure of the command", new Failure({ exit: 1, code: "locked", message: "locked", hint: "wait" })],
    ["an error of somebody else that is called the same", { _tag: "StateError", reason: "locked" }]
  ] as const)("is not tried again for %s", ([_, error]) =>
    Effect.map(
      waiting(60, () => Effect.fail(error), { forMs: 60_000 }),
      (ended) => expect(ended).toEqual({ tries: [0], said: [], result: Either.left(error) })
    )
  )

  it.effect("is not tried again once it was free and then something else went wrong", () =>
    Effect.map(
      waiting(60, (attempt) => Effect.fail(attempt === 1 ? LOCKED : stateError("damaged")), { forMs: 60_000 }),
      ({ tries, result }) => {
        expect(tries).toEqual([0, 250])
        expect(result).toEqual(Either.left(stateError("damaged")))
      }
    )
  )

  it.effect("that breaks is not tried again", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(waiting(60, () => Effect.die("a bug"), { forMs: 1_000 }))
      expect(exit).toMatchObject({ _tag: "Failure", cause: { _tag: "Die", defect: "a bug" } })
    })
  )
})
