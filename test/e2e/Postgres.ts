/** A PostgreSQL of a test's own, on a socket in a folder of its own; nothing, where none is installed. */
import { chmod, chown, mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execa } from "execa"

export interface Postgres {
  /** What psql has to know. */
  readonly env: Readonly<Record<string, string>>
  /** The rows of a query, each as psql prints it. */
  readonly query: (sql: string) => Promise<ReadonlyArray<string>>
  readonly stop: () => Promise<void>
}

/** Where Debian puts programs that are not for everybody, beside those on the path. */
const DEBIAN = "/usr/lib/postgresql"

const binaries = async (): Promise<string | undefined> => {
  const versions = await readdir(DEBIAN).catch(() => [])
  const found = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, "bin"))
  for (const folder of [...found, ""]) {
    const { failed } = await execa(join(folder, "initdb"), ["--version"], { reject: false })
    if (!failed) return folder
  }
  return undefined
}

/** PostgreSQL refuses to be run by root. */
const userFor = async (): Promise<{ readonly uid?: number; readonly gid?: number } | undefined> => {
  if (process.getuid?.() !== 0) return {}
  const idOf = async (what: string) => Number((await execa("id", [what, "postgres"], { reject: false })).stdout)
  const [uid, gid] = [await idOf("-u"), await idOf("-g")]
  return uid > 0 && gid > 0 ? { uid, gid } : undefined
}

export const startPostgres = async (): Promise<Postgres | undefined> => {
  const bin = await binaries()
  const user = await userFor()
  if (bin === undefined || user === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), "exporter-pg-"))
  await chmod(folder, 0o755)
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  const data = join(folder, "data")
  const as = { ...user, cwd: folder, stdin: "ignore", stdout: "ignore", stderr: "ignore" } as const
  await execa(join(bin, "initdb"), ["-D", data, "-U", "exporter", "-A", "trust", "-E", "UTF8", "--no-sync"], as)
  const settings = `-k ${folder} -c listen_addresses= -c fsync=off`
  await execa(join(bin, "pg_ctl"), ["-D", data, "-w", "-o", settings, "start"], as)
  const env = { PGHOST: folder, PGUSER: "exporter", PGDATABASE: "postgres" }
  return {
    env,
    query: async (sql) => {
      const { stdout } = await execa("psql", ["--no-psqlrc", "--tuples-only", "--no-align", "--command", sql], { env })
      return stdout === "" ? [] : stdout.split("\n")
    },
    stop: async () => {
      await execa(join(bin, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"], as)
      await rm(folder, { recursive: true, force: true })
    }
  }
}
