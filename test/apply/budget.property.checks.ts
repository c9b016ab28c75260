/** Carries a situation through, run after run, and holds what happened against the vendor's own books. */
import { expect } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Answer } from "../../src/api/ExportApi.ts"
import type { RequestResult, RunReport } from "../../src/apply/report.ts"
import { EXIT, exitCodeOf } from "../../src/cli/exit.ts"
import type { Job } from "../../src/sandbox/Job.ts"
import { type Charge, jobsOf, moveBalance } from "../../src/sandbox/World.ts"
import {
  addressOf,
  boundOf,
  type Caps,
  isOfThisMonth,
  isScraped,
  keyOf,
  manifestFor,
  type Purchase,
  type RunSetting,
  rulesFor,
  type Situation,
  stateBefore
} from "./budget.property.situations.ts"
import { Project } from "./simulation/Project.ts"

/** More than everything in a situation can cost. */
const PLENTY = 100_000

/** Throws where a property does not hold. */
export const expectMoneyKept = (situation: Situation) =>
  Effect.gen(function* () {
    const project = new Project(manifestFor(situation, situation.runs[0]?.caps), {
      balance: situation.balance,
      rules: { scrapedStartThemselves: situation.scrapesCharge },
      initial: stateBefore(situation)
    })
    const witness = witnessed(project)
    for (const run of situation.runs) {
      project.edit(manifestFor(situation, run.caps))
      project.vendor.disturb(...rulesFor(situation, run))
      const before = project.vendor.world
      witness.begin()
      const { budget } = run.caps
      const report = yield* project.apply({
        concurrency: run.concurrency,
        ...(budget === undefined ? {} : { budget })
      })
      const after = project.vendor.world
      const ended: Ended = {
        situation,
        run,
        report,
        before: before.ledger,
        ledger: after.ledger,
        jobs: jobsOf(after),
        lowest: Math.min(witness.lowest, before.balance, after.balance),
        knownAtStart: witness.knownAtStart
      }
      expectWithinCaps(ended)
      expectBooksAgree(ended)
      expectWhatFitsIsBought(ended)
    }
    yield* expectTheRestStarts(situation, project)
    const { ledger } = yield* project.state
    expect(ledger.slice(situation.earlier.length).map(chargeOf).sort()).toEqual(
      project.vendor.world.ledger.map(chargeOf).sort()
    )
  })

const chargeOf = ({ data_export_id, credits }: { readonly data_export_id: string; readonly credits: number | null }) =>
  `${data_export_id} ${credits}`

/** One run that is over. */
interface Ended {
  readonly situation: Situation
  readonly run: RunSetting
  readonly report: RunReport
  /** Charges of the vendor's books before the run, and after it. */
  readonly before: ReadonlyArray<Charge>
  readonly ledger: ReadonlyArray<Charge>
  readonly jobs: ReadonlyArray<Job>
  /** The lowest balance of the team that was seen in the run. */
  readonly lowest: number
  readonly knownAtStart: ReadonlyMap<string, Known>
}

// ------------------------------------------------------------------------------------------------------- the witness

/** What an answer has told of the balance, and how many charges the vendor had made by then. */
interface Known {
  readonly balance: number
  readonly charges: number
}

/** Listens to the calls: what the program could know of the balance when it sent a start. */
const witnessed = ({ vendor }: Project) => {
  const { api } = vendor
  const knownAtStart = new Map<string, Known>()
  let last: Known | undefined
  let lowest = Number.POSITIVE_INFINITY
  const heard = <A, E>(call: Effect.Effect<Answer<A>, E>): Effect.Effect<Answer<A>, E> =>
    Effect.tap(call, ({ balance }) => {
      if (balance === undefined) return
      last = { balance, charges: vendor.world.ledger.length }
      lowest = Math.min(lowest, balance)
    })
  Object.assign(vendor, {
    api: {
      create: (request, intent) => heard(api.create(request, intent)),
      list: (query) => heard(api.list(query)),
      get: (id) => heard(api.get(id)),
      start: (id, allowance, intent) =>
        Effect.suspend(() => {
          if (last !== undefined) knownAtStart.set(id, last)
          return heard(api.start(id, allowance, intent))
        }),
      cancel: api.cancel,
      usage: api.usage
    } satisfies typeof api
  })
  return {
    knownAtStart,
    get lowest() {
      return lowest
    },
    begin: () => {
      lowest = Number.POSITIVE_INFINITY
    }
  }
}

