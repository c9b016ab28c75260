import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

const LONG = "test/**/*.long.test.ts"

/** Starts nothing until a test asks for it. */
const POSTGRES = "test/postgres/shared.ts"

export default defineConfig({
  test: {
    // Far more than any takes alone: the processor may be shared.
    testTimeout: 90_000,
    // One less is the default; the long ones mostly wait.
    maxWorkers: availableParallelism(),
    minWorkers: 1,
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
