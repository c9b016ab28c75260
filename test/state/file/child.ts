/**
 * A process of its own that uses a state, for the tests that stop and kill it. It is told what to do line by line:
 * `open <n>`: n attempts at once; `commit <name>`; `assert`. It answers each with a line.
 */
import { createInterface } from "node:readline"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FileStore from "../../../src/state/StateStore.file.ts"
import type { StateError, StateWriter } from "../../../src/state/StateStore.ts"
import { put } from "../samples.ts"

const [file = "", life = "60000"] = process.argv.slice(2)
const store = FileStore.make(file, { life: Number(life) })
let writer: StateWriter | undefined

const answerOf = (effect: Effect.Effect<unknown, StateError> | undefined) =>
  effect === undefined
    ? Effect.succeed("no lock")
    : Effect.match(effect, { onFailure: (error) => error.reason, onSuccess: () => "ok" })

const obey = (line: string) => {
  const [verb, argument = ""] = line.split(" ")
  switch (verb) {
    case "open":
      return Effect.gen(function* () {
        const attempts = Array.from({ length: Number(argument) }, () => Effect.exit(store.open("child")))
        const exits = yield* Effect.all(attempts, { concurrency: "unbounded" })
        const winners = exits.filter(Exit.isSuccess)
        writer = winners[0]?.value
        return `${winners.length}`
      })
    case "commit":
      return answerOf(writer?.commit(put(argument)))
    default:
      return answerOf(writer?.assertHeld)
  }
}

process.stdout.write("ready\n")
await Effect.runPromise(
  Effect.scoped(
    Effect.gen(function* () {
      const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
      for (;;) {
        const line = yield* Effect.promise(() => lines.next())
        if (line.done === true) return
        process.stdout.write(`${yield* obey(line.value)}\n`)
      }
    })
  )
)
