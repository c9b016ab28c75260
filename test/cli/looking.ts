/** A project in the middle of its life, to look at: some of it done, some missing, on its way, failed, incomplete and open. */
import type { LastRun, Step } from "../../src/apply/lastRun.ts"
import { lookedAt, type ReportInput, savedIn } from "../../src/cli/report/ReportInput.ts"
import { type Status, statusOf } from "../../src/cli/status.ts"
import type { Address, Request } from "../../src/domain.ts"
import { diff } from "../../src/plan/diff.ts"
import type { Declared } from "../../src/request/Declared.ts"
import { restingPath } from "../../src/state/generations.ts"
import type { Generation, LedgerEntry, SavedFile, StateRecord } from "../../src/state/Record.ts"
import type { State } from "../../src/state/State.ts"
import { declaredBy } from "../apply/simulation/Project.ts"
import {
  baseOf,
  canonicalOf,
  credits,
  dataExportId,
  doneOf,
  inputOf,
  instant,
  remoteOf,
  requestOf,
  stateOf
} from "../plan/samples.ts"

export const AS_OF = instant("2024-08-15T09:30:00Z")

const LOOKED = instant("2024-08-15T07:00:00Z")

const MANIFEST = `version: 1
accounts: { main: acct_9f2c41, studio: acct_71be08, club: acct_0c55aa }
timezone: Europe/Berlin
budget: { per_run: 2000, per_month: 500, keep_balance: 100 }
defaults: { account_ids: all, start_date: 2022-07-01, end_date: 2024-09-30 }
exports:
  ledger:
    type: transactions
    split: { by: month, account: true }
    output: "data/{export}/{account}/{window}.{ext}"
  visits:
    type: profile_visitors
    start_date: 2024-04-01
    split: { by: week }
    output: "data/{export}/{window}.{ext}"
  chats:
    type: chat_messages
    end_date: 2024-06-30
    split: { account: true }
    output: "data/{export}/{account}.{ext}"
    options: { maxMessages: 2000 }
  payouts: { type: payouts, end_date: 2024-06-30, file_type: xlsx }
  payouts-for-tax: { type: payouts, end_date: 2024-06-30, file_type: xlsx, output: "data/tax/{start}.{ext}" }
  fans: { type: fans, end_date: 2024-06-30, options: { type: active } }
  links: { type: trial_links, end_date: 2024-06-30 }
  followings: { type: followings, end_date: today, refresh: 7d, keep: 2, options: { type: active } }
`

const FILE_BYTES = 40_960

const fileOf = (path: string, index: number): SavedFile => ({
  path,
  bytes: FILE_BYTES + index,
  sha256: index.toString(16).padStart(4, "0").repeat(16),
  rows: 100 + index
})

/** What was bought in the months before. */
const generationOf = (request: Request, month: number): Generation => {
  const as_of = instant(`2023-0${month}-01T06:00:00Z`)
  return {
    as_of,
    data_export_id: dataExportId(`data_export_followings_${month}`),
    start_date: request.canonical.start_date,
    end_date: as_of,
    credits: credits(3 + month),
    completed_at: as_of,
    files: [fileOf(restingPath(request.output, as_of), 200 + month)]
  }
}

/** What has become of an address; nothing: it was never bought. */
const recordOf = (request: Request, index: number): StateRecord | undefined => {
  const done = doneOf(request, [fileOf(request.output, index)], credits(4 + (index % 5)))
  const failed = (reason: string): StateRecord => ({
    phase: "failed",
    ...remoteOf(request),
    credits: credits(6),
    charged: true,
    reason
  })
  if (request.window !== undefined && request.window.end >= AS_OF) return undefined
  switch (request.address) {
    case "ledger/studio/2023-05":
    case "ledger/club/2024-03":
    case "links":
      return undefined
    case "ledger/studio/2024-06":
      return failed("the account was unlinked")
    case "ledger/studio/2024-07":
      return {
        phase: "started",
        ...remoteOf(request),
        created_at: instant("2024-08-15T08:00:00Z"),
        credits: credits(9)
      }
    case "ledger/club/2024-07":
      return { phase: "priced", ...remoteOf(request), credits: credits(11) }
    case "ledger/club/2023-11":
      return done.phase === "done" ? { ...done, phase: "incomplete", reason: "3 rows of 103 are missing" } : done
    case "chats/club":
      return failed("scraping was refused by the account")
    case "fans":
      return { phase: "creating", ...baseOf(request), since: instant("2024-08-15T09:29:00Z") }
    case "payouts":
      return doneOf(request, [fileOf(request.output, index), fileOf("data/tax/2022-07-01.xlsx", index)], credits(7))
    case "followings":
      return {
        ...done,
        as_of: instant("2024-08-01T06:00:00Z"),
        earlier: [1, 2, 3].map((n) => generationOf(request, n))
      }
    default:
      return done
  }
}

