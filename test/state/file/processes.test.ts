/** Real processes that are killed and stopped. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { build } from "esbuild"
import { afterAll, beforeAll } from "vitest"
import { nodeProcesses } from "../../../src/state/file/Processes.ts"
import { encodeLock } from "../../../src/state/lock.ts"
import * as FileStore from "../../../src/state/StateStore.file.ts"
import { names, put } from "../samples.ts"

const built = mkdtempSync(join(tmpdir(), "exporter-child-"))
const program = join(built, "child.mjs")

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, "child.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm"
  })
)
afterAll(() => rmSync(built, { recursive: true }))

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "exporter-processes-"))),
  (it) => Effect.sync(() => rmSync(it, { recursive: true, force: true }))
)

const ended = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null
    ? new Promise<void>((resolve) => child.once("exit", () => resolve()))
    : Promise.resolve()

/** A child that is ready to be told something. */
const start = (file: string, life = 60_000) =>
  Effect.gen(function* () {
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => spawn(process.execPath, [program, file, `${life}`], { stdio: ["pipe", "pipe", "inherit"] })),
      (it) =>
        Effect.promise(() => {
          it.kill("SIGKILL")
          return ended(it)
        })
    )
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const answer = Effect.map(
      Effect.promise(() => answers.next()),
      (line): string => (line.done === true ? "gone" : line.value)
    )
    const tell = (line: string) =>
      Effect.andThen(
        Effect.sync(() => child.stdin.write(`${line}\n`)),
        answer
      )
    expect(yield* answer).toBe("ready")
    return { child, tell }
  })

it.scopedLive("a killed holder is taken over within a second, and what it committed is there", () =>
  Effect.gen(function* () {
    const file = join(yield* folder, "exports.state.json")
    const store = FileStore.make(file)
    const { child, tell } = yield* start(file)
    expect(yield* tell("open 1")).toBe("1")
    expect(yield* tell("commit a")).toBe("ok")
    expect(yield* Effect.flip(Effect.scoped(store.open("apply")))).toMatchObject({
      reason: "locked",
      lock: { pid: child.pid, command: "child" }
    })
    expect(names(yield* store.read)).toEqual(["a"])

    child.kill("SIGKILL")
    yield* Effect.promise(() => ended(child))
    const before = performance.now()
    yield* Effect.scoped(
      Effect.gen(function* () {
        const writer = yield* store.open("apply")
        // Less than a second on a quiet machine; the life of a lock, which nobody waits for here, is a minute.
        expect(performance.now() - before).toBeLessThan(15_000)
        expect(names(yield* writer.current)).toEqual(["a"])
        yield* writer.commit(put("b"))
      })
    )
    expect(names(yield* store.read)).toEqual(["a", "b"])
  })
)

it.scopedLive("a holder that was stopped past its life writes nothing once it is woken", () =>
  Effect.gen(function* () {
    const file = join(yield* folder, "exports.state.json")
    const life = 400
    const store = FileStore.make(file, { life })
    const { child, tell } = yield* start(file, life)
    expect(yield* tell("open 1")).toBe("1")
    expect(yield* tell("commit a")).toBe("ok")
    child.kill("SIGSTOP")
    yield* Effect.scoped(
      Effect.gen(function* () {
        const writer = yield* Effect.retry(store.open("apply"), {
          schedule: Schedule.spaced("20 millis"),
          while: (error) => error.reason === "locked"
        })
        yield* writer.commit(put("b"))
        child.kill("SIGCONT")
        expect(yield* tell("assert")).toBe("lost-lock")
        expect(yield* tell("commit zombie")).toBe("lost-lock")
        // It ends, and folds and releases nothing that is not its own.
        child.stdin.end()
        yield* Effect.promise(() => ended(child))
        expect(child.exitCode).toBe(0)
        yield* writer.assertHeld
        yield* writer.commit(put("c"))
      })
    )
    expect(names(yield* store.read)).toEqual(["a", "b", "c"])
    expect(readFileSync(file, "utf8")).not.toContain("zombie")
    expect(existsSync(file.replace(".json", ".lock"))).toBe(false)
  })
)

it.scopedLive("of 20 processes with 10 attempts each, one takes over a dead lock", () =>
  Effect.gen(function* () {
    const file = join(yield* folder, "exports.state.json")
    const dead = { ...nodeProcesses.self(), pid: 2 ** 22 + 1 }
    const info = { id: "0".repeat(16), owner: "ann", host: dead.host, pid: dead.pid, command: "apply", since: "" }
    writeFileSync(file.replace(".json", ".lock"), encodeLock(info, dead))
    const children = yield* Effect.all(
      Array.from({ length: 20 }, () => start(file)),
      { concurrency: 4 }
    )
    const won = yield* Effect.forEach(children, ({ tell }) => tell("open 10"), { concurrency: "unbounded" })
    expect(won.toSorted().reverse().slice(0, 2)).toEqual(["1", "0"])
    const winner = children[won.indexOf("1")]
    expect(yield* winner?.tell("commit a") ?? Effect.succeed("nobody")).toBe("ok")
    expect(names(yield* FileStore.make(file).read)).toEqual(["a"])
  })
)
