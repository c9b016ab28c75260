/** Every fault that a scenario can name, each in a purchase of its own. */
import { expect } from "vitest"
import type { Fate } from "../../src/sandbox/Job.ts"
import type { Actions, Rule } from "../../src/sandbox/scenario.ts"
import type { RunningSandbox } from "../../src/sandbox/server.ts"
import { expectFilesAsReported, type ReportDocument, reportOf } from "./documents.ts"
import { ONE } from "./manifests.ts"
import type { Fixtures } from "./place.ts"

const HTML = "<html><body>502 Bad Gateway</body></html>"

/** What `ONE` costs in the sandbox. */
export const PRICE = 24

const SCRAPED = ONE.replace("type: transactions", "type: fans\n    options: { type: all }\n    max_credits: 60")

export interface Trial {
  readonly name: string
  readonly rules: ReadonlyArray<Rule>
  readonly manifest?: string
  /** Left out: it is done. */
  readonly stop?: { readonly exitCode: number; readonly outcome: string; readonly problem: string }
  /** Credits that the vendor charged in the end; `PRICE` where nothing is said. */
  readonly charged?: number
  /** Exports at the vendor in the end; 1 where nothing is said. */
  readonly exports?: number
  /** troubles.test.ts meets it among others: by itself in adversary.long.test.ts. */
  readonly isMetElsewhere?: true
  /** What shows that the fault has struck, where the ending does not. */
  readonly shows?: (struck: { readonly said: string; readonly server: RunningSandbox }) => boolean
}

const on = (target: Rule["on"], action: Actions, rest: Partial<Rule> = {}): Rule => ({
  on: target,
  do: action,
  times: 1,
  ...rest
})

const failed = (problem: string) => ({ exitCode: 5, outcome: "failed", problem })
const incomplete = { exitCode: 5, outcome: "incomplete", problem: "incomplete" }
const again =
  (what: string) =>
  ({ said }: { readonly said: string }) =>
    said.includes(`${what} again in`)

/** By action, and there is no action without; `apply` takes no webhooks. */
export const ACTIONS: Readonly<Record<Exclude<keyof Actions, "fate" | "webhook">, ReadonlyArray<Trial>>> = {
  hang: [
    {
      name: "each call once, before and after it took effect",
      rules: [
        on(["list", "create", "get"], { hang: { ms: 300 } }, { times: 3 }),
        on("start", { hang: { ms: 300, when: "after" } }),
        on("download", { hang: { ms: 300 } })
      ]
    }
  ],
  drop: [
    {
      name: "a create that took effect",
      isMetElsewhere: true,
      rules: [on("create", { drop: "after" })],
      shows: ({ said }) => said.includes("the answer to its create was lost; found as")
    },
    {
      name: "a create that did not, a start that did, a look and a download",
      rules: [
        on("create", { drop: "before" }),
        on("start", { drop: "after" }),
        on("get", { drop: "after" }),
        on("download", { drop: "before" })
      ],
      shows: again("download")
    }
  ],
  answer: [
    {
      name: "5xx, HTML and 429, some of them in place of an answer that the API gave",
      rules: [
        on("create", { answer: { status: 504, html: HTML, when: "after" } }),
        on("start", { answer: { status: 502, html: HTML, when: "after" } }),
        on("get", { answer: { status: 429, retry_after: 1 } }),
        on("download", { answer: { status: 500, html: HTML } })
      ],
      shows: again("download")
    },
    {
      name: "a refusal",
      isMetElsewhere: true,
      rules: [on("create", { answer: { status: 422, json: { message: "Not like this." } } })],
      stop: failed("refused-by-server"),
      charged: 0,
      exports: 0
    }
  ],
  stale: [{ name: "every second look", rules: [{ on: ["list", "get"], every: 2, do: { stale: true } }] }],
  garbage: [
    {
      name: "for a create, a look and a start",
      isMetElsewhere: true,
      rules: [on("create", { garbage: true }), on("get", { garbage: true }), on("start", { garbage: true })],
      shows: ({ said }) => said.includes("found as")
    }
  ],
  huge: [{ name: "an answer that is too much to read", rules: [on("get", { huge: 40_000_000 })], shows: again("get") }],
  missing_fields: [
    {
      name: "what a start has used, when it was created, and all of the team's limits and credits",
      rules: [{ on: "any", do: { missing_fields: ["used", "created_at", "_rate_limits", "balance"] } }]
    },
    {
      name: "when it was created, where that alone tells a lost create from an old export",
      rules: [on("create", { drop: "after" }), { on: "list", do: { missing_fields: ["created_at"] } }],
      stop: { exitCode: 5, outcome: "blocked", problem: "ambiguous" },
      charged: 0
    }
  ],
  unknown_fields: [
    { name: "in every answer", isMetElsewhere: true, rules: [{ on: "any", do: { unknown_fields: true } }] }
  ],
  expire_url: [
    {
      name: "in an answer, and on the way to the file",
      isMetElsewhere: true,
      rules: [{ on: ["list", "get"], every: 2, do: { expire_url: true } }, on("download", { expire_url: true })],
      shows: again("download")
    }
  ],
  truncate: [
    {
      name: "with a broken connection, and in good order",
      isMetElsewhere: true,
      rules: [
        on("download", { truncate: { bytes: 100 } }),
        on("download", { truncate: { bytes: 300, clean: true } }, { nth: 2 })
      ],
      shows: again("download")
    }
  ],
  move_balance: [
    {
      name: "all the team's credits are gone just before the start",
      rules: [on("start", { move_balance: -10_000 })],
      stop: { exitCode: 4, outcome: "blocked", problem: "insufficient-credits" },
      charged: 0
    },
    {
      name: "others spend down to what is to be kept",
      manifest: `${ONE}budget: { keep_balance: 500 }\n`,
      rules: [on("create", { move_balance: -9_480 })],
      stop: { exitCode: 4, outcome: "blocked", problem: "over-budget" },
      charged: 0
    }
  ],
  set_limit: [
    {
      name: "fewer calls, and another kind of window",
      rules: [on("create", { set_limit: { kind: "sliding", calls: 3, window_ms: 1_000 } })],
      shows: ({ server }) => server.world().limit.kind === "sliding"
    }
  ],
  lookalike: [
    { name: "beside a create that is answered", rules: [on("create", { lookalike: true })], exports: 2 },
    {
      name: "beside a create whose answer is lost",
      rules: [on("create", { lookalike: true, drop: "after" })],
      stop: { exitCode: 5, outcome: "blocked", problem: "ambiguous" },
      charged: 0,
      exports: 2
    }
  ]
}

