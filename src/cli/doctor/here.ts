/** What `exporter doctor` finds on this machine: manifest, state, folders and space. Nothing is written to find out. */
import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs"
import path from "node:path"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { LockInfo } from "../../state/StateStore.ts"
import type { Surroundings } from "../context.ts"
import { type Declaration, declared, mayDeclareState } from "../declared.ts"
import type { Output } from "../Output.ts"
import { renderBytes } from "../render/amounts.ts"
import { stateStoreOf } from "../stateStore.ts"
import { type Check, ok, problem, warning } from "./Check.ts"

export interface HereOptions {
  readonly file: ReadonlyArray<string>
  readonly sandbox: boolean
  readonly state: Option.Option<string>
}

export interface Here {
  readonly checks: ReadonlyArray<Check>
  /** Left out: the manifest is not valid. */
  readonly declaration?: Declaration
}

export const here = (output: Output, options: HereOptions, around: Surroundings) =>
  Effect.gen(function* () {
    const read = yield* Effect.either(declared(output, { ...options, asOf: around.asOf }))
    const declaration = read._tag === "Right" ? read.right : undefined
    const manifest =
      read._tag === "Right"
        ? ok(
            "manifest",
            `${count(read.right.manifest.exports.length, "export")}, ${count(read.right.requests.length, "request")}`
          )
        : problem("manifest", read.left.message, read.left.hint ?? "`exporter validate` shows each, with its place")
    const found: Here = {
      checks: [manifest, yield* state(options, around, declaration), files(around, declaration), disk(around)],
      ...(declaration === undefined ? {} : { declaration })
    }
    return found
  })

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`

const state = (
  options: HereOptions,
  around: Surroundings,
  declaration: Declaration | undefined
): Effect.Effect<Check> =>
  declaration === undefined && Option.isNone(options.state) && mayDeclareState(options.file)
    ? Effect.succeed(warning("state", "not looked at", "the manifest says where it is, once it is valid"))
    : stateOf(options, around, declaration)

const stateOf = (
  options: HereOptions,
  around: Surroundings,
  declaration: Declaration | undefined
): Effect.Effect<Check> =>
  Effect.match(
    Effect.flatMap(stateStoreOf(options, around, declaration?.manifest.state), (kept) =>
      Effect.map(Effect.all([kept.store.read, kept.store.holder]), ([it, holder]) => ({ ...it, holder, kept }))
    ),
    {
      onFailure: ({ message, hint }) => problem("state", message, hint),
      onSuccess: ({ records, serial, holder, kept }) => {
        if (holder !== undefined)
          return warning(
            "state",
            `in use by ${shown(holder)}`,
            kept.file === undefined
              ? "a run is at work; when it is certain that it is dead: exporter state unlock"
              : "a run is at work, or was killed: then the next one of this machine takes over; else, exporter state unlock"
          )
        return serial === 0 && records.size === 0
          ? ok("state", `none yet; it will be ${kept.name}`)
          : ok("state", `${count(records.size, "record")}, serial ${serial}`)
      }
    }
  )

const shown = ({ owner, host, pid, command, since }: LockInfo): string =>
  `${owner}@${host} (pid ${pid}, \`${command}\`) since ${since}`

/** The folder itself, or the first one above it that is there: in it the others will be made. */
const existing = (folder: string): string => (existsSync(folder) ? folder : existing(path.dirname(folder)))

const files = ({ outputRoot, stateFile }: Surroundings, declaration: Declaration | undefined): Check => {
  const outputs = declaration?.requests.map(({ output }) => path.dirname(path.join(outputRoot, output))) ?? []
  for (const folder of new Set([path.dirname(stateFile), outputRoot, ...outputs].map(existing))) {
    if (!statSync(folder).isDirectory())
      return problem(
        "files",
        `'${folder}' is a file, and should be a folder`,
        "move it away, or choose another `output`"
      )
    try {
      accessSync(folder, constants.W_OK | constants.X_OK)
    } catch {
      return problem("files", `'${folder}' cannot be written to`, "make the folder writable to this user")
    }
  }
  return ok("files", `can be written below ${outputRoot}`)
}

/** Less than this is soon used up by media. */
const LITTLE_BYTES = 1_000_000_000

const disk = ({ outputRoot }: Surroundings): Check => {
  const { bavail, bsize } = statfsSync(existing(outputRoot))
  const free = bavail * bsize
  const message = `${renderBytes(free)} free`
  return free < LITTLE_BYTES
    ? warning("disk", message, "what does not fit is downloaded once there is room, and not paid for again")
    : ok("disk", message)
}
