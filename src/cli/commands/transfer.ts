/** `exporter state pull | push | migrate`: a state as a whole, from one place to another. There is one of it at any time. */
import { existsSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import path from "node:path"
import { isDeepStrictEqual } from "node:util"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { State } from "../../state/State.ts"
import { type Replaced, type Replacement, StateError } from "../../state/StateStore.ts"
import { encodeState } from "../../state/statefile.ts"
import { awaitingLock } from "../awaitingLock.ts"
import { type CommonOptions, surroundings } from "../context.ts"
import { declared } from "../declared.ts"
import { EXIT } from "../exit.ts"
import { Failure, stateFailure, usage } from "../Failure.ts"
import { harmless, type Output, printDocument, withoutKey } from "../Output.ts"
import { codeOf } from "../replaceFile.ts"
import { Stop } from "../Stop.ts"
import { fileStore, type KeptState, remoteStore, stateStore } from "../stateStore.ts"

interface TransferOptions extends CommonOptions {
  readonly json: boolean
}

interface ChangeOptions extends TransferOptions {
  readonly lockTimeout: Option.Option<number>
}

/** These are about what was really bought. */
const REAL = { sandbox: false }

export const pull = (output: Output, options: TransferOptions & { readonly out: Option.Option<string> }) =>
  Effect.gen(function* () {
    const kept = yield* stateStore(output, { ...options, ...REAL }, yield* surroundings({ ...options, ...REAL }))
    const state = yield* Effect.mapError(kept.store.read, stateFailure)
    if (isNone(state)) return yield* nothingIn(kept.name)
    if (Option.isNone(options.out)) {
      output.out(encodeState(state).trimEnd())
      return EXIT.done
    }
    const file = options.out.value
    yield* writeNew(file, state)
    output.err(
      harmless(`Written to ${file}: ${summaryOf(state)}, as it is now in ${kept.name}. That one stays the state.`)
    )
    if (options.json) printDocument(output, { pulled: { from: kept.name, file, ...documentOf(state) } })
    return EXIT.done
  })

export const push = (output: Output, options: ChangeOptions & { readonly force: boolean }, file: string) =>
  Effect.gen(function* () {
    const around = yield* surroundings({ ...options, ...REAL })
    const from = path.resolve(file)
    if (!existsSync(from))
      return yield* usage(`there is no file '${file}'`, "name a file that `exporter state pull` wrote")
    const state = yield* Effect.mapError(fileStore(from).store.read, stateFailure)
    const kept = yield* stateStore(output, { ...options, ...REAL }, around)
    if (kept.file === from)
      return yield* usage(`'${file}' is the state already`, "name a copy of it, or another place with --state")
    let replaced: Found | undefined
    const decide = ({ state: found, movedTo }: Replaced) =>
      Effect.gen(function* () {
        if (movedTo !== undefined) return yield* hasMoved(kept.name, movedTo)
        const why = isNone(found) ? undefined : whyNot(state, found)
        if (why !== undefined && !options.force) return yield* notPushed(kept.name, why)
        if (why !== undefined) replaced = yield* putAside(around.stateFile, found)
        return { kind: "state", state } satisfies Replacement
      })
    yield* changing(output, options, kept.store.replace(withoutKey(`state push ${file}`), decide))
    const written = yield* readBack(kept, state)
    output.err(harmless(`Pushed to ${kept.name}: ${summaryOf(written)}.`))
    if (replaced !== undefined)
      output.err(
        harmless(
          `It replaced another one (${summaryOf(replaced.state)}, lineage ${replaced.state.lineage}), which is kept in ${replaced.file}.`
        )
      )
    if (options.json)
      printDocument(output, {
        pushed: {
          to: kept.name,
          ...documentOf(written),
          replaced: replaced === undefined ? null : { file: replaced.file, ...documentOf(replaced.state) }
        }
      })
    return EXIT.done
  })

export const migrate = (output: Output, options: ChangeOptions & { readonly to: string | undefined }) =>
  Effect.gen(function* () {
    const around = yield* surroundings({ ...options, ...REAL })
    const { manifest } = yield* declared(output, { file: options.file, asOf: around.asOf })
    if (manifest.state === undefined)
      return yield* usage(
        "the manifest does not say where else the state is kept",
        "add `state:` to it, as docs/state.md shows, and run the same command again"
      )
    const local = fileStore(around.stateFile)
    const remote = yield* remoteStore(manifest.state)
    const [from, to] = options.to === "file" ? [remote, local] : [local, remote]
    const toName = to.file === undefined ? to.name : `${to.file} on ${hostname()}`
    let moved: State | undefined
    const move = from.store.replace("state migrate", ({ state, movedTo }) =>
      Effect.gen(function* () {
        if (movedTo !== undefined) return yield* hasMoved(from.name, movedTo)
        if (isNone(state)) return yield* nothingIn(from.name)
        yield* to.store.replace("state migrate", (found) => {
          const why = whyNotThere(state, found)
          return why === undefined
            ? Effect.succeed({ kind: "state", state } satisfies Replacement)
            : Effect.fail(notPushed(to.name, why))
        })
        moved = yield* readBack(to, state)
        return { kind: "moved", to: toName } satisfies Replacement
      })
    )
    yield* changing(output, options, move)
    if (moved === undefined) return EXIT.failure
    output.err(
      harmless(
        `Moved from ${from.name} to ${to.name}: ${summaryOf(moved)}, read back and compared. What is left in ${from.name} is a note that says so.`
      )
    )
    if (to.file !== undefined)
      output.err("Take `state:` out of the manifest now: with it, the state is looked for where it was.")
    if (options.json) printDocument(output, { migrated: { from: from.name, to: to.name, ...documentOf(moved) } })
    return EXIT.done
  })

/** Until it is done or the first Ctrl-C. */
const changing = <A, R>(
  output: Output,
  { lockTimeout }: ChangeOptions,
  work: Effect.Effect<A, Failure | StateError, R>
) =>
  Effect.gen(function* () {
    const { signalled } = yield* Stop
    return yield* Effect.raceFirst(work, Effect.zipRight(signalled, INTERRUPTED))
  }).pipe(
    awaitingLock(output, lockTimeout),
    Effect.mapError((error) => (error._tag === "Failure" ? error : stateFailure(error)))
  )

const INTERRUPTED = new Failure({
  exit: EXIT.interrupted,
  code: "interrupted",
  message: "interrupted",
  hint: "nothing was bought, and nothing is lost; run the same command again: it goes on from here"
})

interface Found {
  readonly state: State
  readonly file: string
}

const isNone = ({ serial, records, ledger }: State): boolean =>
  serial === 0 && records.size === 0 && ledger.length === 0

/** Whatever its serial is. */
const sameAs = (a: State, b: State): boolean => isDeepStrictEqual({ ...a, serial: 0 }, { ...b, serial: 0 })

/** Why a state does not simply follow the one that is there. */
const whyNot = (next: State, found: State): string | undefined => {
  if (found.lineage !== next.lineage)
    return `it is another state: its lineage is ${found.lineage}, that of the file ${next.lineage}`
  if (next.serial < found.serial) return `it is younger: its serial is ${found.serial}, that of the file ${next.serial}`
  return next.serial === found.serial && !sameAs(next, found)
    ? `both have the serial ${found.serial}, and not the same records`
    : undefined
}

/** Why a state does not move to where this is. A run that was cut off may have brought it there already. */
const whyNotThere = (next: State, { state: found, movedTo }: Replaced): string | undefined => {
  if (movedTo === undefined) return isNone(found) || sameAs(found, next) ? undefined : "it has a state of its own"
  if (found.lineage !== next.lineage) return `the one that was there has another lineage (${found.lineage})`
  return next.serial < found.serial
    ? `the one that was there, and moved to ${movedTo}, is younger: its serial is ${found.serial}, that of this one ${next.serial}`
    : undefined
}

const notPushed = (name: string, why: string): Failure =>
  new Failure({
    exit: EXIT.state,
    code: "not-replaced",
    message: `${name} is not replaced: ${why}`,
    hint: "nothing was changed. `exporter state pull --out FILE` shows what is there; `exporter state push FILE --force` replaces it, and keeps a copy"
  })

const hasMoved = (name: string, to: string): Failure =>
  stateFailure(
    new StateError({
      reason: "moved",
      file: name,
      detail: `was moved to ${to}`,
      hint: "nothing was changed; declare under `state` in the manifest where it is now"
    })
  )

const nothingIn = (name: string): Failure =>
  usage(`there is no state in ${name}`, "the first `exporter apply` makes one")

/** What was written is what was meant; its serial may have been raised. */
const readBack = (kept: KeptState, meant: State): Effect.Effect<State, Failure> =>
  Effect.flatMap(Effect.mapError(kept.store.read, stateFailure), (written) =>
    sameAs(written, meant)
      ? Effect.succeed(written)
      : Effect.fail(
          new Failure({
            exit: EXIT.state,
            code: "not-verified",
            message: `${kept.name}: what is there now is not what was written`,
            hint: "another run may have come between; nothing is lost where it came from. Look with `exporter state pull`, then run the same command again"
          })
        )
  )

/** Of a state that is replaced although it is not an earlier one, a copy stays on this machine. */
const putAside = (stateFile: string, state: State): Effect.Effect<Found, Failure> => {
  const stem = stateFile.replace(/\.json$/, "")
  const file = `${stem}.replaced-${state.lineage.slice(0, 8)}-${state.serial}.json`
  return existsSync(file) ? Effect.succeed({ state, file }) : Effect.as(writeNew(file, state), { state, file })
}

const writeNew = (file: string, state: State): Effect.Effect<void, Failure> =>
  Effect.try({
    try: () => writeFileSync(file, encodeState(state), { mode: 0o600, flag: "wx" }),
    catch: (error) =>
      codeOf(error) === "EEXIST"
        ? usage(`'${file}' is there already, and is not overwritten`, "name another file")
        : usage(`'${file}' cannot be written (${codeOf(error)})`, "name a file in a folder that is there and writable")
  })

const summaryOf = ({ serial, records }: State): string =>
  `serial ${serial}, ${records.size} ${records.size === 1 ? "record" : "records"}`

const documentOf = ({ lineage, serial, records, ledger }: State) => ({
  lineage,
  serial,
  records: records.size,
  charges: ledger.length
})
