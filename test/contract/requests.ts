/** A request of every type, and what can be wrong with one. */

const window = { start_date: "2024-01-01T00:00:00Z", end_date: "2024-01-31T23:59:59Z" }
const table = { ...window, account_ids: ["acct_main", "acc_two"], file_type: "csv" }

export const VALID_REQUESTS = {
  transactions: { ...table, type: "transactions", export_columns: ["transaction_id", "amount", "created_at"] },
  payouts: { ...table, type: "payouts", file_type: "xlsx" },
  chargebacks: { ...table, type: "chargebacks" },
  chat_messages: {
    ...table,
    type: "chat_messages",
    options: { maxMessages: 50_000, maxChats: 100, skipMassMessages: false, chatIds: [123, "456"] }
  },
  media_vault: { ...table, type: "media_vault", file_type: "zip", options: { mediaType: "all" } },
  trial_links: { ...table, type: "trial_links" },
  tracking_links: { ...table, type: "tracking_links", file_type: "xlsx" },
  smart_links: { ...table, type: "smart_links", auto_start: false },
  fans: { ...table, type: "fans", options: { type: "active" } },
  followings: { ...table, type: "followings", options: { type: "all" } },
  public_profiles: {
    ...window,
    type: "public_profiles",
    file_type: "csv",
    options: { query: "music", gender: "female", minSubscribePrice: 4.5, minJoinDate: "2023-01-01", maxResults: 100 }
  },
  profile_visitors: { ...table, type: "profile_visitors", start_date: "2024-01-01", end_date: "2024-01-31" }
}

const { transactions, chat_messages, media_vault, fans, followings, public_profiles } = VALID_REQUESTS
const without = (request: Readonly<Record<string, unknown>>, field: string) =>
  Object.fromEntries(Object.entries(request).filter(([key]) => key !== field))
const chat = (options: unknown) => ({ ...chat_messages, options })

export const INVALID_REQUESTS: ReadonlyArray<readonly [string, unknown]> = [
  ["no body of its own", []],
  ...["type", "start_date", "end_date", "file_type", "account_ids"].map(
    (field) => [`no ${field}`, without(transactions, field)] as const
  ),
  ["an unknown type", { ...transactions, type: "invoices" }],
  ["a type that is no text", { ...transactions, type: 7 }],
  ["a type from Object.prototype", { ...transactions, type: "constructor" }],
  ["no account at all", { ...transactions, account_ids: [] }],
  ["an account that is no id", { ...transactions, account_ids: ["main"] }],
  ["an account twice", { ...transactions, account_ids: ["acct_main", "acct_main"] }],
  ["accounts that are no list", { ...transactions, account_ids: "acct_main" }],
  ["a date in words", { ...transactions, start_date: "yesterday" }],
  ["a date that is no text", { ...transactions, end_date: 20240131 }],
  ["a table as zip", { ...transactions, file_type: "zip" }],
  ["media as csv", { ...media_vault, file_type: "csv" }],
  ["an unknown file type", { ...transactions, file_type: "parquet" }],
  ["a column twice", { ...transactions, export_columns: ["amount", "amount"] }],
  ["a column that is no text", { ...transactions, export_columns: [1] }],
  ["options that are a text", { ...transactions, options: "all" }],
  ["options for a type without", { ...transactions, options: { type: "all" } }],
  ["auto_start in words", { ...transactions, auto_start: "yes" }],
  ["chats without options", without(chat_messages, "options")],
  ["chats without maxMessages", chat({})],
  ["maxMessages 0", chat({ maxMessages: 0 })],
  ["maxMessages over the top", chat({ maxMessages: 10_000_001 })],
  ["maxMessages in text", chat({ maxMessages: "100" })],
  ["half a chat", chat({ maxMessages: 1, maxChats: 0.5 })],
  ["skipMassMessages in words", chat({ maxMessages: 1, skipMassMessages: "no" })],
  ["chatIds that are names", chat({ maxMessages: 1, chatIds: ["anna"] })],
  ["chatIds that are no list", chat({ maxMessages: 1, chatIds: 5 })],
  ["an option that is not of its type", chat({ maxMessages: 1, mediaType: "all" })],
  ["media without mediaType", { ...media_vault, options: {} }],
  ["a wrong mediaType", { ...media_vault, options: { mediaType: "text" } }],
  ["fans without type", { ...fans, options: {} }],
  ["a wrong type of fans", { ...fans, options: { type: "lapsed" } }],
  ["latest followings", { ...followings, options: { type: "latest" } }],
  ["a wrong gender", { ...public_profiles, options: { gender: "other" } }],
  ["a negative price", { ...public_profiles, options: { minSubscribePrice: -1 } }],
  ["a price in text", { ...public_profiles, options: { maxSubscribePrice: "5" } }],
  ["a count in halves", { ...public_profiles, options: { minPostsCount: 1.5 } }],
  ["a query that is no text", { ...public_profiles, options: { query: 5 } }],
  ["no results at most", { ...public_profiles, options: { maxResults: 0 } }],
  ["a join date in words", { ...public_profiles, options: { minJoinDate: "soon" } }]
]
