/** Every type of data by itself, as `exporter init` writes it. */
import { describe } from "vitest"
import { knownTypes } from "../../src/manifest/catalog.ts"
import { expectBuyable } from "./initialised.ts"
import { it } from "./place.ts"

describe.concurrent("exporter init", () => {
  it.for(knownTypes)("writes a manifest of %s that can be bought", async (type, { place }) =>
    expectBuyable(place, [type])
  )
})
