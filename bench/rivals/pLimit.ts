/** Ten at a time with `p-limit`, each call repeated by `p-retry` with its growing pauses. */
import pLimit from "p-limit"
import pRetry from "p-retry"
import { create, download, type Export, get, isCompleted, isPriced, type Job, second, sleep, start } from "./client.ts"

export const pLimitPRetry = async (job: Job): Promise<void> => {
  const retried = <A>(call: () => Promise<A>): Promise<A> =>
    pRetry(call, { retries: 20, minTimeout: second(job), maxTimeout: 60 * second(job) })
  const until = async (id: string, reached: (one: Export) => boolean): Promise<Export> => {
    for (;;) {
      const one = await retried(() => get(job, id))
      if (reached(one)) return one
      await sleep(2 * second(job))
    }
  }
  const limited = pLimit(10)
  await Promise.all(
    job.bodies.map((body) =>
      limited(async () => {
        const { id } = await retried(() => create(job, body))
        await until(id, isPriced)
        await retried(() => start(job, id))
        await download(await until(id, isCompleted))
      })
    )
  )
}
