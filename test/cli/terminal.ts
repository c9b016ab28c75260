/** A terminal that keeps its screen: what is written to it is shown as a real one would show it. */
import { Terminal } from "@xterm/headless"

export class Screen {
  readonly #terminal: Terminal
  /** All that was written, as it came. */
  written = ""
  /** How often something was written. */
  draws = 0

  constructor(columns: number, rows: number) {
    this.#terminal = new Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true, convertEol: true })
  }

  readonly write = (text: string): void => {
    this.written += text
    this.draws++
    this.#terminal.write(text)
  }

  get columns(): number {
    return this.#terminal.cols
  }

  get rows(): number {
    return this.#terminal.rows
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows)
  }

  /** Every line from the first one, as soon as all that was written is shown; without the empty ones at the end. */
  lines(): Promise<ReadonlyArray<string>> {
    return new Promise((resolve) =>
      this.#terminal.write("", () => {
        const { active } = this.#terminal.buffer
        const lines = Array.from({ length: active.length }, (_, n) => active.getLine(n)?.translateToString(true) ?? "")
        while (lines.at(-1) === "") lines.pop()
        resolve(lines)
      })
    )
  }
}
