/** Bundles a file of bench/ as the program itself is bundled, to be run as a process of its own. */
import path from "node:path"
import { build } from "esbuild"

export const built = async (name: string, folder: string): Promise<string> => {
  const outfile = path.join(folder, `${name}.mjs`)
  await build({
    entryPoints: [path.join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minify: true,
    logLevel: "warning"
  })
  return outfile
}
