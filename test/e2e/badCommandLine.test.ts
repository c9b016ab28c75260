/** Command lines that mean nothing: exit 1, what is wrong with which word, what to write, and nobody is called. */
import { describe, expect } from "vitest"
import { errorOf } from "./documents.ts"
import { ONE } from "./manifests.ts"
import { it } from "./place.ts"

interface Case {
  readonly words: string
  readonly says: RegExp
  readonly exitCode?: number
  readonly env?: Readonly<Record<string, string>>
}

const CASES: ReadonlyArray<Case> = [
  { words: "apply --autoapprove", says: /--autoapprove[\s\S]*did you mean `--auto-approve`\?/ },
  { words: "apply --auto-approve --budgte 5", says: /--budgte[\s\S]*did you mean `--budget`\?/ },
  { words: "plan --auto-approve", says: /--auto-approve/ },
  { words: "plan --state", says: /--state needs a value/ },
  { words: "plan --state --json", says: /--state needs a value/ },
  { words: "apply --auto-approve --budget=", says: /--budget needs a value/ },
  { words: "apply --auto-approve --budget x", says: /--budget[\s\S]*whole number/ },
  { words: "apply --auto-approve --budget -5", says: /--budget must not be negative/ },
  { words: "apply --auto-approve --budget 5 --budget 50", says: /--budget is given twice/ },
  { words: "apply --auto-approve --concurrency 0", says: /--concurrency must be at least 1/ },
  { words: "apply --auto-approve --json --events -", says: /write the events to a file/ },
  { words: "aply", says: /'aply'[\s\S]*did you mean `apply`\?/ },
  { words: "state lst", says: /'state lst'[\s\S]*did you mean `state list`\?/ },
  { words: "state", says: /state needs one of its commands[\s\S]*exporter state --help/ },
  { words: "state show nothing", says: /no record of 'nothing'[\s\S]*exporter state list/ },
  { words: "plan extra", says: /'extra'/ },
  { words: "schema plans", says: /exports, plan, report/ },
  { words: "plan --as-of rubbish", says: /--as-of rubbish is not a date[\s\S]*YYYY-MM-DD/ },
  { words: "plan --as-of 2024-02-30", says: /is not a date/ },
  { words: "plan --target nothing", says: /no address matches --target nothing[\s\S]*ledger/ },
  { words: "plan --out no/such/folder/plan.json", says: /cannot be written[\s\S]*folder/ },
  { words: "apply", says: /no terminal to ask[\s\S]*--auto-approve/ },
  { words: "apply missing.json", says: /'missing\.json' cannot be read[\s\S]*exporter plan --out/ },
  { words: "apply exports.yaml", says: /cannot be used: it is not JSON[\s\S]*exporter plan --out/, exitCode: 6 },
  { words: "apply other.json", says: /it is no plan of exporter[\s\S]*exporter plan --out/, exitCode: 6 },
  { words: "apply other.json --target ledger", says: /a plan file is applied as a whole/ },
  {
    words: "apply --auto-approve",
    says: /ONLYFANSAPI_API_KEY is not set[\s\S]*--sandbox/,
    env: { ONLYFANSAPI_API_KEY: " " }
  },
  {
    words: "apply --auto-approve",
    says: /http:\/\/example\.com[\s\S]*only sent over HTTPS[\s\S]*https:\/\/host/,
    env: { ONLYFANSAPI_BASE_URL: "http://example.com" }
  },
  {
    words: "apply --auto-approve",
    says: /has a name, a password or a query in it beside example\.com/,
    env: { ONLYFANSAPI_BASE_URL: "https://user:word@example.com" }
  },
  { words: "apply --auto-approve", says: /EXPORTER_RATE_WINDOW_MS/, env: { EXPORTER_RATE_WINDOW_MS: "soon" } },
  { words: "sandbox --port 99999", says: /the sandbox cannot start/ },
  { words: "sandbox --webhook nowhere", says: /the address of webhooks must begin with http/ },
  { words: "sandbox --scenario exports.yaml", says: /scenario[\s\S]*rules/ },
  { words: "sandbox --window-kind round", says: /fixed, aligned, sliding/ }
]

describe.concurrent("a command line that means nothing", () => {
  it.for(CASES)("exporter $words", async ({ words, says, exitCode = 1, env = {} }, { place, serve }) => {
    const server = await serve((_, response) => void response.writeHead(500).end())
    await place.write("exports.yaml", ONE)
    await place.write("other.json", "{}")
    const args = words.split(" ")
    const ended = await place.run(args, { server, env })
    expect(ended.stderr).toMatch(says)
    expect(ended.exitCode).toBe(exitCode)
    expect(ended.stderr).toMatch(/^error: /m)
    expect(ended.stderr).toMatch(/^ {2}= \S/m)
    if (args.includes("--json")) expect(ended.stderr).toContain(errorOf(ended).message)
    else expect(ended.stdout).toBe("")
    expect(server.calls).toEqual([])
    await expect(place.read("exports.yaml")).resolves.toBe(ONE)
  })
})
