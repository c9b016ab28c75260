/**
 * N resources of a type of our own, in a state of files: what alchemy's users write. Says how many it made or changed.
 *
 *   node alchemy.mjs COUNT sequential|parallel
 */
import alchemy, { Resource } from "alchemy"

const [count, mode] = [Number(process.argv[2]), process.argv[3]]
let changed = 0

const Export = Resource("bench::Export", async function (_id, props) {
  changed++
  return this.create({ ...props })
})

const one = (index) =>
  Export(`report-${index}`, {
    type: "transactions",
    account_ids: ["acct_9f2c41"],
    start_date: "2024-01-01",
    number: index
  })

const app = await alchemy("bench", { quiet: true, phase: "up" })
const all = Array.from({ length: count }, (_, index) => index)
if (mode === "parallel") await Promise.all(all.map(one))
else for (const index of all) await one(index)
await app.finalize()
console.log(`${changed} changed`)
