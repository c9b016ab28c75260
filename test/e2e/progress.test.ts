/** What people see while they wait: a frame at a terminal that leaves nothing behind, plain lines elsewhere, and events. */
import { describe, expect } from "vitest"
import { atTerminal, CONTROL, expectNoFrame, expectSeen, HIDE, hasTerminals, SHOW } from "./atTerminal.ts"
import { expectValid } from "./documents.ts"
import { FOUR, TWELVE_TYPES } from "./manifests.ts"
import { it, until } from "./place.ts"

describe.skipIf(!hasTerminals).concurrent("at a terminal", () => {
  // Another size: progress.long.test.ts.
  it("requests are seen under way, and the report stands alone", async ({ place, sandbox }) => {
    await expectSeen({ columns: 80, rows: 24 }, { place, sandbox })
  })

  it.for([
    { keys: "\u0003", name: "Ctrl-C", says: /Stopped/ },
    { keys: "\u0003\u0003", name: "Ctrl-C twice", says: /saved|Plan/ }
  ])("after $name the screen is clean and the cursor is there", async ({ keys, says }, { place, sandbox }) => {
    const server = await sandbox({ speed: 1 })
    await place.write("exports.yaml", FOUR)
    const run = atTerminal(place, server.url, "")
    await until(() => run.screen.written.includes("charged"))
    for (const key of keys) {
      run.type(key)
      // The second one only once the first was heard.
      if (keys.length > 1)
        await until(() => run.screen.written.includes("told to stop") || run.screen.written.includes(SHOW))
    }
    expect(await run.ended).toBe(130)
    const lines = await run.screen.lines()
    expectNoFrame(lines)
    expect(lines.join("\n")).toMatch(says)
    expect(run.screen.written.lastIndexOf(SHOW)).toBeGreaterThan(run.screen.written.lastIndexOf(HIDE))
  })

  it("what is logged meanwhile tears nothing", async ({ place, sandbox }) => {
    const server = await sandbox({ speed: 10 })
    await place.write("exports.yaml", FOUR)
    const run = atTerminal(place, server.url, "--log-level debug")
    expect(await run.ended).toBe(0)
    const lines = await run.screen.lines()
    expectNoFrame(lines)
    expect(lines.filter((line) => /^debug: create: status 200/.test(line))).toHaveLength(4)
    expect(lines.filter((line) => line.includes("debug:") && !line.startsWith("debug:"))).toEqual([])
  })

  it("events may go to a file beside it; at the same terminal they stand alone", async ({ newPlace, sandbox }) => {
    const server = await sandbox({ speed: 10 })
    const [place, other] = [await newPlace(), await newPlace()]
    await place.write("exports.yaml", FOUR)
    const run = atTerminal(place, server.url, "--events events.ndjson")
    expect(await run.ended).toBe(0)
    expect(run.screen.written).toContain(HIDE)
    for (const line of (await place.read("events.ndjson")).trimEnd().split("\n")) JSON.parse(line)

    await other.write("exports.yaml", FOUR.replaceAll("2024-01", "2024-02"))
    const mixed = atTerminal(other, server.url, "--events - --no-color", { columns: 1_000 })
    expect(await mixed.ended).toBe(0)
    expect(mixed.screen.written).not.toContain("\u001b")
  })

  it.for([
    { env: { CI: "true" }, name: "CI" },
    { env: { TERM: "dumb" }, name: "a dumb terminal" }
  ])("on $name there are plain lines", async ({ env }, { place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const run = atTerminal(place, server.url, "--no-color", { env })
    expect(await run.ended).toBe(0)
    expect(run.screen.written.replaceAll("\r\n", "\n")).not.toMatch(CONTROL)
    expect(run.screen.written).toMatch(/\d\d:\d\d {2}\S+: started/)
  })
})

describe.concurrent("without a terminal", () => {
  it("there is no control code, into a pipe and into a file", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const piped = await place.run(["apply", "--auto-approve"], {
      server,
      env: { LANG: "C.UTF-8", TERM: "xterm-256color" }
    })
    expect(piped.stderr + piped.stdout).not.toMatch(CONTROL)
    expect(piped.stderr).toMatch(/\d\d:\d\d {2}\S+: saved data/)
    await place.shell("rm -r data && exporter apply --auto-approve 2> log.txt", { server })
    const log = await place.read("log.txt")
    expect(log).not.toMatch(CONTROL)
    expect(log.match(/: saved /g)).toHaveLength(4)
  })

  it("a run of 120 is told in sums, and says something every 10 s", async ({ place, sandbox }) => {
    const server = await sandbox({ speed: 5, limitPerWindow: 40 })
    await place.write(
      "exports.yaml",
      `version: 1
defaults: { account_ids: [acct_1, acct_2], start_date: 2019-01-01, end_date: 2023-12-31 }
exports:
  ledger: { type: transactions, split: { by: month, account: true } }
`
    )
    const ended = await place.run(["apply", "--auto-approve"], { server })
    expect(ended.exitCode).toBe(0)
    const lines = ended.stderr.split("\n").filter((line) => /^\d\d:\d\d {2}/.test(line))
    expect(lines.length).toBeLessThan(40)
    expect(ended.stderr).not.toMatch(/^\d\d:\d\d.*: (created|started|saved)/m)
    const times = [0, ...lines.map((line) => Number(line.slice(0, 2)) * 60 + Number(line.slice(3, 5)))]
    for (const [n, time] of times.entries()) expect(time - (times[n - 1] ?? 0)).toBeLessThanOrEqual(14)
  })
})

describe.concurrent("events", () => {
  it("each line of a run with faults is what the schema says", async ({ place, sandbox }) => {
    const server = await sandbox({
      speed: 10,
      scenario: {
        version: 1,
        seed: 3,
        rules: [
          { on: "create", nth: 2, do: { drop: "after" } },
          { on: "start", nth: 1, do: { drop: "before" } },
          {
            on: ["list", "get"],
            probability: 0.2,
            do: { answer: { status: 503, html: "<h1>No</h1>", retry_after: 1 } }
          },
          {
            on: "create",
            nth: 5,
            do: { answer: { status: 422, json: { message: "No.", errors: { type: ["No."] } } } }
          },
          { on: "create", nth: 6, do: { fate: { run_fails: "out of paper" } } },
          { on: "download", nth: 3, do: { truncate: { bytes: 200 } } },
          { on: ["list", "get"], every: 4, do: { unknown_fields: true } }
        ]
      }
    })
    await place.write("exports.yaml", TWELVE_TYPES)
    const ended = await place.run(["apply", "--auto-approve", "--events", "-"], { server })
    // Every line is an event: the report for people goes where progress goes.
    const lines = ended.stdout.trimEnd().split("\n")
    expect(ended.stderr).toMatch(/\d+ done, .*credits charged/)
    const events = lines.map((line) => JSON.parse(line) as { readonly type: string })
    await expectValid("events", ...events)
    const types = new Set(events.map(({ type }) => type))
    for (const type of ["run-started", "phase", "downloading", "saved", "retry", "standing", "result", "run-finished"])
      expect(types).toContain(type)
  })
})
