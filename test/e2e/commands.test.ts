/** What the commands promise beside buying: targets, looking at the state, schemas, the sandbox, several manifests. */
import { createHmac } from "node:crypto"
import { readdir } from "node:fs/promises"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, inject } from "vitest"
import { errorOf, expectFilesAsReported, expectValid, planOf, reportOf } from "./documents.ts"
import { FOUR, ONE, TWELVE_TYPES } from "./manifests.ts"
import { it, KEY, until } from "./place.ts"

describe.concurrent("targets", () => {
  it("narrow plan and apply to the addresses that they match, and to what lies below these", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", TWELVE_TYPES)
    const addresses = async (...targets: ReadonlyArray<string>) => {
      const words = targets.flatMap((glob) => ["--target", glob])
      return planOf(await place.run(["plan", "--json", ...words])).actions.map(({ address }) => address)
    }
    expect(await addresses("ledger")).toEqual(["ledger/2024-01", "ledger/2024-02", "ledger/2024-03"])
    expect(await addresses("*/2024-02", "*links")).toEqual([
      "ledger/2024-02",
      "trial-links",
      "tracking-links",
      "smart-links",
      "visitors/2024-02"
    ])
    expect(await addresses("fans-??????d")).toEqual(["fans-expired"])

    const applied = await place.run(["apply", "--auto-approve", "--json", "--target=ledger/2024-02"], { server })
    expect(applied.exitCode).toBe(0)
    expect(reportOf(applied).results.map(({ address }) => address)).toEqual(["ledger/2024-02"])
    expect(server.stats().exports).toBe(1)
    expect(planOf(await place.run(["plan", "--json"])).summary).toMatchObject({ create: 16, keep: 1, orphan: 0 })
  })
})

describe.concurrent("the state", () => {
  it("is listed, shown, and forgotten by name", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    expect((await place.run(["state", "list"])).stdout).toBe("The state has no records.\n")
    await place.run(["apply", "--auto-approve"], { server })

    const listed = await place.run(["state", "list"])
    expect(listed.stdout).toMatch(/^ledger +done +data_export_\w+ +24 credits$/m)
    expect(listed.stdout).toMatch(/\n4 records, 28 credits charged\.\n$/)
    const all = JSON.parse((await place.run(["state", "list", "--json"])).stdout) as {
      records: ReadonlyArray<{ address: string; fingerprint: string }>
      ledger: ReadonlyArray<{ credits: number }>
    }
    expect(all.records.map(({ address }) => address)).toEqual(["chargebacks", "ledger", "links", "payouts"])
    expect(all.ledger).toHaveLength(4)

    const shown = await place.run(["state", "show", all.records[1]?.fingerprint ?? ""])
    expect(JSON.parse(shown.stdout)).toMatchObject({
      records: [{ address: "ledger", phase: "done" }],
      ledger: [{ credits: 24 }]
    })

    const removed = await place.run(["state", "rm", "ledger"])
    expect(removed.exitCode).toBe(0)
    expect(removed.stderr).toMatch(/Forgotten: ledger \(done\)/)
    expect((await place.run(["state", "show", "ledger"])).exitCode).toBe(1)
    // Its charge stays in the ledger, and its file where it is.
    expect((await place.run(["state", "list"])).stdout).toMatch(/3 records, 28 credits charged/)
    await place.shell("mv data/ledger.csv data/old.csv")
    expect(planOf(await place.run(["plan", "--json"])).summary).toMatchObject({ create: 1, keep: 3 })
  })

  it("lies where --state says, and keeps what is no longer declared", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    await place.run(["apply", "--auto-approve", "--state", "elsewhere/my.json"], { server })
    expect(await readdir(place.path("elsewhere"))).toContain("my.json")
    await place.write("exports.yaml", FOUR.replace("  payouts: { type: payouts }\n", ""))
    const plan = await place.run(["plan", "--json", "--state", "elsewhere/my.json", "--detailed-exitcode"])
    expect(plan.exitCode).toBe(0)
    expect(planOf(plan)).toMatchObject({ summary: { keep: 3, orphan: 1 } })
    expect(await readdir(place.path("data"))).toContain("payouts.csv")
  })

  it("brings back a file that is gone, without a charge, and sets aside one that was changed", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    await place.run(["apply", "--auto-approve"], { server })
    const { charged } = server.stats()
    await place.shell("rm data/ledger.csv && echo mine >> data/payouts.csv")
    expect(planOf(await place.run(["plan", "--json"]))).toMatchObject({
      summary: { download: 2, keep: 2 },
      credits: { low: 0, high: 0 }
    })
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(ended.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(ended))
    expect(await place.read("data/payouts.csv.changed-1")).toMatch(/mine\n$/)
    expect(server.stats().charged).toBe(charged)
  })
})

