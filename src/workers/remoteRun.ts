/** A run as a worker sees it that has one of its purchases, and not its desk: what saving needs of it. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { ApiError, RemoteExport } from "../api/ExportApi.ts"
import type { Run } from "../apply/Run.ts"
import type { SavingRun } from "../apply/save.ts"
import type { DataExportId } from "../domain.ts"
import type { StateRecord } from "../state/Record.ts"
import { type Event, isRemote } from "../state/transition.ts"
import type { GetAnswer, Seated, Stopped } from "./protocol.ts"

/** The run is over, or this purchase cannot be carried on in it. */
export class Left extends Data.TaggedError("Left")<{ readonly stop: Stopped }> {}

/** What the run came to meanwhile says what became of it. */
export const RUN_OVER: Stopped = { outcome: "pending", problem: null }

/** The desk, as it answers about one purchase. `null`: the run is over. */
export interface DeskAnswers {
  readonly advance: (event: Event) => Effect.Effect<StateRecord | null>
  readonly get: (id: DataExportId) => Effect.Effect<GetAnswer | null>
}

/** @param downloads so many at once in this worker */
export const remoteRun = (seated: Seated, desk: DeskAnswers, downloads: Run["downloads"]) =>
  Effect.sync(() => {
    const { task, url } = seated
    let { record } = seated
    const left = Effect.die(new Left({ stop: RUN_OVER }))
    const run: SavingRun = {
      downloads,
      urls: new Map(record !== null && url !== null && isRemote(record) ? [[record.data_export_id, url]] : []),
      records: {
        get: () => record ?? undefined,
        advance: (_, event) =>
          Effect.flatMap(desk.advance(event), (next) => {
            if (next === null) return left
            record = next
            return Effect.succeed(next)
          })
      },
      calls: {
        get: (id): Effect.Effect<RemoteExport, ApiError> =>
          Effect.flatMap(desk.get(id), (answer) => {
            if (answer === null) return left
            return answer.kind === "read" ? Effect.succeed(answer.remote) : Effect.die(new Left({ stop: answer.stop }))
          })
      },
      // Workers carry out no trials.
      hooks: { areLeftOut: false, counts: { done: 0, failed: 0, left_out: 0 } }
    }
    return { run, task, record }
  })
