/** Secrets wherever they can come from, and the look for them in everything that the program prints and keeps. */
import { chmod, readdir, readFile } from "node:fs/promises"
import type { RequestListener } from "node:http"
import { join } from "node:path"
import { expect } from "vitest"
import type { Actions, Rule } from "../../src/sandbox/scenario.ts"
import type { Ended, Fixtures, Place } from "./place.ts"
import { copyTo, MANIFEST, type Prepared } from "./prepared.ts"

/** The key of the team. It has no mark that a key is known by. */
export const SECRET = "taint+of/the=team's|key0123456789"
/** Has such a mark. */
const MARKED = "ofapi_taint_0123456789abcdef"
/** What makes an address worth something. */
const SIGNATURE = "0badc0de5167a7e0"
const ADDRESS = `https://store.test/bucket/f.csv?X-Amz-Credential=${SIGNATURE}&X-Amz-Signature=${SIGNATURE}`
const PASSWORD = "taint-of-the-password"

/** A part of a secret is no better. */
const PARTS = [SECRET.slice(0, 12), SECRET.slice(-14), MARKED.slice(0, 14), SIGNATURE, PASSWORD.slice(0, 12)]

const WORDS = `your key ${SECRET} may not; see ${ADDRESS} and ${encodeURIComponent(ADDRESS)} or /f?signature=${SIGNATURE}`
const HIDDEN = `\u001b]0;${SECRET}\u0007 ${SECRET.slice(0, 9)}\u001b[0m${SECRET.slice(9, 20)}\u200b${SECRET.slice(20)}`

interface Leak {
  readonly name: string
  /** Commands that may meet it. */
  readonly commands: ReadonlyArray<string>
  readonly rules?: ReadonlyArray<Rule>
  /** Instead of the sandbox. */
  readonly server?: RequestListener
  readonly manifest?: string
  /** The script of a hook. */
  readonly script?: string
  readonly env?: Readonly<Record<string, string>>
}

const ONLINE = [
  "apply --auto-approve --target links",
  "plan --quote --target links",
  "plan --refresh",
  "doctor",
  "state import links LINKS",
  "state resolve payouts --adopt PAYOUTS",
  "cancel chargebacks --auto-approve"
]
const BUYING = ["apply --auto-approve --target links"]
const LOOKING = [
  "validate",
  "plan",
  "plan --out plan.json",
  "status",
  "report",
  "state list",
  "state pull --out pulled.json",
  "state show ledger",
  "doctor",
  "apply --auto-approve --target links"
]
const ALL = [...new Set([...LOOKING, ...ONLINE]), "state rm ledger", "state resolve payouts --abandon", "state unlock"]

/** How a command is to say it, each as more words of it. */
export const modesOf = (command: string): ReadonlyArray<string> => [
  "",
  "--json",
  "--log-level debug",
  ...(command.startsWith("plan") ? ["--format markdown", "--format github"] : []),
  ...(command === "validate" ? ["--format github", "--format gitlab", "--format sarif"] : []),
  ...(command.startsWith("apply") ? ["--events -", "--events events.ndjson"] : [])
]

const on = (target: Rule["on"], ...actions: ReadonlyArray<Actions>): Pick<Leak, "rules"> => ({
  rules: actions.map((action) => ({ on: target, do: action }))
})
const says =
  (status: number, body: string, type = "application/json"): RequestListener =>
  (_, response) =>
    void response
      .writeHead(status, { "content-type": type, "x-key": SECRET, location: `/${encodeURIComponent(SECRET)}` })
      .end(body)
const message = (text: string) => JSON.stringify({ message: text, errors: { [SECRET]: [WORDS] }, code: SECRET })

const inManifest = (value: string) => `${MANIFEST}  more: { type: fans, options: { type: ${JSON.stringify(value)} } }\n`
const hooked = (words: string) =>
  MANIFEST.replace("defaults: {", `defaults: { hooks: { after_download: [[${words}]] },`)

