import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { rawServer } from "../api/rawServer.ts"
import { makePlace } from "./downloading.ts"

const MEGABYTE = 1_000_000

it.scopedLive("a large file is never held in memory: the server is slowed down to the pace of the disk", () =>
  Effect.gen(function* () {
    const size = 200 * MEGABYTE
    const chunk = Buffer.alloc(MEGABYTE, "some,row\n")
    const place = yield* makePlace()
    const server = yield* rawServer((response) => {
      response.writeHead(200, { "content-length": size })
      let left = size
      const more = () => {
        for (let room = true; room && left > 0; left -= chunk.length) room = response.write(chunk)
        if (left > 0) response.once("drain", more)
        else response.end()
      }
      more()
    })
    const held = () => process.memoryUsage().arrayBuffers
    const before = held()
    let most = 0
    const timer = setInterval(() => {
      most = Math.max(most, held() - before)
    }, 5)
    const saved = yield* Effect.ensuring(
      place.download(server.url),
      Effect.sync(() => clearInterval(timer))
    )
    expect(saved.bytes).toBe(size)
    expect(most).toBeLessThan(size / 2)
  })
)
