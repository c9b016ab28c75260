/**
 * The container file, as far as it can be seen without a container: what its build stage copies suffices for a build, what
 * its last stage copies suffices to work, for a user who may write nowhere, and its HEALTHCHECK says what `/healthz` says.
 * And the compose file against what the program asks for.
 */
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join, resolve } from "node:path"
import { execa } from "execa"
import { afterAll, beforeAll, describe, expect, inject } from "vitest"
import { parse } from "yaml"
import { freePort } from "../postgres/Postgres.ts"
import { KEY } from "./place.ts"
import { it, manifestOf, postgres } from "./workers.ts"

const ROOT = resolve(import.meta.dirname, "../..")

interface Instruction {
  readonly name: string
  readonly text: string
}

const instructions = (await readFile(join(ROOT, "Dockerfile"), "utf8"))
  .split("\n")
  .filter((line) => /^[A-Z]/.test(line))
  .map((line): Instruction => ({ name: line.split(" ", 1)[0] ?? "", text: line.slice(line.indexOf(" ") + 1) }))

/** There are two: one builds, the other is what is left. */
const [first, second, ...others] = instructions.flatMap(({ name }, index) => (name === "FROM" ? [index] : []))
if (second === undefined || others.length > 0) throw new Error("there are two stages")
const [building, last] = [instructions.slice(first, second), instructions.slice(second)]

const textsOf = (stage: ReadonlyArray<Instruction>, name: string) =>
  stage.filter((it) => it.name === name).map(({ text }) => text)

const only = (stage: ReadonlyArray<Instruction>, name: string): string => {
  const [text, ...more] = textsOf(stage, name)
  if (text === undefined || more.length > 0) throw new Error(`there is one ${name}`)
  return text
}

