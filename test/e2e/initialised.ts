/** What `exporter init` has written, bought as it stands. */
import { expect } from "vitest"
import { reportOf } from "./documents.ts"
import type { Place } from "./place.ts"

export const expectBuyable = async (place: Place, types: ReadonlyArray<string>): Promise<void> => {
  const words = types.flatMap((type) => ["--type", type])
  const written = await place.run(["init", ...words, "--account", "main=acct_9f2c41"])
  expect(written).toMatchObject({ exitCode: 0, stderr: "" })
  expect(await place.read("exports.yaml")).toMatch(/^# yaml-language-server: \$schema=\.\/exports\.schema\.json\n/)
  const applied = await place.run(["apply", "--sandbox", "--auto-approve", "--json"])
  expect(applied.exitCode).toBe(0)
  expect(reportOf(applied).summary).toMatchObject({ kept: 0, failed: 0 })
  expect(reportOf(applied).summary["done"]).toBeGreaterThanOrEqual(types.length)
  expect((await place.run(["plan", "--sandbox", "--detailed-exitcode"])).exitCode).toBe(0)
}
