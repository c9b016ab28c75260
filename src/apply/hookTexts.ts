/** What a hook is told: its words with their variables filled in, and its environment. And what is told of it. Pure. */
import type { Command } from "../domain.ts"
import { bornWith, resolveOutput } from "../request/output.ts"
import type { Done, Incomplete, SavedFile } from "../state/Record.ts"
import type { HookError } from "./Hooks.ts"
import type { RequestProblem, RunReport } from "./report.ts"

/** Values by the names of the variables; a name that has none stays as it stands. */
export type Values = Readonly<Record<string, string>>

export const fillCommand = ([program, ...rest]: Command, values: Values): Command => {
  const fill = (word: string) =>
    word.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole))
  return [fill(program), ...rest.map(fill)]
}

/** `{data_export_id}` of the words is `EXPORTER_DATA_EXPORT_ID` of the environment: the same names, the same values. */
export const environmentOf = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`EXPORTER_${name.toUpperCase()}`, value]))

/** `known`: what the manifest says of the request. */
export const fileValues = (
  known: Values,
  record: Done | Incomplete,
  { bytes, sha256, rows }: SavedFile,
  path: string,
  { runId, timezone }: { readonly runId: string; readonly timezone: string }
): Values => ({
  ...known,
  // Dates that move on are those of its purchase.
  ...Object.fromEntries(
    ["window", "start", "end"].flatMap((name) =>
      known[name] === undefined ? [] : [[name, resolveOutput(known[name], bornWith(record), timezone)]]
    )
  ),
  path,
  as_of: record.as_of.slice(0, 10),
  // Nobody counts the rows of a file that is no CSV.
  rows: rows === undefined ? "" : String(rows),
  bytes: String(bytes),
  sha256,
  data_export_id: record.data_export_id,
  run_id: runId
})

export const runValues = ({ run_id, summary, credits }: RunReport, report: string): Values => ({
  run_id,
  report,
  charged: String(credits.charged),
  ...Object.fromEntries(Object.entries(summary).map(([outcome, count]) => [outcome, String(count)]))
})

export const fileHookProblem = (program: string, { detail, output }: HookError): RequestProblem => ({
  code: "hook-failed",
  message: `its file is saved, and its hook ${program} ${detail}`,
  hint: "it is paid for and stays, and nothing is bought anew; mend the hook, then apply again: it is run again",
  ...(output === "" ? {} : { output })
})

export const runHookProblem = (program: string, { detail, output }: HookError): RequestProblem => ({
  code: "hook-failed",
  message: `the hook ${program} ${detail}`,
  hint: "what was paid for is recorded, and the run itself is done; after_run comes again at the end of the next run that has something to do",
  ...(output === "" ? {} : { output })
})
