/** The page of `exporter report`: one file that loads nothing and runs next to nothing. Pure. */
import { createHash } from "node:crypto"
import { CELL_KINDS } from "../../plan/coverage.ts"
import { WORDS } from "../render/coverage.ts"
import { coverageSection } from "./coverage.ts"
import { budgetInWords, creditsSection } from "./credits.ts"
import { filesSection } from "./files.ts"
import { type Html, html, join, NOTHING, trusted } from "./html.ts"
import { lastRunSection } from "./lastRun.ts"
import { code, time } from "./parts.ts"
import type { ReportInput } from "./ReportInput.ts"
import { SCRIPT } from "./script.ts"
import { STYLE } from "./style.ts"

/** How a page of ours begins: nothing else is ever overwritten. */
export const PAGE_BEGINS = "<!doctype html>\n<!-- exporter report -->"

export const renderPage = (input: ReportInput): string => {
  const { status, manifests, sandbox } = input
  const what = manifests.join(", ")
  return `${PAGE_BEGINS}\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src '${digestOf(STYLE)}'; script-src '${digestOf(SCRIPT)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>Exports of ${what}, ${status.as_of.slice(0, 10)}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header>
<h1>Data exports</h1>
<p class="quiet">${join(manifests.map(code), html`, `)}${sandbox ? html` in the <strong>sandbox</strong>: nothing of it was paid for` : NOTHING}, as of ${time(status.as_of)}</p>
<nav aria-label="Sections"><ul><li><a href="#coverage">Coverage</a></li><li><a href="#last-run">Last run</a></li><li><a href="#credits">Credits</a></li><li><a href="#files">Files</a></li></ul></nav>
</header>
<main>
${summary(input)}${coverageSection(status)}${lastRunSection(input.lastRun)}${creditsSection(input)}${filesSection(input.files, olderOf(status))}</main>
<footer><p>Written by exporter ${input.version} from the manifest, the state and a look at the files. No call was made for it, and it loads nothing.</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.markup
  }`
}

/** The one style and the one script of the page are these, whatever else may look like one. */
const digestOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`

const summary = ({ status, budget }: ReportInput): Html => {
  const { summary: counts, credits, in_flight } = status
  const tiles: ReadonlyArray<readonly [string, Html]> = [
    ["done", html`${counts.done} <small>of ${counts.requests}</small>`],
    ...CELL_KINDS.filter((kind) => kind !== "done" && counts[kind] > 0).map(
      (kind) => [WORDS[kind], html`${counts[kind]}`] as const
    ),
    [
      `credits charged in ${credits.month}`,
      html`${credits.this_month.credits}${credits.this_month.unknown > 0 ? html` + ?` : NOTHING}${credits.per_month === null ? NOTHING : html` <small>of ${credits.per_month}</small>`}`
    ],
    ["credits charged in all", html`${credits.total.credits}${credits.total.unknown > 0 ? html` + ?` : NOTHING}`],
    ...(in_flight.length === 0 ? [] : [["purchases on their way", html`${in_flight.length}`] as const]),
    ...(counts.orphan === 0 ? [] : [["no longer declared", html`${counts.orphan}`] as const])
  ]
  return html`<section aria-label="Summary">
<dl class="tiles">${tiles.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${stack(status.summary)}<p class="quiet">${budgetInWords(budget)}</p>
</section>
`
}

/** Says what the numbers above it say. */
const stack = (counts: ReportInput["status"]["summary"]): Html => {
  if (counts.requests === 0) return NOTHING
  let x = 0
  const bars = CELL_KINDS.filter((kind) => counts[kind] > 0).map((kind) => {
    const width = (counts[kind] / counts.requests) * 1000
    const bar = html`<rect class="${kind}" x="${Math.round(x)}" width="${Math.max(1, Math.round(width))}" height="10"/>`
    x += width
    return bar
  })
  return html`<svg class="bar stack" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
`
}

const olderOf = ({ generations }: ReportInput["status"]): number =>
  generations.reduce((sum, { older }) => sum + older, 0)
