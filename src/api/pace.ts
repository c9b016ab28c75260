/**
 * When the next call may be sent so that no 429 is provoked, whatever kind of window the server counts in. Pure.
 *
 * ```
 *        answers to our calls (each counts until one window after its answer came)          calls on their way
 *  ──────────●──●────────●●●──────────────────────────────────────────●─────────────────── now ─ ○ ○ ────────>
 *            └ when this one leaves the window, one more call may go  └ "so many remain" bounds those that follow it
 * ```
 *
 * Invariants (cited by test/api/pace.test.ts):
 *  R1. Between the answer to a call and the sending of the call `limit - reserve` places after it lies at least one
 *      window. The server counts a call between its sending and its answer, so no span of one window holds more of ours:
 *      while nobody else calls, or nobody takes more than the reserve, no window is ever overrun, be it fixed, aligned
 *      or sliding.
 *  R2. What an answer says remains, less the reserve, bounds the calls sent after it. Once that is used up, calls that R1
 *      still allows go one at a time, for each answer tells anew how many remain.
 *  R3. `Retry-After` holds every call back.
 *  R4. Until an answer has told the limit, and after a whole window without any answer, one call is on its way at most.
 *  R5. Once answers have counted calls that ours do not explain, the team is taken to be busy, and so it is where
 *      something is reserved for it: then what is used up stays so until one window after the answer that said it, when
 *      no kind of window can still count what it counted. From then on a 429 of ours means that others took more than
 *      the reserve after the count on whose word we called.
 *  R6. Where others are known of, or something is reserved for them, a word that has grown old lets one call go at a time:
 *      the answer to it tells what they have used since.
 *  R7. What an answer says remains of the day bounds the calls sent after it. Once that is used up, nothing goes before
 *      the next day.
 */

export interface Pace {
  readonly windowMs: number
  /** Calls per window left to the team's other programs. */
  readonly reserve: number
  /** `undefined`: no answer has told it yet. `null`: the server names none. */
  readonly limit: number | null | undefined
  /** Calls that were sent and have no answer yet. */
  readonly inFlight: number
  /** Calls that have an answer, in the order of their answers; those that may still matter. */
  readonly ended: ReadonlyArray<Ended>
  /** The freshest word on how many calls remain. */
  readonly told: Told | undefined
  /** The freshest word on how many calls remain of the day. */
  readonly toldOfDay: Omit<Told, "used"> | undefined
  /** Others were seen to use the limit too. */
  readonly busy: boolean
  /** No count was seen yet that a sliding window could not give. */
  readonly maySlide: boolean
  /** The last time that a count did not grow from one call to a later one: where windows do not slide, one began there. */
  readonly turn: { readonly before: Ended; readonly after: Ended } | undefined
  /** Nothing goes before this time, ms. */
  readonly heldUntil: number
  /** Sendings and answers so far: within one millisecond, the clock does not tell which came first. */
  readonly steps: number
}

/** A call that was sent. */
export interface Sent {
  /** ms */
  readonly at: number
  /** `steps` of the pace just after it was sent. */
  readonly step: number
}

interface Ended {
  readonly sent: Sent
  /** When its answer came, ms. */
  readonly at: number
  readonly step: number
  /** Its answer, if there was one, did not say how many calls remain. */
  readonly silent: boolean
  /** The same of the day. */
  readonly silentOfDay: boolean
}

interface Told {
  readonly remaining: number
  /** Calls that the server counted, of ours and of others. */
  readonly used: number | undefined
  readonly call: Ended
  /** By then no window counts any more what this answer counted. */
  readonly until: number
}

/** What `_meta._rate_limits` and the headers of one answer say. */
export interface RateNews {
  /** `null`: an answer of the API that names no limit. Left out: nothing was said of it. */
  readonly limit?: number | null
  readonly remaining?: number | null
  /** Calls left today, where the team's plan has such a limit. */
  readonly remainingDay?: number | null
  readonly retryAfterMs?: number
}

export const initialPace = (windowMs: number, reserve: number): Pace => ({
  windowMs,
  reserve,
  limit: undefined,
  inFlight: 0,
  ended: [],
  told: undefined,
  toldOfDay: undefined,
  busy: false,
  maySlide: true,
  turn: undefined,
  heldUntil: 0,
  steps: 0
})

/** How long to wait before the next call, in ms; 0 = now, `undefined` = until an answer comes. */
export const delay = (pace: Pace, now: number): number | undefined => {
  if (pace.heldUntil > now) return pace.heldUntil - now
  if (pace.limit === undefined) return oneAtATime(pace)
  const ofDay = untilDay(pace, now)
  if (ofDay !== 0) return ofDay
  const wait = pace.limit === null ? 0 : untilRoom(pace, pace.limit, now)
  return wait === 0 ? untilTold(pace, now) : wait
}

/** Calls of ours that count against the limit now. */
export const used = (pace: Pace, now: number): number =>
  pace.ended.length - endedBy(pace, now - pace.windowMs) + pace.inFlight

const oneAtATime = (pace: Pace): number | undefined => (pace.inFlight === 0 ? 0 : undefined)

