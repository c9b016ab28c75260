/** What progress.test.ts shows at a small terminal, at a large one. */
import { describe } from "vitest"
import { expectSeen, hasTerminals } from "./atTerminal.ts"
import { it } from "./place.ts"

describe.skipIf(!hasTerminals)("at a large terminal", () => {
  it("requests are seen under way, and the report stands alone", async ({ place, sandbox }) => {
    await expectSeen({ columns: 120, rows: 40 }, { place, sandbox })
  })
})
