/**
 * `exporter doctor`: whether a run would find what it needs. It makes one call, which costs nothing, and creates nothing.
 */
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import { surroundings } from "../context.ts"
import type { Check } from "../doctor/Check.ts"
import { here } from "../doctor/here.ts"
import { there } from "../doctor/there.ts"
import { EXIT, type ExitCode } from "../exit.ts"
import { harmless, type Output, printDocument } from "../Output.ts"

export interface DoctorOptions {
  readonly file: ReadonlyArray<string>
  readonly state: Option.Option<string>
  readonly asOf: Option.Option<string>
  readonly sandbox: boolean
  readonly json: boolean
}

export const doctor = (output: Output, options: DoctorOptions) =>
  Effect.gen(function* () {
    const around = yield* surroundings(options)
    const found = yield* here(output, options, around)
    if (!options.json) for (const check of found.checks) output.out(render(output, check))
    const remote = yield* there(options, around, found.declaration?.manifest)
    const checks = [...found.checks, ...remote]
    if (options.json) printDocument(output, { checks })
    else output.out([...remote.map((check) => render(output, check)), "", summary(checks)].join("\n"))
    const exit: ExitCode = checks.some(({ status }) => status === "problem") ? EXIT.failure : EXIT.done
    return exit
  }).pipe(Effect.scoped)

const FORMATS = { ok: "green", warning: "yellow", problem: "red" } as const

const render = (output: Output, { name, status, message, hint }: Check): string => {
  const style = output.style("out")
  const line = `${style(FORMATS[status], status.padEnd(8))} ${style("bold", name.padEnd(9))} ${harmless(message)}`
  return hint === null ? line : `${line}\n${" ".repeat(19)}${style("cyan", "=")} ${harmless(hint)}`
}

const summary = (checks: ReadonlyArray<Check>): string => {
  const counted = (["problem", "warning"] as const).flatMap((status) => {
    const n = checks.filter((check) => check.status === status).length
    return n === 0 ? [] : [`${n} ${status}${n === 1 ? "" : "s"}`]
  })
  return counted.length === 0 ? "All is well." : `${counted.join(", ")}.`
}
