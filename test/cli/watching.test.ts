import { describe, expect, it } from "vitest"
import { drawsAtTerminal, drawsUnicode } from "../../src/cli/watching.ts"

describe("a frame is drawn", () => {
  const at = { isTerminal: true, sharesTerminal: false, env: { TERM: "xterm" } }
  it.each([
    { name: "at a terminal", case: at, draws: true },
    { name: "on Windows, which has no TERM", case: { ...at, env: {} }, draws: true },
    { name: "not into a file or a pipe", case: { ...at, isTerminal: false }, draws: false },
    { name: "not among events that go to the same terminal", case: { ...at, sharesTerminal: true }, draws: false },
    { name: "not on CI", case: { ...at, env: { TERM: "xterm", CI: "true" } }, draws: false },
    { name: "not on CI that says 1", case: { ...at, env: { TERM: "xterm", CI: "1" } }, draws: false },
    { name: "where CI says that it is none", case: { ...at, env: { TERM: "xterm", CI: "false" } }, draws: true },
    { name: "where CI is empty", case: { ...at, env: { TERM: "xterm", CI: "" } }, draws: true },
    { name: "not at a terminal that cannot move its cursor", case: { ...at, env: { TERM: "dumb" } }, draws: false }
  ])("$name: $draws", ({ case: given, draws }) => expect(drawsAtTerminal(given)).toBe(draws))
})

describe("letters beyond ASCII", () => {
  it.each([
    { platform: "linux", env: { LANG: "en_US.UTF-8", TERM: "xterm" }, draws: true },
    { platform: "darwin", env: { LANG: "de_DE.utf8" }, draws: true },
    { platform: "linux", env: { LANG: "en_US.UTF-8", LC_ALL: "C", TERM: "xterm" }, draws: false },
    { platform: "linux", env: { LC_CTYPE: "C.UTF-8", LC_ALL: "", LANG: "C" }, draws: true },
    { platform: "linux", env: { LANG: "en_US.UTF-8", TERM: "linux" }, draws: false },
    { platform: "linux", env: { TERM: "xterm" }, draws: false },
    { platform: "win32", env: { WT_SESSION: "1-2-3" }, draws: true },
    { platform: "win32", env: { LANG: "en_US.UTF-8" }, draws: false }
  ])("$platform $env: $draws", ({ platform, env, draws }) => expect(drawsUnicode(platform, env)).toBe(draws))
})
