/** Commands and options as data: what the command line reads, what its help says, and what a mistyped option is held against. */

export interface OptionHelp {
  readonly short?: string
  /** What its value is called; an option without one is a switch. */
  readonly value?: string
  readonly repeatable?: true
  /** The values that there are. */
  readonly choices?: ReadonlyArray<string>
  readonly whole?: true
  readonly text: string
}

export const PLAN_FORMATS = ["text", "json", "markdown", "github"] as const
export type PlanFormat = (typeof PLAN_FORMATS)[number]

/** The catalog's, said again: the front door loads nothing else to print them. */
const TYPES = [
  "transactions",
  "payouts",
  "chargebacks",
  "chat_messages",
  "media_vault",
  "trial_links",
  "tracking_links",
  "smart_links",
  "fans",
  "followings",
  "public_profiles",
  "profile_visitors"
] as const

export const CI_SYSTEMS = ["github", "gitlab"] as const
export type CiSystem = (typeof CI_SYSTEMS)[number]

export const WINDOW_KINDS = ["fixed", "aligned", "sliding"] as const
export type WindowKind = (typeof WINDOW_KINDS)[number]

const SCHEMAS = [
  "exports",
  "plan",
  "report",
  "events",
  "status",
  "prune",
  "state",
  "last-run",
  "doctor",
  "commands",
  "scenario"
] as const

export const OPTIONS = {
  type: {
    value: "TYPE",
    choices: TYPES,
    repeatable: true,
    text: `a type of data to declare; repeatable. One of: ${TYPES.join(", ")}`
  },
  account: {
    value: "NAME=ID",
    repeatable: true,
    text: "an account by its id, and what to call it; repeatable. The console of the API shows the ids"
  },
  timezone: { value: "ZONE", text: "where days begin, as an IANA name (default: UTC)" },
  ci: {
    value: "SYSTEM",
    choices: CI_SYSTEMS,
    text: "write a workflow too, for github or gitlab: it plans on pull requests and applies on merge"
  },
  file: {
    short: "f",
    value: "PATH",
    repeatable: true,
    text: "a manifest, or a folder of them; repeatable (default: exports.yaml)"
  },
  state: { value: "PATH", text: "the state file (default: exports.state.json beside the manifest)" },
  "as-of": { value: "DATE", text: "the date that everything is resolved against (default: now)" },
  all: { text: "fold nothing: show every address" },
  format: { value: "FORMAT", text: "how it is written" },
  json: { text: "print one JSON document on standard output, and nothing else there" },
  "no-color": { text: "no colours (as with NO_COLOR)" },
  "log-level": {
    value: "LEVEL",
    choices: ["all", "trace", "debug", "info", "warning", "error", "fatal", "none"],
    text: "how much is said on standard error (default: info; debug shows every call)"
  },
  sandbox: { text: "a sandbox instead of the API; what it writes lies in the folder `sandbox`" },
  target: { value: "GLOB", repeatable: true, text: "only these addresses; repeatable" },
  show: { value: "FILE", text: "show a plan file, and whether it is current, stale or applied" },
  refresh: { text: "look for what the team bought elsewhere; what is proven equal is taken over" },
  quote: { text: "ask for exact prices: creates what is missing, starts nothing, is free" },
  "quote-scraped": {
    text: "ask for what is scraped, too: that takes long, and may charge by itself"
  },
  expect: { value: "DIGEST", text: "refuse a plan file with another digest: only what was approved is applied" },
  "lock-timeout": { value: "SECONDS", whole: true, text: "how long to wait for a state that is in use (default: 0)" },
  adopt: { value: "ID", text: "this export of the team is it" },
  abandon: { text: "it is none: a create counts as not made, a start as made and charged" },
  out: {
    value: "FILE",
    text: "the file to write"
  },
  "detailed-exitcode": { text: "exit with 2 when there is something to do" },
  "auto-approve": { text: "do not ask" },
  budget: {
    value: "CREDITS",
    whole: true,
    text: "the most that this run may spend; never more than the manifest allows"
  },
  concurrency: { value: "N", whole: true, text: "purchases that are worked on at once (default: 100)" },
  events: { value: "FILE", text: "append events to a file, one JSON document a line (`-`: standard output)" },
  detach: { text: "hand the plan over to workers, and return; `exporter status --follow` shows how it goes on" },
  follow: { text: "tell what happens in a run of workers, until it is over" },
  run: { value: "ID", text: "which run (default: the one at work, or the last one)" },
  address: { value: "HOST:PORT", text: "where other workers reach this one (default: 127.0.0.1, and any free port)" },
  http: {
    value: "[HOST:]PORT",
    text: "answer GET /healthz there; and the vendor's webhooks, where EXPORTER_WEBHOOK_SECRET is set"
  },
  force: { text: "also over a younger state, or another one; a copy of it is kept" },
  to: { value: "PLACE", choices: ["manifest", "file"], text: "manifest (default): where it says; file: beside it" },
  hooks: { text: "run the manifest's hooks in a sandbox too: they get made-up data" },
  port: { value: "N", whole: true, text: "the port to listen on (default: 0, any)" },
  balance: { value: "CREDITS", whole: true, text: "what the team has (default: 10000)" },
  limit: { value: "N", whole: true, text: "calls per rate-limit window (default: 60)" },
  "window-ms": { value: "MS", whole: true, text: "length of the rate-limit window (default: 60000)" },
  "window-kind": {
    value: "KIND",
    choices: WINDOW_KINDS,
    text: "how calls are counted: fixed, aligned (default) or sliding"
  },
  speed: { value: "N", whole: true, text: "how many times faster jobs are done" },
  seed: { value: "N", whole: true, text: "what rows are made from" },
  world: { value: "FILE", text: "keep what was bought in a file" },
  scenario: { value: "FILE", text: "faults to rehearse; `exporter schema scenario` describes them" },
  webhook: { value: "URL", text: "send changes of status there, signed with EXPORTER_WEBHOOK_SECRET" }
} as const satisfies Readonly<Record<string, OptionHelp>>

