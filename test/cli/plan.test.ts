/**
 * Plans as they are shown: each folder of golden/plan has a manifest, and what is written of its plan as text, as the comment of
 * a pull request, and as JSON. What another manifest, `bought.yaml`, has bought is there before. `UPDATE=1 npx vitest run test/cli/plan.test.ts` writes what is shown now.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import { budgetOf, documentOf } from "../../src/cli/render/BudgetView.ts"
import { code, MARKER, MOST_CHARACTERS, prose, renderMarkdown, verdictOf } from "../../src/cli/render/markdown.ts"
import { renderNotices } from "../../src/cli/render/notices.ts"
import { type PlanView, viewOf } from "../../src/cli/render/PlanView.ts"
import { renderPlan } from "../../src/cli/render/plan.ts"
import type { Credits, DataExportId, Instant, Request } from "../../src/domain.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { diff } from "../../src/plan/diff.ts"
import { FREE } from "../../src/plan/estimate.ts"
import type { Plan } from "../../src/plan/Plan.ts"
import type { TeamExports } from "../../src/plan/TeamExports.ts"
import { expand } from "../../src/request/expand.ts"
import { bornWith, resolveOutput } from "../../src/request/output.ts"
import { emptyState } from "../../src/state/change.ts"
import type { LedgerEntry, StateRecord } from "../../src/state/Record.ts"

const FOLDER = join(import.meta.dirname, "golden/plan")
const isUpdate = process.env["UPDATE"] === "1"
const AS_OF = "2024-04-15T08:00:00Z" as Instant
const plain = (_: unknown, text: string) => text
const painted = (format: unknown, text: string) => `<${[format].flat().join(" ")}>${text}</>`

interface Seen {
  readonly plan: Plan
  readonly view: PlanView
}

/** What has happened to requests before, by the number of the request. */
type History = (request: Request, index: number) => StateRecord | undefined

const base = (request: Request) => ({
  fingerprint: request.fingerprint,
  request: request.canonical,
  address: request.address,
  as_of: AS_OF,
  attempt: 1
})
const id = "data_export_1" as DataExportId
const credits = 7 as Credits
const done = (request: Request): StateRecord => ({
  ...base(request),
  phase: "done",
  data_export_id: id,
  credits,
  completed_at: AS_OF,
  files: [{ path: request.output, bytes: 3, sha256: "0".repeat(64) }]
})

const HOSTILE =
  "\u001b[2Jno | `rm -rf` <img src=x onerror=alert(1)> @everyone [x](http://evil) #1 &amp; **bold**\n::error::line two \u202egnp"

/** One of each. */
const mixed: ReadonlyArray<History> = [
  done,
  (request) => ({ ...base(request), phase: "priced", data_export_id: id, credits }),
  (request) => ({ ...base(request), phase: "ambiguous", since: AS_OF, candidates: [id] }),
  (request) => ({ ...base(request), phase: "failed", data_export_id: id, credits, charged: true, reason: HOSTILE }),
  () => undefined
]

const HISTORIES: Readonly<Record<string, History>> = {
  "002-nothing-to-do": done,
  "004-mixed": (request, index) => mixed[index % mixed.length]?.(request, index),
  "006-hostile-words": (request) => ({ ...base(request), phase: "refused", reason: HOSTILE }),
  // Bought on 5 April, but for what is new.
  "020-time": (request) => {
    const asOf = "2024-04-05T02:00:00Z" as Instant
    const isThere = request.window === undefined || request.window.start < asOf
    if (!isThere || request.export === "settling") return undefined
    return { ...done(request), as_of: asOf }
  },
  "008-every-action": (request, index) =>
    request.export === "gone"
      ? done(request)
      : request.export !== "begun"
        ? undefined
        : index % 2 === 0
          ? { ...base(request), phase: "created", data_export_id: `data_export_${index}` as DataExportId }
          : { ...base(request), phase: "started", data_export_id: `data_export_${index}` as DataExportId, credits }
}

/** What this month has seen. */
const chargeOf = ({ fingerprint, address, canonical }: Request): LedgerEntry => ({
  fingerprint,
  address,
  data_export_id: id,
  as_of: AS_OF,
  credits: 120 as Credits,
  type: canonical.type,
  account_ids: []
})

/** Exports of the team that are taken over, by the name of the case. */
const TEAM: Readonly<Record<string, string>> = { "008-every-action": "bought-elsewhere" }

const readAs = (text: string) => {
  const { manifest, locate } = Either.getOrThrow(readManifest([{ file: "exports.yaml", text }], {}))
  return { manifest, requests: Either.getOrThrow(expand(manifest, locate, AS_OF)) }
}

