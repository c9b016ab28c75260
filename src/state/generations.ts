/** Purchases that are bought again: each purchase is a generation of one record, and none of them is forgotten. Pure. */
import type { Instant } from "../domain.ts"
import type { Done, Generation, Incomplete, StateRecord } from "./Record.ts"

/** What the record is of now, as one of those that came before. */
export const generationOf = (record: Done | Incomplete): Generation => ({
  as_of: record.as_of,
  data_export_id: record.data_export_id,
  start_date: record.request.start_date,
  end_date: record.request.end_date,
  credits: record.credits,
  completed_at: record.completed_at,
  ...(record.total_rows === undefined ? {} : { total_rows: record.total_rows }),
  ...(record.phase === "incomplete" ? { incomplete: record.reason } : {}),
  files: record.files
})

/** All that was bought under a record and saved, the newest first. */
export const generationsOf = (record: StateRecord): ReadonlyArray<Generation> => [
  ...(record.phase === "done" || record.phase === "incomplete" ? [generationOf(record)] : []),
  ...[...(record.earlier ?? [])].reverse()
]

/** Those that came before, with a file of the newest at that path: theirs makes way for it. */
export const madeWay = (record: StateRecord, path: string): ReadonlyArray<Generation> =>
  (record.earlier ?? []).map((generation) => ({
    ...generation,
    files: generation.files.map((file) =>
      file.path === path ? { ...file, path: restingPath(path, generation.as_of) } : file
    )
  }))

/** Where the files of generations rest, beside those that took their paths. */
export const GENERATIONS = ".generations"

/**
 * Where the file of a generation rests once a later one has its path: beside it, in a folder that patterns such as `*.csv`
 * do not look into.
 */
export const restingPath = (path: string, asOf: Instant): string => {
  const slash = path.lastIndexOf("/") + 1
  const name = path.slice(slash)
  const dot = name.lastIndexOf(".")
  const stem = dot > 0 ? name.slice(0, dot) : name
  const time = asOf.replaceAll(":", "-")
  return `${path.slice(0, slash)}${GENERATIONS}/${stem}.${time}${name.slice(stem.length)}`
}
