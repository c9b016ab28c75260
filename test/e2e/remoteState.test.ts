/** The state in a bucket, through the built program: what it buys, who may write, and how a state moves. */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { describe, expect } from "vitest"
import { BUCKET, CREDENTIALS, REGION, type S3Server, serve } from "../state/s3/S3Server.ts"
import { it as base, type Ended, type Place } from "./place.ts"

const KEYS = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey
}

const it = base.extend<{ readonly store: S3Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: fixtures are told by their arguments
  store: async ({}, use) => {
    const scope = Effect.runSync(Scope.make())
    await use(await Effect.runPromise(Scope.extend(serve, scope)))
    await Effect.runPromise(Scope.close(scope, Exit.void))
  }
})

const BODY = `exports:
  payouts: { type: payouts, account_ids: [acct_9f2c41], start_date: 2024-01-01, end_date: 2024-01-31 }
`

const declare = (place: Place, state = "") => place.write("exports.yaml", `version: 1\n${state}${BODY}`)

const inBucket = (url: string) =>
  `state: { backend: s3, bucket: ${BUCKET}, key: ledger/exports.state.json, region: ${REGION}, endpoint: "${url}" }\n`

const documentOf = ({ stdout }: Ended) => JSON.parse(stdout)

describe.concurrent("the state in a bucket", () => {
  it("keeps what was bought, so that another machine buys nothing", async ({ place, newPlace, store, sandbox }) => {
    const server = await sandbox()
    const options = { server, env: { ...KEYS, MINE: `--secret=${KEYS.AWS_SECRET_ACCESS_KEY}`, AWS_REGION: REGION } }
    const hook = (line: string, more = "") => `hooks: { after_run: [[sh, -c, "${line}"]]${more} }\n`
    await declare(place, inBucket(store.url) + hook("env > env.txt"))
    const first = await place.run(["apply", "--auto-approve", "--json"], options)
    expect(first.exitCode, first.stderr).toBe(0)
    expect(documentOf(first).summary.done).toBe(1)
    expect([...store.objects.keys()].sort()).toEqual(["ledger/exports.state.json", "ledger/exports.state.origin"])

    const seen = await place.read("env.txt")
    expect(seen).toContain(`AWS_REGION=${REGION}`)
    expect(seen).not.toMatch(/^(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|MINE)=/m)

    const other = await newPlace()
    const pulls = hook("exporter state pull --out copy.json", ", state_access: true")
    await declare(other, inBucket(store.url) + pulls)
    const second = await other.run(["apply", "--auto-approve", "--json"], options)
    expect(second.exitCode, second.stderr).toBe(0)
    // Its file is not on that machine: it is downloaded again, free of charge.
    expect(documentOf(second).credits.charged).toBe(0)
    expect(await other.read("copy.json")).toBe(store.objects.get("ledger/exports.state.json")?.text)
    expect(documentOf(await other.run(["state", "list", "--json"], options)).records).toHaveLength(1)
    const status = await other.run(["status", "--json"], options)
    expect(status.exitCode).toBe(0)
    const kept = [...store.objects.values()].map(({ text }) => text).join("")
    for (const secret of Object.values(KEYS)) {
      expect(kept).not.toContain(secret)
      expect([first, second, status].map(({ stdout, stderr }) => stdout + stderr).join("")).not.toContain(secret)
    }
  })

  it("is in use by one run at a time; the lock of one that died is broken by hand", async ({
    place,
    newPlace,
    store,
    sandbox
  }) => {
    const server = await sandbox({ speed: 1 })
    const options = { server, env: KEYS }
    await declare(place, inBucket(store.url))
    const running = place.start(["apply", "--auto-approve"], options)
    await expect
      .poll(() => [...store.objects.keys()].some((key) => key.includes(".journal/")), { timeout: 30_000 })
      .toBe(true)
    running.kill("SIGKILL")
    await running.ended

    const other = await newPlace()
    await declare(other, inBucket(store.url))
    const refused = await other.run(["apply", "--auto-approve", "--json"], options)
    expect(refused.exitCode).toBe(6)
    const { error } = documentOf(refused)
    expect(error.code).toBe("state-locked")
    expect(error.message).toMatch(
      /s3:\/\/acme-exports\/ledger\/exports\.state\.json: .*in use by \S+@\S+ \(pid \d+, `apply`\) since/
    )
    expect(error.hint).toContain("exporter state unlock")
    const { checks } = documentOf(await other.run(["doctor", "--json"], options))
    expect(checks).toContainEqual({
      name: "state",
      status: "warning",
      message: expect.stringMatching(/^in use by \S+@\S+ \(pid \d+, `apply`\) since 20/),
      hint: expect.stringContaining("exporter state unlock")
    })
    expect((await other.run(["state", "unlock"], options)).stderr).toContain("Unlocked: it was held by")
    const state = documentOf(await other.run(["state", "list", "--json"], options))
    expect(state.records).toHaveLength(1)
    const last = await other.run(["apply", "--auto-approve", "--json"], options)
    expect(last.exitCode, last.stderr).toBe(0)
    expect(server.stats().exports).toBe(1)
  })

  it("is used by no run without credentials, or where conditions are not honoured", async ({
    place,
    store,
    sandbox
  }) => {
    const server = await sandbox()
    await declare(place, inBucket(store.url))
    const without = await place.run(["plan"], { server })
    expect(without.exitCode).toBe(1)
    expect(without.stderr).toContain("AWS_ACCESS_KEY_ID is not set")
    const wrong = await place.run(["apply", "--auto-approve"], {
      server,
      env: { ...KEYS, AWS_SECRET_ACCESS_KEY: "another-secret-0123456789" }
    })
    expect(wrong.exitCode).toBe(6)
    expect(wrong.stderr).toContain("SignatureDoesNotMatch")
    expect(wrong.stderr).not.toContain(KEYS.AWS_ACCESS_KEY_ID)
    store.honours = false
    const unsafe = await place.run(["apply", "--auto-approve"], { server, env: KEYS })
    expect(unsafe.exitCode).toBe(6)
    expect(unsafe.stderr).toContain("does not honour conditional writes")
    expect(store.objects.size).toBe(0)
  })
})

