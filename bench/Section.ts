/** What a benchmark gives: tables to read, and figures that must hold. */

export interface Section {
  /** How `npm run bench -- NAME` calls it; also the mark of its tables in docs/performance.md. */
  readonly name: string
  readonly title: string
  readonly run: (options: BenchOptions) => Promise<Measured>
}

export interface BenchOptions {
  /** Smaller sizes and fewer rounds: whether it works, not how fast it is. */
  readonly quick: boolean
  /** Says what is going on, on standard error. */
  readonly say: (text: string) => void
}

export interface Measured {
  readonly tables: ReadonlyArray<Table>
  readonly checks: ReadonlyArray<Check>
}

export interface Table {
  /** One or two sentences: what was done, against what, how often. */
  readonly caption: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
}

/**
 * A figure and its limit. A `count` above it fails the benchmark: it is the same on every machine. A `time` above it is
 * said, and fails nothing: machines differ, and are shared.
 */
export interface Check {
  readonly what: string
  readonly kind: "count" | "time"
  readonly value: number
  readonly most: number
  /** Decimals that are shown. */
  readonly digits?: number
}

export const holds = ({ value, most }: Check): boolean => value <= most
