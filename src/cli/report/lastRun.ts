/** The last run as a time line: a track for each request, in a table that says the same in numbers. */
import type { LastRun, Step, TimedRequest } from "../../apply/lastRun.ts"
import { type Html, html, NOTHING } from "./html.ts"
import { code, prose, renderDuration, table, time } from "./parts.ts"

/** Tracks on the page. */
const MOST_TRACKS = 200

/** What a request spends its time with, from a step to the next one. Each has a height of its own, for eyes that see no colours. */
const SPANS = {
  wait: { height: 3, words: "waits for its turn" },
  price: { height: 8, words: "price is calculated" },
  work: { height: 14, words: "server works on it" },
  file: { height: 20, words: "download" }
} as const
type Span = keyof typeof SPANS

const SPAN_OF: Readonly<Partial<Record<string, Span>>> = {
  creating: "wait",
  ambiguous: "wait",
  created: "price",
  priced: "wait",
  starting: "wait",
  started: "work",
  ready: "wait",
  downloading: "file"
}

export const lastRunSection = (run: LastRun | "none" | "unreadable"): Html =>
  html`<section id="last-run"><h2>Last run</h2>
${run === "none" ? html`<p>No run has left its times here yet: <code>exporter apply</code> writes them.</p>` : run === "unreadable" ? html`<p>The times of the last run cannot be read: their file is damaged, or of another version. The next <code>exporter apply</code> writes it anew.</p>` : runPart(run)}</section>
`

const runPart = (run: LastRun): Html => html`<p>${sentence(run)}</p>
${run.stopped === null ? NOTHING : html`<p><strong>Stopped:</strong> ${prose(run.stopped.message)}</p>`}${run.requests.length === 0 ? NOTHING : tracks(run)}`

const sentence = ({ run_id, started_at, ended_at, credits, requests }: LastRun): Html => {
  const begun = html`Run ${code(run_id)} began ${time(started_at)}`
  if (ended_at === null)
    return html`${begun}. It has not said that it ended: it goes on, or it was cut off. When it did what is written at its end.`
  const took = renderDuration(Date.parse(ended_at) - Date.parse(started_at))
  const charged =
    credits === null
      ? ""
      : ` ${credits.charged} ${credits.charged === 1 ? "credit" : "credits"} charged${credits.budget === null ? "" : ` of the ${credits.budget} of this run`}.`
  return html`${begun} and took ${took}. It worked on ${requests.length} ${requests.length === 1 ? "request" : "requests"}.${charged}`
}

const tracks = (run: LastRun): Html => {
  const length = lengthOf(run)
  const longest = new Set([...run.requests].sort((a, b) => tookOf(b) - tookOf(a)).slice(0, MOST_TRACKS))
  const shown = run.requests.filter((one) => longest.has(one))
  const rest = run.requests.length - shown.length
  const head = html`<tr><th scope="col">request</th><th scope="col" class="scale"><span>${[0, 0.25, 0.5, 0.75].map((part) => html`<span>${renderDuration(length * part)}</span>`)}</span></th><th scope="col" class="number">began</th><th scope="col" class="number">took</th><th scope="col" class="number">credits</th><th scope="col">outcome</th></tr>`
  return html`<ul class="legend">${Object.entries(SPANS).map(([name, { height, words }]) => html`<li><svg viewBox="0 0 28 20" aria-hidden="true">${bar(name, 0, 28, height)}</svg>${words}</li>`)}</ul>
${table({ caption: `Time line of the run: ${renderDuration(length)} from left to right`, kind: "times" }, head, html`${shown.map((one) => track(one, length))}`)}${
  rest === 0
    ? NOTHING
    : html`<p class="quiet">… and ${rest} more requests, none of which took longer than those above.</p>`
}`
}

/** In ms; never 0, for it is what everything is measured by. */
const lengthOf = ({ started_at, ended_at, requests }: LastRun): number => {
  const end = ended_at === null ? 0 : Date.parse(ended_at) - Date.parse(started_at)
  return Math.max(1, end, ...requests.map(({ steps }) => steps.at(-1)?.at ?? 0))
}

const tookOf = ({ steps }: TimedRequest): number => (steps.at(-1)?.at ?? 0) - (steps[0]?.at ?? 0)

/** The width that tracks are drawn in; they are stretched to that of the page. */
const TRACK = 1000

const track = (one: TimedRequest, length: number): Html => {
  const spans = spansOf(one.steps)
  const first = one.steps[0]
  const last = one.steps.at(-1)
  const x = (at: number): number => Math.round((Math.max(0, at) / length) * TRACK)
  const bars = spans.map(({ span, from, to }) => bar(span, x(from), Math.max(2, x(to) - x(from)), SPANS[span].height))
  // Its file alone was written, in a moment that is known; when that began is not.
  const moment =
    bars.length === 0 && last !== undefined ? [bar("file", Math.max(0, x(last.at) - 4), 4, SPANS.file.height)] : []
  const [began, took] =
    first === undefined || last === undefined
      ? ["–", "–"]
      : spans.length === 0
        ? ["–", `at ${renderDuration(last.at)}`]
        : [renderDuration(first.at), renderDuration(tookOf(one))]
  const words = spans.map(({ span, from, to }) => `${SPANS[span].words} ${renderDuration(to - from)}`).join(", ")
  const drawn =
    bars.length + moment.length === 0
      ? NOTHING
      : html`<svg viewBox="0 0 ${TRACK} 20" preserveAspectRatio="none" role="img" aria-label="${words || `written at ${renderDuration(last?.at ?? 0)}`}">${bars}${moment}</svg>`
  return html`<tr><th scope="row" class="name">${code(one.address)}</th><td class="track">${drawn}</td><td class="number">${began}</td><td class="number">${took}</td><td class="number">${one.credits ?? "–"}</td><td${one.problem === null ? NOTHING : html` class="why"`}>${one.outcome ?? "not ended"}${one.problem === null ? NOTHING : html`: ${prose(one.problem.message)}`}</td></tr>
`
}

/** In the middle of a track, which is 20 high. */
const bar = (name: string, x: number, width: number, height: number): Html =>
  html`<rect class="${name}" x="${x}" y="${(20 - height) / 2}" width="${width}" height="${height}"/>`

interface Spent {
  readonly span: Span
  readonly from: number
  readonly to: number
}

/** Neighbours of one kind are one. */
const spansOf = (steps: ReadonlyArray<Step>): ReadonlyArray<Spent> => {
  const spans: Array<Spent> = []
  for (const [index, { step, at }] of steps.entries()) {
    const next = steps[index + 1]
    const span = SPAN_OF[step]
    if (next === undefined || span === undefined) continue
    const last = spans.at(-1)
    if (last?.span === span && last.to === at) spans[spans.length - 1] = { ...last, to: next.at }
    else spans.push({ span, from: at, to: next.at })
  }
  return spans
}
