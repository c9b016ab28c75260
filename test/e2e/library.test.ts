/** The package as a library: the programs of docs/library.md, type-checked and run where the packed package is installed. */
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { execa } from "execa"
import { publint } from "publint"
import { afterAll, beforeAll, describe, expect, inject } from "vitest"
import * as StateStorePostgres from "../../src/state/StateStore.postgres.ts"
import * as StateStoreS3 from "../../src/state/StateStore.s3.ts"
import type { StateStore } from "../../src/state/StateStore.ts"
import { newDatabase, sharedServer } from "../postgres/database.ts"
import { BUCKET, CREDENTIALS, REGION, serve } from "../state/s3/S3Server.ts"
import { put } from "../state/samples.ts"
import { it, type Place } from "./place.ts"

const ROOT = path.resolve(import.meta.dirname, "../..")
const PAGE = path.join(ROOT, "docs/library.md")

/** The fenced block below a comment of the page. */
const blockOf = (page: string, comment: string): string => {
  const [, block] = new RegExp(`<!-- ${comment} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page) ?? []
  if (block === undefined) throw new Error(`docs/library.md has no block '${comment}'`)
  return block
}

/** Packed and installed once for all: a project that has the package, and beside it what people have who use it. */
let project: string

beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), "exporter-library-"))
  const shell = (line: string) => execa("bash", ["-c", line], { cwd: project })
  const packed = await shell(
    `npm pack '${inject("packageFolder")}' --ignore-scripts --json --pack-destination . --loglevel error`
  )
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
  await writeFile(path.join(project, "package.json"), '{"name":"project","private":true,"type":"module"}')
  const installed = await shell(`npm install --offline --no-audit --no-fund --loglevel error ./${filename}`)
  expect(installed.stderr).toBe("")
  // Of the packages of this repository, and of no registry.
  await mkdir(path.join(project, "node_modules/@types"))
  for (const name of ["effect", "@types/node"])
    await symlink(path.join(ROOT, "node_modules", name), path.join(project, "node_modules", name))
}, 120_000)

afterAll(() => rm(project, { recursive: true, force: true }))

const newProject = async (place: Place, moduleResolution: "NodeNext" | "Bundler" = "NodeNext"): Promise<void> => {
  await cp(project, place.path("project"), { recursive: true, verbatimSymlinks: true })
  const module = moduleResolution === "NodeNext" ? "NodeNext" : "ESNext"
  const compilerOptions = {
    module,
    moduleResolution,
    target: "ES2023",
    lib: ["ES2023"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    // The declarations of the package must hold by themselves; those of others are not ours to judge.
    skipLibCheck: false
  }
  await place.write("project/tsconfig.json", JSON.stringify({ compilerOptions, include: ["*.ts"] }))
}

const TSC = path.join(ROOT, "node_modules/typescript/bin/tsc")
const tsc = (place: Place) => place.shell(`'${process.execPath}' '${TSC}' -p .`, { cwd: "project" })

/** Writes one record into a state, and looks while it is still being written. */
const whileWritten = <A>(store: StateStore["Type"], look: () => Promise<A>): Promise<A> =>
  Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const writer = yield* store.open("apply")
        yield* writer.commit(put("a"))
        return yield* Effect.promise(look)
      })
    )
  )

/** The programs whose state is elsewhere, once they are compiled; the driver is loaded by the one that needs it. */
const expectSeenElsewhere = async (place: Place, onTestFinished: (end: () => Promise<void>) => void): Promise<void> => {
  const run = (name: string, env: Readonly<Record<string, string>>) =>
    place.shell(`'${process.execPath}' ${name}.js`, { cwd: "project", env })
  const driver = place.path("project/node_modules/exporter/dist/postgres.cjs")
  await rename(driver, place.path("aside.cjs"))
  const scope = Effect.runSync(Scope.make())
  onTestFinished(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  const { url } = await Effect.runPromise(Scope.extend(serve, scope))
  const where = { bucket: BUCKET, key: "ledger/exports.state.json", region: REGION, endpoint: url }
  const keys = { AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey }
  const seen = await whileWritten(StateStoreS3.make({ ...where, ...CREDENTIALS }), () =>
    run("bucket", { ...keys, S3_ENDPOINT: url })
  )
  expect(seen).toMatchObject({ exitCode: 0, stdout: "serial 0: grüße/a\n", stderr: "" })

  const server = await sharedServer()
  // There is no PostgreSQL for this platform.
  if (server === undefined) return
  await rename(place.path("aside.cjs"), driver)
  const database = await newDatabase(server)
  onTestFinished(database.drop)
  const looked = await whileWritten(StateStorePostgres.make({ url: database.url, name: "ledger" }), () =>
    run("database", { EXPORTER_STATE_URL: database.url })
  )
  const stdout = `1 records; apply of pid ${process.pid} writes\n`
  expect(looked).toMatchObject({ exitCode: 0, stdout, stderr: "" })
}

describe("the programs of docs/library.md", () => {
  it("are type-checked, run, and print what the page says", { timeout: 180_000 }, async ({ place, onTestFinished }) => {
    const page = await readFile(PAGE, "utf8")
    await newProject(place)
    for (const name of ["program.ts", "bucket.ts", "database.ts"])
      await place.write(`project/${name}`, blockOf(page, `example: ${name}`))
    expect(await tsc(place)).toMatchObject({ exitCode: 0, stdout: "", stderr: "" })
    const ran = await place.shell(`'${process.execPath}' program.js`, { cwd: "project" })
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" })
    expect(ran.stdout).toBe(blockOf(page, "output: program.ts"))
    await expectSeenElsewhere(place, onTestFinished)
  })
})

it("the hooks of a manifest run for programs too, without the key", { timeout: 180_000 }, async ({ place }) => {
  await newProject(place)
  const program = `
import { apiLayer, apply, approveAllLayer, declare, downloaderLayer, hooksLayer, instant, outputFilesLayer, silentLayer, stateFileLayer } from "exporter"
import { sandbox } from "exporter/sandbox"
import { Effect, Either, Layer, Redacted } from "effect"
const root = process.cwd()
const text = \`version: 1
exports:
  ledger:
    type: transactions
    account_ids: [acct_1]
    start_date: 2024-01-01
    end_date: 2024-01-31
    hooks: { after_download: [[sh, -c, 'env > "$EXPORTER_ADDRESS.env"']] }
\`
const apiKey = Redacted.make("a-key-of-nobody")
const declared = Either.getOrThrow(declare([{ file: "exports.yaml", text }], { asOf: instant(new Date()) }))
const program = Effect.gen(function* () {
  const server = yield* sandbox({ speed: 20 })
  const ports = Layer.mergeAll(apiLayer({ baseUrl: server.url, apiKey }), stateFileLayer(root + "/state.json"),
    outputFilesLayer(root), downloaderLayer({ root }), hooksLayer({ root, apiKey, withheld: [Redacted.make("postgres://me:pw@db.test/x")] }), silentLayer, approveAllLayer)
  const report = yield* Effect.provide(apply(declared, { tickMs: 50 }), ports)
  console.log(JSON.stringify([report.summary.done, report.hooks]))
})
await Effect.runPromise(Effect.scoped(program))
`
  await place.write("project/program.js", program)
  const ran = await place.shell(`'${process.execPath}' program.js`, {
    cwd: "project",
    env: { ONLYFANSAPI_API_KEY: "a-key-of-nobody", OF_STATE: "postgres://me:pw@db.test/x" }
  })
  expect(ran).toMatchObject({ exitCode: 0, stderr: "" })
  expect(JSON.parse(ran.stdout)).toEqual([1, { done: 1, failed: 0, left_out: 0, after_run: null }])
  const seen = await place.read("project/ledger.env")
  expect(seen).toContain("EXPORTER_PATH=")
  expect(seen).not.toMatch(/a-key-of-nobody|db\.test/)
})

