/** Why the work on one request ends early, in words: what it means for money and files, and what goes on from there. */
import * as Effect from "effect/Effect"
import type { ApiError } from "../api/ExportApi.ts"
import type { Denial } from "../budget/admit.ts"
import type { BudgetDenied } from "../budget/Budget.ts"
import type { Credits } from "../domain.ts"
import { isScraped } from "../manifest/catalog.ts"
import { waysOut } from "../plan/diff.ts"
import type { StateRecord } from "../state/Record.ts"
import type { DownloadError } from "./Downloader.ts"
import { RequestStopped, type RunStopped, requestStopOf, runStopOf } from "./failures.ts"
import type { RequestProblem } from "./report.ts"
import type { Task } from "./Task.ts"

export const failedCall = (error: ApiError): Effect.Effect<never, RequestStopped | RunStopped> =>
  Effect.fail(runStopOf(error) ?? requestStopOf(error))

export const ambiguous = (task: Task, ids: ReadonlyArray<string>) =>
  new RequestStopped({
    outcome: "blocked",
    problem: {
      code: "ambiguous",
      message: `the answer to its create was lost, and ${ids.length === 1 ? "an export" : `${ids.length} exports`} of the team could be it: ${ids.join(", ")}`,
      hint: `nothing was started; ${waysOut(task.outputs[0].address)}`
    }
  })

/** Two unsettled creates that look alike could not be told apart: none is sent beside another. */
export const besideUnsettled = ({ address }: StateRecord) =>
  new RequestStopped({
    outcome: "blocked",
    problem: {
      code: "ambiguous",
      message: `when listed it looks like ${address}, and what has become of the create of that one is not known yet`,
      hint: `nothing was created or charged; apply again, or exporter state resolve ${address} settles that one`
    }
  })

export const denial = (task: Task, { denial: why }: BudgetDenied, credits: Credits | null = null) =>
  new RequestStopped({ outcome: "blocked", problem: { code: "over-budget", ...denialWords(task, why, credits) } })

const denialWords = (task: Task, why: Denial, price: Credits | null): Pick<RequestProblem, "message" | "hint"> => {
  const later =
    price === null
      ? "nothing was created or charged; raise the cap, then apply again"
      : "it stays created and priced; raise the cap, then apply again: this very export is started"
  switch (why.reason) {
    case "over-cap":
      return {
        message: `it ${price === null ? "may cost" : "costs"} ${why.credits} credits, and ${why.cap} (${why.limit}) leaves ${why.available}`,
        hint: later
      }
    case "unknown-price":
      return {
        message: `its price is not known, and ${why.caps.join(", ")} must hold`,
        hint: isScraped(task.request.type)
          ? "nothing was charged; give it max_credits, or set budget.unknown_cost to allow, then apply again"
          : "nothing was charged; the server named no price: apply again, or start it in the console"
      }
    case "unknown-balance":
      return {
        message: "the server does not tell the balance, and keep_balance must hold",
        hint: "nothing was charged; apply again, or take keep_balance out"
      }
    case "unknown-charge":
      return {
        message: `the ledger has a charge whose amount nobody knows, and ${why.cap} must hold`,
        hint:
          why.cap === "per_month"
            ? "nothing was charged for it; take per_month out for this month, or use per_run, then apply again"
            : "nothing was charged for it; apply again: it is a new run"
      }
  }
}

export const failedAtServer = (task: Task, reason: string, charged: boolean) =>
  new RequestStopped({
    outcome: "failed",
    problem: {
      code: "failed-at-server",
      message: `the server gave up on it${charged ? " after it was started" : ""}: ${reason}`,
      hint: charged
        ? `what it charged is in the ledger; exporter state rm ${task.outputs[0].address} forgets it, and the next plan buys it anew`
        : "nothing was charged; apply again to ask for it anew"
    }
  })

export const cancelledAtServer = (task: Task, charged: boolean) =>
  new RequestStopped({
    outcome: "failed",
    problem: {
      code: "cancelled-at-server",
      message: `it was cancelled at the server${charged ? " after it was started" : ""}`,
      hint: charged
        ? `it counts as charged; exporter state rm ${task.outputs[0].address} forgets it, and the next plan buys it anew`
        : "nothing was charged; apply again to ask for it anew"
    }
  })

/** Where the plan named the price, it was approved at that price: what the server asks now must not be more. */
export const refuseRisenPrice = (task: Task, credits: Credits | null): Effect.Effect<void, RequestStopped> => {
  const { high, basis } = task.estimate
  const promised = basis === "exact" ? high : null
  return promised === null || credits === null || credits <= promised
    ? Effect.void
    : Effect.fail(
        new RequestStopped({
          outcome: "blocked",
          problem: {
            code: "price-rose",
            message: `the server asks for ${credits} credits, and the plan said ${promised}`,
            hint: "nothing was charged; the next plan shows the new price, and applying it starts this very export"
          }
        })
      )
}

export const failedDownload = (error: DownloadError) => {
  const paid = "it is paid for and stays at the server for a while: "
  const problem: RequestProblem =
    error.reason === "occupied"
      ? { code: "output-occupied", message: error.message, hint: `${paid}move what is in the way, then apply again` }
      : error.reason === "disk"
        ? { code: "disk", message: error.message, hint: `${paid}make room, then apply again` }
        : { code: "download-failed", message: error.message, hint: `${paid}apply again, which is free of charge` }
  return new RequestStopped({ outcome: "failed", problem })
}
