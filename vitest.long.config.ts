import { defineConfig } from "vitest/config"

/** The long forms of tests: minutes, and more schedules, seeds and kills than a commit waits for. */
export default defineConfig({
  test: {
    include: ["test/**/*.long.test.ts"],
    // The second starts nothing until a test asks for it.
    globalSetup: ["test/e2e/build.ts", "test/postgres/shared.ts"],
    testTimeout: 15 * 60_000
  }
})
