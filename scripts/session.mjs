/**
 * The first ten minutes in a terminal: records what the packed program says, from an empty folder on, and puts it between
 * two markers of README.md. `test/e2e/session.test.ts` records it again and compares.
 */
import { execFile } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"

const ROOT = fileURLToPath(new URL("..", import.meta.url))
const README = path.join(ROOT, "README.md")
const BEGIN = "<!-- recorded session: `npm run session` writes it -->\n"
const END = "<!-- end of the recorded session -->\n"

/** What is typed, after a word about it. `--as-of` makes it the same on every day; the sandbox's data always are. */
const STEPS = [
  {
    about: "In an empty folder, the package that `npm pack` makes, and a manifest of two kinds of data:",
    lines: [
      "npm install ./exporter-*.tgz",
      'export PATH="$PWD/node_modules/.bin:$PATH"',
      "exporter init --type transactions --type fans --account main=acct_9f2c41 --account studio=acct_71be08",
      "sed -i 's/start_date: .*/start_date: 2024-01-01/; s/end_date: .*/end_date: 2024-03-31/' exports.yaml",
      "cat exports.yaml"
    ]
  },
  {
    about: "A slip in it, what is said of it, and the slip mended:",
    lines: [
      "sed -i 's/max_credits/max_credit/' exports.yaml",
      "exporter validate",
      "echo $?",
      "sed -i 's/max_credit/max_credits/' exports.yaml",
      "exporter validate"
    ]
  },
  {
    about: "What is missing, and what it will cost. Nobody is called:",
    lines: ["exporter plan --sandbox --as-of 2024-04-01"]
  },
  {
    about:
      "Bought in a sandbox, with a budget that does not suffice for all (what goes on meanwhile is left out here):",
    lines: ["exporter apply --sandbox --as-of 2024-04-01 --auto-approve --budget 60 2>progress.log", "echo $?"]
  },
  {
    about: "The next run goes on from there:",
    lines: ["exporter apply --sandbox --as-of 2024-04-01 --auto-approve 2>progress.log", "echo $?"]
  },
  { about: "What there is now:", lines: ["exporter status --sandbox --as-of 2024-04-01"] },
  {
    about: "The manifest grows, and only what is new is planned:",
    lines: ["printf '\\n  payouts: { type: payouts }\\n' >> exports.yaml", "exporter plan --sandbox --as-of 2024-04-01"]
  },
  {
    about: "Is all well? And the same as a page:",
    lines: ["exporter doctor --sandbox", "exporter report --sandbox --as-of 2024-04-01"]
  }
]

/** What differs from machine to machine, and from run to run, made the same: nothing else is changed. */
const VARYING = [
  [/\bin \d+(ms|s)\b/g, "in 1s"],
  [/[\d.]+ [kMGT]B free/g, "77.8 GB free"],
  [/127\.0\.0\.1:\d+/g, "127.0.0.1:41234"],
  [/(report\.html) \([\d.]+ kB\)/g, "$1 (17.3 kB)"]
]

/**
 * @param {string} folder what is packed, built already
 * @param {Readonly<Record<string, string>>} env more of the environment
 */
export const recordSession = async (folder, env = {}) => {
  const home = await mkdtemp(path.join(tmpdir(), "exporter-session-"))
  try {
    const cwd = path.join(home, "exports")
    await mkdir(cwd)
    const place = { cwd, home, env }
    await run(`npm pack '${folder}' --ignore-scripts --loglevel error`, place)
    const parts = []
    for (const { about, lines } of STEPS) {
      const shown = await run(lines.map(typed).join("\n"), place)
      parts.push(`${about}\n\n\`\`\`console\n${same(shown, cwd)}\`\`\`\n`)
    }
    return parts.join("\n")
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** A line as it is seen, and as it is run; it may end with any code, and `echo $?` tells it. */
const typed = (/** @type {string} */ line) =>
  `printf '%s\\n' ${quoted(`$ ${line}`)}\n${line === "echo $?" ? "echo $code" : `${line}\ncode=$?`}`

const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", "'\\''")}'`

/** Both streams, in the order in which they were written. */
const run = (
  /** @type {string} */ script,
  /** @type {{ cwd: string, home: string, env: Readonly<Record<string, string>> }} */ { cwd, home, env }
) =>
  new Promise((/** @type {(text: string) => void} */ resolve, reject) => {
    const environment = {
      PATH: `${path.join(cwd, "node_modules/.bin")}:${path.dirname(process.execPath)}:${process.env["PATH"]}`,
      HOME: home,
      NO_COLOR: "1",
      npm_config_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
      npm_config_update_notifier: "false",
      ...env
    }
    execFile("bash", ["-c", `exec 2>&1\n${script}\nexit 0`], { cwd, env: environment }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(new Error(`${error.message}\n${stdout}`))
    )
  })

/** Ends with one line break, has no empty line at an edge, and none of what varies. */
const same = (/** @type {string} */ text, /** @type {string} */ cwd) => {
  let shown = text.replaceAll(cwd, "~/exports")
  for (const [pattern, plain] of VARYING) shown = shown.replace(pattern, /** @type {string} */ (plain))
  // A line of space before what is typed, but not between what says nothing.
  return `${shown.trim().replaceAll(/^(.*)\n+(?=\$ )/gm, (_, line) => (line.startsWith("$ ") ? `${line}\n` : `${line}\n\n`))}\n`
}

/** What the README has between its markers. */
export const sessionIn = (/** @type {string} */ readme) => {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (from === -1 || to < from) throw new Error("README.md has no recorded session between its markers")
  return readme.slice(from + BEGIN.length, to)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = await readFile(README, "utf8")
  const session = await recordSession(ROOT)
  await writeFile(
    README,
    readme.replace(sessionIn(readme), () => session)
  )
}
