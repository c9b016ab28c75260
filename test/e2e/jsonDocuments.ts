/** Every command that takes `--json`, and everything that can be wrong: what it prints then, and how it ends. */
import { mkdir, rm, writeFile } from "node:fs/promises"
import type { RequestListener } from "node:http"
import { expect } from "vitest"
import type { ExitCode } from "../../src/cli/exit.ts"
import type { Actions, Rule } from "../../src/sandbox/scenario.ts"
import { expectValidText, type SchemaName } from "./documents.ts"
import { pause } from "./interrupt.ts"
import { type Ended, expectPresentable, type Fixtures, type Place, type RunOptions, until } from "./place.ts"
import { copyTo, type Prepared } from "./prepared.ts"

/** What a command does not come to its end without. */
type Need = "manifest" | "state" | "record" | "lock" | "server" | "create"

interface Subject {
  /** `LINKS` and `PAYOUTS` stand for ids of exports. */
  readonly words: string
  readonly schema: SchemaName
  readonly needs: ReadonlyArray<Need>
  /** Where nothing is wrong; 0 where it is left out. */
  readonly exit?: ExitCode
  /** A command that comes first. */
  readonly first?: string
}

export const SUBJECTS: ReadonlyArray<Subject> = [
  { words: "init -f new/exports.yaml --type payouts --account acct_9f2c41 --ci github", schema: "commands", needs: [] },
  { words: "doctor", schema: "doctor", needs: ["manifest", "state", "server"] },
  { words: "validate", schema: "commands", needs: ["manifest"] },
  { words: "plan --detailed-exitcode", schema: "plan", needs: ["manifest", "state"], exit: 2 },
  { words: "plan --out plan.json", schema: "plan", needs: ["manifest", "state"] },
  {
    words: "plan --show plan.json",
    schema: "plan",
    needs: ["manifest", "state"],
    first: "plan --out plan.json --target links"
  },
  { words: "plan --refresh", schema: "plan", needs: ["manifest", "state", "server"] },
  { words: "plan --quote --target links", schema: "plan", needs: ["manifest", "state", "lock", "server", "create"] },
  {
    words: "apply --auto-approve --target links",
    schema: "report",
    needs: ["manifest", "state", "lock", "server", "create"]
  },
  {
    words: "apply plan.json --events events.ndjson",
    schema: "report",
    needs: ["manifest", "state", "lock", "server", "create"],
    first: "plan --out plan.json --target links"
  },
  { words: "status", schema: "status", needs: ["manifest", "state"] },
  { words: "prune --auto-approve", schema: "prune", needs: ["manifest", "state", "lock"] },
  { words: "report", schema: "commands", needs: ["manifest", "state"] },
  { words: "cancel chargebacks --auto-approve", schema: "commands", needs: ["state", "record", "lock", "server"] },
  { words: "state list", schema: "commands", needs: ["state"] },
  { words: "state show ledger", schema: "commands", needs: ["state", "record"] },
  { words: "state rm ledger", schema: "commands", needs: ["state", "record", "lock"] },
  { words: "state import links LINKS", schema: "commands", needs: ["manifest", "state", "lock", "server"] },
  {
    words: "state resolve payouts --adopt PAYOUTS",
    schema: "commands",
    needs: ["state", "record", "lock", "server"]
  },
  { words: "state resolve payouts --abandon", schema: "commands", needs: ["state", "record", "lock"] },
  { words: "state unlock", schema: "commands", needs: [] },
  { words: "state pull --out pulled.json", schema: "commands", needs: ["state"] },
  {
    words: "state push pulled.json",
    schema: "commands",
    needs: ["state", "lock"],
    first: "state pull --out pulled.json"
  },
  // Its manifest says of no other place.
  { words: "state migrate", schema: "commands", needs: ["manifest"], exit: 1 }
]

