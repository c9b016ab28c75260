/** All benchmarks, in the order in which they run. */
import { apply } from "./apply.ts"
import { downloads } from "./downloads.ts"
import { pacing } from "./pacing.ts"
import type { Section } from "./Section.ts"
import { scale } from "./scale.ts"
import { startup } from "./startup.ts"

export const sections: ReadonlyArray<Section> = [startup, scale, pacing, apply, downloads]
