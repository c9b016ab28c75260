/** Hooks of the built program: what they get, what becomes of one that fails, hangs or is killed, and of the file. */
import { chmod } from "node:fs/promises"
import { describe, expect } from "vitest"
import { expectFilesAsReported, expectValid, reportOf } from "./documents.ts"
import { OUT_WITHIN_MS } from "./interrupt.ts"
import { it, KEY, lateness, type Place, until } from "./place.ts"

const MANIFEST = `version: 1
hooks: { after_run: [[./after.sh, "{report}", "{failed}"]] }
exports:
  ledger:
    type: transactions
    account_ids: [acct_1]
    start_date: 2024-01-01
    end_date: 2024-02-29
    split: month
    output: "data/{window}.csv"
    hooks: { after_download: [[./load.sh, "{path}", "{rows}", "{sha256}"]] }
`

const NOTE = 'printf "%s|" "$EXPORTER_ADDRESS" "$@" >> loaded.txt; echo >> loaded.txt'

const script = async (place: Place, name: string, lines: string) => {
  await place.write(name, `#!/bin/sh\n${lines}\n`)
  await chmod(place.path(name), 0o755)
}

/** A project whose hooks note what they are given. */
const open = async (place: Place, load = NOTE, after = 'cp "$1" report.json; echo "$2" >> after.txt') => {
  await place.write("exports.yaml", MANIFEST)
  await script(place, "load.sh", load)
  await script(place, "after.sh", after)
}

const linesOf = async (place: Place, name: string) =>
  (await place.read(name).catch(() => "")).split("\n").filter((line) => line !== "")

const APPLY = ["apply", "--auto-approve", "--json"]