interface Fault {
  readonly name: string
  /** What it takes away; commands that do without it end as ever. Left out: it is wrong for all of them. */
  readonly takes?: Need
  /** How the others may end. */
  readonly exits: ReadonlyArray<ExitCode>
  /** How those may end that do without it, besides as ever; and `doctor`, which fails at nothing. */
  readonly also?: ReadonlyArray<ExitCode>
  readonly arrange?: (place: Place) => Promise<unknown>
  readonly rules?: ReadonlyArray<Rule>
  /** Instead of the sandbox. */
  readonly server?: RequestListener | "gone"
  readonly env?: Readonly<Record<string, string>>
  readonly more?: string
  /** The command as bash is to run it. */
  readonly line?: (command: string) => string
  /** Nobody reads standard output. */
  readonly unread?: true
  /** Told to stop once the server was asked, or so soon as this. */
  readonly stopped?: true
  /** Another run has the state. */
  readonly isLocked?: true
}

const manifest = (text: string | Uint8Array) => (place: Place) => place.write("exports.yaml", text)
const state =
  (damage: (text: string) => string, file = "exports.state.json") =>
  async (place: Place) =>
    place.write(file, damage(await place.read(file)))
const says =
  (status: number, body: string, type = "application/json", headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { "content-type": type, ...headers }).end(body)
const rules = (on: Rule["on"], ...all: ReadonlyArray<Actions>): Pick<Fault, "rules"> => ({
  rules: all.map((action) => ({ on, do: action }))
})

const HTML = "<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>"

