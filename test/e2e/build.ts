/**
 * The program under test: `dist/`, built anew where it is older than what it is made of, and copied aside with all that
 * the package ships, so that a build that somebody starts meanwhile pulls no chunk away from under a test.
 */
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { execa } from "execa"
import type { TestProject } from "vitest/node"
import { FOUR } from "./manifests.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Absolute path of the built program. */
    readonly program: string
    /** Absolute path of the folder that is packed. */
    readonly packageFolder: string
  }
}

const ROOT = resolve(import.meta.dirname, "../..")
const SOURCES = [
  "src",
  "schema",
  "scripts/build.mjs",
  "scripts/build-types.mjs",
  "tsconfig.build.json",
  "tsconfig.json",
  "package.json",
  "package-lock.json"
]

export default async (project: TestProject): Promise<() => Promise<void>> => {
  const newest = Math.max(...(await Promise.all(SOURCES.map((path) => newestIn(join(ROOT, path))))))
  // The licences are written last: with them there, the build came to its end.
  if ((await newestIn(join(ROOT, "dist/LICENSES.txt"))) <= newest)
    await execa(process.execPath, ["scripts/build.mjs"], { cwd: ROOT })
  const folder = await mkdtemp(join(tmpdir(), "exporter-built-"))
  const { files } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { files: ReadonlyArray<string> }
  for (const file of ["package.json", ...files]) await cp(join(ROOT, file), join(folder, file), { recursive: true })
  const program = join(folder, "dist/exporter.cjs")
  await fillCache(program, folder)
  project.provide("program", program)
  project.provide("packageFolder", folder)
  return () => rm(folder, { recursive: true, force: true })
}

/** Keeps the compiled program for the tests: of runs that get far, for what the first run of a command has used is what is kept. */
const fillCache = async (program: string, folder: string): Promise<void> => {
  const cwd = await mkdtemp(join(tmpdir(), "exporter-first-"))
  await writeFile(join(cwd, "exports.yaml"), FOUR)
  for (const args of FIRST_COMMANDS)
    await execa(process.execPath, [program, ...args], { cwd, extendEnv: false, env: cachesIn(folder) })
  await rm(cwd, { recursive: true, force: true })
}

const FIRST_COMMANDS = [
  ["apply", "--sandbox", "--auto-approve", "--json"],
  ["plan", "--sandbox", "--out", "plan.json"],
  ["validate"],
  ["doctor", "--sandbox"],
  ["status", "--sandbox"],
  ["report", "--sandbox"]
]

/** Where the program keeps what makes it faster, for all tests alike. */
export const cachesIn = (folder: string) => ({
  XDG_CACHE_HOME: join(folder, "cache"),
  XDG_STATE_HOME: join(folder, "state")
})

/** When the newest file below a path was written, epoch ms; 0 where there is none. */
const newestIn = async (path: string): Promise<number> => {
  const stats = await stat(path).catch(() => undefined)
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  const names = await readdir(path)
  return Math.max(0, ...(await Promise.all(names.map((name) => newestIn(join(path, name))))))
}
