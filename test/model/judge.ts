/** What is wrong with a history: after each of its runs, and at its end. */
import type { DataExportId, Fingerprint } from "../../src/domain.ts"
import { jobsOf } from "../../src/sandbox/World.ts"
import { isRemote } from "../../src/state/transition.ts"
import { outcomes } from "../apply/simulation/Project.ts"
import type { History, Run } from "./history.ts"

/** Nothing, where all is as it must be. */
export const complaints = ({ runs }: History, purchases: number): ReadonlyArray<string> => [
  ...runs.flatMap((run, index) => afterRun(run).map((complaint) => `after run ${index + 1}: ${complaint}`)),
  ...runs.slice(-1).flatMap((run) => atTheEnd(run, purchases))
]

const afterRun = ({ report, world, state }: Run): ReadonlyArray<string> => {
  const records = [...state.records.values()].filter(isRemote)
  const recorded = state.ledger.map(({ data_export_id }) => data_export_id)
  const charged = new Set(world.ledger.map(({ data_export_id }) => data_export_id as DataExportId))
  const phaseOf = (fingerprint: Fingerprint) => state.records.get(fingerprint)?.phase ?? "none"
  return [
    ...report.results
      .filter(({ fingerprint, phase }) => phase !== phaseOf(fingerprint))
      .map(({ address, phase, fingerprint }) => `${address} is told as ${phase}, and is ${phaseOf(fingerprint)}`),
    ...recorded.filter((id) => !charged.has(id)).map((id) => `${id} is in the ledger, and was not charged`),
    // A charge that is not recorded yet is one that the record still asks about.
    ...[...charged]
      .filter((id) => !recorded.includes(id))
      .filter((id) => records.find(({ data_export_id }) => data_export_id === id)?.phase !== "starting")
      .map((id) => `${id} was charged, and the state does not tell`)
  ]
}

const atTheEnd = ({ report, world, state }: Run, purchases: number): ReadonlyArray<string> => {
  const jobs = jobsOf(world)
  const ends = outcomes(report)
  const options = new Map(jobs.map(({ id, purchase }) => [id, JSON.stringify(purchase.options)]))
  return [
    ...(ends.length === purchases && ends.every((line) => /^\S+ (done|kept)$/.test(line)) ? [] : [`ends: ${ends}`]),
    ...(jobs.length === purchases ? [] : [`${jobs.length} exports were made`]),
    ...(world.ledger.length === purchases ? [] : [`${world.ledger.length} charges`]),
    ...(state.ledger.length === purchases ? [] : [`${state.ledger.length} charges in the ledger`]),
    ...[...state.records.values()]
      .filter(isRemote)
      .filter((record) => options.get(record.data_export_id) !== JSON.stringify(record.request.options ?? {}))
      .map(({ address, data_export_id }) => `${address} holds ${options.get(data_export_id)}`)
  ]
}