// ---------------------------------------------------------------------------------------------------- the properties

/** Money out never passes a cap: not in the end, and not in between, for a sum of charges only grows. */
const expectWithinCaps = (ended: Ended): void => {
  const { situation, run, before, ledger, knownAtStart, jobs } = ended
  const { perMonth, keepBalance } = run.caps
  const isHeld = (charge: Charge) => !isRisk(situation, run.caps, charge, jobs)
  const charged = creditsOf(ledger.slice(before.length).filter(isHeld))
  const perRun = perRunOf(run.caps)
  if (perRun !== undefined) expect(charged, "credits of the run").toBeLessThanOrEqual(perRun)
  if (perMonth !== undefined) {
    const month = monthBefore(ended)
    expect(charged, "credits of the run, in what the month has left").toBeLessThanOrEqual(Math.max(0, perMonth - month))
    if (situation.earlier.some((one) => one.credits === null && isOfThisMonth(one, situation.timezone)))
      expect(charged, "credits of the run, in a month of which not all is known").toBe(0)
  }
  ledger.forEach((charge, index) => {
    if (index < before.length) return
    const purchase = purchaseOf(situation, jobs, charge.data_export_id)
    if (purchase.maxCredits !== undefined)
      expect(charge.credits, `${keyOf(purchase)}, with its own cap`).toBeLessThanOrEqual(purchase.maxCredits)
    if (charge.cause === "start") expect(purchase.autoStart, `${keyOf(purchase)} may be started`).toBe(true)
    if (keepBalance === undefined || charge.credits === 0 || !isHeld(charge)) return
    const known = knownAtStart.get(charge.data_export_id)
    if (charge.cause === "start") {
      // What others took since the last answer nobody can know; what this program took since, it must count.
      const ours = creditsOf(ledger.slice(known?.charges, index + 1).filter(isHeld))
      expect((known?.balance ?? 0) - ours, `the balance after the start of ${keyOf(purchase)}`).toBeGreaterThanOrEqual(
        keepBalance
      )
    } else if (run.moves.length === 0) {
      const risked = creditsOf(ledger.slice(before.length, index + 1).filter((one) => !isHeld(one)))
      expect(charge.balance + risked, "the balance after a scrape that charged").toBeGreaterThanOrEqual(keepBalance)
    }
  })
}

/** What the report says is what the vendor's books say. */
const expectBooksAgree = ({ report, before, ledger }: Ended): void => {
  expect(report.credits.charged, "credits of the report").toBe(creditsOf(ledger.slice(before.length)))
  const charged = ledger.map(({ data_export_id }) => data_export_id)
  expect(new Set(charged).size, "exports that were charged").toBe(charged.length)
}

/** What was not bought did not fit, or something else is named; the exit code says which. */
const expectWhatFitsIsBought = (ended: Ended): void => {
  const { situation, report } = ended
  let money = 0
  let other = 0
  situation.purchases.forEach((purchase, index) => {
    const result = report.results.find(({ address }) => address === addressOf(index))
    const job = jobFor(ended.jobs, purchase)
    const isCharged = ended.ledger.some(({ data_export_id }) => data_export_id === job?.id)
    if (isCharged || (!purchase.autoStart && job !== undefined)) {
      expect(result?.problem, keyOf(purchase)).toBeNull()
      return
    }
    const code = result?.problem?.code
    if (code === "over-budget" || code === "insufficient-credits") {
      money++
      expectNoRoom(ended, purchase, job, result)
    } else {
      other++
      expect(["answer-lost"], `why ${keyOf(purchase)} was not bought: ${JSON.stringify(result)}`).toContain(code)
    }
  })
  expect(exitCodeOf(report)).toBe(money > 0 ? EXIT.budget : other > 0 ? EXIT.partial : EXIT.done)
}

