/** A backfill that is applied night after night under caps: the real `apply`, and a buyer who goes through it by hand. */
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as HashMap from "effect/HashMap"
import * as Layer from "effect/Layer"
import { ExportApi } from "../../src/api/ExportApi.ts"
import { Approval } from "../../src/apply/Approval.ts"
import { Downloader } from "../../src/apply/Downloader.ts"
import { Hooks } from "../../src/apply/Hooks.ts"
import { Reporter } from "../../src/apply/Reporter.ts"
import type { RunReport } from "../../src/apply/report.ts"
import type { CanonicalRequest, Instant } from "../../src/domain.ts"
import { applyDeclared } from "../../src/pipeline.ts"
import { OutputFiles } from "../../src/plan/OutputFiles.ts"
import { jobOf } from "../../src/sandbox/World.ts"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { NOON } from "../sandbox/fixtures.ts"
import { Commands } from "./simulation/Commands.ts"
import { Disk } from "./simulation/Disk.ts"
import { forever } from "./simulation/Process.ts"
import { declaredBy } from "./simulation/Project.ts"
import { Vendor } from "./simulation/Vendor.ts"
import { runInVirtualTime } from "./simulation/VirtualTime.ts"

export interface Backfill {
  readonly exports: ReadonlyArray<Declaration>
  /** Credits and ms until they are known, of the purchases in the order of the manifest, over and over. */
  readonly prices: ReadonlyArray<{ readonly credits: number; readonly afterMs: number }>
  readonly perRun: number
  readonly perMonth: number | undefined
  readonly concurrency: number
}

interface Declaration {
  readonly months: number
  readonly accounts: number
  readonly priority: number
  readonly newestFirst: boolean
  /** It is scraped: the most that it costs is reserved before it is asked for. */
  readonly isScraped: boolean
}

const MAX_CREDITS = 20
/** Those that are scraped look alike when listed. */
const SCRAPED = ["all", "active", "expired", "latest"]
const PLAIN = ["transactions", "payouts", "chargebacks", "trial_links"]

/** `afterMs`: the longest that a price is waited for. */
export const backfills = (afterMs: number): fc.Arbitrary<Backfill> =>
  fc.record({
    exports: fc.array(
      fc.record({
        months: fc.integer({ min: 1, max: 4 }),
        accounts: fc.integer({ min: 1, max: 2 }),
        priority: fc.integer({ min: -1, max: 1 }),
        newestFirst: fc.boolean(),
        isScraped: fc.nat(3).map((n) => n === 0)
      }),
      { minLength: 1, maxLength: 4 }
    ),
    prices: fc.array(fc.record({ credits: fc.nat(MAX_CREDITS), afterMs: fc.nat(afterMs) }), {
      minLength: 1,
      maxLength: 12
    }),
    perRun: fc.integer({ min: MAX_CREDITS, max: 80 }),
    perMonth: fc.option(fc.integer({ min: MAX_CREDITS, max: 200 }), { nil: undefined }),
    concurrency: fc.constantFrom(1, 2, 5, 100)
  })

const manifestFor = ({ exports, perRun, perMonth }: Backfill): string => `version: 1
budget: { per_run: ${perRun}${perMonth === undefined ? "" : `, per_month: ${perMonth}`} }
exports:
${exports
  .map(({ months, accounts, priority, newestFirst, isScraped }, index) => {
    const type = isScraped ? `fans, options: { type: ${SCRAPED[index]} }, max_credits: ${MAX_CREDITS}` : PLAIN[index]
    const ids = Array.from({ length: accounts }, (_, n) => `acct_${n + 1}`)
    return `  e${index}: { type: ${type}, account_ids: [${ids}], start_date: 2024-01-01, end_date: 2024-0${months}-28, split: { by: month, account: true }, priority: ${priority}, order: ${newestFirst ? "newest" : "oldest"} }`
  })
  .join("\n")}
`

interface Purchase {
  readonly address: string
  readonly of: number
  readonly month: number
  readonly account: number
  readonly credits: number
  readonly afterMs: number
}

const purchasesOf = ({ exports, prices }: Backfill): ReadonlyArray<Purchase> =>
  exports
    .flatMap(({ months, accounts }, of) =>
      Array.from({ length: accounts }, (_, account) =>
        Array.from({ length: months }, (_, month) => ({
          address: `e${of}/acct_${account + 1}/2024-0${month + 1}`,
          of,
          month,
          account
        }))
      ).flat()
    )
    .map((one, index) => ({ ...one, ...(prices[index % prices.length] ?? { credits: 0, afterMs: 0 }) }))

/** What is bought, a list of addresses a night. */
export type Nights = ReadonlyArray<ReadonlyArray<string>>

/** The first is three days before the month ends. */
const nightAt = (index: number): Instant =>
  `${new Date(Date.UTC(2024, 5, 28 + index)).toISOString().slice(0, 19)}Z` as Instant

/** More than a backfill takes that fits into its caps: up to 32 purchases, one or more a month. */
const MOST_NIGHTS = 34 * 31

