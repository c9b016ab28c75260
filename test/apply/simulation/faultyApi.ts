/** `ExportApi` as one process sees it: the vendor behind a bad line, with colleagues who use the same team. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { type Answer, ApiError, type ExportApi, type RemoteExport } from "../../../src/api/ExportApi.ts"
import type { CanonicalRequest, Fingerprint } from "../../../src/domain.ts"
import { fingerprintOf } from "../../../src/request/fingerprint.ts"
import { observe } from "../../../src/sandbox/Job.ts"
import { between, unit } from "../../../src/sandbox/random.ts"
import { jobOf, moveBalance } from "../../../src/sandbox/World.ts"
import type { StateStore } from "../../../src/state/StateStore.ts"
import type { Books } from "./Books.ts"
import type { Process } from "./Process.ts"
import { CREATE_FAULTS, faultOf, LOOKALIKES, MEDDLING, READ_FAULTS, type Schedule, START_FAULTS } from "./Schedule.ts"
import type { Vendor } from "./Vendor.ts"

export interface Surroundings {
  readonly schedule: Schedule
  readonly process: Process
  readonly books: Books
  readonly vendor: Vendor
  /** Asked for what is durable. */
  readonly store: StateStore["Type"]
  /** The last answer to each read, as a cache before the vendor keeps them. */
  readonly cache: Map<string, { readonly at: number; readonly answer: Answer<unknown> }>
}

/** A cached answer is so old at the most, in ms: with the next one, less than the program goes on looking. */
const CACHED_MS = 2_000
/** A call that was lost on its way is processed so late at the most, in ms. */
const LATE_MS = 3_000
const TIMEOUT_MS = 30_000
/** What a call may wait for its turn, in ms. */
const TURN_MS = 400
/** What a call may take beside what it takes at the vendor, in ms. */
const JITTER_MS = 200

export const makeFaultyApi = (around: Surroundings): ExportApi["Type"] => {
  const { vendor, books, process } = around
  return {
    ...vendor.api,
    create: (request, intent) => {
      const fingerprint = fingerprintOf(request)
      const sent = vendor.api.create(request, Effect.void).pipe(
        Effect.tap(({ data: { id } }) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            Effect.sync(() => {
              const live = books.created.filter((one) => one.fingerprint === fingerprint && isLive(vendor, one.id, now))
              books.expect(live.length === 0, "one live export", () => `${id} beside ${live.map((one) => one.id)}`)
              books.created.push({ id, fingerprint, run: process.index })
            })
          )
        )
      )
      const call = besideColleagues(around, request, faulty(around, "create", CREATE_FAULTS, sent))
      return inItsTurn(around, intent).pipe(
        Effect.zipRight(expectIntent(around, "create", fingerprint)),
        Effect.zipRight(process.across("create", call, true))
      )
    },
    start: (id, allowance, intent) => {
      const { fingerprint } = allowance
      const sent = vendor.api
        .start(id, allowance, Effect.void)
        .pipe(Effect.tap(() => Effect.sync(() => books.started.push({ id, fingerprint, run: process.index }))))
      return inItsTurn(around, intent).pipe(
        Effect.zipRight(expectIntent(around, "start", fingerprint)),
        Effect.zipRight(process.across("start", faulty(around, "start", START_FAULTS, sent), true))
      )
    },
    list: (query) =>
      read(around, "list", JSON.stringify(query), vendor.api.list(query), (page) => ({
        ...page,
        exports: page.exports.map(underReview)
      })),
    get: (id) => read(around, "get", id, vendor.api.get(id), underReview)
  }
}

// ----------------------------------------------------------------------------------------------------------- posts

/** The rate limit lets a call wait before it asks for its intent; much may happen meanwhile. */
const inItsTurn = <E>({ process, schedule }: Surroundings, intent: Effect.Effect<void, E>): Effect.Effect<void, E> =>
  Effect.suspend(() => {
    const turn = unit(schedule.seed, `${process.schedule.name}: turn ${process.count("turn")}`)
    return Effect.delay(intent, between(turn, 0, TURN_MS))
  })