const seenOf = (text: string, name = "", before?: string): Seen => {
  const history = HISTORIES[name] ?? (() => undefined)
  const { manifest, requests } = readAs(text)
  const bought = before === undefined ? [] : readAs(before).requests
  const records = requests.flatMap((request, index): ReadonlyArray<StateRecord> => {
    const record = history(request, index)
    if (record?.phase !== "done") return record === undefined ? [] : [record]
    const same = requests.filter(({ fingerprint }) => fingerprint === request.fingerprint)
    const path = (output: string) => resolveOutput(output, bornWith(record), manifest.timezone)
    return [{ ...record, files: same.map(({ output }) => ({ path: path(output), bytes: 3, sha256: "0".repeat(64) })) }]
  })
  const orphans = name === "004-mixed" || name === "008-every-action" ? records.slice(0, 1) : []
  const declared = requests.filter(({ fingerprint }) => !orphans.some((one) => one.fingerprint === fingerprint))
  const files = new Map(
    [...declared, ...bought].flatMap(({ output, fingerprint, export: of }) => {
      const record =
        records.find((one) => one.fingerprint === fingerprint) ??
        bought.filter((one) => one.fingerprint === fingerprint).map(done)[0]
      return record?.phase === "done" && of !== "gone"
        ? [[resolveOutput(output, bornWith(record), manifest.timezone), { bytes: 3 }] as const]
        : []
    })
  )
  const ledger = name === "" ? [] : requests.slice(0, 1).map(chargeOf)
  const state = {
    ...emptyState("x"),
    ledger,
    records: new Map([...records, ...bought.map(done)].map((record) => [record.fingerprint, record]))
  }
  const team: TeamExports = new Map(
    requests.flatMap((request) =>
      request.export === TEAM[name]
        ? [[request.fingerprint, { id, isPaid: true, credits, createdAt: AS_OF }] as const]
        : []
    )
  )
  const plan = diff({
    requests: declared,
    state,
    asOf: AS_OF,
    timezone: manifest.timezone,
    prices: manifest.prices,
    files,
    team
  })
  return { plan, view: viewOf(plan, budgetOf({ manifest, requests }, plan, state)) }
}

const cases = readdirSync(FOLDER).sort()

it("there are cases", () => {
  expect(cases.length).toBeGreaterThan(5)
})

const nothing = {
  state: emptyState("x"),
  asOf: AS_OF,
  timezone: "UTC",
  prices: { rowsPerCredit: 20, rowsPerAccountDay: {} },
  files: new Map()
}

const WRITTEN = { name: "plan.json", digest: "0".repeat(64) }

describe.each(cases)("%s", (name) => {
  const bought = join(FOLDER, name, "bought.yaml")
  const { plan, view } = seenOf(
    readFileSync(join(FOLDER, name, "exports.yaml"), "utf8"),
    name,
    existsSync(bought) ? readFileSync(bought, "utf8") : undefined
  )
  const golden = (file: string, text: string) => {
    const path = join(FOLDER, name, file)
    if (isUpdate) writeFileSync(path, text)
    expect(text).toBe(readFileSync(path, "utf8"))
  }

  it("as text", () => {
    const text = renderPlan(view, { style: plain })
    expect(text).not.toContain("\u001b")
    golden("plan.txt", `${text}\n`)
  })

  it("as text with colours, at a terminal of 80 columns", () => {
    golden("plan.colours.txt", `${renderPlan(view, { style: painted, width: 80 })}\n`)
    const lines = renderPlan(view, { style: plain, width: 80 }).split("\n")
    // What is longer is one word that nothing may cut: an address, a path.
    for (const line of lines.filter(({ length }) => length > 80)) expect(line.trim()).toMatch(/^\S*( \S+){0,8}$/)
  })

  it("as a comment", () => {
    const text = renderMarkdown(view, { written: WRITTEN })
    golden("plan.md", text)
    expect(text.startsWith(`${MARKER}\n### exporter: ${verdictOf(view)}\n\n**`)).toBe(true)
    expect(text).toBe(renderMarkdown(viewOf(structuredClone(plan), view.budget), { written: WRITTEN }))
  })

  it("as notices", () => {
    const text = renderNotices(view)
    golden("notices.txt", `${text}\n`)
    for (const line of text.split("\n")) expect(line).toMatch(/^::(notice|warning) title=[^:,]+::[^\n]+$/)
  })

  it("as JSON", () => golden("plan.json", `${JSON.stringify(documentOf(plan, view.budget), null, 2)}\n`))

  it("tells of every action, once", () => {
    const shown = view.exports.flatMap(({ alikes }) => alikes.flatMap(({ actions }) => actions))
    const others = plan.actions.filter(({ action, covered_by }) => action !== "keep" || covered_by !== undefined)
    expect(shown.map(({ address }) => address).sort()).toEqual(others.map(({ address }) => address).sort())
    const all = renderPlan(view, { style: plain, all: true })
    for (const { address } of others) expect(all).toContain(address)
  })
})

it("nothing is declared: nothing to do", () => {
  const { plan } = seenOf(manifestOf(1, 1))
  const none: Plan = { ...plan, actions: [], summary: diff({ ...nothing, requests: [] }).summary, credits: FREE }
  expect(renderPlan(viewOf(none), { style: plain })).toBe(`Plan as of ${AS_OF}\n\nNothing is declared.\nNothing to do.`)
  expect(renderMarkdown(viewOf(none))).toContain("### exporter: nothing to do\n\n**Nothing is declared.**")
})

