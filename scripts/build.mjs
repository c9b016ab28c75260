/** Builds dist/: one entry, its commands in chunks that are loaded when called, and the licences of what is inside. */
import { chmod, readdir, readFile, rm, writeFile } from "node:fs/promises"
import path from "node:path"
import { build } from "esbuild"

await rm("dist", { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { exporter: "src/main.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minify: true,
  keepNames: true,
  legalComments: "none",
  metafile: true,
  chunkNames: "chunks/[name]-[hash]",
  // Some dependencies are CommonJS inside and ask for node's own modules by `require`.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);'
  },
  logLevel: "warning"
})
await chmod("dist/exporter.js", 0o755)
await writeFile("dist/LICENSES.txt", await licences(Object.keys(metafile.inputs)))

/** The licence texts of every package that ended up in the bundle: they ask to travel with it. */
async function licences(/** @type {ReadonlyArray<string>} */ inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.slice(1, 2) ?? [])
  )
  const texts = await Promise.all(
    [...packages].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"))
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
      const text = file === undefined ? `Licence: ${license}` : await readFile(path.join(folder, file), "utf8")
      return `${name} ${version}\n\n${text.trim()}\n`
    })
  )
  return texts.join(`\n${"-".repeat(80)}\n\n`)
}