export type OptionName = keyof typeof OPTIONS

export const isOptionName = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name)

/** A word behind the command that is no option. */
export interface ArgumentHelp {
  readonly name: string
  readonly optional?: true
  /** The values that there are. */
  readonly choices?: ReadonlyArray<string>
}

export interface CommandHelp {
  readonly summary: string
  readonly arguments?: ReadonlyArray<ArgumentHelp>
  readonly details?: string
  readonly options: ReadonlyArray<OptionName>
  /** What options mean here, where they say it not by themselves. */
  readonly own?: Readonly<Partial<Record<OptionName, Partial<OptionHelp>>>>
  readonly examples: ReadonlyArray<readonly [command: string, meaning: string]>
}

/** Of what is about real purchases alone. */
const TRANSFER_OPTIONS = ["file", "state", "lock-timeout", "json", "no-color", "log-level"] as const

const STATE_OPTIONS = ["file", "state", "as-of", "sandbox", "json", "no-color", "log-level"] as const

export const COMMANDS = {
  init: {
    summary: "begin a project: a commented manifest, its schema, .gitignore, a CI workflow",
    details:
      "It asks for what no option says, where there is a terminal. It overwrites nothing: in a project that has a manifest, it adds what --ci asks for.",
    options: ["type", "account", "timezone", "ci", "file", "json", "no-color"],
    own: { file: { value: "FILE", text: "the manifest to write (default: exports.yaml)" } },
    examples: [
      ["exporter init", "asks which data of which accounts is wanted"],
      ["exporter init --type payouts --account main=acct_9f2c41", "asks nothing; for scripts"],
      ["exporter init --ci github", "adds .github/workflows/exports.yml"]
    ]
  },
  doctor: {
    summary: "check key, server, balance, limits, clock, files and manifest; spends nothing",
    details:
      "It makes one call, which is free, and writes nothing. It exits with 1 where there is a problem, and with 0 otherwise.",
    options: ["file", "state", "as-of", "sandbox", "json", "no-color", "log-level"],
    own: { sandbox: { text: "look at the sandbox instead of the API; it stays as it is" } },
    examples: [
      ["exporter doctor", "says what a run would stumble over, and what to do about it"],
      ["exporter doctor --json", "the same for scripts; `exporter schema doctor` describes it"]
    ]
  },
  validate: {
    summary: "check the manifest; looks at nothing else, and calls nobody",
    options: ["file", "format", "json", "no-color", "log-level"],
    own: {
      format: {
        choices: ["text", "json", "github", "gitlab", "sarif"],
        text: "text (default), json, or annotations: github, gitlab (Code Quality), sarif"
      }
    },
    examples: [
      ["exporter validate", "checks exports.yaml"],
      ["exporter validate --format github", "annotates the lines of a pull request"],
      ["exporter validate -f manifests/", "checks all manifests of a folder, as one"]
    ]
  },
  plan: {
    summary: "show what is missing and what it will cost",
    details: "It makes no network call but with --refresh and --quote, and spends nothing.",
    options: [
      "file",
      "target",
      "out",
      "show",
      "format",
      "all",
      "refresh",
      "quote",
      "quote-scraped",
      "detailed-exitcode",
      "lock-timeout",
      "state",
      "as-of",
      "sandbox",
      "json",
      "no-color",
      "log-level"
    ],
    own: {
      out: { text: "write the plan to a file, for `exporter apply FILE`" },
      format: {
        choices: PLAN_FORMATS,
        text: "text (default), json, markdown (a comment), github (summary and notices)"
      }
    },
    examples: [
      ["exporter plan", "shows what `exporter apply` would do"],
      ["exporter plan --target 'ledger/*/2024-01'", "looks at some addresses only"],
      ["exporter plan --out plan.json", "writes the plan for a review"],
      ["exporter plan --show plan.json", "shows what was written, and whether it still holds"],
      ["exporter plan --format markdown", "the same as the comment of a pull request"],
      ["exporter plan --quote", "asks for prices; `exporter apply` starts just that"]
    ]
  },
  apply: {
    summary: "buy what is missing, within the budget, and leave verified files",
    arguments: [{ name: "PLANFILE", optional: true }],
    details: "PLANFILE is what `exporter plan --out` wrote: that plan is carried out, once, and nothing else.",
    options: [
      "file",
      "target",
      "auto-approve",
      "budget",
      "refresh",
      "expect",
      "all",
      "concurrency",
      "events",
      "lock-timeout",
      "detach",
      "state",
      "as-of",
      "sandbox",
      "hooks",
      "json",
      "no-color",
      "log-level"
    ],
    examples: [
      ["exporter apply --sandbox", "tries it all, without a key and without spending"],
      ["exporter apply", "shows the plan, asks, and buys"],
      ["exporter apply --auto-approve --budget 500", "buys what fits into 500 credits; for pipelines"],
      ["exporter apply plan.json", "does exactly what was reviewed"],
      ["exporter apply plan.json --detach", "hands it over to workers, and returns"]
    ]
  },
  status: {
    summary: "show what is there: for each export a grid of its accounts and windows",
    details: "It makes no network call, and looks at a state that a run is writing to as well.",
    options: ["target", "all", "follow", "run", "events", ...STATE_OPTIONS],
    own: {
      events: { text: "with --follow: append events to a file, one JSON document a line (`-`: standard output)" }
    },
    examples: [
      ["exporter status", "what is done, missing, on its way, and what it has cost"],
      ["exporter status --target ledger", "one export only"],
      ["exporter status --json", "the same as one JSON document"],
      ["exporter status --follow", "watches what workers do, and ends as `exporter apply` would"]
    ]
  },
  report: {
    summary: "write one HTML page: coverage, the last run, credits, files with checksums",
    details: "The page stands alone: it loads nothing, and can be read without scripts. It makes no network call.",
    options: ["out", "target", ...STATE_OPTIONS],
    own: { out: { text: "the page to write (default: report.html beside the manifest)" } },
    examples: [
      ["exporter report", "writes report.html beside the manifest"],
      ["exporter report --out public/exports.html", "writes it elsewhere"]
    ]
  },
  cancel: {
    summary: "cancel an export that was started and is not finished",
    arguments: [{ name: "ADDRESS", optional: true }],
    details:
      "What it was charged does not come back by it: its charge stays in the ledger. With --run, a run of workers is told to stop: it asks for and starts nothing further, and the next apply goes on from there.",
    options: [...STATE_OPTIONS, "auto-approve", "lock-timeout", "run"],
    own: { run: { text: "stop this run of workers, instead" } },
    examples: [
      ["exporter cancel chats/main", "asks, and cancels it at the server, also in a run of workers"],
      ["exporter cancel --run 5f0c3a52-7f0e-4a57-9d54-3f2b8f1c7d11", "stops a run; `exporter status --follow` names it"]
    ]
  },
  worker: {
    summary: "carry on what `apply --detach` hands over, with the other workers, until Ctrl-C",
    details:
      "Workers meet in the PostgreSQL database that `state:` of the manifest names. Each request is one worker's at a time; what one had that is gone, another has within seconds. Files go beside the manifest, so workers share that folder.",
    options: ["address", "http", "file", "no-color", "log-level"],
    examples: [
      ["exporter worker", "joins the others on this machine"],
      ["exporter worker --address 10.0.0.7:7400", "one of several machines, in a network of their own"],
      ["exporter worker --http 8080", "says at http://127.0.0.1:8080/healthz whether it is well"]
    ]
  },
  prune: {
    summary: "remove the files of generations beyond each export's `keep`, and forget those",
    details:
      "It lists them and asks. The newest generation stays, and so does a file that was changed since; the ledger stays as it is. `keep` alone removes nothing.",
    options: ["target", "auto-approve", "lock-timeout", ...STATE_OPTIONS],
    examples: [
      ["exporter prune", "lists what would be removed, and asks"],
      ["exporter prune --auto-approve --json", "asks nothing; `exporter schema prune` describes what it prints"]
    ]
  },
  "state list": {
    summary: "list what is known to have happened",
    options: STATE_OPTIONS,
    examples: [["exporter state list --json", "prints the records and the ledger of credits"]]
  },
  "state show": {
    summary: "show one record with its generations and charges, as JSON",
    arguments: [{ name: "ADDRESS" }],
    options: STATE_OPTIONS,
    examples: [["exporter state show ledger/main/2024-01", "by address; a fingerprint will do too"]]
  },
  "state rm": {
    summary: "forget a record: where it is still declared, the next apply buys it again",
    arguments: [{ name: "ADDRESS" }],
    details: "Its files and its charges in the ledger stay.",
    options: STATE_OPTIONS,
    examples: [["exporter state rm old-export", "forgets what is no longer declared"]]
  },
  "state import": {
    summary: "take an export of the team, made elsewhere, for an address",
    arguments: [{ name: "ADDRESS" }, { name: "ID" }],
    details: "What contradicts the manifest is refused. What the API does not tell, as options, is believed.",
    options: [...STATE_OPTIONS, "lock-timeout"],
    examples: [["exporter state import fans-now data_export_9f2c41", "the next apply downloads it, and buys nothing"]]
  },
  "state resolve": {
    summary: "say what has become of a call whose answer was lost",
    arguments: [{ name: "ADDRESS" }],
    options: [...STATE_OPTIONS, "adopt", "abandon", "lock-timeout"],
    examples: [
      ["exporter state resolve fans-now --adopt data_export_9f2c41", "it is this one"],
      ["exporter state resolve fans-now --abandon", "it is none; the next apply asks anew"]
    ]
  },
  "state unlock": {
    summary: "break the lock of a run that cannot give it back, as one of another machine",
    details:
      "Where the state is a file, a run of this machine that died needs no unlocking: the next one takes over by itself.",
    options: STATE_OPTIONS,
    examples: [["exporter state unlock", "says whose lock it was"]]
  },
  "state pull": {
    summary: "print the state as it is now, wherever it is kept, or write it to a file",
    details: "What it writes is a copy: the state stays where it is. `exporter schema state` describes it.",
    options: ["out", "file", "state", "json", "no-color", "log-level"],
    own: { out: { text: "a new file for it (default: standard output)" } },
    examples: [
      ["exporter state pull --out copy.json", "keeps a copy"],
      ["exporter status --state copy.json", "looks at it"]
    ]
  },
  "state push": {
    summary: "put a file in place of the state, where it is the same one, and as young or younger",
    arguments: [{ name: "FILE" }],
    details:
      "It takes the lock, and reads back what it wrote. Another lineage or an older serial is refused, unless --force is given: then a copy of what was there is kept.",
    options: ["force", ...TRANSFER_OPTIONS],
    examples: [["exporter state push copy.json", "puts back what was pulled, and has been mended"]]
  },
  "state migrate": {
    summary: "move the state from the file to where the manifest says, or back",
    details:
      "It locks both places, reads back what it wrote, and leaves a note where the state was, so that nobody takes what is left there for it. --state names the file, where it is another one.",
    options: ["to", ...TRANSFER_OPTIONS],
    examples: [
      ["exporter state migrate", "once `state:` stands in the manifest"],
      ["exporter state migrate --to file", "back to a file; take `state:` out of the manifest then"]
    ]
  },
  sandbox: {
    summary: "serve a stand-in for the API on this machine, until Ctrl-C",
    options: [
      "port",
      "balance",
      "limit",
      "window-ms",
      "window-kind",
      "speed",
      "seed",
      "world",
      "scenario",
      "webhook",
      "no-color"
    ],
    examples: [
      ["exporter sandbox --port 8080", "answers at http://127.0.0.1:8080"],
      ["exporter sandbox --scenario faults.yaml", "loses answers, fails and hangs as the scenario says"]
    ]
  },
  schema: {
    summary: "print a JSON Schema: of the manifest, or of what the commands write",
    details: `SCHEMA is one of: ${SCHEMAS.join(", ")} (default: exports).`,
    arguments: [
      {
        name: "SCHEMA",
        optional: true,
        choices: SCHEMAS
      }
    ],
    options: ["no-color"],
    examples: [
      ["exporter schema > exports.schema.json", "the manifest's, for editors"],
      ["exporter schema report", "that of what `exporter apply --json` prints"],
      ["exporter schema commands", "of what the commands print that have no schema of their own"]
    ]
  },
  completions: {
    summary: "print completions for a shell",
    arguments: [{ name: "SHELL", choices: ["bash", "zsh", "fish"] }],
    options: ["no-color"],
    examples: [
      ['eval "$(exporter completions bash)"', "for this shell; in ~/.bashrc, for all"],
      ['eval "$(exporter completions zsh)"', "the same in ~/.zshrc, below compinit"],
      ["exporter completions fish > ~/.config/fish/completions/exporter.fish", "for fish, once"]
    ]
  }
} as const satisfies Readonly<Record<string, CommandHelp>>

