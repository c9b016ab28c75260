/** Valid manifests, as plain data. */
import * as fc from "effect/FastCheck"
import { valueAt } from "../../src/manifest/Source.ts"

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/).filter((word) => !/^(?:all$|acct?_)/.test(word))
const id = fc.stringMatching(/^acct?_[A-Za-z0-9_-]{1,12}$/)
const text = fc.stringMatching(/^[ -z|~é日🎉]{0,12}[a-z][ -z|~é日🎉]{0,12}$/u)
const credits = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e9, noNaN: true }))
const count = fc.nat()
const column = fc.stringMatching(/^[a-z_]{1,12}$/)
const when = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .chain((date) =>
    fc.constantFrom(
      date.toISOString().slice(0, 10),
      `${date.toISOString().slice(0, 16)}Z`,
      `${date.toISOString().slice(0, 19)}+05:30`
    )
  )
const split = fc.oneof(
  fc.constantFrom("day", "week", "month", "quarter", "year"),
  fc.record({ by: fc.constantFrom("day", "week", "month", "quarter", "year"), account: fc.constant(false) }),
  fc.record({ by: fc.constantFrom("month", "year") }),
  fc.record({
    by: fc.constantFrom("week", "month"),
    open_window: fc.constantFrom("skip", "include"),
    week_start: fc.constantFrom("monday", "sunday", "saturday")
  })
)
/** A bound of a range: a date, or a relative one. */
const bound = fc.oneof(
  { arbitrary: when, weight: 4 },
  fc.constantFrom("today", "yesterday", "start_of_year - 1y", "end_of_month-1mo + 2w", "today + 3d - 1q")
)
const output = fc
  .array(fc.oneof(fc.constantFrom("{export}", "{window}", "{address}", "{as_of}"), column), {
    minLength: 1,
    maxLength: 4
  })
  .map((parts) => parts.join("/"))

const optional = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { requiredKeys: [] })

const timeout = fc.constantFrom("30s", "10m", "2h")
const word = fc.constantFrom("./load.sh", "-x", "{path}", "{rows}.{sha256}", "{ not one }", "a b", "{}")
const runWord = fc.constantFrom("./notify.sh", "{report}", "{failed}-{run_id}", "é")
const commandOf = (words: fc.Arbitrary<string>) =>
  fc.array(fc.array(words, { minLength: 1, maxLength: 3 }), { maxLength: 2 })
const hooks = optional({ after_download: commandOf(word), timeout })

const period = fc.constantFrom("3d", "2w", "1mo", "1q", "1y")
const times = {
  refresh: fc.oneof(period, fc.constant("never")),
  keep: fc.integer({ min: 1, max: 1_000 }),
  settle_after: period,
  rebuy: fc.record({ window: fc.constantFrom("last 1", "last 12"), every: period }),
  exact: fc.boolean(),
  priority: fc.integer({ min: -1_000, max: 1_000 }),
  order: fc.constantFrom("oldest", "newest")
}

const shared = { split, output, auto_start: fc.boolean(), max_credits: credits, retries: fc.nat(10), hooks }

const optionsOf: Readonly<Record<string, fc.Arbitrary<object>>> = {
  transactions: fc.constant({}),
  payouts: fc.constant({}),
  chargebacks: fc.constant({}),
  trial_links: fc.constant({}),
  tracking_links: fc.constant({}),
  smart_links: fc.constant({}),
  profile_visitors: fc.constant({}),
  chat_messages: fc
    .tuple(
      fc.record({ maxMessages: fc.integer({ min: 1, max: 10_000_000 }) }),
      optional({
        maxChats: fc.integer({ min: 1 }),
        skipMassMessages: fc.boolean(),
        chatIds: fc.array(fc.integer({ min: 1 }), { minLength: 1, maxLength: 4 })
      })
    )
    .map(([required, others]) => ({ ...required, ...others })),
  media_vault: fc.record({ mediaType: fc.constantFrom("all", "photo", "gif", "video", "audio") }),
  fans: fc.record({ type: fc.constantFrom("all", "active", "expired", "latest") }),
  followings: fc.record({ type: fc.constantFrom("all", "active", "expired") }),
  public_profiles: optional({
    query: text,
    gender: fc.constantFrom("male", "female", "trans", "couple"),
    minSubscribePrice: credits,
    location: text,
    minPostsCount: count,
    maxSubscribersCount: count,
    minJoinDate: when,
    createdAtTo: when,
    instagram: fc.oneof(column, fc.boolean()),
    maxResults: fc.integer({ min: 1 })
  })
}

/** Options of a type whose values a matrix gives, and its axes. */
type Entry = Readonly<Record<string, unknown>>

interface Multiplier {
  readonly options: object
  readonly axes: Readonly<Record<string, ReadonlyArray<unknown>>>
}

const matrices: Readonly<Record<string, fc.Arbitrary<Multiplier>>> = {
  fans: fc
    .subarray(["all", "active", "expired", "latest"], { minLength: 1, maxLength: 2 })
    .map((kind) => ({ options: { type: "{kind}" }, axes: { kind } })),
  chat_messages: fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 2 })
    .map((most) => ({ options: { maxMessages: "{most}" }, axes: { most } })),
  public_profiles: fc
    .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 2 })
    .map((place) => ({ options: { query: "in {place}", tiktok: "{flag}" }, axes: { place, flag: [true] } }))
}

