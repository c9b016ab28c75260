import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import schema from "../../schema/scenario.schema.json" with { type: "json" }
import type { Fate } from "../../src/sandbox/Job.ts"
import { type Actions, decide, NO_CALLS, type Rule, type Scenario, type Subject } from "../../src/sandbox/scenario.ts"
import { checkScenario, parseScenario, ScenarioError } from "../../src/sandbox/scenarioFile.ts"

const CUT: Actions = { drop: "before" }

const decisions = (rules: ReadonlyArray<Rule>, subjects: ReadonlyArray<Subject>, seed = 0): ReadonlyArray<Actions> => {
  let counters = NO_CALLS
  return subjects.map((subject) => {
    const decision = decide({ version: 1, seed, rules }, counters, subject)
    counters = decision.counters
    return decision.actions
  })
}

/** Numbers, from 1, of the calls of a kind that a rule strikes. */
const struck = (rule: Omit<Rule, "do">, subjects: ReadonlyArray<Subject>): ReadonlyArray<number> =>
  decisions([{ ...rule, do: CUT }], subjects).flatMap((actions, i) => (actions.drop === undefined ? [] : [i + 1]))

const creates = (n: number): ReadonlyArray<Subject> =>
  Array.from({ length: n }, () => ({ target: "create", type: "fans" }) as const)

const mixed: ReadonlyArray<Subject> = [
  { target: "create", type: "fans" },
  { target: "list", type: undefined },
  { target: "create", type: "payouts" },
  { target: "start", type: "fans" },
  { target: "download", type: "fans" },
  { target: "create", type: "fans" }
]

describe("a rule", () => {
  it.each<[string, Omit<Rule, "do">, ReadonlyArray<Subject>, ReadonlyArray<number>]>([
    ["strikes each call of its kind", { on: "create" }, mixed, [1, 3, 6]],
    ["of several kinds", { on: ["list", "download"] }, mixed, [2, 5]],
    ["of any kind", { on: "any" }, mixed, [1, 2, 3, 4, 5, 6]],
    ["any but a webhook, which is no call", { on: "any" }, [{ target: "webhook", type: "fans" }], []],
    ["a webhook", { on: "webhook", type: "fans" }, [{ target: "webhook", type: "fans" }], [1]],
    ["of an export type", { on: "any", type: "fans" }, mixed, [1, 4, 5, 6]],
    ["counts only calls that match", { on: "create", type: "fans", nth: 2 }, mixed, [6]],
    ["strikes the nth", { on: "create", nth: 3 }, creates(5), [3]],
    ["strikes several nths", { on: "create", nth: [1, 4] }, creates(5), [1, 4]],
    ["strikes every so-manieth", { on: "create", every: 2 }, creates(5), [2, 4]],
    ["at most so often", { on: "create", every: 2, times: 1 }, creates(5), [2]],
    ["never with probability 0", { on: "create", probability: 0 }, creates(50), []]
  ])("%s", (_, rule, subjects, expected) => {
    expect(struck(rule, subjects)).toEqual(expected)
  })

  it("strikes with its probability, alike for equal seeds and unlike for others", () => {
    const rules: ReadonlyArray<Rule> = [{ on: "create", probability: 0.2, do: CUT }]
    const run = (seed: number) => decisions(rules, creates(1_000), seed).map((actions) => actions.drop !== undefined)
    const share = run(1).filter(Boolean).length / 1_000
    expect(share).toBeGreaterThan(0.15)
    expect(share).toBeLessThan(0.25)
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
  })

  it("adds to the rules before it, and wins over them", () => {
    const rules: ReadonlyArray<Rule> = [
      { on: "create", do: { drop: "before", move_balance: -5 } },
      { on: "any", do: { drop: "after" } }
    ]
    expect(decisions(rules, creates(1))).toEqual([{ drop: "after", move_balance: -5 }])
  })
})

