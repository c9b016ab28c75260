/** The processes of this host: who we are, and whether the holder of a lock still is. */
import { readFileSync, readlinkSync } from "node:fs"
import { hostname, userInfo } from "node:os"
import type { ProcessIdentity, Sighting } from "../lock.ts"

export interface Processes {
  readonly self: () => ProcessIdentity
  /** Name of the user that runs this process. */
  readonly owner: () => string
  readonly sight: (holder: ProcessIdentity) => Sighting
}

/** On Linux by /proc; elsewhere the pid alone has to do. */
export const nodeProcesses: Processes = {
  self: () => ({
    host: hostname(),
    pid: process.pid,
    boot: quietly(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    namespace: quietly(() => readlinkSync("/proc/self/ns/pid")),
    started: statOf(process.pid)?.started ?? null
  }),
  // A container may run under a user id without a name.
  owner: () => quietly(() => userInfo().username) ?? `uid ${process.getuid?.() ?? "unknown"}`,
  sight: (holder) => {
    const self = nodeProcesses.self()
    if (holder.host !== self.host) return "elsewhere"
    if (differ(holder.boot, self.boot) || differ(holder.namespace, self.namespace)) return "unsure"
    if (!exists(holder.pid)) return "gone"
    const stat = statOf(holder.pid)
    return stat !== undefined && (stat.dead || differ(holder.started, stat.started)) ? "gone" : "running"
  }
}

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // EPERM: it runs, under another user.
    return cause instanceof Error && "code" in cause && cause.code === "EPERM"
  }
}

/** proc_pid_stat(5): after the name in parentheses, which may hold anything, come the state and, 19 fields on, the start time. */
const statOf = (pid: number): { readonly dead: boolean; readonly started: string } | undefined => {
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, "utf8"))
  if (stat === null) return undefined
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  const [state, started] = [fields[0], fields[19]]
  return state === undefined || started === undefined ? undefined : { dead: state === "Z" || state === "X", started }
}

const quietly = <A>(read: () => A): A | null => {
  try {
    return read()
  } catch {
    return null
  }
}
