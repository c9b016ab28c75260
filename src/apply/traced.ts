/** A run and its purchases as spans: what they are about, and what came of them. */
import * as Effect from "effect/Effect"
import type { StateRecord } from "../state/Record.ts"
import { isRemote } from "../state/transition.ts"
import { annotate, inSpan } from "../telemetry/spans.ts"
import type { Work } from "./apply.ts"
import type { RunStopped } from "./failures.ts"
import type { Step } from "./Run.ts"
import type { RunReport } from "./report.ts"
import type { Task } from "./Task.ts"

export const asRun =
  (runId: string, { plan, goal }: Pick<Work, "plan" | "goal">) =>
  <R>(run: Effect.Effect<RunReport, never, R>) =>
    run.pipe(
      Effect.tap(({ summary, credits, stopped }) =>
        annotate({
          ...Object.fromEntries(Object.entries(summary).map(([outcome, n]) => [`exporter.outcomes.${outcome}`, n])),
          "exporter.credits": credits.charged,
          ...(stopped === null ? {} : { "error.type": stopped.code })
        })
      ),
      inSpan("exporter.run", { "exporter.run.id": runId, "exporter.run.goal": goal, "exporter.as_of": plan.as_of })
    )

/** The purchase of a task. Its span ends where its work does: what hooks do with its files comes after it. */
export const asPurchase =
  ({ fingerprint, request, outputs }: Task) =>
  (work: Step<StateRecord>): Step<StateRecord> =>
    work.pipe(
      Effect.tap((record) => annotate(ofRecord(record))),
      Effect.tapError((error) =>
        error._tag === "RequestStopped"
          ? annotate({
              "exporter.outcome": error.outcome,
              ...(error.problem === null ? {} : { "error.type": error.problem.code })
            })
          : annotate({ "error.type": codeOf(error) })
      ),
      inSpan("exporter.purchase", {
        "exporter.address": outputs[0].address,
        "exporter.fingerprint": fingerprint,
        "exporter.export.type": request.type,
        ...(request.account_ids === undefined ? {} : { "exporter.account_ids": request.account_ids })
      })
    )

const ofRecord = (record: StateRecord) => ({
  "exporter.phase": record.phase,
  ...(isRemote(record) ? { "exporter.data_export_id": record.data_export_id } : {}),
  ...("credits" in record && record.credits !== null ? { "exporter.credits": record.credits } : {})
})

const codeOf = (error: RunStopped | { readonly _tag: "StateError" }): string =>
  error._tag === "RunStopped" ? error.reason.code : "state"
