/** Where the parts lie that are not bundled. This file stands at the top, for that is where the bundle is written. */
import { join } from "node:path"

/** Has packages of its own: see its README.md. */
export const PEERS = join(import.meta.dirname, "peers")

export const FLOOR_SOURCE = join(import.meta.dirname, "scale/floor.ts")
