/** The goals of `npm run bench -- pacing` that are counts, in a short form: few calls per export, and no 429. */
import { describe, expect } from "vitest"
import type { WindowKind } from "../../src/sandbox/rateLimit.ts"
import { it, WINDOW_MS } from "./place.ts"

interface Case {
  readonly exports: number
  readonly limitPerWindow: number
  readonly windowKind: WindowKind
  readonly most: number
}

const CASES: ReadonlyArray<Case> = [
  { exports: 50, limitPerWindow: 60, windowKind: "fixed", most: 2.2 },
  { exports: 50, limitPerWindow: 60, windowKind: "aligned", most: 2.2 },
  { exports: 200, limitPerWindow: 60, windowKind: "sliding", most: 2.1 }
]

/** Ten accounts, and as many months as it takes. */
const manifestOf = (exports: number): string => `version: 1
exports:
  ledger:
    type: transactions
    account_ids: [${Array.from({ length: 10 }, (_, i) => `acct_a${i}`).join(", ")}]
    start_date: 2020-01-01
    end_date: ${new Date(Date.UTC(2020, exports / 10, 0)).toISOString().slice(0, 10)}
    split: { by: month, account: true }
    output: "data/{account}/{window}.{ext}"
`

describe.concurrent("calls", () => {
  it.for(CASES)(
    "$exports exports, $limitPerWindow calls per $windowKind window: at most $most calls each, and no 429",
    {
      timeout: 60_000
    },
    async ({ exports, limitPerWindow, windowKind, most }, { place, sandbox }) => {
      const server = await sandbox({ windowKind, limitPerWindow, windowMs: WINDOW_MS, speed: 3, balance: 1_000_000 })
      await place.write("exports.yaml", manifestOf(exports))
      const applied = await place.run(["apply", "--auto-approve", "--json"], { server })
      expect(applied.exitCode).toBe(0)
      const { calls, throttled } = server.stats()
      expect(calls).toMatchObject({ create: exports, start: exports })
      expect(throttled).toBe(0)
      const made = Object.values(calls).reduce((sum, n) => sum + n, 0)
      expect(made / exports).toBeLessThanOrEqual(most)
    }
  )
})