export const FAULTS: ReadonlyArray<Fault> = [
  // The manifest.
  { name: "no manifest", takes: "manifest", exits: [3], arrange: (place) => rm(place.path("exports.yaml")) },
  {
    name: "a manifest that is no YAML",
    takes: "manifest",
    exits: [3],
    arrange: manifest("version: 1\nexports: {a: [")
  },
  { name: "an empty manifest", takes: "manifest", exits: [3], arrange: manifest("") },
  {
    name: "a manifest with mistakes",
    takes: "manifest",
    exits: [3],
    arrange: manifest("version: 1\nexports:\n  a: { type: payout }\n  a: { type: fans, start_date: 2024-31-01 }\n")
  },
  { name: "a manifest that is not text", takes: "manifest", exits: [3], arrange: manifest(Buffer.from([0xff, 0xfe])) },
  {
    name: "a folder in the manifest's place",
    takes: "manifest",
    exits: [3],
    arrange: async (place) => {
      await rm(place.path("exports.yaml"))
      await mkdir(place.path("exports.yaml"))
    },
    // What is beside the manifest is beside that folder.
    more: "--state exports.state.json"
  },
  // The state.
  {
    name: "no state, and none before",
    takes: "record",
    exits: [1],
    // A plan is of one state.
    also: [6],
    arrange: (place) => place.shell("rm exports.state.*")
  },
  {
    name: "no state, but a backup",
    takes: "state",
    exits: [6],
    arrange: (place) => rm(place.path("exports.state.json"))
  },
  { name: "an empty state", takes: "state", exits: [6], arrange: state(() => "") },
  { name: "a state that is cut off", takes: "state", exits: [6], arrange: state((text) => text.slice(0, -40)) },
  {
    name: "a state that was changed by hand",
    takes: "state",
    exits: [6],
    arrange: state((text) => text.replace(/"credits":\d+/, '"credits":12345'))
  },
  {
    name: "a state of a later version",
    takes: "state",
    exits: [6],
    arrange: state((text) => text.replace(/"version": ?\d+/, '"version":99'))
  },
  { name: "a state of another program", takes: "state", exits: [6], arrange: state(() => '{"terraform_version":"1"}') },
  {
    name: "a journal that is garbage",
    takes: "state",
    exits: [6],
    arrange: (place) => place.write("exports.state.journal", "\u0000garbage\n{}\nmore\n")
  },
  {
    name: "a folder in the state's place",
    takes: "state",
    exits: [6],
    arrange: async (place) => {
      await place.shell("rm exports.state.*")
      await mkdir(place.path("exports.state.json"))
    }
  },
  { name: "a state that another run has", takes: "lock", exits: [6], isLocked: true },
  {
    name: "a state below a file",
    takes: "state",
    exits: [6],
    arrange: (place) => place.write("file", ""),
    // Its lock would be there, too.
    also: [6],
    more: "--state file/exports.state.json"
  },
  // The server.
  { name: "a server that is down", takes: "server", exits: [1], server: "gone" },
  { name: "401", takes: "server", exits: [1], server: says(401, '{"message":"Unauthenticated."}') },
  { name: "403", takes: "server", exits: [1], server: says(403, '{"message":"This key may not."}') },
  {
    name: "429 for ever",
    takes: "server",
    exits: [1],
    // The server is there, and it is the API.
    also: [0],
    server: says(429, '{"message":"Too Many Attempts."}', "application/json", { "retry-after": "3" })
  },
  { name: "500", takes: "server", exits: [1], server: says(500, '{"message":"Server Error"}') },
  { name: "the page of a proxy", takes: "server", exits: [1], server: says(502, HTML, "text/html") },
  { name: "a web page", takes: "server", exits: [1], server: says(200, HTML, "text/html") },
  { name: "JSON that breaks off", takes: "server", exits: [1], server: says(200, '{"data": {"data": [') },
  { name: "JSON of something else", takes: "server", exits: [1], server: says(200, '["hello"]') },
  { name: "nothing", takes: "server", exits: [1], server: says(200, "") },
  {
    name: "a connection that is cut",
    takes: "server",
    exits: [1],
    server: (_, response) => void response.socket?.destroy()
  },
  {
    name: "a redirect to another host",
    takes: "server",
    exits: [1],
    server: says(302, "", "text/html", { location: "http://127.0.0.1:9/elsewhere" })
  },
  // What it does with an export.
  {
    name: "a refusal of what is asked for",
    takes: "create",
    exits: [5],
    ...rules("create", { answer: { status: 422, json: { message: "No.", errors: { "account_ids.0": ["No."] } } } })
  },
  {
    name: "a price that is not paid",
    takes: "create",
    exits: [0, 4],
    ...rules("create", { fate: { credits: 1_000_000 } })
  },
  {
    name: "a price that is charged otherwise",
    takes: "create",
    exits: [0],
    ...rules("start", { fate: { credits: 1_000 } })
  },
  { name: "no credits", takes: "create", exits: [0, 4], ...rules("start", { move_balance: -1_000_000 }) },
  {
    name: "a calculation that fails",
    takes: "create",
    exits: [5],
    ...rules("create", { fate: { calculation_fails: "asleep" } })
  },
  { name: "an export that fails", takes: "create", exits: [0, 5], ...rules("create", { fate: { run_fails: "x" } }) },
  { name: "files that are missing", takes: "create", exits: [0, 5], ...rules("create", { fate: { missing_rows: 1 } }) },
  {
    name: "a download that fails",
    takes: "create",
    exits: [0, 5],
    ...rules("download", { answer: { status: 404, html: HTML } })
  },
  {
    name: "an answer to a create that is lost, with a look-alike",
    takes: "create",
    exits: [5],
    ...rules("create", { drop: "after", lookalike: true })
  },
  {
    name: "fields that are missing",
    takes: "create",
    exits: [0],
    ...rules("any", { missing_fields: ["used", "_rate_limits", "balance", "created_at"], unknown_fields: true })
  },
  // The files.
  {
    name: "a file where a folder is needed",
    takes: "create",
    // A plan that was made before is stale.
    exits: [0, 5, 6],
    also: [1],
    arrange: async (place) => {
      await rm(place.path("data"), { recursive: true })
      await writeFile(place.path("data"), "")
    }
  },
  // The environment.
  { name: "no key", takes: "server", exits: [1], env: { ONLYFANSAPI_API_KEY: "" } },
  { name: "a key of two lines", takes: "server", exits: [1], env: { ONLYFANSAPI_API_KEY: "a_key_of\ntwo_lines" } },
  {
    name: "a server over plain HTTP",
    takes: "server",
    exits: [1],
    also: [1],
    env: { ONLYFANSAPI_BASE_URL: "http://example.com" }
  },
  { name: "a window that is no number", takes: "server", exits: [1], env: { EXPORTER_RATE_WINDOW_MS: "soon" } },
  // The command line.
  { name: "an option that does not exist", exits: [1], more: "--nonsense" },
  { name: "an option without its value", exits: [1], more: "--file" },
  { name: "an option that is given twice", exits: [1], more: "--json" },
  { name: "a word too many", exits: [1], more: "one two three four" },
  // The streams.
  { name: "no standard input", takes: "server", exits: [0], line: (command) => `${command} <&-` },
  { name: "no standard error", takes: "server", exits: [0], line: (command) => `${command} 2>&-` },
  {
    name: "a reader that is gone",
    takes: "server",
    exits: [0],
    line: (command) => `${command} > >(true)`,
    unread: true
  },
  { name: "a full disk behind standard output", exits: [1], line: (command) => `${command} > /dev/full`, unread: true },
  { name: "Ctrl-C", takes: "server", exits: [130], stopped: true, server: () => undefined }
]

