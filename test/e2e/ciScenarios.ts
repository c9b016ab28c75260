/** What must be true of the jobs of each platform. */
import { chmod, readFile } from "node:fs/promises"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { expect } from "vitest"
import * as StateStorePostgres from "../../src/state/StateStore.postgres.ts"
import * as StateStoreS3 from "../../src/state/StateStore.s3.ts"
import { newDatabase, sharedServer } from "../postgres/database.ts"
import { BUCKET, CREDENTIALS, REGION, serve } from "../state/s3/S3Server.ts"
import { type Job, type Project, programOn, project, type System, TOKEN } from "./ciJobs.ts"
import { FOUR, ONE } from "./manifests.ts"
import { type Fixtures, KEY, until } from "./place.ts"

export interface Around extends Pick<Fixtures, "place" | "sandbox" | "serve"> {
  readonly system: System
  readonly onTestFinished: OnTestFinished
}

type OnTestFinished = (end: () => Promise<void>) => void

const TWO = `${ONE}  payouts: { type: payouts, account_ids: [acct_9f2c41], start_date: 2024-01-01, end_date: 2024-03-31 }\n`

const digestIn = (body = ""): string => /"digest":"([0-9a-f]{64})"/.exec(body)?.[1] ?? "none"

/** The subject of the last commit on the branch of the state. */
const subject = ({ git }: Project) => git("log -1 --format=%s exporter-state")

/** A request with a plan, merged. */
const merged = async (ci: Project, manifest: string, file = "exports.yaml") => {
  const request = await ci.propose({ [file]: manifest })
  expect(await ci.plan(request)).toMatchObject({ exitCode: 0 })
  await ci.merge(request)
  return request
}

const buysTheReviewedPlanOnce = async ({ system, place, sandbox, serve }: Around): Promise<void> => {
  const server = await sandbox()
  // A name that a shell or YAML would read otherwise; nothing of it is run.
  const folder = "it's $(touch pwned)"
  const ci = await project(place, serve, server, system, `${folder}/exports.yaml`)
  const branch = "x$(touch${IFS}pwned)`touch${IFS}pwned`;touch-pwned"
  const request = await ci.propose({ [`${folder}/exports.yaml`]: ONE }, branch)
  // Somebody else writes the like, and a page of others is there.
  const forged = `<!-- exporter plan -->\n<!-- exporter {"branch":"exporter-state","head":"${request.head}","digest":"0","job":"0"} -->`
  for (let id = 1; id <= 100; id++) request.comments.push({ id, author: "somebody", body: id === 1 ? forged : "nice" })

  const first = await ci.plan(request)
  expect(first).toMatchObject({ exitCode: 0, summary: expect.stringContaining("1 to create") })
  expect(request.comments).toHaveLength(101)
  const { id, body } = { ...request.comments.at(-1) }
  expect(body).toContain("1 to create")

  await ci.propose({ [`${folder}/exports.yaml`]: TWO }, branch)
  expect(await ci.plan(request)).toMatchObject({ exitCode: 0 })
  expect(request.comments).toHaveLength(101)
  const shown = { ...request.comments.at(-1) }
  expect(shown.id).toBe(id)
  expect(shown.body).toContain("2 to create")
  expect(digestIn(shown.body)).not.toBe(digestIn(body))

  await ci.merge(request)
  const applied = await ci.apply()
  expect(applied).toMatchObject({ exitCode: 0, summary: expect.stringContaining("2 done") })
  expect(server.stats()).toMatchObject({ exports: 2, ledger: { length: 2 } })
  const kept = await ci.git("ls-tree -r --name-only exporter-state")
  expect(kept.split("\n")).toEqual(
    expect.arrayContaining(["exports.state.json", "data/ledger.csv", "data/payouts.csv"])
  )
  // That very plan: the state says by its digest which one it was.
  const { exitCode } = await place.shell(`git -C origin.git grep -q ${digestIn(shown.body)} exporter-state`)
  expect(exitCode).toBe(0)

  const again = await ci.apply()
  expect(again).toMatchObject({ exitCode: 0, summary: expect.stringContaining("Nothing is to be bought") })
  expect(server.stats()).toMatchObject({ exports: 2, ledger: { length: 2 } })

  // Neither the key nor a token got anywhere: not into the state, the comments, the artifacts or the machines.
  const leaks = await place.shell(
    'git -C origin.git log -p --all | cat - $(find . -type f -not -path \'./origin.git/*\') | grep -aFc -e "$A" -e "$B"',
    { env: { A: KEY, B: TOKEN } }
  )
  expect(leaks.stdout).toBe("0\n")
  expect(JSON.stringify(request.comments)).not.toMatch(new RegExp(`${KEY}|${TOKEN}`))
  expect((await place.shell("find . -name '*pwned' -not -name '*touch*'")).stdout).toBe("")
}

