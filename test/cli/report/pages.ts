/** Inputs of the page that are hard on it: names that would be markup, and very many of everything. */
import type { LastRun } from "../../../src/apply/lastRun.ts"
import type { ReportInput } from "../../../src/cli/report/ReportInput.ts"
import type { AccountId, Address, DataExportId, Fingerprint } from "../../../src/domain.ts"
import { type Cell, type CellKind, countKinds } from "../../../src/plan/coverage.ts"
import { LAST_RUN, looking, reportInput } from "../looking.ts"

export const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>\u202eevil\u0000\u001b[2J\u2066&amp;\`code`

/** Every word in it that is not the program's own. */
export const hostile: ReportInput = (() => {
  const input = reportInput(looking())
  const { status } = input
  const account = HOSTILE as AccountId
  return {
    ...input,
    manifests: [HOSTILE, "exports.yaml"],
    accounts: { [HOSTILE]: account },
    files: input.files.map((file) => ({ ...file, path: HOSTILE, address: HOSTILE as Address, export: HOSTILE })),
    status: {
      ...status,
      credits: {
        ...status.credits,
        by_type: status.credits.by_type.map((one) => ({ ...one, type: HOSTILE })),
        by_account: status.credits.by_account.map((one) => ({ ...one, accounts: [account] }))
      },
      exports: status.exports.map((one, index) => ({
        ...one,
        name: `${HOSTILE} ${index}`,
        type: HOSTILE,
        accounts: one.accounts.map(() => HOSTILE),
        windows: one.windows.map(() => HOSTILE),
        cells: one.cells.map((cell) => ({
          ...cell,
          address: HOSTILE as Address,
          account: cell.account === null ? null : HOSTILE,
          window: cell.window === null ? null : HOSTILE,
          reason: HOSTILE,
          output: HOSTILE
        }))
      })),
      in_flight: status.in_flight.map((one) => ({
        ...one,
        address: HOSTILE as Address,
        data_export_id: HOSTILE as DataExportId
      })),
      orphans: status.orphans.map((one) => ({ ...one, address: HOSTILE as Address }))
    },
    lastRun: {
      ...LAST_RUN,
      run_id: HOSTILE,
      stopped: { code: "state", message: HOSTILE },
      requests: LAST_RUN.requests.map((one) => ({
        ...one,
        address: HOSTILE as Address,
        problem: { code: "blocked", message: HOSTILE }
      }))
    }
  }
})()

const SIDE = 100

const largeCells: ReadonlyArray<Cell> = Array.from({ length: SIDE * SIDE }, (_, index) => {
  const account = `a${Math.floor(index / SIDE)}`
  const window = `${2015 + Math.floor((index % SIDE) / 12)}-${String(1 + ((index % SIDE) % 12)).padStart(2, "0")}`
  return {
    address: `ledger/${account}/${window}` as Address,
    account,
    window,
    kind: "done" as CellKind,
    action: "keep" as const,
    reason: "done",
    fingerprint: `v1:${String(index).padStart(64, "0")}` as Fingerprint,
    phase: "done" as const,
    data_export_id: `data_export_${index}` as DataExportId,
    output: `data/ledger/${account}/${window}.csv`
  }
})

/** 10,000 requests of 100 accounts, all of them bought by the last run. */
export const large: ReportInput = (() => {
  const input = reportInput(looking())
  const summary = countKinds(largeCells)
  const lastRun: LastRun = {
    ...LAST_RUN,
    requests: largeCells.map(({ address }, index) => ({
      address,
      outcome: "done",
      credits: 7,
      problem: null,
      steps: [
        { step: "creating", at: index },
        { step: "created", at: index + 100 },
        { step: "started", at: index + 1_000 },
        { step: "ready", at: index + 2_000 + (index % 977) },
        { step: "done", at: index + 4_000 }
      ]
    }))
  }
  return {
    ...input,
    status: {
      ...input.status,
      summary: { ...summary, requests: SIDE * SIDE, orphan: 0 },
      in_flight: [],
      orphans: [],
      exports: [
        {
          name: "ledger",
          type: "transactions",
          accounts: [...new Set(largeCells.map(({ account }) => account ?? ""))],
          windows: [...new Set(largeCells.map(({ window }) => window ?? ""))],
          summary,
          cells: largeCells
        }
      ]
    },
    files: largeCells.map(({ address, output }, index) => ({
      path: output ?? "",
      bytes: 20_000 + index,
      sha256: index.toString(16).padStart(4, "0").repeat(16),
      rows: index,
      address,
      export: "ledger",
      now: "intact" as const
    })),
    lastRun
  }
})()
