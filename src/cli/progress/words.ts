/** How a run's progress is put into words, wherever it is shown. */
import type { Active, Stage } from "../../apply/Progress.ts"
import type { Outcome } from "../../apply/report.ts"

/** `3:07`, `1:03:07`. */
export const renderAge = (ms: number): string => {
  const s = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, "0")
  const minutes = Math.floor(s / 60)
  return minutes < 60 ? `${minutes}:${two(s % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`
}

/** So much later than was estimated, an estimate is worth nothing, in ms. */
const OVERDUE_MS = 30_000

const MINUTE = 60_000

/** Coarser the longer it is, for nobody knows better. `undefined`: unknown, or long overdue. */
export const renderLeft = (ms: number | undefined): string | undefined => {
  if (ms === undefined || ms < -OVERDUE_MS) return undefined
  if (ms < MINUTE) return "less than a minute"
  const minutes = rounded(ms / MINUTE)
  if (minutes < 60) return `about ${minutes} min`
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0 ? `about ${hours} h` : `about ${hours} h ${minutes % 60} min`
}

const rounded = (minutes: number): number => {
  const step = minutes < 20 ? 1 : minutes < 60 ? 5 : minutes < 600 ? 10 : 60
  return Math.max(1, Math.round(minutes / step) * step)
}

/** The stage of a request in one word. */
export const renderStage = ({ stage, look }: Pick<Active, "stage" | "look">): string => {
  if (stage !== "started" || look === undefined) return STAGES[stage]
  switch (look.status) {
    case "pending":
      return "queued"
    case "in_progress":
      return STAGES.started
    default:
      // A word of a newer server is shown as it is.
      return look.status
  }
}

const STAGES: Readonly<Record<Stage, string>> = {
  creating: "creating",
  refused: "refused",
  ambiguous: "unclear",
  created: "pricing",
  priced: "priced",
  starting: "starting",
  started: "running",
  ready: "ready",
  downloading: "downloading",
  hooks: "hooks",
  // Its file is there, and waits for its hooks.
  done: "saved",
  incomplete: "incomplete",
  failed: "failed",
  cancelled: "cancelled"
}

/** `12 of 30 done, 1 failed`. */
export const renderOutcomes = (outcomes: Readonly<Record<Outcome, number>>, of: number): ReadonlyArray<string> => [
  `${outcomes.done + outcomes.kept} of ${of} done`,
  ...(["failed", "blocked", "incomplete", "pending"] as const).flatMap((outcome) =>
    outcomes[outcome] > 0 ? [`${outcomes[outcome]} ${outcome}`] : []
  )
]

/** `a minute`, `in 2 s`. */
export const renderWindow = (ms: number): string =>
  ms === MINUTE ? "a minute" : `in ${Number((ms / 1000).toFixed(1))} s`
