/** Builds dist/: the front door, the program as one file behind it, the library, and the licences of what is inside. */
import { createHash } from "node:crypto"
import { chmod, readdir, readFile, rm, writeFile } from "node:fs/promises"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { buildTypes } from "./build-types.mjs"

const ROOT = fileURLToPath(new URL("..", import.meta.url))

/** @param {string} outdir a folder of its own: what is in it is removed */
export const buildInto = async (outdir) => {
  await rm(outdir, { recursive: true, force: true })
  /** @type {import("esbuild").BuildOptions & { metafile: true }} */
  const common = {
    outdir,
    absWorkingDir: ROOT,
    bundle: true,
    // One file, whose modules are still evaluated when they are first asked for.
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    supported: { "dynamic-import": false },
    platform: "node",
    target: "node20",
    // Names stay: a stack that a user sends must say where it was.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    charset: "ascii",
    // The same code without a look at the environment for every token: a tenth of the time that reading takes.
    alias: { yaml: path.join(ROOT, "node_modules/yaml/browser/index.js") },
    metafile: true,
    logLevel: "warning"
  }
  const program = await build({
    ...common,
    entryPoints: { program: "src/cli/run.ts" },
    plugins: [{ name: "driver", setup: fromDriver }]
  })
  // Loaded where the state is kept in PostgreSQL, and nowhere else.
  const driver = await build({
    ...common,
    stdin: {
      contents: DRIVER.map((name) => `exports["${name}"] = require("${name}")`).join("\n"),
      resolveDir: ROOT,
      sourcefile: "driver.cjs"
    },
    outdir: undefined,
    outfile: path.join(outdir, "postgres.cjs"),
    // A faster driver where it is installed: it is never asked for.
    external: ["pg-native"]
  })
  const digest = createHash("sha256")
    .update(await readFile(path.join(outdir, "program.cjs")))
    .digest("hex")
  const door = await build({
    ...common,
    entryPoints: { exporter: "src/main.ts" },
    define: { "import.meta.dirname": "__dirname", PROGRAM_DIGEST: JSON.stringify(digest) }
  })
  await chmod(path.join(outdir, "exporter.cjs"), 0o755)
  const library = await build({
    ...common,
    entryPoints: { index: "src/library/index.ts", sandbox: "src/library/sandbox.ts" },
    format: "esm",
    outExtension: { ".js": ".mjs" },
    supported: {},
    // Effects and their services are shared with the program that uses them: both must have the same Effect.
    external: ["effect"],
    plugins: [{ name: "driver", setup: fromDriver }],
    // Packages that are not ES modules ask for those of Node.js.
    banner: {
      js: 'import { createRequire as requireHere } from "node:module"; const require = requireHere(import.meta.url);'
    },
    // It is read by people who follow a stack into it.
    minifyWhitespace: false,
    minifySyntax: false
  })
  await buildTypes(path.join(outdir, "types"), ["library/index", "library/sandbox"])
  const inputs = [program, driver, door, library].flatMap(({ metafile }) => Object.keys(metafile.inputs))
  await writeFile(path.join(outdir, "LICENSES.txt"), await licences(inputs))
}

/** The packages of the PostgreSQL driver. */
const DRIVER = ["pg", "pg-connection-string", "pg-cursor"]

/** Lets the program and the library take the driver from a file beside them. */
const fromDriver = (/** @type {import("esbuild").PluginBuild} */ { onResolve, onLoad }) => {
  const filter = new RegExp(`^(${DRIVER.join("|")})$`)
  onResolve({ filter }, ({ path: name }) => ({ path: name, namespace: "driver" }))
  onResolve({ filter: /^\.\/postgres\.cjs$/, namespace: "driver" }, ({ path: file }) => ({
    path: file,
    external: true
  }))
  onLoad({ filter: /.*/, namespace: "driver" }, ({ path: name }) => ({
    contents: `module.exports = require("./postgres.cjs")["${name}"]`
  }))
}

/** The licence texts of every package that ended up in the bundle: they ask to travel with it. */
async function licences(/** @type {ReadonlyArray<string>} */ inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.slice(1, 2) ?? [])
  )
  const texts = await Promise.all(
    [...packages].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(path.join(ROOT, folder, "package.json"), "utf8"))
      const file = (await readdir(path.join(ROOT, folder))).find((entry) => /^licen[cs]e/i.test(entry))
      const text = file === undefined ? `Licence: ${license}` : await readFile(path.join(ROOT, folder, file), "utf8")
      return `${name} ${version}\n\n${text.trim()}\n`
    })
  )
  return texts.join(`\n${"-".repeat(80)}\n\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildInto(path.join(ROOT, "dist"))
