/** Runs of the program at a terminal of their own. */
import { execa } from "execa"
import { expect, inject } from "vitest"
import { Screen } from "../cli/terminal.ts"
import { cachesIn } from "./build.ts"
import { pause } from "./interrupt.ts"
import { TWELVE_TYPES } from "./manifests.ts"
import { expectPresentable, type Fixtures, KEY, type Place, until, WINDOW_MS } from "./place.ts"

/** `script` of util-linux gives a command a terminal of its own. BSD's has other options. */
export const hasTerminals = await execa("script", ["--version"], { reject: false }).then(({ stdout }) =>
  `${stdout}`.includes("util-linux")
)

/** Any but those that end a line. */
export const CONTROL = /[^\P{Cc}\n\t]/u

export const HIDE = "\u001b[?25l"
export const SHOW = "\u001b[?25h"

interface AtTerminal {
  readonly screen: Screen
  readonly type: (keys: string) => void
  readonly ended: Promise<number | undefined>
}

/** Runs a line of shell at a terminal of that size. */
export const atTerminal = (
  place: Place,
  url: string,
  args: string,
  { columns = 80, rows = 24, env = {} as Readonly<Record<string, string>> } = {}
): AtTerminal => {
  const screen = new Screen(columns, rows)
  const command = `stty cols ${columns} rows ${rows}; exec '${process.execPath}' '${inject("program")}' apply --auto-approve ${args}`
  const child = execa("script", ["-qec", command, "/dev/null"], {
    cwd: place.folder,
    extendEnv: false,
    env: {
      PATH: process.env["PATH"] ?? "",
      ...cachesIn(inject("packageFolder")),
      TERM: "xterm-256color",
      LANG: "C.UTF-8",
      ONLYFANSAPI_BASE_URL: url,
      ONLYFANSAPI_API_KEY: KEY,
      EXPORTER_RATE_WINDOW_MS: String(WINDOW_MS),
      ...env
    },
    stdin: "pipe",
    reject: false
  })
  child.stdout.setEncoding("utf8")
  child.stdout.on("data", (chunk: string) => screen.write(chunk))
  return { screen, type: (keys) => void child.stdin.write(keys), ended: child.then(({ exitCode }) => exitCode) }
}

/** No line of a frame. */
export const expectNoFrame = (lines: ReadonlyArray<string>) =>
  expect(lines.filter((line) => /^ {2}(done|credits|calls|time) {2}/.test(line))).toEqual([])

interface Size {
  readonly columns: number
  readonly rows: number
}

/** Requests are seen under way, and the report stands alone. */
export const expectSeen = async (
  size: Size,
  { place, sandbox }: Pick<Fixtures, "place" | "sandbox">
): Promise<void> => {
  const server = await sandbox({ speed: 5 })
  await place.write("exports.yaml", TWELVE_TYPES)
  const run = atTerminal(place, server.url, "", size)
  const frames: Array<ReadonlyArray<string>> = []
  let isOver = false
  const looking = until(async () => {
    frames.push(await run.screen.lines())
    if (!isOver) await pause(50)
    return isOver
  })
  expect(await run.ended).toBe(0)
  isOver = true
  await looking

  const framed = frames.filter((lines) => lines.some((line) => /^ {2}done /.test(line)))
  expect(framed.length).toBeGreaterThan(2)
  expect(
    framed.some((lines) => lines.some((line) => /^ {2}\S+ +(pricing|running|queued|priced) .* 0:\d\d$/.test(line)))
  ).toBe(true)
  expect(framed.some((lines) => lines.some((line) => /^ {2}credits {2}.* \d+ .*charged/.test(line)))).toBe(true)
  for (const lines of framed) expect(lines.filter((line) => /^ {2}done /.test(line)).length).toBe(1)

  const last = await run.screen.lines()
  expectNoFrame(last)
  expect(last.join("\n")).toMatch(/\n\d\d:\d\d {2}saved data/)
  expect(last.join("\n")).toMatch(/\nFiles\n[\s\S]*\d+ done\. \d+ credits charged/)
  expect(run.screen.written).toContain(HIDE)
  expect(run.screen.written.lastIndexOf(SHOW)).toBeGreaterThan(run.screen.written.lastIndexOf(HIDE))
  expectPresentable({ stdout: run.screen.written, stderr: "", exitCode: 0, signal: undefined, durationMs: 0 })
}
