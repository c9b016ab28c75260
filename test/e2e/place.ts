/** Where a test runs the built program: a folder of its own, servers of its own, and a child process for each command. */
import { createHash } from "node:crypto"
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { execa } from "execa"
import { test as base, expect, inject } from "vitest"
import { type RunningSandbox, type SandboxOptions, start } from "../../src/sandbox/server.ts"
import { cachesIn } from "./build.ts"

/** Looks like a key, and must never be seen in anything that the program writes. */
export const KEY = "ofapi_e2e_key_0123456789abcdef"

/** The minute of every sandbox here, in ms. */
export const WINDOW_MS = 2_000

export interface Ended {
  readonly exitCode: number | undefined
  readonly signal: string | undefined
  readonly stdout: string
  readonly stderr: string
  /** How long the process lived, in ms. */
  readonly durationMs: number
}

export interface RunOptions {
  /** The server that the environment names. */
  readonly server?: { readonly url: string }
  readonly env?: Readonly<Record<string, string>>
  /** A folder below the place; the place itself by default. */
  readonly cwd?: string
  /** Another program than the one that was built: its absolute path. */
  readonly program?: string
}

export interface Running {
  readonly pid: number | undefined
  readonly ended: Promise<Ended>
  readonly kill: (signal: NodeJS.Signals) => void
  /** Standard output so far. */
  readonly told: () => string
  /** Standard error so far. */
  readonly said: () => string
}

export interface Place {
  readonly folder: string
  readonly path: (name: string) => string
  /** Makes the folders that are missing. */
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>
  readonly read: (name: string) => Promise<string>
  readonly sha256: (name: string) => Promise<string>
  readonly start: (args: ReadonlyArray<string>, options?: RunOptions) => Running
  /** Runs to the end, and checks what must be true of every ending. */
  readonly run: (args: ReadonlyArray<string>, options?: RunOptions) => Promise<Ended>
  readonly startShell: (line: string, options?: RunOptions) => Running
  /** A line of bash, with `exporter` as a command. */
  readonly shell: (line: string, options?: RunOptions) => Promise<Ended>
}

/** What a test here is given. */
export interface Fixtures {
  readonly newPlace: () => Promise<Place>
  readonly place: Place
  /** Quick jobs, and more calls than a small run needs. */
  readonly sandbox: (options?: SandboxOptions) => Promise<RunningSandbox>
  /** A server that is not the API, or lies about it. */
  readonly serve: (listener: RequestListener) => Promise<{ readonly url: string; readonly calls: ReadonlyArray<Call> }>
}

/** What a server was asked. */
export interface Call {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
}

export const it = base.extend<Fixtures>({
  newPlace: async ({ onTestFinished }, use) => {
    await use(async () => {
      const folder = await mkdtemp(join(tmpdir(), "exporter-e2e-"))
      const { place, killAll } = await open(folder)
      onTestFinished(async () => {
        await killAll()
        await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      })
      return place
    })
  },
  place: async ({ newPlace }, use) => {
    await use(await newPlace())
  },
  sandbox: async ({ onTestFinished }, use) => {
    await use(async (options = {}) => {
      const sandbox = await start({ speed: 20, limitPerWindow: 400, windowMs: WINDOW_MS, ...options })
      onTestFinished(() => sandbox.close())
      return sandbox
    })
  },
  serve: async ({ onTestFinished }, use) => {
    await use(async (listener) => {
      const calls: Array<Call> = []
      const server = createServer((request: IncomingMessage, response: ServerResponse) => {
        const { method = "", url = "", headers } = request
        calls.push({ method, url, authorization: headers.authorization })
        listener(request, response)
      })
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      onTestFinished(
        () =>
          new Promise((resolve) => {
            server.close(() => resolve())
            server.closeAllConnections()
          })
      )
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      return { url: `http://127.0.0.1:${port}`, calls }
    })
  }
})

const open = async (folder: string): Promise<{ readonly place: Place; readonly killAll: () => Promise<void> }> => {
  const alive = new Map<Promise<Ended>, () => void>()
  const bin = join(folder, ".bin")
  await mkdir(bin)
  await writeFile(join(bin, "exporter"), `#!/bin/sh\nexec '${process.execPath}' '${inject("program")}' "$@"\n`)
  await chmod(join(bin, "exporter"), 0o755)

  const spawn = (command: string, args: ReadonlyArray<string>, options: RunOptions = {}): Running => {
    const child = execa(command, args, {
      cwd: join(folder, options.cwd ?? "."),
      extendEnv: false,
      env: {
        PATH: `${bin}:${process.env["PATH"] ?? ""}`,
        HOME: folder,
        // One cache for all: what one test has compiled and parsed, the others find.
        ...cachesIn(inject("packageFolder")),
        ...environmentOf(options)
      },
      stdin: "ignore",
      reject: false,
      // Whoever is told to end takes the time that it takes.
      forceKillAfterDelay: false,
      stripFinalNewline: false
    })
    let told = ""
    let said = ""
    child.stdout.on("data", (chunk: Buffer) => {
      told += chunk.toString()
    })
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString()
    })
    const ended = child.then(
      ({ exitCode, signal, stdout, stderr, durationMs }): Ended => ({ exitCode, signal, stdout, stderr, durationMs })
    )
    alive.set(ended, () => child.kill("SIGKILL"))
    ended.finally(() => alive.delete(ended))
    return { pid: child.pid, ended, kill: (signal) => child.kill(signal), told: () => told, said: () => said }
  }

  const place: Place = {
    folder,
    path: (name) => join(folder, name),
    write: async (name, content) => {
      const file = join(folder, name)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
      return file
    },
    read: (name) => readFile(resolve(folder, name), "utf8"),
    sha256: async (name) =>
      createHash("sha256")
        .update(await readFile(join(folder, name)))
        .digest("hex"),
    start: (args, options) =>
      options?.program === undefined
        ? spawn(process.execPath, [inject("program"), ...args], options)
        : spawn(options.program, args, options),
    run: async (args, options) => {
      const ended = await place.start(args, options).ended
      expectPresentable(ended)
      if (args.includes("--json")) expect(() => JSON.parse(ended.stdout)).not.toThrow()
      return ended
    },
    startShell: (line, options) => spawn("bash", ["-o", "pipefail", "-c", line], options),
    shell: async (line, options) => {
      const ended = await place.startShell(line, options).ended
      expectPresentable(ended)
      return ended
    }
  }
  return {
    place,
    killAll: async () => {
      for (const kill of alive.values()) kill()
      await Promise.all(alive.keys())
    }
  }
}

const environmentOf = ({ server, env }: RunOptions): Readonly<Record<string, string>> => ({
  ...(server === undefined
    ? {}
    : {
        ONLYFANSAPI_BASE_URL: server.url,
        ONLYFANSAPI_API_KEY: KEY,
        EXPORTER_RATE_WINDOW_MS: String(WINDOW_MS)
      }),
  ...env
})

/** However it ends: no stack trace, no defect, no key, no signed URL. */
export const expectPresentable = ({ stdout, stderr }: Ended): void => {
  const all = stdout + stderr
  expect(all).not.toMatch(/^ {4}at /m)
  expect(all).not.toContain("file://")
  expect(all).not.toContain("a mistake of this program")
  expect(all).not.toContain(KEY)
  expect(all).not.toContain("signature=")
}

/** Looks again and again until it is so; the test's own time limit ends the wait. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** What comes on top of a limit in ms where the machine is busy: measured by a process that does nothing, some of them. */
export const lateness = async (place: Place): Promise<number> => 10 * (await place.run(["--version"])).durationMs
