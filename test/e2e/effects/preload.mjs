/**
 * Loaded before the program (`node --import`): sees whatever the program does to the world outside it, and at one point
 * kills the process, or lets the disk fail. The program knows nothing of it.
 *
 *  EFFECTS_LOG  the file that gets a line for each effect: what became of it, a tab, its name
 *  EFFECTS_AT   the name of one effect; left out, all are only written down
 *  EFFECTS_DO   `SIGKILL` (default): the process dies right after that effect; an error code: it fails so, undone
 */
import fs from "node:fs"
import promises from "node:fs/promises"
import http from "node:http"
import https from "node:https"
import { syncBuiltinESMExports } from "node:module"
import path from "node:path"

const { EFFECTS_LOG = "", EFFECTS_AT, EFFECTS_DO = "SIGKILL" } = process.env
const { openSync, writeSync } = fs
const { open, readdir, rmdir, unlink } = promises

// ------------------------------------------------------------------------------------------------ effects

const log = openSync(EFFECTS_LOG, "a")
const note = (/** @type {string} */ became, /** @type {string} */ name) => writeSync(log, `${became}\t${name}\n`)

/** How often each has been begun. */
const counts = new Map()

/** What it is called: the same in every run, whatever ids it draws and in whatever order its purchases get on. */
const begin = (/** @type {string} */ what) => {
  const count = (counts.get(what) ?? 0) + 1
  counts.set(what, count)
  const name = `${what} #${count}`
  if (name === EFFECTS_AT && EFFECTS_DO !== "SIGKILL") {
    note("failed", name)
    throw Object.assign(new Error(`${EFFECTS_DO}: ${name}`), { code: EFFECTS_DO })
  }
  return name
}

const done = (/** @type {string} */ name) => {
  note("done", name)
  if (name === EFFECTS_AT) process.kill(process.pid, "SIGKILL")
}

/** What fails by itself has changed nothing, and is no effect. */
const counted = (/** @type {(...args: any[]) => string} */ nameOf, /** @type {Function} */ operation) =>
  async function (/** @type {any[]} */ ...args) {
    const name = begin(nameOf.apply(this, args))
    const result = await operation.apply(this, args)
    done(name)
    return result
  }

const countedSync = (/** @type {(...args: any[]) => string} */ nameOf, /** @type {Function} */ operation) =>
  function (/** @type {any[]} */ ...args) {
    const name = begin(nameOf.apply(this, args))
    const result = operation.apply(this, args)
    done(name)
    return result
  }

/** Fails closed: what the program has not used so far is counted first, and used then. */
const notCounted = (/** @type {string} */ name) => () => {
  throw new Error(`${name} is not counted as an effect yet: see test/e2e/effects/preload.mjs`)
}

// ------------------------------------------------------------------------------------------------ names

/** Ids that are drawn anew in each run: of locks, of claims, of part files. */
const plain = (/** @type {unknown} */ file) =>
  path
    .relative(process.cwd(), path.resolve(String(file)))
    .replace(/\b[0-9a-f]{16}\b/g, "<id>")
    .replace(/\.[0-9a-f]{8}\.part\b/, ".<id>.part") || "."

/** The path of a call, its export's id left out; its query may be a signature. */
const called = (/** @type {string | URL} */ url) => {
  const { pathname } = new URL(url)
  return pathname.replace(/^(\/api\/data-exports\/)[^/]+/, "$1<id>").replace(/^(\/files\/).*/, "$1<file>")
}

// ------------------------------------------------------------------------------------------------ files

const ONE_PATH = [
  "appendFile",
  "chmod",
  "chown",
  "lchown",
  "lutimes",
  "mkdtemp",
  "rmdir",
  "truncate",
  "unlink",
  "utimes",
  "writeFile"
]
const TWO_PATHS = ["copyFile", "link", "rename", "symlink"]
const OF_A_FILE = ["appendFile", "chmod", "chown", "datasync", "sync", "truncate", "utimes", "write", "writeFile"]
/** Of a descriptor; those of them that a handle has as well go by `OF_A_FILE`. */
const OF_A_DESCRIPTOR = ["fchmod", "fchown", "fdatasync", "fsync", "ftruncate", "futimes", "writev"]