describe.concurrent("manifests", () => {
  it("of several files and of a folder make one plan; a name that is declared twice is shown with both places", async ({
    place
  }) => {
    await place.write("m/a.yaml", ONE)
    await place.write("m/b.yml", ONE.replace("ledger:", "more:").replace("transactions", "payouts"))
    await place.write("m/notes.txt", "not a manifest")
    const addresses = async (...args: ReadonlyArray<string>) =>
      planOf(await place.run(["plan", "--json", ...args])).actions.map(({ address }) => address)
    expect(await addresses("-f", "m")).toEqual(["ledger", "more"])
    expect(await addresses("-f", "m/b.yml", "--file=m/a.yaml")).toEqual(["more", "ledger"])

    await place.write("m/c.yaml", ONE)
    const twice = await place.run(["validate", "-f", "m", "--json"])
    expect(twice.exitCode).toBe(3)
    expect(errorOf(twice).problems).toMatchObject([
      { place: { file: "m/c.yaml", line: 3 }, related: { file: "m/a.yaml", line: 3 } }
    ])
  })

  it("are counted by validate", async ({ place }) => {
    await place.write("exports.yaml", TWELVE_TYPES)
    expect((await place.run(["validate"])).stdout).toBe(
      "The manifest is valid: 14 exports, 18 requests, 17 purchases.\n"
    )
    expect(JSON.parse((await place.run(["validate", "--json"])).stdout)).toMatchObject({
      valid: true,
      requests: 18,
      purchases: 17
    })
  })
})

describe.concurrent("help and version", () => {
  it.for(["--help", "--version", "help plan"])(
    "%s: where nobody reads them, or the disk is full",
    async (words, { place }) => {
      expect(await place.shell(`exporter ${words} > >(true)`)).toMatchObject({ exitCode: 0, stderr: "" })
      const full = await place.shell(`exporter ${words} > /dev/full`)
      expect(full).toMatchObject({ exitCode: 1, stderr: "error: standard output cannot be written (ENOSPC)\n" })
    }
  )
})

describe.concurrent("schemas", () => {
  it.for([
    "exports",
    "plan",
    "report",
    "events",
    "status",
    "prune",
    "state",
    "last-run",
    "doctor",
    "commands",
    "scenario"
  ])("%s: a valid schema, as it ships", async (name, { place }) => {
    const { exitCode, stdout } = await place.run(["schema", name])
    expect(exitCode).toBe(0)
    const schema = JSON.parse(stdout) as Record<string, unknown>
    expect(schema).toEqual(JSON.parse(await place.read(`${inject("packageFolder")}/schema/${name}.schema.json`)))
    expect(new Ajv2020({ strict: false, validateFormats: false }).validateSchema(schema)).toBe(true)
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema")
  })

  it("exports is what `exporter schema` means", async ({ place }) => {
    expect((await place.run(["schema"])).stdout).toBe((await place.run(["schema", "exports"])).stdout)
  })
})

describe.concurrent("the sandbox", () => {
  it("leaves all that it makes in `sandbox/`, and remembers it", async ({ place }) => {
    await place.write("exports.yaml", FOUR)
    const env = { ONLYFANSAPI_BASE_URL: "http://127.0.0.1:1" }
    const ended = await place.run(["apply", "--sandbox", "--auto-approve", "--json"], { env })
    expect(ended.exitCode).toBe(0)
    await expectFilesAsReported(place, reportOf(ended))
    expect(reportOf(ended).results.every(({ output }) => output?.path.startsWith("sandbox/data/"))).toBe(true)
    expect((await readdir(place.folder)).filter((name) => !name.startsWith("."))).toEqual(["exports.yaml", "sandbox"])

    const again = await place.run(["apply", "--sandbox", "--auto-approve", "--json"], { env })
    expect(reportOf(again)).toMatchObject({ summary: { kept: 4 }, credits: { charged: 0 } })
    expect((await place.run(["plan", "--sandbox", "--detailed-exitcode"])).exitCode).toBe(0)
    expect((await place.run(["plan", "--detailed-exitcode"])).exitCode).toBe(2)
  })

  it("serves other programs, keeps what was bought in its file, and ends at Ctrl-C", async ({ place }) => {
    await place.write("exports.yaml", ONE)
    const open = async () => {
      const running = place.start([
        "sandbox",
        "--port",
        "0",
        "--speed",
        "20",
        "--world",
        "world.log",
        "--window-ms",
        "2000",
        "--balance",
        "77"
      ])
      await until(() => running.told().includes("exporter apply"))
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.told())?.[0] ?? ""
      const stats = async () =>
        (await (await fetch(`${url}/__sandbox/stats`)).json()) as { balance: number; charged: number }
      return { running, url, stats }
    }
    const first = await open()
    expect(first.running.told()).toContain("export EXPORTER_RATE_WINDOW_MS=2000")
    expect((await place.run(["apply", "--auto-approve"], { server: first })).exitCode).toBe(0)
    expect(await first.stats()).toMatchObject({ balance: 53, charged: 24 })
    first.running.kill("SIGINT")
    expect((await first.running.ended).exitCode).toBe(0)

    const second = await open()
    expect(await second.stats()).toMatchObject({ balance: 53, charged: 24 })
    await place.shell("rm -r data")
    expect((await place.run(["apply", "--auto-approve"], { server: second })).exitCode).toBe(0)
    expect(await second.stats()).toMatchObject({ charged: 24 })
    second.running.kill("SIGTERM")
    expect((await second.running.ended).exitCode).toBe(0)
  })
})

