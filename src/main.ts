#!/usr/bin/env node
/** The only file that sees argv, signals and exit codes. What needs nothing of the program is answered before it is loaded. */
import { commandOf, help } from "./cli/help.ts"
import { VERSION } from "./cli/version.ts"
import { NotWritten, write } from "./cli/write.ts"

const words = process.argv.slice(2)

const asks = (...options: ReadonlyArray<string>) => words.some((word) => options.includes(word))

/** Longest time from the first signal to the end, in ms: hosted runners kill after 10 s. */
const PATIENCE_MS = 4_800
const INTERRUPTED = 130

const main = async (): Promise<never> => {
  let stop: () => void = () => {}
  const signalled = new Promise<void>((resolve) => {
    stop = resolve
  })
  let told = false
  const onSignal = () => {
    if (told) process.exit(INTERRUPTED)
    told = true
    stop()
    setTimeout(() => process.exit(INTERRUPTED), PATIENCE_MS).unref()
  }
  process.on("SIGINT", onSignal)
  process.on("SIGTERM", onSignal)

  const { loadProgram } = await import("./cli/program.ts")
  const { run, keepCompiled, ...host } = loadProgram(import.meta.dirname, commandOf(words)?.split(" ")[0] ?? "none")
  const code = await run(words, { signalled, ...host })
  keepCompiled()
  // Connections that are kept for reuse must not keep the process.
  process.exit(code)
}

const say = (text: string) => {
  try {
    write(1, text)
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error
    write(2, `error: ${error.message}`)
    process.exitCode = 1
  }
}

if (words[0] === "--version") say(VERSION)
else if (words.length === 0 || words[0] === "help" || asks("--help", "-h")) say(help(words))
else void main()
