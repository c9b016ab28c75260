/** The first manifest of a project, as a person would write it: what is asked for, and a word on everything else. */
import * as DateTime from "effect/DateTime"
import type { Instant } from "../../domain.ts"
import { factsOf } from "../../manifest/catalog.ts"
import { fromInstant } from "../../request/dates.ts"

export interface Wishes {
  /** Known ones. */
  readonly types: ReadonlyArray<string>
  readonly accounts: ReadonlyArray<Account>
  readonly timezone: string
  readonly asOf: Instant
}

export interface Account {
  readonly name: string
  readonly id: string
}

/** What each type is for, and what it must be told: small enough to be a first purchase. */
const ABOUT: Readonly<Record<string, { readonly comment: string; readonly lines?: ReadonlyArray<string> }>> = {
  transactions: { comment: "One file per account and month.", lines: ["split: { by: month, account: true }"] },
  payouts: { comment: "What was paid out." },
  chargebacks: { comment: "What was charged back." },
  chat_messages: {
    comment: "Scraped: its price is only known afterwards, so that it is bounded.",
    lines: ["options: { maxMessages: 1000, skipMassMessages: true }", "max_credits: 100"]
  },
  media_vault: {
    comment: "Scraped, and priced by its size.",
    lines: ["options: { mediaType: photo } # all, photo, gif, video, audio", "max_credits: 100"]
  },
  trial_links: { comment: "Trial links with their counters." },
  tracking_links: { comment: "Tracking links with their counters." },
  smart_links: { comment: "Smart links with their counters." },
  fans: {
    comment: "Scraped. A snapshot: how things are when it is made.",
    lines: ["options: { type: active } # all, active, expired, latest", "max_credits: 100"]
  },
  followings: {
    comment: "Scraped. A snapshot: how things are when it is made.",
    lines: ["options: { type: active } # all, active, expired", "max_credits: 100"]
  },
  public_profiles: {
    comment: "A search over public profiles; it needs no account.",
    lines: ['options: { query: "fitness", maxResults: 100 }']
  },
  profile_visitors: { comment: "Scraped. One row per account and day.", lines: ["max_credits: 100"] }
}

export const starter = ({ types, accounts, timezone, asOf }: Wishes): string => {
  const needsAccounts = types.some((type) => factsOf(type)?.accounts === "required")
  const [start, end] = lastThreeMonths(asOf)
  const lines = [
    "# yaml-language-server: $schema=./exports.schema.json",
    "# Which data should exist. `exporter plan` shows what is missing and what it will cost, `exporter apply` buys exactly that.",
    "version: 1",
    "",
    ...(accounts.length === 0
      ? []
      : [
          "# Names for accounts. A name or an id may stand in account_ids; `all` means every name here.",
          "accounts:",
          ...accounts.map(({ name, id }) => `  ${name}: ${id}`),
          ""
        ]),
    "# Days, weeks and months begin here.",
    `timezone: ${timezone}`,
    "",
    "# In credits. What does not fit is not started, and `apply` exits with 4.",
    "budget:",
    "  per_run: 500",
    "  # per_month: 5000",
    "  # keep_balance: 100",
    "",
    "# What every export has that does not say otherwise.",
    "defaults:",
    ...(needsAccounts ? ["  account_ids: all"] : []),
    `  start_date: ${start}`,
    `  end_date: ${end}`,
    '  output: "data/{export}/{account}/{window}.{ext}"',
    "",
    "exports:",
    ...types.flatMap((type, index) => [...(index === 0 ? [] : [""]), ...entry(type)])
  ]
  return `${lines.join("\n")}\n`
}

const entry = (type: string): ReadonlyArray<string> => {
  const { comment, lines = [] } = ABOUT[type] ?? { comment: "" }
  return [
    ...(comment === "" ? [] : [`  # ${comment}`]),
    `  ${type.replaceAll("_", "-")}:`,
    `    type: ${type}`,
    ...lines.map((line) => `    ${line}`)
  ]
}

/** Whole months that are over: what is bought of them is whole, too. */
const lastThreeMonths = (asOf: Instant): readonly [start: string, end: string] => {
  const month = DateTime.startOf(fromInstant(asOf), "month")
  return [
    DateTime.formatIsoDateUtc(DateTime.subtract(month, { months: 3 })),
    DateTime.formatIsoDateUtc(DateTime.subtract(month, { days: 1 }))
  ]
}