describe("the types of the library", () => {
  it("hold what must not be forgotten, and are found as a bundler finds them", { timeout: 180_000 }, async ({
    place
  }) => {
    await newProject(place, "Bundler")
    const page = await readFile(PAGE, "utf8")
    await place.write("project/right.ts", blockOf(page, "example: program.ts"))
    const lines = [
      'import { apply, credits, declare, plan, stateMemoryLayer, type Declared } from "exporter"',
      'import * as Effect from "effect/Effect"',
      "declare const declared: Declared",
      "export const a = Effect.runPromise(apply(declared).pipe(Effect.provide(stateMemoryLayer())))",
      "export const b = plan(declared, {})",
      "export const c = apply(declared, { budget: 5 })",
      'import { fulfil } from "exporter"',
      'import { diff } from "exporter/dist/types/plan/diff.js"'
    ].map((line) => line.replace(", declare,", ","))
    await place.write("project/program.ts", `${lines.join("\n")}\nvoid [credits, fulfil, diff]\n`)
    const checked = await tsc(place)
    const wrong = [...checked.stdout.matchAll(/^program\.ts\((\d+),/gm)].map(([, line]) => Number(line))
    // An approval, a state and a port are required; a budget is an amount of credits; nothing internal can be had.
    expect([...new Set(wrong)].sort()).toEqual([4, 5, 6, 7, 8])
    expect(checked.stdout).not.toContain("right.ts")
  })
})

describe("the package", () => {
  it("has nothing that publint finds", async () => {
    const { messages } = await publint({ pkgDir: inject("packageFolder"), strict: true, pack: false })
    expect(messages).toEqual([])
  })
})