const refusesAnotherPlan = async ({ system, place, sandbox, serve }: Around): Promise<void> => {
  const server = await sandbox()
  const ci = await project(place, serve, server, system)
  const request = await ci.propose({ "exports.yaml": ONE })
  await ci.plan(request)
  // Others have merged something meanwhile that changes what this asks for.
  await ci.merge(request, { "exports.yaml": ONE.replace("03-31", "04-30") })
  const stale = await ci.apply()
  expect(stale).toMatchObject({ exitCode: 6, log: expect.stringContaining("what it asks for has changed") })
  expect(await subject(ci)).toMatch(/^exporter: run /)

  const unplanned = await ci.propose({ "exports.yaml": TWO }, "another")
  await ci.merge(unplanned)
  const none = await ci.apply()
  expect(none).toMatchObject({ exitCode: 6, log: expect.stringContaining("has no comment with a plan") })

  expect(server.stats()).toMatchObject({ exports: 0, calls: { create: 0 } })
}

const failsClosed = async ({ system, place, sandbox, serve }: Around): Promise<void> => {
  const server = await sandbox()
  const ci = await project(place, serve, server, system)
  await merged(ci, ONE)
  ci.forge.failures.set("/team/", 500)
  expect(await ci.apply()).toMatchObject({ exitCode: 6, log: expect.stringContaining("cannot be read") })
  ci.forge.failures.clear()
  await place.write("origin.git/hooks/pre-receive", "#!/bin/sh\necho 'this branch is protected'\nexit 1\n")
  await chmod(place.path("origin.git/hooks/pre-receive"), 0o755)
  const refused = await ci.apply()
  expect(refused).toMatchObject({ exitCode: 6, log: expect.stringContaining("cannot be taken") })
  expect(refused.log).toContain("this branch is protected")
  expect(server.stats()).toMatchObject({ exports: 0, calls: { create: 0 } })
}

/** A run does not come to its end before it is seen. */
const LINGERING = {
  scenario: { version: 1, rules: [{ on: "create", times: 1, do: { hang: { ms: 3_000 } } }] }
} as const

const oneOfTwoBuys = async ({ system, place, sandbox, serve }: Around): Promise<void> => {
  const server = await sandbox(LINGERING)
  const ci = await project(place, serve, server, system)
  await merged(ci, ONE)
  let second: Job | undefined
  const first = await ci.apply({
    during: async () => {
      const pid = await programOn(place, "machine-2")
      process.kill(pid, "SIGSTOP")
      second = await ci.apply()
      process.kill(pid, "SIGCONT")
    }
  })
  expect(first.exitCode).toBe(0)
  expect(second).toMatchObject({ exitCode: 6, log: expect.stringContaining("in use by run machine-2") })
  expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 } })
}

const goesOn = async ({ system, place, sandbox, serve }: Around, moment: "cancelled" | "killed"): Promise<void> => {
  // The answer to a start is on its way when it happens.
  const ms = moment === "killed" ? 60_000 : 3_000
  const rules = [{ on: "start", nth: 2, do: { hang: { ms, when: "after" } } }] as const
  const server = await sandbox({ scenario: { version: 1, rules } })
  const ci = await project(place, serve, server, system)
  await merged(ci, FOUR)
  const cut = await ci.apply({
    during: async (step) => {
      await until(() => server.stats().calls.start > 1)
      const pid = await programOn(place, "machine-2")
      if (moment === "killed") return process.kill(pid, "SIGKILL")
      // GitHub tells the shell that it started, and it alone; GitLab all shells.
      if (system === "github") return step.kill("SIGINT")
      const { stdout } = await place.shell(`ps -o ppid= -p ${pid}`)
      step.kill("SIGTERM")
      return process.kill(Number(stdout), "SIGTERM")
    }
  })
  expect(cut.exitCode).not.toBe(0)
  expect(await subject(ci)).toMatch(/^exporter: (files of )?run machine-2/)
  expect(await ci.apply()).toMatchObject({ exitCode: 0 })
  const { ledger, exports } = server.stats()
  expect({ exports, charges: ledger.length }).toEqual({ exports: 4, charges: 4 })
}

