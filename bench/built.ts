/** Bundles a file of bench/ as the program itself is bundled, to be run as a process of its own. */
import path from "node:path"
import { build } from "esbuild"

export const built = async (name: string, folder: string, format: "esm" | "cjs" = "esm"): Promise<string> => {
  const outfile = path.join(folder, `${name}.${format === "esm" ? "mjs" : "cjs"}`)
  await build({
    entryPoints: [path.join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    format,
    platform: "node",
    target: "node20",
    minify: true,
    logLevel: "warning"
  })
  return outfile
}