/** What is durable just before a POST is sent must say that it may have been. */
const expectIntent = (
  { books, process, store }: Surroundings,
  operation: "create" | "start",
  fingerprint: Fingerprint
) =>
  Effect.gen(function* () {
    const phase = (yield* Effect.orDie(store.read)).records.get(fingerprint)?.phase
    const due = operation === "create" ? "creating" : "starting"
    books.expect(phase === due, "write-ahead", () => `${operation} is sent, and '${phase}' is durable`)
    books.expect(!process.hasFailedCommit, "no POST after the end", () => `${operation} after a commit that failed`)
    books.expect(!process.hasLostLock, "no POST after the end", () => `${operation} after the lock was lost`)
    books.expect(!process.isToldToStop, "no POST after the end", () => `${operation} after the word to stop`)
  })

type PostFault = (typeof CREATE_FAULTS)[number] | (typeof START_FAULTS)[number]

/** A create or a start, and what the line makes of it. */
const faulty = <A>(
  around: Surroundings,
  operation: "create" | "start",
  kinds: readonly [PostFault, ...ReadonlyArray<PostFault>],
  sent: Effect.Effect<A, ApiError>
): Effect.Effect<A, ApiError> =>
  Effect.gen(function* () {
    const { books, process, schedule } = around
    process.apiCalls++
    const call = `${operation} ${process.count(operation)}`
    const draw = (key: string) => unit(schedule.seed, `${process.schedule.name}: ${call}, ${key}`)
    const fault = faultOf(schedule, process.schedule, process.schedule.faultRate, call, kinds)
    const unknown = (reason: ApiError["reason"]) => failure(operation, "unknown", reason)
    yield* Effect.sleep(between(draw("jitter"), 0, JITTER_MS))
    if (fault === undefined) return yield* sent
    books.strike(`${operation}: ${fault}`)
    switch (fault) {
      case "lost before":
        return yield* unknown("connection")
      case "lost after":
        yield* Effect.exit(sent)
        return yield* unknown("connection")
      case "processed late":
        yield* Effect.forkDaemon(Effect.delay(sent, between(draw("late"), 0, LATE_MS)))
        return yield* unknown("connection")
      case "5xx before":
        return yield* unknown("server")
      case "5xx after":
        yield* Effect.exit(sent)
        return yield* unknown("server")
      case "429":
        return yield* failure(operation, "refused", "rate-limited")
      case "not sent":
        return yield* failure(operation, "not-sent", "connection")
      case "timeout before":
        yield* Effect.sleep(TIMEOUT_MS)
        return yield* unknown("timeout")
      case "timeout after":
        yield* Effect.forkDaemon(sent)
        yield* Effect.sleep(TIMEOUT_MS)
        return yield* unknown("timeout")
      case "garbled after":
        yield* Effect.exit(sent)
        return yield* unknown("garbled")
      case "refused 402":
        return yield* failure(operation, "refused", "insufficient-credits")
      case "refused 422":
        return yield* failure(operation, "refused", "invalid")
      case "echo":
        yield* Effect.exit(sent)
        return yield* failure(operation, "refused", "invalid")
    }
  })

const failure = (operation: ApiError["operation"], effect: ApiError["effect"], reason: ApiError["reason"]): ApiError =>
  new ApiError({ operation, effect, reason, detail: "the line is bad" })

const isLive = ({ world }: Vendor, id: string, now: number): boolean => {
  const job = jobOf(world, id)
  return job !== undefined && !["calculating_credits_failed", "failed", "cancelled"].includes(observe(job, now).status)
}

// ------------------------------------------------------------------------------------------------------ colleagues

/** A create during which somebody else may ask for something that looks the same. */
const besideColleagues = <A>(
  { books, process, schedule, vendor }: Surroundings,
  request: CanonicalRequest,
  create: Effect.Effect<A, ApiError>
): Effect.Effect<A, ApiError> =>
  Effect.gen(function* () {
    const call = `colleague at create ${process.count("colleague at create")}`
    const kind = faultOf(schedule, process.schedule, process.schedule.colleagueRate * 3, call, LOOKALIKES)
    const lookalike = (when: string) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        if (kind?.endsWith(when) !== true) return
        books.strike(`colleague: ${kind}`)
        const options = kind.startsWith("twin") ? request.options : otherOptions(request)
        const body = { ...request, ...(options === undefined ? {} : { options }), auto_start: false }
        books.foreign.add((vendor.elsewhere("create", { body }, now) as { readonly id: string }).id)
      })
    yield* lookalike("before")
    const exit = yield* Effect.exit(create)
    yield* lookalike("after")
    return yield* exit
  })