describe.concurrent("a state moves", () => {
  it("from the file to the bucket and back, and is never in two places", async ({ place, store, sandbox }) => {
    const server = await sandbox()
    const options = { server, env: KEYS }
    await declare(place)
    expect((await place.run(["apply", "--auto-approve"], options)).exitCode).toBe(0)
    const before = documentOf(await place.run(["state", "list", "--json"], options))

    await declare(place, inBucket(store.url))
    const there = await place.run(["state", "migrate", "--json"], options)
    expect(there.exitCode, there.stderr).toBe(0)
    expect(documentOf(there).migrated).toMatchObject({ to: "s3://acme-exports/ledger/exports.state.json", records: 1 })
    expect(documentOf(await place.run(["state", "list", "--json"], options))).toEqual(before)
    expect((await place.run(["plan", "--detailed-exitcode"], options)).exitCode).toBe(0)
    const again = await place.run(["state", "migrate"], options)
    expect([again.exitCode, again.stderr]).toEqual([6, expect.stringContaining("was moved to s3://")])

    // Whoever takes the setting out is not taken for somebody who never bought anything.
    await declare(place)
    const lost = await place.run(["apply", "--auto-approve", "--json"], options)
    expect([lost.exitCode, documentOf(lost).error.code]).toEqual([6, "state-moved"])

    await declare(place, inBucket(store.url))
    const back = await place.run(["state", "migrate", "--to", "file", "--json"], options)
    expect(back.exitCode, back.stderr).toBe(0)
    expect((await place.run(["apply", "--auto-approve"], options)).exitCode).toBe(6)
    await declare(place)
    expect(documentOf(await place.run(["state", "list", "--json"], options)).records).toEqual(before.records)
    expect((await place.run(["plan", "--detailed-exitcode"], options)).exitCode).toBe(0)
  })

  it("where it was cut off in the middle; never over another one, nor from an old copy", async ({
    place,
    store,
    sandbox
  }) => {
    const server = await sandbox()
    const options = { server, env: KEYS }
    await declare(place)
    expect((await place.run(["apply", "--auto-approve"], options)).exitCode).toBe(0)
    await place.write("copy.json", await place.read("exports.state.json"))
    await declare(place, inBucket(store.url))
    // There already, and no note here yet.
    expect((await place.run(["state", "push", "exports.state.json"], options)).exitCode).toBe(0)
    expect((await place.run(["state", "migrate"], options)).exitCode).toBe(0)
    expect((await place.run(["plan", "--detailed-exitcode"], options)).exitCode).toBe(0)

    const again = await place.run(["state", "migrate", "--state", "copy.json"], options)
    // The same records: it is there, and the copy is a note now.
    expect(again.exitCode, again.stderr).toBe(0)
    await place.write("copy.json", await place.read("exports.state.moved-1.json"))
    expect((await place.run(["state", "rm", "payouts"], options)).exitCode).toBe(0)
    const own = await place.run(["state", "migrate", "--state", "copy.json", "--json"], options)
    expect([own.exitCode, documentOf(own).error.code]).toEqual([6, "not-replaced"])
    expect((await place.run(["state", "migrate", "--to", "file"], options)).exitCode).toBe(0)
    const old = await place.run(["state", "migrate", "--state", "copy.json", "--json"], options)
    expect([old.exitCode, documentOf(old).error.message]).toEqual([6, expect.stringContaining("is younger")])
  })

  it("as a file that was pulled; pushed over a younger or another one only by force, which keeps a copy", async ({
    place,
    store,
    sandbox
  }) => {
    const server = await sandbox()
    const options = { server, env: KEYS }
    await declare(place, inBucket(store.url))
    expect((await place.run(["apply", "--auto-approve"], options)).exitCode).toBe(0)
    const pulled = await place.run(["state", "pull", "--out", "copy.json", "--json"], options)
    expect(documentOf(pulled).pulled).toMatchObject({ file: "copy.json", serial: 1, records: 1, charges: 1 })
    expect(await place.read("copy.json")).toBe(store.objects.get("ledger/exports.state.json")?.text)
    expect((await place.run(["state", "pull"], options)).stdout).toBe(await place.read("copy.json"))
    expect((await place.run(["state", "pull", "--out", "copy.json"], options)).exitCode).toBe(1)
    expect((await place.run(["state", "push", "copy.json"], options)).exitCode).toBe(0)

    expect((await place.run(["state", "rm", "payouts"], options)).exitCode).toBe(0)
    const younger = await place.run(["state", "push", "copy.json", "--json"], options)
    expect([younger.exitCode, documentOf(younger).error.code]).toEqual([6, "not-replaced"])
    const forced = await place.run(["state", "push", "copy.json", "--force", "--json"], options)
    expect(forced.exitCode, forced.stderr).toBe(0)
    const { replaced, ...now } = documentOf(forced).pushed
    expect(now.records).toBe(1)
    expect(replaced.records).toBe(0)
    expect((await place.run(["state", "list", "--state", replaced.file], options)).stdout).toContain("no records")

    // Another state altogether.
    const stranger = await place.write("stranger/exports.yaml", `version: 1\n${BODY}`)
    expect((await place.run(["apply", "--auto-approve", "-f", stranger], options)).exitCode).toBe(0)
    const other = await place.run(["state", "push", "stranger/exports.state.json", "--json"], options)
    expect([other.exitCode, documentOf(other).error.code]).toEqual([6, "not-replaced"])
    expect(documentOf(other).error.message).toContain("its lineage is")
  })
})
