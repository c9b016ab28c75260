/** What the requests of one run share, and what a step of their work is. */
import type * as Effect from "effect/Effect"
import type { ExportApi } from "../api/ExportApi.ts"
import type { Budget } from "../budget/Budget.ts"
import type { DataExportId } from "../domain.ts"
import type { Prices } from "../manifest/Manifest.ts"
import type { StateRecord } from "../state/Record.ts"
import type { StateError } from "../state/StateStore.ts"
import type { Calls } from "./calls.ts"
import type { Downloader } from "./Downloader.ts"
import type { RequestStopped, RunStopped } from "./failures.ts"
import type { HookRun } from "./handOn.ts"
import type { Records } from "./Records.ts"
import type { Reporter } from "./Reporter.ts"
import type { Task } from "./Task.ts"
import type { Watch } from "./Watch.ts"

export interface Run {
  readonly records: Records
  readonly calls: Calls
  readonly watch: Watch
  readonly prices: Prices
  /** The last signed URL seen of each export. In memory alone: it is a secret while it lasts. */
  readonly urls: Map<DataExportId, string>
  /** One at a time for requests that look alike when listed. */
  readonly oneAtATime: (key: string) => <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** The run was told to stop: no further call is sent that asks for or starts anything. */
  readonly isStopping: () => boolean
  readonly hooks: HookRun
  /** So many downloads at once, and no more. */
  readonly downloads: <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** One step of the work on a request: it gets on, or stops with what is recorded so far. */
export type Step<A> = Effect.Effect<
  A,
  RequestStopped | RunStopped | StateError,
  ExportApi | Budget | Downloader | Reporter
>

/** Carries a purchase to its files. */
export type Carrier = (run: Run, task: Task) => Step<StateRecord>