export const LEAKS: ReadonlyArray<Leak> = [
  { name: "nothing unusual", commands: ALL },
  // The server.
  ...[401, 403, 404, 422, 302].map((status) => ({
    name: `${status} with the key in it`,
    commands: ONLINE,
    server: says(status, message(WORDS))
  })),
  { name: "500 with the key in it", commands: ONLINE, server: says(500, message(WORDS)) },
  { name: "a page with the key in it", commands: ONLINE, server: says(403, `<h1>${WORDS}</h1>`, "text/html") },
  { name: "the key between control codes", commands: ONLINE, server: says(401, message(HIDDEN)) },
  ...[105, 285].map((length) => ({
    name: `the key where a message of ${length} letters is cut`,
    commands: ONLINE.slice(0, 2),
    server: says(401, length < 200 ? `${"x".repeat(length)}${SECRET}` : message(`${"x".repeat(length)}${SECRET}`))
  })),
  {
    name: "an answer that breaks off, with a signed address",
    commands: ONLINE,
    server: says(200, `{"data":{"data":[{"id":"${SECRET}","download_url":"${ADDRESS}"`)
  },
  {
    name: "a refusal of fields",
    commands: BUYING,
    ...on("create", { answer: { status: 422, json: JSON.parse(message(WORDS)) } })
  },
  { name: "a failed calculation", commands: BUYING, ...on("create", { fate: { calculation_fails: WORDS } }) },
  { name: "a failed export", commands: BUYING, ...on("create", { fate: { run_fails: `${WORDS} ${HIDDEN}` } }) },
  {
    name: "a status that is the key",
    commands: [...BUYING, "plan --quote --target links"],
    ...on("create", { fate: { lingers: { status: SECRET, ms: 300 } } })
  },
  {
    name: "a download that is refused",
    commands: BUYING,
    ...on("download", { answer: { status: 404, html: `<h1>${WORDS}</h1>` } })
  },
  {
    name: "a download that is an answer",
    commands: BUYING,
    rules: [{ on: "download", times: 2, do: { answer: { status: 200, json: { message: WORDS } } } }]
  },
  { name: "addresses that expire", commands: BUYING, rules: [{ on: "download", times: 2, do: { expire_url: true } }] },
  // The manifest.
  { name: "a secret in the manifest", commands: LOOKING, manifest: inManifest(MARKED) },
  { name: "the key in the manifest", commands: LOOKING, manifest: inManifest(SECRET) },
  {
    name: "an account that is called as the key",
    commands: LOOKING,
    manifest: MANIFEST.replace("main:", `${JSON.stringify(SECRET)}:`)
  },
  {
    name: "a secret by way of the environment",
    commands: LOOKING,
    manifest: inManifest("${env:LEAK}"),
    env: { LEAK: MARKED }
  },
  {
    name: "the key by way of the environment",
    commands: LOOKING,
    manifest: MANIFEST.replace("defaults: {", 'defaults: { output: "data/${env:ONLYFANSAPI_API_KEY}/{export}.csv",')
  },
  {
    name: "a manifest with mistakes beside the key",
    commands: LOOKING,
    manifest: `${MANIFEST}  more: { type: fanz, "${SECRET}": "${MARKED}", start_date: ${PASSWORD}${MARKED} }\n`.replace(
      PASSWORD,
      ""
    )
  },
  // The environment.
  ...[`https://name:${PASSWORD}@example.com`, `https://example.com?token=${PASSWORD}`, `name:${PASSWORD}@example`].map(
    (url, index) => ({
      name: `a password in the address of the server (${index + 1})`,
      commands: [...ONLINE, "plan --out plan.json"],
      env: { ONLYFANSAPI_BASE_URL: url }
    })
  ),
  // The command line.
  ...[
    "plan -f SECRET.yaml",
    "plan --state SECRET/state.json --out plan.json",
    "plan --target SECRET",
    "plan --as-of SECRET",
    "plan --SECRET",
    "plan --out SECRET/plan.json",
    "apply SECRET.json",
    "apply --auto-approve --target links --events SECRET/events",
    "report --out SECRET/report.html",
    "state show SECRET",
    "state rm SECRET",
    "state resolve SECRET --abandon",
    "state import links SECRET",
    "state import SECRET LINKS",
    "SECRET"
  ].map((command) => ({ name: `the key as a word: ${command}`, commands: [command] })),
  // Hooks.
  {
    name: "a hook that shows its environment",
    commands: BUYING,
    manifest: hooked('"./hook.sh"'),
    script: "env; echo $DATABASE_PASSWORD; exit 3",
    env: { DATABASE_PASSWORD: PASSWORD, COPY_OF_IT: `x${SECRET}x` }
  },
  {
    name: "a hook that knows the key",
    commands: BUYING,
    manifest: `${hooked('"./hook.sh"')}hooks: { after_run: [["./hook.sh"]] }\n`,
    script: `cat <<'END'\n${WORDS}\n${HIDDEN}\n${MARKED}\nEND\nexit 3`
  },
  {
    name: "a hook that is given a password",
    commands: LOOKING,
    manifest: hooked('"./hook.sh", "${env:DATABASE_PASSWORD}"'),
    script: 'echo "$@"; exit 3',
    env: { DATABASE_PASSWORD: PASSWORD }
  }
]

