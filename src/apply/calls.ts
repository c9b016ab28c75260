/**
 * The API as the workflow uses it: reads are repeated, the balance of every answer goes to the budget, and the server's
 * clock is remembered.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import {
  type Answer,
  ApiError,
  ExportApi,
  type ExportPage,
  type ListQuery,
  type RemoteExport
} from "../api/ExportApi.ts"
import { Budget } from "../budget/Budget.ts"
import type { DataExportId, Instant } from "../domain.ts"
import { instantAt } from "../request/dates.ts"
import { Reporter } from "./Reporter.ts"
import { PATIENT, type RetryPolicy, retrying } from "./retry.ts"

export interface Calls {
  readonly list: (query: ListQuery, policy?: RetryPolicy) => Effect.Effect<ExportPage, ApiError>
  readonly get: (id: DataExportId) => Effect.Effect<RemoteExport, ApiError>
  /** Takes what an answer says beside its data. `epoch`: the budget's, from before the call was sent. */
  readonly noted: <A>(answer: Answer<A>, epoch: number) => Effect.Effect<A>
  /** The server's clock now, never later than it really is. */
  readonly serverNow: Effect.Effect<Instant>
}

/** Without any word of the server's clock, this one is trusted to within this many ms. */
const CLOCK_DOUBT_MS = 5 * 60_000

export const makeCalls = Effect.gen(function* () {
  const api = yield* ExportApi
  const budget = yield* Budget
  const reporter = yield* Reporter
  /** The server's clock less ours, in ms, at the least. */
  let offset: number | undefined

  const noted = <A>(answer: Answer<A>, epoch: number): Effect.Effect<A> =>
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      // The answer took a while to get here: by now the server's clock is at least what it says.
      if (answer.serverTime !== undefined)
        offset = Math.max(offset ?? Number.NEGATIVE_INFINITY, Date.parse(answer.serverTime) - now)
      if (answer.balance !== undefined) {
        const fallen = yield* budget.observe({ balance: answer.balance, epoch })
        if (fallen > 0)
          yield* reporter.emit({
            type: "notice",
            message: `the team's balance fell by ${fallen} credits that no start of this run was charged: others spend too, or a scrape charged by itself; the caps still hold for what this run starts`
          })
      }
      return answer.data
    })

  const read = <A>(call: Effect.Effect<Answer<A>, ApiError>, policy: RetryPolicy): Effect.Effect<A, ApiError> =>
    retrying(
      Effect.flatMap(budget.epoch, (epoch) => Effect.flatMap(call, (answer) => noted(answer, epoch))),
      (error): error is ApiError => error instanceof ApiError,
      {
        policy,
        mayRepeat: () => true,
        onRetry: (error, delay_ms) =>
          reporter.emit({ type: "retry", what: error.operation, reason: error.detail, delay_ms: Math.round(delay_ms) })
      }
    )

  const calls: Calls = {
    list: (query, policy = PATIENT) => read(api.list(query), policy),
    get: (id) => read(api.get(id), PATIENT),
    noted,
    serverNow: Effect.map(Clock.currentTimeMillis, (now) => {
      return instantAt(now + (offset ?? -CLOCK_DOUBT_MS))
    })
  }
  return calls
})
