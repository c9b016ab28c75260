/** A problem as a stage finds it: it knows the key, not yet the line. */
import type { Path, Problem } from "./Problem.ts"

export interface Finding extends Omit<Problem, "place" | "related"> {
  readonly at: Spot
  readonly related?: Spot
}

/** A key of a file, or its value. */
export interface Spot {
  readonly file: string
  readonly path: Path
  readonly on: "key" | "value"
}