describe.concurrent("hooks", () => {
  it("get each file once, with its rows and checksum, and the run its report", async ({ place, sandbox }) => {
    const server = await sandbox()
    await open(place, `${NOTE}; env > env.txt`)
    const ended = await place.run(APPLY, { server })
    const report = reportOf(ended)
    await expectValid("report", report)
    await expectFilesAsReported(place, report)
    expect((await linesOf(place, "loaded.txt")).sort()).toEqual(
      report.results.map(
        ({ address, output }) => `${address}|${place.path(output?.path ?? "")}|${output?.rows}|${output?.sha256}|`
      )
    )
    expect([ended.exitCode, report.hooks]).toEqual([0, { done: 2, failed: 0, left_out: 0, after_run: null }])
    expect(await place.read("env.txt")).not.toContain(KEY)
    const { hooks: _, ...rest } = report
    expect(JSON.parse(await place.read("report.json"))).toMatchObject(rest)

    expect((await place.run(APPLY, { server })).exitCode).toBe(0)
    expect([(await linesOf(place, "loaded.txt")).length, await linesOf(place, "after.txt")]).toEqual([2, ["0"]])
  })

  it("that fail are said, owed, and run again without a charge or a download", async ({ place, sandbox }) => {
    const server = await sandbox()
    await open(place, `case $1 in *02.csv) echo "no table for $ONLYFANSAPI_API_KEY" >&2; exit 3;; esac; ${NOTE}`)
    const first = await place.run(["apply", "--auto-approve"], { server })
    expect(first.exitCode).toBe(5)
    expect(first.stdout).toContain(`Not done
  failed ledger/2024-02: its file is saved, and its hook ./load.sh exited with 3
      | no table for
      = it is paid for and stays, and nothing is bought anew; mend the hook, then apply again: it is run again
`)
    expect(first.stdout).toContain("1 done, 1 failed.")
    expect(await linesOf(place, "after.txt")).toEqual(["1"])

    const plan = await place.run(["plan", "--detailed-exitcode"])
    expect(plan.exitCode).toBe(2)
    expect(plan.stdout).toMatch(/> ledger\/2024-02 .*free[\s\S]*its file is saved; its hooks have not succeeded yet/)
    // Of the data nothing is missing.
    expect((await place.run(["status"])).stdout).toContain("2 of 2 done")

    await script(place, "load.sh", NOTE)
    const { calls, downloads, ledger } = server.stats()
    const second = await place.run(APPLY, { server })
    expect([second.exitCode, reportOf(second).summary]).toEqual([0, expect.objectContaining({ done: 1, kept: 1 })])
    expect(server.stats()).toMatchObject({ calls, downloads, ledger })
    expect((await linesOf(place, "loaded.txt")).map((line) => line.split("|")[0])).toEqual([
      "ledger/2024-01",
      "ledger/2024-02"
    ])
    expect((await place.run(["plan", "--detailed-exitcode"])).exitCode).toBe(0)
  })

  it("are run again by the next run when the run is killed in the middle of one", async ({ place, sandbox }) => {
    const server = await sandbox()
    await open(place, "echo $$ >> pids.txt; exec sleep 600")
    const run = place.start(["apply", "--auto-approve"], { server })
    const journal = () => place.read("exports.state.journal").catch(() => "")
    await until(async () => {
      const text = await journal()
      const areOwed = ["01", "02"].every((month) => text.includes(`"hooks_owed":["data/2024-${month}.csv"]`))
      return areOwed && (await linesOf(place, "pids.txt")).length > 0
    })
    run.kill("SIGKILL")
    await run.ended
    for (const pid of await linesOf(place, "pids.txt")) process.kill(Number(pid), "SIGKILL")
    await script(place, "load.sh", NOTE)
    const { downloads } = server.stats()
    const next = await place.run(APPLY, { server })
    expect([next.exitCode, reportOf(next).summary["done"]]).toEqual([0, 2])
    expect((await linesOf(place, "loaded.txt")).length).toBe(2)
    expect([server.stats().downloads, server.stats().ledger.length]).toEqual([downloads, 2])
  })

  it("end with a run that is told to stop, in time, with all that they have started", async ({ place, sandbox }) => {
    const server = await sandbox()
    await open(place, "trap '' TERM; (trap '' TERM; exec sleep 600) & echo $! >> pids.txt; wait; sleep 600")
    const run = place.start(APPLY, { server })
    await until(async () => (await linesOf(place, "pids.txt")).length > 0)
    const signalledAt = Date.now()
    run.kill("SIGINT")
    const ended = await run.ended
    const tookMs = Date.now() - signalledAt
    expect(tookMs).toBeLessThan(OUT_WITHIN_MS + (await lateness(place)))
    expect([ended.exitCode, reportOf(ended).stopped?.code]).toEqual([130, "interrupted"])
    for (const pid of await linesOf(place, "pids.txt"))
      await until(async () => {
        const status = await place.read(`/proc/${pid}/status`).catch(() => "State:\tZ")
        return /^State:\s+[ZX]/m.test(status)
      })
    expect(await linesOf(place, "after.txt")).toEqual([])

    await script(place, "load.sh", NOTE)
    expect((await place.run(APPLY, { server })).exitCode).toBe(0)
    expect((await linesOf(place, "loaded.txt")).length).toBe(2)
    expect(server.stats().ledger).toHaveLength(2)
  })

  it("that take longer than their time are ended, and owed", async ({ place, sandbox }) => {
    const server = await sandbox()
    await open(place, "echo waiting; exec sleep 600")
    const text = await place.read("exports.yaml")
    await place.write("exports.yaml", text.replace('"{sha256}"]]', '"{sha256}"]], timeout: 1s'))
    const ended = await place.run(APPLY, { server })
    expect(ended.exitCode).toBe(5)
    expect(reportOf(ended).results.map(({ problem }) => problem?.message)).toEqual(
      Array(2).fill("its file is saved, and its hook ./load.sh took longer than 1s and was ended")
    )
  })

  it("after the run find the state written and its lock free", async ({ place, sandbox }) => {
    const server = await sandbox()
    await open(place, NOTE, "exporter plan --detailed-exitcode > plan.txt; ls exports.state.lock exports.state.journal")
    const ended = await place.run(["apply", "--auto-approve"], { server })
    // `ls` finds neither: the hook fails, and hides nothing.
    expect(ended.exitCode).toBe(5)
    expect(ended.stdout).toMatch(
      /After the run\n {2}failed the hook \.\/after\.sh exited with 2\n(.*\|.*\n)+ {6}= what was paid for is recorded, and the run itself is done/
    )
    expect(ended.stdout).toContain("2 done.")
    expect(await place.read("plan.txt")).toContain("Nothing to do.")
  })

  it("tell their events", async ({ place, sandbox }) => {
    await open(place)
    await place.run([...APPLY, "--events", "events.ndjson"], { server: await sandbox() })
    const events = (await linesOf(place, "events.ndjson")).map((line) => JSON.parse(line))
    for (const event of events) await expectValid("events", event)
    const told = events.filter(({ type }) => type === "hook").map(({ hook, status }) => `${hook} ${status}`)
    expect(told).toEqual([
      ...["after_download started", "after_download done", "after_download started", "after_download done"],
      ...["after_run started", "after_run done"]
    ])
  })
})

describe.concurrent("in a sandbox", () => {
  it("hooks are left out, and the report says so", async ({ place }) => {
    await open(place)
    const ended = await place.run(["apply", "--sandbox", "--auto-approve"])
    expect(ended.exitCode).toBe(0)
    expect(ended.stdout).toContain("The hooks of 2 files were left out, for this is a sandbox; --hooks runs them.")
    expect(ended.stderr).toContain("hooks.after_run was left out, for this is a sandbox; --hooks runs it")
    expect([await linesOf(place, "loaded.txt"), await linesOf(place, "after.txt")]).toEqual([[], []])
    expect((await place.run(["plan", "--sandbox", "--detailed-exitcode"])).exitCode).toBe(0)
  })

  it("hooks run where that is asked for", async ({ place }) => {
    await open(place)
    const ended = await place.run(["apply", "--sandbox", "--auto-approve", "--hooks", "--json"])
    expect([ended.exitCode, reportOf(ended).hooks?.done]).toEqual([0, 2])
    expect((await linesOf(place, "loaded.txt"))[0]).toContain(place.path("sandbox/data/2024-0"))
  })

  it("is the only place for --hooks", async ({ place, sandbox }) => {
    await open(place)
    const ended = await place.run(["apply", "--auto-approve", "--hooks"], { server: await sandbox() })
    expect([ended.exitCode, ended.stderr]).toEqual([1, expect.stringContaining("--hooks is for --sandbox")])
  })
})
