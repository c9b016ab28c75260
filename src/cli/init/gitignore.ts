/** What a project's .gitignore says of the files of exporter: the state holds what was bought, and data is data. */

const COMMENT = "# exporter: what was bought, its files, and trials"
const LINES = ["exports.state.*", "/data/", "/sandbox/", "/report.html"] as const

/** The text with the lines that it lacks, or `undefined` where it lacks none. */
export const withIgnored = (text: string): string | undefined => {
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim()))
  const missing = LINES.filter((line) => !there.has(line))
  if (missing.length === 0) return undefined
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`
  return `${before}${before === "" ? "" : "\n"}${[COMMENT, ...missing].join("\n")}\n`
}
