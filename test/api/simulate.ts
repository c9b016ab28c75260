/**
 * One team's limit of calls in simulated time: a server that counts in some kind of window, our client behind `pace`,
 * and programs of others. Written against the words "so many calls a window", not against `pace` or the sandbox.
 */
import { answered, delay, initialPace, type Pace, type Sent, sent } from "../../src/api/pace.ts"

export type Kind = "fixed" | "aligned" | "sliding"
export const KINDS: ReadonlyArray<Kind> = ["fixed", "aligned", "sliding"]

export interface Scene {
  readonly kind: Kind
  readonly limit: number
  readonly windowMs: number
  readonly reserve: number
  /** Calls of ours that may be on their way at once; there is always one more to make, but for `bunches`. */
  readonly concurrency: number
  /** How long a call takes to the server and back, each way, ms: the bounds of what is drawn. */
  readonly latencyMs: readonly [number, number]
  /** When others call, ms, ascending. */
  readonly others: ReadonlyArray<number>
  /** So many calls are there to be made, every so many ms; left out: there is always one more. */
  readonly bunches?: { readonly calls: number; readonly everyMs: number }
  /** How long to go on, ms. */
  readonly forMs: number
  /** When it begins, ms: where in an aligned window. */
  readonly startMs: number
  /** 0..1 */
  readonly random: () => number
}

export interface Seen {
  /** When each of our calls was counted. */
  readonly admitted: ReadonlyArray<number>
  /** Calls of ours that were answered 429. */
  readonly refused: ReadonlyArray<Refused>
  /** When each call of others was counted. */
  readonly others: ReadonlyArray<number>
  /** The most calls of ours that were on their way at once. */
  readonly abreast: number
  readonly pace: Pace
}

export interface Refused {
  readonly at: number
  /** Whether others were known of when it was sent. */
  readonly busy: boolean
  /** Calls of others that were counted since the answer on whose word it was sent; where that said nothing any more, in the last window. */
  readonly othersSince: number
  /** No other call of ours was on its way. */
  readonly alone: boolean
  /** How old the answer was on whose word it was sent, ms. */
  readonly wordAgeMs: number
}

/** Answers the calls that remain, or `undefined` for a 429. */
const makeServer = ({ kind, limit, windowMs }: Scene) => {
  let counted: Array<number> = []
  let opened = Number.NEGATIVE_INFINITY
  return {
    call: (now: number): number | undefined => {
      if (kind === "fixed" && now >= opened + windowMs) opened = now
      const from = kind === "sliding" ? now - windowMs + 1 : kind === "fixed" ? opened : now - (now % windowMs)
      counted = counted.filter((at) => at >= from)
      if (counted.length >= limit) return undefined
      counted.push(now)
      return limit - counted.length
    },
    /** Until a call would be let in, in whole seconds, as `Retry-After` has it. */
    waitSeconds: (now: number): number => {
      const end =
        kind === "sliding"
          ? (counted[0] ?? now) + windowMs
          : kind === "fixed"
            ? opened + windowMs
            : now - (now % windowMs) + windowMs
      return Math.max(1, Math.ceil((end - now) / 1_000))
    }
  }
}

type Event = { readonly at: number } /** `basis`: when the call was counted on whose answer this one was sent. */ & (
  | {
      readonly type: "arrives"
      readonly sent: Sent
      readonly basis: number
      readonly busy: boolean
      readonly alone: boolean
      readonly wordAgeMs: number
    }
  | {
      readonly type: "answered"
      readonly sent: Sent
      readonly remaining: number | undefined
      readonly counted: number
    }
  | { readonly type: "other" }
  | { readonly type: "looks" }
)

export const simulate = (scene: Scene): Seen => {
  const server = makeServer(scene)
  const [shortest, longest] = scene.latencyMs
  const leg = () => Math.round(shortest + (longest - shortest) * scene.random())
  const events: Array<Event> = scene.others.map((at) => ({ type: "other", at }))
  const push = (event: Event) => {
    const index = events.findIndex(({ at }) => at > event.at)
    events.splice(index === -1 ? events.length : index, 0, event)
  }
  const admitted: Array<number> = []
  const refused: Array<Refused> = []
  const others: Array<number> = []
  /** When each call was counted, by the step of its answer. */
  const counted = new Map<number, number>()
  let abreast = 0
  let made = 0
  let pace = initialPace(scene.windowMs, scene.reserve)
  push({ type: "looks", at: scene.startMs })

  for (let event = events.shift(); event !== undefined; event = events.shift()) {
    const now = event.at
    if (now > scene.startMs + scene.forMs) break
    switch (event.type) {
      case "other":
        if (server.call(now) !== undefined) others.push(now)
        break
      case "arrives": {
        const remaining = server.call(now)
        const since = Math.max(event.basis, now - scene.windowMs)
        if (remaining === undefined)
          refused.push({
            at: now,
            busy: event.busy,
            othersSince: others.filter((at) => at >= since).length,
            alone: event.alone,
            wordAgeMs: event.wordAgeMs
          })
        else admitted.push(now)
        push({ type: "answered", at: now + leg(), sent: event.sent, remaining, counted: now })
        break
      }
      case "answered":
        pace = answered(
          pace,
          event.sent,
          now,
          event.remaining === undefined
            ? { limit: scene.limit, remaining: 0, retryAfterMs: server.waitSeconds(now) * 1_000 }
            : { limit: scene.limit, remaining: event.remaining }
        )
        counted.set(pace.steps, event.counted)
        break
    }
    const { calls, everyMs } = scene.bunches ?? { calls: Number.POSITIVE_INFINITY, everyMs: scene.forMs }
    const begun = Math.floor((now - scene.startMs) / everyMs) + 1
    const nextBunch = scene.startMs + begun * everyMs
    if (calls * begun <= made && nextBunch > now) {
      if (!events.some(({ type, at }) => type === "looks" && at === nextBunch)) push({ type: "looks", at: nextBunch })
      continue
    }
    while (made < calls * begun && pace.inFlight < scene.concurrency && delay(pace, now) === 0) {
      pace = sent(pace)
      made++
      abreast = Math.max(abreast, pace.inFlight)
      const { told } = pace
      const basis = told !== undefined && told.until > now ? (counted.get(told.call.step) ?? 0) : 0
      push({
        type: "arrives",
        at: now + leg(),
        sent: { at: now, step: pace.steps },
        basis,
        busy: pace.busy,
        alone: pace.inFlight === 1,
        wordAgeMs: told === undefined ? Number.POSITIVE_INFINITY : now - told.call.at
      })
    }
    const wait = delay(pace, now)
    if (
      wait !== undefined &&
      wait > 0 &&
      !events.some(({ type, at }) => type === "looks" && at <= now + wait && at > now)
    )
      push({ type: "looks", at: now + wait })
  }
  return { admitted, refused, others, abreast, pace }
}
