/** The first manifest of a project, as a person would write it: what is asked for, and a word on everything else. */
import * as DateTime from "effect/DateTime"
import type { Instant } from "../../domain.ts"
import { factsOf, knownTypes } from "../../manifest/catalog.ts"
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

interface About {
  /** For who chooses. */
  readonly what: string
  /** Above the entry. */
  readonly comment: string
  /** What it must be told, or had better be: small enough to be a first purchase. */
  readonly lines?: ReadonlyArray<string>
}

const ABOUT: Readonly<Record<string, About>> = {
  transactions: {
    what: "transactions between two dates",
    comment: "One file per account and month.",
    lines: ["split: { by: month, account: true }"]
  },
  payouts: { what: "payouts between two dates", comment: "What was paid out." },
  chargebacks: { what: "chargebacks between two dates", comment: "What was charged back." },
  chat_messages: {
    what: "chat messages between two dates; scraped",
    comment: "Scraped: its price is only known afterwards, so it is bounded.",
    lines: ["options: { maxMessages: 1000, skipMassMessages: true }", "max_credits: 100"]
  },
  media_vault: {
    what: "photos, videos and audio, in a zip file; scraped",
    comment: "Scraped, and priced by its size.",
    lines: ["options: { mediaType: photo } # all, photo, gif, video, audio", "max_credits: 100"]
  },
  trial_links: { what: "trial links with their counters", comment: "Trial links with their counters." },
  tracking_links: { what: "tracking links with their counters", comment: "Tracking links with their counters." },
  smart_links: { what: "smart links with their counters", comment: "Smart links with their counters." },
  fans: {
    what: "fans, as they are now; scraped",
    comment: "Scraped. A snapshot: how things are when it is made.",
    lines: ["options: { type: active } # all, active, expired, latest", "max_credits: 100"]
  },
  followings: {
    what: "followings, as they are now; scraped",
    comment: "Scraped. A snapshot: how things are when it is made.",
    lines: ["options: { type: active } # all, active, expired", "max_credits: 100"]
  },
  public_profiles: {
    what: "a search over public profiles; needs no account",
    comment: "A search over public profiles; it needs no account.",
    lines: ['options: { query: "fitness", maxResults: 100 }']
  },
  profile_visitors: {
    what: "visitors, by account and day; scraped",
    comment: "Scraped. One row per account and day.",
    lines: ["max_credits: 100"]
  }
}

/** The types, numbered, with a word on each. */
export const listOfTypes = (): string => {
  const width = Math.max(...knownTypes.map((type) => type.length))
  return knownTypes
    .map((type, index) =>
      `  ${`${index + 1}`.padStart(2)}  ${type.padEnd(width)}  ${ABOUT[type]?.what ?? ""}`.trimEnd()
    )
    .join("\n")
}

export const starter = ({ types, accounts, timezone, asOf }: Wishes): string => {
  const needsAccounts = types.some((type) => factsOf(type)?.accounts === "required")
  const [start, end] = lastThreeMonths(asOf)
  const lines = [
    "# yaml-language-server: $schema=./exports.schema.json",
    "# Which data should exist. `exporter plan` shows what is missing and what it will cost, `exporter apply` buys it.",
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
    "  # To apply it every night, end with `yesterday`; each export then has a `split`, or a `refresh: 7d`.",
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
  const { comment, lines = [] }: Partial<About> = ABOUT[type] ?? {}
  return [
    ...(comment === undefined ? [] : [`  # ${comment}`]),
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
