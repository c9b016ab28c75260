/** A run of many purchases against a server that allows few calls. */
import { expect } from "vitest"
import type { WindowKind } from "../../src/sandbox/rateLimit.ts"
import { type Fixtures, WINDOW_MS } from "./place.ts"

export interface Case {
  readonly exports: number
  readonly limitPerWindow: number
  readonly windowKind: WindowKind
  /** Calls per export. */
  readonly most: number
}

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

export const expectPaced = async (
  { exports, limitPerWindow, windowKind, most }: Case,
  { place, sandbox }: Pick<Fixtures, "place" | "sandbox">
): Promise<void> => {
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
