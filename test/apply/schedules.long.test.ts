/**
 * The same as apply.faults.test.ts for as many schedules as the environment asks for (`SCHEDULES`, `SIM_SEED`: the first
 * one; of a single one the history is printed), and the proof that each write of the journal is needed.
 */
import { afterAll, describe, expect, it } from "vitest"
import { FAULTS } from "./simulation/Schedule.ts"
import { outcomeOf, seedsFrom, type Tally, tally } from "./simulation/tally.ts"
import { WRITES, type Write } from "./simulation/writes.ts"

const SCHEDULES = Number(process.env["SCHEDULES"] ?? 10_000)
const FIRST = Number(process.env["SIM_SEED"] ?? 1)

/** Where a process dies, for each place that leaves something else behind. */
const CRASHES = [
  ...WRITES.filter((write) => !["refused", "ambiguous", "plan-applied", "plan-finished"].includes(write)).flatMap(
    (write) => [`crash before commit ${write}`, `crash after commit ${write}`]
  ),
  ...["create", "start"].flatMap((post) => ["before", "during", "after"].map((when) => `crash ${when} ${post}`)),
  ...["download", "list", "get", "look", "open"].flatMap((call) => [`crash before ${call}`, `crash after ${call}`])
]

describe(`under faults, crashes and lost locks (SIM_SEED=${FIRST} SCHEDULES=${SCHEDULES})`, () => {
  it("each purchase is charged once, and all come to their end, or to a reason that holds", async () => {
    const begun = performance.now()
    const seen = await tally(seedsFrom(FIRST, SCHEDULES))
    console.log(SCHEDULES === 1 ? (await outcomeOf(FIRST)).log.join("\n") : summaryOf(seen, performance.now() - begun))
    expect(seen.broken).toEqual([])
    // Fewer are for a look at one schedule alone.
    if (SCHEDULES < 10_000) return
    const due = [...FAULTS, ...WRITES.map((write) => `wrote ${write}`), ...CRASHES]
    expect(due.filter((what) => !seen.struck.has(what))).toEqual([])
  })
})

/** Schedules in which a forgotten write must be found out. */
const PATIENCE = 7_000

/** What says no more than that a record is missing; the others say what comes of it. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["write-ahead", "report and state agree"])

interface Found {
  readonly seed: number
  readonly says: string
}

/** The first schedule that breaks a rule where such writes are forgotten, and the first in which it has consequences. */
const findOut = async (write: Write): Promise<{ readonly first?: Found; readonly consequence?: Found }> => {
  let first: Found | undefined
  for (const seed of seedsFrom(1, PATIENCE)) {
    const { violations } = await outcomeOf(seed, { forgets: write })
    const [any] = violations
    if (any !== undefined) first ??= { seed, says: `${any.oracle}: ${any.detail}` }
    const after = violations.find(({ oracle }) => !BOOKKEEPING.has(oracle))
    if (after === undefined || first === undefined) continue
    return { first, consequence: { seed, says: `${after.oracle}: ${after.detail}` } }
  }
  return first === undefined ? {} : { first }
}

describe("a state that acknowledges a write and forgets it", () => {
  const rows: Array<string> = []

  it.each(WRITES)("is found out: %s", async (write) => {
    const { first, consequence } = await findOut(write)
    rows.push(`| ${[`\`${write}\``, cellOf(first), cellOf(consequence)].join(" | ")} |`)
    expect(first).toBeDefined()
  })

  afterAll(() => {
    console.log(["| forgotten write | first found out | first consequence |", "|---|---|---|", ...rows].join("\n"))
  })
})

const cellOf = (found: Found | undefined): string =>
  found === undefined ? `none in ${PATIENCE} schedules` : `schedule ${found.seed}: ${found.says}`

const summaryOf = ({ schedules, runs, charges, reapplies, endings, struck, broken }: Tally, ms: number): string => {
  const counts = (map: ReadonlyMap<string, number>) =>
    [...map]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => `  ${key}: ${count}`)
      .join("\n")
  return [
    `${schedules} schedules, ${runs} runs, ${charges} charges, ${broken.length} broken; ${(ms / schedules).toFixed(1)} ms each`,
    `applies without faults until nothing is left to do:\n${counts(reapplies)}`,
    `what became of the addresses:\n${counts(endings)}`,
    `what struck, and what was written:\n${counts(struck)}`
  ].join("\n")
}
