/**
 * How much data a purchase yields, and its price. Deterministic from the seed and the request, small enough to be
 * pleasant (tens to a few thousand rows), and growing with what makes a real export grow.
 */
import { planMedia } from "./media.ts"
import type { Purchase } from "./Purchase.ts"
import { between, hash, mix, unit } from "./random.ts"

export interface Volume {
  /** Rows of a table, files of an archive. */
  readonly rows: number
  /** Bytes of the media in an archive; 0 for a table. */
  readonly mediaBytes: number
  readonly credits: number
}

/** Orientation price (api reference, "Credits"). */
const ROWS_PER_CREDIT = 20
const CREDITS_PER_DECIMAL_MB = 3
/** The most that one account yields of its own accord; `maxMessages` and `maxResults` lower it. */
const ROWS_PER_ACCOUNT = 2_500
const DAY = 86_400_000

/** Rows a day and account, for events. */
const RATE: Readonly<Record<string, number>> = { transactions: 6, payouts: 0.14, chargebacks: 0.1, chat_messages: 25 }
/** Fewest and most rows an account, for lists that do not grow with the window. */
const LISTED: Readonly<Record<string, readonly [number, number]>> = {
  trial_links: [4, 40],
  tracking_links: [5, 60],
  smart_links: [2, 12],
  fans: [150, 900],
  followings: [15, 120]
}
const PROFILES = [60, 400] as const
const ADDED = [10, 50] as const
/** What a chat yields, for `chatIds` and `maxChats`. */
const MESSAGES_PER_CHAT = 30
/** Part of a list that a filter leaves. */
const PART: Readonly<Record<string, number>> = { all: 1, active: 0.4, expired: 0.6, latest: 0.05 }

/** The seed of everything that belongs to one purchase. Equal requests yield equal data. */
export const seedOf = (purchase: Purchase, seed: number): number =>
  mix(
    seed,
    hash(
      JSON.stringify([purchase.type, [...purchase.accountIds].sort(), purchase.start, purchase.end, purchase.options])
    )
  )

/** `rows`, where given, replaces the estimate of a table. */
export const volumeOf = (purchase: Purchase, seed: number, rows?: number): Volume => {
  if (purchase.type === "media_vault") {
    const files = planMedia(purchase, seed)
    const mediaBytes = files.reduce((sum, file) => sum + file.bytes, 0)
    return { rows: files.length, mediaBytes, credits: Math.ceil((mediaBytes * CREDITS_PER_DECIMAL_MB) / 1_000_000) }
  }
  const count = rows ?? rowsOf(purchase, seed)
  return { rows: count, mediaBytes: 0, credits: Math.ceil(count / ROWS_PER_CREDIT) }
}

const rowsOf = (purchase: Purchase, seed: number): number => {
  if (purchase.type === "public_profiles") return profilesOf(purchase, seed)
  return purchase.accountIds.reduce((sum, account) => sum + rowsOfAccount(purchase, account, seed), 0)
}

const profilesOf = ({ options }: Purchase, seed: number): number => {
  const filters = Object.keys(options).filter((name) => name !== "maxResults")
  const found = between(unit(seed, `profiles ${JSON.stringify(options)}`), ...PROFILES)
  return Math.max(1, Math.min(numberOf(options["maxResults"]), Math.ceil(found / 2 ** filters.length)))
}

const rowsOfAccount = (purchase: Purchase, account: string, seed: number): number => {
  const { type, options } = purchase
  const days = Math.max(1, Math.ceil((purchase.end - purchase.start) / DAY))
  // One row for each day and account.
  if (type === "profile_visitors") return days
  const rate = RATE[type]
  if (rate === undefined) {
    const all = between(unit(seed, `${type} ${account}`), ...(LISTED[type] ?? ADDED))
    return Math.max(1, Math.round(all * (PART[String(options["type"] ?? "all")] ?? 1)))
  }
  const lively = 0.5 + unit(seed, `${type} ${account}`)
  const seen = Math.min(ROWS_PER_ACCOUNT, Math.ceil(days * rate * lively))
  if (type !== "chat_messages") return Math.max(1, seen)
  const { chatIds, maxChats, maxMessages } = options
  const chats = Math.min(numberOf(maxChats), Array.isArray(chatIds) ? chatIds.length : Number.POSITIVE_INFINITY)
  const kept = options["skipMassMessages"] === true ? Math.ceil(seen * 0.8) : seen
  return Math.max(1, Math.min(kept, numberOf(maxMessages), chats * MESSAGES_PER_CHAT))
}

const numberOf = (option: unknown): number => (typeof option === "number" ? option : Number.POSITIVE_INFINITY)
