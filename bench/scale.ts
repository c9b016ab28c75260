/** A plan that finds nothing to do, of many requests: against the least that node could do, and against others. */
import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { comparePeers } from "./peers/compare.ts"
import { inFolder, interleaved } from "./processes.ts"
import type { BenchOptions, Section } from "./Section.ts"
import { buildFloors, type Floors } from "./scale/floors.ts"
import { countsOf } from "./scale/judge.ts"
import { entriesManifest, type Scaled, splitManifest } from "./scale/manifests.ts"
import { buyAll } from "./scale/place.ts"
import { checksOf, type Measure, nameOf, type Size, summaryOf, tableOf } from "./scale/results.ts"
import { floorOfAll, floorOfState, OURS, ours, type Runs, type Subjects } from "./scale/subjects.ts"

type Rounds = Pick<Size, "requests" | "rounds">

const SIZES: ReadonlyArray<Rounds> = [
  { requests: 1000, rounds: 9 },
  { requests: 10_000, rounds: 7 },
  { requests: 100_000, rounds: 3 }
]
const QUICK: ReadonlyArray<Rounds> = [{ requests: 1000, rounds: 3 }]

export const scale: Section = {
  name: "scale",
  title: "A plan of many requests, all of them done",
  run: (options) =>
    inFolder(async (folder) => {
      const sizes = options.quick ? QUICK : SIZES
      const floors = await buildFloors(folder)
      const measures: Array<Measure> = []
      for (const size of sizes)
        for (const shape of ["entries", "split"] as const)
          measures.push(await measure({ ...size, shape }, floors, folder, options))
      const rivals = await comparePeers(sizes, folder, options.say)
      return { tables: [...measures.map(tableOf), rivals], checks: checksOf(measures) }
    })
}

const SHAPES: Readonly<Record<Size["shape"], (requests: number) => Scaled>> = {
  entries: entriesManifest,
  split: splitManifest
}

const measure = async (of: Size, floors: Floors, parent: string, { say }: BenchOptions): Promise<Measure> => {
  say(`${nameOf(of)}: state and files`)
  const folder = join(parent, `${of.shape}-${of.requests}`)
  mkdirSync(folder)
  const place = buyAll(folder, SHAPES[of.shape](of.requests))
  say(`${nameOf(of)}: ${of.rounds} rounds`)
  const subjects: Subjects = {
    ...ours(place),
    // Of two entries there is next to no YAML: its floor would say nothing.
    ...(of.shape === "entries" ? floorOfAll(place, floors) : {}),
    ...floorOfState(place, floors)
  }
  // The one run that may write the cache; it also brings the files into the system's memory.
  await subjects[OURS.again]?.()
  const runs: Runs = await interleaved(of.rounds, subjects)
  rmSync(folder, { recursive: true, force: true })
  const measured = { ...of, place, runs, counts: countsOf(nameOf(of), of.requests, runs) }
  // All of it takes a quarter of an hour: who breaks it off shall have seen something.
  say(`${nameOf(of)}: ${summaryOf(measured)}`)
  return measured
}
