/** Every kind of broken manifest, with the exact places and codes of its problems, and no other problem. */
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { type ProblemCode, problemCodes } from "../../src/manifest/Problem.ts"
import { found, marked, problemsOf, RANGE, withEntry } from "./marks.ts"
import { schema } from "./schema.ts"

const acceptedByEditor = new Ajv2020({ strict: false }).compile(schema)

/** Problems that a schema sees, and so an editor. */
const SCHEMA_CODES: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "unsupported-version",
  "unknown-key",
  "missing-key",
  "unknown-option",
  "missing-option",
  "unknown-type",
  "wrong-type",
  "wrong-value",
  "out-of-range",
  "empty-value",
  "duplicate-item",
  "bad-name",
  "bad-account-id",
  "bad-date",
  "bad-output",
  "bad-hook",
  "unknown-variable"
])

const entry = (type: string, rest: string) => withEntry(`type: ${type}\naccount_ids: [main]\n${RANGE}\n${rest}`)
const transactions = (rest: string) => entry("transactions", rest)
const settings = (text: string) => withEntry(`type: transactions\naccount_ids: [main]\n${RANGE}`, `${text}\n`)
const accounts = (text: string) =>
  `version: 1\n${text}\nexports: { it: { type: transactions, account_ids: [acct_1], start_date: 2024-01-01, end_date: 2024-12-31 } }\n`

/** An export of fans with a matrix, in block style. */
const fans = (rest: string, options = 'options: { type: "{kind}" }') =>
  withEntry(`type: fans\n${RANGE}\n${options}\n${rest}`)

/** Mistakes of the kinds that an editor knows, where it cannot see them: in a variable, or in several keys together. */
const unseen: Readonly<Record<string, string>> = {
  "a value twice, once as text": withEntry(
    `type: public_profiles\n${RANGE}\noptions: { query: "{n}" }\nmatrix: { n: [1, «duplicate-item»"1"] }`
  ),
  "a path with a variable that is none": fans(
    'matrix: { account: all, kind: [active] }\noutput: «bad-output»"{knd}/{address}"'
  ),
  "a hook with a variable that is none": fans(
    'matrix: { account: all, kind: [active] }\nhooks: { after_download: [[./a, "{kind}", «bad-hook»"{knd}"]] }'
  ),
  "overrides of one account twice": transactions(
    "split: { account: true }\noverrides:\n  main: { priority: 1 }\n  «duplicate-item»acct_1: { priority: 2 }"
  ),
  "a value that the option does not have": fans("matrix: { account: all, kind: [active, «wrong-value»expird] }"),
  "a value of the wrong kind": fans("matrix:\n  account: [main]\n  kind:\n    - active\n    - «wrong-type»5"),
  "an included value that the option does not have": fans(
    "matrix:\n  kind: [active]\n  account: [main]\n  include:\n    - { account: main, kind: «wrong-value»gone }"
  ),
  "a value that is too large": withEntry(
    `type: chat_messages\n${RANGE}\noptions: { maxMessages: "{most}" }\nmatrix: { account: all, most: [5, «out-of-range»10000001] }`
  ),
  "a value in a list that is no id": withEntry(
    `type: chat_messages\n${RANGE}\noptions: { maxMessages: 5, chatIds: [7, "{chat}"] }\nmatrix: { account: all, chat: [8, «wrong-value»nine] }`
  ),
  "a day that is none": withEntry(
    `type: public_profiles\n${RANGE}\noptions: { minJoinDate: "{day}" }\nmatrix: { day: ["2024-02-29", «bad-date»"2023-02-29"] }`
  ),
  "a text of two variables": withEntry(
    `type: fans\naccount_ids: [main]\n${RANGE}\noptions: { type: «wrong-value»"{a}{b}" }\nmatrix: { a: [act], b: [ive, ion] }`
  ),
  "a value of an override": fans(
    'matrix: { account: all, kind: [active, «wrong-value»aktive] }\noverrides:\n  main:\n    options: { type: "{kind}" }'
  ),
  "the same value, used twice, is one problem": withEntry(
    `type: public_profiles\n${RANGE}\noptions: { minPostsCount: "{n}", minPhotosCount: "{n}" }\nmatrix: { n: [1, «out-of-range»«out-of-range»-1] }`
  )
}

