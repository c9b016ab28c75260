/**
 * What somebody writes who knows the limit and has an afternoon: calls evenly spaced by it, starts before creates, and
 * one listing every few seconds for all that is on its way. It remembers nothing, and checks nothing.
 */
import {
  type Body,
  create,
  download,
  isCompleted,
  isPriced,
  type Job,
  list,
  second,
  sleep,
  start,
  TooManyRequests
} from "./client.ts"

export const listPolling = async (job: Job): Promise<void> => {
  const waiting: Array<Body> = [...job.bodies]
  const priced: Array<string> = []
  const created = new Set<string>()
  const started = new Set<string>()
  const done = new Set<string>()
  const running: Array<Promise<unknown>> = []
  let next = Date.now()
  let lookedAt = Date.now()

  const turn = async (): Promise<void> => {
    const at = Math.max(Date.now(), next)
    // A little more than the limit asks for: windows slide, and timers are early or late.
    next = at + (1.02 * job.windowMs) / job.limit
    await sleep(at - Date.now())
  }
  /** Until the next call would go: what is decided later is decided by what is known then. */
  const slot = (): Promise<void> => sleep(next - Date.now())
  const inTurn = async <A>(call: () => Promise<A>): Promise<A> => {
    for (;;) {
      await turn()
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof TooManyRequests)) throw error
      }
    }
  }
  const look = async (): Promise<void> => {
    for (let page = 1; page <= Math.ceil(created.size / 100); page++) {
      for (const one of await inTurn(() => list(job, page))) {
        if (isPriced(one) && !started.has(one.id)) {
          started.add(one.id)
          priced.push(one.id)
        } else if (isCompleted(one) && !done.has(one.id)) {
          done.add(one.id)
          running.push(download(one))
        }
      }
    }
  }
  while (done.size < job.bodies.length) {
    const id = priced.shift()
    if (id !== undefined) {
      await slot()
      running.push(inTurn(() => start(job, id)))
      continue
    }
    if (created.size > done.size && Date.now() - lookedAt > 10 * second(job)) {
      lookedAt = Date.now()
      await look()
      continue
    }
    const body = waiting.shift()
    if (body === undefined) await sleep(second(job))
    else {
      await slot()
      running.push(inTurn(() => create(job, body)).then((one) => created.add(one.id)))
    }
  }
  await Promise.all(running)
}