export const FATES: Readonly<Record<keyof Fate, ReadonlyArray<Trial>>> = {
  calculation_fails: [
    {
      name: "before anything was charged",
      isMetElsewhere: true,
      rules: [on("create", { fate: { calculation_fails: "asleep" } })],
      stop: failed("failed-at-server"),
      charged: 0
    }
  ],
  run_fails: [
    {
      name: "after it was charged",
      isMetElsewhere: true,
      rules: [on("start", { fate: { run_fails: "blocked" } })],
      stop: failed("failed-at-server")
    }
  ],
  failed_downloads: [
    { name: "a few", isMetElsewhere: true, rules: [on("create", { fate: { failed_downloads: 2 } })], stop: incomplete }
  ],
  missing_rows: [
    { name: "a few", isMetElsewhere: true, rules: [on("create", { fate: { missing_rows: 7 } })], stop: incomplete }
  ],
  lingers: [
    {
      name: "before the price is known",
      rules: [on("create", { fate: { lingers: { status: "queued", ms: 300, after: "calculation" } } })]
    },
    { name: "before it completes", rules: [on("create", { fate: { lingers: { status: "polishing", ms: 300 } } })] }
  ],
  rows: [{ name: "none at all", rules: [on("create", { fate: { rows: 0 } })], charged: 0 }],
  credits: [
    {
      name: "the start charges more than the price that was told",
      rules: [on("start", { fate: { credits: 31 } })],
      charged: 31
    },
    {
      name: "the price leaves no room in the budget",
      manifest: `${ONE}budget: { per_run: 30 }\n`,
      rules: [on("create", { fate: { credits: 31 } })],
      stop: { exitCode: 4, outcome: "blocked", problem: "over-budget" },
      charged: 0
    }
  ],
  scrape_charges: [
    {
      name: "before anybody starts it",
      manifest: SCRAPED,
      rules: [on("create", { fate: { scrape_charges: true, credits: 50 } })],
      charged: 50,
      shows: ({ server }) => server.stats().calls.start === 0
    }
  ]
}

export const TRIALS: ReadonlyArray<readonly [name: string, trial: Trial]> = Object.entries({
  ...ACTIONS,
  ...FATES
}).flatMap(([action, trials]) => trials.map((trial) => [`${action}: ${trial.name}`, trial] as const))

/** It is charged once and done, or stopped by name. */
export const expectOutcome = async (
  trial: Trial,
  { place, sandbox }: Pick<Fixtures, "place" | "sandbox">
): Promise<void> => {
  const server = await sandbox({ scenario: { version: 1, rules: trial.rules } })
  await place.write("exports.yaml", trial.manifest ?? ONE)
  const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
  const report = reportOf(ended)
  const [result] = report.results
  expect({ exitCode: ended.exitCode, outcome: result?.outcome, problem: result?.problem?.code }).toEqual(
    trial.stop ?? { exitCode: 0, outcome: "done", problem: undefined }
  )
  expectCharged(server, report, trial)
  if (trial.shows !== undefined) expect(trial.shows({ said: ended.stderr, server })).toBe(true)
  if (trial.stop === undefined) await expectFilesAsReported(place, report)
}

const expectCharged = (
  server: RunningSandbox,
  report: ReportDocument,
  { charged = PRICE, exports = 1, rules }: Trial
) => {
  const stats = server.stats()
  expect({ charged: stats.charged, exports: stats.exports, reported: report.credits.charged }).toEqual({
    charged,
    exports,
    reported: charged
  })
  // A table without rows costs nothing, and is started all the same.
  const isFree = rules.some((rule) => rule.do.fate?.rows === 0)
  expect(stats.ledger).toHaveLength(charged > 0 || isFree ? 1 : 0)
}
