/** Builds dist/: one entry, its commands in chunks that are loaded when called, and the schemas inside. */
import { chmod, rm } from "node:fs/promises"
import { build } from "esbuild"

await rm("dist", { recursive: true, force: true })
await build({
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
  chunkNames: "chunks/[name]-[hash]",
  // Some dependencies are CommonJS inside and ask for node's own modules by `require`.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);'
  },
  logLevel: "warning"
})
await chmod("dist/exporter.js", 0o755)
