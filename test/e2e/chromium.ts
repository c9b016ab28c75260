/** A real browser for pages that were written: Chromium without a window, where there is one. */
import { existsSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { source as AXE } from "axe-core"
import { type Browser, chromium, type Page } from "playwright-core"

/** Nothing, where none is installed: `apt-get install chromium` installs one. */
export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync)

/** What it is asked for is the page alone: no update, no account, no service of its own. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
]

export const launch = (): Promise<Browser> =>
  chromium.launch({ headless: true, args: QUIET, ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }) })

export interface Look {
  readonly width: number
  readonly scheme: "light" | "dark"
  readonly scripts?: boolean
}

export interface Seen {
  readonly page: Page
  /** What the console said, and what failed in the page. */
  readonly complaints: ReadonlyArray<string>
  /** All that was asked for. */
  readonly requests: ReadonlyArray<string>
}

/** Opens a file in a profile of its own. */
export const see = async (browser: Browser, file: string, { width, scheme, scripts = true }: Look): Promise<Seen> => {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: scripts
  })
  const page = await context.newPage()
  const complaints: Array<string> = []
  const requests: Array<string> = []
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`))
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`))
  page.on("request", (request) => requests.push(request.url()))
  await page.goto(pathToFileURL(file).href)
  return { page, complaints, requests }
}

/** What keeps people from using the page, as axe-core finds it: its own rules of WCAG 2.2 A and AA, and good practice. */
export const obstacles = async (page: Page): Promise<ReadonlyArray<string>> => {
  // Evaluated, not added as an element: the page lets no script in but its own.
  await page.evaluate(AXE)
  return page.evaluate<ReadonlyArray<string>>(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.length + " x " + nodes[0].html.slice(0, 200)))`)
}

/** How much wider than the window the page is, in CSS pixels. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth")
