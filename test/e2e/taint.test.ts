/** No key, no password and no signed address in anything that is printed or kept. All of it: taint.long.test.ts. */
import { afterAll, beforeAll, describe } from "vitest"
import { it } from "./place.ts"
import { type Prepared, prepare } from "./prepared.ts"
import { expectNoTaint, LEAKS, modesOf, SHOWING } from "./taints.ts"

let prepared: Prepared

beforeAll(async () => {
  prepared = await prepare()
}, 60_000)

afterAll(() => prepared.remove())

/** Every leak with one command, and every way of saying it. */
const SOME = LEAKS.flatMap((leak, i) => {
  const command = leak.commands[i % leak.commands.length] ?? ""
  const modes = modesOf(command)
  const mode = modes[i % modes.length] ?? ""
  const shown = SHOWING.slice(i % SHOWING.length).slice(0, 1)
  return [{ name: `${leak.name}: ${command} ${mode}`, leak, command, mode, shown }]
})

describe.concurrent("no secret is told", () => {
  it.for(SOME)("$name", async ({ leak, command, mode, shown }, { place, sandbox, serve }) => {
    await expectNoTaint({ leak, command, mode, shown, prepared, place, sandbox, serve })
  })
})
