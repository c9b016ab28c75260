/**
 * `ExportApi` over the sandbox's pure model: no socket and no clock but the test's. A scenario says which calls go wrong;
 * what a failed call means is said once more here, so that a mistake of the HTTP adapter cannot pass for the truth.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { type Answer, ApiError, type ApiErrorReason, ExportApi } from "../../../src/api/ExportApi.ts"
import { PRIORITY, type Priority, type RateLimiter } from "../../../src/api/RateLimiter.ts"
import * as wire from "../../../src/api/wire.ts"
import type { Instant } from "../../../src/domain.ts"
import { type Counters, decide, NO_CALLS, type Rule, type Subject } from "../../../src/sandbox/scenario.ts"
import {
  type Call,
  empty,
  handle,
  jobOf,
  moveBalance,
  type Rules,
  type Operation as SandboxOperation,
  type World
} from "../../../src/sandbox/World.ts"
import { callOf, RULES } from "../../sandbox/fixtures.ts"

/** From the sending of a call to its processing, in ms: others may act, and the run may be stopped, meanwhile. */
export const LATENCY_MS = 20

/** Far more calls than any test makes: the pacing of calls is tested with the rate limiter. */
const NO_LIMIT = { kind: "aligned", calls: 1_000_000, windowMs: 60_000, callsPerDay: null } as const

type Operation = ApiError["operation"]

/** What every call goes through. */
type Door = RateLimiter["Type"]["through"]

const NO_DOOR: Door = (_, call) => call(() => {})

const PRIORITIES = {
  create: PRIORITY.create,
  list: PRIORITY.read,
  get: PRIORITY.read,
  start: PRIORITY.start,
  cancel: PRIORITY.start
} as const satisfies Record<Operation, Priority>

export class Vendor {
  world: World
  #rules: Rules
  #scenario: ReadonlyArray<Rule> = []
  #counters: Counters = NO_CALLS
  readonly #log: (entry: string) => void

  constructor(balance: number, rules: Partial<Rules>, log: (entry: string) => void) {
    this.world = empty(balance, NO_LIMIT)
    this.#rules = { ...RULES, ...rules }
    this.#log = log
  }

  /** What goes wrong from now on; the calls that came before do not count. */
  disturb(...rules: ReadonlyArray<Rule>): void {
    this.#scenario = rules
    this.#counters = NO_CALLS
  }

  /** What the scenario does to this call. To be asked once for each. */
  actionsFor(subject: Subject) {
    const { actions, counters } = decide({ version: 1, rules: this.#scenario }, this.#counters, subject)
    this.#counters = counters
    return actions
  }

  /** A call of somebody else of the team, who is never disturbed. */
  readonly elsewhere = (operation: SandboxOperation, rest: Partial<Call>, now: number): unknown => {
    const step = handle(this.#rules, this.world, now, callOf(operation, rest))
    this.world = step.world
    return step.answer.body["data"]
  }

  /** The API without a limit of calls. */
  readonly api: ExportApi["Type"] = this.behind({
    through: NO_DOOR,
    usage: Effect.succeed({ limit: 60, used: 3, windowMs: 60_000, reserve: 0 })
  })

  /** The API as it is behind a rate limiter. */
  behind({ through, usage }: RateLimiter["Type"]): ExportApi["Type"] {
    const call = <A, E = never>(
      operation: Operation,
      rest: Partial<Call>,
      decode: (envelope: wire.Envelope) => A | undefined,
      intent: Effect.Effect<void, E> = Effect.void
    ): Effect.Effect<Answer<A>, ApiError | E> =>
      through(PRIORITIES[operation], (learn) =>
        Effect.zipRight(
          intent,
          this.#answer(operation, rest, decode, ({ rate }) => learn(rate))
        )
      )
    return ExportApi.of({
      create: (request, intent) =>
        call("create", { body: { ...request, auto_start: false } }, ({ data }) => wire.remoteExport(data), intent),
      list: ({ page, type }) =>
        call(
          "list",
          {
            query: new URLSearchParams({ page: `${page}`, per_page: "100", ...(type === undefined ? {} : { type }) })
          },
          ({ data }) => wire.exportPage(data, page)
        ),
      get: (id) => call("get", { id }, ({ data }) => wire.remoteExport(data)),
      start: (id, _allowance, intent) => call("start", { id }, ({ data }) => wire.statusChange(data), intent),
      cancel: (id) => call("cancel", { id }, ({ data }) => wire.statusChange(data)),
      usage
    })
  }

  #answer<A>(
    operation: Operation,
    rest: Partial<Call>,
    decode: (envelope: wire.Envelope) => A | undefined,
    learn: (meta: wire.Envelope["meta"]) => void
  ): Effect.Effect<Answer<A>, ApiError> {
    return Effect.gen(this, function* () {
      const call = callOf(operation, rest)
      const type = typeOf(call) ?? jobOf(this.world, call.id)?.purchase.type
      this.#log(type === undefined ? `call ${operation}` : `call ${operation} ${type}`)
      yield* Effect.sleep(LATENCY_MS)
      const actions = this.actionsFor({ target: operation, type })
      const lost = new ApiError({ operation, effect: "unknown", reason: "connection", detail: "the connection broke" })
      if (actions.drop === "before") return yield* lost
      if (actions.answer !== undefined && actions.answer.when !== "after")
        return yield* refusal(operation, actions.answer.status, actions.answer.json)

      this.world = moveBalance(this.world, actions.move_balance ?? 0)
      const now = yield* Clock.currentTimeMillis
      const disturbance = actions.fate === undefined ? {} : { fate: actions.fate }
      const step = handle(this.#rules, this.world, now, call, {
        ...disturbance,
        expireUrls: actions.expire_url ?? false
      })
      this.world = step.world
      if (actions.drop === "after") return yield* lost
      if (actions.answer !== undefined) return yield* refusal(operation, actions.answer.status, actions.answer.json)

      const { status, body } = step.answer
      if (status !== 200) return yield* refusal(operation, status, body)
      const envelope = wire.envelope(JSON.stringify(body))
      const data = envelope === undefined ? undefined : decode(envelope)
      if (envelope === undefined || data === undefined)
        return yield* Effect.die(`the answer to ${operation} is not one of the API`)
      learn(envelope.meta)
      const { balance, used } = envelope.meta
      return {
        data,
        ...(balance === undefined ? {} : { balance }),
        ...(used === undefined ? {} : { used }),
        serverTime: `${new Date(now).toISOString().slice(0, 19)}Z` as Instant
      }
    })
  }
}

const typeOf = ({ body }: Call): string | undefined =>
  typeof body === "object" && body !== null && "type" in body ? String(body.type) : undefined

const REASONS: Readonly<Record<number, ApiErrorReason>> = {
  401: "unauthenticated",
  402: "insufficient-credits",
  404: "not-found",
  422: "invalid",
  429: "rate-limited"
}

const refusal = (operation: Operation, status: number, json: unknown): ApiError => {
  const body = wire.errorBody(JSON.stringify(json ?? {}))
  return new ApiError({
    operation,
    effect: status >= 500 ? "unknown" : "refused",
    reason: REASONS[status] ?? "server",
    status,
    detail: `${body?.message ?? "no"} (status ${status})`,
    ...(body?.fields === undefined ? {} : { fields: body.fields })
  })
}
