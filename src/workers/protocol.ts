/**
 * What workers say to each other, and the purchase as a durable workflow.
 *
 * ```
 *            the desk of an API key (an entity: one in the cluster)           a purchase (a workflow: on any worker)
 *  run ─ Carry ─> plan under the lock, budget, door, one seat a purchase ── execute ──> price · start · ready · save
 *                 a step is made at its seat <─────────────────────────────── Ask ────── asks, and sleeps
 *                 its outcome ──────────────── durable deferred ────────────────────────> wakes, asks for the next
 *                 records what was saved <──────────── Seat, Get, Advance, Tell ───────── downloads
 *                 the purchase is over <────────────────────────────────────── Over ─────
 * ```
 *
 * `Carry` and `Ask` are kept in the database until they are done, whoever has to do it: a worker that takes a key over is
 * given them again. The others are asked again by whoever had no answer; all of them can be. They answer `null` once the run
 * is over.
 */
import * as ClusterSchema from "@effect/cluster/ClusterSchema"
import * as Entity from "@effect/cluster/Entity"
import * as Rpc from "@effect/rpc/Rpc"
import * as DurableDeferred from "@effect/workflow/DurableDeferred"
import * as Workflow from "@effect/workflow/Workflow"
import * as Schema from "effect/Schema"
import type { RemoteExport } from "../api/ExportApi.ts"
import type { RequestStopped } from "../apply/failures.ts"
import type { After, StepName } from "../apply/life.ts"
import type { RunEvent } from "../apply/Reporter.ts"
import type { Task } from "../apply/Task.ts"
import type { DataExportId, Fingerprint } from "../domain.ts"
import type { StateRecord } from "../state/Record.ts"
import type { Event } from "../state/transition.ts"

/** Plain data of this program, on its way from one of its processes to another. */
export const plain = <A>(): Schema.Schema<A> => Schema.declare((value: unknown): value is A => value !== undefined)

/** Which purchase of which run. */
const purchase = { run: Schema.String, fingerprint: plain<Fingerprint>() }

/** How a request ended that did not come to its files. */
export type Stopped = Pick<RequestStopped, "outcome" | "problem">

/** What came of a step. `left`: the run is over, and what is begun stays as it is recorded. */
export type Outcome = After | { readonly kind: "stopped"; readonly stop: Stopped } | { readonly kind: "left" }

/** What came of a purchase. */
export interface Ending {
  readonly stopped: Stopped | null
}

/** What a worker needs to save the files of a purchase. Never kept: it may hold a signed address. */
export interface Seated {
  readonly task: Task
  readonly record: StateRecord | null
  readonly url: string | null
}

/** Which step, of which round: each is made once, and asked for as often as it takes. */
const asked = { ...purchase, execution: Schema.String, step: plain<StepName>(), round: Schema.Number }

/** The desk of an API key: its rate limit and the budget of what is bought with it are here, and nowhere else. */
export const makeDeskEntity = (key: string) =>
  Entity.make("exporter/ApiKey", [
    Rpc.make("Carry", { payload: { run: Schema.String }, primaryKey: ({ run }) => run }).annotate(
      ClusterSchema.Persisted,
      true
    ),
    Rpc.make("Ask", {
      payload: asked,
      primaryKey: ({ run, fingerprint, step, round }) => `${run}/${fingerprint}/${step}/${round}`
    }).annotate(ClusterSchema.Persisted, true),
    Rpc.make("Seat", { payload: purchase, success: plain<Seated | null>() }),
    Rpc.make("Get", {
      payload: { ...purchase, id: plain<DataExportId>() },
      success: plain<GetAnswer | null>()
    }),
    Rpc.make("Advance", { payload: { ...purchase, event: plain<Event>() }, success: plain<StateRecord | null>() }),
    Rpc.make("Tell", { payload: { ...purchase, event: plain<RunEvent>() } }),
    Rpc.make("Hint", { payload: { id: plain<DataExportId>() } }),
    Rpc.make("Over", { payload: { ...purchase, ending: plain<Ending>() } })
  ]).annotate(ClusterSchema.ShardGroup, () => key)

export type DeskEntity = ReturnType<typeof makeDeskEntity>

/** An export as it is now, or why it could not be read. */
export type GetAnswer =
  | { readonly kind: "read"; readonly remote: RemoteExport }
  | { readonly kind: "stopped"; readonly stop: Stopped }

/** One durable workflow a purchase of a run. */
export const makePurchase = (key: string) =>
  Workflow.make({
    name: "exporter/Purchase",
    payload: purchase,
    success: plain<Ending>(),
    idempotencyKey: ({ run, fingerprint }) => `${run}/${fingerprint}`
  })
    .annotate(ClusterSchema.ShardGroup, () => key)
    // What fails since the storage is away is no result: it is made again.
    .annotate(Workflow.CaptureDefects, false)

export type Purchase = ReturnType<typeof makePurchase>

/** Where a purchase waits for what comes of a step. */
export const outcomeOf = (step: StepName, round: number) =>
  DurableDeferred.make(`${step} ${round}`, { success: plain<Outcome>() })
