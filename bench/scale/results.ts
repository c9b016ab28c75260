/** Runs of one size as a table, and the goals that they are held against. */
import { median, megabytes, ms, type Run, ratio } from "../processes.ts"
import type { Check, Table } from "../Section.ts"
import { isRefused } from "./judge.ts"
import type { Place } from "./place.ts"
import { FLOOR, OURS, type Runs, type Subject } from "./subjects.ts"

export interface Size {
  readonly requests: number
  readonly rounds: number
  readonly shape: "entries" | "split"
}

export interface Measure extends Size {
  readonly place: Place
  readonly runs: Runs
  /** What must be right about them. */
  readonly counts: ReadonlyArray<Check>
}

export const nameOf = ({ requests, shape }: Pick<Size, "requests" | "shape">): string =>
  `${requests.toLocaleString("en")} requests of ${shape === "entries" ? "as many entries" : "two entries with a split"}`

export const tableOf = (measure: Measure): Table => {
  const { place, rounds, runs } = measure
  const floor = medianOf(measure, FLOOR.yaml)
  const sizes = `manifest ${megabytesWithTenths(place.manifestBytes)}, state ${megabytesWithTenths(place.stateBytes)}`
  return {
    caption: `${nameOf(measure)} (${sizes}): ${rounds} rounds, in turn; milliseconds.`,
    columns: ["", "median", "least", "median / floor", "peak memory", "first output"],
    rows: Object.entries(runs).map(([name, each]) => row(name, each, floor))
  }
}

/** The medians in one line. */
export const summaryOf = ({ runs }: Measure): string =>
  Object.entries(runs)
    .map(([name, each]) => `${name} ${each.every(isRefused) ? "refused" : ms(median(each.map((run) => run.ms)))}`)
    .join("; ")

const row = (name: string, runs: ReadonlyArray<Run>, floor: number | undefined): ReadonlyArray<string> => {
  if (runs.every(isRefused)) return [name, "refused", "-", "-", "-", "-"]
  const times = runs.map((run) => run.ms)
  const middle = median(times)
  return [
    name,
    ms(middle),
    ms(Math.min(...times)),
    floor === undefined ? "-" : ratio(middle / floor),
    megabytes(Math.max(...runs.map(({ peakBytes }) => peakBytes))),
    ms(firstOutput(runs))
  ]
}

const megabytesWithTenths = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`

const firstOutput = (runs: ReadonlyArray<Run>): number => median(runs.map((run) => run.firstOutputMs ?? run.ms))

/** `undefined`: not measured, or refused. */
const measured = ({ runs }: Measure, subject: Subject): ReadonlyArray<Run> | undefined => {
  const all = runs[subject] ?? []
  return all.length === 0 || all.some(isRefused) ? undefined : all
}

const medianOf = (measure: Measure | undefined, subject: Subject): number | undefined => {
  const all = measure && measured(measure, subject)
  return all && median(all.map((run) => run.ms))
}

export const checksOf = (measures: ReadonlyArray<Measure>): ReadonlyArray<Check> => [
  ...measures.flatMap(({ counts }) => counts),
  ...measures.flatMap(againstFloor),
  ...measures.flatMap(firstOutputs),
  ...measures.flatMap(splitGoal),
  ...measures.flatMap((measure) => growth(measure, measures))
]

const goal = (what: string, value: number | undefined, most: number): ReadonlyArray<Check> =>
  value === undefined ? [] : [{ what, kind: "time", value, most }]

const over = (above: number | undefined, below: number | undefined): number | undefined =>
  above === undefined || below === undefined ? undefined : above / below

const againstFloor = (measure: Measure): ReadonlyArray<Check> => {
  const floor = medianOf(measure, FLOOR.yaml)
  const of = (subject: Subject, most: number) =>
    goal(`${nameOf(measure)}: ${subject} / floor`, over(medianOf(measure, subject), floor), most)
  return [...of(OURS.first, 1.15), ...of(OURS.again, 0.35)]
}

const firstOutputs = (measure: Measure): ReadonlyArray<Check> =>
  [OURS.first, OURS.again].flatMap((subject) => {
    const runs = measured(measure, subject)
    return goal(`${nameOf(measure)}: ${subject}: first output, ms`, runs && Math.round(firstOutput(runs)), 300)
  })

const splitGoal = (measure: Measure): ReadonlyArray<Check> => {
  if (measure.shape !== "split" || measure.requests !== 10_000) return []
  return [OURS.first, OURS.again].flatMap((subject) => {
    const taken = medianOf(measure, subject)
    return goal(`${nameOf(measure)}: ${subject}, ms`, taken && Math.round(taken), 400)
  })
}

/** Ten times the requests take ten times as long, and no more. */
const growth = (measure: Measure, all: ReadonlyArray<Measure>): ReadonlyArray<Check> => {
  if (measure.requests !== 100_000) return []
  const tenth = all.find(({ requests, shape }) => requests === 10_000 && shape === measure.shape)
  return [OURS.first, OURS.again].flatMap((subject) =>
    goal(
      `${nameOf(measure)}: ${subject} / that of 10,000`,
      over(medianOf(measure, subject), medianOf(tenth, subject)),
      11
    )
  )
}
