/** No key, no password and no signed address in anything that is printed or kept. All of it: taint.long.test.ts. */
import { afterAll, beforeAll, describe, expect } from "vitest"
import { it, until } from "./place.ts"
import { copyTo, type Prepared, prepare } from "./prepared.ts"
import { expectNoTaint, LEAKS, modesOf, SECRET, SHOWING } from "./taints.ts"

let prepared: Prepared

beforeAll(async () => {
  prepared = await prepare()
}, 60_000)

afterAll(() => prepared.remove())

/** Every sixth leak with one command, and every way of saying it. */
const SOME = LEAKS.filter((_, i) => i % 6 === 0).flatMap((leak, i) => {
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

  it("by the lock of a command that is under way", async ({ place, serve }) => {
    await copyTo(prepared, place)
    const server = await serve(() => undefined)
    place.start(["state", "import", "links", SECRET], { server, env: { ONLYFANSAPI_API_KEY: SECRET } })
    await until(() => server.calls.length > 0)
    expect(await place.read("exports.state.lock")).toContain('"state import links (the key)"')
  })
})
