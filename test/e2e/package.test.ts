/** What ships is what was tested: packed, installed into an empty project, and run from there. */
import { readdir } from "node:fs/promises"
import { expect, inject } from "vitest"
import { FOUR } from "./manifests.ts"
import { it } from "./place.ts"

it("installs without the network and runs", { timeout: 120_000 }, async ({ place }) => {
  const packageFolder = inject("packageFolder")
  // Without scripts: what was built for these tests is packed, and not built anew.
  const packed = await place.shell(
    `npm pack '${packageFolder}' --ignore-scripts --json --pack-destination . --loglevel error`
  )
  expect(packed.exitCode).toBe(0)
  const [{ filename, files }] = JSON.parse(packed.stdout) as [
    { filename: string; files: ReadonlyArray<{ path: string; mode: number }> }
  ]
  const paths = files.map(({ path }) => path)
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
      "dist/sandbox.mjs",
      "dist/types/library/index.d.ts",
      "dist/types/library/sandbox.d.ts",
      "dist/LICENSES.txt",
      "schema/exports.schema.json"
    ])
  )

  await place.write("project/package.json", '{"name":"project","private":true}')
  await place.write("project/exports.yaml", FOUR)
  const at = { cwd: "project" }
  const installed = await place.shell(`npm install --offline --no-audit --no-fund --loglevel error ../${filename}`, at)
  expect(installed).toMatchObject({ exitCode: 0, stderr: "" })
  expect((await readdir(place.path("project/node_modules"))).filter((name) => !name.startsWith("."))).toEqual([
    "exporter"
  ])

  const npx = (words: string) => place.shell(`npx --no-install --offline ${words}`, at)
  const { version } = JSON.parse(await place.read(`${packageFolder}/package.json`)) as { version: string }
  expect(await npx("exporter --version")).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: "" })
  expect((await npx("exporter plan --detailed-exitcode")).exitCode).toBe(2)
  expect((await npx("exporter apply --sandbox --auto-approve")).exitCode).toBe(0)
  expect((await npx("exporter plan --sandbox --detailed-exitcode")).exitCode).toBe(0)
  // The library shares Effect with its user, and the command line has done without.
  const alone = await place.shell("node -e \"import('exporter').catch(({ code }) => console.log(code))\"", at)
  expect(alone).toMatchObject({ exitCode: 0, stdout: "ERR_MODULE_NOT_FOUND\n" })
  const resolved = await place.shell("node -p \"require('exporter/schema/exports.schema.json').title\"", at)
  expect(resolved.exitCode).toBe(0)
})
