/**
 * The stand-in for the vendor, as a value: one team with its exports, credits and limit of calls. No clock, no sockets:
 * `handle` takes a world and a call, and gives the next world and the answer.
 *
 * Invariants (test/sandbox/World.test.ts):
 *  1. `balance` + the sum of the ledger is what the team began with, but for `moveBalance`.
 *  2. A job is charged once, when it starts; nothing is ever given back.
 *  3. A call that is answered 401 or 429 changes no export and no balance.
 */
import * as HashMap from "effect/HashMap"
import { describe, describeCreated, type SignUrl, type UrlLife } from "./answers.ts"
import { calculatedAt, type Fate, type Job, observe, priceOf } from "./Job.ts"
import type { Purchase } from "./Purchase.ts"
import { between, mix, unit } from "./random.ts"
import { admit, type Limit, UNUSED, type Usage } from "./rateLimit.ts"
import { type Errors, factsOf, validateCreate, validateGet, validateList } from "./validate.ts"
import { seedOf, volumeOf } from "./volume.ts"
import type { Meta } from "./wire.ts"

/** What does not change while a sandbox runs. */
export interface Rules {
  /** The one key that is let in; left out: any. */
  readonly apiKey?: string
  /** The accounts of the team; left out: every well-formed id. */
  readonly accounts?: ReadonlyArray<string>
  /** Types beyond the vendor's published ones. */
  readonly addedTypes: ReadonlyArray<string>
  readonly seed: number
  /** Jobs run so many times faster. */
  readonly speed: number
  /** Replace the durations that follow from type and rows. */
  readonly calculateMs?: number
  readonly runMs?: number
  /** Replaces the rows that a table would have. */
  readonly rows?: number
  /** Whether a scraped export starts, and charges, by itself once its scrape is done: the vendor does not say. */
  readonly scrapedStartThemselves: boolean
  readonly signUrl: SignUrl
}

export interface World {
  readonly balance: number
  readonly jobs: HashMap.HashMap<string, Job>
  /** Jobs made so far. */
  readonly sequence: number
  /** Jobs that start by themselves as soon as they are priced. */
  readonly startingThemselves: ReadonlyArray<string>
  /** Every charge, in order. */
  readonly ledger: ReadonlyArray<Charge>
  readonly limit: Limit
  readonly usage: Usage
  /** Calls that were let in, whatever their answer. */
  readonly calls: Readonly<Record<Operation, number>>
  /** Calls that were answered 429. */
  readonly throttled: number
}

export interface Charge {
  readonly data_export_id: string
  readonly type: string
  readonly credits: number
  /** The call that made it; `auto_start`: no call did. */
  readonly cause: "start" | "auto_start"
  /** Epoch ms. */
  readonly at: number
  readonly balance: number
}

export type Operation = "create" | "list" | "get" | "start" | "retry" | "cancel"

export interface Call {
  readonly operation: Operation
  /** The export's id; empty for create and list. */
  readonly id: string
  readonly query: URLSearchParams
  /** The parsed body, whatever it is. */
  readonly body: unknown
  /** The bearer token; empty where there is none. */
  readonly token: string
}

