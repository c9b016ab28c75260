/** The first minute: from an empty folder to files, by what `init` has written. */
import { readdir } from "node:fs/promises"
import { execa } from "execa"
import { describe, expect, inject } from "vitest"
import { knownTypes } from "../../src/manifest/catalog.ts"
import { cachesIn } from "./build.ts"
import { expectBuyable } from "./initialised.ts"
import { it, type Place } from "./place.ts"

const hasTerminals = await execa("script", ["--version"], { reject: false }).then(({ stdout }) =>
  `${stdout}`.includes("util-linux")
)

/** Runs `exporter init` at a terminal, and types an answer to each question. */
const initAtTerminal = async (place: Place, answers: ReadonlyArray<string>, args = "") => {
  const child = execa("script", ["-qec", `'${process.execPath}' '${inject("program")}' init ${args}`, "/dev/null"], {
    cwd: place.folder,
    extendEnv: false,
    env: { PATH: process.env["PATH"] ?? "", TERM: "xterm", HOME: place.folder, ...cachesIn(inject("packageFolder")) },
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
  // One of each kind: a table, one that is scraped, an archive, and all at once. Each by itself: init.long.test.ts.
  it.for([["payouts"], ["public_profiles"], ["media_vault"], knownTypes])(
    "writes a manifest of %s that can be bought",
    async (types, { place }) => expectBuyable(place, types)
  )

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
    expect(again.stderr).toMatch(/'exports\.yaml' is there already[\s\S]*= edit it, or name another file/)
    expect(await place.read("exports.yaml")).toBe(manifest)
    expect((await place.run([...args, "-f", "more/other.yaml"])).exitCode).toBe(0)
    expect(await place.read(".gitignore")).toBe(ignored)
    expect((await readdir(place.path("more"))).sort()).toEqual([".gitignore", "exports.schema.json", "other.yaml"])
  })

  it.for([
    [["init"], /no terminal to ask which data[\s\S]*--type transactions/],
    [["init", "--ci", "gitlub"], /--ci gitlub: it must be one of github, gitlab[\s\S]*did you mean `git/],
    [
      ["init", "--type", "payouts", "--account", "acct_1", "-f", ".bin"],
      /'\.bin' is a folder[\s\S]*-f \.bin\/exports\.yaml/
    ],
    [["init", "--type", "payouts"], /no terminal to ask for the accounts[\s\S]*--account main=acct_/],
    [["init", "--type", "payout", "--account", "acct_1"], /--type payout: it must be one of[\s\S]*`payouts`/],
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

  it("says what to write where there is nobody to ask, and waits for nobody", async ({ place }) => {
    const ended = await place.shell("exporter init < /dev/null; yes 1 | exporter init")
    expect(ended.exitCode).toBe(1)
    expect(ended.stderr.match(/there is no terminal to ask which data is wanted/g)).toHaveLength(2)
    expect(await filesIn(place)).toEqual([])
  })

  it("adds a workflow to a project, at the root of its repository, and overwrites none", async ({ place }) => {
    await place.shell("git init -q --initial-branch master .")
    const args = ["init", "--type", "fans", "--account", "acct_1", "--ci", "github", "-f", "buy/these/exports.yaml"]
    const first = await place.run(args)
    expect(first).toMatchObject({ exitCode: 0, stderr: "" })
    expect(first.stdout).toMatch(/^Wrote \.github\/workflows\/exports\.yml$/m)
    expect(first.stdout).toMatch(/ {2}set the secret: gh secret set ONLYFANSAPI_API_KEY$/m)
    const text = await place.read(".github/workflows/exports.yml")
    expect(text).toContain('working-directory: "buy/these"')
    expect(text).toContain('branches: ["master"]')
    const again = await place.run(["init", "--ci", "github", "-f", "buy/these/exports.yaml"])
    expect(again.exitCode).toBe(1)
    expect(again.stderr).toMatch(/'\.github\/workflows\/exports\.yml' is there already[\s\S]*= edit it/)
    expect(await place.read(".github/workflows/exports.yml")).toBe(text)

    await place.write(".gitlab-ci.yml", "stages: [test]\n")
    const gitlab = await place.run(["init", "--ci", "gitlab", "-f", "buy/these/exports.yaml"])
    expect(gitlab.stdout).toMatch(/^Wrote \.gitlab\/exports\.yml$/m)
    expect(gitlab.stdout).toContain("add to .gitlab-ci.yml: include: { local: .gitlab/exports.yml }")
    expect(await place.read(".gitlab-ci.yml")).toBe("stages: [test]\n")
    expect(await place.read(".gitlab/exports.yml")).toContain("- npm ci --prefix buy/these\n")
  })

  it("is what a command without a manifest asks for", async ({ place }) => {
    await place.write("a-file", "")
    for (const args of [["plan"], ["validate", "-f", "a-file/exports.yaml"]])
      expect(await place.run(args)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("`exporter init`") })
  })

  it.skipIf(!hasTerminals)("asks at a terminal, until it is answered", async ({ place }) => {
    const { exitCode, screen } = await initAtTerminal(place, [
      "\n",
      "fans, payuts\n",
      "9, payouts\n",
      "main\n",
      "main=acct_1 studio=acct_2\n"
    ])
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0 })
    expect(screen).toMatch(/ 9 {2}fans /)
    expect(screen).toMatch(/no type was named[\s\S]*'payuts' is not a type of data: did you mean `payouts`\?/)
    expect(screen).toContain("'main' is not the id of an account")
    const manifest = await place.read("exports.yaml")
    expect(manifest).toMatch(/ {2}main: acct_1\n {2}studio: acct_2\n/)
    expect(manifest).toMatch(/ {4}type: fans\n[\s\S]* {4}type: payouts\n/)
  })

  it.skipIf(!hasTerminals)("asks for nothing that an option says, or that nothing needs", async ({ place }) => {
    const { exitCode, screen } = await initAtTerminal(place, ["11\n"])
    expect({ exitCode, screen }).toMatchObject({ exitCode: 0, screen: expect.not.stringContaining("Which accounts") })
    const other = await initAtTerminal(place, ["acct_1\n"], "--type payouts -f other.yaml")
    expect(other).toMatchObject({ exitCode: 0, screen: expect.not.stringContaining("Which data") })
  })

  it.skipIf(!hasTerminals)("takes the end of the input for no answer", async ({ place }) => {
    const { exitCode, screen } = await initAtTerminal(place, ["payouts\n", "\u0004"])
    expect({ exitCode, screen }).toMatchObject({ exitCode: 1, screen: expect.stringContaining("nothing was written") })
    expect(await filesIn(place)).toEqual([])
  })

  it.skipIf(!hasTerminals)("is left with Ctrl-C, and has written nothing", async ({ place }) => {
    const { exitCode } = await initAtTerminal(place, ["payouts\n", "\u0003"])
    expect(exitCode).toBe(130)
    expect(await filesIn(place)).toEqual([])
  })
})
