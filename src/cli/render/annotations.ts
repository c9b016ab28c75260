/** Problems of a manifest as annotations on its lines: what code hosts read. Pure. */
import { hash } from "node:crypto"
import type { Place, Problem } from "../../manifest/Problem.ts"
import { oneLine } from "./plan.ts"
import { PROBLEM_HELP } from "./problemHelp.ts"
import { workflowCommand } from "./workflowCommand.ts"

export interface Annotating {
  /** A file as the repository names it. */
  readonly pathOf: (file: string) => string
  /** The file that what has no place belongs to, as the user named it. */
  readonly manifest: string
  /** Of this program. */
  readonly version: string
}

const wordsOf = ({ message, hint }: Problem): string => oneLine(`${message}; ${hint}`)

/** Workflow commands of GitHub Actions. What has no place is annotated at no line. */
export const github = (problems: ReadonlyArray<Problem>, { pathOf }: Annotating): string =>
  problems
    .map((problem) => {
      const { code, place } = problem
      const at =
        place === undefined
          ? {}
          : {
              file: pathOf(place.file),
              line: place.line,
              col: place.column,
              endColumn: place.column + place.length
            }
      return workflowCommand("error", { ...at, title: `exporter: ${code}` }, wordsOf(problem))
    })
    .join("\n")

/** GitLab's Code Quality report. */
export const gitlab = (problems: ReadonlyArray<Problem>, { pathOf, manifest }: Annotating): string => {
  const fingerprints = fingerprintsOf(problems, pathOf)
  const issues = problems.map((problem, index) => ({
    description: wordsOf(problem),
    check_name: problem.code,
    fingerprint: fingerprints[index],
    // The manifest cannot be used until it is mended.
    severity: "blocker",
    location: { path: pathOf(problem.place?.file ?? manifest), lines: { begin: problem.place?.line ?? 1 } }
  }))
  return JSON.stringify(issues, null, 2)
}

/** The same problem of the same line, wherever the line has moved to; of equal lines each its own. */
const fingerprintsOf = (problems: ReadonlyArray<Problem>, pathOf: Annotating["pathOf"]): ReadonlyArray<string> => {
  const seen = new Map<string, number>()
  return problems.map(({ code, message, place }) => {
    const said = [code, message, place === undefined ? "" : pathOf(place.file), place?.source ?? ""]
    const key = JSON.stringify(said)
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return hash("sha256", before === 0 ? key : JSON.stringify([...said, before]))
  })
}

/** SARIF 2.1.0 (OASIS). */
export const sarif = (problems: ReadonlyArray<Problem>, { pathOf, version }: Annotating): string => {
  const codes = [...new Set(problems.map(({ code }) => code))].sort()
  const fingerprints = fingerprintsOf(problems, pathOf)
  const run = {
    tool: { driver: { name: "exporter", version, rules: codes.map(ruleOf) } },
    columnKind: "utf16CodeUnits",
    results: problems.map((problem, index) => ({
      ruleId: problem.code,
      ruleIndex: codes.indexOf(problem.code),
      level: "error",
      message: { text: wordsOf(problem) },
      locations: problem.place === undefined ? [] : [locationOf(problem.place, pathOf)],
      ...(problem.related === undefined ? {} : { relatedLocations: [locationOf(problem.related, pathOf)] }),
      partialFingerprints: { "problem/v1": fingerprints[index] }
    }))
  }
  return JSON.stringify(
    { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] },
    null,
    2
  )
}

const ruleOf = (id: Problem["code"]) => {
  const [meaning, todo] = PROBLEM_HELP[id]
  return {
    id,
    shortDescription: { text: meaning },
    help: { text: `${meaning}. What to do: ${todo}`, markdown: `${meaning}. **What to do:** ${todo}` },
    defaultConfiguration: { level: "error" }
  }
}

const locationOf = ({ file, line, column, length }: Place, pathOf: Annotating["pathOf"]) => ({
  physicalLocation: {
    artifactLocation: artifactOf(pathOf(file)),
    region: { startLine: line, startColumn: column, endColumn: column + length }
  }
})

const artifactOf = (file: string) => {
  const uri = file.split("/").map(encodeURIComponent).join("/")
  return uri.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" }
}
