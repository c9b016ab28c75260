import { existsSync } from "node:fs"
import { join } from "node:path"
import { PEERS } from "../places.ts"
import { must, type Peer } from "./Peer.ts"

const alchemy = (mode: "sequential" | "parallel"): Peer => ({
  name: `alchemy, ${mode}`,
  missing: () => (existsSync(join(PEERS, "node_modules/alchemy")) ? undefined : "not installed"),
  most: 10_000,
  lay: async (folder, count) => {
    const command = (how: string) => ({
      command: process.execPath,
      args: [join(PEERS, "alchemy.mjs"), `${count}`, how],
      // Where it cannot be reached, its telemetry is waited for by the minute.
      options: { cwd: folder, env: { ALCHEMY_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" } }
    })
    await must(command("parallel"))
    return command(mode)
  },
  isIdle: ({ exitCode, stdout }) => exitCode === 0 && stdout.trim() === "0 changed"
})

export const alchemySequential = alchemy("sequential")
export const alchemyParallel = alchemy("parallel")
