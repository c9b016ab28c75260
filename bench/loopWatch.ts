/**
 * Loaded before a program: how long its event loop was held, at every turn of a timer that took long, into the file that
 * LOOP_WATCH names. The first one is always there: it is the loading of the program.
 *
 * What is counted is the time for which the main thread ran, where the system tells it: on a busy machine, a thread that
 * waits for its processor blocks nothing by itself.
 */
import { openSync, readSync, writeFileSync } from "node:fs"

const EVERY_MS = 5
const WORTH_KEEPING_MS = 15

export interface Hold {
  /** When it ended, ms since 1970. */
  readonly at: number
  readonly ms: number
}

const runTime = (): (() => number) => {
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, "r")
    const bytes = Buffer.alloc(64)
    return () => Number.parseInt(bytes.toString("latin1", 0, readSync(file, bytes, 0, bytes.length, 0)), 10) / 1e6
  } catch {
    return () => performance.now()
  }
}

const target = process.env["LOOP_WATCH"]
if (target !== undefined) {
  const ran = runTime()
  const holds: Array<Hold> = []
  let last = ran()
  const look = () => {
    const now = ran()
    if (holds.length === 0 || now - last > WORTH_KEEPING_MS) holds.push({ at: Date.now(), ms: now - last })
    last = now
  }
  setInterval(look, EVERY_MS).unref()
  process.on("exit", () => {
    look()
    writeFileSync(target, JSON.stringify(holds))
  })
}
