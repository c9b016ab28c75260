import { defineConfig } from "vitest/config"

const LONG = "test/**/*.long.test.ts"

export default defineConfig({
  test: {
    testTimeout: 30_000,
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
          maxConcurrency: 10
        }
      }
    ]
  }
})
