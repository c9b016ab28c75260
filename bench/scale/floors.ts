/** Builds the floor as the program is built: one minified file. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"
import { FLOOR_SOURCE, PEERS } from "../places.ts"

export interface Floors {
  readonly yaml: string
  /** The same with `js-yaml` for `yaml`, where it is installed. */
  readonly jsYaml: string | undefined
}

export const buildFloors = async (folder: string): Promise<Floors> => {
  const floors = { yaml: join(folder, "floor.mjs"), jsYaml: join(folder, "floor.js-yaml.mjs") }
  await bundle(floors.yaml)
  if (!existsSync(join(PEERS, "node_modules/js-yaml"))) return { ...floors, jsYaml: undefined }
  await bundle(floors.jsYaml, { yaml: join(PEERS, "jsyaml.mjs") })
  return floors
}

const bundle = (outfile: string, alias: Record<string, string> = {}) =>
  build({
    entryPoints: [FLOOR_SOURCE],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minify: true,
    alias,
    // `yaml` is CommonJS inside.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning"
  })
