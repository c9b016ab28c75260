/** Builds the program and the benchmarks, and runs them: `npm run bench`. Arguments are bench/main.ts's. */
import { spawnSync } from "node:child_process"
import { rm } from "node:fs/promises"
import { build } from "esbuild"
import { buildInto } from "./build.mjs"

/** Each is a process of its own. Built beside the sources, so that paths relative to a file of bench/ stay right. */
const ENTRIES = ["main", "vendor", "rivals/main"]

await buildInto("dist")
await build({
  entryPoints: ENTRIES.map((name) => `bench/${name}.ts`),
  entryNames: "[dir]/[name].built",
  outdir: "bench",
  outbase: "bench",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning"
})
const { status } = spawnSync(process.execPath, ["bench/main.built.mjs", ...process.argv.slice(2)], { stdio: "inherit" })
for (const name of ENTRIES) await rm(`bench/${name}.built.mjs`, { force: true })
process.exitCode = status ?? 1
