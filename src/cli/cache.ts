/**
 * What can be made again, kept to be faster the next time: the manifest as understood, the program as compiled. In the user's
 * cache folder, or where `EXPORTER_CACHE` says; `EXPORTER_CACHE=off` keeps nothing.
 *
 * A cache decides what is bought, so nothing is taken from it that this user's programs did not put there: every file
 * carries an HMAC over its name and content, by a key that lies elsewhere. A file that was torn, swapped, or brought along
 * by a shared cache is as if it were not there. Nothing here ever fails: without a cache everything is only slower.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import fs from "node:fs"
import path from "node:path"

export interface Cache {
  readonly get: (name: string) => Buffer | undefined
  readonly put: (name: string, content: Uint8Array) => void
}

type Env = Readonly<Record<string, string | undefined>>

const MAC_BYTES = 32
const KEY_BYTES = 32

/** Files kept per kind (what stands before the first `-` of a name), the youngest of them. */
const KEPT = 16

export const openCache = (env: Env, home: () => string): Cache => {
  const named = env["EXPORTER_CACHE"]?.trim()
  if (named === "off") return NONE
  try {
    const folder = named || path.join(env["XDG_CACHE_HOME"] || path.join(home(), ".cache"), "exporter")
    const secrets = path.join(env["XDG_STATE_HOME"] || path.join(home(), ".local/state"), "exporter")
    return cacheIn(folder, path.join(secrets, "cache.key"))
  } catch {
    return NONE
  }
}

const NONE: Cache = { get: () => undefined, put: () => {} }

const cacheIn = (folder: string, keyFile: string): Cache => ({
  get: (name) =>
    quietly(() => {
      const file = fs.readFileSync(path.join(folder, name))
      const key = readKey(keyFile)
      const content = file.subarray(MAC_BYTES)
      return key !== undefined && isSigned(file.subarray(0, MAC_BYTES), macOf(key, name, content)) ? content : undefined
    }),
  put: (name, content) => {
    quietly(() => {
      const key = readKey(keyFile) ?? makeKey(keyFile)
      if (key === undefined) return
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
      prune(folder, name)
      replace(path.join(folder, name), [macOf(key, name, content), content])
    })
  }
})

const macOf = (key: Buffer, name: string, content: Uint8Array): Buffer =>
  createHmac("sha256", key).update(`${name}\0`).update(content).digest()

const isSigned = (mac: Buffer, expected: Buffer): boolean =>
  mac.length === expected.length && timingSafeEqual(mac, expected)

/** The key, where it is this user's own and nobody else's to read. */
const readKey = (file: string): Buffer | undefined =>
  quietly(() => {
    const stat = fs.lstatSync(file)
    const isOurs = process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o077) === 0)
    const key = stat.isFile() && isOurs ? fs.readFileSync(file) : undefined
    return key?.length === KEY_BYTES ? key : undefined
  })

/** Of two programs that begin at once, one makes the key. */
const makeKey = (file: string): Buffer | undefined => {
  if (fs.existsSync(file)) return undefined
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const fresh = `${file}.${process.pid}`
  fs.writeFileSync(fresh, randomBytes(KEY_BYTES), { mode: 0o600, flag: "wx" })
  quietly(() => fs.linkSync(fresh, file))
  fs.unlinkSync(fresh)
  return readKey(file)
}

/** A reader sees the old content or the new one; what a power cut leaves has no right HMAC. */
const replace = (file: string, parts: ReadonlyArray<Uint8Array>): void => {
  const fresh = `${file}.${process.pid}`
  try {
    fs.writeFileSync(fresh, Buffer.concat(parts), { mode: 0o600 })
    fs.renameSync(fresh, file)
  } catch (error) {
    quietly(() => fs.unlinkSync(fresh))
    throw error
  }
}

const prune = (folder: string, name: string): void => {
  const kind = name.slice(0, name.indexOf("-") + 1)
  const files = fs
    .readdirSync(folder)
    .filter((other) => other.startsWith(kind) && other !== name)
    .map((other) => path.join(folder, other))
  if (files.length < KEPT) return
  const ages = files.map((file) => ({ file, at: fs.statSync(file).mtimeMs })).sort((a, b) => b.at - a.at)
  for (const { file } of ages.slice(KEPT - 1)) fs.unlinkSync(file)
}

const quietly = <A>(work: () => A): A | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}
