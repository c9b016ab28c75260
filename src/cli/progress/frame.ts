/** A run as it stands, as lines for a terminal: one per request under way, then the sums. Pure. */
import type { Format, Style } from "../Output.ts"
import { cut, inOneLine, padEnd, widthOf } from "./fit.ts"
import type { Row, View } from "./View.ts"
import { renderAge, renderLeft, renderOutcomes, renderWindow } from "./words.ts"

export interface Canvas {
  readonly columns: number
  readonly style: Style
  /** Letters beyond ASCII may be drawn. */
  readonly isUnicode: boolean
  /** `14:05`, where the reader is. */
  readonly timeOfDay: (epochMs: number) => string
}

/** Lines of the sums, and the two empty ones. */
const SUMS = 6

/** More than that is not read at a glance, and what was finished scrolls by above. */
const SHARE_OF_SCREEN = 2 / 3

/** How many requests have a row on a screen of so many rows; one more line tells of the rest. */
export const rowsFor = (screenRows: number): number =>
  Math.max(0, Math.min(Math.floor(screenRows * SHARE_OF_SCREEN), screenRows - 1) - SUMS - 1)

export const frameOf = (view: View, canvas: Canvas, now: number): ReadonlyArray<string> => [
  "",
  ...requestLines(view, canvas),
  ...sumLines(view, canvas, now)
]

// -------------------------------------------------------------------------------------------------------- requests

const GAP = "  "

const STAGE_WIDTH = 11

/** Below that many columns a row has its percents in place of its stage, and no rows. */
const NARROW = 60

const ROOMY = 79

const WIDE = 100

const requestLines = ({ rows, folded }: View, canvas: Canvas): ReadonlyArray<string> => {
  const layout = layoutOf(rows, canvas)
  return [
    ...rows.map((row) => requestLine(row, layout, canvas)),
    ...(folded.count === 0 ? [] : [foldedLine(folded, canvas)])
  ]
}

interface Layout {
  readonly address: number
  readonly counts: number
  readonly age: number
  readonly bar: number
}

const layoutOf = (rows: ReadonlyArray<Row>, canvas: Canvas): Layout => {
  const widest = (texts: ReadonlyArray<string>) => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0)
  // Room is kept for what comes: what has its place stays there.
  const counts = canvas.columns < NARROW ? 0 : Math.max(canvas.columns < ROOMY ? 0 : 18, widest(rows.map(countsOf)))
  const age = Math.max(5, widest(rows.map(({ ageMs }) => renderAge(ageMs))))
  const bar = canvas.columns < WIDE ? 0 : 10
  const percent = canvas.columns < NARROW ? 0 : PERCENT_WIDTH + GAP.length
  const others =
    2 * GAP.length + STAGE_WIDTH + percent + (counts && counts + GAP.length) + GAP.length + age + (bar && bar + 1)
  const room = Math.max(4, canvas.columns - others)
  return { address: Math.min(room, widest(rows.map(({ address }) => inOneLine(address)))), counts, age, bar }
}

const PERCENT_WIDTH = 5

const requestLine = (row: Row, { address, counts, age, bar }: Layout, canvas: Canvas): string => {
  const { style, columns } = canvas
  const name = padEnd(cut(inOneLine(row.address), address, dots(canvas)), address)
  const percent = row.percent === undefined ? "" : `${Math.floor(row.percent)} %`
  const isNarrow = columns < NARROW
  const word = cut(inOneLine(isNarrow && percent !== "" ? percent : row.stage), STAGE_WIDTH, dots(canvas))
  const parts = [name, style(stageFormat(row.stage), padEnd(word, STAGE_WIDTH))]
  if (!isNarrow) {
    const cells =
      bar === 0
        ? ""
        : `${row.percent === undefined ? " ".repeat(bar) : drawn([[row.percent / 100, "cyan"]], bar, canvas)} `
    parts.push(`${cells}${percent.padStart(PERCENT_WIDTH)}`)
    if (counts > 0) parts.push(padEnd(countsOf(row), counts))
  }
  parts.push(style("dim", renderAge(row.ageMs).padStart(age)))
  return `${GAP}${parts.join(GAP)}`
}

const countsOf = ({ rows, totalRows }: Row): string => {
  if (totalRows !== undefined && totalRows > 0) return `${rows ?? 0} of ${totalRows} rows`
  return rows === undefined || rows === 0 ? "" : `${rows} rows`
}

const stageFormat = (stage: string): Format => {
  switch (stage) {
    case "running":
      return "cyan"
    case "ready":
    case "downloading":
      return "green"
    case "failed":
    case "refused":
    case "unclear":
    case "cancelled":
      return "red"
    default:
      return "dim"
  }
}

const foldedLine = ({ count, stages }: View["folded"], canvas: Canvas): string => {
  const words = stages.map(([stage, n]) => `${n} ${inOneLine(stage)}`)
  return canvas.style(
    "dim",
    inRoom(`${GAP}${dots(canvas)} and ${count} more: `, words, canvas.columns).replace(/: $/, "")
  )
}

// ------------------------------------------------------------------------------------------------------------ sums

const LABEL_WIDTH = 7

