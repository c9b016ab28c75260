/** Questions to the person at the terminal, each asked until it is answered. */
import { createInterface } from "node:readline"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Queue from "effect/Queue"
import { EXIT } from "../exit.ts"
import { Failure } from "../Failure.ts"
import type { Output } from "../Output.ts"
import { type Answer, wordsIn } from "./answers.ts"

export interface Person {
  readonly ask: <A>(question: string, read: (words: ReadonlyArray<string>) => Answer<A>) => Effect.Effect<A, Failure>
}

/** Of a person, only as long as the scope lasts: then the terminal is given back. Lines typed ahead are kept. */
export const atTerminal = (output: Output) =>
  Effect.gen(function* () {
    const lines = yield* Queue.unbounded<Either.Either<string, Failure>>()
    const reader = yield* Effect.acquireRelease(
      Effect.sync(() => createInterface({ input: process.stdin, output: process.stderr, prompt: "> " })),
      (it) => Effect.sync(() => it.close())
    )
    const tell = (line: Either.Either<string, Failure>) => void lines.unsafeOffer(line)
    reader.on("line", (line) => tell(Either.right(line)))
    reader.on("SIGINT", () => tell(Either.left(left("interrupted", EXIT.interrupted))))
    reader.on("close", () => tell(Either.left(left("declined", EXIT.failure))))

    const person: Person = {
      ask: (question, read) =>
        Effect.gen(function* () {
          output.err(question)
          for (;;) {
            reader.prompt()
            const answer = read(wordsIn(yield* Effect.flatten(Queue.take(lines))))
            if (Either.isRight(answer)) return answer.right
            output.err(`${answer.left.message}: ${answer.left.hint}`)
          }
        })
    }
    return person
  })

const left = (code: "interrupted" | "declined", exit: Failure["exit"]): Failure =>
  new Failure({
    exit,
    code,
    message: code === "interrupted" ? "interrupted: nothing was written" : "the input ended: nothing was written",
    hint: "run it again, or name types and accounts as options: exporter init --help"
  })
