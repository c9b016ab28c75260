/** All benchmarks, in the order in which they run. */
import type { Section } from "./Section.ts"
import { scale } from "./scale.ts"
import { startup } from "./startup.ts"

export const sections: ReadonlyArray<Section> = [startup, scale]
