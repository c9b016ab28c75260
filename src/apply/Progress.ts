/**
 * How far a run has come, folded from its events. Whoever watches a run, near or far, sees the same: `apply` forecasts by
 * it, and the terminal shows it. Pure, and each event costs the same whatever the number of requests.
 */
import * as HashMap from "effect/HashMap"
import * as HashSet from "effect/HashSet"
import * as Option from "effect/Option"
import type { Address, Fingerprint } from "../domain.ts"
import type { Phase } from "../state/Record.ts"
import type { RunEvent, Standing } from "./Reporter.ts"
import { noOutcomes, type Outcome, type RequestResult } from "./report.ts"
import { stageOf } from "./status.ts"

export interface Progress {
  /** When the run began, epoch ms; `undefined` before it has. */
  readonly begun: number | undefined
  readonly isOver: boolean
  /** Addresses that the run works on, and the purchases that they come to. */
  readonly addresses: number
  readonly purchases: number
  readonly concurrency: number
  /** What is under way, by the address that makes the purchase. */
  readonly active: HashMap.HashMap<Address, Active>
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Purchases whose work has ended. */
  readonly ended: HashSet.HashSet<Fingerprint>
  readonly pace: Pace
  /** The last that was told of money and calls. */
  readonly standing: Standing | undefined
  readonly files: { readonly count: number; readonly bytes: number }
}

export interface Active {
  readonly address: Address
  readonly stage: Stage
  /** Whose turn came first, counted from 0. */
  readonly place: number
  /** When this run first heard of it, epoch ms. */
  readonly since: number
  /** When it came to this stage, as far as this run saw it; `undefined`: an earlier run brought it there. */
  readonly stageSince: number | undefined
  readonly look: Look | undefined
  /** The first word on its progress in this stage. */
  readonly firstLook: Look | undefined
}

/** What the server said of it. */
export interface Look {
  readonly at: number
  readonly status: string
  /** 0..100 */
  readonly percent?: number
  readonly rows?: number
  readonly totalRows?: number
}

/** `hooks`: its file is there, and something is done with it. */
export type Stage = Phase | "downloading" | "hooks"

/** What purchases of this run have taken so far. */
export interface Pace {
  /** Those that were worked on and ended. */
  readonly ended: number
  /** Where the later half of them began, roughly, and the half before that: how a run begins says little of how it goes on. */
  readonly marks: readonly [earlier: Mark, later: Mark] | undefined
  readonly lastEnd: number | undefined
  /** Those that came to their file or price, and the ms that they took together. */
  readonly reached: number
  readonly tookMs: number
  /** Purchases whose work has begun. */
  readonly begun: number
}

export interface Mark {
  /** Epoch ms, and so many had ended by then. */
  readonly at: number
  readonly ended: number
}

export const NOTHING_YET: Progress = {
  begun: undefined,
  isOver: false,
  addresses: 0,
  purchases: 0,
  concurrency: 1,
  active: HashMap.empty(),
  outcomes: noOutcomes,
  ended: HashSet.empty(),
  pace: { ended: 0, marks: undefined, lastEnd: undefined, reached: 0, tookMs: 0, begun: 0 },
  standing: undefined,
  files: { count: 0, bytes: 0 }
}

/** `now`: epoch ms. */
export const progressed = (progress: Progress, event: RunEvent, now: number): Progress => {
  switch (event.type) {
    case "run-started": {
      const { addresses, purchases, concurrency } = event
      return { ...NOTHING_YET, begun: now, addresses, purchases, concurrency }
    }
    case "phase":
      return withStage(progress, event.address, event.phase, now)
    case "downloading":
      return withStage(progress, event.address, "downloading", now)
    case "progress":
      return withLook(progress, event, now)
    case "saved": {
      const { count, bytes } = progress.files
      return { ...progress, files: { count: count + 1, bytes: bytes + event.file.bytes } }
    }
    case "result":
      return withResult(progress, event.result, now)
    case "standing":
      return { ...progress, standing: event }
    case "run-finished":
      return { ...progress, isOver: true, active: HashMap.empty() }
    case "hook":
      // A further address of a purchase has no row of its own.
      return event.address !== undefined && event.status === "started" && HashMap.has(progress.active, event.address)
        ? withStage(progress, event.address, "hooks", now)
        : progress
    case "retry":
    case "notice":
      return progress
  }
}

