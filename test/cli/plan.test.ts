/**
 * Plans as they are shown: each folder of golden/plan has a manifest, and what is written of its plan as text, as the comment of
 * a pull request, and as JSON. `UPDATE=1 npx vitest run test/cli/plan.test.ts` writes what is shown now.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Either from "effect/Either"
import { describe, expect, it } from "vitest"
import { MARKER, MOST_CHARACTERS, renderMarkdown } from "../../src/cli/render/markdown.ts"
import { capsOf } from "../../src/cli/render/PlanView.ts"
import { renderPlan } from "../../src/cli/render/plan.ts"
import type { Credits, DataExportId, Instant, Request } from "../../src/domain.ts"
import type { Manifest } from "../../src/manifest/Manifest.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { diff } from "../../src/plan/diff.ts"
import type { Plan } from "../../src/plan/Plan.ts"
import { expand } from "../../src/request/expand.ts"
import { emptyState } from "../../src/state/change.ts"
import type { StateRecord } from "../../src/state/Record.ts"

const FOLDER = join(import.meta.dirname, "golden/plan")
const isUpdate = process.env["UPDATE"] === "1"
const AS_OF = "2024-04-15T08:00:00Z" as Instant
const plain = (_: unknown, text: string) => text
const painted = (format: unknown, text: string) => `<${[format].flat().join(" ")}>${text}</>`

interface Seen {
  readonly plan: Plan
  readonly manifest: Manifest
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
  "\u001b[2Jno | `rm -rf` <img src=x onerror=alert(1)> @everyone [x](http://evil) &amp; **bold**\nline two"

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
  "006-hostile-words": (request) => ({ ...base(request), phase: "refused", reason: HOSTILE })
}

const seenOf = (text: string, history: History = () => undefined): Seen => {
  const { manifest, locate } = Either.getOrThrow(readManifest([{ file: "exports.yaml", text }], {}))
  const requests = Either.getOrThrow(expand(manifest, locate))
  const records = requests.flatMap((request, index) => history(request, index) ?? [])
  const orphans = records.length > 0 && requests.length > 6 ? records.slice(0, 1) : []
  const declared = requests.filter(({ fingerprint }) => !orphans.some((one) => one.fingerprint === fingerprint))
  const files = new Map(
    declared.flatMap(({ output, fingerprint }) => {
      const record = records.find((one) => one.fingerprint === fingerprint)
      return record?.phase === "done" ? [[output, { bytes: 3 }] as const] : []
    })
  )
  const state = { ...emptyState("x"), records: new Map(records.map((record) => [record.fingerprint, record])) }
  return { manifest, plan: diff({ requests: declared, state, asOf: AS_OF, prices: manifest.prices, files }) }
}

const cases = readdirSync(FOLDER).sort()

it("there are cases", () => {
  expect(cases.length).toBeGreaterThan(5)
})

describe.each(cases)("%s", (name) => {
  const seen = seenOf(readFileSync(join(FOLDER, name, "exports.yaml"), "utf8"), HISTORIES[name])
  const caps = capsOf(seen.manifest.budget, undefined, 120)
  const golden = (file: string, text: string) => {
    const path = join(FOLDER, name, file)
    if (isUpdate) writeFileSync(path, text)
    expect(text).toBe(readFileSync(path, "utf8"))
  }

  it("as text", () => {
    const text = renderPlan(seen.plan, { style: plain, caps })
    expect(text).not.toContain("\u001b")
    golden("plan.txt", `${text}\n`)
  })

  it("as text with colours", () => golden("plan.colours.txt", `${renderPlan(seen.plan, { style: painted, caps })}\n`))

  it("as a comment", () => {
    const text = renderMarkdown(seen.plan, caps, { name: "plan.json", digest: "0".repeat(64) })
    golden("plan.md", text)
    expect(text.startsWith(`${MARKER}\n### exporter: `)).toBe(true)
    expect(text).toBe(renderMarkdown(seen.plan, caps, { name: "plan.json", digest: "0".repeat(64) }))
    const beforeTable = text.slice(0, 1_000)
    expect(beforeTable).toMatch(/^\*\*.*\.\*\*/m)
  })

  it("as JSON", () => golden("plan.json", `${JSON.stringify(seen.plan, null, 2)}\n`))
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
  const { plan } = seenOf(manifestOf(1, 20_000))
  const text = renderPlan(plan, { style: plain })
  expect(plan.summary.wait).toBeGreaterThan(10_000)
  expect(text.split("\n").length).toBeLessThan(60)
})

describe.each([
  [1, 5_000],
  [5_000, 1],
  [70, 70]
])("a comment on %i exports of %i requests each", (exports, days) => {
  const { plan, manifest } = seenOf(manifestOf(exports, days))
  const text = renderMarkdown(plan, capsOf(manifest.budget, undefined, 0), undefined)

  it("fits, and says how much more there is", () => {
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS)
    const shown = [...text.matchAll(/^\| `.` \| `an-export/gm)].length
    const [, more] = /^… and (\d+) more: `exporter plan --all`/m.exec(text) ?? []
    expect(shown + Number(more)).toBe(plan.actions.length)
    const rows = [...text.matchAll(/^\| `an-export/gm)].length
    const [, others = "0"] = /^… and (\d+) more exports?\.$/m.exec(text) ?? []
    expect(rows + Number(others)).toBe(exports)
  })

  it("says what it comes to first", () => {
    expect(text.slice(0, 1_000)).toContain(`${plan.actions.length} to create`)
    expect(text.slice(0, 1_000)).toContain("credits for this run (per_run)")
  })

  it("as text folds the same", () => {
    const folded = renderPlan(plan, { style: plain })
    const all = renderPlan(plan, { style: plain, all: true })
    expect(all.split("\n").filter((line) => line.includes(" -> ")).length).toBe(plan.actions.length)
    if (days > 10) expect(folded.split("\n").length).toBeLessThan(20 * exports)
  })
})
