import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "vitest"
import * as rules from "./architecture/rules.ts"

const ROOT = path.resolve(import.meta.dirname, "..")

const sources: ReadonlyArray<rules.SourceFile> = readdirSync(path.join(ROOT, "src"), {
  recursive: true,
  encoding: "utf8"
})
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.mts"))
  .map((file) => ({
    path: `src/${file.replaceAll(path.sep, "/")}`,
    text: readFileSync(path.join(ROOT, "src", file), "utf8")
  }))

interface Case {
  readonly name: string
  readonly rule: rules.Rule
  /** Files that break it, each of which must be noticed. */
  readonly broken: ReadonlyArray<rules.SourceFile>
  /** Files that come close, and are allowed. */
  readonly allowed: ReadonlyArray<rules.SourceFile>
}

const file = (at: string, text: string): rules.SourceFile => ({ path: at, text })

const cases: ReadonlyArray<Case> = [
  {
    name: `imports go one way: ${rules.ORDER.join(" <- ")}`,
    rule: rules.importTable,
    broken: [
      file("src/plan/diff.ts", 'import { apply } from "../apply/apply.ts"'),
      file("src/state/Record.ts", 'import type { Plan } from "../plan/Plan.ts"'),
      file("src/apply/apply.ts", 'const it = await import("../cli/Output.ts")'),
      file("src/domain.ts", 'export * from "./pipeline.ts"'),
      file("src/library/stages.ts", 'import { EXIT } from "../cli/exit.ts"'),
      file("src/extras/x.ts", "export {}")
    ],
    allowed: [
      file("src/plan/diff.ts", 'import type { State } from "../state/State.ts"\nimport { sum } from "./estimate.ts"'),
      file("src/cli/commands/plan.ts", 'import { planFor } from "../../pipeline.ts"'),
      file("src/plan/diff.ts", '// import { apply } from "../apply/apply.ts"'),
      file("test/plan/diff.test.ts", 'import { apply } from "../../src/apply/apply.ts"')
    ]
  },
  {
    name: "the sandbox shares nothing with the program, and only the command line uses it",
    rule: rules.sandboxApart,
    broken: [
      file("src/sandbox/World.ts", 'import type { Credits } from "../domain.ts"'),
      file("src/sandbox/wire.ts", 'import { remoteExport } from "../api/wire.ts"'),
      file("src/library/index.ts", 'export { start } from "../sandbox/server.ts"'),
      file("src/apply/apply.ts", 'import { start } from "../sandbox/server.ts"')
    ],
    allowed: [
      file("src/sandbox/World.ts", 'import { mix } from "./random.ts"\nimport * as HashMap from "effect/HashMap"'),
      file("src/library/sandbox.ts", 'import { scoped } from "../sandbox/Sandbox.ts"'),
      file("src/cli/server.ts", 'const it = () => import("../sandbox/Sandbox.ts")')
    ]
  },
  {
    name: "ports hide their adapters from all but the command line",
    rule: rules.portsOnly,
    broken: [
      file("src/apply/apply.ts", 'import * as Http from "../api/ExportApi.http.ts"'),
      file("src/pipeline.ts", 'import * as Store from "./state/StateStore.file.ts"'),
      file("src/plan/diff.ts", 'import { Disk } from "../state/file/Disk.ts"'),
      file("src/pipeline.ts", 'import * as Store from "./state/StateStore.s3.ts"'),
      file("src/apply/apply.ts", 'import { overHttp } from "../state/s3/Bucket.ts"'),
      file("src/library/stages.ts", 'import * as Store from "../state/StateStore.file.ts"'),
      file("src/apply/Downloader.http.ts", 'import * as Http from "../api/ExportApi.http.ts"'),
      file("src/apply/handOn.ts", 'import * as Execa from "./Hooks.execa.ts"')
    ],
    allowed: [
      file("src/cli/server.ts", 'import * as Http from "../api/ExportApi.http.ts"'),
      file("src/library/layers.ts", 'import * as Http from "../api/ExportApi.http.ts"'),
      file("src/state/StateStore.file.ts", 'import { Disk } from "./file/Disk.ts"'),
      file("src/apply/apply.ts", 'import { ExportApi } from "../api/ExportApi.ts"')
    ]
  },
  {
    name: "clock, files, network and process come through ports",
    rule: rules.noWorld,
    broken: [
      file("src/plan/diff.ts", "const now = Date.now()"),
      file("src/plan/diff.ts", "const now = new Date()"),
      file("src/state/journal.ts", 'import { readFileSync } from "node:fs"'),
      file("src/state/lock.ts", 'import { hostname } from "node:os"'),
      file("src/request/expand.ts", 'import { createHash, randomUUID } from "node:crypto"'),
      file("src/request/expand.ts", 'import path from "node:path"'),
      file("src/manifest/env.ts", "const home = process.env"),
      file("src/budget/admit.ts", "const lucky = Math.random() < 0.5"),
      file("src/apply/retry.ts", "setTimeout(again, 100)"),
      file("src/apply/workflow.ts", "const answer = await fetch(url)"),
      file("src/pipeline.ts", "console.log(plan)")
    ],
    allowed: [
      file("src/plan/diff.ts", "const at = new Date(now) // Date.now() is the caller's"),
      file("src/state/lock.ts", "const { boot } = jsonOf(process)"),
      file("src/request/fingerprint.ts", 'import { createHash } from "node:crypto"'),
      file("src/plan/OutputFiles.node.ts", 'import { lstat } from "node:fs/promises"'),
      file("src/cli/Output.ts", "process.stdout.isTTY")
    ]
  },
  {
    name: "what decides does nothing",
    rule: rules.decidesOnly,
    broken: [
      file("src/plan/diff.ts", 'import * as Effect from "effect/Effect"'),
      file("src/state/transition.ts", 'import * as Clock from "effect/Clock"'),
      file("src/budget/admit.ts", 'import * as STM from "effect/STM"'),
      file("src/api/wire.ts", 'import * as HttpClient from "@effect/platform/HttpClient"'),
      file("src/plan/OutputFiles.ts", 'import * as Effect from "effect/Effect"')
    ],
    allowed: [
      file("src/plan/diff.ts", 'import * as Either from "effect/Either"'),
      file("src/plan/OutputFiles.ts", 'import type * as Effect from "effect/Effect"'),
      file("src/budget/Budget.ts", 'import * as STM from "effect/STM"'),
      file("src/state/StateStore.memory.ts", 'import * as Effect from "effect/Effect"')
    ]
  },
  {
    name: "only src/main.ts sees arguments, signals and exit codes",
    rule: rules.oneEntry,
    broken: [
      file("src/cli/run.ts", "const words = process.argv.slice(2)"),
      file("src/cli/commands/apply.ts", "process.exit(1)"),
      file("src/sandbox/server.ts", 'process.on("SIGINT", close)'),
      file("src/cli/run.ts", "process.exitCode = 1")
    ],
    allowed: [file("src/main.ts", "process.exit(await run(process.argv))"), file("src/cli/run.ts", "process.env")]
  },
  {
    name: "the spine stays short",
    rule: rules.shortSpine,
    broken: [file(rules.SPINE, "const x = 1\n".repeat(100))],
    allowed: [file(rules.SPINE, "const x = 1\n".repeat(99)), file("src/cli/run.ts", "const x = 1\n".repeat(300))]
  },
  {
    name: "only the budget gives leave to spend",
    rule: rules.oneGrantor,
    broken: [
      file("src/apply/workflow.ts", "const mine = new Allowance(fingerprint, credits)"),
      file("src/apply/workflow.ts", "const mine = { fingerprint, credits } as Allowance")
    ],
    allowed: [
      file("src/budget/Budget.ts", "grant = (fingerprint, credits) => new Allowance(fingerprint, credits)"),
      file("src/api/ExportApi.ts", "allowance: Allowance")
    ]
  },
  {
    name: "only the workflow creates and starts",
    rule: rules.oneBuyer,
    broken: [
      file(
        "src/apply/calls.ts",
        'import { type Answer, ExportApi } from "../api/ExportApi.ts"\nconst started = (yield* ExportApi).start(id, allowance, intent)'
      ),
      file(
        "src/pipeline.ts",
        'import { ExportApi } from "./api/ExportApi.ts"\nconst { data } = yield* api.create(request, intent)'
      )
    ],
    allowed: [
      file(
        "src/apply/workflow.ts",
        'import { ExportApi } from "../api/ExportApi.ts"\nyield* api.start(id, allowance, intent)'
      ),
      file("src/apply/calls.ts", 'import { ExportApi } from "../api/ExportApi.ts"\napi.list(query)'),
      file("src/apply/apply.ts", 'import type { ExportApi } from "../api/ExportApi.ts"\nstopBeforeStart(error)')
    ]
  },
  {
    name: "nothing repeats a POST or forgets an approval by itself",
    rule: rules.noTraps,
    broken: [
      file("src/api/ExportApi.http.ts", "client.pipe(HttpClient.retryTransient({ times: 3 }))"),
      file("src/apply/workflow.ts", "const budget = yield* Effect.serviceOption(Budget)")
    ],
    allowed: [file("src/api/ExportApi.http.ts", "// never retryTransient: it repeats a POST")]
  },
  {
    name: "nothing calls the vendor's retry",
    rule: rules.noRetry,
    broken: [
      file("src/api/ExportApi.http.ts", "HttpClientRequest.post(`/${id}/retry`)"),
      file("src/apply/workflow.ts", 'authorized(HttpClientRequest.post(path(id) + "/retry"))')
    ],
    allowed: [
      file("src/apply/workflow.ts", 'import { retrying } from "./retry.ts"'),
      file("src/sandbox/routes.ts", '"/retry"')
    ]
  },
  {
    name: "libraries are imported by module, files with their ending",
    rule: rules.noBarrels,
    broken: [
      file("src/apply/apply.ts", 'import { Effect } from "effect"'),
      file("src/cli/run.ts", 'import { NodeContext } from "@effect/platform-node"'),
      file("src/plan/diff.ts", 'import { sum } from "./estimate"')
    ],
    allowed: [
      file("src/apply/apply.ts", 'import * as Effect from "effect/Effect"\nimport { x } from "./x.ts"'),
      file("src/cli/run.ts", 'import * as NodeContext from "@effect/platform-node/NodeContext"')
    ]
  }
]

describe.each(cases)("$name", ({ rule, broken, allowed }) => {
  it("holds", () => {
    const violations = sources.flatMap((source) => rule(source).map((what) => `${source.path} ${what}`))
    expect(violations).toEqual([])
  })

  it.each(broken)("notices $path: $text", (source) => {
    expect(rule(source)).not.toEqual([])
  })

  it("allows what only looks like it", () => {
    expect(allowed.flatMap((source) => rule(source))).toEqual([])
  })
})

it("sees the whole program", () => {
  const units = new Set(sources.map(({ path: at }) => rules.unitOf(at)))
  expect([...units].sort()).toEqual([...rules.ORDER, "sandbox"].sort())
})
