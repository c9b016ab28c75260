/**
 * A plan as the comment of a pull request: what it comes to first, the rest folded. The same bytes for the same plan, and
 * never more than a comment can hold: what is left out is counted.
 */
import type { Action } from "../../plan/Plan.ts"
import { backfillWords, barOf, capWords, warningsOf } from "./BudgetView.ts"
import {
  type Alike,
  type ExportView,
  folderOf,
  isBlocked,
  isGoing,
  isPriced,
  overlapsOf,
  type PlanView,
  spanOf,
  urgentFirst
} from "./PlanView.ts"
import {
  costWords,
  countWords,
  fileOf,
  isWritten,
  keepWords,
  MOST_OVERLAPS,
  oneLine,
  priceOf,
  reasonWords,
  renderEstimate,
  SYMBOLS,
  sharesReason,
  spanWords,
  summaryOf
} from "./plan.ts"

/** By it a comment is found again, to be updated in place. */
export const MARKER = "<!-- exporter plan -->"

/** GitHub takes 65,536 characters; what is put around it needs some, too. */
export const MOST_CHARACTERS = 60_000

/** Of them for the table of exports. */
const TABLE_CHARACTERS = 15_000

/** Lines for what is alike, unless all is asked for: a comment of a thousand lines is read by nobody. */
const MOST_ROWS = 100

/** Characters that are kept free for the lines that say how much is left out. */
const SPARE = 250

export interface Written {
  readonly name: string
  readonly digest: string
}

export interface MarkdownOptions {
  /** The file that the plan was written to. */
  readonly written?: Written | undefined
  /** What has become of a plan that was written before. */
  readonly note?: string | undefined
  /** As much as a comment can hold. */
  readonly all?: boolean
}

export const renderMarkdown = (view: PlanView, { written, note, all = false }: MarkdownOptions = {}): string => {
  const head = headOf(view, note)
  const foot = footOf(view, written)
  const exports = urgentFirst(view.exports)
  const rows = tableOf(exports)
  const room = MOST_CHARACTERS - lengthOf(head) - lengthOf(foot) - lengthOf(rows)
  return [...head, ...rows, ...detailsOf(exports, room, all ? Number.POSITIVE_INFINITY : MOST_ROWS), ...foot].join("\n")
}

const lengthOf = (lines: ReadonlyArray<string>): number => lines.reduce((sum, { length }) => sum + length + 1, 0)

// ------------------------------------------------------------------------------------------------ head and foot

const headOf = (view: PlanView, note: string | undefined): ReadonlyArray<string> => {
  const { budget } = view
  const overlaps = overlapsOf(view, MOST_OVERLAPS)
  const paragraphs =
    budget === undefined
      ? []
      : [
          ...budget.caps.map((cap) => `\`${barOf(cap, budget.estimate, 20)}\` ${capWords(cap, budget.estimate)}`),
          ...backfillWords(budget).map(prose),
          ...(budget.keepBalance === undefined ? [] : [`${keepWords(budget.keepBalance)}.`]),
          ...warningsOf(budget).map((text) => `**Mind:** ${prose(text)}`)
        ]
  return [
    MARKER,
    `### exporter: ${verdictOf(view)}`,
    "",
    `**${summaryOf(view)}** ${isGoing(view) ? `Cost: **${renderEstimate(view.credits)}**.` : costWords(view)}`,
    ...(note === undefined ? [] : ["", prose(note)]),
    ...paragraphs.flatMap((text) => ["", text]),
    ...(overlaps.length === 0 ? [] : ["", `**Overlap:** ${overlaps.map(prose).join(" ")}`])
  ]
}

/** What is to be thought of it, in a few words. */
export const verdictOf = ({ counts, hasChanges, budget }: PlanView): string => {
  const blocked = counts.find(([kind]) => kind === "blocked")?.[1] ?? 0
  const n = counts.reduce((all, [kind, count]) => (isChange(kind) ? all + count : all), 0)
  const parts = [
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(n > 0 ? [`${n} ${n === 1 ? "change" : "changes"}`] : hasChanges ? [] : ["nothing to do"])
  ]
  const fits = budget?.caps.map((cap) => cap.fits) ?? []
  const doubt = fits.includes("no")
    ? "; not all fits into the budget"
    : fits.includes("maybe") || (budget?.aboveMax.length ?? 0) > 0
      ? "; it may not all fit into the budget"
      : fits.length > 0
        ? `; it ${budget?.estimate.basis === "exact" ? "fits" : "should fit"} into the budget`
        : ""
  return `${parts.join(", ")}${doubt}`
}

