/**
 * Runs fibers so that timers, signals and sockets get their turn in between, however many fibers have something to do.
 *
 * Effect's own scheduler goes on as long as there is work, in steps that leave the event loop no room: a hundred purchases
 * that all get on at once hold it for hundreds of milliseconds.
 */
import { performance } from "node:perf_hooks"
import * as Scheduler from "effect/Scheduler"

/** So long fibers run before others have their turn, in ms. */
const SLICE_MS = 10

export const make = (): Scheduler.Scheduler => {
  const { shouldYield } = Scheduler.defaultScheduler
  const queue = new Scheduler.PriorityBuckets()
  let isRunning = false

  const next = (): Scheduler.Task | undefined => {
    const [first] = queue.buckets
    const task = first?.[1].shift()
    if (first?.[1].length === 0) queue.buckets.shift()
    return task
  }

  const run = (): void => {
    const until = performance.now() + SLICE_MS
    for (let task = next(); task !== undefined; task = next()) {
      task()
      if (performance.now() < until) continue
      setImmediate(run)
      return
    }
    isRunning = false
  }

  return {
    shouldYield,
    scheduleTask: (task, priority) => {
      queue.scheduleTask(task, priority)
      if (isRunning) return
      isRunning = true
      setImmediate(run)
    }
  }
}
