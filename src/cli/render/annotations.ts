/** Problems of a manifest as annotations on its lines: what code hosts read. Pure. */
import { hash } from "node:crypto"
import type { Problem } from "../../manifest/Problem.ts"
import { harmless } from "../Output.ts"

const wordsOf = ({ message, hint }: Problem): string => harmless(hint === undefined ? message : `${message}; ${hint}`)

/** Workflow commands of GitHub Actions: `::error file=…,line=…::message`. */
export const github = (problems: ReadonlyArray<Problem>): string =>
  problems
    .map((problem) => {
      const { code, place } = problem
      const at =
        place === undefined
          ? []
          : [
              ["file", place.file],
              ["line", `${place.line}`],
              ["col", `${place.column}`],
              ["endColumn", `${place.column + place.length}`]
            ]
      const properties = [...at, ["title", `exporter: ${code}`]].map(([key, value = ""]) => `${key}=${property(value)}`)
      return `::error ${properties.join(",")}::${data(wordsOf(problem))}`
    })
    .join("\n")

/** The escapes of workflow commands, as the runner reads them. */
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C")

/** GitLab's Code Quality report. */
export const gitlab = (problems: ReadonlyArray<Problem>): string =>
  JSON.stringify(
    problems.map((problem) => ({
      description: wordsOf(problem),
      check_name: problem.code,
      fingerprint: fingerprintOf(problem),
      severity: "blocker",
      location: { path: problem.place?.file ?? "exports.yaml", lines: { begin: problem.place?.line ?? 1 } }
    })),
    null,
    2
  )

/** The same problem of the same line, wherever the line has moved to. */
const fingerprintOf = ({ code, message, place }: Problem): string =>
  hash("sha256", JSON.stringify([code, message, place?.file ?? "", place?.source ?? ""]))

/** SARIF 2.1.0 (OASIS). */
export const sarif = (problems: ReadonlyArray<Problem>, version: string): string => {
  const codes = [...new Set(problems.map(({ code }) => code))].sort()
  return JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "exporter", version, rules: codes.map((id) => ({ id })) } },
          columnKind: "utf16CodeUnits",
          results: problems.map((problem) => ({
            ruleId: problem.code,
            ruleIndex: codes.indexOf(problem.code),
            level: "error",
            message: { text: wordsOf(problem) },
            locations: problem.place === undefined ? [] : [locationOf(problem.place)],
            ...(problem.related === undefined ? {} : { relatedLocations: [locationOf(problem.related)] }),
            partialFingerprints: { problem: fingerprintOf(problem) }
          }))
        }
      ]
    },
    null,
    2
  )
}

const locationOf = ({ file, line, column, length }: NonNullable<Problem["place"]>) => ({
  physicalLocation: {
    artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
    region: { startLine: line, startColumn: column, endColumn: column + length }
  }
})
