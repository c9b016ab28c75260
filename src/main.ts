#!/usr/bin/env node
/** The only file that sees argv, signals and exit codes. What needs nothing of the program is answered before it is loaded. */
import { VERSION } from "./cli/version.ts"

const words = process.argv.slice(2)

if (words.length === 1 && words[0] === "--version") {
  process.stdout.write(`${VERSION}\n`)
} else {
  /** Longest time from the first signal to the end, in ms: hosted runners kill after 10 s. */
  const PATIENCE_MS = 4_800
  const INTERRUPTED = 130

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

  const { run } = await import("./cli/run.ts")
  // Connections that are kept for reuse must not keep the process.
  process.exit(await run(words, signalled))
}
