/**
 * What the team has bought elsewhere and could serve here: found by listing, matched by what the listing tells. An export
 * is taken for a request only where it is proven to be the same; what is likely is offered to a person.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import { ApiError, ExportApi, type RemoteExport } from "../api/ExportApi.ts"
import type { DataExportId, Request } from "../domain.ts"
import type { TeamExport, TeamExports } from "../plan/TeamExports.ts"
import type { StateRecord } from "../state/Record.ts"
import type { State } from "../state/State.ts"
import { isRemote } from "../state/transition.ts"
import { distance, isPaid, isUsable } from "./adoption.ts"
import { contradictions, doubts } from "./equality.ts"
import { INTERRUPTED, RunStopped, stopBeforeStart } from "./failures.ts"
import { listTeam } from "./listing.ts"
import { Reporter } from "./Reporter.ts"
import { BRIEF, retrying } from "./retry.ts"

/** Lists the team's exports of the types that are missing, and says which of them could serve. Changes nothing. */
export const lookForTeamExports = (
  requests: ReadonlyArray<Request>,
  state: State,
  /** Succeeds when the run is told to stop. */
  stop: Effect.Effect<void>
): Effect.Effect<TeamExports, RunStopped, ExportApi | Reporter> =>
  Effect.gen(function* () {
    const api = yield* ExportApi
    const reporter = yield* Reporter
    const missing = requests.filter(({ fingerprint }) => isUnserved(state.records.get(fingerprint)))
    const types = [...new Set(missing.map(({ canonical }) => canonical.type))]
    const list = (query: Parameters<typeof api.list>[0]) =>
      retrying(
        Effect.map(api.list(query), ({ data }) => data),
        (error): error is ApiError => error instanceof ApiError,
        {
          policy: BRIEF,
          mayRepeat: () => true,
          onRetry: ({ operation, detail }, delay_ms) =>
            reporter.emit({ type: "retry", what: operation, reason: detail, delay_ms: Math.round(delay_ms) })
        }
      )
    const listed = yield* Effect.forEach(types, (type) => listTeam(list, type))
    return teamExports(missing, state, listed.flat())
  }).pipe(
    Effect.mapError(stopBeforeStart),
    Effect.raceFirst(Effect.zipRight(stop, new RunStopped({ reason: INTERRUPTED })))
  )

/** Nothing at the vendor is known to serve it. */
const isUnserved = (record: StateRecord | undefined): boolean =>
  record === undefined || ["refused", "failed", "cancelled"].includes(record.phase)

export const teamExports = (
  requests: ReadonlyArray<Request>,
  state: State,
  listed: ReadonlyArray<RemoteExport>
): TeamExports => {
  const known = knownIds(state)
  const byWindow = Arr.groupBy(
    listed.filter((one) => !known.has(one.id) && isUsable(one)),
    ({ type, startDate, endDate }) => windowKey(type, startDate, endDate)
  )
  const types = [...new Set(requests.map(({ canonical }) => canonical.type))]
  const columns = new Map(types.map((type) => [type, allColumns(type, state, listed)]))
  /** One export is one purchase: what serves a request is proven of no other any more. */
  const taken = new Set<DataExportId>()
  return new Map(
    requests.flatMap(({ canonical, fingerprint, window }) => {
      const { type, start_date, end_date } = canonical
      const candidates = (byWindow[windowKey(type, start_date, end_date)] ?? [])
        .filter((one) => !taken.has(one.id))
        .filter((one) => contradictions(canonical, one).length === 0)
        .sort(byMerit)
        .flatMap((one) => foundOf(one, doubts(canonical, one, columns.get(type), window?.closes)))
      const best = candidates.find(({ doubt }) => doubt === undefined) ?? candidates[0]
      if (best !== undefined && best.doubt === undefined) taken.add(best.id)
      return best === undefined ? [] : [[fingerprint, best] as const]
    })
  )
}

/** Ids that the state has ever had: none of them is somebody else's. */
export const knownIds = (state: State): ReadonlySet<DataExportId> =>
  new Set([
    ...state.ledger.map((entry) => entry.data_export_id),
    ...[...state.records.values()].flatMap((record) => [
      ...(isRemote(record) ? [record.data_export_id] : []),
      ...(record.earlier ?? []).map((generation) => generation.data_export_id)
    ])
  ])

const windowKey = (...parts: ReadonlyArray<string | undefined>): string => JSON.stringify(parts)

/** What a listed export could mean for a request; without its time of creation it is of no use. */
const foundOf = (one: RemoteExport, doubt: ReadonlyArray<string>): ReadonlyArray<TeamExport> =>
  one.createdAt === undefined
    ? []
    : [
        {
          id: one.id,
          createdAt: one.createdAt,
          isPaid: isPaid(one),
          credits: one.creditCost ?? null,
          ...(doubt.length === 0 ? {} : { doubt: doubt.join("; ") })
        }
      ]

/** The nearest to its file first, then the newest. */
const byMerit = (a: RemoteExport, b: RemoteExport): number =>
  distance(a) - distance(b) || ((a.createdAt ?? "") > (b.createdAt ?? "") ? -1 : 1)

/**
 * The columns that the server gives where none are asked for: what it lists for own purchases that asked for none. They
 * are published for no type.
 */
const allColumns = (
  type: string,
  state: State,
  listed: ReadonlyArray<RemoteExport>
): ReadonlyArray<string> | undefined => {
  const own = new Set(
    [...state.records.values()].flatMap((record) =>
      isRemote(record) && record.request.type === type && record.request.export_columns === undefined
        ? [record.data_export_id]
        : []
    )
  )
  const told = new Set(listed.flatMap(({ id, exportColumns }) => (own.has(id) ? [JSON.stringify(exportColumns)] : [])))
  const [only] = told
  return told.size === 1 && only !== undefined ? (JSON.parse(only) as ReadonlyArray<string>) : undefined
}
