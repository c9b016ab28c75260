/** Hooks as real programs: what they are given, and how they end. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as HooksExeca from "../../src/apply/Hooks.execa.ts"
import type { HookError } from "../../src/apply/Hooks.ts"
import { Hooks } from "../../src/apply/Hooks.ts"
import type { Command } from "../../src/domain.ts"

const KEY = "ofapi_0123456789abcdef0123"

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(path.join(tmpdir(), "exporter-hooks-"))),
  (it) => Effect.sync(() => rmSync(it, { recursive: true }))
)

interface Asked {
  readonly env?: Readonly<Record<string, string>>
  readonly outer?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

const runIn = (root: string, command: Command, { env = {}, outer = {}, timeoutMs = 60_000 }: Asked = {}) =>
  Effect.flatMap(Hooks, (hooks) => hooks.run({ command, env, timeoutMs })).pipe(
    Effect.provide(HooksExeca.layer({ root, apiKey: KEY, env: { ...process.env, ...outer } }))
  )

const sh = (script: string): Command => ["sh", "-c", script]

const failureOf = (work: Effect.Effect<void, HookError>) =>
  Effect.map(Effect.either(work), (result) =>
    Either.isLeft(result)
      ? { reason: result.left.reason, detail: result.left.detail, output: result.left.output }
      : "done"
  )

const textIn = (root: string, name: string) => {
  try {
    return readFileSync(path.join(root, name), "utf8")
  } catch {
    return undefined
  }
}

/** Looks again and again until it is so; the test's own time limit ends the wait. */
const until = (isSo: () => boolean): Effect.Effect<void> =>
  Effect.suspend(() => (isSo() ? Effect.void : Effect.zipRight(Effect.sleep(10), until(isSo))))

const isAlive = (pid: number): boolean => {
  try {
    // A zombie takes signals, and does nothing any more.
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))
  } catch {
    return false
  }
}

