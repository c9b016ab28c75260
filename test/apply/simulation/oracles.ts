/** What must hold after every run and at the end, judged by what the vendor's model knows. Pure but for the books it adds to. */
import { lookalikeKey } from "../../../src/apply/lookalikes.ts"
import type { RunReport } from "../../../src/apply/report.ts"
import type { Fingerprint, Request } from "../../../src/domain.ts"
import { isScraped } from "../../../src/manifest/catalog.ts"
import { savedFiles } from "../../../src/plan/diff.ts"
import { lower, worstCase } from "../../../src/plan/estimate.ts"
import type { Declared } from "../../../src/request/Declared.ts"
import { type Job, observe } from "../../../src/sandbox/Job.ts"
import { jobOf } from "../../../src/sandbox/World.ts"
import type { StateRecord } from "../../../src/state/Record.ts"
import type { State } from "../../../src/state/State.ts"
import type { Books, Deed } from "./Books.ts"
import type { Disk } from "./Disk.ts"
import type { Process } from "./Process.ts"
import type { Vendor } from "./Vendor.ts"

export interface Evidence {
  readonly state: State
  readonly books: Books
  readonly vendor: Vendor
  readonly disk: Disk
  readonly declared: Declared
  /** Epoch ms. */
  readonly now: number
}

/** What the vendor charged for a purchase of ours, and the run whose call it goes back to. */
interface OurCharge extends Deed {
  readonly credits: number
  readonly at: number
  /** The team's balance after it. */
  readonly balance: number
}

/** Somebody else's start of an export of ours is a charge for it, but none that a run has made. */
const ourCharges = ({ books, vendor }: Evidence): ReadonlyArray<OurCharge> =>
  vendor.world.ledger.flatMap(({ data_export_id, credits, at, balance }) => {
    const deed = [...books.started, ...books.created].find(({ id }) => id === data_export_id)
    return deed === undefined ? [] : [{ ...deed, credits, at, balance }]
  })

/** After every run: each purchase charged once, no cap passed, and no charge in the state that the vendor did not make. */
export const checkMoney = (evidence: Evidence): void => {
  const { books, declared, state, vendor } = evidence
  const charges = ourCharges(evidence)
  for (const [fingerprint, ids] of groupedIds(charges))
    books.expect(ids.length === 1, "charged once", () => `${nameOf(declared, fingerprint)}: ${ids.join(", ")}`)

  const made = charges.filter(({ id }) => !books.startedElsewhere.has(id))
  checkCaps(evidence, made)
  const known = vendor.world.ledger.map(({ data_export_id, credits }) => `${data_export_id} ${credits}`)
  for (const { data_export_id, credits } of state.ledger) {
    const entry = `${data_export_id} ${credits}`
    books.expect(known.includes(entry), "ledgers agree", () => `${entry} is no charge of the vendor`)
  }
}

const checkCaps = ({ books, declared }: Evidence, made: ReadonlyArray<OurCharge>): void => {
  const { perRun, perMonth, keepBalance } = declared.manifest.budget
  const total = (some: ReadonlyArray<OurCharge>) => some.reduce((sum, { credits }) => sum + credits, 0)
  const month = total(made)
  books.expect(month <= (perMonth ?? month), "caps hold", () => `${month} in a month of ${perMonth}`)
  for (const run of books.begun.keys()) {
    const spent = total(made.filter((charge) => charge.run === run))
    books.expect(spent <= (perRun ?? spent), "caps hold", () => `${spent} in a run of ${perRun}`)
  }
  for (const { fingerprint, credits, at, balance, run } of made) {
    const { maxCredits = credits } = requestOf(declared, fingerprint)
    books.expect(credits <= maxCredits, "caps hold", () => `${credits} for a request of ${maxCredits}`)
    // What somebody else spends meanwhile is seen too late.
    const since = books.begun[run] ?? at
    const elsewhere = books.spentElsewhere.filter((one) => one.at >= since && one.at <= at)
    const kept = balance + elsewhere.reduce((sum, one) => sum + one.credits, 0)
    books.expect(kept >= (keepBalance ?? kept), "caps hold", () => `${kept} left of ${keepBalance} to keep`)
  }
}

/** After a run that reported: what it said is what is durable. */
export const checkReport = ({ books, state }: Evidence, report: RunReport): void => {
  for (const { address, fingerprint, phase } of report.results) {
    const durable = state.records.get(fingerprint)?.phase ?? "none"
    books.expect(durable === phase, "report and state agree", () => `${address}: ${phase}, and ${durable} is durable`)
  }
}

