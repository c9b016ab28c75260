/** `Promise.all` over everything, and a retry a second after each 429. */
import {
  create,
  download,
  type Export,
  get,
  isCompleted,
  isPriced,
  type Job,
  second,
  sleep,
  start,
  TooManyRequests
} from "./client.ts"

export const naive = async (job: Job): Promise<void> => {
  const retried = async <A>(call: () => Promise<A>): Promise<A> => {
    for (;;) {
      try {
        return await call()
      } catch (error) {
        if (!(error instanceof TooManyRequests)) throw error
        await sleep(second(job))
      }
    }
  }
  const until = async (id: string, reached: (one: Export) => boolean): Promise<Export> => {
    for (;;) {
      const one = await retried(() => get(job, id))
      if (reached(one)) return one
      await sleep(2 * second(job))
    }
  }
  await Promise.all(
    job.bodies.map(async (body) => {
      const { id } = await retried(() => create(job, body))
      await until(id, isPriced)
      await retried(() => start(job, id))
      await download(await until(id, isCompleted))
    })
  )
}
