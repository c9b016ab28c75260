/**
 * Any number of requests on paper, call by call: `pace` says when a call may go and `looks` when exports are looked at; nothing
 * else of the program is here. It is held against the real engine where that can be run (test/apply/scale.test.ts).
 */
import { answered, delay, initialPace, sent } from "../../src/api/pace.ts"
import { learned, NO_EXPERIENCE, nextLook, patience } from "../../src/apply/looks.ts"
import { LIMIT } from "../sandbox/fixtures.ts"
import { LATENCY_MS } from "./simulation/Vendor.ts"

export interface OnPaper {
  readonly requests: number
  readonly concurrency: number
  readonly calculateMs: number
  readonly runMs: number
}

interface Waited {
  /** How many were created before it. */
  readonly place: number
  readonly born: number
  readonly since: number
  readonly stage: "price" | "end"
  readonly readyAt: number
  seen: number
}

const TICK_MS = 1_000
const PAGE = 100

export const modelled = ({ requests, concurrency, calculateMs, runMs }: OnPaper) => {
  let now = 0
  let pace = initialPace(LIMIT.windowMs, 0)
  let counted: Array<number> = []
  const calls = { create: 0, list: 1, start: 0 }
  let throttled = 0
  /** The place, and when it was made, of those whose price is known. */
  const priced: Array<Waited> = []
  let waits: Array<Waited> = []
  const experience = { price: NO_EXPERIENCE, end: NO_EXPERIENCE }
  let done = 0
  let lastRead = 0

  const call = () => {
    for (let wait = delay(pace, now); wait !== 0; wait = delay(pace, now)) now += wait ?? LATENCY_MS
    pace = sent(pace)
    const begun = { at: now, step: pace.steps }
    now += LATENCY_MS
    counted = counted.filter((at) => at > now - LIMIT.windowMs)
    if (counted.length >= LIMIT.calls) throttled++
    counted.push(now)
    pace = answered(pace, begun, now, { limit: LIMIT.calls, remaining: Math.max(0, LIMIT.calls - counted.length) })
  }
  const lookAt = (wait: Waited) => {
    const { hopeful, latest } = nextLook(
      { ageMs: wait.seen - wait.born, waitedMs: wait.seen - wait.since },
      TICK_MS,
      patience(requests, calls.list),
      experience[wait.stage]
    )
    return { hopeful: wait.seen + hopeful, latest: wait.seen + latest }
  }
  const look = () => {
    const hopeful = waits.filter((wait) => lookAt(wait).hopeful <= now)
    const pages = Math.max(1, ...hopeful.map(({ place }) => Math.ceil((calls.create - place) / PAGE)))
    for (let page = 0; page < pages; page++) {
      calls.list++
      call()
    }
    const seen = new Set(waits.filter(({ place }) => calls.create - place <= pages * PAGE))
    for (const wait of seen) {
      const reached = wait.readyAt <= now
      experience[wait.stage] = learned(experience[wait.stage], now - wait.since, reached)
      wait.seen = now
      if (reached && wait.stage === "price") priced.push(wait)
      if (reached && wait.stage === "end") done++
    }
    waits = waits.filter((wait) => wait.readyAt > now || !seen.has(wait))
    lastRead = now
  }

  call()
  while (done < requests) {
    const due = Math.min(...waits.map((wait) => lookAt(wait).latest))
    const [next] = priced
    if (due <= now && now - lastRead > LIMIT.windowMs) look()
    else if (next !== undefined) {
      priced.shift()
      calls.start++
      call()
      waits.push({ ...next, since: now, seen: now, stage: "end", readyAt: now + runMs })
    } else if (calls.create < requests && calls.create - done < concurrency) {
      const place = calls.create++
      call()
      waits.push({ place, born: now, since: now, seen: now, stage: "price", readyAt: now + calculateMs })
    } else if (due <= now) look()
    else now = due
  }
  const all = calls.create + calls.list + calls.start
  return { calls, callsEach: all / requests, throttled, minutes: now / 60_000 }
}