export interface LastRun {
  readonly report: RunReport
  readonly process: Process
  /** The plan before it asked for nothing. */
  readonly wasAtRest: boolean
}

/** At the end: everything is there, or a reason is named that holds. Gives what became of each address. */
export const checkEnd = (evidence: Evidence, last: LastRun): ReadonlyArray<string> => {
  const { books, declared, state } = evidence
  const { index, apiCalls } = last.process
  const deeds = [...books.created, ...books.started].filter(({ run }) => run === index)
  if (last.wasAtRest) books.expect(apiCalls === 0, "stays there", () => `a further apply makes ${apiCalls} calls`)
  // A run of its own may spend what the one before it was not allowed to.
  else if (declared.manifest.budget.perRun === undefined)
    books.expect(deeds.length === 0, "stays there", () => `a further apply makes or starts ${idsOf(deeds)}`)

  const endings = declared.targets.map((request) => {
    const record = state.records.get(request.fingerprint)
    const ending = endingOf(evidence, request, record, last.report)
    const result = last.report.results.find(({ address }) => address === request.address)
    const told = `${record?.phase ?? "none"}, ${result?.outcome} ${JSON.stringify(result?.problem)}`
    books.expect(ending !== undefined, "comes to its end", () => `${request.address}: ${told}`)
    return { fingerprint: request.fingerprint, ending: ending ?? "no end" }
  })
  const leftAlone = endings.filter(({ ending }) => LEFT_ALONE.has(ending)).map(({ fingerprint }) => fingerprint)
  checkLedgers(evidence, new Set(leftAlone))
  return endings.map(({ ending }) => ending)
}

/** No call is made for these: what somebody else, or a scrape by itself, has it charged for is not seen. */
const LEFT_ALONE: ReadonlySet<string> = new Set(["ambiguous", "quoted", "output-occupied"])

/** Every charge for a purchase that is looked after is in the state's ledger, once. */
const checkLedgers = (evidence: Evidence, leftAlone: ReadonlySet<Fingerprint>): void => {
  const { books, state } = evidence
  const ids = state.ledger.map(({ data_export_id }) => data_export_id as string)
  books.expect(new Set(ids).size === ids.length, "ledgers agree", () => `a charge is there twice: ${ids.join(", ")}`)
  for (const { fingerprint, id } of ourCharges(evidence))
    books.expect(
      leftAlone.has(fingerprint) || ids.includes(id),
      "ledgers agree",
      () => `${id} was charged, and the state does not know it`
    )
}

/**
 * What became of a purchase, by name; `undefined`: nothing that may. Legitimate are:
 *  - `done`: its file is there, and is what the export holds
 *  - `incomplete`: the same, of an export that the vendor finished short
 *  - `quoted`: priced, and `auto_start` is false
 *  - `ambiguous`: one of the candidates was not made for this purchase
 *  - `beside-unsettled`: it looks like one that is `ambiguous`, or that a foreign file keeps from being settled
 *  - `over-budget`: it costs, or may cost, more than a cap leaves at the end of this very run
 *  - `insufficient-credits`: it costs more than the team has
 *  - `failed-at-server` `cancelled-at-server`: the vendor's export is so, after it was charged
 *  - `output-occupied`: a file that exporter did not write is at its place
 */
