import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

const LONG = "test/**/*.long.test.ts"

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // One less is the default; the long ones mostly wait.
    maxWorkers: availableParallelism(),
    minWorkers: 1,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/e2e/**", LONG, "node_modules/**"] }
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: [LONG, "node_modules/**"],
          globalSetup: "test/e2e/build.ts",
          // They wait for processes and servers most of the time.
          maxConcurrency: 12,
          testTimeout: 90_000
        }
      }
    ]
  }
})
