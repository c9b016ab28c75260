/** Files for the build tools: each target has one source, and is younger than it. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { indexes } from "./Peer.ts"

export const layTargets = (folder: string, count: number): void => {
  const long = new Date("2026-01-05T08:00:00Z")
  for (const name of ["in", "out"]) mkdirSync(join(folder, name))
  for (const index of indexes(count)) {
    const source = join(folder, "in", `${index}.csv`)
    writeFileSync(source, "a,b\n1,2\n3,")
    utimesSync(source, long, long)
    writeFileSync(join(folder, "out", `${index}.csv`), "a,b\n1,2\n3,")
  }
}
