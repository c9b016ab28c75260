/** Completions as shells give them: the real shells are asked, where they are, as if somebody typed a line and pressed Tab. */
import { execFileSync, spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { completions, SHELLS, type Shell } from "../../src/cli/completions.ts"

const RECORDS = {
  version: 1,
  serial: 3,
  records: [{ address: "fans" }, { address: "ledger/2024-01" }],
  ledger: [{ address: "forgotten" }]
}

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "exporter-completions-"))
  writeFileSync(join(folder, "exports.yaml"), "")
  writeFileSync(join(folder, "plan of may.json"), "")
  for (const shell of SHELLS) writeFileSync(join(folder, `completions.${shell}`), completions(shell))
  writeFileSync(join(folder, "zshrc"), ZSH_SETUP)
  // All that completions call: it answers as the program does, and notes what it was asked.
  mkdirSync(join(folder, "bin"))
  const stub = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${folder}/asked'\ncat '${folder}/records.json'\n`
  writeFileSync(join(folder, "records.json"), JSON.stringify(RECORDS, null, 2))
  writeFileSync(join(folder, "bin/exporter"), stub)
  chmodSync(join(folder, "bin/exporter"), 0o755)
})

afterAll(() => rmSync(folder, { recursive: true }))

const isThere = (shell: Shell): boolean => spawnSync(shell, ["-c", "true"]).status === 0

const run = (shell: Shell, script: string): ReadonlyArray<string> =>
  execFileSync(shell, ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    timeout: 25_000,
    env: { ...process.env, HOME: folder, PATH: `${join(folder, "bin")}:${process.env["PATH"]}` }
  })
    .split("\n")
    .map((line) => line.replace(/[\r\0]/g, "").trim())
    .filter((line) => line !== "")
    .sort()

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** A shell at a terminal of its own, which prints what it would offer, between two lines that mark it. */
const ZSH_SETUP = `PROMPT=
autoload -Uz compinit && compinit -u -D
source ./completions.zsh
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
mark() { print -r -- '@@@' }
compprefuncs=(mark)
comppostfuncs=(mark exit)
compadd() {
  # Asked for the matches, and not to offer them: left alone.
  if [[ "\${@[1,(i)(-|--)]}" == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -A hits "$@"
  (( $#hits )) && print -rl -- $hits
  builtin compadd "$@"
}
print ready
`

/** What the shell offers for the last word of a line. */
const ASK: Readonly<Record<Shell, (line: string) => ReadonlyArray<string>>> = {
  bash: (line) => {
    // As bash itself splits it: at \`=\`, too.
    const words = line.split(/ |(?<==)|(?==)/)
    return run(
      "bash",
      `source ./completions.bash
COMP_WORDS=(${words.map(quoted).join(" ")}); COMP_CWORD=${words.length - 1}
_exporter; printf '%s\\n' "\${COMPREPLY[@]}"`
    )
  },
  fish: (line) =>
    run("fish", `source ./completions.fish\ncomplete -C ${quoted(line)}`).map((offer) => offer.split("\t")[0] ?? offer),
  zsh: (line) =>
    run(
      "zsh",
      `zmodload zsh/zpty
zpty terminal zsh -f -i
zpty -w terminal 'source ./zshrc'
while zpty -r terminal got; do [[ $got == ready* ]] && break; done
zpty -w -n terminal ${quoted(line)}$'\\t'
integer marks=0
while zpty -r terminal got; do
  if [[ $got == *@@@* ]]; then (( ++marks == 2 )) && break; continue; fi
  (( marks == 1 )) && print -r -- $got
done`
    )
}

const some = (...words: ReadonlyArray<string>) => expect.arrayContaining([...words])

const titles = SHELLS.map((shell) => ({ shell, title: isThere(shell) ? shell : `${shell} (not installed: skipped)` }))

describe.each(titles)("$title", ({ shell }) => {
  const ask = ASK[shell]
  const test = it.skipIf(!isThere(shell))

  test("takes the text", () => {
    execFileSync(shell, ["-n", join(folder, `completions.${shell}`)])
  })

  test("completes commands", () => {
    expect(ask("exporter ")).toEqual(some("apply", "plan", "state", "completions"))
    expect(ask("exporter pl")).toEqual(["plan"])
    expect(ask("exporter help pl")).toEqual(["plan"])
  })

  test("completes the commands of the state", () => {
    expect(ask("exporter state ")).toEqual(some("list", "rm", "unlock"))
    expect(ask("exporter state ")).not.toContain("apply")
  })

  test("completes the options of a command, and of no other", () => {
    const offers = ask("exporter plan --")
    expect(offers).toEqual(some("--out", "--target", "--help"))
    expect(offers).not.toContain("--auto-approve")
    expect(ask("exporter state resolve --a")).toEqual(some("--adopt", "--abandon"))
    // The word stands there, and is no command.
    expect(ask("exporter schema plan --")).not.toContain("--out")
  })

  test("completes values that are known", () => {
    expect(ask("exporter sandbox --window-kind ")).toEqual(["aligned", "fixed", "sliding"])
    expect(ask("exporter init --ci git")).toEqual(["github", "gitlab"])
    expect(ask("exporter schema ")).toEqual(some("exports", "report"))
    expect(ask("exporter completions z")).toEqual(["zsh"])
  })

  test("completes values behind an equals sign", () => {
    const [offer = ""] = ask("exporter sandbox --window-kind=sl")
    expect(offer.replace("--window-kind=", "")).toBe("sliding")
  })

  test("completes files where files are meant, and nowhere else", () => {
    expect(ask("exporter plan --file exp")).toEqual(["exports.yaml"])
    expect(ask("exporter plan -f exp")).toEqual(["exports.yaml"])
    expect(ask("exporter apply plan").map((offer) => offer.replaceAll("\\", ""))).toEqual(["plan of may.json"])
    expect(ask("exporter plan --target exp")).toEqual([])
    expect(ask("exporter validate exp")).toEqual([])
  })

  test("completes addresses of the state that the line names", () => {
    expect(ask("exporter state show ")).toEqual(some("fans", "ledger/2024-01"))
    expect(ask("exporter state show ")).not.toContain("forgotten")
    expect(ask("exporter state rm --sandbox --state other.json led")).toEqual(["ledger/2024-01"])
    const asked = execFileSync("tail", ["-n", "1", join(folder, "asked")], { encoding: "utf8" })
    expect(asked).toMatch(/^state list --json .*--state other\.json/)
    expect(asked).toContain("--sandbox")
  })
})
