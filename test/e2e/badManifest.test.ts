/** Manifests that cannot be used: exit 3, every problem with its place and what to do, and nobody is called. */
import { describe, expect } from "vitest"
import { errorOf } from "./documents.ts"
import { ONE } from "./manifests.ts"
import { it } from "./place.ts"

interface Case {
  readonly name: string
  /** Its text, where there is a file. */
  readonly text?: string | Uint8Array
  /** Code, and line and column where it has a place. */
  readonly problems: ReadonlyArray<readonly [code: string, line?: number, column?: number]>
  /** What the person is told. */
  readonly says: RegExp
}

/** A valid entry but for what is put in its place. */
const entry = (lines: string): string => `version: 1\nexports:\n  ledger:\n${lines.replace(/^/gm, "    ")}\n`
const DATES = "start_date: 2024-01-01\nend_date: 2024-03-31"

const CASES: ReadonlyArray<Case> = [
  { name: "no file", problems: [["file-not-found"]], says: /there is no file 'exports\.yaml'/ },
  { name: "an empty file", text: "", problems: [["empty-file", 1, 1]], says: /begin with `version: 1`/ },
  {
    name: "two documents",
    text: `${ONE}---\n${ONE}`,
    problems: [["several-documents", 8, 1]],
    says: /remove the `---`/
  },
  {
    name: "tabs",
    text: "version: 1\nexports:\n\tledger: {}\n",
    problems: [["tab-indentation", 3, 1]],
    says: /indent with spaces/
  },
  {
    name: "duplicate keys",
    text: entry(`type: payouts\naccount_ids: [acct_1]\n${DATES}\ntype: chargebacks`),
    problems: [["duplicate-key", 8, 5]],
    says: /`type` stands in the same map twice/
  },
  {
    name: "anchors that explode",
    text: [
      "version: 1",
      "x-a: &a [l, l, l, l, l, l, l, l, l, l]",
      ..."bcdefghi".split("").map((n, i) => `x-${n}: &${n} [${Array(10).fill(`*${"abcdefgh"[i]}`).join(", ")}]`),
      "exports: *i",
      ""
    ].join("\n"),
    problems: [["too-large", 1, 1]],
    says: /exports\.yaml:/
  },
  {
    name: "an anchor inside of itself",
    text: "version: 1\nexports: &a { a: *a }\n",
    problems: [["recursive-anchor", 2, 18]],
    says: /move the anchor/
  },
  {
    name: "a list instead of a map",
    text: "- version: 1\n",
    problems: [["not-a-map", 1, 1]],
    says: /exports\.yaml:1:1/
  },
  {
    name: "wrong types",
    text: `version: one\nexports:\n  ledger: { type: payouts, account_ids: acct_1, start_date: 5, end_date: 2024-03-31 }\n`,
    problems: [
      ["unsupported-version", 1, 10],
      ["wrong-value", 3, 41],
      ["wrong-type", 3, 61]
    ],
    says: /3 problems/
  },
  {
    name: "an unknown key with a near match",
    text: entry(`type: payouts\nacount_ids: [acct_1]\n${DATES}`),
    problems: [["unknown-key", 5, 5]],
    says: /did you mean `account_ids`\?/
  },
  {
    name: "an unknown type with a near match",
    text: entry(`type: payout\naccount_ids: [acct_1]\n${DATES}`),
    problems: [["unknown-type", 4, 11]],
    says: /did you mean `payouts`\?/
  },
  {
    name: "an end before its start",
    text: entry("type: payouts\naccount_ids: [acct_1]\nstart_date: 2024-03-31\nend_date: 2024-01-01"),
    problems: [["end-before-start", 7, 15]],
    says: /swap them/
  },
  {
    name: "a day that does not exist",
    text: entry("type: payouts\naccount_ids: [acct_1]\nstart_date: 2024-02-30\nend_date: 2024-03-31"),
    problems: [["bad-date", 6, 17]],
    says: /the calendar has no such day/
  },
  {
    name: "an output that leaves its folder",
    text: entry(`type: payouts\naccount_ids: [acct_1]\n${DATES}\noutput: ../../etc/x.csv`),
    problems: [["output-escapes", 8, 13]],
    says: /leads out of the output root/
  },
  {
    name: "a key in the manifest",
    text: entry(
      `type: payouts\naccount_ids: [acct_1]\n${DATES}\noutput: "sk_live_9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d.csv"`
    ),
    problems: [["secret", 8, 13]],
    says: /ONLYFANSAPI_API_KEY/
  },
  {
    name: "an environment variable that is not set",
    text: entry(`type: payouts\naccount_ids: ["\${env:NO_SUCH_ACCOUNT}"]\n${DATES}`),
    problems: [["unset-variable", 5, 19]],
    says: /NO_SUCH_ACCOUNT/
  },
  {
    name: "bytes that are no text",
    text: Uint8Array.from([0xff, 0xfe, 0, 1, 2]),
    problems: [["file-unreadable"]],
    says: /UTF-8/
  }
]

describe.concurrent("a manifest that cannot be used", () => {
  it.for(CASES)("$name", async ({ text, problems, says }, { place, serve }) => {
    const server = await serve((_, response) => void response.writeHead(500).end())
    if (text !== undefined) await place.write("exports.yaml", text)
    const ended = await place.run(["apply", "--auto-approve", "--json"], { server })
    expect(ended.exitCode).toBe(3)
    expect(errorOf(ended).code).toBe("invalid-manifest")
    expect(errorOf(ended).problems.map(({ code, place: at }) => (at ? [code, at.line, at.column] : [code]))).toEqual(
      problems
    )
    expect(ended.stderr).toMatch(says)
    expect(ended.stderr).toMatch(/= help: /)
    expect(server.calls).toEqual([])
  })

  it("is told alike by every command, and nothing goes to standard output", async ({ place }) => {
    await place.write("exports.yaml", "")
    const runs = ["validate", "plan", "apply --auto-approve"].map((words) => place.run(words.split(" ")))
    for (const { exitCode, stdout, stderr } of await Promise.all(runs)) {
      expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" })
      expect(stderr).toMatch(/^error\[empty-file\]: the file declares nothing\n --> exports\.yaml:1:1\n/)
    }
  })
})
