/** Builds the program and the benchmarks, and runs them: `npm run bench`. Arguments are bench/main.ts's. */
import { spawnSync } from "node:child_process"
import { rm } from "node:fs/promises"
import { build } from "esbuild"
import { buildInto } from "./build.mjs"

await buildInto("dist")
// Beside the sources, so that paths relative to a file of bench/ stay right.
await build({
  entryPoints: ["bench/main.ts"],
  outfile: "bench/main.built.mjs",
  bundle: true,
  packages: "external",
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning"
})
const { status } = spawnSync(process.execPath, ["bench/main.built.mjs", ...process.argv.slice(2)], { stdio: "inherit" })
await rm("bench/main.built.mjs", { force: true })
process.exitCode = status ?? 1
