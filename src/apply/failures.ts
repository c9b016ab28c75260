/** How the work on one request, or a whole run, can end early. */
import * as Data from "effect/Data"
import type { ApiError } from "../api/ExportApi.ts"
import type { Outcome, RequestProblem, StopReason } from "./report.ts"

/** This request stops here; the others go on. What is recorded of it stays, and the next run goes on from there. */
export class RequestStopped extends Data.TaggedError("RequestStopped")<{
  readonly outcome: Extract<Outcome, "failed" | "blocked" | "incomplete" | "pending">
  readonly problem: RequestProblem | null
}> {
  override get message(): string {
    return this.problem?.message ?? this.outcome
  }
}

/** The whole run stops here: no request can do better. */
export class RunStopped extends Data.TaggedError("RunStopped")<{ readonly reason: StopReason }> {
  override get message(): string {
    return this.reason.message
  }
}

export const INTERRUPTED: StopReason = {
  code: "interrupted",
  message: "the run was told to stop",
  hint: "what was charged is recorded, and nothing more is; apply again: it goes on from here"
}

/** What a failed call means for the run, where it means something for every request. */
export const runStopOf = (error: ApiError): RunStopped | undefined =>
  error.reason === "unauthenticated"
    ? new RunStopped({
        reason: {
          code: "unauthenticated",
          message: `the server does not accept the API key: ${error.detail}`,
          hint: "nothing more was charged; check ONLYFANSAPI_API_KEY (the console of the API shows the keys of the team), then run the same command again"
        }
      })
    : undefined

/** What a failed call means for its request. */
export const requestStopOf = (error: ApiError): RequestStopped => {
  const failed = (code: RequestProblem["code"], hint: string): RequestStopped =>
    new RequestStopped({
      outcome: "failed",
      problem: { code, message: error.message, hint, ...(error.fields === undefined ? {} : { fields: error.fields }) }
    })
  switch (error.reason) {
    case "insufficient-credits":
      return new RequestStopped({
        outcome: "blocked",
        problem: {
          code: "insufficient-credits",
          message: `the team has too few credits: ${error.detail}`,
          hint: "nothing was charged; buy credits, then apply again: this very export is started"
        }
      })
    case "not-found":
      return failed(
        "gone-at-server",
        "no more was charged than is recorded; check the account ids and the team of the API key, then apply again"
      )
    case "invalid":
    case "conflict":
    case "rejected":
    case "unauthenticated":
      return failed("refused-by-server", "nothing was charged; correct the export in the manifest, then apply again")
    case "rate-limited":
    case "connection":
    case "timeout":
    case "server":
    case "garbled":
    case "interrupted":
      return error.effect === "unknown"
        ? failed(
            "answer-lost",
            "it is charged once at the most; apply again: that finds out what happened, and goes on from there"
          )
        : failed("unreachable", "nothing was charged; apply again once the server answers")
  }
}

/** What a failed call means that is made before anything was begun. */
export const stopBeforeStart = (error: ApiError): RunStopped =>
  runStopOf(error) ??
  new RunStopped({
    reason:
      error.reason === "garbled" || error.reason === "not-found"
        ? {
            code: "not-the-api",
            message: `the server does not answer as the API does: ${error.detail}`,
            hint: "nothing was created or charged; check ONLYFANSAPI_BASE_URL, then run the same command again"
          }
        : error.effect === "refused" && error.reason !== "rate-limited"
          ? {
              code: "rejected",
              message: `the server refuses the first call: ${error.detail}`,
              hint: "nothing was created or charged; mend what it names, then run the same command again"
            }
          : {
              code: "unreachable",
              message: `the server does not answer: ${error.detail}`,
              hint: "nothing was created or charged; check the connection and ONLYFANSAPI_BASE_URL, then run the same command again"
            }
  })