const cases: Readonly<Record<string, string>> = {
  // The text as YAML
  "empty file": "«empty-file»",
  "only comments": "«empty-file»# nothing yet\n\n",
  "only a null": "«empty-file»~\n",
  "two documents": `${settings("")}«several-documents»---\nversion: 1\n`,
  "a trailing document mark": `${settings("")}«several-documents»---\n`,
  "tab as indentation": "version: 1\nexports:\n«tab-indentation»\tledger: {}\n",
  "duplicate key at the top":
    "version: 1\n«duplicate-key»version: 1\nexports:\n  a: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-02 }\n",
  "duplicate key in flow style": transactions("split: { by: month, «duplicate-key»by: day }"),
  "duplicate quoted key": transactions('output: "a/{address}"\n«duplicate-key»"output": b/{address}'),
  "duplicate key and a wrong value": transactions("max_credits: 1\n«duplicate-key»max_credits: «wrong-type»many"),
  "duplicate key before a mistake of syntax": "version: 1\n«duplicate-key»version: 1\nexports: «bad-syntax»@x\n",
  "unclosed quote": 'version: 1\nexports: "it\n«bad-syntax»',
  "unclosed bracket": "version: 1\nexports: { a: { type: fans }\n«bad-syntax»timezone: UTC\n",
  "second colon on a line": transactions("output: «bad-syntax»a: b"),
  "reserved character": transactions("output: «bad-syntax»@home"),
  "bad escape": transactions('output: "a«bad-syntax»\\q"'),
  "half a character": entry(
    "public_profiles",
    'options: { query: «bad-syntax»"a\\ud83c", location: "\\ud83c\\udf89" }'
  ),
  "half a character in a key": transactions('«bad-syntax»"\\udf89": a'),
  "list among keys": "version: 1\nexports:\n  a: 1\n  «bad-syntax»- b\n",
  "a price for a type that is none": settings("prices: { rows_per_account_day: { «unknown-type»transaction: 40 } }"),
  "unknown tag": transactions("max_credits: «bad-syntax»!money 5"),
  "binary tag": transactions("output: «bad-syntax»!!binary aGk="),
  "map as a key": "version: 1\n? «bad-syntax»[a]\n: b\nexports: {}\n",
  "unknown anchor": transactions("<<: «unknown-anchor»*base"),
  "unknown anchor in a list": transactions("export_columns: [a, «unknown-anchor»*b]"),
  "anchor inside itself": "version: 1\nexports: &all\n  it: «recursive-anchor»*all\n",
  "merge inside itself": "version: 1\nexports:\n  it: &it { <<: «recursive-anchor»*it }\n",
  "merge of a text": transactions("<<: «bad-merge»month"),
  "merge of an alias of a list": `version: 1\nx-list: &list [«bad-merge»a]\nexports:\n  it:\n    <<: *list\n`,
  "list at the top": "«not-a-map»- version: 1\n",
  "text at the top": "«not-a-map»hello\n",
  "text at the top, below a comment": "# a manifest?\n«not-a-map»hello\n",

  // Keys
  "unknown key at the top": settings("«unknown-key»budgets: { per_run: 5 }"),
  "unknown key in an export": transactions("«unknown-key»columns: [a]"),
  "unknown key in flow style": `version: 1\nexports: { it: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-12-31, «unknown-key»colour: red } }\n`,
  "misspelt required key is one problem": withEntry(
    "type: transactions\naccount_ids: [main]\nstart_date: 2024-01-01\n«unknown-key»end_dat: 2024-12-31"
  ),
  "unknown key in a budget": settings("budget: { «unknown-key»per_day: 5 }"),
  "unknown key in a split": transactions("split: { by: month, «unknown-key»accounts: true }"),
  "two unknown keys": transactions("«unknown-key»a: 1\n«unknown-key»b: 2"),
  "option outside of options": entry("public_profiles", "«unknown-key»maxResults: 5"),
  "a period without a unit": transactions('refresh: «wrong-value»"7"'),
  "a period of nothing": settings("defaults: { refresh: «wrong-value»0d }"),
  "a period as a number": transactions("refresh: «wrong-type»7"),
  "refresh of windows that are closed": transactions("split: month\n«refresh-of-closed-windows»refresh: 7d"),
  "refresh of windows that are closed, split in the defaults":
    "version: 1\ndefaults: { split: month }\nexports:\n  it: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-12-31, «refresh-of-closed-windows»refresh: 7d }\n",
  "settling without windows": transactions("«needs-windows»settle_after: 3d"),
  "rebuying without windows": transactions("«needs-windows»rebuy: { window: last 2, every: 1d }"),
  "weeks without windows": transactions("split: { account: true, «needs-windows»week_start: sunday }"),
  "rebuying no window": transactions("split: month\nrebuy: { window: «wrong-value»last 0, every: 1d }"),
  "rebuying without saying how often": transactions("split: month\n«missing-key»rebuy: { window: last 2 }"),
  "a week that begins on no day": transactions("split: { by: week, week_start: «wrong-value»mon }"),
  "no generation to keep": transactions("refresh: 7d\nkeep: «out-of-range»0"),
  "an order that is none": transactions("order: «wrong-value»random"),
  "a hook with an unknown variable": transactions(
    'hooks: { after_download: [[./load.sh, «bad-hook»"{paht}"], [./b, «bad-hook»"x{report}y"]] }'
  ),
  "a hook for a shell": transactions('hooks: { after_download: [[echo, «bad-hook»"${HOME}"]] }'),
  "a hook with a character that ends texts": transactions('hooks: { after_download: [[./a, «bad-hook»"a\\0b"]] }'),
  "a hook among the defaults": settings('defaults: { hooks: { after_download: [[a, «bad-hook»"{row}"]] } }'),
  "a hook that is one text": transactions("hooks: { after_download: «wrong-type»./load.sh }"),
  "a hook that is a line": transactions('hooks: { after_download: [«wrong-type»"./load.sh {path}"] }'),
  "a hook that is a number": transactions("hooks: { after_download: [[./load.sh, «wrong-type»5]] }"),
  "a hook without words": transactions("hooks: { after_download: [«empty-value»[]] }"),
  "a hook with a blank word": transactions('hooks: { after_download: [[./load.sh, «empty-value»" "]] }'),
  "a hook after the run in an export": transactions("hooks: { «unknown-key»after_run: [[./a]] }"),
  "the state for the hooks of one export": transactions("hooks: { «unknown-key»state_access: true }"),
  "a hook after a download at the top": settings("hooks: { «unknown-key»after_download: [[./a]] }"),
  "a hook after the run with a variable of files": settings('hooks: { after_run: [[./a, «bad-hook»"{path}"]] }'),
  "a hook without a unit of time": transactions("hooks: { timeout: «wrong-value»'10' }"),
  "a hook without a time": settings("hooks: { timeout: «wrong-value»0s }"),
  "too many hooks at once": settings("hooks: { concurrency: «out-of-range»65 }"),
  "open window outside of the split": transactions("«unknown-key»open_window: include"),

  // A matrix and overrides
  "a matrix that is a list": transactions("matrix: «wrong-type»[active]"),
  "a matrix of nothing": transactions("matrix: «empty-value»{}"),
  "a matrix without an axis": transactions("matrix:\n  «empty-value»include: [{ kind: a }]"),
  "an axis that is no list": transactions("matrix: { kind: «wrong-type»active }"),
  "an axis without values": fans("matrix: { account: all, kind: «empty-value»[] }"),
  "an axis with a name that is taken": fans(
    "matrix: { account: all, «bad-name»type: [active] }",
    "options: { type: all }"
  ),
  "an axis with a name that is none": fans(
    "matrix: { account: all, «bad-name»a-b: [active] }",
    "options: { type: all }"
  ),
  "a value that no address can have": fans("matrix: { account: all, kind: [active, «bad-name»a/b] }"),
  "a value that is a list": fans("matrix: { account: all, kind: [«wrong-type»[active]] }"),
  "a value twice": fans("matrix: { account: all, kind: [active, «duplicate-item»active] }"),
  "an account of a matrix that nobody declared": fans(
    "matrix:\n  account: [main, «unknown-account»stdio]\n  kind: [active]"
  ),
  "one account of a matrix without a list": fans("matrix: { account: «wrong-value»main, kind: [active] }"),
  "accounts in a matrix and beside it": fans(
    "«accounts-twice»account_ids: all\nmatrix: { account: all, kind: [active] }"
  ),
  "accounts in a matrix and in a split": fans(
    "split: { by: month, «accounts-twice»account: true }\nmatrix: { account: all, kind: [active] }"
  ),
  "an axis that nothing uses": fans("matrix: { account: all, kind: [active], «unused-axis»tier: [a, b] }"),
  "an axis that nothing uses, in block style": fans(
    "matrix:\n  account: all\n  «unused-axis»tier:\n    - a\n    - b\n  kind: [active]"
  ),
  "an option with a variable that is none": fans(
    "matrix: { account: all, «unused-axis»kind: [active] }",
    'options: { type: «unknown-variable»"{knd}" }'
  ),
  "an option with a variable, and no matrix": withEntry(
    `type: fans\naccount_ids: all\n${RANGE}\noptions:\n  type: «unknown-variable»"{kind}"`
  ),
  "a path in the defaults with an axis": settings('defaults: { output: «bad-output»"{kind}/{address}" }'),
  "an exclude of an axis that is none": fans(
    "matrix:\n  account: all\n  kind: [active]\n  exclude:\n    - { «unknown-axis»knd: active }"
  ),
  "an exclude of accounts that are no axis": fans(
    "account_ids: all\nmatrix: { kind: [active, expired], exclude: [{ «unknown-axis»account: main }] }"
  ),
  "an exclude of what is not there": fans(
    "matrix: { account: all, kind: [active], exclude: [«unmatched-exclude»{ kind: expired }] }"
  ),
  "an exclude of what is not there, in block style": fans(
    "matrix:\n  account: [main]\n  kind: [active]\n  exclude:\n    - «unmatched-exclude»account: studio"
  ),
  "an exclude of an account that nobody declared": fans(
    "matrix: { account: all, kind: [active], exclude: [{ account: «unknown-account»stdio }] }"
  ),
  "an exclude of nothing": fans("matrix: { account: all, kind: [active], exclude: [«empty-value»{}] }"),
  "an exclude of everything": fans("«no-cells»matrix: { account: all, kind: [active], exclude: [{ kind: active }] }"),
  "an include without an axis": fans(
    "matrix: { account: all, kind: [active], include: [«incomplete-cell»{ kind: expired }] }"
  ),
  "an include without an axis, in block style": fans(
    "matrix:\n  account: all\n  kind: [active]\n  include:\n    - «incomplete-cell»account: main"
  ),
  "an include of what is there": fans(
    "matrix: { account: all, kind: [active], include: [«repeated-cell»{ account: acct_1, kind: active }] }"
  ),
  "an include twice": fans(
    "matrix:\n  account: all\n  kind: [active]\n  include:\n    - { account: main, kind: latest }\n    - «repeated-cell»kind: latest\n      account: main"
  ),
  "an include of an axis that is none": fans(
    "matrix: { account: all, kind: [active], include: [{ account: main, kind: all, «unknown-axis»tier: a }] }"
  ),
  "a matrix of far too many": withEntry(
    `type: public_profiles\n${RANGE}\noptions: { query: "{a}{b}{c}{d}{e}{f}" }\n«too-many-requests»matrix:\n${[
      ..."abcdef"
    ]
      .map((axis) => `  ${axis}: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]`)
      .join("\n")}`
  ),
  "overrides without a request per account": transactions("«unused-override»overrides: { main: { max_credits: 5 } }"),
  "overrides of an account that nobody declared": fans(
    "matrix: { account: all, kind: [active] }\noverrides:\n  «unknown-account»stdio:\n    max_credits: 5"
  ),
  "overrides of an account of another export": fans(
    "matrix: { account: [main], kind: [active] }\noverrides: { «unused-override»studio: { max_credits: 5 } }"
  ),
  "an override of a key that stays": transactions(
    "split: { account: true }\noverrides: { main: { «unknown-key»type: fans } }"
  ),
  "an override of nothing": transactions("split: { account: true }\noverrides: { main: «empty-value»{} }"),
  "an override of windows that are not there": transactions(
    "split: { account: true }\noverrides:\n  main:\n    «needs-windows»settle_after: 3d"
  ),
  "an override of closed windows": transactions(
    "split: { by: month, account: true }\noverrides: { main: { «refresh-of-closed-windows»refresh: 3d } }"
  ),
  "an override with an option that is none": fans(
    "matrix: { account: all, kind: [active] }\noverrides: { main: { options: { «unknown-option»kind: active } } }"
  ),
  "an override with a wrong option": fans(
    "matrix: { account: all, kind: [active] }\noverrides: { main: { options: { type: «wrong-value»activ } } }"
  ),
  "an override with a variable, and no matrix": transactions(
    'split: { account: true }\noverrides: { main: { output: «bad-output»"{kind}" } }'
  ),
  "an override of all": transactions("split: { account: true }\noverrides: { «bad-name»all: { priority: 1 } }"),
  "a date of an override that is none": transactions(
    "split: { account: true }\noverrides:\n  main:\n    start_date: «bad-date»2024-02-30"
  ),

  "no version": "«missing-key»exports:\n  a: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-02 }\n",
  "no exports": "«missing-key»version: 1\n",
  "exports left empty": "version: 1\n«wrong-type»exports:\n",
  "no export in exports": "version: 1\nexports: «empty-value»{}\n",
  "no type": `version: 1\nexports:\n  «missing-key»it: { account_ids: [acct_1], start_date: 2024-01-01, end_date: 2024-12-31 }\n`,
  "no dates":
    "version: 1\nexports:\n  a: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-02 }\n  «missing-key»«missing-key»b:\n    type: public_profiles\n",
  "no accounts for a type that needs some": `version: 1\nexports:\n  «missing-key»it: { type: payouts, start_date: 2024-01-01, end_date: 2024-12-31 }\n`,
  "entry left empty": "version: 1\nexports:\n  «wrong-type»it:\n",
  "exports as a list": "version: 1\nexports:\n  «wrong-type»- type: fans\n",

  // Values
  "other version": settings("").replace("version: 1", "version: «unsupported-version»2"),
  "version in quotes": settings("").replace("version: 1", 'version: «unsupported-version»"1"'),
  "unknown type": entry("«unknown-type»transaction", ""),
  "unknown type, its options are not judged": entry("«unknown-type»posts", "options: { any: 1 }"),
  "type that cannot be one": entry("«bad-name»a b", "allow_unknown_type: true"),
  "number as text": settings('budget: { per_run: «wrong-type»"2000" }'),
  "text as a list": transactions("export_columns: «wrong-type»amount"),
  "list as a text": transactions("output: «wrong-type»[a, b]"),
  "yes is not true": transactions("auto_start: «wrong-type»yes"),
  "map as a text": transactions("output:\n  «wrong-type»a: b"),
  "value left out": transactions("«wrong-type»max_credits:"),
  "nothing in a list": transactions("export_columns:\n  - «wrong-type»\n  - a"),
  "not a number": settings("budget: { per_run: «wrong-type».nan }"),
  "negative credits": settings("budget: { keep_balance: «out-of-range»-1 }"),
  "no rows for a credit": settings("prices: { rows_per_credit: «out-of-range»0 }"),
  "part of a call": settings("rate: { reserve: «wrong-type»0.5 }"),
  "no requests at all": settings("max_requests: «out-of-range»0"),
  "state nowhere": settings("state: { backend: «wrong-value»redis }"),
  "state without a backend": settings("«missing-key»state: { bucket: acme }"),
  "state without a bucket": settings("«missing-key»state: { backend: s3, key: exports.json }"),
  "state without a database": settings("«missing-key»state: { backend: postgres }"),
  "state in a bucket of no name": settings("state: { backend: s3, bucket: «wrong-value»Acme_Exports, key: a }"),
  "state above its bucket": settings("state: { backend: s3, bucket: acme, key: «wrong-value»../exports.json }"),
  "state in the clear": settings(
    "state: { backend: s3, bucket: acme, key: a, endpoint: «wrong-value»http://s3.example.com }"
  ),
  "state in a file with a key": settings("state: { backend: file, «unknown-key»key: a }"),
  "state in a database with a bucket": settings(
    "state: { backend: postgres, url: postgres://db.example.com/exports, «unknown-key»bucket: acme }"
  ),
  "state in a database with its password": settings(
    "state: { backend: postgres, url: «secret»postgres://ada:lovelace@db.example.com/exports }"
  ),
  "state in no database": settings("state: { backend: postgres, url: «wrong-value»mysql://db.example.com/exports }"),
  "wrong word": settings("budget: { unknown_cost: «wrong-value»blocked }"),
  "wrong period": transactions("split: «wrong-value»monthly"),
  "wrong period in a map": transactions("split: { by: «wrong-value»hour }"),
  "split by nothing": transactions("split: «empty-value»{}"),
  "zip for rows": transactions("file_type: «wrong-value»zip"),
  "rows for zip": entry("media_vault", "file_type: «wrong-value»csv\noptions: { mediaType: all }"),
  "number as a file type": transactions("file_type: «wrong-type»5"),
  "no such file type": transactions("file_type: «wrong-value»pdf"),
  "no such file type, in the defaults": settings("defaults: { file_type: «wrong-value»json }"),
  "column twice": transactions("export_columns: [amount, type, «duplicate-item»amount]"),
  "columns thrice": transactions("export_columns:\n  - a\n  - «duplicate-item»a\n  - «duplicate-item»a"),
  "no columns": transactions("export_columns: «empty-value»[]"),
  "blank column": transactions("export_columns: [a, «empty-value»' ']"),
  "unknown variable of a path": transactions("output: «bad-output»data/{exprt}.csv"),
  "lone brace in a path": transactions("output: «bad-output»'data/{export.csv'"),
  "empty path": transactions("output: «empty-value»''"),
  "wrong value in several lines": transactions("output: «bad-output»>-\n  data/\n  {nothing}.csv"),
  "wrong value behind an anchor and a tag": transactions("output: &o !!str «bad-output»a/{x}"),

  // Options
  "no options where some are required": withEntry(`type: fans\naccount_ids: [main]\n${RANGE}`).replace(
    "  it:",
    "  «missing-option»it:"
  ),
  "required option missing": entry("chat_messages", "«missing-option»options: { maxChats: 3 }"),
  "misspelt required option is one problem": entry("chat_messages", "options: { «unknown-option»maxmessages: 3 }"),
  "too many messages": entry("chat_messages", "options: { maxMessages: «out-of-range»10000001 }"),
  "no messages": entry("chat_messages", "options: { maxMessages: «out-of-range»0 }"),
  "half a message": entry("chat_messages", "options: { maxMessages: «wrong-type»1.5 }"),
  "chat ids that are none": entry(
    "chat_messages",
    "options: { maxMessages: 1, chatIds: [5, «wrong-value»abc, «out-of-range»0] }"
  ),
  "no chat ids": entry("chat_messages", "options: { maxMessages: 1, chatIds: «empty-value»[] }"),
  "options of a type without": transactions("options: { «unknown-option»a: 1, «unknown-option»b: 2 }"),
  "option of another type": entry("followings", "options: { type: «wrong-value»latest }"),
  "wrong media": entry("media_vault", "options: { mediaType: «wrong-value»photos }"),
  "wrong date in options": entry("public_profiles", "options: { minJoinDate: «bad-date»2024-13-01 }"),
  "nested options of an unknown type": entry("posts", "allow_unknown_type: true\noptions: { a: «wrong-type»{ b: 1 } }"),

  // Dates
  "day that is none": withEntry(
    `type: transactions\naccount_ids: [main]\nstart_date: «bad-date»2023-02-29\nend_date: 2024-02-29`
  ),
  "time without an offset": withEntry(
    `type: transactions\naccount_ids: [main]\nstart_date: «bad-date»2024-01-01T00:00:00\nend_date: 2024-02-29`
  ),
  "date in another order": withEntry(
    `type: transactions\naccount_ids: [main]\nstart_date: «bad-date»31.01.2024\nend_date: 2024-02-29`
  ),
  "hour that is none": withEntry(
    `type: transactions\naccount_ids: [main]\nstart_date: «bad-date»2024-01-01T24:00Z\nend_date: 2024-02-29`
  ),
  "year as a number": withEntry(
    `type: transactions\naccount_ids: [main]\nstart_date: «wrong-type»2024\nend_date: 2024-02-29`
  ),
  "relative date": withEntry(
    `type: transactions\naccount_ids: [main]\nstart_date: 2024-01-01\nend_date: «bad-date»yesterday - 3 days`
  ),

  "relative date in an option": entry("public_profiles", "options: { minJoinDate: «bad-date»yesterday }"),
  "relative date of another kind": withEntry(
    `type: transactions\naccount_ids: [main]\nstart_date: «bad-date»start_of_decade\nend_date: yesterday\nsplit: month`
  ),

  // Names and accounts
  "name with a space":
    "version: 1\nexports:\n  «bad-name»my fans: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-02 }\n",
  "name that leads elsewhere":
    "version: 1\nexports:\n  «bad-name»../up: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-01-02 }\n",
  "account named all": accounts("accounts: { «bad-name»all: acct_1 }"),
  "account named like an id": accounts("accounts: { «bad-name»acct_1: acct_1 }"),
  "account without an id": accounts("accounts: { main: «bad-account-id»9f2c41 }"),
  "accounts as a list": accounts("accounts:\n  «wrong-type»- acct_1"),
  "account that nobody declared": withEntry(
    `type: transactions\naccount_ids: [main, «unknown-account»stdio]\n${RANGE}`
  ),
  "undeclared account in the defaults": settings("defaults:\n  account_ids:\n    - «unknown-account»nobody"),
  "undeclared account, named like an object's own": withEntry(
    `type: transactions\naccount_ids: [«unknown-account»constructor]\n${RANGE}`
  ),
  "one account without a list": withEntry(`type: transactions\naccount_ids: «wrong-value»main\n${RANGE}`),
  "all inside of a list": withEntry(`type: transactions\naccount_ids: [«bad-name»all]\n${RANGE}`),
  "all of none": accounts("timezone: UTC").replace("[acct_1]", "«no-accounts»all"),
  "no account in the list": withEntry(`type: transactions\naccount_ids: «empty-value»[]\n${RANGE}`),
  "split by accounts that are not there": withEntry(
    `type: public_profiles\n${RANGE}\nsplit: { «split-without-accounts»account: true }`
  ),
  "time zone that is none": settings("timezone: «unknown-timezone»Europe/Berln"),
  "offset as a time zone": settings('timezone: «unknown-timezone»"+02:00"'),

  // Variables and secrets
  "unset variable": transactions("output: «unset-variable»data/${env:NOWHERE}/{address}.csv"),
  "unset variable in a date is one problem": withEntry(
    "type: transactions\naccount_ids: [main]\nstart_date: «unset-variable»${env:NOWHERE}\nend_date: 2024-12-31"
  ),
  "variable without a name": transactions('output: «bad-variable»"${env:}"'),
  "variable never closed": transactions('output: «bad-variable»"a/${env:HOME"'),
  "variable in a key": transactions("«unknown-key»${env:KEY}: a"),
  "vendor's token": transactions("output: «secret»ofapi_live_0123456789abcdefghij"),
  "bearer token": settings('x-note: «secret»"Authorization: Bearer abcdef0123456789"'),
  "secret in a key": accounts("accounts: { «secret»ghp_abcdefghijklmnopqrstuvwxyz0123456789: acct_1 }"),
  "password in an address": transactions('output: «secret»"https://me:hunter22@example.com/x"'),

  // Where the text is not where the value is used
  "wrong value behind an alias": `version: 1\nx-zone: &dates { start_date: «bad-date»2024-02-30, end_date: 2024-12-31 }\nexports:\n  a: { type: public_profiles, <<: *dates }\n`,
  "wrong value behind an alias, used twice": `version: 1\nx-zone: &dates\n  start_date: «bad-date»2024-02-30\n  end_date: 2024-12-31\nexports:\n  a: { type: public_profiles, <<: *dates }\n  b:\n    type: public_profiles\n    <<: [*dates]\n`,
  "merged value that is overridden": `version: 1\nx-base: &base { start_date: 2024-02-30, end_date: 2024-12-31 }\nexports:\n  a: { <<: *base, type: public_profiles, start_date: «bad-date»2024-02-31 }\n`,
  "unknown key behind a merge": `version: 1\nx-base: &base { start_date: 2024-01-01, end_date: 2024-12-31, «unknown-key»colour: red }\nexports:\n  a:\n    <<: *base\n    type: public_profiles\n`,
  "second of two merges": `version: 1\nx-a: &a { start_date: 2024-01-01 }\nx-b: &b { start_date: 5, end_date: «wrong-type»6 }\nexports:\n  a: { <<: [*a, *b], type: public_profiles }\n`,
  "alias of a scalar": `version: 1\nx-end: &end 2024-12-32\nexports:\n  a: { type: public_profiles, start_date: 2024-01-01, end_date: «bad-date»*end }\n`,
  "alias of a list": `version: 1\nx-columns: &columns [a, «duplicate-item»a]\nexports:\n  a: { type: public_profiles, start_date: 2024-01-01, end_date: 2024-12-31, export_columns: *columns }\n`,
  "missing key of an alias": `version: 1\nx-a: &a { type: public_profiles, start_date: 2024-01-01 }\nexports:\n  «missing-key»a: *a\n`,
  "columns in UTF-16": `version: 1\nexports: { a: { type: public_profiles, options: { query: "日本 🎉 é", location: «wrong-type»5 }, start_date: 2024-01-01, end_date: 2024-12-31 } }\n`,
  "quoted keys": `version: 1\nexports:\n  "a":\n    'type': public_profiles\n    "start_date": 2024-01-01\n    'end_date': «bad-date»soon\n`,
  "key and value apart": `version: 1\nexports:\n  a:\n    type: public_profiles\n    start_date: 2024-01-01\n    ? end_date\n    : «bad-date»soon\n`,
  "value on the next line": `version: 1\nexports:\n  a:\n    type: public_profiles\n    start_date: 2024-01-01\n    end_date:\n      «bad-date»soon\n`
}

