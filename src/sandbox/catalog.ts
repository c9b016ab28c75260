/** What the vendor says of each export type: its file types, its accounts and its options (api reference, "Create Data Export"). */
import type { FileType } from "./wire.ts"

export interface TypeFacts {
  readonly fileTypes: ReadonlyArray<FileType>
  /** The cost is only known once the data was scraped. */
  readonly scraped: boolean
  /** `account_ids` must be given. */
  readonly needsAccounts: boolean
  readonly options: Readonly<Record<string, OptionRule>>
}

export type OptionRule =
  | { readonly kind: "integer"; readonly min: number; readonly max?: number; readonly required?: boolean }
  | { readonly kind: "number"; readonly min: number }
  | { readonly kind: "boolean" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  | { readonly kind: "word"; readonly words: ReadonlyArray<string>; readonly required?: boolean }
  | { readonly kind: "numeric ids" }

const TABLE = ["csv", "xlsx"] as const
const NO_OPTIONS = {}
const count = { kind: "integer", min: 0 } as const
const text = { kind: "text" } as const
const date = { kind: "date" } as const

const events: TypeFacts = { fileTypes: TABLE, scraped: false, needsAccounts: true, options: NO_OPTIONS }

export const CATALOG: Readonly<Record<string, TypeFacts>> = {
  transactions: events,
  payouts: events,
  chargebacks: events,
  trial_links: events,
  tracking_links: events,
  smart_links: events,
  chat_messages: {
    fileTypes: TABLE,
    scraped: true,
    needsAccounts: true,
    options: {
      maxMessages: { kind: "integer", min: 1, max: 10_000_000, required: true },
      maxChats: { kind: "integer", min: 1 },
      skipMassMessages: { kind: "boolean" },
      chatIds: { kind: "numeric ids" }
    }
  },
  media_vault: {
    fileTypes: ["zip"],
    scraped: true,
    needsAccounts: true,
    options: { mediaType: { kind: "word", words: ["all", "photo", "gif", "video", "audio"], required: true } }
  },
  fans: {
    fileTypes: TABLE,
    scraped: true,
    needsAccounts: true,
    options: { type: { kind: "word", words: ["all", "active", "expired", "latest"], required: true } }
  },
  followings: {
    fileTypes: TABLE,
    scraped: true,
    needsAccounts: true,
    options: { type: { kind: "word", words: ["all", "active", "expired"], required: true } }
  },
  public_profiles: {
    fileTypes: TABLE,
    scraped: false,
    needsAccounts: false,
    options: {
      query: text,
      gender: { kind: "word", words: ["male", "female", "trans", "couple"] },
      minSubscribePrice: { kind: "number", min: 0 },
      maxSubscribePrice: { kind: "number", min: 0 },
      location: text,
      minPostsCount: count,
      minPhotosCount: count,
      minVideosCount: count,
      minSubscribersCount: count,
      maxSubscribersCount: count,
      minJoinDate: date,
      minLastSeenAt: date,
      createdAtFrom: date,
      createdAtTo: date,
      instagram: text,
      twitter: text,
      tiktok: text,
      maxResults: { kind: "integer", min: 1 }
    }
  },
  profile_visitors: { fileTypes: TABLE, scraped: true, needsAccounts: true, options: NO_OPTIONS }
}

/** A type that the vendor may add some day: nothing is known of it but its name. */
export const ADDED_TYPE: TypeFacts = { fileTypes: TABLE, scraped: false, needsAccounts: true, options: NO_OPTIONS }
