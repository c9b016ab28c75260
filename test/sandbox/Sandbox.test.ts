import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { describe, expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { build } from "esbuild"
import { afterAll, beforeAll } from "vitest"
import * as Sandbox from "../../src/sandbox/Sandbox.ts"
import { start } from "../../src/sandbox/server.ts"
import { TRANSACTIONS } from "./fixtures.ts"

const SERVER = new URL("../../src/sandbox/server.ts", import.meta.url).pathname

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"))
})

afterAll(() => rmSync(folder, { recursive: true }))

describe("Sandbox.scoped", () => {
  it.live("serves as long as its scope", () =>
    Effect.gen(function* () {
      const url = yield* Effect.scoped(
        Effect.gen(function* () {
          const sandbox = yield* Sandbox.scoped()
          const response = yield* Effect.promise(() => fetch(`${sandbox.url}/__sandbox/stats`))
          expect(response.status).toBe(200)
          return sandbox.url
        })
      )
      const after = yield* Effect.either(Effect.tryPromise(() => fetch(url)))
      expect(after._tag).toBe("Left")
    })
  )

  it.live("says that a port is taken", () =>
    Effect.gen(function* () {
      const other = createServer()
      yield* Effect.promise(() => new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve)))
      const address = other.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      const error = yield* Effect.scoped(Effect.flip(Sandbox.scoped({ port })))
      expect(error._tag).toBe("SandboxError")
      expect(error.message).toContain("EADDRINUSE")
      yield* Effect.promise(() => new Promise((resolve) => other.close(resolve)))
    })
  )
})

describe("the code", () => {
  const bundle = build({
    entryPoints: [SERVER],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    metafile: true,
    write: false,
    logLevel: "silent"
  })

  it("uses no other folder of the program: an error must not hide on both sides", async () => {
    const inputs = Object.keys((await bundle).metafile.inputs)
    expect(inputs.length).toBeGreaterThan(15)
    const others = inputs.filter((path) => !/(^|\/)src\/sandbox\/|(^|\/)schema\/scenario\.schema\.json$/.test(path))
    expect(others).toEqual([])
  })

  it("loads what writes XLSX and ZIP, and what checks scenarios, only when it is needed", async () => {
    const { inputs } = (await bundle).metafile
    const loaded = new Set<string>()
    const visit = (path: string): void => {
      for (const { path: imported, kind, external } of inputs[path]?.imports ?? []) {
        if (kind === "dynamic-import" || loaded.has(imported)) continue
        loaded.add(imported)
        if (!external) visit(imported)
      }
    }
    visit(Object.keys(inputs).find((path) => path.endsWith("sandbox/server.ts")) ?? "")
    const packages = [...loaded].filter((path) => !path.endsWith(".ts") && !path.startsWith("node:"))
    expect(packages).toEqual(["effect/HashMap"])
  })
})

/** Makes a program of some lines that may use `start`, and runs it. */
const run = async (name: string, lines: string, ...args: ReadonlyArray<string>) => {
  const program = join(folder, `${name}.mjs`)
  await build({
    stdin: { contents: `import { start } from ${JSON.stringify(SERVER)}\n${lines}`, resolveDir: folder },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program,
    external: ["write-excel-file", "yazl"],
    logLevel: "silent"
  })
  return spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] })
}

describe("a sandbox in a process of its own", () => {
  it("keeps every purchase that was answered, when it is killed", async () => {
    const stateFile = join(folder, "sandbox.state")
    const child = await run(
      "killed",
      `const sandbox = await start({ stateFile: process.argv[2], calculateMs: 0, rows: 20, limitPerWindow: 10_000 })
       console.log(sandbox.url)`,
      stateFile
    )
    const [url] = (await once(createInterface(child.stdout), "line")) as [string]
    const call = async (path: string, body?: unknown): Promise<string> => {
      const response = await fetch(`${url}/api/data-exports${path}`, {
        method: "POST",
        headers: { Authorization: "Bearer key", "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
      return ((await response.json()) as { data: { id: string } }).data.id
    }
    const answered = new Set<string>()
    const buy = async (): Promise<void> => {
      for (;;) {
        const id = await call("", TRANSACTIONS)
        await call(`/${id}/start`)
        answered.add(id)
        if (answered.size === 25) child.kill("SIGKILL")
      }
    }
    await Promise.allSettled([buy(), buy(), buy()])
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit")

    const after = await start({ stateFile })
    const charged = new Set(after.stats().ledger.map((charge) => charge.data_export_id))
    expect(answered.size).toBeGreaterThanOrEqual(25)
    expect([...answered].filter((id) => !charged.has(id))).toEqual([])
    expect(after.stats().balance).toBe(10_000 - charged.size)
    await after.close()
  })
  it("lets its process end once it is closed, whatever still hangs", async () => {
    const child = await run(
      "closed",
      `const rules = [{ on: "list", nth: 1, do: { hang: { ms: 600_000 } } }]
       const sandbox = await start({ scenario: { version: 1, rules } })
       const list = () => fetch(sandbox.url + "/api/data-exports", { headers: { Authorization: "Bearer key" } })
       const hanging = list().catch(() => "cut")
       await list()
       await sandbox.close()
       console.log(await hanging)`
    )
    const exited = once(child, "exit")
    const [line] = (await once(createInterface(child.stdout), "line")) as [string]
    expect([line, ...(await exited)]).toEqual(["cut", 0, null])
  })
})
