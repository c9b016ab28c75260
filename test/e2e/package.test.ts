/** What ships is what was tested: packed, installed into an empty project by npm and by pnpm, and run from there. */
import { rm } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, inject } from "vitest"
import { expectEveryCode, expectEveryCommand, installedIn, type Packed, pack } from "./installed.ts"
import { it, type Place } from "./place.ts"

let packed: Packed

beforeAll(async () => {
  packed = await pack()
}, 60_000)

afterAll(() => rm(packed.folder, { recursive: true, force: true }))

describe("the tarball", () => {
  it("has what is needed, and nothing else", () => {
    const paths = packed.files.map(({ path }) => path)
    expect(paths.filter((path) => !/^(ci|dist|schema)\//.test(path)).sort()).toEqual([
      ".github/actions/exporter/action.yml",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "package.json"
    ])
    expect(paths).toEqual(
      expect.arrayContaining([
        "ci/job.sh",
        "dist/exporter.cjs",
        "dist/index.mjs",
        "dist/postgres.cjs",
        "dist/sandbox.mjs",
        "dist/types/library/index.d.ts",
        "dist/types/library/sandbox.d.ts",
        "dist/LICENSES.txt",
        "schema/exports.schema.json"
      ])
    )
  })
})

/** By npx, and by those who import it. */
const expectReached = async (place: Place): Promise<void> => {
  const at = { cwd: "project" }
  const { version } = JSON.parse(await place.read(`${inject("packageFolder")}/package.json`)) as { version: string }
  const asked = await place.shell("npm_config_update_notifier=false npx --no-install --offline exporter --version", at)
  expect(asked).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: "" })
  // The library shares Effect with its user, and the command line has done without.
  const alone = await place.shell("node -e \"import('exporter').catch(({ code }) => console.log(code))\"", at)
  expect(alone).toMatchObject({ exitCode: 0, stdout: "ERR_MODULE_NOT_FOUND\n" })
  const resolved = await place.shell("node -p \"require('exporter/schema/exports.schema.json').title\"", at)
  expect(resolved.exitCode).toBe(0)
}

// The other way round: package.long.test.ts.
describe.concurrent("installed by", () => {
  it("npm: it is a command of npx, a library for those who have Effect, and ends with every exit code that there is", {
    timeout: 120_000
  }, async ({ place, sandbox }) => {
    const installed = await installedIn(place, packed, "npm")
    await expectReached(place)
    await expectEveryCode({ place, sandbox, installed })
  })

  it("pnpm: it has every command", { timeout: 120_000 }, async ({ place, sandbox }) => {
    await expectEveryCommand({ place, sandbox, installed: await installedIn(place, packed, "pnpm") })
  })
})
