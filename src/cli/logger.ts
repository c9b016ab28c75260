/** What is logged, as lines beside everything else that is said. */
import * as Logger from "effect/Logger"
import { harmless, makeOutput, type Output } from "./Output.ts"

export const loggerTo = (output: Pick<Output, "err">): Logger.Logger<unknown, void> =>
  Logger.make(({ logLevel, message }) => {
    const words = (Array.isArray(message) ? message : [message]).map(String).join(" ")
    output.err(`${logLevel.label.toLowerCase()}: ${harmless(words)}`)
  })

export const stderrLogger = loggerTo(makeOutput(false))
