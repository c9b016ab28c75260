import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { indexes, must, needs, type Peer } from "./Peer.ts"
import { layTargets } from "./targets.ts"

/** One build statement a target. It is built once: what is not in the log of ninja is done again. */
export const ninja: Peer = {
  name: "ninja",
  missing: needs("ninja"),
  most: 10_000,
  lay: async (folder, count) => {
    layTargets(folder, count)
    const rule = "rule make\n  command = true $in $out\n"
    const builds = indexes(count).map((index) => `build out/${index}.csv: make in/${index}.csv\n`)
    writeFileSync(join(folder, "build.ninja"), rule + builds.join(""))
    const command = { command: "ninja", args: [], options: { cwd: folder } }
    await must(command)
    return command
  },
  isIdle: ({ exitCode, stdout }) => exitCode === 0 && stdout.includes("no work to do")
}
