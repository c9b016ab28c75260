/** Completions as shells give them: the real shells are asked, where they are. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { completions, type Shell } from "../../src/cli/completions.ts"

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "exporter-completions-"))
  writeFileSync(join(folder, "exports.yaml"), "")
  writeFileSync(join(folder, "plan.json"), "")
})

afterAll(() => rmSync(folder, { recursive: true }))

const isThere = (shell: Shell): boolean => {
  try {
    execFileSync(shell, ["-c", "true"])
    return true
  } catch {
    return false
  }
}

/** What the shell offers for the last word of a line. */
type Ask = (line: string) => ReadonlyArray<string>

const run = (shell: Shell, script: string): ReadonlyArray<string> =>
  execFileSync(shell, ["-c", script], { cwd: folder, encoding: "utf8", env: { ...process.env, HOME: folder } })
    .split("\n")
    .filter((line) => line !== "")
    .sort()

const ASK: Readonly<Record<Shell, Ask>> = {
  bash: (line) => {
    const words = line.split(" ")
    return run(
      "bash",
      `${completions("bash")}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_exporter; printf '%s\\n' "\${COMPREPLY[@]}"`
    )
  },
  fish: (line) =>
    run("fish", `${completions("fish")}\ncomplete -C '${line}'`).map((offer) => offer.split("\t")[0] ?? offer),
  // zsh completes only where somebody types: its own functions are replaced by such as print what they are given.
  zsh: (line) => {
    const words = line.split(" ")
    return run(
      "zsh",
      `compdef() { :; }
_describe() { local -a all=("\${(@P)2}"); local one; for one in "\${all[@]}"; do print -r -- "\${one%%:*}"; done; }
_arguments() { local spec; for spec in "$@"; do spec=\${spec%%\\[*}; print -r -- "\${spec#\\*}"; done; }
${completions("zsh")}
words=(${words.map((word) => `'${word}'`).join(" ")}); CURRENT=${words.length}
_exporter`
    )
  }
}

const some = (...words: ReadonlyArray<string>) => expect.arrayContaining([...words])

describe.each(["bash", "zsh", "fish"] as const)("%s", (shell) => {
  const ask = ASK[shell]

  it.skipIf(!isThere(shell))("completes commands", () => {
    expect(ask("exporter ")).toEqual(some("apply", "plan", "state", "completions"))
  })

  it.skipIf(!isThere(shell))("completes the commands of the state", () => {
    expect(ask("exporter state ")).toEqual(some("list", "rm", "unlock"))
  })

  it.skipIf(!isThere(shell))("completes the options of a command, and of no other", () => {
    const offers = ask("exporter plan --")
    expect(offers).toEqual(some("--out", "--target"))
    expect(offers).not.toContain("--auto-approve")
  })

  it.skipIf(!isThere(shell))("completes the options of a command of two words", () => {
    expect(ask("exporter state resolve --")).toEqual(some("--adopt", "--abandon"))
  })

  it.skipIf(!isThere(shell) || shell === "zsh")("completes values that are known", () => {
    expect(ask("exporter sandbox --window-kind ")).toEqual(["aligned", "fixed", "sliding"])
    expect(ask("exporter schema ")).toEqual(some("exports", "report"))
  })

  it.skipIf(!isThere(shell) || shell === "zsh")("completes files where files are meant", () => {
    expect(ask("exporter plan --file ")).toEqual(some("exports.yaml"))
    expect(ask("exporter apply ")).toEqual(some("plan.json"))
  })
})
