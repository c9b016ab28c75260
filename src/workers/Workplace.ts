/** What a worker has where it runs: the port through which the command line gives it adapters. */
import type { SqlClient } from "@effect/sql/SqlClient"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import type { ExportApi } from "../api/ExportApi.ts"
import type { Downloader } from "../apply/Downloader.ts"
import type { Hooks } from "../apply/Hooks.ts"
import type { DataExportId } from "../domain.ts"
import type { OutputFiles } from "../plan/OutputFiles.ts"
import type { StateError, StateStore } from "../state/StateStore.ts"

export class Workplace extends Context.Tag("exporter/Workplace")<
  Workplace,
  {
    /** Its name for people: host and process. */
    readonly worker: string
    /** Which API key it has, as `keyIdOf` names it. */
    readonly key: string
    /** The server that its key is for, as plan files name it. */
    readonly server: string
    /** The shortest time between two looks at one export, in ms. */
    readonly tickMs: number
    readonly sql: SqlClient
    /** The next export that may have come further, as somebody else says; never where nobody says so. */
    readonly hints: Effect.Effect<DataExportId>
    /** Hints can be counted on: it is looked less often without them. */
    readonly hinted: boolean
    /** @param reserve calls per window that are left to others */
    readonly api: (reserve: number) => Layer.Layer<ExportApi>
    /** A state of the database, by its name. */
    readonly store: (name: string) => StateStore["Type"]
    readonly here: Layer.Layer<Downloader | Hooks | OutputFiles>
    /** A later version has the state by now: ends this worker, for what it has to go to one of that version. */
    readonly leave: (why: StateError) => Effect.Effect<never>
  }
>() {}