const waitsForAPerson = async ({ system, place, sandbox, serve }: Around): Promise<void> => {
  // Bought, and not there yet.
  const rules = [{ on: "download", times: 1, do: { hang: { ms: 60_000 } } }] as const
  const server = await sandbox({ scenario: { version: 1, rules } })
  const ci = await project(place, serve, server, system)
  await merged(ci, ONE)
  await ci.apply({
    dies: true,
    during: async (step) => {
      await until(() => server.stats().downloads > 0)
      const pid = await programOn(place, "machine-2")
      step.kill("SIGKILL")
      process.kill(pid, "SIGKILL")
    }
  })
  expect(await subject(ci)).toMatch(/^exporter: taken by run machine-2/)
  const locked = await ci.apply()
  expect(locked).toMatchObject({ exitCode: 6, log: expect.stringContaining("in use by run machine-2") })

  const page = await readFile(`${import.meta.dirname}/../../docs/${system}.md`, "utf8")
  const [, lines = ""] = /```sh\n(git fetch[\s\S]*?)```/.exec(page) ?? []
  await place.shell("git clone -q origin.git mine && cp machine-2/exports.state.* .")
  const freed = await place.shell(lines, {
    cwd: "mine",
    env: {
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@localhost",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@localhost"
    }
  })
  expect(freed.exitCode).toBe(0)
  expect(await ci.apply()).toMatchObject({ exitCode: 0 })
  expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 } })
}

const forkAndSchedule = async ({ system, place, sandbox, serve }: Around): Promise<void> => {
  const server = await sandbox()
  const ci = await project(place, serve, server, system)
  const request = await ci.propose({ "exports.yaml": `${FOUR}budget: { per_run: 20 }\n` })
  const fork = await ci.plan(request, { isFork: true })
  expect(fork).toMatchObject({ exitCode: 0, summary: expect.stringContaining("4 to create") })
  expect(fork.log).toContain("warning: no comment could be written")
  expect(request.comments).toEqual([])
  await ci.merge(request)
  expect(await ci.apply()).toMatchObject({ exitCode: 6 })
  expect(server.stats().exports).toBe(0)

  // Stopped by the budget: a warning.
  const scheduled = await ci.apply({ event: "schedule" })
  expect(scheduled).toMatchObject({ exitCode: 0, log: expect.stringMatching(/warning.*stopped by the budget/) })
  const bought = server.stats().ledger.length
  expect(bought).toBeGreaterThan(0)
  expect(bought).toBeLessThan(4)
  expect(await ci.git("show exporter-state:exports.state.json")).toContain("lineage")
}

const savesWhatCannotBePushed = async ({ system, place, sandbox, serve }: Around): Promise<void> => {
  const server = await sandbox(LINGERING)
  const ci = await project(place, serve, server, system)
  await merged(ci, ONE)
  const applied = await ci.apply({
    during: async () => {
      await programOn(place, "machine-2")
      ci.forge.failures.set("/team/", 500)
    }
  })
  expect(applied).toMatchObject({ exitCode: 6, log: expect.stringContaining("the state could not be kept") })
  ci.forge.failures.clear()
  expect(await subject(ci)).toMatch(/^exporter: taken by run machine-2/)
  const kept = system === "github" ? "artifacts/machine-2/exporter-state-rescued-machine-2-1" : "machine-2"
  expect(await place.read(`${kept}/exports.state.json`)).toContain("lineage")
  expect((await ci.apply()).exitCode).toBe(6)
  expect(server.stats()).toMatchObject({ exports: 1, ledger: { length: 1 } })
}

/** A bucket, or a database, and what opens it. */
const elsewhere = async (system: System, onTestFinished: OnTestFinished) => {
  if (system === "github") {
    const scope = Effect.runSync(Scope.make())
    onTestFinished(() => Effect.runPromise(Scope.close(scope, Exit.void)))
    const { url, requests } = await Effect.runPromise(Scope.extend(serve, scope))
    const at = { bucket: BUCKET, key: "exports.state.json", region: REGION, endpoint: url }
    return {
      settings: { backend: "s3", ...at },
      secrets: {
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey
      },
      store: StateStoreS3.make({ ...at, ...CREDENTIALS }),
      requests
    }
  }
  const server = await sharedServer()
  if (server === undefined) return undefined
  const { url, drop } = await newDatabase(server)
  onTestFinished(drop)
  return {
    settings: { backend: "postgres", url: "${env:EXPORTER_STATE_URL}" },
    secrets: { EXPORTER_STATE_URL: url },
    store: StateStorePostgres.make({ url, name: "exports" }),
    requests: []
  }
}