/** Addresses whose work has ended. */
export const endedCount = ({ outcomes }: Progress): number =>
  Object.values(outcomes).reduce((sum, count) => sum + count, 0)

/** Purchases that nobody has begun with. */
export const waitingCount = ({ purchases, ended, active }: Progress): number =>
  Math.max(0, purchases - HashSet.size(ended) - HashMap.size(active))

const withStage = (progress: Progress, address: Address, stage: Stage, now: number): Progress => {
  const known = Option.getOrUndefined(HashMap.get(progress.active, address))
  if (known?.stage === stage) return progress
  return withActive(progress, known, {
    ...(known ?? newly(progress, address, stage, now)),
    stage,
    stageSince: now,
    ...NO_LOOK
  })
}

const NO_LOOK = { look: undefined, firstLook: undefined }

const newly = ({ pace }: Progress, address: Address, stage: Stage, now: number): Active => ({
  address,
  stage,
  place: pace.begun,
  since: now,
  stageSince: undefined,
  ...NO_LOOK
})

const withActive = (progress: Progress, known: Active | undefined, next: Active): Progress => ({
  ...progress,
  active: HashMap.set(progress.active, next.address, next),
  pace: known === undefined ? { ...progress.pace, begun: progress.pace.begun + 1 } : progress.pace
})

const withLook = (progress: Progress, event: RunEvent & { readonly type: "progress" }, now: number): Progress => {
  const known = Option.getOrUndefined(HashMap.get(progress.active, event.address))
  const { status, percent, rows, total_rows } = event
  const look: Look = {
    at: now,
    status,
    ...(percent === undefined ? {} : { percent }),
    ...(rows === undefined ? {} : { rows }),
    ...(total_rows === undefined ? {} : { totalRows: total_rows })
  }
  const active = known ?? newly(progress, event.address, stageOfStatus(status), now)
  return withActive(progress, known, { ...active, look, firstLook: active.firstLook ?? look })
}

const marksAfter = ({ marks }: Pace, now: Mark): NonNullable<Pace["marks"]> => {
  if (marks === undefined) return [now, now]
  const [, later] = marks
  return now.ended >= 2 * later.ended ? [later, now] : marks
}

/** An earlier run has brought it so far: of that no event told. */
const stageOfStatus = (status: string): Stage => {
  switch (stageOf({ status })) {
    case "calculating":
      return "created"
    case "priced":
      return "priced"
    default:
      return "started"
  }
}

const withResult = (progress: Progress, result: RequestResult, now: number): Progress => {
  const { address, fingerprint, outcome } = result
  const outcomes = { ...progress.outcomes, [outcome]: progress.outcomes[outcome] + 1 }
  const ended = HashSet.add(progress.ended, fingerprint)
  const active = Option.getOrUndefined(HashMap.get(progress.active, address))
  if (active === undefined) return { ...progress, outcomes, ended }
  const isReached = outcome === "done" || outcome === "incomplete" || outcome === "pending"
  const { pace } = progress
  return {
    ...progress,
    outcomes,
    ended,
    active: HashMap.remove(progress.active, address),
    pace: {
      ...pace,
      ended: pace.ended + 1,
      marks: marksAfter(pace, { at: now, ended: pace.ended + 1 }),
      lastEnd: now,
      reached: pace.reached + (isReached ? 1 : 0),
      tookMs: pace.tookMs + (isReached ? now - active.since : 0)
    }
  }
}
