/** Manifests of any size, like those that people write: each entry has a comment, and its type has its own keys. */
import type { Source } from "../../src/manifest/Source.ts"

export interface Scaled {
  /** What stands above the entries. */
  readonly head: string
  readonly entries: ReadonlyArray<string>
}

export const textOf = ({ head, entries }: Scaled): string => head + entries.join("")

/**
 * The same manifest in pieces that stand on their own: a hundred thousand entries in one text take more memory to read
 * than a benchmark should.
 */
export const pieces = ({ head, entries }: Scaled, most = 2000): ReadonlyArray<Source> =>
  Array.from({ length: Math.ceil(entries.length / most) }, (_, index) => ({
    file: "exports.yaml",
    text: textOf({ head, entries: entries.slice(index * most, (index + 1) * most) })
  }))

/** As many entries as requests. */
export const entriesManifest = (requests: number): Scaled => ({
  head: headOf({ requests, accounts: ACCOUNTS, zone: "UTC", output: "data/{type}/{account}/{export}.{ext}" }),
  entries: Array.from({ length: requests }, (_, index) => entry(index))
})

/** Two entries, each split by account and day. */
export const splitManifest = (requests: number): Scaled => {
  const accounts = requests <= 1000 ? 5 : requests <= 10_000 ? 10 : 50
  const days = requests / 2 / accounts
  const output = "data/{export}/{account}/{window}.{ext}"
  const range = `    account_ids: all\n    start_date: 2021-01-01\n    end_date: ${dayAfter(days - 1)}\n`
  const split = "    split: { by: day, account: true }\n"
  return {
    head: headOf({ requests, accounts, zone: "Europe/Berlin", output }),
    entries: [
      `\n  # One file a day and account.\n  ledger:\n    type: transactions\n${range}${split}`,
      `\n  payouts:\n    type: payouts\n${range}${split}`
    ]
  }
}

export const smallManifest = (): Scaled => entriesManifest(2)

const ACCOUNTS = 25

interface Head {
  readonly requests: number
  readonly accounts: number
  readonly zone: string
  readonly output: string
}

const headOf = ({ requests, accounts, zone, output }: Head): string =>
  [
    "# yaml-language-server: $schema=./schema/exports.schema.json",
    "version: 1",
    "",
    "accounts:",
    ...Array.from({ length: accounts }, (_, index) => `  studio-${index}: acct_${(0x9f2c41 + index).toString(16)}`),
    "",
    `timezone: ${zone}`,
    `max_requests: ${requests}`,
    "",
    "defaults:",
    `  output: "${output}"`,
    "",
    "exports:",
    ""
  ].join("\n")

/** No two are the same purchase: type, account and first day tell them apart. */
const entry = (index: number): string => {
  const kind = KINDS[index % KINDS.length] ?? ""
  const account = Math.floor(index / KINDS.length) % ACCOUNTS
  const day = Math.floor(index / KINDS.length / ACCOUNTS)
  return [
    `  # Asked for by accounting, ticket ${100_000 + index}: the books of studio ${account} close with it.`,
    `  report-${index}:`,
    kind,
    `    account_ids: [studio-${account}]`,
    `    start_date: ${dayAfter(day)}`,
    `    end_date: ${dayAfter(day + 30)}`,
    "    file_type: csv",
    "    max_credits: 400",
    ""
  ].join("\n")
}

const KINDS: ReadonlyArray<string> = [
  "    type: transactions\n    export_columns: [transaction_id, amount, created_at]",
  "    type: payouts",
  "    type: chat_messages\n    options: { maxMessages: 2000, skipMassMessages: true }",
  "    type: fans\n    options:\n      type: active"
]

const dayAfter = (days: number): string => new Date(Date.UTC(2021, 0, 1 + days)).toISOString().slice(0, 10)
