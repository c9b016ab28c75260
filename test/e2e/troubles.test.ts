/** What goes wrong in the middle of a run: the others are bought, nothing is bought twice, and the next run goes on. */
import { describe, expect } from "vitest"
import type { Rule } from "../../src/sandbox/scenario.ts"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { expectFilesAsReported, expectValid, type ReportDocument, reportOf } from "./documents.ts"
import { FOUR } from "./manifests.ts"
import { it } from "./place.ts"

const HTML = "<html><body>502 Bad Gateway</body></html>"

/** What the run says of `payouts`, when only `payouts` is troubled. */
interface Trouble {
  readonly name: string
  readonly rules: ReadonlyArray<Rule>
  readonly exitCode: number
  readonly outcome: string
  readonly problem: string
  readonly says: RegExp
  /** Whether `payouts` was charged. */
  readonly charged: boolean
  /** What the next apply makes of it, without the trouble. */
  readonly next: "buys it" | "starts that very export" | "downloads it" | "leaves it"
  readonly exitCodeNext?: number
}

const on = (target: Rule["on"], action: Rule["do"], rest: Partial<Rule> = {}): Rule => ({
  on: target,
  type: "payouts",
  times: 1,
  do: action,
  ...rest
})

const TROUBLES: ReadonlyArray<Trouble> = [
  {
    name: "422 for a field",
    rules: [
      on("create", {
        answer: {
          status: 422,
          json: {
            message: "The account ids.0 is invalid.",
            errors: { "account_ids.0": ["The account is not linked."] }
          }
        }
      })
    ],
    exitCode: 5,
    outcome: "failed",
    problem: "refused-by-server",
    says: /error\[refused-by-server\][\s\S]*The account is not linked\.[\s\S]*--> exports\.yaml:3:26[\s\S]*account_ids: all/,
    charged: false,
    next: "buys it"
  },
  {
    name: "404 for an account",
    rules: [
      on("create", { answer: { status: 404, json: { message: "Account not found.", code: "account_not_found" } } })
    ],
    exitCode: 5,
    outcome: "failed",
    problem: "gone-at-server",
    says: /Account not found[\s\S]*check the account ids/,
    charged: false,
    next: "buys it"
  },
  {
    name: "402 at the start",
    rules: [on("start", { answer: { status: 402, json: { message: "Insufficient credits." } } })],
    exitCode: 4,
    outcome: "blocked",
    problem: "insufficient-credits",
    says: /Insufficient credits[\s\S]*buy credits, then apply again/,
    charged: false,
    next: "starts that very export"
  },
  {
    name: "a calculation that fails",
    rules: [on("create", { fate: { calculation_fails: "the account is asleep" } })],
    exitCode: 5,
    outcome: "failed",
    problem: "failed-at-server",
    says: /the account is asleep[\s\S]*nothing was charged/,
    charged: false,
    next: "buys it"
  },
  {
    name: "a run that fails",
    rules: [on("create", { fate: { run_fails: "out of paper" } })],
    exitCode: 5,
    outcome: "failed",
    problem: "failed-at-server",
    says: /out of paper[\s\S]*exporter state rm payouts/,
    charged: true,
    next: "leaves it",
    exitCodeNext: 5
  },
  {
    name: "a file that the server could not fill",
    rules: [on("create", { fate: { failed_downloads: 2 } })],
    exitCode: 5,
    outcome: "incomplete",
    problem: "incomplete",
    says: /could not collect 2[\s\S]*exporter state rm/,
    charged: true,
    next: "leaves it"
  },
  {
    name: "a file with missing rows",
    rules: [on("create", { fate: { rows: 40, missing_rows: 7 } })],
    exitCode: 5,
    outcome: "incomplete",
    problem: "incomplete",
    says: /33 of 40 rows/,
    charged: true,
    next: "leaves it"
  },
  {
    name: "a file that is not given out",
    rules: [on("download", { answer: { status: 404, html: HTML } })],
    exitCode: 5,
    outcome: "failed",
    problem: "download-failed",
    says: /status 404[\s\S]*apply again/,
    charged: true,
    next: "downloads it"
  }
]

describe.concurrent("one purchase of four is in trouble", () => {
  it.for(TROUBLES)("$name", async (trouble, { place, sandbox }) => {
    const server = await sandbox({ scenario: { version: 1, rules: trouble.rules } })
    await place.write("exports.yaml", FOUR)
    const ended = await place.run(["apply", "--auto-approve", "--events", "events.ndjson"], { server })
    const report = lastReport(await place.read("events.ndjson"))
    const payouts = resultFor(report, "payouts")
    expect({ outcome: payouts?.outcome, problem: payouts?.problem?.code, exitCode: ended.exitCode }).toEqual({
      outcome: trouble.outcome,
      problem: trouble.problem,
      exitCode: trouble.exitCode
    })
    expect(report.summary).toMatchObject({ done: 3 })
    await expectValid("report", report)
    expect(chargesOf(server)).toHaveLength(trouble.charged ? 4 : 3)
    expect(report.credits.charged).toBe(server.stats().charged)

    expect(ended.stderr + ended.stdout).toMatch(trouble.says)

    const again = await place.run(["apply", "--auto-approve"], { server })
    expect(again.exitCode).toBe(trouble.exitCodeNext ?? 0)
    expectNext(trouble, server, payouts?.data_export_id ?? null)
    expect(new Set(chargesOf(server)).size).toBe(chargesOf(server).length)
  })
})

