/** The first minute: from an empty folder to files, by what `init` has written. */
import { readdir } from "node:fs/promises"
import { execa } from "execa"
import { describe, expect, inject } from "vitest"
import { knownTypes } from "../../src/manifest/catalog.ts"
import { it, type Place } from "./place.ts"

const hasTerminals = await execa("script", ["--version"], { reject: false }).then(({ stdout }) =>
  `${stdout}`.includes("util-linux")
)

/** Runs `exporter init` at a terminal, and types an answer to each question. */
const initAtTerminal = async (place: Place, answers: ReadonlyArray<string>, args = "") => {
  const child = execa("script", ["-qec", `'${process.execPath}' '${inject("program")}' init ${args}`, "/dev/null"], {
    cwd: place.folder,
    extendEnv: false,
    env: { PATH: process.env["PATH"] ?? "", TERM: "xterm", HOME: place.folder },
    stdin: "pipe",
    reject: false
  })
  let screen = ""
  const left = [...answers]
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString()
    // One prompt for each question.
    const prompts = screen.split("> ").length - 1
    if (prompts > answers.length - left.length) child.stdin.write(left.shift() ?? "")
  })
  const { exitCode } = await child
  return { exitCode, screen }
}

/** What is in the folder beside what tests and caches put there. */
const filesIn = async (place: Place): Promise<ReadonlyArray<string>> =>
  (await readdir(place.folder)).filter((name) => ![".bin", ".cache", ".local"].includes(name))

describe.concurrent("exporter init", () => {
  it.for(knownTypes)("writes a manifest of %s that can be bought", async (type, { place }) => {
    const written = await place.run(["init", "--type", type, "--account", "main=acct_9f2c41"])
    expect(written).toMatchObject({ exitCode: 0, stderr: "" })
    expect(await place.read("exports.yaml")).toMatch(/^# yaml-language-server: \$schema=\.\/exports\.schema\.json\n/)
    expect((await place.run(["validate"])).exitCode).toBe(0)
    expect((await place.run(["plan", "--sandbox", "--detailed-exitcode"])).exitCode).toBe(2)
    expect((await place.run(["apply", "--sandbox", "--auto-approve"])).exitCode).toBe(0)
    expect((await place.run(["plan", "--sandbox", "--detailed-exitcode"])).exitCode).toBe(0)
  })

  it("overwrites nothing, and says in .gitignore what is missing there, once", async ({ place }) => {
    await place.write(".gitignore", "node_modules/\n/data/")
    const args = ["init", "--type", "payouts", "--account", "acct_1"]
    expect((await place.run(args)).exitCode).toBe(0)
    const ignored =
      "node_modules/\n/data/\n\n# exporter: what was bought, its files, and trials\nexports.state.*\n/sandbox/\n/report.html\n"
    expect(await place.read(".gitignore")).toBe(ignored)
    const manifest = await place.read("exports.yaml")
    const again = await place.run(args)
    expect(again.exitCode).toBe(1)
    expect(again.stderr).toMatch(/'exports\.yaml' is there already[\s\S]*= name another file/)
    expect(await place.read("exports.yaml")).toBe(manifest)
    expect((await place.run([...args, "-f", "more/other.yaml"])).exitCode).toBe(0)
    expect(await place.read(".gitignore")).toBe(ignored)
    expect((await readdir(place.path("more"))).sort()).toEqual([".gitignore", "exports.schema.json", "other.yaml"])
  })

  it.for([
    [["init"], /no terminal to ask which data[\s\S]*--type transactions/],
    [["init", "--type", "payouts"], /no terminal to ask for the accounts[\s\S]*--account main=acct_/],
    [["init", "--type", "payout", "--account", "acct_1"], /'payout' is not a type[\s\S]*`payouts`/],
    [["init", "--type", "payouts", "--account", "main=9f2c41"], /'9f2c41' is not the id[\s\S]*acct_/],
    [["init", "--type", "payouts", "--account", "all=acct_1"], /'all' cannot be the name/],
    [["init", "--type", "payouts", "--account", "a=acct_1", "--account", "a=acct_2"], /two accounts are called 'a'/],
    [["init", "--type", "payouts", "--account", "acct_1", "--timezone", "Europe/Berln"], /`Europe\/Berlin`/],
    [
      ["init", "--type", "payouts", "--account", "acct_1", "-f", "/dev/null/exports.yaml"],
      /cannot be written[\s\S]*= run it in a folder/
    ]
  ] as const)("%s writes nothing, and says what to do", async ([args, says], { place }) => {
    const ended = await place.run(args)
    expect(ended.exitCode).toBe(1)
    expect(ended.stderr).toMatch(says)
    expect(await filesIn(place)).toEqual([])
  })

  it.skipIf(!hasTerminals)("asks at a terminal", async ({ place }) => {
    const { exitCode, screen } = await initAtTerminal(place, ["fans, payouts\n", "main=acct_1 studio=acct_2\n"])
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
    const manifest = await place.read("exports.yaml")
    expect(manifest).toMatch(/ {2}main: acct_1\n {2}studio: acct_2\n/)
    expect(manifest).toMatch(/ {4}type: fans\n[\s\S]* {4}type: payouts\n/)
  })

  it.skipIf(!hasTerminals)("is left with Ctrl-C, and has written nothing", async ({ place }) => {
    const { exitCode } = await initAtTerminal(place, ["payouts\n", "\u0003"])
    expect(exitCode).toBe(130)
    expect(await filesIn(place)).toEqual([])
  })
})
