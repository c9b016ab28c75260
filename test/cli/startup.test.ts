/** What a command loads before it does anything: a start is only as quick as that is little. */
import { resolve } from "node:path"
import { build, type Metafile } from "esbuild"
import { beforeAll, describe, expect, it } from "vitest"

const ROOT = resolve(import.meta.dirname, "../..")

let outputs: Metafile["outputs"]

beforeAll(async () => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["src/main.ts", "src/cli/run.ts"],
    outdir: "unwritten",
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    metafile: true
  })
  outputs = metafile.outputs
})

/** The modules that are loaded together with one, node's own among them; not what it loads when it is needed. */
const loadedWith = (entry: string): ReadonlyArray<string> => {
  const first = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === entry)
  const seen = new Set<string>()
  const modules = new Set<string>()
  const follow = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const input of Object.keys(outputs[name]?.inputs ?? {})) modules.add(input)
    for (const { path, kind, external } of outputs[name]?.imports ?? []) {
      if (kind !== "import-statement") continue
      if (external) modules.add(path)
      else follow(path)
    }
  }
  if (first === undefined) throw new Error(`${entry} is no entry of the build`)
  follow(first)
  return [...modules]
}

const HEAVY =
  /sandbox\/|@effect\/(platform|sql)|node_modules\/(yaml|ajv|execa|write-excel-file|yazl|yauzl|aws4fetch|pg)\/|\.(http|s3|postgres)\.ts|^(node:)?https?$/

describe("is loaded without HTTP, YAML, sandbox and spreadsheets:", () => {
  it.each(["src/cli/run.ts", "src/cli/commands/plan.ts", "src/cli/commands/validate.ts", "src/cli/commands/state.ts"])(
    "%s",
    (entry) => {
      expect(loadedWith(entry).filter((module) => HEAVY.test(module))).toEqual([])
    }
  )

  it("and this test would see them", () => {
    expect(loadedWith("src/cli/commands/apply.ts").filter((module) => HEAVY.test(module))).not.toEqual([])
    expect(loadedWith("src/manifest/readManifest.ts").filter((module) => HEAVY.test(module))).not.toEqual([])
  })
})

it("only a state in PostgreSQL loads the driver", () => {
  const driver = (entry: string) => loadedWith(entry).filter((module) => /node_modules\/(pg|@effect\/sql)/.test(module))
  expect(driver("src/cli/commands/apply.ts")).toEqual([])
  expect(driver("src/state/StateStore.postgres.ts")).not.toEqual([])
})

it("telemetry is loaded by nothing but what asks for it", () => {
  const exporting = (entry: string) =>
    loadedWith(entry).filter((module) => /@effect\/opentelemetry|@opentelemetry|Telemetry\.http/.test(module))
  for (const entry of ["src/cli/run.ts", "src/cli/commands/apply.ts", "src/cli/onlinePlan.ts"])
    expect(exporting(entry)).toEqual([])
  expect(exporting("src/telemetry/Telemetry.http.ts")).not.toEqual([])
  // The SDK of OpenTelemetry is not a part of it.
  expect(
    Object.values(outputs)
      .flatMap(({ inputs }) => Object.keys(inputs))
      .filter((one) => /@opentelemetry\//.test(one))
  ).toEqual([])
})

it("the front door answers --version with nothing but itself", () => {
  expect(
    loadedWith("src/main.ts").filter(
      (module) => !/^src\/(main|cli\/(help|version|write))\.ts$|^package\.json$|^node:fs$/.test(module)
    )
  ).toEqual([])
})
