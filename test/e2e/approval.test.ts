/** Who may say yes: a person at a terminal who types it out, or the option; nobody else. */
import { execa } from "execa"
import { describe, expect, inject } from "vitest"
import { cachesIn } from "./build.ts"
import { FOUR } from "./manifests.ts"
import { expectPresentable, it, KEY, type Place, WINDOW_MS } from "./place.ts"

/** `script` of util-linux gives a command a terminal of its own. BSD's has other options. */
const hasTerminals = await execa("script", ["--version"], { reject: false }).then(({ stdout }) =>
  `${stdout}`.includes("util-linux")
)

const QUESTION = "Only `yes` will be accepted."

interface Terminal {
  readonly exitCode: number | undefined
  readonly screen: string
}

/** Runs `exporter apply` at a terminal, and types once it asks; `undefined`: the input comes to its end instead. */
const applyAtTerminal = async (place: Place, url: string, keys: string | undefined, args = ""): Promise<Terminal> => {
  const child = execa("script", ["-qec", `'${process.execPath}' '${inject("program")}' apply ${args}`, "/dev/null"], {
    cwd: place.folder,
    extendEnv: false,
    env: {
      PATH: process.env["PATH"] ?? "",
      ...cachesIn(inject("packageFolder")),
      TERM: "xterm",
      ONLYFANSAPI_BASE_URL: url,
      ONLYFANSAPI_API_KEY: KEY,
      EXPORTER_RATE_WINDOW_MS: String(WINDOW_MS)
    },
    stdin: "pipe",
    reject: false
  })
  let screen = ""
  let asked = false
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString()
    if (asked || !screen.includes(QUESTION)) return
    asked = true
    if (keys === undefined) child.stdin.end()
    else child.stdin.write(keys)
  })
  const { exitCode } = await child
  return { exitCode, screen }
}

describe.concurrent("without a terminal", () => {
  it("nothing is bought unasked", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    for (const line of ["exporter apply", "yes | exporter apply", "exporter apply --json < /dev/null | cat"]) {
      const ended = await place.shell(line, { server })
      expect({ line, exitCode: ended.exitCode }).toEqual({ line, exitCode: 1 })
      expect(ended.stderr).toMatch(/no terminal to ask[\s\S]*--auto-approve/)
    }
    expect(server.stats()).toMatchObject({ exports: 0, calls: { list: 0, create: 0 } })
  })

  it("--auto-approve says yes, and the plan is still shown", async ({ place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const ended = await place.run(["apply", "--auto-approve"], { server })
    expect(ended.exitCode).toBe(0)
    expect(ended.stderr).toMatch(/4 to create\./)
    expect(server.stats().ledger).toHaveLength(4)
  })
})

describe.skipIf(!hasTerminals).concurrent("at a terminal", () => {
  it.for([
    { keys: "yes\r", name: "yes", exitCode: 0, bought: 4, says: /4 done/ },
    { keys: "y\r", name: "y", exitCode: 1, bought: 0, says: /declined: nothing was bought/ },
    { keys: "no\r", name: "no", exitCode: 1, bought: 0, says: /declined: nothing was bought/ },
    { keys: "yes please\r", name: "yes please", exitCode: 1, bought: 0, says: /declined/ },
    { keys: "\r", name: "Enter alone", exitCode: 1, bought: 0, says: /declined/ },
    { keys: undefined, name: "the end of the input", exitCode: 1, bought: 0, says: /declined/ },
    { keys: "\u0003", name: "Ctrl-C", exitCode: 130, bought: 0, says: /interrupted: nothing was bought/ },
    { keys: "ye\u0003", name: "Ctrl-C in the middle of a word", exitCode: 130, bought: 0, says: /interrupted/ }
  ])("$name: exit $exitCode", async ({ keys, exitCode, bought, says }, { place, sandbox }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const { screen, exitCode: code } = await applyAtTerminal(place, server.url, keys)
    expect(screen).toMatch(says)
    expect(code).toBe(exitCode)
    expect(server.stats().ledger).toHaveLength(bought)
    expect(server.stats().exports).toBe(bought)
    expectPresentable({ stdout: screen, stderr: "", exitCode, signal: undefined, durationMs: 0 })
    // The plan was seen before the question.
    expect(screen.indexOf("4 to create.")).toBeLessThan(screen.indexOf(QUESTION))
    await expect(place.read("exports.state.lock")).rejects.toThrow()
  })

  it("nothing is asked where nothing is to be done, and colours are for those who want them", async ({
    place,
    sandbox
  }) => {
    const server = await sandbox()
    await place.write("exports.yaml", FOUR)
    const coloured = await applyAtTerminal(place, server.url, "no\r")
    expect(coloured.screen).toContain("\u001b[32m+")
    const plain = await applyAtTerminal(place, server.url, "yes\r", "--no-color")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what must not be there
    expect(plain.screen).not.toMatch(/\u001b\[\d+m/)
    expect(plain.exitCode).toBe(0)
    const again = await applyAtTerminal(place, server.url, "no\r")
    expect(again.screen).not.toContain(QUESTION)
    expect(again.exitCode).toBe(0)
  })
})
