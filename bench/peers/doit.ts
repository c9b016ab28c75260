import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { must, needs, type Peer } from "./Peer.ts"
import { layTargets } from "./targets.ts"

/** One task a target, run once so that it knows the sums of the sources. */
export const doit: Peer = {
  name: "doit",
  missing: needs("doit"),
  most: 10_000,
  lay: async (folder, count) => {
    layTargets(folder, count)
    writeFileSync(join(folder, "dodo.py"), tasks(count))
    const command = { command: "doit", args: [], options: { cwd: folder } }
    await must(command)
    return command
  },
  // A task that is up to date is marked `--`, one that is run `. `.
  isIdle: ({ exitCode, stdout }) => exitCode === 0 && stdout.startsWith("-- ") && !/^\. /m.test(stdout)
}

const tasks = (count: number): string => `def done():
    pass

def task_export():
    for i in range(${count}):
        yield {
            "name": str(i),
            "file_dep": [f"in/{i}.csv"],
            "targets": [f"out/{i}.csv"],
            "actions": [done],
        }
`
