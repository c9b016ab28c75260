/** What package.test.ts shows of one package manager, for the other one. */
import { rm } from "node:fs/promises"
import { afterAll, beforeAll, describe } from "vitest"
import { expectEveryCode, expectEveryCommand, installedIn, type Packed, pack } from "./installed.ts"
import { it } from "./place.ts"

let packed: Packed

beforeAll(async () => {
  packed = await pack()
}, 60_000)

afterAll(() => rm(packed.folder, { recursive: true, force: true }))

describe.concurrent("installed by", () => {
  it("pnpm: it ends with every exit code that there is", async ({ place, sandbox }) => {
    await expectEveryCode({ place, sandbox, installed: await installedIn(place, packed, "pnpm") })
  })

  it("npm: it has every command", async ({ place, sandbox }) => {
    await expectEveryCommand({ place, sandbox, installed: await installedIn(place, packed, "npm") })
  })
})
