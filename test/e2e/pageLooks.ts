/** Pages of `exporter report`, and how people look at them. */
import type { Browser } from "playwright-core"
import { expect } from "vitest"
import { reportInput } from "../cli/looking.ts"
import { hostile } from "../cli/report/pages.ts"
import { type Look, obstacles, overhang, see } from "./chromium.ts"

const MIDDLE = { name: "of a project in the middle of its life", input: reportInput() }
const HOSTILE = { name: "of hostile names", input: hostile }
const NOTHING = { name: "of nothing", input: { ...reportInput(), files: [], lastRun: "none" as const } }

/** Every page, every width and every scheme once. */
export const SOME_LOOKS = [
  { ...MIDDLE, width: 1280, scheme: "light" },
  { ...MIDDLE, width: 375, scheme: "dark" },
  { ...HOSTILE, width: 375, scheme: "light" },
  { ...NOTHING, width: 1280, scheme: "dark" }
] as const

/** Every page in every width and scheme. */
export const ALL_LOOKS = [MIDDLE, HOSTILE, NOTHING].flatMap((one) =>
  [1280, 375].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ ...one, width, scheme })))
)

/** It fits, complains of nothing, asks for nothing, and shuts nobody out. */
export const expectGood = async (browser: Browser, file: string, look: Look): Promise<void> => {
  const { page, complaints, requests } = await see(browser, file, look)
  expect(await overhang(page)).toBeLessThanOrEqual(0)
  expect(await obstacles(page)).toEqual([])
  expect(complaints).toEqual([])
  expect(requests).toEqual([page.url()])
  await page.context().close()
}
