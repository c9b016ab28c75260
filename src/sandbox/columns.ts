/**
 * The columns of each type's table, in the order of the file, and what stands in their cells.
 *
 * A cell is a function of its row and its column alone, so a file with fewer columns holds the same values.
 */
import { between, type NonEmpty, pick } from "./random.ts"
import { isoSeconds, type Json } from "./wire.ts"

export type Cell = string | number | boolean | null

export interface RowContext {
  /** Counts the rows of the file from 0. */
  readonly index: number
  /** The row's own point in time, epoch ms, inside the window of the request. */
  readonly at: number
  readonly account: string
  /** Of the request: a filter shows in the rows. */
  readonly options: Readonly<Record<string, Json>>
  /** 0 <= x < 1; the same name gives the same number in one row. */
  readonly draw: (name: string) => number
}

export type Column = (row: RowContext) => Cell

const FIRST: NonEmpty<string> = [
  "amber",
  "noah",
  "lena",
  "marco",
  "yuki",
  "zoë",
  "ivan",
  "freya",
  "omar",
  "chloé",
  "søren"
]
const SECOND: NonEmpty<string> = ["rose", "fox", "sky", "king", "moon", "lake", "storm", "west", "vale", "stone"]
const COUNTRIES: NonEmpty<string> = ["US", "GB", "DE", "FR", "BR", "JP", "CA", "AU"]
/** With everything that breaks a careless reader of CSV: commas, quotes, line breaks, other scripts. */
const MESSAGES: NonEmpty<string> = [
  "Hey, how was your day?",
  'She said "see you on Friday" 😊',
  "First line\nsecond line",
  "Thanks!",
  "до завтра, Анна",
  "New set is up: 12 photos, 2 clips",
  "…",
  "ありがとう"
]

const cents = (row: RowContext, name: string, min: number, max: number): number =>
  between(row.draw(name), min * 100, max * 100) / 100
const round = (amount: number): number => Math.round(amount * 100) / 100
const code = (row: RowContext, name: string): string =>
  Math.floor(row.draw(name) * 36 ** 9)
    .toString(36)
    .padStart(9, "0")
const numericId = (row: RowContext, name: string): number => between(row.draw(name), 10_000_000, 499_999_999)
const username = (row: RowContext, name: string): string =>
  `${pick(row.draw(`${name}.first`), FIRST)}.${pick(row.draw(`${name}.second`), SECOND)}${between(row.draw(`${name}.n`), 1, 99)}`
const before = (row: RowContext, name: string, days: number): string =>
  isoSeconds(row.at - between(row.draw(name), 1, days) * 86_400_000)

/** What the request filtered by, if it did. */
const chosen = (row: RowContext, option: string, otherwise: string): string => {
  const value = row.options[option]
  return typeof value === "string" && value !== "all" && value !== "latest" ? value : otherwise
}
const chatId = (row: RowContext): number => {
  const { chatIds } = row.options
  if (!Array.isArray(chatIds) || chatIds.length === 0) return numericId(row, "fan")
  return Number(chatIds[Math.floor(row.draw("fan") * chatIds.length)])
}

const accountId: Column = (row) => row.account
const createdAt: Column = (row) => isoSeconds(row.at)
const gross = (row: RowContext): number => cents(row, "amount", 3, 120)
const fan: Readonly<Record<string, Column>> = {
  fan_id: (row) => numericId(row, "fan"),
  fan_username: (row) => username(row, "fan")
}

const link = (prefix: string): Readonly<Record<string, Column>> => ({
  id: (row) => between(row.draw("id"), 100_000, 999_999),
  account_id: accountId,
  name: (row) => `${prefix}, ${pick(row.draw("source"), ["X", "Reddit", "Instagram", "TikTok"])} ${row.index + 1}`,
  url: (row) => `https://example.com/${prefix}/${code(row, "url")}`,
  clicks: (row) => between(row.draw("clicks"), 0, 5_000),
  subscribers: (row) => between(row.draw("subscribers") * row.draw("clicks"), 0, 400),
  revenue: (row) => cents(row, "revenue", 0, 2_500),
  created_at: createdAt
})