const endingOf = (
  evidence: Evidence,
  request: Request,
  record: StateRecord | undefined,
  report: RunReport
): string | undefined => {
  const { books, disk, now, vendor } = evidence
  const job =
    record !== undefined && "data_export_id" in record ? jobOf(vendor.world, record.data_export_id) : undefined
  const problem = report.results.find(({ address }) => address === request.address)?.problem?.code
  switch (record?.phase) {
    case "done":
    case "incomplete": {
      if (books.foreignFiles.has(request.output)) return "output-occupied"
      const isShort = (job?.fate.failed_downloads ?? 0) + (job?.fate.missing_rows ?? 0) > 0
      const isIntact = job !== undefined && hasFile(disk, request.output, record, job, isShort)
      return isIntact && isShort === (record.phase === "incomplete") ? record.phase : undefined
    }
    case "ambiguous": {
      const ours = books.created.filter(({ fingerprint }) => fingerprint === request.fingerprint).map(({ id }) => id)
      return record.candidates.some((id) => !ours.includes(id)) ? "ambiguous" : undefined
    }
    case "failed":
    case "cancelled":
      if (record.charged)
        return job !== undefined && observe(job, now).status === record.phase ? `${record.phase}-at-server` : undefined
      break
    case "priced":
      if (!request.autoStart) return "quoted"
  }
  const twins = evidence.declared.targets.filter(({ fingerprint }) => fingerprint === request.fingerprint)
  const isOccupied = twins.some(({ output }) => books.foreignFiles.has(output))
  if (isOccupied && (problem === "blocked" || problem === "output-occupied")) return "output-occupied"
  if (problem === "ambiguous" && hasUnsettledTwin(evidence, request)) return "beside-unsettled"
  if (problem === "insufficient-credits")
    return record?.phase === "priced" && (record.credits ?? 0) > vendor.world.balance ? problem : undefined
  return problem === "over-budget" && exceedsCap(evidence, request, record, report) ? problem : undefined
}

const hasUnsettledTwin = ({ state, books, declared }: Evidence, { canonical, fingerprint }: Request): boolean =>
  [...state.records.values()].some(
    (record) =>
      record.fingerprint !== fingerprint &&
      lookalikeKey(record.request) === lookalikeKey(canonical) &&
      (record.phase === "ambiguous" ||
        (record.phase === "creating" &&
          declared.targets.some((one) => one.fingerprint === record.fingerprint && books.foreignFiles.has(one.output))))
  )

const hasFile = ({ files }: Disk, path: string, record: StateRecord, job: Job, isShort: boolean): boolean => {
  const recorded = savedFiles(record).find((file) => file.path === path)
  const there = files.get(path)
  return (
    recorded !== undefined &&
    recorded.sha256 === there?.sha256 &&
    recorded.bytes === there.bytes &&
    (isShort || recorded.rows === undefined || recorded.rows === job.rows)
  )
}

/** What a purchase costs, or may cost, does not fit under a cap beside what this run and this month have cost. */
const exceedsCap = (
  { declared, state, vendor }: Evidence,
  request: Request,
  record: StateRecord | undefined,
  report: RunReport
): boolean => {
  const { budget, prices } = declared.manifest
  const { perRun, perMonth, keepBalance } = budget
  const { maxCredits } = request
  const bound = lower(worstCase(request.canonical, prices), maxCredits)
  const credits = record?.phase === "priced" ? record.credits : isScraped(request.canonical.type) ? bound : 0
  if (credits === null || credits === undefined)
    return perRun !== undefined || perMonth !== undefined || keepBalance !== undefined
  // What is scraped and not settled may yet charge by itself: its room is nobody else's.
  const held = [...state.records.values()]
    .filter(
      ({ fingerprint, phase, request: { type } }) =>
        fingerprint !== request.fingerprint && isScraped(type) && ["creating", "ambiguous", "created"].includes(phase)
    )
    .map((one) => lower(worstCase(one.request, prices), requestOf(declared, one.fingerprint).maxCredits) ?? 0)
    .reduce<number>((sum, bound) => sum + bound, 0)
  const month = held + state.ledger.reduce((sum, entry) => sum + (entry.credits ?? 0), 0)
  return (
    held + report.credits.charged + credits > (perRun ?? Number.POSITIVE_INFINITY) ||
    month + credits > (perMonth ?? Number.POSITIVE_INFINITY) ||
    vendor.world.balance - held - credits < (keepBalance ?? Number.NEGATIVE_INFINITY) ||
    credits > (maxCredits ?? Number.POSITIVE_INFINITY)
  )
}

const groupedIds = (charges: ReadonlyArray<OurCharge>): ReadonlyMap<Fingerprint, ReadonlyArray<string>> => {
  const groups = new Map<Fingerprint, Array<string>>()
  for (const { fingerprint, id } of charges) groups.set(fingerprint, [...(groups.get(fingerprint) ?? []), id])
  return groups
}

const idsOf = (deeds: ReadonlyArray<Deed>): string => deeds.map(({ id }) => id).join(", ")

const requestOf = ({ requests }: Declared, fingerprint: Fingerprint): Partial<Request> =>
  requests.find((request) => request.fingerprint === fingerprint) ?? {}

const nameOf = (declared: Declared, fingerprint: Fingerprint): string =>
  requestOf(declared, fingerprint).address ?? fingerprint
