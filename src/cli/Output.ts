/** The two streams of the terminal. Standard output carries what was asked for; everything else goes to standard error. */
import { stripVTControlCharacters, styleText } from "node:util"
import { keyIn } from "../manifest/secrets.ts"
import { write } from "./write.ts"

export interface Output {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Styles for one of the streams: plain where it is no terminal, or colour is not wanted. */
  readonly style: (stream: "out" | "err") => Style
  readonly isTerminal: boolean
  /** Columns of standard output; 80 where it is no terminal. */
  readonly width: number
}

export type Format = Parameters<typeof styleText>[0]
export type Style = (format: Format, text: string) => string

const plain: Style = (_, text) => text
const coloured: Style = (format, text) => styleText(format, text, { validateStream: false })

export const makeOutput = (color: boolean): Output => ({
  out: (text) => write(1, withoutKey(text)),
  err: (text) => write(2, withoutKey(text)),
  style: (stream) =>
    color && process.env["NO_COLOR"] === undefined && (stream === "out" ? process.stdout : process.stderr).isTTY
      ? coloured
      : plain,
  isTerminal: process.stdout.isTTY && process.stdin.isTTY,
  width: process.stdout.columns ?? 80
})

/** The last look: whoever put the key where it does not belong, in a file's name say, does not find it in a log. */
export const withoutKey = (text: string): string => {
  const key = keyIn(process.env)
  return key === undefined ? text : text.replaceAll(key, "(the key)")
}

/** The one document that `--json` prints. `body`: what the schema says besides its version. */
export const printDocument = (output: Output, body: object): void =>
  output.out(JSON.stringify({ version: 1, ...body }, null, 2))

/** Text of others may carry control codes: they must not move anybody's cursor. */
export const harmless = (text: string): string =>
  // Next to all of it carries none, and a long report has thousands of lines.
  CONTROLS.test(text) ? stripVTControlCharacters(text).replace(CONTROLS_ALL, "") : text

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/
const CONTROLS_ALL = new RegExp(CONTROLS, "g")