const nameOne = (/** @type {string} */ verb) => (/** @type {unknown} */ file) => `${verb} ${plain(file)}`
const nameTwo = (/** @type {string} */ verb) => (/** @type {unknown} */ from, /** @type {unknown} */ to) =>
  `${verb} ${plain(from)} -> ${plain(to)}`

for (const verb of ONE_PATH) {
  promises[verb] = counted(nameOne(verb), promises[verb])
  fs[`${verb}Sync`] = countedSync(nameOne(verb), fs[`${verb}Sync`])
  fs[verb] = notCounted(`fs.${verb}`)
}
for (const verb of TWO_PATHS) {
  promises[verb] = counted(nameTwo(verb), promises[verb])
  fs[`${verb}Sync`] = countedSync(nameTwo(verb), fs[`${verb}Sync`])
  fs[verb] = notCounted(`fs.${verb}`)
}
for (const verb of [...OF_A_DESCRIPTOR, "cp", "rm", "write"]) {
  if (verb !== "write") fs[`${verb}Sync`] = notCounted(`fs.${verb}Sync`)
  fs[verb] = notCounted(`fs.${verb}`)
}
fs.createWriteStream = notCounted("fs.createWriteStream")
promises.cp = notCounted("fs.promises.cp")

const changes = (/** @type {string | number} */ flags = "r") =>
  typeof flags === "number" ? (flags & (fs.constants.O_CREAT | fs.constants.O_TRUNC)) !== 0 : /[wa]/.test(flags)

const { mkdir } = promises
promises.mkdir = async (folder, options) => {
  const name = begin(`mkdir ${plain(folder)}`)
  const first = await mkdir(folder, options)
  // Nothing was made where it was there before.
  if (!options?.recursive || first !== undefined) done(name)
  return first
}

/** The paths of what is open. */
const paths = new WeakMap()
promises.open = async (file, flags, mode) => {
  const name = changes(flags) ? begin(`open ${plain(file)}`) : undefined
  const handle = await open(file, flags, mode)
  paths.set(handle, file)
  if (name !== undefined) done(name)
  return handle
}
fs.openSync = (file, flags, mode) => {
  const name = changes(flags) ? begin(`open ${plain(file)}`) : undefined
  const descriptor = openSync(file, flags, mode)
  if (name !== undefined) done(name)
  return descriptor
}

const handle = await open(import.meta.filename)
const FileHandle = Object.getPrototypeOf(handle)
await handle.close()
for (const verb of OF_A_FILE)
  FileHandle[verb] = counted(function () {
    return `${verb} ${plain(paths.get(this))}`
  }, FileHandle[verb])
for (const verb of ["createWriteStream", "writev"]) FileHandle[verb] = notCounted(`FileHandle.${verb}`)

/** What is told at the terminal comes when it comes; the report is an effect. */
const report = countedSync(() => "write to standard output", writeSync)
fs.writeSync = (descriptor, ...rest) =>
  descriptor === 1 ? report(1, ...rest) : descriptor === 2 ? writeSync(2, ...rest) : notCounted("fs.writeSync")()

/** In single steps: a process can die between any two of them. */
promises.rm = async (file, { recursive = false, force = false } = {}) => {
  if (!recursive || !force) return notCounted("fs.promises.rm of one file")()
  const entries = await readdir(file, { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOENT") return undefined
    throw error
  })
  if (entries === undefined) return
  for (const entry of entries) {
    const inside = path.join(file, entry.name)
    if (entry.isDirectory()) await promises.rm(inside, { recursive, force })
    else await counted(nameOne("unlink"), unlink)(inside)
  }
  await counted(nameOne("rmdir"), rmdir)(file)
}

// ------------------------------------------------------------------------------------------------ network

const { fetch } = globalThis
globalThis.fetch = async (url, init) => {
  const call = `${init.method} ${called(url)}`
  const name = begin(`${call} processed`)
  note("sending", name)
  const response = await fetch(url, init)
  done(name)
  const answered = begin(`${call} answered`)
  const body = await response.arrayBuffer()
  done(answered)
  return new Response(body.byteLength === 0 ? null : body, response)
}

for (const module of [http, https]) {
  const { get } = module
  module.get = (url, options, onResponse) => {
    const name = begin(`GET ${called(url)} processed`)
    return get(url, options, (response) => {
      done(name)
      response.on("end", () => done(begin(`GET ${called(url)} received`)))
      onResponse(response)
    })
  }
  module.request = notCounted("http.request")
}

syncBuiltinESMExports()