const otherOptions = ({ options }: CanonicalRequest): CanonicalRequest["options"] =>
  options === undefined
    ? undefined
    : "maxMessages" in options
      ? { ...options, maxMessages: 300 }
      : { ...options, type: "latest" }

/** Somebody else starts or cancels an export of ours, or spends credits of the team. */
const meddle = ({ books, process, schedule, vendor }: Surroundings): Effect.Effect<void> =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const call = `meddling ${process.count("meddling")}`
    const kind = faultOf(schedule, process.schedule, process.schedule.colleagueRate, call, MEDDLING)
    if (kind === undefined) return
    if (kind === "spends") {
      const before = vendor.world.balance
      vendor.world = moveBalance(vendor.world, -15)
      books.spentElsewhere.push({ at: now, credits: before - vendor.world.balance })
      books.strike("colleague: spends")
      return
    }
    const statuses = kind === "starts ours" ? ["calculating_credits_completed"] : ["pending", "in_progress"]
    const id = books.created.map((one) => one.id).find((one) => statuses.includes(statusOf(vendor, one, now)))
    if (id === undefined) return
    const charges = vendor.world.ledger.length
    vendor.elsewhere(kind === "starts ours" ? "start" : "cancel", { id }, now)
    for (const { credits } of vendor.world.ledger.slice(charges)) books.spentElsewhere.push({ at: now, credits })
    if (kind === "cancels ours") books.cancelledElsewhere.add(id)
    else books.startedElsewhere.add(id)
    books.strike(`colleague: ${kind}`)
  })

const statusOf = ({ world }: Vendor, id: string, now: number): string => {
  const job = jobOf(world, id)
  return job === undefined ? "unknown" : observe(job, now).status
}

// ----------------------------------------------------------------------------------------------------------- reads

/** A list or a get, and what line and cache make of it. */
const read = <A>(
  around: Surroundings,
  operation: "list" | "get",
  query: string,
  sent: Effect.Effect<Answer<A>, ApiError>,
  inUnknownStatus: (data: A) => A
): Effect.Effect<Answer<A>, ApiError> =>
  around.process.across(
    operation,
    Effect.gen(function* () {
      const { books, cache, process, schedule } = around
      process.apiCalls++
      const call = `${operation} ${process.count(operation)}`
      const jitter = unit(schedule.seed, `${process.schedule.name}: ${call}, jitter`)
      const key = `${operation} ${query}`
      yield* Effect.sleep(between(jitter, 0, JITTER_MS))
      yield* meddle(around)
      const drawn = faultOf(schedule, process.schedule, process.schedule.faultRate, call, READ_FAULTS)
      const now = yield* Clock.currentTimeMillis
      const cached = cache.get(key)
      const stale = cached !== undefined && now - cached.at <= CACHED_MS ? cached.answer : undefined
      // A key that is not accepted ends the run: rarer than the others.
      const isOff = (drawn === "stale" && stale === undefined) || (drawn === "401" && jitter > 0.2)
      const fault = isOff ? undefined : drawn
      if (fault !== undefined) books.strike(`read: ${fault}`)
      switch (fault) {
        case "lost":
          return yield* failure(operation, "unknown", "connection")
        case "5xx":
          return yield* failure(operation, "unknown", "server")
        case "429":
          return yield* failure(operation, "refused", "rate-limited")
        case "timeout":
          yield* Effect.sleep(TIMEOUT_MS)
          return yield* failure(operation, "unknown", "timeout")
        case "garbled":
          return yield* failure(operation, "unknown", "garbled")
        case "401":
          return yield* failure(operation, "refused", "unauthenticated")
        case "stale": {
          const { balance: _, ...answer } = stale as Answer<A>
          return answer
        }
      }
      const answer = yield* sent
      cache.set(key, { at: yield* Clock.currentTimeMillis, answer })
      return fault === "unknown status" ? { ...answer, data: inUnknownStatus(answer.data) } : answer
    })
  )

const underReview = (one: RemoteExport): RemoteExport => ({ ...one, status: "under_review" })
