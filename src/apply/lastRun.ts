/**
 * When a run did what, made of its events: the state knows what happened, and not when. For onlookers alone: nothing is
 * ever decided by it. Pure.
 */
import type { Address, Instant } from "../domain.ts"
import type { Phase } from "../state/Record.ts"
import type { RunEvent } from "./Reporter.ts"
import type { Outcome, RequestProblem, RequestResult, StopReason } from "./report.ts"

export interface LastRun {
  readonly version: 1
  readonly run_id: string
  readonly as_of: Instant
  /** ISO 8601 with milliseconds, this host's clock. */
  readonly started_at: string
  /** `null`: it goes on, or was cut off before it could say. */
  readonly ended_at: string | null
  /** `null` as long as it has not ended. */
  readonly credits: { readonly charged: number; readonly budget: number | null } | null
  readonly stopped: Pick<StopReason, "code" | "message"> | null
  /** Those that it worked on, in the order of their first step. */
  readonly requests: ReadonlyArray<TimedRequest>
}

export interface TimedRequest {
  readonly address: Address
  /** `null`: the run ended before it did. */
  readonly outcome: Outcome | null
  readonly credits: number | null
  readonly problem: Pick<RequestProblem, "code" | "message"> | null
  readonly steps: ReadonlyArray<Step>
}

/** A phase that its purchase came to; its file being fetched or copied; its file at its place. */
export interface Step {
  readonly step: Phase | "downloading" | "saved"
  /** Since the run began, in ms. */
  readonly at: number
}

/** Remembers the events of one run. */
export class RunTimes {
  #begun:
    | { readonly run_id: string; readonly as_of: Instant; readonly at: number; readonly addresses: number }
    | undefined
  #steps = new Map<Address, Array<Step>>()
  #results = new Map<Address, RequestResult>()
  #ended: Pick<LastRun, "ended_at" | "credits" | "stopped"> = { ended_at: null, credits: null, stopped: null }

  /** @param now epoch ms */
  add(event: RunEvent, now: number): void {
    switch (event.type) {
      case "run-started":
        this.#begun = { run_id: event.run_id, as_of: event.as_of, at: now, addresses: event.addresses }
        return
      case "phase":
        this.#step(event.address, event.phase, now)
        return
      case "downloading":
      case "saved":
        this.#step(event.address, event.type, now)
        return
      case "result":
        this.#results.set(event.result.address, event.result)
        return
      case "run-finished": {
        const { credits, stopped } = event.report
        this.#ended = {
          ended_at: new Date(now).toISOString(),
          credits: { charged: credits.charged, budget: credits.budget },
          stopped: stopped === null ? null : { code: stopped.code, message: stopped.message }
        }
        return
      }
      case "progress":
      case "retry":
      case "standing":
      case "notice":
        return
    }
  }

  #step(address: Address, step: Step["step"], now: number): void {
    const steps = this.#steps.get(address) ?? []
    this.#steps.set(address, steps)
    steps.push({ step, at: now - (this.#begun?.at ?? now) })
  }

  /** Nothing, of a run that had nothing to do: it is not worth forgetting the one before it. */
  get lastRun(): LastRun | undefined {
    if (this.#begun === undefined || this.#begun.addresses === 0) return undefined
    const { run_id, as_of, at } = this.#begun
    const addresses = new Set([...this.#steps.keys(), ...this.#results.keys()])
    return {
      version: 1,
      run_id,
      as_of,
      started_at: new Date(at).toISOString(),
      ...this.#ended,
      requests: [...addresses].flatMap((address) => {
        const result = this.#results.get(address)
        const steps = this.#steps.get(address) ?? []
        if (steps.length === 0 && (result === undefined || !isNews(result))) return []
        const problem = result?.problem ?? null
        return [
          {
            address,
            outcome: result?.outcome ?? null,
            credits: result?.credits ?? null,
            problem: problem === null ? null : { code: problem.code, message: problem.message },
            steps
          }
        ]
      })
    }
  }
}

const isNews = ({ outcome, problem }: RequestResult): boolean => outcome !== "kept" && problem !== null

/** One request a line: it is read by people, too. */
export const encodeLastRun = ({ requests, ...run }: LastRun): string => {
  const head = JSON.stringify({ ...run, requests: [] }, null, 2).replace(/\[\]\n\}$/, "[")
  const lines = requests.map((one) => `\n    ${JSON.stringify(one)}`).join(",")
  return `${head}${lines}${lines === "" ? "" : "\n  "}]\n}\n`
}

/** Nothing, where the text is anything else than what `encodeLastRun` writes. */
export const decodeLastRun = (text: string): LastRun | undefined => {
  try {
    const read: unknown = JSON.parse(text)
    return isLastRun(read) ? read : undefined
  } catch {
    return undefined
  }
}

const isLastRun = (value: unknown): value is LastRun =>
  isObject(value) &&
  value["version"] === 1 &&
  isText(value["run_id"]) &&
  isText(value["as_of"]) &&
  isTime(value["started_at"]) &&
  (value["ended_at"] === null || isTime(value["ended_at"])) &&
  (value["credits"] === null ||
    (isObject(value["credits"]) &&
      isNumber(value["credits"]["charged"]) &&
      isNumberOrNull(value["credits"]["budget"]))) &&
  isSaidOrNull(value["stopped"]) &&
  Array.isArray(value["requests"]) &&
  value["requests"].every(isTimedRequest)

const isTimedRequest = (value: unknown): boolean =>
  isObject(value) &&
  isText(value["address"]) &&
  (value["outcome"] === null || isText(value["outcome"])) &&
  isNumberOrNull(value["credits"]) &&
  isSaidOrNull(value["problem"]) &&
  Array.isArray(value["steps"]) &&
  value["steps"].every((step) => isObject(step) && isText(step["step"]) && isNumber(step["at"]))

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === "string"
const isTime = (value: unknown): boolean => isText(value) && !Number.isNaN(Date.parse(value))
const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value)
const isNumberOrNull = (value: unknown): boolean => value === null || isNumber(value)
const isSaidOrNull = (value: unknown): boolean =>
  value === null || (isObject(value) && isText(value["code"]) && isText(value["message"]))
