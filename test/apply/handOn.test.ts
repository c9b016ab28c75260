/** What is done with files once they are saved, and after a run: in a project whose time is the test's. */
import { describe, expect, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import { exits } from "./simulation/Commands.ts"
import { manifestOf, outcomes, Project } from "./simulation/Project.ts"

const LOAD = 'hooks: { after_download: [["./load.sh", "{path}"]] }'
const LEDGER = manifestOf(`ledger: { type: transactions, output: "ledger.csv", ${LOAD} }`)
const CLOSE = '[["./close.sh", "{report}"]]'

const owed = (project: Project, address = "ledger") =>
  Effect.map(project.record(address), (record) => (record?.phase === "done" ? record.hooks_owed : "not done"))

const downloads = (project: Project): number => project.log.filter((entry) => entry.startsWith("download")).length
const calls = (project: Project): number => project.log.filter((entry) => entry.startsWith("call")).length

describe.concurrent("after a download", () => {
  it.effect("hooks run once for each file, after the record says that it is saved", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect(project.commands.lines).toEqual(["./load.sh /project/ledger.csv"])
      expect(project.log.slice(-3)).toEqual([
        "commit done ledger",
        "hook ./load.sh /project/ledger.csv",
        "commit done ledger"
      ])
      expect(yield* owed(project)).toBeUndefined()
      expect((yield* project.plan).actions[0]?.action).toBe("keep")

      yield* project.apply()
      expect(project.commands.lines).toHaveLength(1)
    })
  )

  it.effect("hooks know the file, the run and what it is of", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      const report = yield* project.apply()
      const [job] = project.commands.ran
      expect(job?.timeoutMs).toBe(600_000)
      expect(job?.env).toMatchObject({
        EXPORTER_HOOK: "after_download",
        EXPORTER_ADDRESS: "ledger",
        EXPORTER_PATH: "/project/ledger.csv",
        EXPORTER_ROWS: "200",
        EXPORTER_BYTES: "20000",
        EXPORTER_SHA256: report.results[0]?.output?.sha256,
        EXPORTER_DATA_EXPORT_ID: project.charged[0],
        EXPORTER_RUN_ID: "run",
        EXPORTER_INCOMPLETE: ""
      })
      expect(report.hooks).toEqual({ done: 1, failed: 0, left_out: 0, after_run: null })
    })
  )

  it.effect("a hook that fails loses nothing: it is owed, and run again without a call or a download", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.commands.fate = () => exits(3, "no such table")
      const report = yield* project.apply()
      expect(outcomes(report)).toEqual(["ledger failed hook-failed"])
      expect(report.results[0]).toMatchObject({
        phase: "done",
        output: { path: "ledger.csv" },
        problem: { message: "its file is saved, and its hook ./load.sh exited with 3", output: "no such table" }
      })
      expect(report.hooks).toMatchObject({ done: 0, failed: 1 })
      expect(exitCodeOf(report)).toBe(EXIT.partial)
      expect(yield* owed(project)).toEqual(["ledger.csv"])
      expect((yield* project.plan).summary).toMatchObject({ resume: 1, keep: 0 })

      const before = calls(project)
      expect(outcomes(yield* project.apply())).toEqual(["ledger failed hook-failed"])
      project.commands.fate = () => Effect.void
      const last = yield* project.apply()
      expect(outcomes(last)).toEqual(["ledger done"])
      expect([project.commands.lines.length, downloads(project), calls(project) - before]).toEqual([3, 1, 0])
      expect([project.charged.length, last.credits.charged]).toEqual([1, 0])
      expect(yield* owed(project)).toBeUndefined()
    })
  )

  it.effect("the first command that fails is the last; the next run begins with the first", () =>
    Effect.gen(function* () {
      const project = new Project(
        manifestOf('ledger: { type: transactions, hooks: { after_download: [["./a"], ["./b"], ["./c"]] } }')
      )
      project.commands.fate = ({ command: [program] }) => (program === "./b" ? exits(1) : Effect.void)
      yield* project.apply()
      expect(project.commands.lines).toEqual(["./a", "./b"])
      project.commands.fate = () => Effect.void
      yield* project.apply()
      expect(project.commands.lines).toEqual(["./a", "./b", "./a", "./b", "./c"])
    })
  )

  it.effect("each address of one purchase has its own hooks, and one that fails is its own failure", () =>
    Effect.gen(function* () {
      const project = new Project(
        manifestOf(`ledger: { type: transactions, output: "a.csv", ${LOAD} }
twin: { type: transactions, output: "b.csv", hooks: { after_download: [["./twin.sh"]] } }
plain: { type: transactions, output: "c.csv" }`)
      )
      project.commands.fate = ({ command: [program] }) => (program === "./twin.sh" ? exits(1) : Effect.void)
      expect(outcomes(yield* project.apply())).toEqual(["ledger done", "twin failed hook-failed", "plain done"])
      expect(project.commands.lines).toEqual(["./load.sh /project/a.csv", "./twin.sh"])
      expect(yield* owed(project)).toEqual(["b.csv"])
      project.commands.fate = () => Effect.void
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept", "twin done", "plain kept"])
      expect(project.commands.lines.slice(2)).toEqual(["./twin.sh"])
    })
  )

  it.effect("two addresses of one file owe until the hooks of both have succeeded", () =>
    Effect.gen(function* () {
      const project = new Project(
        manifestOf(`ledger: { type: transactions, output: "a.csv", ${LOAD} }
twin: { type: transactions, output: "a.csv", hooks: { after_download: [["./twin.sh"]] } }`)
      )
      project.commands.fate = ({ command: [program] }) => (program === "./twin.sh" ? exits(1) : Effect.void)
      expect(outcomes(yield* project.apply())).toEqual(["ledger done", "twin failed hook-failed"])
      expect(yield* owed(project)).toEqual(["a.csv"])
      project.commands.fate = () => Effect.void
      yield* project.apply()
      expect(yield* owed(project)).toBeUndefined()
    })
  )

  it.effect("one file at a time is handed on, unless the manifest says more", () =>
    Effect.gen(function* () {
      const most = (settings: string) =>
        Effect.gen(function* () {
          const project = new Project(
            manifestOf(
              `ledger: { type: transactions, split: day, output: "{window}.csv", end_date: 2024-01-08, ${LOAD} }`,
              settings
            )
          )
          let running = 0
          let peak = 0
          project.commands.fate = () =>
            Effect.sync(() => {
              peak = Math.max(peak, ++running)
            }).pipe(
              Effect.zipRight(Effect.sleep(60_000)),
              Effect.ensuring(
                Effect.sync(() => {
                  running--
                })
              )
            )
          yield* project.apply()
          expect(project.commands.ran).toHaveLength(8)
          return peak
        })
      expect(yield* most("")).toBe(1)
      expect(yield* most("hooks: { concurrency: 3 }")).toBe(3)
    })
  )

  it.effect("the next purchase does not wait for the hooks of the one before it", () =>
    Effect.gen(function* () {
      const project = new Project(
        manifestOf(`ledger: { type: transactions, ${LOAD} }\nrefunds: { type: chargebacks, ${LOAD} }`)
      )
      project.commands.fate = () => Effect.sleep(3_600_000)
      yield* project.apply({ concurrency: 1 })
      const firstEnd = project.log.indexOf("commit done ledger", project.log.indexOf("commit done ledger") + 1)
      expect(project.log.indexOf("call create chargebacks")).toBeLessThan(firstEnd)
    })
  )

  it.effect("a short file is handed on too, and said to be short", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      project.vendor.disturb({ on: "create", do: { fate: { missing_rows: 5 } } })
      expect(outcomes(yield* project.apply())).toEqual(["ledger incomplete incomplete"])
      expect(project.commands.ran[0]?.env["EXPORTER_INCOMPLETE"]).toContain("195 of 200 rows")
      expect((yield* project.plan).actions[0]?.action).toBe("keep")
    })
  )

  it.effect("a file that is downloaded anew is handed on anew", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      yield* project.apply()
      project.disk.files.clear()
      yield* project.apply()
      expect(project.commands.lines).toHaveLength(2)
      expect(project.charged).toHaveLength(1)
    })
  )

  it.effect("hooks that were added later are not run for what was saved before", () =>
    Effect.gen(function* () {
      const project = new Project(manifestOf('ledger: { type: transactions, output: "ledger.csv" }'))
      yield* project.apply()
      project.edit(LEDGER)
      expect(outcomes(yield* project.apply())).toEqual(["ledger kept"])
      expect(project.commands.lines).toEqual([])
    })
  )

  it.effect("what was saved before its record could be written is saved by the next run, and handed on once", () =>
    Effect.gen(function* () {
      for (let commits = 0; ; commits++) {
        const project = new Project(LEDGER)
        const cut = yield* project.apply({ commits })
        if (cut.stopped === null) {
          expect(commits).toBe(8)
          return
        }
        // No hook runs for what is not durably owed, and none that ran is forgotten.
        const ran = project.commands.lines.length
        expect([commits, ran]).toEqual([commits, commits < 7 ? 0 : 1])
        expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
        expect(project.commands.lines).toHaveLength(ran + 1)
        expect(project.charged).toHaveLength(1)
        expect(yield* owed(project)).toBeUndefined()
      }
    })
  )

  it.effect("a run that is told to stop ends the hook, which the next run runs again", () =>
    Effect.gen(function* () {
      const project = new Project(LEDGER)
      const stop = yield* Deferred.make<void>()
      let ended = false
      project.commands.fate = () =>
        Effect.zipRight(Deferred.succeed(stop, undefined), Effect.never).pipe(
          Effect.onInterrupt(() =>
            Effect.sync(() => {
              ended = true
            })
          )
        )
      const report = yield* project.apply({ stop: Deferred.await(stop) })
      expect([ended, report.stopped?.code]).toEqual([true, "interrupted"])
      expect(outcomes(report)).toEqual(["ledger pending stopped"])
      expect(yield* owed(project)).toEqual(["ledger.csv"])
      project.commands.fate = () => Effect.void
      expect(outcomes(yield* project.apply())).toEqual(["ledger done"])
      expect([project.charged.length, downloads(project), project.commands.lines.length]).toEqual([1, 1, 2])
    })
  )
})