const isChange = (kind: Action["action"]): boolean =>
  kind !== "keep" && kind !== "wait" && kind !== "orphan" && kind !== "blocked"

const footOf = ({ asOf }: PlanView, written: Written | undefined): ReadonlyArray<string> => [
  "",
  ...(written === undefined
    ? []
    : [`To do exactly this: ${code(`exporter apply ${quoted(written.name)} --expect ${written.digest}`)}`, ""]),
  `<sub>Plan as of ${oneLine(asOf)}</sub>`,
  ""
]

/** A name as a word of the shell. */
const quoted = (name: string): string => (/^[\w./:@%+,-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`)

// ------------------------------------------------------------------------------------------------ the table

const tableOf = (exports: ReadonlyArray<ExportView>): ReadonlyArray<string> => {
  if (exports.length === 0) return []
  const rows: Array<string> = []
  let used = SPARE
  for (const { name, type, counts, credits, alikes } of exports) {
    const price = alikes.some(({ kind }) => isPriced(kind)) ? renderEstimate(credits) : ""
    const row = `| ${code(name)} | ${code(type)} | ${countWords(counts)} | ${price} |`
    used += row.length + 1
    if (used > TABLE_CHARACTERS) break
    rows.push(row)
  }
  const left = exports.length - rows.length
  return [
    "",
    "| export | type | what | credits |",
    "|---|---|---|---|",
    ...rows,
    ...(left === 0 ? [] : ["", `… and ${left} more ${left === 1 ? "export" : "exports"}.`])
  ]
}

// ------------------------------------------------------------------------------------------------ the addresses

/** What one fold holds: its title, and lists with what is said of each as a whole. */
interface Fold {
  readonly title: string
  readonly isOpen: boolean
  readonly lists: ReadonlyArray<List>
  /** Exports in it. */
  readonly exports: number
}

interface List {
  readonly intro: string | undefined
  readonly rows: ReadonlyArray<string>
}

/** One fold for each export of several addresses, and one for all the others. */
const foldsOf = (exports: ReadonlyArray<ExportView>): ReadonlyArray<Fold> => {
  const single = exports.filter(({ shown }) => shown === 1)
  return [
    ...exports.filter(({ shown }) => shown > 1).map(foldOf),
    ...(single.length === 0
      ? []
      : [
          {
            title: single.length === 1 ? tag(single[0]?.name ?? "") : `${single.length} exports of one address each`,
            isOpen: single.some(isBlocked),
            lists: [{ intro: undefined, rows: single.flatMap(({ alikes }) => alikes.flatMap(ownRows)) }],
            exports: single.length
          }
        ])
  ]
}

/** Those with reasons of their own come first: no other reason seems to be theirs. */
const foldOf = (view: ExportView): Fold => {
  const own = view.alikes.filter((alike) => !sharesReason(alike))
  return {
    title: `${tag(view.name)}: ${countWords(view.counts)}`,
    isOpen: isBlocked(view),
    lists: [
      ...(own.length === 0 ? [] : [{ intro: undefined, rows: own.flatMap(ownRows) }]),
      ...view.alikes.filter(sharesReason).map(sharedList)
    ],
    exports: 1
  }
}

/** Each with its own reason. */
const ownRows = ({ actions }: Alike): ReadonlyArray<string> =>
  actions.map((action) => {
    const file = action.output === null || !isWritten(action.action) ? "" : ` → ${code(action.output)}`
    return `${rowOf(action)}: ${prose(action.reason)}${file}`
  })

const sharedList = (alike: Alike): List => {
  const { actions, kind } = alike
  const folder = isWritten(kind) ? oneLine(folderOf(actions)) : ""
  const span = spanOf(actions)
  const intro = [
    `${prose(reasonWords(alike))}${folder === "" ? "" : ` → ${code(folder)}`}`,
    ...(span === undefined ? [] : [spanWords(span)])
  ].join("; ")
  return {
    intro,
    rows: actions.map((action) => {
      const file = fileOf(alike, action, folder)
      return `${rowOf(action)}${file === "" ? "" : ` → ${code(file)}`}`
    })
  }
}

const rowOf = (action: Action): string =>
  `- \`${SYMBOLS[action.action].symbol}\` ${[code(action.address), ...(isPriced(action.action) ? [priceOf(action)] : [])].join(" ")}`

const detailsOf = (exports: ReadonlyArray<ExportView>, characters: number, most: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let room = characters - SPARE
  let leftExports = 0
  let leftAddresses = 0
  for (const fold of foldsOf(exports)) {
    const printed = printFold(fold, room, most)
    if (printed === undefined) {
      leftExports += fold.exports
      leftAddresses += fold.lists.reduce((n, { rows }) => n + rows.length, 0)
      continue
    }
    lines.push(...printed)
    room -= lengthOf(printed)
  }
  if (leftExports > 0)
    lines.push(
      "",
      `… and ${leftAddresses} more addresses of ${leftExports} more ${leftExports === 1 ? "export" : "exports"}: \`exporter plan --all\` shows them.`
    )
  return lines
}

/** As much of it as there is room for; nothing, where there is none for anything. */
const printFold = ({ title, isOpen, lists }: Fold, room: number, most: number): ReadonlyArray<string> | undefined => {
  const open = ["", `<details${isOpen ? " open" : ""}><summary>${title}</summary>`]
  const close = ["", "</details>"]
  const lines: Array<string> = []
  let left = room - lengthOf(open) - lengthOf(close) - SPARE
  let unsaid = 0
  for (const { intro, rows } of lists) {
    const before = ["", ...(intro === undefined ? [] : [intro, ""])]
    const shown: Array<string> = []
    let space = left - lengthOf(before)
    for (const row of rows) {
      if (shown.length >= most || space < row.length + 1 + SPARE) break
      shown.push(row)
      space -= row.length + 1
    }
    if (shown.length === 0) {
      unsaid += rows.length
      continue
    }
    const hidden = rows.length - shown.length
    const rest = hidden === 0 ? [] : [`- … and ${hidden} more: \`exporter plan --all\` shows them.`]
    lines.push(...before, ...shown, ...rest)
    left = space - lengthOf(rest)
  }
  if (lines.length === 0) return undefined
  if (unsaid > 0) lines.push("", `… and ${unsaid} more: \`exporter plan --all\` shows them.`)
  return [...open, ...lines, ...close]
}

// ------------------------------------------------------------------------------------------------ words of others

/** As it is: no code, link, mention or tag comes of it, in a cell of a table neither. */
export const code = (text: string): string => {
  const line = oneLine(text)
  // Where a code span cannot hold it, or where a table would cut it.
  return /^[^`|\\]+$/.test(line) ? `\`${line}\`` : tag(line)
}

/** The same as HTML, for places where Markdown is not read. */
const tag = (text: string): string => `<code>${oneLine(text).replace(/[^A-Za-z0-9 /-]/gu, entity)}</code>`

const entity = (character: string): string => `&#${character.codePointAt(0)};`

/** Words of a reason and of a server: a reason is no novel. */
const MOST_WORDS = 400

/** Commands in a reason stand between back quotes; nothing else of it may mean anything. */
export const prose = (text: string): string => {
  const line = oneLine(text)
  const short = line.length <= MOST_WORDS ? line : `${line.slice(0, MOST_WORDS).replace(/[\ud800-\udbff]$/, "")}…`
  return short
    .split("`")
    .map((part, index) => (index % 2 === 0 ? plain(part) : part === "" ? "" : code(part)))
    .join("")
}

/** A blank of no width keeps names from being notified, and addresses from becoming links. */
const plain = (text: string): string =>
  text
    .replace(/[\\<>[\]*~|&!$#@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (mark) =>
      mark === "@" || mark === "#" ? `${entity(mark)}&#8203;` : entity(mark)
    )
    .replace(/:\/\//g, ":&#8203;//")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#8203;.`)
