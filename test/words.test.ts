/**
 * What people read when something goes wrong: every message says what happened, every hint what it means for money and
 * files and what goes on from there. The types demand a hint; here are the words.
 */
import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { ApiError, type ApiErrorReason } from "../src/api/ExportApi.ts"
import { DownloadError } from "../src/apply/Downloader.ts"
import { INTERRUPTED, RequestStopped, requestStopOf, stopBeforeStart } from "../src/apply/failures.ts"
import { HookError } from "../src/apply/Hooks.ts"
import { fileHookProblem, runHookProblem } from "../src/apply/hookTexts.ts"
import type { RequestProblem, StopReason } from "../src/apply/report.ts"
import { resultOf } from "../src/apply/results.ts"
import * as stops from "../src/apply/stops.ts"
import { type Task, tasksOf } from "../src/apply/Task.ts"
import type { Denial } from "../src/budget/admit.ts"
import { BudgetDenied } from "../src/budget/Budget.ts"
import { failureOf, invalidManifest, notApproved } from "../src/cli/Failure.ts"
import { diff } from "../src/plan/diff.ts"
import { StalePlan } from "../src/plan/planfile.ts"
import { DiskError } from "../src/state/file/Disk.ts"
import { closed, inMotion, locked, lostLock, notWritten, unreadable, unwritable } from "../src/state/file/errors.ts"
import type { Lock } from "../src/state/lock.ts"
import { BucketError } from "../src/state/s3/Bucket.ts"
import * as bucket from "../src/state/s3/errors.ts"
import { requestCodes, stopCodes } from "./codes.ts"
import { credits, dataExportId, doneOf, fileAt, inputOf, requestOf } from "./plan/samples.ts"

const request = requestOf("ledger/main")
const plan = diff(inputOf({ requests: [request] }))
const [action] = plan.actions
const [task] = tasksOf(plan, [request], new Map(), "UTC")
if (action === undefined || task === undefined) throw new Error("the plan of one request has no task")
const promised: Task = { ...task, estimate: { low: credits(7), high: credits(7), basis: "exact" } }
const scraped: Task = { ...task, request: { ...task.request, type: "fans" } }

// ---------------------------------------------------------------------------------------------- of a request

const REASONS: Readonly<Record<ApiErrorReason, true>> = {
  unauthenticated: true,
  "insufficient-credits": true,
  "not-found": true,
  conflict: true,
  invalid: true,
  "rate-limited": true,
  rejected: true,
  server: true,
  garbled: true,
  connection: true,
  timeout: true,
  interrupted: true
}

const apiErrors = (Object.keys(REASONS) as ReadonlyArray<ApiErrorReason>).flatMap((reason) =>
  (["refused", "unknown"] as const).map(
    (effect) => new ApiError({ operation: "create", effect, reason, detail: "what the server said" })
  )
)

const denials: ReadonlyArray<Denial> = [
  { reason: "over-cap", cap: "per_run", limit: 60, available: 10, credits: 13 },
  { reason: "unknown-price", caps: ["per_run"] },
  { reason: "unknown-balance" },
  { reason: "unknown-charge", cap: "per_month" },
  { reason: "unknown-charge", cap: "per_run" }
]

const downloads = (["occupied", "disk", "broken", "refused"] as const).map(
  (reason) => new DownloadError({ reason, output: "data/it.csv", detail: "why" })
)

const HOOK = new HookError({ reason: "exit", detail: "exited with 1", output: "" })

const record = doneOf(request, [fileAt(request.output)], credits(7))
const short = {
  ...record,
  phase: "incomplete" as const,
  reason: "3 of 5 rows",
  data_export_id: dataExportId("data_export_1")
}

const problems: ReadonlyArray<RequestProblem> = [
  ...apiErrors.map((error) => requestStopOf(error)),
  ...denials.flatMap((denial) =>
    [task, scraped].flatMap((one) =>
      [null, credits(13)].map((price) => stops.denial(one, new BudgetDenied({ denial }), price))
    )
  ),
  stops.ambiguous(task, ["data_export_1", "data_export_2"]),
  stops.besideUnsettled(record),
  ...[true, false].flatMap((charged) => [
    stops.failedAtServer(task, "why", charged),
    stops.cancelledAtServer(task, charged)
  ]),
  ...downloads.map((error) => stops.failedDownload(error)),
  ...[fileHookProblem, runHookProblem].map((of) => ({ problem: of("./load.sh", HOOK) })),
  Effect.runSync(Effect.flip(stops.refuseRisenPrice(promised, credits(9))))
]
  .flatMap(({ problem }) => (problem === null ? [] : [problem]))
  .concat(
    [
      resultOf({ ...action, action: "blocked", reason: "a reason of the plan" }, undefined, undefined),
      resultOf(action, undefined, undefined),
      resultOf(action, record, { kind: "reached", record: short as typeof record })
    ].flatMap(({ problem }) => (problem === null ? [] : [problem]))
  )

/** A problem says whether it was charged, as the column of docs/errors.md does. */
const CHARGED: Readonly<Record<string, RegExp>> = {
  no: /nothing (more )?was (created or )?charged|nothing was started|stays created and priced/,
  "yes, once": /paid for/,
  "the message says": /charge|ledger/,
  "settled by the next run": /charged once at the most/,
  "no more than before": /nothing more was charged/,
  "no more than recorded": /no more was charged than is recorded/
}

const page = readFileSync(path.resolve(import.meta.dirname, "../docs/errors.md"), "utf8")