describe("the words of others in a comment", () => {
  it.for([
    ["@everyone", "&#64;&#8203;everyone"],
    ["see #12", "see &#35;&#8203;12"],
    ["https://evil.example www.evil.example", "https:&#8203;//evil.example www&#8203;.evil.example"],
    [
      "[x](y) <b> **c** _d_ ~e~ | \\",
      "&#91;x&#93;(y) &#60;b&#62; &#42;&#42;c&#42;&#42; &#95;d&#95; &#126;e&#126; &#124; &#92;"
    ],
    ["a\n\n# b\r\n::error::c", "a &#35;&#8203; b ::error::c"],
    ["\u202eabc\u200b", "abc"],
    ["run `exporter plan` or `a|b`", "run `exporter plan` or <code>a&#124;b</code>"]
  ])("%j mean nothing", ([text = "", shown]) => expect(prose(text)).toBe(shown))

  it("are code, whatever stands in them", () => {
    expect(code("data/@a [x](y) <b>.csv")).toBe("`data/@a [x](y) <b>.csv`")
    expect(code("a`b|c\\d")).toBe("<code>a&#96;b&#124;c&#92;d</code>")
  })

  it("are cut where a server tells a novel", () => {
    expect(prose("a ".repeat(100_000)).length).toBeLessThan(500)
  })
})

const manifestOf = (exports: number, days: number) =>
  `version: 1
max_requests: 100000
budget: { per_run: 100 }
prices: { rows_per_account_day: { transactions: 20 } }
defaults: { account_ids: [acct_1], start_date: 2001-01-01, end_date: ${new Date(Date.UTC(2001, 0, days)).toISOString().slice(0, 10)}, split: day }
exports:
${Array.from({ length: exports }, (_, n) => `  an-export-with-a-rather-long-name-${n}: { type: transactions, account_ids: [acct_${n}] }`).join("\n")}
`

it("what waits or goes on is folded too, though each has a reason of its own", () => {
  const { plan, view } = seenOf(manifestOf(1, 10_000))
  const text = renderPlan(view, { style: plain })
  expect(plan.summary.wait).toBeGreaterThan(1_000)
  expect(text.split("\n").length).toBeLessThan(20)
  expect(text).toContain("for instance: its window is open; due")
})

it("where all is blocked, nothing is said to be free", () => {
  const { plan } = seenOf(manifestOf(1, 1))
  const actions = plan.actions.map((action) => ({ ...action, action: "blocked" as const, estimate: FREE }))
  const view = viewOf({ ...plan, actions, summary: { ...plan.summary, create: 0, blocked: 1 }, credits: FREE })
  for (const text of [renderPlan(view, { style: plain }), renderMarkdown(view), renderNotices(view)]) {
    expect(text).toContain("What is blocked waits for you")
    expect(text).not.toMatch(/Cost|Nothing to do/)
  }
  expect(verdictOf(view)).toBe("1 blocked")
})

it("what is blocked is among the exports that are shown, of however many", () => {
  const { plan } = seenOf(manifestOf(1_500, 1))
  const actions = plan.actions.map((action, n) => (n === 1_321 ? { ...action, action: "blocked" as const } : action))
  const view = viewOf({ ...plan, actions })
  for (const text of [renderPlan(view, { style: plain }), renderMarkdown(view)])
    expect(text).toContain(plan.actions[1_321]?.address)
})

/** Addresses that a comment says it does not show. */
const leftOut = (text: string): number =>
  [...text.matchAll(/… and (\d+) more(?: addresses of \d+ more exports?)?: `exporter plan --all`/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0
  )

describe.each([
  [1, 2_000],
  [1_500, 1],
  [40, 40],
  [800, 2]
])("%i exports of %i requests each", (exports, days) => {
  const { plan, view } = seenOf(manifestOf(exports, days))

  it.each([false, true])("fit into a comment, which counts what it leaves out (all: %s)", (all) => {
    const text = renderMarkdown(view, { all, written: WRITTEN })
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS)
    const shown = [...text.matchAll(/^- `.` `an-export/gm)].length
    expect(shown + leftOut(text)).toBe(plan.actions.length)
    expect(shown).toBeGreaterThan(80)
    const rows = [...text.matchAll(/^\| `an-export/gm)].length
    const [, others = "0"] = /^… and (\d+) more exports?\.$/m.exec(text) ?? []
    expect(rows + Number(others)).toBe(exports)
    expect(text).toContain(`--expect ${WRITTEN.digest}`)
  })

  it("say first what they come to", () => {
    const first = renderMarkdown(view).slice(0, 1_000)
    expect(first).toContain(`${plan.actions.length} to create`)
    expect(first).toContain(`about ${plan.actions.length} credits`)
    expect(first).toContain("of 100 credits of this run")
    expect(first).toContain("not all fits into the budget")
    expect(first).toContain("`exporter apply` exits with 4")
  })

  it("are folded as text, and all shown when that is asked for", () => {
    const folded = renderPlan(view, { style: plain })
    const all = renderPlan(view, { style: plain, all: true })
    for (const { address } of plan.actions) expect(all.includes(address)).toBe(true)
    expect(folded.split("\n").length).toBeLessThan(180)
    expect(folded).toContain("--all shows")
  })
})
