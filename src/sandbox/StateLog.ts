/**
 * Keeps a world in a file: one line per change, appended before the change is answered, folded into one at the next
 * start. A line that was cut off by the end of the process belongs to a change that was never answered.
 *
 * It outlives the death of the process, not that of the machine: there is no fsync, since nothing here is real money.
 */
import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs"
import type { Job } from "./Job.ts"
import { type Charge, jobOf, jobsOf, type Kept, restore, type World } from "./World.ts"

export interface StateLog {
  /** The world that the file tells of. */
  readonly world: World
  /** Throws when the file cannot be written; the change must not be answered then. */
  readonly append: (before: World, after: World, touched: ReadonlyArray<string>) => void
}

export class StateLogError extends Error {
  override readonly name = "StateLogError"
}

/** `jobs` and `ledger`: those that are new or changed. */
interface Line extends Kept {
  readonly sandbox: 1
}

/** `initial`: the world where there is no file yet. Throws a `StateLogError` where there is something else in its place. */
export const openStateLog = (file: string, initial: World): StateLog => {
  const world = restore(initial, fold(file, readLines(file), initial))
  writeWhole(file, world)
  // After a failed append the end of the file is unknown, and a line that follows a torn one would be lost with it.
  let torn = false
  return {
    world,
    append(before, after, touched) {
      if (touched.length === 0 && before.balance === after.balance) return
      if (torn) {
        writeWhole(file, after)
        torn = false
        return
      }
      const jobs = touched.flatMap((id) => jobOf(after, id) ?? [])
      torn = true
      appendFileSync(file, lineOf(after, jobs, after.ledger.slice(before.ledger.length)))
      torn = false
    }
  }
}

/** The world that the file tells of; what becomes of it is not kept. Throws as `openStateLog` does. */
export const readStateLog = (file: string, initial: World): StateLog => ({
  world: restore(initial, fold(file, readLines(file), initial)),
  append: () => {}
})

const writeWhole = (file: string, world: World): void => {
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, lineOf(world, jobsOf(world), world.ledger), { mode: 0o600 })
  renameSync(temporary, file)
}

const lineOf = (
  { balance, calls, throttled }: World,
  jobs: ReadonlyArray<Job>,
  ledger: ReadonlyArray<Charge>
): string => `${JSON.stringify({ sandbox: 1, balance, calls, throttled, jobs, ledger } satisfies Line)}\n`

const readLines = (file: string): ReadonlyArray<string> => {
  try {
    // A device must neither be read to its end nor be replaced by a file.
    if (!statSync(file).isFile()) throw new StateLogError(`${file} is there, and is no file`)
    // What follows the last line break is either nothing or a torn line.
    return readFileSync(file, "utf8").split("\n").slice(0, -1)
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return []
    if (cause instanceof StateLogError) throw cause
    throw new StateLogError(`${file} cannot be read`, { cause })
  }
}

const fold = (file: string, lines: ReadonlyArray<string>, initial: World): Kept => {
  const jobs = new Map<string, Job>()
  const ledger: Array<Charge> = []
  let last: Omit<Kept, "jobs" | "ledger"> = initial
  lines.forEach((text, i) => {
    const line = decode(text)
    if (line === undefined) {
      throw new StateLogError(`${file}, line ${i + 1}, is not of the sandbox: name another file, or move this one away`)
    }
    for (const job of line.jobs) jobs.set(job.id, job)
    ledger.push(...line.ledger)
    last = line
  })
  const { balance, calls, throttled } = last
  return { balance, calls, throttled, jobs: [...jobs.values()], ledger }
}

const decode = (text: string): Line | undefined => {
  try {
    const line = JSON.parse(text) as Line | null
    return line?.sandbox === 1 ? line : undefined
  } catch {
    return undefined
  }
}
