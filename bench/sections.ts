/** All benchmarks, in the order in which they run. */
import { pacing } from "./pacing.ts"
import type { Section } from "./Section.ts"

export const sections: ReadonlyArray<Section> = [pacing]