export const COLUMNS: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  transactions: {
    transaction_id: (row) => `txn_${code(row, "id")}`,
    account_id: accountId,
    type: (row) => pick(row.draw("type"), ["subscription", "tip", "message", "post", "stream"]),
    amount: gross,
    fee: (row) => round(gross(row) * 0.2),
    net_amount: (row) => round(gross(row) - round(gross(row) * 0.2)),
    currency: () => "USD",
    status: (row) => (row.draw("status") < 0.95 ? "done" : "loading"),
    ...fan,
    description: (row) => `Payment from "${username(row, "fan")}"`,
    created_at: createdAt
  },
  payouts: {
    payout_id: (row) => `po_${code(row, "id")}`,
    account_id: accountId,
    amount: (row) => cents(row, "amount", 100, 4_000),
    currency: () => "USD",
    method: (row) => pick(row.draw("method"), ["bank_transfer", "paxum", "wise"]),
    status: (row) => pick(row.draw("status"), ["completed", "completed", "pending"]),
    created_at: createdAt
  },
  chargebacks: {
    chargeback_id: (row) => `cb_${code(row, "id")}`,
    account_id: accountId,
    transaction_id: (row) => `txn_${code(row, "transaction")}`,
    amount: gross,
    currency: () => "USD",
    reason: (row) => pick(row.draw("reason"), ["fraudulent", "not recognised", "duplicate, as the bank says"]),
    ...fan,
    created_at: createdAt
  },
  chat_messages: {
    message_id: (row) => 9_000_000_000 + row.index * 7 + between(row.draw("id"), 0, 6),
    account_id: accountId,
    chat_id: chatId,
    fan_username: (row) => username(row, "fan"),
    direction: (row) => (row.draw("direction") < 0.6 ? "out" : "in"),
    text: (row) => pick(row.draw("text"), MESSAGES),
    price: (row) => (row.draw("priced") < 0.15 ? cents(row, "price", 5, 60) : 0),
    is_mass_message: (row) => row.draw("mass") < 0.2,
    media_count: (row) => (row.draw("media") < 0.3 ? between(row.draw("media count"), 1, 6) : 0),
    created_at: createdAt
  },
  trial_links: { ...link("trial"), trial_days: (row) => pick(row.draw("days"), [3, 7, 14, 30]) },
  tracking_links: link("tracking"),
  smart_links: { ...link("smart"), pooled_links: (row) => between(row.draw("pool"), 2, 20) },
  fans: {
    ...fan,
    account_id: accountId,
    display_name: (row) => pick(row.draw("fan.first"), FIRST),
    status: (row) => chosen(row, "type", row.draw("status") < 0.5 ? "active" : "expired"),
    subscribe_price: (row) => cents(row, "price", 0, 30),
    total_spent: (row) => cents(row, "spent", 0, 900),
    subscribed_at: createdAt,
    last_seen_at: (row) => (row.draw("seen") < 0.2 ? null : isoSeconds(row.at))
  },
  followings: {
    user_id: (row) => numericId(row, "user"),
    account_id: accountId,
    username: (row) => username(row, "user"),
    status: (row) => chosen(row, "type", row.draw("status") < 0.7 ? "active" : "expired"),
    subscribe_price: (row) => cents(row, "price", 0, 50),
    followed_at: createdAt
  },
  public_profiles: {
    user_id: (row) => numericId(row, "user"),
    username: (row) => username(row, "user"),
    display_name: (row) => `${pick(row.draw("user.first"), FIRST)} ✨`,
    gender: (row) => chosen(row, "gender", pick(row.draw("gender"), ["female", "male", "trans", "couple"])),
    location: (row) => pick(row.draw("country"), COUNTRIES),
    subscribe_price: (row) => cents(row, "price", 0, 50),
    posts_count: (row) => between(row.draw("posts"), 0, 3_000),
    photos_count: (row) => between(row.draw("photos"), 0, 9_000),
    videos_count: (row) => between(row.draw("videos"), 0, 900),
    subscribers_count: (row) => (row.draw("hidden") < 0.4 ? null : between(row.draw("subscribers"), 10, 90_000)),
    join_date: (row) => before(row, "joined", 1_500).slice(0, 10),
    created_at: createdAt
  },
  profile_visitors: {
    account_id: accountId,
    date: (row) => isoSeconds(row.at).slice(0, 10),
    visitors: (row) => between(row.draw("visitors"), 5, 900),
    guests: (row) => between(row.draw("guests"), 0, 600),
    duration_seconds: (row) => between(row.draw("duration"), 20, 9_000)
  }
}

/** The table of a type that the vendor may add some day. */
const ADDED: Readonly<Record<string, Column>> = {
  id: (row) => code(row, "id"),
  account_id: accountId,
  value: (row) => cents(row, "value", 0, 100),
  created_at: createdAt
}

/** Every column of a type. `media_vault` has none: its file is an archive. */
export const columnsOf = (type: string): Readonly<Record<string, Column>> =>
  type === "media_vault" ? {} : (COLUMNS[type] ?? ADDED)
