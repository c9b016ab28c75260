/** Manifests that several tests run. */

/** All twelve types, 18 addresses, of which `payouts` and `payouts-for-tax` are the same purchase. */
export const TWELVE_TYPES = `version: 1
accounts: { main: acct_9f2c41, studio: acct_71be08 }
defaults:
  account_ids: all
  start_date: 2024-01-01
  end_date: 2024-03-31
exports:
  ledger:
    type: transactions
    export_columns: [transaction_id, amount, created_at]
    split: { by: month }
    output: "data/{export}/{window}.{ext}"
  payouts: { type: payouts, file_type: xlsx }
  payouts-for-tax: { type: payouts, file_type: xlsx, output: "data/tax/{start}.{ext}" }
  chargebacks: { type: chargebacks }
  messages:
    type: chat_messages
    split: { account: true }
    options: { maxMessages: 300 }
    output: "data/{export}/{account}.{ext}"
  vault: { type: media_vault, account_ids: [main], options: { mediaType: photo } }
  trial-links: { type: trial_links }
  tracking-links: { type: tracking_links }
  smart-links: { type: smart_links }
  fans-active: { type: fans, options: { type: active } }
  fans-expired: { type: fans, options: { type: expired } }
  followings: { type: followings, options: { type: all } }
  profiles: { type: public_profiles, options: { query: yoga, maxResults: 40 } }
  visitors:
    type: profile_visitors
    end_date: 2024-02-29
    split: { by: month }
    output: "data/{export}/{window}.{ext}"
`

/** Purchases in it. */
export const PURCHASES = 17
/** Addresses in it. */
export const ADDRESSES = 18

/** Four purchases, without look-alikes. */
export const FOUR = `version: 1
accounts: { main: acct_9f2c41 }
defaults: { account_ids: all, start_date: 2024-01-01, end_date: 2024-03-31 }
exports:
  ledger: { type: transactions }
  payouts: { type: payouts }
  chargebacks: { type: chargebacks }
  links: { type: trial_links }
`

/** One purchase. */
export const ONE = `version: 1
exports:
  ledger:
    type: transactions
    account_ids: [acct_9f2c41]
    start_date: 2024-01-01
    end_date: 2024-03-31
`

/** 21 purchases: those of the twelve types, and four more of a single account. */
export const TWENTY_ONE = `${TWELVE_TYPES}  ledger-of-main: { type: transactions, account_ids: [main] }
  chargebacks-of-studio: { type: chargebacks, account_ids: [studio] }
  trial-links-of-main: { type: trial_links, account_ids: [main] }
  fans-of-studio: { type: fans, account_ids: [studio], options: { type: active } }
`
