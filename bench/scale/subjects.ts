/** What is measured in one place: our plan, with and without its cache, and the floors below it. */
import { join } from "node:path"
import { exporter, type Run, runProcess } from "../processes.ts"
import type { Floors } from "./floors.ts"
import type { Place } from "./place.ts"

export const OURS = {
  first: "exporter plan, without a cache",
  again: "exporter plan again",
  json: "exporter plan --json again"
} as const

export const FLOOR = {
  yaml: "floor: yaml, ajv, hashes, state",
  jsYaml: "floor with js-yaml",
  state: "floor: the state alone"
} as const

export type Subject = (typeof OURS)[keyof typeof OURS] | (typeof FLOOR)[keyof typeof FLOOR]

export type Subjects = Readonly<Record<string, () => Promise<Run>>>

/** By subject; what is not in it was not measured. */
export type Runs = Readonly<Record<string, ReadonlyArray<Run>>>

export const ours = ({ folder }: Place): Subjects => {
  const plan = (cache: string, args: ReadonlyArray<string> = []) =>
    exporter(["plan", ...args], { cwd: folder, env: { EXPORTER_CACHE: cache } })
  const cache = join(folder, "cache")
  return {
    [OURS.first]: () => plan("off"),
    [OURS.again]: () => plan(cache),
    [OURS.json]: () => plan(cache, ["--json"])
  }
}

export const floorOfAll = ({ manifest, state }: Place, { yaml, jsYaml }: Floors): Subjects => ({
  [FLOOR.yaml]: () => node(yaml, manifest, state),
  ...(jsYaml === undefined ? {} : { [FLOOR.jsYaml]: () => node(jsYaml, manifest, state) })
})

export const floorOfState = ({ state }: Place, { yaml }: Floors): Subjects => ({
  [FLOOR.state]: () => node(yaml, state)
})

const node = (...args: ReadonlyArray<string>): Promise<Run> => runProcess(process.execPath, args)
