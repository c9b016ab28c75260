/** The same as interrupt.test.ts, for both signals at every kind of moment. */
import { describe } from "vitest"
import { expectStops, LIMIT, late, type Moment } from "./interrupt.ts"
import { it } from "./place.ts"

const MOMENTS: ReadonlyArray<Omit<Moment, "signal"> & { readonly name: string }> = [
  { name: "a create", rules: late("create", 2_800), at: { create: 5 } },
  { name: "a create that is not answered in time", rules: late("create", 60_000), at: { create: 5 } },
  { name: "a start", rules: late("start", 2_800), at: { start: 5 } },
  { name: "a start that is not answered in time", rules: late("start", 60_000), at: { start: 5 } },
  { name: "a look", rules: [{ on: "list", nth: 2, do: { hang: { ms: 60_000, when: "after" } } }], at: { list: 2 } },
  {
    name: "a wait before a retry",
    rules: [{ on: "list", times: 1, do: { answer: { status: 503, retry_after: 8 } } }],
    at: /list again in/
  },
  { name: "a download", rules: [{ on: "download", times: 1, do: { hang: { ms: 60_000 } } }], at: { downloads: 1 } },
  { name: "four downloads", rules: [{ on: "download", times: 4, do: { hang: { ms: 60_000 } } }], at: { downloads: 4 } }
]

describe.concurrent.for(["SIGINT", "SIGTERM"] as const)("%s during", (signal) => {
  it.for(MOMENTS)("$name", async (moment, { place, sandbox }) => {
    const scenario = { version: 1, rules: moment.rules } as const
    await expectStops(place, await sandbox({ limitPerWindow: LIMIT, scenario }), { ...moment, signal })
  })
})