describe.concurrent("a hook", () => {
  it.scopedLive("runs in the folder of the manifest, with its words as they are: there is no shell", () =>
    Effect.gen(function* () {
      const root = yield* folder
      writeFileSync(path.join(root, "note.sh"), '#!/bin/sh\nprintf "%s|" "$PWD" "$@" > note.txt\n', { mode: 0o755 })
      yield* runIn(root, ["./note.sh", "a b", "$HOME", "*", "; exit 3", ""])
      expect(textIn(root, "note.txt")).toBe(`${root}|a b|$HOME|*|; exit 3||`)
    })
  )

  it.scopedLive("inherits the environment, but for the API key under whatever name", () =>
    Effect.gen(function* () {
      const root = yield* folder
      const outer = { ONLYFANSAPI_API_KEY: KEY, MINE: `Bearer ${KEY}`, OTHER: "kept" }
      yield* runIn(root, sh("env > env.txt"), { outer, env: { EXPORTER_PATH: "/x/ä b" } })
      const lines = (textIn(root, "env.txt") ?? "").split("\n")
      expect(lines).toContain("OTHER=kept")
      expect(lines).toContain("EXPORTER_PATH=/x/ä b")
      expect(lines.filter((line) => line.includes(KEY) || line.startsWith("ONLYFANSAPI_API_KEY"))).toEqual([])
    })
  )

  it.scopedLive("reads nothing: what asks for input gets none", () =>
    Effect.gen(function* () {
      const root = yield* folder
      yield* runIn(root, sh("cat > input.txt; echo end >> input.txt"))
      expect(textIn(root, "input.txt")).toBe("end\n")
    })
  )

  it.scopedLive("that fails tells its code and the end of what it wrote", () =>
    Effect.gen(function* () {
      const root = yield* folder
      const script = `i=0; while [ $i -lt 30000 ]; do echo "line $i"; i=$((i+1)); done; echo "the key is ${KEY}"; exit 7`
      const failure = yield* failureOf(runIn(root, sh(script), { outer: { ONLYFANSAPI_API_KEY: KEY } }))
      expect(failure).toMatchObject({ reason: "exit", detail: "exited with 7" })
      const lines = failure === "done" ? [] : failure.output.split("\n")
      expect(lines).toHaveLength(21)
      expect(lines[0]).toBe("…")
      expect(lines).toContain("line 29999")
      expect(lines).toContain("the key is ***")
    })
  )

  it.scopedLive("that fails shows what it wrote on either stream", () =>
    Effect.gen(function* () {
      const failure = yield* failureOf(runIn(yield* folder, sh("echo out; echo err >&2; exit 1")))
      expect(failure === "done" ? [] : failure.output.split("\n").sort()).toEqual(["err", "out"])
    })
  )

  it.scopedLive("that is ended by a signal tells which", () =>
    Effect.gen(function* () {
      const failure = yield* failureOf(runIn(yield* folder, sh("kill -9 $$")))
      expect(failure).toMatchObject({ reason: "exit", detail: "was ended by SIGKILL" })
    })
  )

  it.scopedLive("that cannot be started says why", () =>
    Effect.gen(function* () {
      const root = yield* folder
      writeFileSync(path.join(root, "plain.sh"), "#!/bin/sh\n", { mode: 0o644 })
      writeFileSync(path.join(root, "odd.sh"), "#!/nowhere/interpreter\n", { mode: 0o755 })
      const started = { reason: "not-started", output: "" }
      expect(yield* failureOf(runIn(root, ["./nowhere.sh"]))).toEqual({
        ...started,
        detail: "cannot be started: there is no such program, or its interpreter is not there (ENOENT)"
      })
      expect(yield* failureOf(runIn(root, ["./odd.sh"]))).toMatchObject({
        ...started,
        detail: expect.stringContaining("ENOENT")
      })
      expect(yield* failureOf(runIn(root, ["./plain.sh"]))).toEqual({
        ...started,
        detail: "cannot be started: it is not executable (EACCES)"
      })
    })
  )

  it.scopedLive("that takes too long is ended, with all that it has started", () =>
    Effect.gen(function* () {
      const root = yield* folder
      const script = "trap '' TERM; (trap '' TERM; sleep 600) & echo $! > child.txt; echo working; wait"
      const failure = yield* failureOf(runIn(root, sh(script), { timeoutMs: 3_000 }))
      expect(failure).toEqual({ reason: "timeout", detail: "took longer than 3s and was ended", output: "working" })
      const child = Number(textIn(root, "child.txt"))
      yield* until(() => !isAlive(child))
    })
  )

  it.scopedLive("that is interrupted may tidy up, and is ended with all that it has started", () =>
    Effect.gen(function* () {
      const root = yield* folder
      const script = "trap 'echo tidy > tidy.txt; exit 1' TERM; sleep 600 & echo $! > child.txt; wait"
      const fiber = yield* Effect.fork(runIn(root, sh(script)))
      yield* until(() => textIn(root, "child.txt")?.endsWith("\n") === true)
      const begun = Date.now()
      yield* Fiber.interrupt(fiber)
      expect(Date.now() - begun).toBeLessThan(20_000)
      expect(textIn(root, "tidy.txt")).toBe("tidy\n")
      // A killed process takes a moment to be gone.
      yield* until(() => !isAlive(Number(textIn(root, "child.txt"))))
    })
  )

  it.scopedLive("that leaves something behind on purpose is done when it is itself", () =>
    Effect.gen(function* () {
      const root = yield* folder
      yield* runIn(root, sh("sleep 600 & echo $! > child.txt"))
      const child = Number(textIn(root, "child.txt"))
      expect(isAlive(child)).toBe(true)
      process.kill(child, "SIGKILL")
    })
  )
})

describe.concurrent("the report for a hook", () => {
  it.scopedLive("is a file of the user's own, for as long as it is needed", () =>
    Effect.gen(function* () {
      const root = yield* folder
      const { keepText, locate } = yield* Effect.provide(Hooks, HooksExeca.layer({ root, apiKey: undefined }))
      const file = yield* Effect.scoped(
        Effect.tap(keepText("report.json", "{}\n"), (file) =>
          Effect.sync(() => expect(readFileSync(file, "utf8")).toBe("{}\n"))
        )
      )
      expect(() => readFileSync(file)).toThrow("ENOENT")
      expect(locate("data/a.csv")).toBe(path.join(root, "data/a.csv"))
    })
  )
})
