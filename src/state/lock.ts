/**
 * Whose the state is: the text of a lock file, and what is to be thought of its holder.
 *
 * A process is told from a later one with the same pid by when it started, within one boot and one pid namespace.
 */
import type { LockInfo } from "./StateStore.ts"
import { type Json, jsonOf, sumOf } from "./sum.ts"

/** What tells one process of a host from every other one; `null` = this platform does not say. */
export interface ProcessIdentity {
  readonly host: string
  readonly pid: number
  /** Id of the boot: start times of two boots cannot be compared. */
  readonly boot: string | null
  /** Pid namespace: the pids of two containers cannot be compared. */
  readonly namespace: string | null
  /** In clock ticks since boot. */
  readonly started: string | null
}

/** A lock as found: its text, and what it says. */
export interface Lock {
  readonly text: string
  readonly info: LockInfo
  /** `undefined`: the text is not one of ours. */
  readonly holder: ProcessIdentity | undefined
}

/** What this host can see of a holder. `unsure`: of this host, but of another boot or pid namespace. */
export type Sighting = "running" | "gone" | "unsure" | "elsewhere"

export const encodeLock = (info: LockInfo, holder: ProcessIdentity): string => {
  const { boot, namespace, started } = holder
  return `${JSON.stringify({ ...info, process: { boot, namespace, started } }, null, 2)}\n`
}

export const decodeLock = (text: string): Lock => {
  const { id, owner, host, pid, command, since, process } = parse(text)
  if (![id, owner, host, command, since].every(isText) || typeof pid !== "number")
    return {
      text,
      info: { id: "", owner: "unknown", host: "unknown", pid: 0, command: "unknown", since: "unknown" },
      holder: undefined
    }
  const info = { id: `${id}`, owner: `${owner}`, host: `${host}`, pid, command: `${command}`, since: `${since}` }
  const { boot, namespace, started } = jsonOf(process)
  return {
    text,
    info,
    holder: { host: info.host, pid, boot: textOf(boot), namespace: textOf(namespace), started: textOf(started) }
  }
}

/** Names a lock by its whole text, so that even one that cannot be read can be told from the next. */
export const keyOf = (lock: Lock): string => sumOf(lock.text)

/**
 * Whether a lock may be taken from its holder: at once when that process is gone, and after `life` without a sign of it when
 * it is stopped or cannot be seen. Never from another host, whose processes and clock are not known here.
 *
 * @param silence ms since the holder's last sign of life
 * @param life ms
 */
export const mayBeTaken = (sighting: Sighting, silence: number, life: number): boolean => {
  switch (sighting) {
    case "gone":
      return true
    case "running":
    case "unsure":
      return silence > life
    case "elsewhere":
      return false
  }
}

const parse = (text: string): Json => {
  try {
    return jsonOf(JSON.parse(text))
  } catch {
    return {}
  }
}

const isText = (value: unknown): value is string => typeof value === "string"

const textOf = (value: unknown): string | null => (isText(value) ? value : null)