interface Trial extends Pick<Fixtures, "place" | "sandbox" | "serve"> {
  readonly leak: Leak
  readonly command: string
  readonly mode: string
  /** Shows what was recorded. */
  readonly shown: ReadonlyArray<string>
  readonly prepared: Prepared
}

/** Commands that show what an `apply` has recorded. */
export const SHOWING = ["report", "status --json", "state list --json", "plan --out next.json"]

export const expectNoTaint = async (trial: Trial): Promise<void> => {
  const { leak, command, mode, shown, prepared, place, sandbox, serve } = trial
  const stateFile = await copyTo(prepared, place)
  if (leak.manifest !== undefined) await place.write("exports.yaml", leak.manifest)
  if (leak.script !== undefined) await chmod(await place.write("hook.sh", `#!/bin/sh\n${leak.script}\n`), 0o755)
  const good = await sandbox({ stateFile, scenario: { version: 1, rules: leak.rules ?? [] } })
  const signatures = new Set<string>()
  const server = await serve(leak.server ?? listeningTo(good.url, signatures))
  const env = {
    ONLYFANSAPI_API_KEY: SECRET,
    // Where the manifest is special, what is kept of it is looked at, too.
    ...(leak.manifest === undefined ? {} : { EXPORTER_CACHE: place.path(".cache") }),
    GITHUB_STEP_SUMMARY: place.path("summary.md"),
    ...leak.env
  }
  const words = `${command} ${mode}`
    .trim()
    .replace("LINKS", prepared.linksId)
    .replace("PAYOUTS", prepared.payoutsId)
    .split(" ")
    .map((word) => word.replace("SECRET", SECRET))
  const endings = [await place.run(words, { server, env })]
  for (const next of command.startsWith("apply") ? shown : [])
    endings.push(await place.run(next.split(" "), { server, env }))
  const taints = [...PARTS, ...signatures]
  for (const ended of endings) expectClean(ended, taints)
  await expectCleanFiles(place, taints)
}

const expectClean = ({ stdout, stderr }: Ended, taints: ReadonlyArray<string>): void => {
  expect(foundIn(stdout, taints), stdout).toEqual([])
  expect(foundIn(stderr, taints), stderr).toEqual([])
}

const foundIn = (text: string, taints: ReadonlyArray<string>) => taints.filter((taint) => text.includes(taint))

/** What was put there, and what was bought. */
const INPUT = /^(exports\.yaml|hook\.sh|\.world\.log|\.bin|data)(\/|$)/

const expectCleanFiles = async (place: Place, taints: ReadonlyArray<string>): Promise<void> => {
  const names = await readdir(place.folder, { recursive: true, withFileTypes: true })
  for (const entry of names) {
    const file = join(entry.parentPath, entry.name)
    const name = file.slice(place.folder.length + 1)
    if (!entry.isFile() || INPUT.test(name)) continue
    const text = await readFile(file, "latin1")
    expect({ name, taints: foundIn(text, taints) }).toEqual({ name, taints: [] })
  }
}

/** Passes on to the sandbox, and hears what it signs. */
const listeningTo =
  (url: string, signatures: Set<string>): RequestListener =>
  async (request, response) => {
    try {
      const chunks: Array<Buffer> = []
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
      const { authorization = "", "content-type": type = "application/json" } = request.headers
      const { method = "GET" } = request
      const answer = await fetch(`${url}${request.url}`, {
        method,
        headers: { authorization, "content-type": type },
        redirect: "manual",
        ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) })
      })
      const text = await answer.text()
      for (const [, signature = ""] of text.matchAll(/signature=([0-9a-f]+)/g)) signatures.add(signature)
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? type }).end(text)
    } catch {
      response.destroy()
    }
  }