/** How many of those that have ended had done so by then. */
const endedBy = ({ ended }: Pace, at: number): number => {
  let [low, high] = [0, ended.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ended[middle]?.at ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** R1 */
const untilRoom = (pace: Pace, limit: number, now: number): number | undefined => {
  const excess = used(pace, now) + 1 - Math.max(1, limit - pace.reserve)
  if (excess <= 0) return 0
  // So many have to leave the window first; those in flight leave it later than all that have ended.
  const last = pace.ended[endedBy(pace, now - pace.windowMs) + excess - 1]
  return last === undefined ? undefined : last.at + pace.windowMs - now
}

/** R2, R4, R5, R6 */
const untilTold = (pace: Pace, now: number): number | undefined => {
  const { told } = pace
  if (told === undefined || told.until <= now) return pace.limit === null ? 0 : oneAtATime(pace)
  const others = pace.busy || pace.reserve > 0
  if (told.remaining - pace.reserve <= sentSince(pace, told, "silent"))
    return others ? told.until - now : oneAtATime(pace)
  return others && now - told.call.at > pace.windowMs / FRESH ? oneAtATime(pace) : 0
}

/** This share of a window, a word on what remains is fresh. */
const FRESH = 60

/** R7 */
const untilDay = (pace: Pace, now: number): number | undefined => {
  const told = pace.toldOfDay
  if (told === undefined) return 0
  if (told.until <= now) return oneAtATime(pace)
  if (told.remaining > sentSince(pace, told, "silentOfDay")) return 0
  return pace.inFlight > 0 ? undefined : told.until - now
}

/** Calls that an answer cannot have counted, and no later one has. */
const sentSince = (pace: Pace, told: Pick<Told, "call">, silence: "silent" | "silentOfDay"): number => {
  let count = pace.inFlight
  for (let i = pace.ended.length - 1; i >= 0; i--) {
    const one = pace.ended[i]
    if (one === undefined || one.step <= told.call.sent.step) break
    if (one[silence]) count++
  }
  return count
}

export const sent = (pace: Pace): Pace => ({ ...pace, inFlight: pace.inFlight + 1, steps: pace.steps + 1 })

/** It had its turn, and was not sent after all. */
export const withdrawn = (pace: Pace): Pace => ({ ...pace, inFlight: Math.max(0, pace.inFlight - 1) })

/** An answer came, or the call ended without one (which counts all the same: the server may have seen it). */
export const answered = (pace: Pace, call: Sent, now: number, news: RateNews): Pace => {
  // A limit once told is not forgotten over an answer that leaves it out.
  const limit = typeof news.limit === "number" || pace.limit === undefined ? news.limit : pace.limit
  const remaining = news.remaining ?? undefined
  const steps = pace.steps + 1
  const remainingDay = news.remainingDay ?? undefined
  const ended: Ended = {
    sent: call,
    at: now,
    step: steps,
    silent: remaining === undefined,
    silentOfDay: remainingDay === undefined
  }
  const next: Pace = {
    ...withdrawn(pace),
    steps,
    limit,
    // More than one window of them: the older ones tell whether it was others that a late answer counted.
    ended:
      limit === null && remainingDay === undefined && pace.toldOfDay === undefined
        ? []
        : [...pace.ended.slice(endedBy(pace, now - 4 * pace.windowMs)), ended],
    toldOfDay:
      remainingDay === undefined
        ? pace.toldOfDay
        : fresher(pace.toldOfDay, { remaining: remainingDay, call: ended, until: nextMidnightUtc(now) }, now),
    heldUntil: Math.max(pace.heldUntil, news.retryAfterMs === undefined ? 0 : now + news.retryAfterMs)
  }
  if (remaining === undefined) return next
  const told: Told = {
    remaining,
    used: typeof limit === "number" ? limit - remaining : undefined,
    call: ended,
    until: now + (news.retryAfterMs ?? pace.windowMs)
  }
  const seen = withTurn({ ...next, told: fresher(pace.told, told, now) }, pace.told, told)
  return { ...seen, busy: pace.busy || countsOthers(seen) }
}

/** Answers overtake each other: of two whose order is not certain, the one that leaves less counts. */
const fresher = <T extends Pick<Told, "remaining" | "call" | "until">>(
  known: T | undefined,
  told: T,
  now: number
): T =>
  known === undefined || known.until <= now || isAfter(told.call, known.call) || told.remaining < known.remaining
    ? told
    : known

/** It was counted later, for it was sent once the other had its answer. */
const isAfter = (one: Ended, other: Ended): boolean => one.sent.step > other.step

/** What a count says of the kind of window, and of where one began. */
const withTurn = (pace: Pace, before: Told | undefined, { used, call }: Told): Pace => {
  if (used === undefined || before?.used === undefined || !isAfter(call, before.call)) return pace
  // A sliding window counts all of these, and the call itself.
  const least = pace.ended.filter((one) => isAfter(call, one) && one.sent.at > call.at - pace.windowMs).length + 1
  return {
    ...pace,
    maySlide: pace.maySlide && used >= least,
    turn: used > before.used ? pace.turn : { before: before.call, after: call }
  }
}

/** Whether the freshest count is larger than our calls can account for; sure to be seen once none is on its way. */
const countsOthers = ({ told, ended, windowMs, maySlide, turn, inFlight }: Pace): boolean => {
  if (told?.used === undefined) return false
  const ours = ended.filter((one) => one.sent.step < told.call.step && one.at > told.call.sent.at - windowMs)
  if (told.used > ours.length + inFlight) return true
  // The window began at the turn, and this count is of that window.
  return (
    !maySlide &&
    turn !== undefined &&
    (told.call === turn.after || isAfter(told.call, turn.after)) &&
    told.used > ours.filter((one) => mayFollow(one, turn.before)).length + inFlight
  )
}

/** It may have been counted after the other one. */
const mayFollow = (one: Ended, other: Ended): boolean => one.step > other.sent.step && one.step !== other.step

const DAY_MS = 86_400_000
const nextMidnightUtc = (now: number): number => (Math.floor(now / DAY_MS) + 1) * DAY_MS