export type CommandName = keyof typeof COMMANDS

/** An option, as it is meant by a command. */
export const optionOf = (command: CommandName, name: OptionName): OptionHelp => {
  const { own }: CommandHelp = COMMANDS[command]
  return { ...OPTIONS[name], ...own?.[name] }
}

export const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name)

/** The command that the words begin with: one word, or two for `state`. */
export const commandOf = (words: ReadonlyArray<string>): CommandName | undefined => {
  const [first = "", second = ""] = words.filter((word) => !word.startsWith("-"))
  const two = `${first} ${second}`
  return isCommand(two) ? two : isCommand(first) ? first : undefined
}

export const help = (line: ReadonlyArray<string>): string => {
  const words = line[0] === "help" ? line.slice(1) : line
  const command = commandOf(words)
  if (command !== undefined) return commandHelp(command)
  const names = Object.entries<CommandHelp>(COMMANDS)
  const shown = words.includes("state") ? names.filter(([name]) => name.startsWith("state ")) : names
  return [
    "exporter buys the data exports that a manifest declares, each once, within a budget.",
    "",
    "Usage: exporter COMMAND [OPTIONS]",
    "",
    "Commands:",
    ...columns(shown.map(([name, { summary }]) => [name, summary])),
    "",
    "exporter COMMAND --help says more; exporter --version prints the version.",
    "A first try, without a key and without spending: exporter init, then exporter apply --sandbox"
  ].join("\n")
}