const resultFor = (report: ReportDocument, address: string) => report.results.find((one) => one.address === address)

const chargesOf = (server: RunningSandbox): ReadonlyArray<string> =>
  server.stats().ledger.map(({ data_export_id }) => data_export_id)

/** The report is the last of the events. */
const lastReport = (events: string): ReportDocument => {
  const last = JSON.parse(events.trimEnd().split("\n").at(-1) ?? "") as { type: string; report: ReportDocument }
  expect(last.type).toBe("run-finished")
  return last.report
}

const expectNext = ({ next, charged }: Trouble, server: RunningSandbox, before: string | null): void => {
  const { exports } = server.stats()
  const charges = chargesOf(server)
  expect(charges).toHaveLength(4)
  switch (next) {
    case "buys it":
      expect(charged).toBe(false)
      expect(charges.at(-1)).not.toBe(before)
      return
    case "starts that very export":
      expect({ exports, last: charges.at(-1) }).toEqual({ exports: 4, last: before })
      return
    case "downloads it":
    case "leaves it":
      expect({ exports, charged }).toEqual({ exports: 4, charged: true })
  }
}

/** What a run gets over by itself; each of the four purchases has a trouble of its own. */
const OVERCOME: ReadonlyArray<{
  readonly name: string
  readonly rules: ReadonlyArray<Rule>
  readonly says?: ReadonlyArray<RegExp>
}> = [
  {
    name: "creates whose answers are lost, whether they were processed or not",
    rules: [
      on("create", { drop: "after" }),
      on("create", { answer: { status: 502, html: HTML, when: "after" } }, { type: "chargebacks" }),
      on("create", { garbage: true }, { type: "trial_links" }),
      on("create", { answer: { status: 500 } }, { type: "transactions" })
    ],
    says: [
      /payouts: the answer to its create was lost; found as data_export_/,
      /chargebacks: .* found as/,
      /links: .* found as/
    ]
  },
  {
    name: "starts whose answers are lost, whether they were processed or not",
    rules: [
      on("start", { drop: "after" }),
      on("start", { drop: "before" }, { type: "chargebacks" }),
      on("start", { garbage: true }, { type: "trial_links" }),
      on("start", { answer: { status: 503, html: HTML, when: "after" } }, { type: "transactions" })
    ]
  },
  {
    name: "answers that are old, no JSON, late, or full of what nobody knows",
    rules: [
      { on: ["list", "get"], every: 3, do: { garbage: true } },
      { on: ["list", "get"], every: 2, do: { stale: true } },
      { on: "list", nth: 2, do: { answer: { status: 503, retry_after: "Mon, 01 Jan 2024 00:00:00 GMT" } } },
      { on: "any", do: { unknown_fields: true } },
      on("create", { fate: { lingers: { status: "polishing", ms: 300 } } })
    ]
  },
  {
    name: "429, with a wait in seconds",
    // Each by itself: which call comes first is nobody's promise.
    rules: (["create", "start"] as const).map((target) => ({
      on: target,
      nth: 2,
      do: { answer: { status: 429, json: { message: "Too Many Attempts." }, retry_after: 1 } }
    })),
    says: [/create again in/, /start again in/]
  },
  {
    name: "downloads that break off, end early, run out, or are something else",
    rules: [
      on("download", { truncate: { bytes: 100 } }),
      on("download", { truncate: { bytes: 300, clean: true } }, { type: "chargebacks" }),
      on("download", { expire_url: true }, { type: "trial_links" }),
      on("download", { answer: { status: 200, html: HTML } }, { type: "transactions" })
    ],
    says: [/payouts: download again/, /chargebacks: download again/, /links: download again/, /ledger: download again/]
  }
]

describe.concurrent("a run gets over", () => {
  it.for(OVERCOME)("$name", { timeout: 60_000 }, async ({ rules, says }, { place, sandbox }) => {
    const server = await sandbox({ scenario: { version: 1, rules } })
    await place.write("exports.yaml", FOUR)
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
    const report = reportOf(ended)
    expect(report.results.flatMap(({ problem }) => problem ?? [])).toEqual([])
    expect(ended.exitCode).toBe(0)
    for (const words of says ?? []) expect(ended.stderr).toMatch(words)
    expect(new Set(chargesOf(server)).size).toBe(4)
    expect(chargesOf(server)).toHaveLength(4)
    expect(server.stats().exports).toBe(4)
    expect(report.credits.charged).toBe(server.stats().charged)
    await expectFilesAsReported(place, report)
  })

  it("a key that is taken back in the middle: all that is begun goes on with the next one", async ({
    place,
    sandbox
  }) => {
    const scenario = {
      version: 1,
      rules: [{ on: "start", nth: [2], do: { answer: { status: 401, json: { message: "Unauthenticated." } } } }]
    } as const
    const server = await sandbox({ scenario })
    await place.write("exports.yaml", FOUR)
    // One after the other: no second start may meet the key that was taken back.
    const ended = await place.run(["apply", "--auto-approve", "--json", "--concurrency", "1"], { server })
    expect(ended.exitCode).toBe(1)
    expect(reportOf(ended).stopped?.code).toBe("unauthenticated")
    const again = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(again.exitCode).toBe(0)
    expect(server.stats()).toMatchObject({ exports: 4, ledger: { length: 4 } })
    expect(new Set(chargesOf(server)).size).toBe(4)
    await expectFilesAsReported(place, reportOf(again))
  })
})
