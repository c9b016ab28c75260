/** A problem with its place, as compilers show it. */
import type { Place, Problem } from "../../manifest/Problem.ts"
import { harmless, type Style } from "../Output.ts"

/** Of the manifest, or of what the server says of it. */
interface Shown extends Omit<Problem, "code" | "hint"> {
  readonly code: string
  readonly hint?: string | undefined
}

export const renderProblem = (problem: Shown, style: Style): string => {
  const lines = [
    `${style(["bold", "red"], `error[${problem.code}]`)}${style("bold", `: ${harmless(problem.message)}`)}`
  ]
  if (problem.place !== undefined) lines.push(...frame(problem.place, style))
  if (problem.related !== undefined) lines.push(`   ${style("cyan", "also")} ${position(problem.related)}`)
  if (problem.hint !== undefined)
    lines.push(`   ${style("cyan", "=")} ${style("bold", "help")}: ${harmless(problem.hint)}`)
  return lines.join("\n")
}

const position = ({ file, line, column }: Place): string => `${harmless(file)}:${line}:${column}`

/** Longer source lines are cut around the place. */
const WIDTH = 120

const frame = (place: Place, style: Style): ReadonlyArray<string> => {
  const number = String(place.line)
  const margin = " ".repeat(number.length)
  const from = place.column > WIDTH - 20 ? place.column - 40 : 0
  const source = place.source.slice(from, from + WIDTH).replaceAll("\t", " ")
  const before = " ".repeat(place.column - 1 - from)
  const caret = "^".repeat(Math.max(1, Math.min(place.length, source.length - before.length)))
  return [
    `${margin}${style("cyan", "-->")} ${position(place)}`,
    `${margin} ${style("cyan", "|")}`,
    `${style("cyan", `${number} |`)} ${harmless(source)}`,
    `${margin} ${style("cyan", "|")} ${before}${style(["bold", "red"], caret)}`
  ]
}