const copied = (text: string): ReadonlyArray<string> =>
  text
    .replace(/^--from=\S+ /, "")
    .split(" ")
    .slice(0, -1)

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "exporter-image-"))
  await chmod(folder, 0o755)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe("the container file", () => {
  it("copies what a build needs, and .dockerignore lets it through", async () => {
    const sources = textsOf(building, "COPY").flatMap(copied)
    const ignore = (await readFile(join(ROOT, ".dockerignore"), "utf8"))
      .split("\n")
      .filter((line) => /^[^#]/.test(line))
    expect(ignore[0]).toBe("*")
    expect(ignore.slice(1).sort()).toEqual(sources.map((it) => `!${it.replace(/\/$/, "")}`).sort())
    expect(textsOf(building, "RUN")).toEqual([expect.stringMatching(/^npm ci /), "npm run build"])

    const src = join(folder, "src")
    await mkdir(src)
    for (const source of sources) await cp(join(ROOT, source), join(src, source), { recursive: true })
    await symlink(join(ROOT, "node_modules"), join(src, "node_modules"))
    await execa("npm", ["run", "build"], { cwd: src })
    for (const source of copied(only(last, "COPY"))) expect(await readFile(join(folder, source))).not.toHaveLength(0)
    const built = await execa(process.execPath, [join(src, "dist/exporter.cjs"), "--version"])
    expect(built.stdout).toMatch(/^\d+\.\d+\.\d+/)
  })

  it("ends with what is needed to work, for a user who may write nowhere", async () => {
    const image = join(folder, "opt")
    await mkdir(image)
    for (const source of copied(only(last, "COPY")))
      await cp(join(inject("packageFolder"), source.replace("/src/", "")), join(image, basename(source)))
    await chmod(image, 0o555)
    const [, program = ""] = JSON.parse(only(last, "ENTRYPOINT")) as ReadonlyArray<string>
    const [user = ""] = only(last, "USER").split(":")
    expect(Number(user)).toBeGreaterThan(0)
    const [, cache = ""] = /^EXPORTER_CACHE=(.*)$/.exec(only(last, "ENV")) ?? []
    const run = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
      execa(process.execPath, [join(image, basename(program)), ...args], {
        cwd: image,
        extendEnv: false,
        env: { EXPORTER_CACHE: cache, HOME: "/nowhere", ...env },
        reject: false,
        ...(process.getuid?.() === 0 ? { uid: Number(user), gid: Number(user) } : {})
      })
    const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { readonly version: string }
    expect(await run(["--version"])).toMatchObject({ exitCode: 0, stdout: version })
    expect(await run(["worker", "--help"])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("--address") })
    // All is loaded, and the driver as well: what is missing is the database.
    const state = `version: 1\nstate: { backend: postgres, url: "postgres://127.0.0.1:1/none" }\nexports: { a: { type: payouts, account_ids: [acct_1], start_date: 2024-01-01, end_date: 2024-01-31 } }\n`
    const job = join(folder, "job")
    await mkdir(job)
    await writeFile(join(job, "exports.yaml"), state)
    const worker = await run(["worker", "--file", join(job, "exports.yaml")], { ONLYFANSAPI_API_KEY: KEY })
    expect([worker.exitCode, worker.stderr]).toEqual([6, expect.stringContaining("127.0.0.1:1/none")])
  })

  it.skipIf(postgres === undefined)(
    "has a HEALTHCHECK that says what the worker says",
    async ({ place, sandbox, crew: crewFor }) => {
      const crew = await crewFor(await sandbox())
      await place.write("exports.yaml", manifestOf(1))
      const [, words = "[]"] = / CMD (\[.*\])$/.exec(only(last, "HEALTHCHECK")) ?? []
      const [, port = ""] = /:(\d+)\/healthz/.exec(words) ?? []
      const command = JSON.parse(only(last, "CMD")) as ReadonlyArray<string>
      expect([command.join(" "), only(last, "EXPOSE")]).toEqual([`worker --http 0.0.0.0:${port}`, port])
      // As written but for the port, which somebody may have here.
      const other = String(await freePort())
      const [, ...args] = JSON.parse(words.replace(`:${port}/`, `:${other}/`)) as ReadonlyArray<string>
      const check = async () => (await execa(process.execPath, args, { reject: false })).exitCode
      expect(await check()).toBe(1)
      await crew.hire(undefined, { args: ["--http", `0.0.0.0:${other}`] })
      expect(await check()).toBe(0)
    }
  )
})

describe("the compose file", () => {
  interface Service {
    readonly command: ReadonlyArray<string>
    readonly environment: Readonly<Record<string, string | null>>
    readonly volumes: ReadonlyArray<string | { readonly target: string }>
    readonly networks?: ReadonlyArray<string>
    readonly stop_grace_period: string
  }

  it("has workers as the program wants them", async () => {
    const { services } = parse(await readFile(join(ROOT, "compose.yaml"), "utf8"), { merge: true }) as {
      readonly services: Readonly<Record<string, Service>>
    }
    const { postgres: database, ...workers } = services
    expect(Object.keys(workers)).toEqual(["worker-1", "worker-2"])
    const command = (JSON.parse(only(last, "CMD")) as ReadonlyArray<string>).slice(1)
    for (const [name, { command: given, environment, volumes, networks, stop_grace_period }] of Object.entries(
      workers
    )) {
      expect(given).toEqual(["worker", "--address", `${name}:7401`, ...command])
      const url = new URL(environment["EXPORTER_STATE_URL"] ?? "")
      // What lies in that volume on both sides is the socket.
      const shared = `socket:${url.searchParams.get("host")}`
      expect([volumes, database?.volumes]).toEqual([expect.arrayContaining([shared]), expect.arrayContaining([shared])])
      expect(volumes).toContainEqual(expect.objectContaining({ target: textsOf(last, "WORKDIR").at(-1) }))
      expect([url.searchParams.get("user"), url.pathname]).toEqual([
        database?.environment["POSTGRES_USER"],
        "/exporter"
      ])
      expect(networks).toEqual(["workers", "outside"])
      // Out of its own accord after 4.8 s at the latest.
      expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThan(5)
    }
    // No secret is in the file: each comes from the environment, and is asked for.
    for (const { environment } of Object.values(services))
      for (const [name, value] of Object.entries(environment))
        if (/KEY|PASSWORD|SECRET/.test(name)) expect(value ?? "${X:?}").toMatch(/^\$\{[A-Z_]+:\?/)
  })
})