/** Every action that there is: `satisfies` makes it fail to compile when one is added and not named here. */
const EVERYTHING = {
  hang: { ms: 10, when: "after" },
  drop: "after",
  answer: { status: 503, when: "after", html: "<h1>no</h1>", retry_after: 2 },
  stale: true,
  garbage: true,
  huge: 1_000,
  unknown_fields: true,
  missing_fields: ["created_at"],
  expire_url: true,
  truncate: { bytes: 5, clean: true },
  move_balance: -5,
  set_limit: { kind: "sliding", calls: 3, window_ms: 500 },
  lookalike: true,
  fate: {
    calculation_fails: "a",
    run_fails: "b",
    failed_downloads: 1,
    missing_rows: 2,
    lingers: { status: "archiving", ms: 5, after: "calculation" },
    rows: 7,
    credits: 8,
    scrape_charges: true
  },
  webhook: { lost: true, late_ms: 5, copies: 2, behind_next: true, forged: true }
} as const satisfies Required<Actions> & {
  readonly fate: Required<Fate>
  readonly webhook: Required<NonNullable<Actions["webhook"]>>
}

describe("the file of a scenario", () => {
  it("may hold every action, and the schema knows no other", async () => {
    const scenario: Scenario = {
      version: 1,
      seed: 3,
      rules: [{ on: ["create", "get"], every: 2, times: 1, do: EVERYTHING }]
    }
    expect(await checkScenario(scenario)).toEqual(scenario)
    expect(Object.keys(schema.$defs.actions.properties).sort()).toEqual(Object.keys(EVERYTHING).sort())
    expect(Object.keys(schema.$defs.actions.properties.fate.properties).sort()).toEqual(
      Object.keys(EVERYTHING.fate).sort()
    )
    expect(Object.keys(schema.$defs.actions.properties.webhook.properties).sort()).toEqual(
      Object.keys(EVERYTHING.webhook).sort()
    )
  })

  it("is YAML", async () => {
    const text = "version: 1\nrules:\n  - on: create\n    nth: 2\n    do: { drop: after }\n"
    expect(await parseScenario(text)).toEqual({ version: 1, rules: [{ on: "create", nth: 2, do: { drop: "after" } }] })
  })

  it("has an example in docs/, of which every rule is valid, those in comments too", async () => {
    const text = readFileSync(new URL("../../docs/faults.yaml", import.meta.url), "utf8")
    const { rules } = await parseScenario(text)
    const all = await parseScenario(text.replace(/^ {2}# (- \{)/gm, "  $1"))
    expect(all.rules.length).toBeGreaterThan(rules.length)
  })

  it.each([
    ["version: 1\n", "must have required property 'rules'"],
    ["version: 2\nrules: []\n", "/version"],
    ["version: 1\nrules: [{ on: buy, do: { drop: after } }]\n", "/rules/0/on"],
    ["version: 1\nrules: [{ on: create, do: {} }]\n", "/rules/0/do"],
    ["version: 1\nrules: [{ on: create, do: { dorp: after } }]\n", "dorp"],
    ["version: 1\nrules: [{ on: create, nth: 0, do: { drop: after } }]\n", "/rules/0/nth"],
    ["version: 1\nrules: [", "Flow sequence"],
    ["", "the whole"]
  ])("says what is wrong in %j", async (text, expected) => {
    const error = await parseScenario(text).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ScenarioError)
    expect(String(error)).toContain(expected)
  })

  it("explains every key to an editor", () => {
    const keys = [schema, schema.$defs.rule, schema.$defs.actions].flatMap(({ properties }) =>
      Object.entries(properties)
    )
    const own = keys.filter(([, value]) => !("$ref" in value) || "description" in value)
    expect(own.length).toBeGreaterThan(15)
    for (const [key, value] of own)
      expect([key, value]).toEqual([
        key,
        expect.objectContaining({ description: expect.any(String), examples: expect.any(Array) })
      ])
  })
})
