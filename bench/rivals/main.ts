/** A rival in a process of its own: `node main.built.mjs NAME JOB`. */
import { bottleneck } from "./bottleneck.ts"
import type { Job } from "./client.ts"
import { listPolling } from "./listPolling.ts"
import { naive } from "./naive.ts"
import { pLimitPRetry } from "./pLimit.ts"

const RIVALS: Readonly<Record<string, (job: Job) => Promise<void>>> = { naive, pLimitPRetry, bottleneck, listPolling }

const [name = "", job = "{}"] = process.argv.slice(2)
const rival = RIVALS[name]
if (rival === undefined) throw new Error(`no rival ${name}`)
await rival(JSON.parse(job) as Job)