describe.each([...Object.entries(cases), ...Object.entries(unseen)])("%s", (_name, source) => {
  const { text, expected } = marked(source)

  it("has its problems where they are", () => {
    expect(found(problemsOf(text))).toEqual(expected)
  })

  it("shows the line", () => {
    for (const { message, place } of problemsOf(text)) {
      expect(message).not.toBe("")
      // Masked where it holds a secret, and as long as it is.
      expect(place?.source).toHaveLength(text.split("\n")[(place?.line ?? 0) - 1]?.length ?? 0)
      expect(place?.length).toBeGreaterThanOrEqual(1)
    }
  })

  it("has them with CRLF and a byte order mark too", () => {
    const problems = problemsOf(`\uFEFF${text.replaceAll("\n", "\r\n")}`)
    expect(found(problems)).toEqual(expected)
    expect(problems.map(({ place }) => place?.source)).toEqual(problemsOf(text).map(({ place }) => place?.source))
  })
})

describe("the table", () => {
  it("has every code that a text can have, but for those of several files and of huge ones", () => {
    const shown = new Set(
      Object.values(cases).flatMap((source) => marked(source).expected.map((at) => at.split(" ")[1]))
    )
    expect(problemCodes.filter((code) => !shown.has(code))).toEqual([
      "file-not-found",
      "file-unreadable",
      "file-too-large",
      "too-deep",
      "too-large",
      "declared-twice",
      "settings-differ",
      "end-before-start",
      "moving-range",
      "output-escapes",
      "output-collision"
    ])
  })
})

describe("an editor", () => {
  const texts = Object.entries(cases).map(([name, source]) => [name, marked(source).text] as const)

  it.each(texts.filter(([, text]) => problemsOf(text).every(({ code }) => SCHEMA_CODES.has(code))))(
    "refuses it too: %s",
    (_name, text) => {
      expect(acceptedByEditor(parse(text, { merge: true }))).toBe(false)
    }
  )
})