describe.concurrent("the webhooks of the sandbox", () => {
  it("are sent where --webhook says, signed with the secret of the environment, which is not printed", async ({
    place
  }) => {
    await place.write("exports.yaml", ONE)
    const heard: Array<{ readonly body: string; readonly signature: string | undefined }> = []
    const listener = http.createServer(async (request, response) => {
      let body = ""
      for await (const chunk of request.setEncoding("utf8")) body += chunk
      heard.push({ body, signature: request.headers["signature"]?.toString() })
      response.writeHead(204).end()
    })
    await new Promise<void>((resolve) => void listener.listen(0, "127.0.0.1", resolve))
    const { port } = listener.address() as AddressInfo
    const words = ["sandbox", "--speed", "20", "--webhook", `http://127.0.0.1:${port}/webhook`]
    const running = place.start(words, { env: { EXPORTER_WEBHOOK_SECRET: "a-long-secret" } })
    await until(() => running.told().includes("signed with EXPORTER_WEBHOOK_SECRET"))
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(running.told())?.[0] ?? ""
    expect((await place.run(["apply", "--auto-approve"], { server: { url } })).exitCode).toBe(0)
    await until(() => heard.some(({ body }) => body.includes("data_exports.completed")))
    for (const { body, signature } of heard)
      expect(signature).toBe(createHmac("sha256", "a-long-secret").update(body).digest("hex"))
    expect(running.told()).not.toContain("a-long-secret")
    running.kill("SIGINT")
    expect((await running.ended).exitCode).toBe(0)
    listener.close()
  })
})

describe.concurrent("what is printed", () => {
  const COMMANDS = [
    "cancel",
    "worker",
    "state import",
    "state resolve",
    "validate",
    "plan",
    "apply",
    "state list",
    "state show",
    "state rm",
    "state unlock",
    "state pull",
    "state push",
    "state migrate",
    "sandbox",
    "schema"
  ]

  it("--version", async ({ place }) => {
    const { version } = JSON.parse(await place.read(`${inject("packageFolder")}/package.json`)) as { version: string }
    expect(await place.run(["--version"])).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: "" })
  })

  // All of them are held by the goldens of test/cli/help.test.ts.
  it.for(["worker", "state import", "schema"])("%s --help", async (command, { place }) => {
    const ended = await place.run([...command.split(" "), "--help"])
    expect(ended).toMatchObject({ exitCode: 0, stderr: "" })
    expect(ended.stdout).toContain(`Usage: exporter ${command}`)
    expect(ended.stdout).toMatch(/^Examples:\n {2}exporter /m)
    expect(ended.stdout).not.toContain("\u001b")
    expect(Math.max(...ended.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120)
  })

  it.for([[], ["--help"], ["help"]])("exporter %s lists the commands", async (words, { place }) => {
    const { exitCode, stdout } = await place.run(words)
    expect(exitCode).toBe(0)
    for (const command of COMMANDS) expect(stdout).toContain(`  ${command} `)
  })

  it("has no colours where nobody sees them", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const ended = await place.run(["apply", "--auto-approve"], { server, env: { FORCE_COLOR: "1", TERM: "xterm" } })
    expect(ended.stdout + ended.stderr).not.toContain("\u001b")
  })

  it("can be left unread: the run comes to its end all the same", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    expect((await place.shell("exporter apply --auto-approve --events - | head -1", { server })).exitCode).toBe(0)
    expect(server.stats().ledger).toHaveLength(4)
    await place.write("more.yaml", FOUR.replace("2024-03-31", "2024-04-30").replaceAll(": { type", "-2: { type"))
    expect((await place.shell("exporter apply -f more.yaml --auto-approve 2>&1 | head -1", { server })).exitCode).toBe(
      0
    )
    expect(server.stats().ledger).toHaveLength(8)

    // More than a pipe holds; the days of the first four months are there.
    await place.write(
      "days.yaml",
      ONE.replace("end_date: 2024-03-31", "end_date: 2025-12-31\n    split: { by: day }\n    output: 'd/{window}.csv'")
    )
    const line = await place.shell("exporter plan -f days.yaml --json | head -1")
    expect(line).toMatchObject({ exitCode: 0, stdout: "{\n", stderr: "" })
    const whole = await place.shell("exporter plan -f days.yaml --json | cat")
    expect(planOf(whole).summary).toMatchObject({ create: 610, keep: 121 })
  })

  it("as events: one document a line, appended, from the first to the report", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    await place.write("events.ndjson", '{"type":"before"}\n')
    await place.run(["apply", "--auto-approve", "--events", "events.ndjson"], { server })
    const text = await place.read("events.ndjson")
    const events = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; time: string })
    await expectValid("events", ...events.slice(1))
    const types = events.map(({ type }) => type)
    expect([types[0], types[1], types.at(-1)]).toEqual(["before", "run-started", "run-finished"])
    expect(types.filter((type) => type === "saved")).toHaveLength(4)
    expect(types.filter((type) => type === "result")).toHaveLength(4)
    expect(text).not.toContain(KEY)
    expect(text).not.toContain("signature")
  })
})
