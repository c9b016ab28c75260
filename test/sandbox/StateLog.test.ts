import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openStateLog, type StateLog } from "../../src/sandbox/StateLog.ts"
import { empty, handle, jobsOf, type Operation, type World } from "../../src/sandbox/World.ts"
import { callOf, LIMIT, NOON, RULES, TRANSACTIONS } from "./fixtures.ts"

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"))
  file = join(folder, "sandbox.state")
})

afterEach(() => rmSync(folder, { recursive: true }))

const fresh = empty(1_000, LIMIT)

/** Carries out a call and writes it down. */
const step = (log: StateLog, world: World, now: number, operation: Operation, id = ""): World => {
  const { world: next, touched } = handle(RULES, world, now, callOf(operation, { id, body: TRANSACTIONS }))
  log.append(world, next, touched)
  return next
}

/** A world with a priced, a started and a cancelled export, and its file. */
const lived = (): World => {
  const log = openStateLog(file, fresh)
  let world = log.world
  for (let i = 0; i < 3; i++) world = step(log, world, NOON, "create")
  const [first, second] = jobsOf(world).map(({ id }) => id)
  world = step(log, world, NOON + 1_000, "start", first)
  world = step(log, world, NOON + 1_000, "start", second)
  return step(log, world, NOON + 2_000, "cancel", second)
}

/** What is compared: the window of the limit begins anew with every process. */
const keptOf = (world: World) => ({
  balance: world.balance,
  ledger: world.ledger,
  throttled: world.throttled,
  sequence: world.sequence,
  startingThemselves: world.startingThemselves,
  jobs: jobsOf(world)
})

describe("the state file", () => {
  it("gives back what was written, any number of times", () => {
    const world = lived()
    expect(world.ledger).toHaveLength(2)
    expect(keptOf(openStateLog(file, empty(5, LIMIT)).world)).toEqual(keptOf(world))
    expect(keptOf(openStateLog(file, empty(5, LIMIT)).world)).toEqual(keptOf(world))
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it("goes on with ids that were never given out, and with starts that are due", () => {
    const log = openStateLog(file, fresh)
    const body = { ...TRANSACTIONS, auto_start: true }
    const { world, touched } = handle(RULES, log.world, NOON, callOf("create", { body }))
    log.append(log.world, world, touched)
    const again = openStateLog(file, fresh)
    const next = step(again, again.world, NOON + 5_000, "create")
    expect(new Set(jobsOf(next).map(({ id }) => id)).size).toBe(2)
    expect(next.ledger).toMatchObject([{ cause: "auto_start", at: NOON + 1_000 }])
  })

  it("does not start later what found too few credits", () => {
    const log = openStateLog(file, empty(5, LIMIT))
    const body = { ...TRANSACTIONS, auto_start: true }
    const made = handle(RULES, log.world, NOON, callOf("create", { body }))
    log.append(log.world, made.world, made.touched)
    step(log, made.world, NOON + 5_000, "create")
    expect(openStateLog(file, fresh).world.startingThemselves).toEqual([])
  })

  it("adds a line for a change, whatever its size, and none for a question", () => {
    lived()
    const log = openStateLog(file, fresh)
    const before = readFileSync(file, "utf8")
    const asked = step(log, log.world, NOON + 3_000, "list")
    expect(readFileSync(file, "utf8")).toBe(before)
    step(log, asked, NOON + 3_000, "create")
    const added = readFileSync(file, "utf8").slice(before.length)
    expect(added.match(/\n/g)).toHaveLength(1)
    expect(JSON.parse(added).jobs).toHaveLength(1)
  })

  it("recovers to the last whole line, wherever it was cut", () => {
    const world = lived()
    const whole = readFileSync(file)
    const lines = whole.toString("utf8").split("\n").slice(0, -1)
    const lastBegins = whole.length - Buffer.byteLength(lines.at(-1) ?? "") - 1
    const beforeLast = keptOf(openStateLog(cutAt(whole, lastBegins), fresh).world)
    for (let length = lastBegins; length < whole.length; length++) {
      expect(keptOf(openStateLog(cutAt(whole, length), fresh).world)).toEqual(beforeLast)
    }
    expect(keptOf(openStateLog(cutAt(whole, whole.length), fresh).world)).toEqual(keptOf(world))
    expect(beforeLast).not.toEqual(keptOf(world))
  })

  it.each(["{}\n", "hello\n", "null\n", '{"version":1}\nx\n'])("leaves a file alone that says %j", (text) => {
    writeFileSync(file, text)
    expect(() => openStateLog(file, fresh)).toThrow(/line 1, is not of the sandbox/)
    expect(readFileSync(file, "utf8")).toBe(text)
  })

  it("says so when a line in the middle is damaged", () => {
    lived()
    appendFileSync(file, "x\n")
    expect(() => openStateLog(file, fresh)).toThrow(/is not of the sandbox/)
    expect(() => openStateLog(folder, fresh)).toThrow(/is no file/)
    expect(() => openStateLog("/dev/null", fresh)).toThrow(/is no file/)
  })
})

const cutAt = (bytes: Buffer, length: number): string => {
  const copy = join(folder, "cut.state")
  writeFileSync(copy, bytes.subarray(0, length))
  return copy
}
