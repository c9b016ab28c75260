/** `plan --quote` in a simulated project. */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { ExportApi } from "../../src/api/ExportApi.ts"
import { Downloader } from "../../src/apply/Downloader.ts"
import { Hooks } from "../../src/apply/Hooks.ts"
import { Reporter } from "../../src/apply/Reporter.ts"
import { readManifest } from "../../src/manifest/readManifest.ts"
import { atOnce } from "../../src/pieces.ts"
import { declaring, quoteDeclared, scoped } from "../../src/pipeline.ts"
import { OutputFiles } from "../../src/plan/OutputFiles.ts"
import * as MemoryStore from "../../src/state/StateStore.memory.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { NOON } from "../sandbox/fixtures.ts"
import { instant } from "./samples.ts"
import { Project, type ProjectOptions } from "./simulation/Project.ts"
import { timePasses } from "./timePasses.ts"

export interface QuoteOptions extends Omit<ProjectOptions, "initial"> {
  readonly scraped?: boolean
  readonly refresh?: boolean
}

/** The prices of what the manifest asks for, and `after`: the project with the state and the vendor that the quote leaves. */
export const quote = (
  before: Project,
  manifest: string,
  { scraped = false, refresh = false, ...rest }: QuoteOptions = {}
) =>
  Effect.gen(function* () {
    const asOf = instant(new Date(NOON).toISOString().replace(".000Z", "Z"))
    const declared = Either.getOrThrow(
      Either.flatMap(readManifest([{ file: "exports.yaml", text: manifest }], {}), (judged) =>
        Either.map(atOnce(declaring(judged, asOf)), (whole) =>
          scoped(whole, { asOf, isTarget: () => true, outputPrefix: "" })
        )
      )
    )
    const store = MemoryStore.make({ initial: yield* before.state })
    const { report, plan } = yield* timePasses(
      quoteDeclared(declared, {
        runId: "quote",
        command: "plan --quote",
        budget: undefined,
        refresh,
        concurrency: 100,
        tickMs: 1_000,
        stop: Effect.never,
        scraped
      }).pipe(
        Effect.provide(
          Layer.mergeAll(
            Layer.succeed(ExportApi, before.vendor.api),
            Layer.succeed(Downloader, before.disk.downloader),
            Layer.succeed(Hooks, before.commands.hooks),
            Layer.succeed(OutputFiles, before.disk.outputs),
            Layer.succeed(StateStore, store),
            Layer.succeed(Reporter, { emit: () => Effect.void })
          )
        )
      ),
      10_000
    )
    const after = new Project(manifest, { ...rest, initial: yield* store.read })
    after.vendor.world = before.vendor.world
    return { report, plan, after }
  })
