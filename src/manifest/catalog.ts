/** What is known of each type (docs/api.md, "Types, file types, options"). The schema says the same to editors. */
import type { FileType, OptionValue } from "../domain.ts"

/**
 *  - `events`: what happened in the window; a closed window never changes
 *  - `snapshot`: how things are when it is made
 *  - `search`: profiles that match
 *  - `files`: media
 */
export type Nature = "events" | "snapshot" | "search" | "files"

export interface TypeFacts {
  readonly nature: Nature
  /** The cost is only known after the vendor has scraped. */
  readonly scraped: boolean
  readonly accounts: "required" | "optional"
  /** The first one is what a left-out `file_type` means. */
  readonly fileTypes: readonly [FileType, ...ReadonlyArray<FileType>]
  /** Names of the options, in the order of the documentation. */
  readonly options: ReadonlyArray<string>
  readonly requiredOptions: ReadonlyArray<string>
  /** Options whose value, when given, says the same as leaving them out. */
  readonly optionDefaults: Readonly<Record<string, OptionValue>>
  /** Options that are lists of ids: their order and repetitions mean nothing. */
  readonly idLists: ReadonlyArray<string>
}

const table = { accounts: "required", fileTypes: ["csv", "xlsx"] } as const
const noOptions = { options: [], requiredOptions: [], optionDefaults: {}, idLists: [] } as const
const events = { ...table, ...noOptions, nature: "events", scraped: false } as const
const links = { ...table, ...noOptions, nature: "snapshot", scraped: false } as const
const people = { ...table, ...noOptions, nature: "snapshot", scraped: true } as const

const catalog = {
  transactions: events,
  payouts: events,
  chargebacks: events,
  chat_messages: {
    ...table,
    nature: "events",
    scraped: true,
    options: ["maxMessages", "maxChats", "skipMassMessages", "chatIds"],
    requiredOptions: ["maxMessages"],
    optionDefaults: { skipMassMessages: false },
    idLists: ["chatIds"]
  },
  media_vault: {
    ...noOptions,
    nature: "files",
    scraped: true,
    accounts: "required",
    fileTypes: ["zip"],
    options: ["mediaType"],
    requiredOptions: ["mediaType"]
  },
  trial_links: links,
  tracking_links: links,
  smart_links: links,
  fans: { ...people, options: ["type"], requiredOptions: ["type"] },
  followings: { ...people, options: ["type"], requiredOptions: ["type"] },
  public_profiles: {
    ...table,
    ...noOptions,
    nature: "search",
    scraped: false,
    accounts: "optional",
    options: [
      "query",
      "gender",
      "minSubscribePrice",
      "maxSubscribePrice",
      "location",
      "minPostsCount",
      "minPhotosCount",
      "minVideosCount",
      "minSubscribersCount",
      "maxSubscribersCount",
      "minJoinDate",
      "minLastSeenAt",
      "createdAtFrom",
      "createdAtTo",
      "instagram",
      "twitter",
      "tiktok",
      "maxResults"
    ]
  },
  profile_visitors: { ...events, scraped: true }
} satisfies Record<string, TypeFacts>

export const knownTypes: ReadonlyArray<string> = Object.keys(catalog)

const facts: ReadonlyMap<string, TypeFacts> = new Map(Object.entries(catalog))

/** `undefined` for a type that this version does not know. */
export const factsOf = (type: string): TypeFacts | undefined => facts.get(type)

/** An unknown type counts as scraped: nothing is promised about when its cost is known. */
export const isScraped = (type: string): boolean => facts.get(type)?.scraped ?? true

/** An unknown type may come in any format; `csv` is what most have. */
export const fileTypesOf = (type: string): TypeFacts["fileTypes"] =>
  facts.get(type)?.fileTypes ?? ["csv", "xlsx", "zip"]
