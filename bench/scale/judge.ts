/** Whether what was measured is the right thing: a plan that is quick because it is wrong is worth nothing. */
import type { Plan } from "../../src/plan/Plan.ts"
import type { Run } from "../processes.ts"
import type { Check } from "../Section.ts"
import { FLOOR, OURS, type Runs } from "./subjects.ts"

/** The manifest is larger than this version reads. */
export const isRefused = ({ exitCode, stderr }: Run): boolean =>
  exitCode !== 0 && /error\[(file-)?too-large\]/.test(stderr)

/** The same on every machine: they fail the benchmark. */
export const countsOf = (name: string, requests: number, runs: Runs): ReadonlyArray<Check> => {
  const count = (what: string, value: number): Check => ({ what: `${name}: ${what}`, kind: "count", value, most: 0 })
  const plans = Object.values(OURS).flatMap((subject) => runs[subject] ?? [])
  const floors = Object.values(FLOOR).flatMap((subject) => runs[subject] ?? [])
  const wrongFloors = floors.filter(({ stdout }) => stdout.trim() !== `${requests}`).length
  const floor = count("floors that did not find all requests in the state", wrongFloors)
  if (plans.every(isRefused)) return [floor]
  const { actions } = planOf(runs[OURS.json]?.[0])
  return [
    count("plans that failed", plans.filter(({ exitCode }) => exitCode !== 0).length),
    count("actions too many or too few", Math.abs(actions.length - requests)),
    count("changes planned, where all is done", actions.filter(({ action }) => action !== "keep").length),
    floor
  ]
}

const planOf = (run: Run | undefined): Pick<Plan, "actions"> =>
  run?.exitCode === 0 ? JSON.parse(run.stdout) : { actions: [] }