const filesBefore = ({ earlier = [] }: StateRecord) => earlier.flatMap(({ files }) => files)

/** Charges of a month each, so that there is something to compare. */
const chargeOf = (record: StateRecord, index: number): ReadonlyArray<LedgerEntry> =>
  "credits" in record && "data_export_id" in record && record.phase !== "priced"
    ? [
        {
          fingerprint: record.fingerprint,
          address: record.address,
          data_export_id: record.data_export_id,
          as_of: instant(`2024-0${6 + (index % 3)}-10T00:00:00Z`),
          credits: index === 40 ? null : record.credits,
          type: record.request.type,
          account_ids: record.request.account_ids ?? []
        }
      ]
    : []

export interface Looking {
  readonly declared: Declared
  readonly state: State
  readonly status: Status
  readonly files: ReadonlyMap<string, { readonly bytes: number }>
}

export const looking = (manifest = MANIFEST): Looking => {
  const declared = declaredBy(manifest)
  const seen = new Set<string>()
  const records = declared.requests.flatMap((request, index): ReadonlyArray<StateRecord> => {
    if (seen.has(request.fingerprint)) return []
    seen.add(request.fingerprint)
    const record = recordOf(request, index)
    // Bought once its window had closed.
    if (record === undefined) return []
    return "files" in record && record.earlier === undefined ? [{ ...record, as_of: LOOKED }] : [record]
  })
  const gone = doneOf(requestOf("old-export", { canonical: canonicalOf({ type: "chargebacks" }) }))
  const state: State = { ...stateOf(...records, gone), ledger: [...records, gone].flatMap(chargeOf) }
  const files = new Map(
    [...state.records.values()]
      .flatMap((record) => [...("files" in record ? record.files : []), ...filesBefore(record)])
      .filter(({ path }) => path !== "data/ledger/main/2023-02.csv")
      .map(({ path, bytes }) => [path, { bytes: path === "data/ledger/main/2023-03.csv" ? 12 : bytes }])
  )
  const plan = diff(
    inputOf({ requests: declared.requests, state, asOf: AS_OF, timezone: declared.manifest.timezone, files })
  )
  return { declared, state, files, status: statusOf(declared, plan, state) }
}

const steps = (from: number, price: number, work: number, download: number): ReadonlyArray<Step> => {
  const all: ReadonlyArray<readonly [Step["step"], number]> = [
    ["creating", from],
    ["created", 120],
    ["priced", price],
    ["starting", 40],
    ["started", 90],
    ["ready", work],
    ["downloading", 30],
    ["done", download],
    ["saved", 2]
  ]
  let at = 0
  return all.map(([step, after]) => {
    at += after
    return { step, at }
  })
}

const timed = (address: string, all: ReadonlyArray<Step>, price: number): LastRun["requests"][number] => ({
  address: address as Address,
  outcome: "done",
  credits: price,
  problem: null,
  steps: all
})

export const LAST_RUN: LastRun = {
  version: 1,
  run_id: "409b5383-896a-4ecc-b0dd-46fd616cf65b",
  as_of: AS_OF,
  started_at: "2024-08-15T09:30:01.250Z",
  ended_at: "2024-08-15T09:41:13.750Z",
  credits: { charged: 31, budget: 2000 },
  stopped: null,
  requests: [
    timed("ledger/main/2024-07", steps(60, 4_000, 90_000, 2_500), 9),
    timed("ledger/club/2024-06", steps(900, 9_000, 320_000, 4_500), 12),
    timed("chats/main", steps(1_800, 140_000, 480_000, 41_000), 10),
    timed(
      "payouts-for-tax",
      [
        { step: "downloading", at: 11_500 },
        { step: "saved", at: 12_000 }
      ],
      7
    ),
    {
      address: "chats/club" as Address,
      outcome: "failed",
      credits: 6,
      problem: { code: "failed-at-server", message: "it failed at the server: scraping was refused by the account" },
      steps: steps(2_400, 60_000, 200_000, 0)
        .slice(0, 6)
        .map((one) => (one.step === "ready" ? { ...one, step: "failed" } : one))
    },
    {
      address: "fans" as Address,
      outcome: "blocked",
      credits: null,
      problem: { code: "over-budget", message: "it may cost 400 credits, and per_month (500) leaves 3" },
      steps: []
    }
  ]
}

export const reportInput = ({ declared, state, files, status }: Looking = looking()): ReportInput => ({
  status,
  manifests: ["exports.yaml"],
  sandbox: false,
  budget: declared.manifest.budget,
  accounts: declared.manifest.accounts,
  files: lookedAt(savedIn(status, state), files),
  lastRun: LAST_RUN,
  version: "0.1.0"
})
