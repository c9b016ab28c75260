/**
 * Progress at a terminal: a frame at its end that is drawn anew a few times a second, with one line per request under
 * way. What is said once scrolls by above it. Loaded only where there is such a terminal.
 */
import { Writable } from "node:stream"
import { eraseLines } from "ansi-escapes"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { createLogUpdate } from "log-update"
import { onExit } from "signal-exit"
import type { RateUsage } from "../api/ExportApi.ts"
import { NOTHING_YET, type Progress, progressed } from "../apply/Progress.ts"
import type { Reporter, Standing } from "../apply/Reporter.ts"
import { rateOf } from "../apply/Standing.ts"
import type { Output } from "./Output.ts"
import { widthOf } from "./progress/fit.ts"
import { frameOf, rowsFor } from "./progress/frame.ts"
import { clock, lineOf } from "./progress/lines.ts"
import { viewOf } from "./progress/View.ts"

export interface Terminal {
  readonly write: (text: string) => void
  readonly columns: () => number
  readonly rows: () => number
  readonly isUnicode: boolean
  readonly timeOfDay: (epochMs: number) => string
}

/** The frame is drawn at most so often, in ms. */
const FRAME_MS = 125

/** Ages grow while nothing else does. */
const SECOND_MS = 1_000

/** Longer lines are read badly. */
const MAX_COLUMNS = 200

/** A reporter, and the output for all that is said while the frame stands: it goes above. */
export const make = (output: Output, terminal: Terminal, usage: Effect.Effect<RateUsage>) =>
  Effect.gen(function* () {
    const style = output.style("err")
    const sheet = new Sheet(terminal)
    const log = createLogUpdate(sheet)
    let progress: Progress = NOTHING_YET
    let isShown = false
    let isDirty = false
    let drawnAt = 0
    let drawn: { readonly columns: number; readonly widths: ReadonlyArray<number> } = { columns: 0, widths: [] }
    /** Said since the last drawing. */
    let above: Array<string> = []
    let forgetExit = () => {}

    const scrollBy = () => {
      if (above.length === 0) return
      sheet.write(`${above.join("\n")}\n`)
      above = []
    }

    const draw = (now: number, rate: Standing["rate"] | undefined) => {
      const columns = terminal.columns()
      const lines = frameOf(
        viewOf(progress, now, rowsFor(terminal.rows()), rate),
        { ...terminal, style, columns: Math.min(columns - 1, MAX_COLUMNS) },
        now
      )
      // A terminal that became narrower has broken lines in two: these rows are the frame's as well.
      const broken = columns < drawn.columns ? brokenRows(drawn.widths, columns) : 0
      if (broken > 0) sheet.write(eraseLines(broken + 1))
      if (above.length > 0) {
        log.clear()
        scrollBy()
      }
      log(lines.join("\n"))
      drawn = { columns, widths: lines.map(visibleWidth) }
      drawnAt = now
      isDirty = false
      // All of it in one piece: nothing of it is seen half done.
      terminal.write(sheet.take())
    }

    const close = () => {
      if (!isShown) return
      isShown = false
      forgetExit()
      log.clear()
      scrollBy()
      terminal.write(sheet.take())
      log.done()
    }

    const tick = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      if (!isShown || (!isDirty && now - drawnAt < SECOND_MS)) return
      const known = yield* usage
      draw(now, known.limit === undefined ? undefined : rateOf(known))
    })
    yield* Effect.forkScoped(Effect.forever(Effect.zipRight(Effect.sleep(FRAME_MS), tick)))
    yield* Effect.addFinalizer(() => Effect.sync(close))

    const reporter: Reporter["Type"] = {
      emit: (event) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          progress = progressed(progress, event, now)
          isDirty = true
          const line = lineOf(event)
          if (line !== undefined && line.kind !== "step") {
            const words = line.short ?? line.text
            const text = line.format === undefined ? words : style(line.format, words)
            above.push(`${style("dim", clock(now - (progress.begun ?? now)))}  ${text}`)
          }
          if (event.type === "run-started") {
            isShown = true
            // A second Ctrl-C ends the process at once.
            forgetExit = onExit(close)
          }
          if (event.type === "run-finished") close()
        })
    }
    return {
      reporter,
      output: {
        ...output,
        err: (text: string) => {
          if (!isShown) return output.err(text)
          above.push(text.replace(/\n$/, ""))
          isDirty = true
        }
      }
    }
  })

/** Rows beyond one each that lines of these widths take up. */
const brokenRows = (widths: ReadonlyArray<number>, columns: number): number =>
  widths.reduce((sum, width) => sum + Math.max(0, Math.ceil(width / Math.max(1, columns)) - 1), 0)

// biome-ignore lint/suspicious/noControlCharactersInRegex: the styles of our own lines
const STYLES = /\u001b\[\d+(;\d+)*m/g

const visibleWidth = (line: string): number => widthOf(line.replace(STYLES, ""))

/** What is written is kept until it is taken, of the size of the terminal. */
class Sheet extends Writable {
  readonly #terminal: Terminal
  #text = ""

  constructor(terminal: Terminal) {
    super({ decodeStrings: false })
    this.#terminal = terminal
  }

  get columns(): number {
    return this.#terminal.columns()
  }

  get rows(): number {
    return this.#terminal.rows()
  }

  override _write(text: string, _: string, done: () => void): void {
    this.#text += text
    done()
  }

  take(): string {
    const text = this.#text
    this.#text = ""
    return text
  }
}
