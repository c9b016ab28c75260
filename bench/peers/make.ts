import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { indexes, needs, type Peer } from "./Peer.ts"
import { layTargets } from "./targets.ts"

/** One rule a target. */
export const make: Peer = {
  name: "make",
  missing: needs("make"),
  most: 10_000,
  lay: async (folder, count) => {
    layTargets(folder, count)
    const rules = indexes(count).map((index) => `out/${index}.csv: in/${index}.csv\n\tcp $< $@\n`)
    const all = `all: ${indexes(count)
      .map((index) => `out/${index}.csv`)
      .join(" ")}\n`
    writeFileSync(join(folder, "Makefile"), all + rules.join(""))
    return { command: "make", args: [], options: { cwd: folder } }
  },
  isIdle: ({ exitCode, stdout }) => exitCode === 0 && stdout.includes("Nothing to be done")
}