/** What an entry with a matrix has; of every other one the accounts are an axis. Nothing, for types without options. */
const multiplied = (type: string, accounts: ReadonlyArray<string>): fc.Arbitrary<Entry> =>
  fc
    .tuple(
      matrices[type] ?? fc.constant<Multiplier>({ options: {}, axes: {} }),
      fc.constantFrom(...accounts),
      fc.boolean(),
      fc.boolean()
    )
    .map(([{ options, axes }, account, isAxis, hasMore]) => {
      const [first] = Object.entries(axes)
      if (first === undefined) return {}
      const [name, values] = first
      const exclude = hasMore && isAxis && values.length > 1 ? { exclude: [{ account, [name]: values[0] }] } : {}
      return {
        options,
        matrix: { ...(isAxis ? { account: hasMore ? "all" : [account] } : {}), ...axes, ...exclude },
        ...(isAxis && hasMore ? { overrides: { [account]: { max_credits: 5, options } } } : {})
      }
    })

const entry = (accounts: ReadonlyArray<string>) =>
  fc.constantFrom(...Object.keys(optionsOf)).chain((type) =>
    fc
      .tuple(
        fc.record({
          start_date: bound,
          end_date: bound,
          options: optionsOf[type] ?? fc.constant({}),
          account_ids: fc.oneof(
            fc.constant("all"),
            fc.array(fc.oneof(id, fc.constantFrom(...accounts)), { minLength: 1, maxLength: 3 })
          )
        }),
        optional({
          ...shared,
          ...(type === "payouts" ? times : {}),
          file_type: type === "media_vault" ? fc.constant("zip") : fc.constantFrom("csv", "xlsx"),
          export_columns: fc.uniqueArray(column, { minLength: 1, maxLength: 4 })
        }),
        fc.oneof({ arbitrary: fc.constant<Entry>({}), weight: 2 }, { arbitrary: multiplied(type, accounts), weight: 1 })
      )
      .map(([{ account_ids, ...required }, others, more]) => ({
        type,
        ...required,
        ...others,
        ...(valueAt(more["matrix"], "account") === undefined ? { account_ids } : {}),
        ...more
      }))
  )

/** Every account that an export names is declared. */
export const manifest: fc.Arbitrary<Record<string, unknown>> = fc
  .dictionary(name, id, { minKeys: 1, maxKeys: 3 })
  .chain((accounts) =>
    fc
      .tuple(
        fc.dictionary(name, entry(Object.keys(accounts)), { minKeys: 1, maxKeys: 4 }),
        optional({
          timezone: fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata"),
          budget: optional({
            per_run: credits,
            per_month: credits,
            keep_balance: credits,
            unknown_cost: fc.constantFrom("block", "allow")
          }),
          prices: optional({ rows_per_credit: fc.integer({ min: 1 }) }),
          rate: optional({ reserve: count }),
          max_requests: fc.integer({ min: 1 }),
          state: fc.constantFrom(
            { backend: "file" },
            { backend: "s3", bucket: "acme-exports", key: "ledger/exports.state.json", region: "eu-central-1" },
            { backend: "postgres", url: "postgres://db.example.com/exports", name: "ledger" }
          ),
          hooks: optional({
            after_run: commandOf(runWord),
            timeout,
            concurrency: fc.integer({ min: 1, max: 64 })
          }).map((it) => ({ ...it, state_access: (it.concurrency ?? 0) > 1 })),
          defaults: optional({ ...shared, file_type: fc.constantFrom("csv", "xlsx", "zip") })
        })
      )
      .map(([exports, settings]) => ({ version: 1, accounts, ...settings, exports }))
  )

/** Values of every kind, near misses among them, to put where something else belongs. */
export const anything: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  20_000_000,
  "",
  " ",
  "all",
  "zip",
  "csv",
  "month",
  "fans",
  "media_vault",
  "public_profiles",
  "posts",
  "active",
  "2024-02-30",
  "2024-02-29",
  "data/{nothing}",
  [["./load.sh", "{nothing}"]],
  [["./load.sh", "{path}", "{report}"]],
  ["./load.sh {path}"],
  [[]],
  "90s",
  "acct_1",
  "a b",
  [],
  ["a", "a"],
  [1],
  {},
  { a: 1 },
  { maxMessages: 5 },
  { type: "all" },
  { by: "month" },
  { window: "last 2", every: "1d" },
  { window: "last two", every: "1d" },
  "yesterday",
  "start_of_month - 1 month",
  "7d",
  "0d"
)

/** Keys of the manifest in other places, and keys that are none. */
export const anyKey: fc.Arbitrary<string> = fc.constantFrom(
  "version",
  "type",
  "account_ids",
  "start_date",
  "options",
  "maxMessages",
  "split",
  "budget",
  "refresh",
  "open_window",
  "rebuy",
  "hooks",
  "after_download",
  "after_run",
  "timeout",
  "allow_unknown_type",
  "all",
  "x-note",
  "nothing"
)
