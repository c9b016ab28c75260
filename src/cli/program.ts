/** Loads the program, which is one file beside the front door, with V8's compiled form of it from the cache. */
import { readFileSync } from "node:fs"
import Module, { createRequire } from "node:module"
import { homedir } from "node:os"
import path from "node:path"
import vm from "node:vm"
import { type Cache, openCache } from "./cache.ts"
import type * as Program from "./run.ts"

/** The file's SHA-256, set when it is built: V8 itself tells two programs of one length not apart. */
declare const PROGRAM_DIGEST: string

export interface Loaded {
  readonly run: typeof Program.run
  readonly cache: Cache
  /** Tells this build of the program from every other one. */
  readonly build: string
  /** To be called at the end, when all that the command needs was compiled: keeps it for the next time. */
  readonly keepCompiled: () => void
}

/** @param command its own functions are what is kept: others would only be in the way */
export const loadProgram = (folder: string, command: string): Loaded => {
  const cache = openCache(process.env, homedir)
  const file = path.join(folder, "program.cjs")
  // It is plain ASCII, and read the quicker for it.
  const source = Module.wrap(readFileSync(file, "latin1"))
  const name = `code-${command}-${process.version}-${process.arch}-${PROGRAM_DIGEST.slice(0, 16)}`
  const cachedData = cache.get(name)
  const script = new vm.Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) })
  const module: { exports: typeof Program } = { exports: {} as typeof Program }
  script.runInThisContext()(module.exports, createRequire(file), module, file, folder)
  const isKept = cachedData !== undefined && !script.cachedDataRejected
  return {
    run: module.exports.run,
    cache,
    build: PROGRAM_DIGEST,
    keepCompiled: () => isKept || cache.put(name, script.createCachedData())
  }
}
