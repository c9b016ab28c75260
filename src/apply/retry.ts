/**
 * When a failed call is made again. Reads may be repeated whatever became of them; a create or a start only when it is
 * certain that nothing happened (`refused`, `not-sent`).
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { ApiError } from "../api/ExportApi.ts"

export interface RetryPolicy {
  /** Delay before the second try, in ms; doubled for each further one. */
  readonly baseMs: number
  readonly maxMs: number
  /** No try begins later than this after the first one, in ms. */
  readonly withinMs: number
}

/** A server that is away for a while must not end a run that is paid for; one that is away for long must. */
export const PATIENT: RetryPolicy = { baseMs: 500, maxMs: 30_000, withinMs: 10 * 60_000 }

/** Before anything was begun, a person is better told soon. */
export const BRIEF: RetryPolicy = { baseMs: 500, maxMs: 4_000, withinMs: 10_000 }

/**
 * How long to wait before try `attempt + 1`, in ms; `undefined`: no further try. `jitter` in [0, 1) spreads the tries of
 * several runs. The door holds calls back after a 429 by itself, so `Retry-After` counts here for other answers alone.
 */
export const retryDelay = (
  policy: RetryPolicy,
  error: ApiError,
  attempt: number,
  elapsedMs: number,
  jitter: number
): number | undefined => {
  if (!isTransient(error)) return undefined
  const backoff = Math.min(policy.maxMs, policy.baseMs * 2 ** (attempt - 1)) * (0.5 + jitter / 2)
  const wait = Math.max(backoff, error.reason === "rate-limited" ? 0 : (error.retryAfterMs ?? 0))
  return elapsedMs + wait > policy.withinMs ? undefined : wait
}

export const isTransient = ({ reason }: ApiError): boolean =>
  reason === "rate-limited" ||
  reason === "connection" ||
  reason === "timeout" ||
  reason === "server" ||
  reason === "garbled"

/** The call may be repeated without a second effect. */
export const isWithoutEffect = ({ effect }: ApiError): boolean => effect === "refused" || effect === "not-sent"

export interface RetryOptions {
  readonly policy: RetryPolicy
  readonly mayRepeat: (error: ApiError) => boolean
  readonly onRetry: (error: ApiError, delayMs: number) => Effect.Effect<void>
}

export const retrying = <A, E, R>(
  call: Effect.Effect<A, ApiError | E, R>,
  isApiError: (error: ApiError | E) => error is ApiError,
  { policy, mayRepeat, onRetry }: RetryOptions
): Effect.Effect<A, ApiError | E, R> =>
  Effect.gen(function* () {
    const begun = yield* Clock.currentTimeMillis
    for (let attempt = 1; ; attempt++) {
      const result = yield* Effect.either(call)
      if (result._tag === "Right") return result.right
      const error = result.left
      if (!isApiError(error) || !mayRepeat(error)) return yield* Effect.fail(error)
      const now = yield* Clock.currentTimeMillis
      const wait = retryDelay(policy, error, attempt, now - begun, yield* Random.next)
      if (wait === undefined) return yield* Effect.fail(error)
      yield* onRetry(error, wait)
      yield* Effect.sleep(wait)
    }
  })
