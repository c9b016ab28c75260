/** The file of an earlier generation makes way for the one that is bought now, and is never lost. */
import { link, mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { fileServer, makePlace, shaOf } from "./downloading.ts"

const OLD = "id,amount\n1,10.00\n"
const NEW = "id,amount\n1,10.00\n2,20.00\n"
const RESTS = "data/.generations/a.old.csv"

/** `before`: what lies where; the answer is what lies there after the download of `bytes` to data/a.csv. */
const after = (bytes: string, before: (at: (name: string) => string) => Promise<void>) =>
  Effect.gen(function* () {
    const place = yield* makePlace()
    const server = yield* fileServer(bytes)
    yield* Effect.promise(async () => {
      await mkdir(path.join(place.root, "data/.generations"), { recursive: true })
      await before((name) => path.join(place.root, name))
    })
    const saved = yield* place.download(server.url, {
      output: "data/a.csv",
      earlier: { sha256: shaOf(OLD), rests: RESTS }
    })
    expect(saved).toMatchObject({ path: "data/a.csv", sha256: shaOf(bytes) })
    const names = yield* Effect.promise(() => place.names("data"))
    const files = names.filter((name) => name !== ".generations")
    const resting = yield* Effect.promise(() => place.names("data/.generations"))
    const read = (name: string) => Effect.promise(() => place.read(name))
    return Object.fromEntries(
      yield* Effect.forEach(
        [...files.map((name) => `data/${name}`), ...resting.map((name) => `data/.generations/${name}`)],
        (name) => Effect.map(read(name), (text) => [name, text] as const)
      )
    )
  })

it.scopedLive("it rests where it is recorded from then on", () =>
  Effect.map(
    after(NEW, (at) => writeFile(at("data/a.csv"), OLD)),
    (files) => expect(files).toEqual({ "data/a.csv": NEW, [RESTS]: OLD })
  )
)

it.scopedLive("it has its file as well where both have the same bytes", () =>
  Effect.map(
    after(OLD, (at) => writeFile(at("data/a.csv"), OLD)),
    (files) => expect(files).toEqual({ "data/a.csv": OLD, [RESTS]: OLD })
  )
)

it.scopedLive("a run that was killed while it made way leaves no third file", () =>
  Effect.map(
    after(NEW, async (at) => {
      await writeFile(at("data/a.csv"), OLD)
      await link(at("data/a.csv"), at(RESTS))
    }),
    (files) => expect(files).toEqual({ "data/a.csv": NEW, [RESTS]: OLD })
  )
)

it.scopedLive("a run that was killed once it had made way goes on", () =>
  Effect.map(
    after(NEW, async (at) => {
      await writeFile(at("data/a.csv"), NEW)
      await writeFile(at(RESTS), OLD)
    }),
    (files) => expect(files).toEqual({ "data/a.csv": NEW, [RESTS]: OLD })
  )
)

it.scopedLive("what somebody has put where it would rest stays", () =>
  Effect.map(
    after(NEW, async (at) => {
      await writeFile(at("data/a.csv"), OLD)
      await writeFile(at(RESTS), "mine")
    }),
    (files) => expect(files).toEqual({ "data/a.csv": NEW, "data/a.csv.changed-1": OLD, [RESTS]: "mine" })
  )
)

it.scopedLive("one that was changed since is set aside", () =>
  Effect.map(
    after(NEW, (at) => writeFile(at("data/a.csv"), "edited")),
    (files) => expect(files).toEqual({ "data/a.csv": NEW, "data/a.csv.changed-1": "edited" })
  )
)
