/**
 * `npm run bench`: how fast the program is, against the floor and against others, side by side in one run.
 *
 *   npm run bench                     everything, as a table
 *   npm run bench -- pacing startup   some sections
 *   npm run bench -- --quick          small sizes: whether it works
 *   npm run bench -- --write          also into docs/performance.md
 */
import { readFileSync, writeFileSync } from "node:fs"
import { cpus, totalmem } from "node:os"
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { type Check, holds, type Measured, type Section, type Table } from "./Section.ts"
import { sections } from "./sections.ts"

const DOCUMENT = resolve(import.meta.dirname, "../docs/performance.md")

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: "boolean", default: false }, write: { type: "boolean", default: false } }
  })
  const unknown = positionals.filter((name) => !sections.some((section) => section.name === name))
  if (unknown.length > 0) {
    console.error(`no section ${unknown.join(", ")}; there are: ${sections.map(({ name }) => name).join(", ")}`)
    return 1
  }
  const chosen = sections.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  console.log(`${machine()}\n`)
  const checks: Array<Check> = []
  for (const section of chosen) {
    const measured = await section.run({ quick: values.quick, say: (text) => console.error(`  ${text}`) })
    console.log(render(section, measured))
    checks.push(...measured.checks)
    if (values.write) write(section, measured)
  }
  const broken = checks.filter((check) => check.kind === "count" && !holds(check))
  for (const { what, value, most } of broken) console.error(`FAILED: ${what}: ${value}, at most ${most}`)
  return broken.length === 0 ? 0 : 1
}

const machine = (): string =>
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "?"}), ${Math.round(totalmem() / 2 ** 30)} GiB`

const render = (section: Section, { tables, checks }: Measured): string =>
  [`## ${section.title}`, "", ...tables.flatMap((table) => [renderTable(table), ""]), ...renderChecks(checks)].join(
    "\n"
  )

const renderTable = ({ caption, columns, rows }: Table): string => {
  const line = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`
  const rule = line(columns.map((_, index) => (index === 0 ? "---" : "---:")))
  return [caption, "", line(columns), rule, ...rows.map(line)].join("\n")
}

const renderChecks = (checks: ReadonlyArray<Check>): ReadonlyArray<string> => {
  if (checks.length === 0) return []
  const shown = (value: number, { digits = 2 }: Check) => (Number.isInteger(value) ? `${value}` : value.toFixed(digits))
  const rows = checks.map((check) => [
    check.what,
    shown(check.value, check),
    shown(check.most, check),
    holds(check) ? "yes" : "**no**"
  ])
  return [renderTable({ caption: "Goals:", columns: ["what", "measured", "at most", "met"], rows }), ""]
}

/** The tables of a section stand between two marks; the prose around them is people's. */
const write = (section: Section, measured: Measured): void => {
  const text = readFileSync(DOCUMENT, "utf8")
  const [begin, end] = [`<!-- bench ${section.name} -->`, `<!-- /bench ${section.name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`${DOCUMENT} has no place for ${section.name}: ${begin} … ${end}`)
  const { tables, checks } = measured
  const body = [machine(), "", ...tables.flatMap((table) => [renderTable(table), ""]), ...renderChecks(checks)].join(
    "\n"
  )
  writeFileSync(DOCUMENT, `${text.slice(0, from + begin.length)}\n${body}\n${text.slice(to)}`)
}

process.exitCode = await main()
