import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const WORKERS = availableParallelism() + 1
const LONG = "test/**/*.long.test.ts"

/** The files of `test/e2e/` that take longest: begun last, one of them would be waited for alone. */
const FIRST = [
  "workers",
  "operating",
  "crash",
  "ci",
  "remoteState",
  "library",
  "json",
  "adversary",
  "doctor",
  "progress",
  "taint",
  "recovery"
]

const rank = ({ moduleId, project }: TestSpecification): number => {
  const place = FIRST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  if (project.name !== "e2e") return FIRST.length + 1
  return place === -1 ? FIRST.length : place
}

class LongestFirst extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

/** Starts nothing until a test asks for it. */
const POSTGRES = "test/postgres/shared.ts"

export default defineConfig({
  test: {
    // Far more than any takes alone: the processor may be shared.
    testTimeout: 90_000,
    // Two more than by default: while one file waits, others work. None is ended before the last file: vitest 3 trips over it.
    maxWorkers: WORKERS,
    minWorkers: WORKERS,
    sequence: { sequencer: LongestFirst },
    // What a file imports, the next one finds: most of them import Effect. None changes what others see.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", LONG, "node_modules/**"],
          globalSetup: POSTGRES
        }
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: [LONG, "node_modules/**"],
          globalSetup: ["test/e2e/build.ts", POSTGRES],
          // They wait for processes and servers most of the time.
          maxConcurrency: 12
        }
      }
    ]
  }
})
