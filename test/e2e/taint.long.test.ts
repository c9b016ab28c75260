/** No secret in anything: every leak, every command that may meet it, every way of saying it. */
import { afterAll, beforeAll, describe } from "vitest"
import { it } from "./place.ts"
import { type Prepared, prepare } from "./prepared.ts"
import { expectNoTaint, LEAKS, modesOf, SHOWING } from "./taints.ts"

let prepared: Prepared

beforeAll(async () => {
  prepared = await prepare()
}, 60_000)

afterAll(() => prepared.remove())

describe.concurrent.each(LEAKS.map((leak) => ({ name: leak.name, leak })))("$name", ({ leak }) => {
  const all = leak.commands.flatMap((command) =>
    modesOf(command).map((mode) => ({ name: `${command} ${mode}`, command, mode }))
  )
  it.for(all)("$name", async ({ command, mode }, { place, sandbox, serve }) => {
    await expectNoTaint({ leak, command, mode, shown: SHOWING, prepared, place, sandbox, serve })
  })
})