/** One who goes through what is left, one after another, and buys what fits. */
export const byHand = (backfill: Backfill): Nights => {
  const { exports, perRun, perMonth = Number.POSITIVE_INFINITY } = backfill
  const rank = ({ of, month }: Purchase) => {
    const { priority = 0, newestFirst = false } = exports[of] ?? {}
    return [-priority, of, newestFirst ? -month : month]
  }
  let left = [...purchasesOf(backfill)].sort((a, b) => {
    const [x, y] = [
      [...rank(a), a.account],
      [...rank(b), b.account]
    ]
    const differs = x.findIndex((value, index) => value !== y[index])
    return differs === -1 ? 0 : (x[differs] ?? 0) - (y[differs] ?? 0)
  })
  const nights: Array<ReadonlyArray<string>> = []
  let spentMonth = 0
  for (let night = 0; left.length > 0 && night < MOST_NIGHTS; night++) {
    if (night > 0 && nightAt(night).slice(0, 7) !== nightAt(night - 1).slice(0, 7)) spentMonth = 0
    let spent = 0
    const bought = left.filter(({ credits, of }) => {
      const room = Math.min(perRun - spent, perMonth - spentMonth)
      if ((exports[of]?.isScraped ? MAX_CREDITS : credits) > room) return false
      spent += credits
      spentMonth += credits
      return true
    })
    left = left.filter((one) => !bought.includes(one))
    nights.push(bought.map(({ address }) => address).sort())
  }
  return nights
}

export interface Lived {
  readonly nights: Nights
  /** Credits that the vendor charged, a night each. */
  readonly charged: ReadonlyArray<number>
  readonly reports: ReadonlyArray<RunReport>
}

/** Night after night, until nothing is left to do, or for so many. */
export const live = (backfill: Backfill, most = MOST_NIGHTS, onlyOn: (night: number) => boolean = () => true): Lived =>
  runInVirtualTime(
    Effect.gen(function* () {
      const vendor = new Vendor(100_000, { calculateMs: 1_000, runMs: 2_000 }, () => {})
      const api = pricing(vendor, backfill)
      const disk = new Disk(vendor, () => {})
      const store = MemoryStore.make()
      const nights: Array<ReadonlyArray<string>> = []
      const charged: Array<number> = []
      const reports: Array<RunReport> = []
      for (let night = 0; night < most; night++) {
        if (!onlyOn(night)) {
          nights.push([])
          charged.push(0)
          continue
        }
        const before = creditsOf(vendor)
        const report = yield* applyDeclared(declaredBy(manifestFor(backfill), false, nightAt(night)), {
          runId: `night ${night}`,
          command: "apply",
          approvedPlan: undefined,
          budget: undefined,
          concurrency: backfill.concurrency,
          tickMs: 1_000,
          stop: forever,
          refresh: false,
          server: "https://simulated.example"
        }).pipe(
          Effect.provide(
            Layer.mergeAll(
              Layer.succeed(ExportApi, api),
              Layer.succeed(Downloader, disk.downloader),
              Layer.succeed(Hooks, new Commands().hooks),
              Layer.succeed(OutputFiles, disk.outputs),
              Layer.succeed(StateStore, store),
              Layer.succeed(Approval, { ask: () => Effect.succeed("approved") }),
              Layer.succeed(Reporter, { emit: () => Effect.void })
            )
          ),
          Effect.flatMap((ended) => (typeof ended === "string" ? Effect.die(ended) : Effect.succeed(ended))),
          Effect.orDie
        )
        reports.push(report)
        charged.push(creditsOf(vendor) - before)
        nights.push(
          report.results
            .filter(({ outcome }) => outcome === "done")
            .map(({ address }) => address as string)
            .sort()
        )
        if (report.results.every(({ outcome }) => outcome === "done" || outcome === "kept")) break
      }
      return { nights, charged, reports }
    }),
    NOON,
    1
  )

const creditsOf = ({ world }: Vendor): number => world.ledger.reduce((sum, { credits }) => sum + credits, 0)

/** The vendor with the prices of the backfill, and as long as each takes. */
const pricing = (vendor: Vendor, backfill: Backfill): ExportApi["Type"] => {
  const purchases = new Map(purchasesOf(backfill).map((one) => [one.address, one]))
  return {
    ...vendor.api,
    create: (request, intent) =>
      Effect.tap(vendor.api.create(request, intent), ({ data }) =>
        Effect.sync(() => {
          const job = jobOf(vendor.world, data.id)
          const purchase = purchases.get(addressOf(request))
          if (job === undefined || purchase === undefined) throw new Error(`${addressOf(request)} is not declared`)
          const priced = { ...job, credits: purchase.credits, calculationMs: 1_000 + purchase.afterMs }
          vendor.world = { ...vendor.world, jobs: HashMap.set(vendor.world.jobs, job.id, priced) }
        })
      )
  }
}

const addressOf = ({ type, options, account_ids: [account] = [], start_date }: CanonicalRequest): string => {
  const of = type === "fans" ? SCRAPED.indexOf(String(options?.["type"])) : PLAIN.indexOf(type)
  return `e${of}/${account}/${start_date.slice(0, 7)}`
}
