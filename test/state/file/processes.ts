/** Processes of one host that a test lets live and die. */
import type { Processes } from "../../../src/state/file/Processes.ts"

export const processesOf = (pid: number, dead: ReadonlySet<number> = new Set()): Processes => ({
  self: () => ({ host: "host", pid, boot: "boot", namespace: "pid:[1]", started: `${pid}` }),
  owner: () => "ann",
  sight: (holder) => (holder.host !== "host" ? "elsewhere" : dead.has(holder.pid) ? "gone" : "running")
})