const sumLines = (view: View, canvas: Canvas, now: number): ReadonlyArray<string> => {
  const { outcomes, addresses, ended, active, waiting, credits, rate, elapsedMs, leftMs } = view
  const lines: Array<string> = view.rows.length === 0 ? [] : [""]
  const share = addresses === 0 ? 0 : ended / addresses
  const bad = outcomes.failed + outcomes.blocked + outcomes.incomplete
  lines.push(
    sumLine(
      "done",
      [
        [share * (ended === 0 ? 0 : (ended - bad) / ended), "green"],
        [ended === 0 ? 0 : (share * bad) / ended, "red"]
      ],
      [
        ...renderOutcomes(outcomes, addresses).map((text, at) => (at === 0 ? text.replace(/ done$/, "") : text)),
        ...(active > 0 ? [`${active} under way`] : []),
        ...(waiting > 0 ? [`${waiting} to come`] : [])
      ],
      canvas
    )
  )
  if (credits !== undefined) lines.push(creditsLine(credits, canvas))
  if (rate !== undefined)
    lines.push(
      sumLine(
        "calls",
        [[rate.limit === null ? 0 : rate.used / Math.max(1, rate.limit), "cyan"]],
        rate.limit === null
          ? [`${rate.used} ${renderWindow(rate.window_ms)}`, "the server names no limit"]
          : [
              `${rate.used} of ${rate.limit} ${renderWindow(rate.window_ms)}`,
              ...(rate.reserve > 0 ? [`${rate.reserve} left to others`] : [])
            ],
        canvas
      )
    )
  lines.push(sumLine("time", [], [renderAge(elapsedMs), ...leftWords(leftMs, now, canvas)], canvas))
  return lines
}

const creditsLine = ({ charged, reserved, budget, month }: NonNullable<View["credits"]>, canvas: Canvas): string => {
  const held = reserved > 0 ? [`${reserved} held`] : []
  const ofMonth = month.budget === null ? [] : [`month ${month.charged} of ${month.budget}`]
  // The bar is that of the cap which is nearer.
  const left = (cap: number | null, spent: number) => (cap === null ? Number.POSITIVE_INFINITY : cap - spent)
  const isMonth = left(month.budget, month.charged) < left(budget, charged)
  const cap = (isMonth ? month.budget : budget) ?? 0
  const spent = isMonth ? month.charged : charged
  return sumLine(
    "credits",
    cap === 0
      ? []
      : [
          [spent / cap, "green"],
          [reserved / cap, "yellow"]
        ],
    [budget === null ? `${charged} charged` : `${charged} of ${budget} charged`, ...held, ...ofMonth],
    canvas
  )
}

/** The time of the day says more than a number of minutes, for as long as it is today's. */
const CLOCK_FROM_MS = 10 * 60_000
const CLOCK_TO_MS = 20 * 3_600_000

const leftWords = (leftMs: number | undefined, now: number, { timeOfDay }: Canvas): ReadonlyArray<string> => {
  const words = renderLeft(leftMs)
  if (words === undefined || leftMs === undefined) return ["time left: -"]
  const until = leftMs >= CLOCK_FROM_MS && leftMs < CLOCK_TO_MS ? [`until ${timeOfDay(now + leftMs)}`] : []
  return [`${words} left`, ...until]
}

const sumLine = (label: string, shares: ReadonlyArray<Share>, words: ReadonlyArray<string>, canvas: Canvas): string => {
  const cells = canvas.columns < NARROW ? 0 : canvas.columns < WIDE ? 15 : 30
  const bar = cells === 0 || label === "time" ? "" : `${drawn(shares, cells, canvas)}${GAP}`
  const head = `${GAP}${canvas.style("dim", label.padEnd(LABEL_WIDTH))}${GAP}`
  const taken = 2 * GAP.length + LABEL_WIDTH + (bar === "" ? 0 : cells + GAP.length)
  return `${head}${bar}${inRoom("", words, canvas.columns - taken)}`
}

/** As many of the words as there is room for, the first ones first. */
const inRoom = (head: string, words: ReadonlyArray<string>, columns: number): string => {
  let text = head
  for (const [at, word] of words.entries()) {
    const next = `${text}${at === 0 ? "" : ", "}${word}`
    if (widthOf(next) > columns) break
    text = next
  }
  return text
}

// ------------------------------------------------------------------------------------------------------------ bars

type Share = readonly [share: number, format: Format]

/** Each share of the whole as so many cells; what is there at all has at least one, and all is full only at the end. */
const drawn = (shares: ReadonlyArray<Share>, cells: number, { style, isUnicode }: Canvas): string => {
  let text = ""
  let from = 0
  let sum = 0
  for (const [share, format] of shares) {
    if (!(share > 0)) continue
    sum += share
    const to = Math.min(cells, Math.max(from + 1, sum >= 1 ? cells : Math.min(cells - 1, Math.round(sum * cells))))
    text += style(format, (isUnicode ? "█" : "#").repeat(to - from))
    from = to
  }
  return text + style("dim", (isUnicode ? "░" : ".").repeat(cells - from))
}

const dots = ({ isUnicode }: Canvas): string => (isUnicode ? "…" : "...")
