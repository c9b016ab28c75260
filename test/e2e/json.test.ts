/** `--json`: one document that its schema describes, and a fitting exit code, whatever is wrong. All pairs: json.long.test.ts. */
import { afterAll, beforeAll, describe, expect } from "vitest"
import { COMMANDS, type CommandHelp } from "../../src/cli/help.ts"
import { errorOf } from "./documents.ts"
import { expectOneDocument, FAULTS, NOTHING_WRONG, SUBJECTS } from "./jsonDocuments.ts"
import { it } from "./place.ts"
import { type Prepared, prepare } from "./prepared.ts"

let prepared: Prepared

beforeAll(async () => {
  prepared = await prepare()
}, 60_000)

afterAll(() => prepared.remove())

/** Every sixth fault meets a command that it hits. */
const SOME = FAULTS.filter((_, i) => i % 6 === 0).flatMap((fault, i) => {
  const hit = SUBJECTS.filter(({ needs }) => fault.takes === undefined || needs.includes(fault.takes))
  const subject = hit[i % hit.length]
  return subject === undefined ? [] : [{ name: `${subject.words}: ${fault.name}`, subject, fault }]
})

describe.concurrent("--json", () => {
  it.for(SUBJECTS.map((subject) => ({ name: subject.words, subject })))(
    "$name: nothing is wrong",
    async ({ subject }, { place, sandbox, serve }) => {
      await expectOneDocument({ subject, fault: NOTHING_WRONG, prepared, place, sandbox, serve })
    }
  )

  it.for(SOME)("$name", async ({ subject, fault }, { place, sandbox, serve }) => {
    await expectOneDocument({ subject, fault, prepared, place, sandbox, serve })
  })

  it("is tried on every command that takes it; the others refuse it", async ({ place }) => {
    const commands = Object.entries<CommandHelp>(COMMANDS)
    const taking = commands.flatMap(([name, { options }]) => (options.includes("json") ? [name] : []))
    expect(taking.filter((name) => !SUBJECTS.some(({ words }) => words.startsWith(name)))).toEqual([])
    for (const [name, { arguments: [argument] = [] }] of commands.filter(([it]) => !taking.includes(it))) {
      const word = argument?.choices?.[0] ?? []
      const ended = await place.run([name, "--json"].concat(word))
      expect(ended.exitCode).toBe(1)
      expect(errorOf(ended)).toMatchObject({ code: "usage", message: `${name} has no option --json` })
    }
  })
})
