/** `--json`, every command with everything that can be wrong. */
import { afterAll, beforeAll, describe } from "vitest"
import { expectOneDocument, FAULTS, SUBJECTS } from "./jsonDocuments.ts"
import { it } from "./place.ts"
import { type Prepared, prepare } from "./prepared.ts"

let prepared: Prepared

beforeAll(async () => {
  prepared = await prepare()
}, 60_000)

afterAll(() => prepared.remove())

describe.concurrent.each(FAULTS.map((fault) => ({ name: fault.name, fault })))("$name", ({ fault }) => {
  it.for(SUBJECTS.map((subject) => ({ name: subject.words, subject })))(
    "$name --json",
    async ({ subject }, { place, sandbox, serve }) => {
      await expectOneDocument({ subject, fault, prepared, place, sandbox, serve })
    }
  )
})