const commandHelp = (name: CommandName): string => {
  const command: CommandHelp = COMMANDS[name]
  return [
    ...wrapped(`exporter ${name}: ${command.summary}`, WIDTH),
    "",
    `Usage: exporter ${[name, "[OPTIONS]", ...(command.arguments ?? []).map(argumentWord)].join(" ")}`,
    ...(command.details === undefined ? [] : ["", ...wrapped(command.details, WIDTH)]),
    "",
    "Options:",
    ...columns(command.options.map((option) => optionLine(option, optionOf(name, option)))),
    "",
    "Examples:",
    ...examples(command.examples)
  ].join("\n")
}

/** More words than these are not for a line of usage: the details list them. */
const MOST_CHOICES = 4

/** `ADDRESS`, `[PLANFILE]`, `bash|zsh|fish` */
const argumentWord = ({ name, optional, choices = [] }: ArgumentHelp): string => {
  const word = choices.length === 0 || choices.length > MOST_CHOICES ? name : choices.join("|")
  return optional ? `[${word}]` : word
}

const optionLine = (name: string, { short, value, text }: OptionHelp): readonly [string, string] => [
  `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
  text
]

/** Terminals that people split are not wider. */
const WIDTH = 100

const columns = (rows: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.flatMap(([left, right]) =>
    wrapped(right, WIDTH - width - 4).map((line, index) => `  ${(index === 0 ? left : "").padEnd(width)}  ${line}`)
  )
}

/** Beside each other where there is room, else the meanings below. */
const examples = (rows: CommandHelp["examples"]): ReadonlyArray<string> => {
  const beside = columns(rows)
  return beside.length === rows.length && beside.every((line) => line.length <= WIDTH)
    ? beside
    : rows.flatMap(([line, meaning]) => [`  ${line}`, `      ${meaning}`])
}

/** Between words alone. */
const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  for (const word of text.split(" ")) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