const usesAStateElsewhere = async ({ system, place, sandbox, serve: host, onTestFinished }: Around): Promise<void> => {
  const state = await elsewhere(system, onTestFinished)
  // There is no PostgreSQL for this platform.
  if (state === undefined) return
  const { settings, secrets, store, requests } = state
  const server = await sandbox()
  const text = `${ONE}state: ${JSON.stringify(settings)}\n`
  const ci = await project(place, host, server, system, "exports.yaml", { text, secrets })
  const request = await ci.propose({ "exports.yaml": text })

  // What opens the state is nothing for strangers.
  const fork = await ci.plan(request, { isFork: true })
  expect(fork).toMatchObject({ exitCode: 1, log: expect.stringContaining(`${Object.keys(secrets)[0]} is not set`) })
  expect(fork.log).toContain(`this job cannot use the state, which the manifest keeps in ${settings.backend}`)

  expect(await ci.plan(request)).toMatchObject({ exitCode: 0, summary: expect.stringContaining("1 to create") })
  const { body } = { ...request.comments.at(-1) }
  expect(body).toContain(`state in ${settings.backend}`)
  // Keys that only read are enough for it.
  expect(requests.filter((one) => !one.startsWith("GET "))).toEqual([])
  await ci.merge(request)

  // Somebody else has it, for a while.
  const held = Effect.runSync(Scope.make())
  await Effect.runPromise(Scope.extend(store.open("state rm"), held))
  const applied = await ci.apply({
    during: async (step) => {
      await until(() => step.said().includes("Waiting for the state"))
      await Effect.runPromise(Scope.close(held, Exit.void))
    }
  })
  expect(applied).toMatchObject({ exitCode: 0, summary: expect.stringContaining("1 done") })
  const { records, appliedPlans } = await Effect.runPromise(store.read)
  expect([records.size, appliedPlans]).toEqual([1, [{ digest: digestIn(body), finished: true }]])

  // Another machine has no files: they are downloaded again, with nobody's approval and for nothing.
  expect(await ci.apply()).toMatchObject({ exitCode: 0, summary: expect.stringContaining("1 done") })
  expect(server.stats()).toMatchObject({ exports: 1, downloads: 2, ledger: { length: 1 } })
  expect(await ci.git("branch")).toBe("  feature\n* main\n")
}

interface Scenario {
  readonly title: string
  readonly run: (around: Around) => Promise<void>
  /** Where a commit waits for it; elsewhere, it is one of the long tests. */
  readonly soon: ReadonlyArray<System>
}

const SCENARIOS: ReadonlyArray<Scenario> = [
  {
    title: "shows the plan in one comment, buys that very plan once, and remembers it",
    run: buysTheReviewedPlanOnce,
    soon: ["github"]
  },
  { title: "buys nothing by a plan that is not what was merged", run: refusesAnotherPlan, soon: ["github"] },
  { title: "buys nothing where the state cannot be fetched or kept", run: failsClosed, soon: ["github"] },
  { title: "lets one of two runs buy", run: oneOfTwoBuys, soon: ["gitlab"] },
  {
    title: "goes on after a job that was cancelled",
    run: (around) => goesOn(around, "cancelled"),
    soon: []
  },
  {
    title: "goes on after a program that was killed",
    run: (around) => goesOn(around, "killed"),
    soon: []
  },
  {
    title: "buys nothing after a machine that died, until somebody has looked",
    run: waitsForAPerson,
    soon: []
  },
  {
    title: "saves what was bought where the branch takes it no more, and buys nothing until it is back",
    run: savesWhatCannotBePushed,
    soon: []
  },
  {
    title: "uses a state that is elsewhere, under its own lock, and no branch",
    run: usesAStateElsewhere,
    soon: ["github"]
  },
  {
    title: "shows the plan of a fork where it may, and asks nobody on a schedule",
    run: forkAndSchedule,
    soon: ["gitlab"]
  }
]

export const scenarios = (isSoon: boolean) =>
  SCENARIOS.flatMap(({ title, run, soon }) =>
    (["github", "gitlab"] as const)
      .filter((system) => soon.includes(system) === isSoon)
      .map((system) => ({ title, system, run }))
  )
