/** Everything that the page says, as data: the same input gives the same bytes. */
import type { LastRun } from "../../apply/lastRun.ts"
import type { AccountId, Address, Fingerprint, Instant } from "../../domain.ts"
import type { BudgetSettings } from "../../manifest/Manifest.ts"
import type { FileFacts } from "../../plan/diff.ts"
import { savedFiles } from "../../plan/diff.ts"
import type { SavedFile } from "../../state/Record.ts"
import type { State } from "../../state/State.ts"
import type { Status } from "../status.ts"

export interface ReportInput {
  readonly status: Status
  /** The manifests, as the user named them. */
  readonly manifests: ReadonlyArray<string>
  readonly sandbox: boolean
  readonly budget: BudgetSettings
  /** Name -> id. */
  readonly accounts: Readonly<Record<string, AccountId>>
  readonly files: ReadonlyArray<ReportFile>
  /** `unreadable`: there is something in its place that is not what `apply` writes. */
  readonly lastRun: LastRun | "none" | "unreadable"
  readonly version: string
}

/** A file that was written for a purchase, and what has become of it. */
export interface ReportFile extends SavedFile {
  readonly address: Address
  /** The date of its purchase, where that was made more than once. */
  readonly as_of?: Instant
  /** The export that declares it; nothing, where it is no longer declared. */
  readonly export: string | undefined
  /** By its size, as the plan looks at it; `changed` says which it has now. */
  readonly now: "intact" | "gone" | "no-file" | { readonly bytes: number }
}

/** Files of the state in the order of the manifest, those that are no longer declared after them. */
export const savedIn = (status: Status, state: State): ReadonlyArray<Omit<ReportFile, "now">> => {
  const declared = status.exports.flatMap((one) =>
    one.cells.map(({ fingerprint, address, output }) => ({ fingerprint, address, output, export: one.name }))
  )
  const owners = new Map<Fingerprint, string>()
  for (const one of declared) if (!owners.has(one.fingerprint)) owners.set(one.fingerprint, one.export)
  const asDeclared = declared.flatMap(({ fingerprint, address, output, export: name }) =>
    filesOf(state, fingerprint).flatMap((file) => (file.path === output ? [{ ...file, address, export: name }] : []))
  )
  const newest = new Set(asDeclared.map(({ path }) => path))
  const before = status.generations.flatMap(({ address, fingerprint, generations }) => {
    const kept = new Set(generations.map(({ data_export_id }) => data_export_id))
    return [...(state.records.get(fingerprint)?.earlier ?? [])]
      .reverse()
      .filter(({ data_export_id }) => kept.has(data_export_id))
      .flatMap(({ as_of, files }) =>
        files.map((file) => ({ ...file, as_of, address, export: owners.get(fingerprint) }))
      )
      .filter(({ path }) => !newest.has(path))
  })
  const listed = new Set([...newest, ...before.map(({ path }) => path)])
  // Copies at paths that nobody declares any more were paid for as well.
  const others = [...owners.keys(), ...status.orphans.map(({ fingerprint }) => fingerprint)].flatMap((fingerprint) => {
    const record = state.records.get(fingerprint)
    return record === undefined
      ? []
      : [
          ...savedFiles(record),
          ...(owners.has(fingerprint) ? [] : (record.earlier ?? []).flatMap(({ files }) => files))
        ]
          .filter(({ path }) => !listed.has(path))
          .map((file) => ({ ...file, address: record.address, export: undefined }))
  })
  return [...asDeclared, ...before, ...others]
}

const filesOf = (state: State, fingerprint: Fingerprint): ReadonlyArray<SavedFile> => {
  const record = state.records.get(fingerprint)
  return record === undefined ? [] : savedFiles(record)
}

export const lookedAt = (saved: ReadonlyArray<Omit<ReportFile, "now">>, facts: FileFacts): ReadonlyArray<ReportFile> =>
  saved.map((file) => {
    const there = facts.get(file.path)
    if (there === undefined) return { ...file, now: "gone" }
    if (there === "not-a-file") return { ...file, now: "no-file" }
    return { ...file, now: there.bytes === file.bytes ? "intact" : { bytes: there.bytes } }
  })