const chargedOf = (code: string): string => {
  const section = page.split(/^## /m).find((part) => part.startsWith("A request\n")) ?? ""
  return new RegExp(`^\\| \`${code}\` \\| ([^|]+) \\|`, "m").exec(section)?.[1] ?? `no row of ${code}`
}

/** Something that goes on: a command, or what to do before one. */
const GOES_ON =
  /apply again|exporter [a-z]|again\b|raise|buy credits|max_credits|move |make room|ask the vendor|install|report|wait|plan|choose|check|put back/i

describe("of a request", () => {
  it("every code has its words here", () => {
    expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual(requestCodes.toSorted())
  })

  it.each(problems.map((problem) => [`${problem.code}: ${problem.message}`, problem] as const))(
    "%s",
    (_title, { code, message, hint }) => {
      expect(message.length).toBeGreaterThan(12)
      expect(hint).toMatch(GOES_ON)
      expect(hint).toMatch(CHARGED[chargedOf(code)] ?? /^no such column$/)
      // One sentence, that stands after `=`, and no address of a file or server that was left open.
      expect(`${message} ${hint}`).not.toMatch(/undefined|\[object|null|\.\s*$/)
    }
  )
})

// ---------------------------------------------------------------------------------------------- of a run, a command

const reasons: ReadonlyArray<StopReason> = [
  INTERRUPTED,
  ...apiErrors.map((error) => stopBeforeStart(error).reason),
  ...apiErrors.flatMap((error) => {
    const stop = requestStopOf(error)
    return stop instanceof RequestStopped ? [] : [stop]
  })
]

/** What it means for money, or that nothing was done at all. */
const MEANS =
  /nothing|no more|what (was|is) (bought|charged)|counts as charged|paid|free|would be bought|nothing is written/i

describe("of a run", () => {
  it("every code has its words here", () => {
    expect([...new Set(reasons.map(({ code }) => code))].sort()).toEqual(
      stopCodes.filter((code) => code !== "state").toSorted()
    )
  })

  it.each(reasons.map((reason) => [`${reason.code}: ${reason.message}`, reason] as const))("%s", (_title, { hint }) => {
    expect(hint).toMatch(GOES_ON)
    expect(hint).toMatch(MEANS)
  })
})

const failures = [
  failureOf(new StalePlan({ moved: ["ledger: its price was 7 credits, and is 9"] })),
  invalidManifest([]),
  notApproved("declined", "nothing was bought"),
  notApproved("interrupted", "nothing was bought")
]

describe("of a command", () => {
  it.each(failures.map((failure) => [failure.code, failure] as const))("%s", (_code, { message, hint }) => {
    expect(hint).toMatch(/again|exporter/)
    expect(`${message} ${hint}`).toMatch(MEANS)
  })
})

// ---------------------------------------------------------------------------------------------- of the state

const info = { id: "1", owner: "ci", host: "runner", pid: 7, command: "apply", since: "2024-01-01T00:00:00Z" }
const lock: Lock = { text: "", info, holder: { host: "runner", pid: 7, boot: null, namespace: null, started: null } }
const disk = (code: string) => new DiskError({ file: "/project/exports.state.json", code })

const states = [
  unreadable(disk("EACCES")),
  unwritable(disk("ENOSPC")),
  locked("/project/exports.state.lock", lock, false),
  locked("/project/exports.state.lock", { ...lock, holder: undefined }, true),
  inMotion("/project/exports.state.lock"),
  lostLock("/project/exports.state.lock", info),
  notWritten("/project/exports.state.lock")(disk("ENOENT")),
  closed("/project/exports.state.json"),
  ...["unreachable", "AccessDenied", "NoSuchBucket", "SlowDown", "HTTP 301"].flatMap((code) => {
    const error = new BucketError({ code, status: code === "AccessDenied" ? 403 : code === "HTTP 301" ? 301 : 500 })
    return [bucket.unreadable("s3://acme/a")(error), bucket.unwritable("s3://acme/a")(error)]
  }),
  bucket.unconditional("s3://acme/a"),
  bucket.inMotion("s3://acme/a"),
  ...(["damaged", "newer", "foreign", "moved"] as const).map((reason) =>
    bucket.faulty("s3://acme/a", { at: "state", reason, detail: "is what it is" })
  )
]

describe("of the state", () => {
  it.each(states.map((error) => [`${error.reason}: ${error.detail}`, error] as const))("%s", (_title, { hint }) => {
    expect(hint).toMatch(GOES_ON)
    expect(hint).toMatch(MEANS)
    expect(hint).toMatch(/\.$|exporter state unlock$/)
  })
})

// ---------------------------------------------------------------------------------------------- everywhere

describe("the source", () => {
  const files = readdirSync(path.resolve(import.meta.dirname, "../src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("sandbox"))
    .map((file) => [file, readFileSync(path.resolve(import.meta.dirname, "../src", file), "utf8")] as const)

  it("has no hint that says nothing, and names no command that is not there", async () => {
    const { commandOf } = await import("../src/cli/help.ts")
    const hints = files.flatMap(([file, text]) =>
      [...text.matchAll(/\bhint(?:: |\n\s*[?:] )["`]([^"\n]*?)["`][,\n ]/g)].map(
        ([, hint = ""]) => [file, hint] as const
      )
    )
    expect(hints.length).toBeGreaterThan(60)
    expect(hints.filter(([, hint]) => hint.trim().length < 8)).toEqual([])
    const named = files.flatMap(([file, text]) =>
      [...text.matchAll(/(?:`|: |; |, |\bthe command )exporter ((?:state )?[a-z]+)\b/g)].map(
        ([, words = ""]) => [file, words] as const
      )
    )
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(([, words]) => commandOf(words.split(" ")) === undefined)).toEqual([])
  })
})
