/** What a run came to, as people read it. */
import { OUTCOMES, type Outcome, type RequestProblem, type RequestResult, type RunReport } from "../../apply/report.ts"
import { sum } from "../../plan/estimate.ts"
import { type Format, harmless, type Style } from "../Output.ts"
import { renderBytes, renderCredits } from "./amounts.ts"
import { renderEstimate } from "./plan.ts"

const FORMATS: Readonly<Record<Outcome, Format>> = {
  done: "green",
  kept: "dim",
  failed: "red",
  blocked: "red",
  incomplete: "yellow",
  pending: "yellow"
}

export const renderReport = (report: RunReport, style: Style): string => {
  const lines: Array<string> = []
  const files = report.results.flatMap((one) => (isSaved(one) && one.output !== null ? [one.output] : []))
  if (files.length > 0) {
    const width = Math.min(64, Math.max(...files.map(({ path }) => path.length)))
    lines.push("", style("bold", "Files"))
    for (const { path, bytes, sha256, rows } of files) {
      const count = rows === undefined ? "" : `${rows} rows`
      lines.push(
        `  ${harmless(path).padEnd(width)}  ${renderBytes(bytes).padStart(9)}  ${count.padStart(11)}  sha256 ${sha256.slice(0, 12)}`
      )
    }
  }
  lines.push(...renderTroubles(report, style))
  const counts = OUTCOMES.filter((outcome) => report.summary[outcome] > 0)
    .map((outcome) => `${report.summary[outcome]} ${outcome}`)
    .join(", ")
  const cap = report.credits.budget === null ? "" : ` of the ${report.credits.budget} of this run`
  const dearer = report.results.filter(isDearer)
  if (dearer.length > 0)
    lines.push(
      "",
      style("bold", "Dearer than planned"),
      ...dearer.map(
        ({ address, credits, estimate }) =>
          `  ${harmless(address)}: ${renderCredits(credits ?? 0)}, the plan said ${renderEstimate(estimate)}`
      )
    )
  lines.push(
    "",
    style("bold", `${counts || "Nothing is declared"}. ${renderCredits(report.credits.charged)} charged${cap}.`)
  )
  lines.push(...renderHooks(report))
  const { unexplained } = report.credits
  const planned = sum(report.results.flatMap((one) => (isBought(one) ? [one.estimate] : [])))
  // A plan that could say nothing is no comparison.
  if (planned.basis !== "none" && (planned.basis !== "unknown" || planned.low > 0))
    lines.push(`The plan said for what was bought: ${renderEstimate(planned)}.`)
  if (unexplained > 0)
    lines.push(
      `The team's balance fell by ${renderCredits(unexplained)} more than this run was charged: others spend too, or a scrape charged by itself.`
    )
  return lines.slice(1).join("\n")
}

/** A hook that failed loses no file. */
const isSaved = ({ outcome, problem }: RequestResult): boolean => outcome === "done" || problem?.code === "hook-failed"

/** Its work was paid for in this run; what costs nothing has an estimate that says so. */
const isBought = ({ outcome, problem, estimate }: RequestResult): boolean =>
  (outcome === "done" || outcome === "incomplete" || problem?.code === "hook-failed") && estimate.basis !== "none"

/** An expectation of rows is no promise: what is measured against it is the sum alone. */
const isDearer = (one: RequestResult): boolean => {
  const { high, basis } = one.estimate
  return isBought(one) && basis !== "list" && high !== null && one.credits !== null && one.credits > high
}

/** What is not done, and why; nothing, where all is well. */
export const renderTroubles = ({ results, hooks, stopped }: RunReport, style: Style): ReadonlyArray<string> => {
  const lines: Array<string> = []
  const troubled = results.filter(({ problem }) => problem !== null && problem.code !== "stopped")
  if (troubled.length > 0)
    lines.push("", style("bold", "Not done"), ...troubled.map((one) => renderTrouble(one, style)))
  const afterRun = hooks?.after_run ?? null
  if (afterRun !== null) {
    lines.push("", style("bold", "After the run"), `  ${style("red", "failed")} ${harmless(afterRun.message)}`)
    lines.push(...renderDetails(afterRun, style))
  }
  if (stopped !== null) {
    lines.push("", `${style(["bold", "red"], "Stopped")}: ${harmless(stopped.message)}`)
    if (stopped.hint !== undefined) lines.push(`  ${style("cyan", "=")} ${harmless(stopped.hint)}`)
  }
  return lines
}

const renderTrouble = ({ address, outcome, problem }: RequestResult, style: Style): string => {
  const lines = [`  ${style(FORMATS[outcome], outcome)} ${harmless(address)}: ${harmless(problem?.message ?? "")}`]
  for (const [field, said] of Object.entries(problem?.fields ?? {}))
    lines.push(`      ${harmless(field)}: ${harmless(said.join(" "))}`)
  lines.push(...renderDetails(problem, style))
  return lines.join("\n")
}

const renderDetails = (problem: RequestProblem | null, style: Style): ReadonlyArray<string> => [
  ...(problem?.output?.split("\n") ?? []).map((line) => `      ${style("dim", "|")} ${harmless(line)}`),
  ...(problem?.hint === undefined ? [] : [`      ${style("cyan", "=")} ${harmless(problem.hint)}`])
]

const renderHooks = ({ hooks }: RunReport): ReadonlyArray<string> => {
  if (hooks === undefined) return []
  const { done, failed, left_out } = hooks
  const lines: Array<string> = []
  if (done + failed > 0)
    lines.push(
      `Hooks: ${[...(done > 0 ? [`${done} done`] : []), ...(failed > 0 ? [`${failed} failed`] : [])].join(", ")}.`
    )
  if (left_out > 0)
    lines.push(
      `The hooks of ${left_out === 1 ? "a file" : `${left_out} files`} were left out, for this is a sandbox; --hooks runs them.`
    )
  return lines
}
