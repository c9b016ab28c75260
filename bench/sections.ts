/** All benchmarks, in the order in which they run. */
import type { Section } from "./Section.ts"

export const sections: ReadonlyArray<Section> = []
