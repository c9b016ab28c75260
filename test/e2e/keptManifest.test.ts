/** A manifest that was understood before is not read again: what the program says must not depend on it. */
import { readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect } from "vitest"
import { it, type Place } from "./place.ts"

const TEXT = `version: 1
accounts: { main: acct_1 }
exports:
  ledger:
    type: transactions
    account_ids: [main]
    start_date: 2024-01-01
    end_date: 2024-03-31
    split: month
  vault:
    type: media_vault
    account_ids: ["\${env:VAULT_ACCOUNT}"]
    options: { mediaType: photo }
    start_date: 2024-01-01
    end_date: 2024-01-31
`

const inside = (place: Place) => ({
  EXPORTER_CACHE: place.path("cache"),
  XDG_STATE_HOME: place.path("keys"),
  VAULT_ACCOUNT: "acct_2"
})

const manifestsIn = async (place: Place) =>
  (await readdir(place.path("cache"))).filter((name) => name.startsWith("manifest-"))

describe.concurrent("a kept manifest", () => {
  it("gives the same plan as its text, and the environment as it is now", async ({ place }) => {
    await place.write("exports.yaml", TEXT)
    const plan = (env: Readonly<Record<string, string>>) =>
      place.run(["plan", "--json", "--as-of", "2026-01-01"], { env })
    const first = await plan(inside(place))
    expect(await manifestsIn(place)).toHaveLength(1)
    const second = await plan(inside(place))
    expect(second.stdout).toBe(first.stdout)
    expect((await plan({ ...inside(place), EXPORTER_CACHE: "off" })).stdout).toBe(first.stdout)
    expect((await plan({ ...inside(place), VAULT_ACCOUNT: "acct_3" })).stdout).toContain("acct_3")
  })

  it("is read from its text again where the environment makes a problem of it, which has its place", async ({
    place
  }) => {
    await place.write("exports.yaml", TEXT)
    const env = inside(place)
    expect((await place.run(["validate"], { env })).exitCode).toBe(0)
    const { VAULT_ACCOUNT: _, ...without } = env
    const ended = await place.run(["validate"], { env: without })
    expect(ended.exitCode).toBe(3)
    expect(ended.stderr).toContain("exports.yaml:12:19")
    expect(ended.stderr).toContain("VAULT_ACCOUNT is not set")
  })

  it("is not taken for another text", async ({ place }) => {
    await place.write("exports.yaml", TEXT)
    const env = inside(place)
    await place.run(["validate"], { env })
    await place.write("exports.yaml", TEXT.replace("split: month", "split: quarter"))
    expect((await place.run(["validate"], { env })).stdout).toContain("2 requests")
    await place.write("exports.yaml", TEXT)
    expect((await place.run(["validate"], { env })).stdout).toContain("4 requests")
  })

  it("that somebody has changed is not there", async ({ place }) => {
    await place.write("exports.yaml", TEXT)
    const env = inside(place)
    await place.run(["validate"], { env })
    const [name = ""] = await manifestsIn(place)
    const file = join(place.path("cache"), name)
    const kept = await readFile(file, "latin1")
    await writeFile(file, kept.replace("acct_1", "acct_9"), "latin1")
    const { stdout } = await place.run(["plan", "--json"], { env })
    expect(stdout).toContain("acct_1")
    expect(stdout).not.toContain("acct_9")
  })

  it("is not kept where the manifest has problems", async ({ place }) => {
    await place.write("exports.yaml", TEXT.replace("transactions", "transaction"))
    const env = inside(place)
    const first = await place.run(["validate"], { env })
    expect(first.exitCode).toBe(3)
    expect((await place.run(["validate"], { env })).stderr).toBe(first.stderr)
    expect(await manifestsIn(place)).toEqual([])
  })
})
