/** What a run came to, as people read it. */
import { OUTCOMES, type Outcome, type RequestResult, type RunReport } from "../../apply/report.ts"
import { type Format, harmless, type Style } from "../Output.ts"
import { renderBytes, renderCredits } from "./amounts.ts"

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
  const files = report.results.flatMap(({ output, outcome }) => (outcome === "done" && output !== null ? [output] : []))
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
  const troubled = report.results.filter(({ problem }) => problem !== null && problem.code !== "stopped")
  if (troubled.length > 0)
    lines.push("", style("bold", "Not done"), ...troubled.map((one) => renderTrouble(one, style)))
  if (report.stopped !== null) {
    lines.push("", `${style(["bold", "red"], "Stopped")}: ${harmless(report.stopped.message)}`)
    if (report.stopped.hint !== undefined) lines.push(`  ${style("cyan", "=")} ${harmless(report.stopped.hint)}`)
  }
  const counts = OUTCOMES.filter((outcome) => report.summary[outcome] > 0)
    .map((outcome) => `${report.summary[outcome]} ${outcome}`)
    .join(", ")
  const cap = report.credits.budget === null ? "" : ` of the ${report.credits.budget} of this run`
  lines.push(
    "",
    style("bold", `${counts || "Nothing is declared"}. ${renderCredits(report.credits.charged)} charged${cap}.`)
  )
  return lines.slice(1).join("\n")
}

const renderTrouble = ({ address, outcome, problem }: RequestResult, style: Style): string => {
  const lines = [`  ${style(FORMATS[outcome], outcome)} ${harmless(address)}: ${harmless(problem?.message ?? "")}`]
  for (const [field, said] of Object.entries(problem?.fields ?? {}))
    lines.push(`      ${harmless(field)}: ${harmless(said.join(" "))}`)
  if (problem?.hint !== undefined) lines.push(`      ${style("cyan", "=")} ${harmless(problem.hint)}`)
  return lines.join("\n")
}