/** What a scenario changes in the handling of one call. */
export interface Disturbance {
  /** For the export that the call creates, reads or starts. What is started already keeps the one it has. */
  readonly fate?: Fate
  /** Somebody else of the team asks for the same export just before. */
  readonly lookalike?: boolean
  /** URLs in the answer are past their time already. */
  readonly expireUrls?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

export interface Step extends Advanced {
  readonly answer: Answer
}

export const empty = (balance: number, limit: Limit): World => ({
  balance,
  jobs: HashMap.empty(),
  sequence: 0,
  startingThemselves: [],
  ledger: [],
  limit,
  usage: UNUSED,
  calls: { create: 0, list: 0, get: 0, start: 0, retry: 0, cancel: 0 },
  throttled: 0
})

export const jobOf = (world: World, id: string): Job | undefined => {
  const found = HashMap.get(world.jobs, id)
  return found._tag === "Some" ? found.value : undefined
}

/** What is worth keeping of a world; the rest begins anew with every process. */
export interface Kept {
  readonly balance: number
  readonly jobs: ReadonlyArray<Job>
  readonly ledger: ReadonlyArray<Charge>
  readonly calls: Readonly<Record<Operation, number>>
  readonly throttled: number
}

export const restore = (world: World, kept: Kept): World => ({
  ...world,
  ...kept,
  jobs: HashMap.fromIterable(kept.jobs.map((job) => [job.id, job] as const)),
  sequence: kept.jobs.reduce((next, { sequence }) => Math.max(next, sequence + 1), 0),
  startingThemselves: kept.jobs.flatMap((job) => (job.startsItself && job.startedAt === null ? [job.id] : []))
})

/** Newest first, as they are listed. */
export const jobsOf = (world: World): ReadonlyArray<Job> =>
  Array.from(HashMap.values(world.jobs)).sort((a, b) => b.sequence - a.sequence)

/** Somebody else of the team spends (negative) or tops up. */
export const moveBalance = (world: World, credits: number): World => ({
  ...world,
  balance: Math.max(0, world.balance + credits)
})

export const changeLimit = (world: World, limit: Partial<Limit>): World => ({
  ...world,
  limit: { ...world.limit, ...limit }
})

export const handle = (rules: Rules, before: World, now: number, call: Call, disturbance: Disturbance = {}): Step => {
  const advanced = advance(before, now)
  if (call.token === "" || (rules.apiKey !== undefined && call.token !== rules.apiKey)) {
    return { ...advanced, answer: { status: 401, headers: {}, body: { message: "Unauthenticated." } } }
  }
  const admission = admit(advanced.world.limit, advanced.world.usage, now)
  const limited = { ...advanced.world, usage: admission.usage }
  if (!admission.admitted) {
    const world = { ...limited, throttled: limited.throttled + 1 }
    const headers = { "Retry-After": String(Math.max(1, Math.ceil(admission.waitMs / 1_000))) }
    const body = { message: "Too Many Attempts.", _meta: metaOf(world, 0, admission) }
    return { world, touched: advanced.touched, answer: { status: 429, headers, body } }
  }
  const counted = { ...limited, calls: { ...limited.calls, [call.operation]: limited.calls[call.operation] + 1 } }
  const outcome = perform(rules, counted, now, call, disturbance)
  const headers = {
    "X-RateLimit-Limit": String(counted.limit.calls),
    "X-RateLimit-Remaining": String(admission.remaining)
  }
  const body = { ...outcome.body, _meta: metaOf(outcome.world, outcome.used ?? 0, admission) }
  return {
    world: outcome.world,
    touched: [...advanced.touched, ...(outcome.touched ?? [])],
    answer: { status: outcome.status, headers, body }
  }
}

/** Lets everything happen that happens by itself until `now`. */
export const advance = (before: World, now: number): Advanced => {
  const due = before.startingThemselves
    .flatMap((id) => jobOf(before, id) ?? [])
    .filter((job) => calculatedAt(job) <= now)
    .sort((a, b) => calculatedAt(a) - calculatedAt(b))
  if (due.length === 0) return { world: before, touched: [] }
  const ids = new Set(due.map(({ id }) => id))
  let world: World = { ...before, startingThemselves: before.startingThemselves.filter((id) => !ids.has(id)) }
  for (const job of due) {
    // With too few credits it stays priced, for somebody to start it by hand.
    const starts = startable(job, calculatedAt(job)) && priceOf(job) <= world.balance
    world = starts ? charge(world, job, calculatedAt(job), "auto_start") : put(world, { ...job, startsItself: false })
  }
  return { world, touched: [...ids] }
}

interface Advanced {
  readonly world: World
  /** Ids of the jobs that changed. */
  readonly touched: ReadonlyArray<string>
}

interface Outcome {
  readonly world: World
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly touched?: ReadonlyArray<string>
  /** Credits that the call charged. */
  readonly used?: number
}

const perform = (rules: Rules, world: World, now: number, call: Call, disturbance: Disturbance): Outcome => {
  switch (call.operation) {
    case "create":
      return create(rules, world, now, call.body, disturbance)
    case "list":
      return list(rules, world, now, call.query, disturbance)
  }
  const job = jobOf(world, call.id)
  if (job === undefined) {
    return refuse(world, 404, { message: "Data export not found.", code: "data_export_not_found" })
  }
  switch (call.operation) {
    case "get": {
      const read = fated(job, disturbance)
      const outcome = get(rules, world, now, read, call.query, disturbance)
      return read === job ? outcome : { ...outcome, world: put(world, read), touched: [job.id] }
    }
    case "start":
      return start(world, now, fated(job, disturbance))
    case "retry":
      return retry(rules, world, now, job, disturbance)
    case "cancel":
      return cancel(world, now, job)
  }
}

const fated = (job: Job, { fate }: Disturbance): Job =>
  fate === undefined || job.startedAt !== null ? job : { ...job, fate: { ...job.fate, ...fate } }

const create = (
  rules: Rules,
  world: World,
  now: number,
  body: unknown,
  { fate = {}, lookalike = false }: Disturbance
): Outcome => {
  const verdict = validateCreate(body, rules.addedTypes)
  if (!verdict.valid) return invalid(world, verdict.errors)
  const stranger = verdict.value.accountIds.find((id) => rules.accounts !== undefined && !rules.accounts.includes(id))
  if (stranger !== undefined) {
    return refuse(world, 404, { message: `Account ${stranger} not found.`, code: "account_not_found" })
  }
  const scraped = factsOf(verdict.value.type, rules.addedTypes)?.scraped ?? false
  const startsItself =
    verdict.value.autoStart || (scraped && rules.scrapedStartThemselves) || fate.scrape_charges === true
  const others = lookalike ? [makeJob(rules, world.sequence, now, verdict.value, {})] : []
  const before = others.reduce(add, world)
  const job = { ...makeJob(rules, before.sequence, now, verdict.value, fate), startsItself }
  return {
    world: add(before, job),
    touched: [...others, job].map(({ id }) => id),
    status: 200,
    body: { data: describeCreated(job, scraped, now) }
  }
}

const list = (rules: Rules, world: World, now: number, query: URLSearchParams, disturbance: Disturbance): Outcome => {
  const verdict = validateList(query, rules.addedTypes)
  if (!verdict.valid) return invalid(world, verdict.errors)
  const { page, perPage, status, type, urlMinutes } = verdict.value
  const found = jobsOf(world).filter(
    (job) =>
      (type === undefined || job.purchase.type === type) &&
      (status === undefined || observe(job, now).status === status)
  )
  const url = urlLife(rules, now, urlMinutes, disturbance)
  const data = found.slice((page - 1) * perPage, page * perPage).map((job) => describe(job, now, url))
  const last_page = Math.max(1, Math.ceil(found.length / perPage))
  const meta = { current_page: page, last_page, per_page: perPage, total: found.length }
  return { world, status: 200, body: { data: { data, meta } } }
}

const get = (
  rules: Rules,
  world: World,
  now: number,
  job: Job,
  query: URLSearchParams,
  disturbance: Disturbance
): Outcome => {
  const verdict = validateGet(query)
  if (!verdict.valid) return invalid(world, verdict.errors)
  const url = urlLife(rules, now, verdict.value.urlMinutes, disturbance)
  return { world, status: 200, body: { data: describe(job, now, url) } }
}

const start = (world: World, now: number, job: Job): Outcome => {
  const { status } = observe(job, now)
  if (!startable(job, now)) {
    const message = `Only an export in the status calculating_credits_completed can be started; this one is in ${status}.`
    return refuse(world, 422, { message, code: "invalid_status" })
  }
  if (priceOf(job) > world.balance) {
    const message = `Not enough credits: the export costs ${priceOf(job)}, the balance is ${world.balance}.`
    return refuse(world, 402, { message, code: "insufficient_credits" })
  }
  const data = { id: job.id, status: "pending", message: "The export was started." }
  return {
    world: charge(world, job, now, "start"),
    touched: [job.id],
    status: 200,
    body: { data },
    used: priceOf(job)
  }
}

const retry = (rules: Rules, world: World, now: number, job: Job, { fate = {} }: Disturbance): Outcome => {
  const { status } = observe(job, now)
  if (status !== "failed" && status !== "calculating_credits_failed") {
    const message = `Only a failed export can be tried again; this one is in ${status}.`
    return refuse(world, 422, { message, code: "invalid_status" })
  }
  const again = { ...makeJob(rules, world.sequence, now, job.purchase, fate), originalId: job.id, startsItself: true }
  const data = {
    id: again.id,
    original_id: job.id,
    type: again.purchase.type,
    status: observe(again, now).status,
    message: "A new export was made from the failed one; it starts by itself."
  }
  return { world: add(world, again), touched: [again.id], status: 200, body: { data } }
}

const cancel = (world: World, now: number, job: Job): Outcome => {
  const { status } = observe(job, now)
  if (status !== "pending" && status !== "in_progress") {
    const message = `Only an export in the status pending or in_progress can be cancelled; this one is in ${status}.`
    return refuse(world, 422, { message, code: "invalid_status" })
  }
  const data = { id: job.id, status: "cancelled", message: "The export was cancelled." }
  return { world: put(world, { ...job, cancelledAt: now }), touched: [job.id], status: 200, body: { data } }
}

const makeJob = (rules: Rules, sequence: number, now: number, purchase: Purchase, fate: Fate): Job => {
  const seed = seedOf(purchase, rules.seed)
  const volume = volumeOf(purchase, seed, fate.rows ?? rules.rows)
  const scraped = factsOf(purchase.type, rules.addedTypes)?.scraped ?? false
  const calculationMs = rules.calculateMs ?? between(unit(seed, "calculation"), 300, 800) * (scraped ? 1.8 : 1)
  const runMs = rules.runMs ?? Math.min(3_000, between(unit(seed, "run"), 400, 900) + volume.rows * (scraped ? 1 : 0.5))
  return {
    id: `data_export_${idOf(rules.seed, sequence)}`,
    sequence,
    purchase,
    originalId: null,
    seed,
    rows: volume.rows,
    credits: volume.credits,
    createdAt: now,
    calculationMs: Math.round(calculationMs / rules.speed),
    pendingMs: Math.round((runMs * 0.15) / rules.speed),
    runMs: Math.round((runMs * 0.85) / rules.speed),
    startsItself: false,
    startedAt: null,
    cancelledAt: null,
    fate
  }
}

/** 14 letters and digits; 64 bits of them, so that no two of a team are alike. */
const idOf = (seed: number, sequence: number): string =>
  [mix(seed, sequence), mix(sequence, seed ^ 0x5bd1e995)].map((half) => half.toString(36).padStart(7, "0")).join("")

const startable = (job: Job, now: number): boolean => observe(job, now).status === "calculating_credits_completed"

const put = (world: World, job: Job): World => ({ ...world, jobs: HashMap.set(world.jobs, job.id, job) })

const add = (world: World, job: Job): World => ({
  ...put(world, job),
  sequence: world.sequence + 1,
  startingThemselves: job.startsItself ? [...world.startingThemselves, job.id] : world.startingThemselves
})

const charge = (world: World, job: Job, at: number, cause: Charge["cause"]): World => {
  const credits = priceOf(job)
  const balance = world.balance - credits
  const entry = { data_export_id: job.id, type: job.purchase.type, credits, cause, at, balance }
  return { ...put(world, { ...job, startedAt: at }), balance, ledger: [...world.ledger, entry] }
}

const urlLife = (rules: Rules, now: number, minutes: number, { expireUrls = false }: Disturbance): UrlLife => ({
  sign: rules.signUrl,
  expires: now + (expireUrls ? -1_000 : minutes * 60_000)
})

const refuse = (world: World, status: number, body: Readonly<Record<string, unknown>>): Outcome => ({
  world,
  status,
  body
})

const invalid = (world: World, errors: Errors): Outcome => {
  const messages = Object.values(errors).flat()
  const more = messages.length - 1
  const suffix = more === 0 ? "" : ` (and ${more} more error${more === 1 ? "" : "s"})`
  return refuse(world, 422, { message: `${messages[0]}${suffix}`, errors })
}

const metaOf = (
  world: World,
  used: number,
  { remaining, remainingToday }: { readonly remaining: number; readonly remainingToday: number | null }
): Meta => ({
  _credits: { used, balance: world.balance, note: "Only starting an export charges credits" },
  _cache: { is_cached: false, note: "This endpoint is not cached" },
  _rate_limits: {
    limit_minute: world.limit.calls,
    remaining_minute: remaining,
    limit_day: world.limit.callsPerDay,
    remaining_day: remainingToday,
    notice: ""
  }
})
