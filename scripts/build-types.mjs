/** Builds dist/types/: what the entries of the library tell of themselves, and nothing that they do not reach. */
import { execFile } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const ROOT = fileURLToPath(new URL("..", import.meta.url))

/** What whoever uses the library has as well. */
const SHARED = /^(effect\/|node:)/

const SPECIFIER = /((?:\bfrom|\bimport)\s*\(?\s*)"([^"]+)"/g

/** @param {string} outdir made where it is missing */
export const buildTypes = async (outdir, /** @type {ReadonlyArray<string>} */ entries) => {
  const all = await mkdtemp(path.join(tmpdir(), "exporter-types-"))
  try {
    const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc")
    await promisify(execFile)(process.execPath, [tsc, "-p", path.join(ROOT, "tsconfig.build.json"), "--outDir", all])
    const reached = new Set(entries.map((entry) => `${entry}.d.ts`))
    for (const name of reached) {
      const text = await readFile(path.join(all, name), "utf8")
      // The compiler leaves the endings of declarations as they are in the source.
      const rewritten = text.replace(SPECIFIER, (whole, before, specifier) => {
        if (!specifier.startsWith(".")) {
          if (!SHARED.test(specifier))
            throw new Error(`${name} needs the types of ${specifier}, which users do not have`)
          return whole
        }
        const target = path.posix.join(path.posix.dirname(name), specifier).replace(/\.ts$/, "")
        reached.add(`${target}.d.ts`)
        return `${before}"${specifier.replace(/\.ts$/, ".js")}"`
      })
      await mkdir(path.dirname(path.join(outdir, name)), { recursive: true })
      await writeFile(path.join(outdir, name), rewritten)
    }
  } finally {
    await rm(all, { recursive: true, force: true })
  }
}
