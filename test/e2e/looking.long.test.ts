/** Each page of looking.test.ts in every width and scheme. */
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe } from "vitest"
import { renderPage } from "../../src/cli/report/page.ts"
import { CHROMIUM, launch } from "./chromium.ts"
import { ALL_LOOKS, expectGood } from "./pageLooks.ts"
import { it } from "./place.ts"

describe.skipIf(CHROMIUM === undefined)("the page in Chromium", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it.for(ALL_LOOKS)("$name: is good at $width px, $scheme", async ({ input, ...look }, { place }) => {
    await expectGood(browser, await place.write("page.html", renderPage(input)), look)
  })
})