describe.concurrent("after a run", () => {
  const CLOSING = manifestOf("ledger: { type: transactions }", `hooks: { after_run: ${CLOSE}, timeout: 5s }`)

  it.effect("its hooks run once, with the report, when the state is written", () =>
    Effect.gen(function* () {
      const project = new Project(CLOSING)
      let text = ""
      project.commands.fate = ({ command }) =>
        Effect.sync(() => {
          text = project.commands.texts.get(command[1] ?? "") ?? ""
        })
      const report = yield* project.apply()
      expect(project.commands.lines).toEqual(["./close.sh /tmp/report.json"])
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ ...report, hooks: undefined })))
      expect(project.commands.texts.size).toBe(0)
      expect(project.commands.ran[0]).toMatchObject({
        timeoutMs: 5_000,
        env: {
          EXPORTER_HOOK: "after_run",
          EXPORTER_REPORT: "/tmp/report.json",
          EXPORTER_RUN_ID: "run",
          EXPORTER_CHARGED: "10",
          EXPORTER_DONE: "1",
          EXPORTER_STOPPED: ""
        }
      })
      expect([report.hooks?.after_run, exitCodeOf(report)]).toEqual([null, EXIT.done])
    })
  )

  it.effect("they do not run where there was nothing to do", () =>
    Effect.gen(function* () {
      const project = new Project(CLOSING)
      yield* project.apply()
      yield* project.apply()
      expect(project.commands.lines).toHaveLength(1)
    })
  )

  it.effect("they run where something failed, and are told what", () =>
    Effect.gen(function* () {
      const project = new Project(CLOSING)
      project.vendor.disturb({ on: "download", do: { answer: { status: 503 } } })
      const report = yield* project.apply()
      expect(project.commands.ran[0]?.env).toMatchObject({ EXPORTER_FAILED: "1", EXPORTER_DONE: "0" })
      expect(exitCodeOf(report)).toBe(EXIT.partial)
    })
  )

  it.effect("one that fails is said, and hides no other exit code", () =>
    Effect.gen(function* () {
      const project = new Project(CLOSING)
      project.commands.fate = () => exits(2, "no route to the chat")
      const report = yield* project.apply({ budget: 1 })
      expect(report.hooks?.after_run).toMatchObject({
        code: "hook-failed",
        message: "the hook ./close.sh exited with 2",
        output: "no route to the chat"
      })
      expect(exitCodeOf(report)).toBe(EXIT.budget)
      expect(exitCodeOf(yield* project.apply())).toBe(EXIT.partial)
      expect(exitCodeOf(yield* project.apply())).toBe(EXIT.done)
    })
  )

  it.effect("they do not run where the run was told to stop, and end when it is", () =>
    Effect.gen(function* () {
      const project = new Project(CLOSING)
      yield* project.apply({ stop: Effect.sleep(10) })
      expect(project.commands.lines).toEqual([])

      const stop = yield* Deferred.make<void>()
      project.commands.fate = () => Effect.zipRight(Deferred.succeed(stop, undefined), Effect.never)
      const report = yield* project.apply({ stop: Deferred.await(stop) })
      expect([report.summary.done, exitCodeOf(report)]).toEqual([1, EXIT.interrupted])
    })
  )
})

describe.concurrent("in a trial", () => {
  const BOTH = manifestOf(
    `ledger: { type: transactions, output: "ledger.csv", ${LOAD} }`,
    `hooks: { after_run: ${CLOSE} }`
  )

  it.effect("hooks are left out, nothing is owed, and the report says so", () =>
    Effect.gen(function* () {
      const project = new Project(BOTH, { leavesHooks: true })
      const report = yield* project.apply()
      expect([outcomes(report), project.commands.lines]).toEqual([["ledger done"], []])
      expect(report.hooks).toEqual({ done: 0, failed: 0, left_out: 1, after_run: null })
      expect(project.events.flatMap((event) => (event.type === "notice" ? [event.message] : []))).toEqual([
        "hooks.after_run was left out, for this is a sandbox; --hooks runs it"
      ])
      expect([yield* owed(project), exitCodeOf(report)]).toEqual([undefined, EXIT.done])
    })
  )
})