/** What is run, and where. */
interface Trial extends Pick<Fixtures, "place" | "sandbox" | "serve"> {
  readonly subject: Subject
  readonly fault: Fault
  readonly prepared: Prepared
}

export const expectOneDocument = async (trial: Trial): Promise<void> => {
  const { subject, fault, prepared, place, sandbox, serve } = trial
  const stateFile = await copyTo(prepared, place)
  const good = await sandbox({ stateFile, scenario: { version: 1, rules: fault.rules ?? [] } })
  const bad = typeof fault.server === "function" ? await serve(fault.server) : undefined
  const server = bad ?? good
  if (subject.first !== undefined)
    expect((await place.run(subject.first.split(" "), { server })).exitCode, subject.first).toBe(0)
  await fault.arrange?.(place)
  if (fault.isLocked) await lock(place, (await serve(() => undefined)).url)
  if (fault.server === "gone") await good.close()

  // Of the options that are added, one that is good is not everybody's.
  const takesMore = subject.needs.includes("state") || !fault.more?.startsWith("--state")
  const command = [subject.words, "--json", ...(fault.more === undefined || !takesMore ? [] : [fault.more])]
    .join(" ")
    .replace("LINKS", prepared.linksId)
    .replace("PAYOUTS", prepared.payoutsId)
  const options: RunOptions = { server, ...(fault.env === undefined ? {} : { env: fault.env }) }
  if (fault.line !== undefined) expectEnding(trial, await place.shell(fault.line(`exporter ${command}`), options))
  else {
    const running = place.start(command.split(" "), options)
    if (fault.stopped) {
      const isAsked = subject.needs.includes("server")
      await Promise.race([running.ended, isAsked ? until(() => (bad?.calls.length ?? 0) > 0) : pause(100)])
      running.kill("SIGINT")
    }
    expectEnding(trial, await running.ended)
  }
}

const expectEnding = ({ subject, fault }: Trial, ended: Ended): void => {
  const { exitCode, signal, stdout, stderr } = ended
  expectPresentable(ended)
  // Before it listens to signals it has done nothing.
  if (fault.stopped && signal === "SIGINT") expect(stdout).toBe("")
  else {
    expect(endings(subject, fault), `exit ${exitCode}: ${stdout}${stderr}`).toContain(exitCode)
    if (exitCode !== 0 && exitCode !== 2 && subject.schema !== "doctor" && !fault.line) expect(stderr).not.toBe("")
    if (!fault.unread) expectValidText(subject.schema, stdout)
  }
}

/** How a command may end. */
const endings = (subject: Subject, fault: Fault): ReadonlyArray<ExitCode> => {
  const { exit = 0, needs, schema } = subject
  if (fault.takes === undefined) return fault.exits
  const isHit = needs.includes(fault.takes)
  if (fault.stopped) return isHit ? [130] : [130, exit]
  if (!isHit) return [exit, ...(fault.also ?? [])]
  // Whatever it finds: it is a list of checks.
  if (schema === "doctor" && !fault.exits.includes(0)) return [1, ...(fault.also ?? [])]
  return fault.exits.includes(0) ? [exit, ...fault.exits] : fault.exits
}

/** A run that waits for the first answer, and has the state. */
const lock = async (place: Place, url: string): Promise<void> => {
  place.start(["apply", "--auto-approve"], { server: { url } })
  await until(() =>
    place.read("exports.state.lock").then(
      () => true,
      () => false
    )
  )
}

export const NOTHING_WRONG: Fault = { name: "nothing", takes: "server", exits: [0] }
