/** `bottleneck` with the server's limit as its reservoir, every call through it, each export asked for by itself. */
import Bottleneck from "bottleneck"
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

export const bottleneck = async (job: Job): Promise<void> => {
  const limiter = new Bottleneck({
    reservoir: job.limit,
    reservoirRefreshAmount: job.limit,
    reservoirRefreshInterval: job.windowMs
  })
  limiter.on("failed", (error) => (error instanceof TooManyRequests ? second(job) : undefined))
  const until = async (id: string, reached: (one: Export) => boolean): Promise<Export> => {
    for (;;) {
      const one = await limiter.schedule(() => get(job, id))
      if (reached(one)) return one
      await sleep(5 * second(job))
    }
  }
  await Promise.all(
    job.bodies.map(async (body) => {
      const { id } = await limiter.schedule(() => create(job, body))
      await until(id, isPriced)
      await limiter.schedule(() => start(job, id))
      await download(await until(id, isCompleted))
    })
  )
  await limiter.disconnect()
}