const expectNoRoom = (
  { situation, run, before, ledger, lowest }: Ended,
  purchase: Purchase,
  job: Job | undefined,
  result: RequestResult | undefined
): void => {
  const { perMonth, keepBalance, unknownCost } = run.caps
  const perRun = perRunOf(run.caps)
  const needed = job?.credits ?? boundOf(purchase)
  if (needed === undefined) {
    const isCapped = [perRun, perMonth, keepBalance].some((cap) => cap !== undefined)
    expect({ unknownCost, isCapped, isScraped: isScraped(purchase) }, keyOf(purchase)).toEqual({
      unknownCost: "block",
      isCapped: true,
      isScraped: true
    })
    return
  }
  const charged = creditsOf(ledger.slice(before.length))
  const isMonthKnown = situation.earlier.every((one) => one.credits !== null || !isOfThisMonth(one, situation.timezone))
  const room = {
    perRun: perRun === undefined ? PLENTY : perRun - charged,
    perMonth:
      perMonth === undefined ? PLENTY : isMonthKnown ? perMonth - monthBefore({ situation, before }) - charged : 0,
    balance:
      result?.problem?.code === "insufficient-credits"
        ? lowest
        : keepBalance === undefined
          ? PLENTY
          : lowest - keepBalance,
    maxCredits: purchase.maxCredits ?? PLENTY
  }
  expect(
    needed,
    `${keyOf(purchase)} was stopped (${result?.problem?.message}) with room for it: ${JSON.stringify(room)}`
  ).toBeGreaterThan(Math.min(...Object.values(room)))
}

/** Without caps and with credits enough, the very exports that are there are started, and none is asked for again. */
const expectTheRestStarts = (situation: Situation, project: Project) =>
  Effect.gen(function* () {
    const before = jobsOf(project.vendor.world)
    project.vendor.world = moveBalance(project.vendor.world, PLENTY)
    project.vendor.disturb(...rulesFor(situation))
    project.edit(manifestFor(situation))
    const report = yield* project.apply()
    expect(exitCodeOf(report)).toBe(EXIT.done)
    const after = jobsOf(project.vendor.world)
    expect(after.length, "exports at the vendor").toBe(situation.purchases.length)
    expect(before.every(({ id }) => after.some((job) => job.id === id))).toBe(true)
    situation.purchases.forEach((purchase, index) => {
      const job = jobFor(after, purchase)
      const startsItself = situation.scrapesCharge && isScraped(purchase)
      if (!startsItself) expect(job?.startedAt !== null, `${keyOf(purchase)} is charged`).toBe(purchase.autoStart)
      const result = report.results.find(({ address }) => address === addressOf(index))
      expect(result?.data_export_id).toBe(job?.id)
    })
  })

// ------------------------------------------------------------------------------------------------------------ shared

const creditsOf = (charges: ReadonlyArray<Charge>): number => charges.reduce((sum, { credits }) => sum + credits, 0)

const perRunOf = ({ perRun, budget }: Caps): number | undefined =>
  perRun === undefined || budget === undefined ? (perRun ?? budget) : Math.min(perRun, budget)

/** Every run is made in June, so all that the vendor charged before this one counts. */
const monthBefore = ({ situation, before }: Pick<Ended, "situation" | "before">): number =>
  situation.earlier
    .filter((one) => isOfThisMonth(one, situation.timezone))
    .reduce((sum, { credits }) => sum + (credits ?? 0), creditsOf(before))

/** A scrape that charges by itself and has no bound: `unknown_cost: allow` takes that risk, and no cap can hold it. */
const isRisk = (situation: Situation, { unknownCost }: Caps, charge: Charge, jobs: ReadonlyArray<Job>): boolean =>
  charge.cause === "auto_start" &&
  unknownCost === "allow" &&
  boundOf(purchaseOf(situation, jobs, charge.data_export_id)) === undefined

const keyOfJob = ({ purchase: { type, accountIds, options } }: Job): string =>
  `${type} ${accountIds.join()} ${options["type"] ?? ""}`.trim()

const jobFor = (jobs: ReadonlyArray<Job>, purchase: Purchase): Job | undefined =>
  jobs.find((job) => keyOfJob(job) === keyOf(purchase))

const purchaseOf = ({ purchases }: Situation, jobs: ReadonlyArray<Job>, id: string): Purchase => {
  const job = jobs.find((one) => one.id === id)
  const purchase = purchases.find((one) => job !== undefined && keyOf(one) === keyOfJob(job))
  if (purchase === undefined) throw new Error(`${id} was charged and never declared`)
  return purchase
}
