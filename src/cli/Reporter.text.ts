/**
 * Progress as plain lines on standard error, without a control code: for logs, files and CI. Small runs tell each step;
 * the larger the run, the more of it is told in sums, a few lines a minute. Whoever waits hears something every 10 s.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { RateUsage } from "../api/ExportApi.ts"
import { NOTHING_YET, type Progress, progressed } from "../apply/Progress.ts"
import type { Reporter, RunEvent, Standing } from "../apply/Reporter.ts"
import { rateOf } from "../apply/Standing.ts"
import { harmless, type Output } from "./Output.ts"
import { clock, type Line, lineOf } from "./progress/lines.ts"
import { summaryOf } from "./progress/summary.ts"
import { viewOf } from "./progress/View.ts"
import { renderBytes } from "./render/amounts.ts"

/** Nobody waits longer than this without a word, in ms. */
const SILENCE_MS = 9_000

/** Runs of no more addresses tell each step of each purchase. */
const ALL_STEPS = 20

/** Runs of no more addresses tell each file. */
const ALL_FILES = 100

/** So many troubles are told one by one between two sums; the others as a number. */
const TROUBLES = 20

/** `usage`: of the rate limit, as it is when it is asked for. */
export const make = (output: Output, usage: Effect.Effect<RateUsage>) =>
  Effect.gen(function* () {
    let progress: Progress = NOTHING_YET
    let begun = yield* Clock.currentTimeMillis
    let lastLine = begun
    let lastSum = begun
    let untold: Untold = NOTHING_UNTOLD

    const say = (text: string, now: number) => {
      lastLine = now
      output.err(`${clock(now - begun)}  ${text}`)
    }

    const sum = (now: number, rate: Standing["rate"]) => {
      for (const text of untoldWords(untold)) say(text, now)
      untold = NOTHING_UNTOLD
      say(summaryOf(viewOf(progress, now, 1, rate)), now)
      lastSum = now
    }

    const isTold = ({ kind }: Line): boolean => {
      switch (kind) {
        case "step":
          return progress.addresses <= ALL_STEPS
        case "file":
          return progress.addresses <= ALL_FILES
        case "trouble":
          return untold.told < TROUBLES
      }
    }

    const emit = (event: RunEvent): Effect.Effect<void> =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        progress = progressed(progress, event, now)
        if (event.type === "run-started") {
          // A person may have thought about the plan for a while.
          begun = now
          lastLine = now
          lastSum = now
        }
        const line = lineOf(event)
        if (line !== undefined && isTold(line)) {
          say(line.text, now)
          if (line.kind === "trouble") untold = { ...untold, told: untold.told + 1 }
        } else untold = withUntold(untold, event)
        if (event.type === "run-finished") for (const text of untoldWords(untold)) say(text, now)
      })

    const signOfLife = Effect.gen(function* () {
      if (progress.begun === undefined || progress.isOver) return
      const now = yield* Clock.currentTimeMillis
      // Where each step is told, its lines are signs enough.
      const isQuiet = now - lastLine >= SILENCE_MS
      const isDue = now - lastSum >= SILENCE_MS && (progress.addresses > ALL_STEPS || untold.told >= TROUBLES)
      if (isQuiet || isDue) sum(now, rateOf(yield* usage))
      else if (now - lastSum >= SILENCE_MS) {
        untold = { ...untold, told: 0 }
        lastSum = now
      }
    })
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(Effect.sleep(1_000), signOfLife)))
    const reporter: Reporter["Type"] = { emit }
    return reporter
  })

/** What happened since the last sum without a line of its own. */
interface Untold {
  /** Troubles that had one. */
  readonly told: number
  readonly files: number
  readonly bytes: number
  readonly retries: number
  /** The last of them: they are mostly alike. */
  readonly retry: string | undefined
  readonly notices: number
  readonly ended: Readonly<Record<string, number>>
}

const NOTHING_UNTOLD: Untold = {
  told: 0,
  files: 0,
  bytes: 0,
  retries: 0,
  retry: undefined,
  notices: 0,
  ended: {}
}

const withUntold = (untold: Untold, event: RunEvent): Untold => {
  switch (event.type) {
    case "saved":
      return { ...untold, files: untold.files + 1, bytes: untold.bytes + event.file.bytes }
    case "retry":
      return { ...untold, retries: untold.retries + 1, retry: `${harmless(event.what)}: ${harmless(event.reason)}` }
    case "notice":
      return { ...untold, notices: untold.notices + 1 }
    case "result": {
      const { outcome, problem } = event.result
      if (problem === null) return untold
      return { ...untold, ended: { ...untold.ended, [outcome]: (untold.ended[outcome] ?? 0) + 1 } }
    }
    default:
      return untold
  }
}

const untoldWords = ({ files, bytes, retries, retry, notices, ended }: Untold): ReadonlyArray<string> => [
  ...(files > 0 ? [`${count(files, "file")} saved (${renderBytes(bytes)})`] : []),
  ...(retries > 0 ? [`${count(retries, "more retry", "more retries")}, of late ${retry}`] : []),
  ...(notices > 0 ? [count(notices, "more notice")] : []),
  ...Object.entries(ended).map(([outcome, n]) => `${n} more ${outcome}: the report names each`)
]

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
