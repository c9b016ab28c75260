/** Another program that is asked the same question: N things are declared and all of them are there, what is to be done? */
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"
import { type Run, type RunOptions, runProcess } from "../processes.ts"

export interface Peer {
  readonly name: string
  /** Why it cannot be measured here; `undefined`: it can. */
  readonly missing: () => string | undefined
  /** The largest number that it comes to an end with in sensible time. */
  readonly most: number
  /** Lays a folder in which nothing is to be done, and gives the command that finds that out. */
  readonly lay: (folder: string, count: number) => Promise<Command>
  /** Whether the answer is that nothing is to be done: doing something would be another race. */
  readonly isIdle: (run: Run) => boolean
}

export interface Command {
  readonly command: string
  readonly args: ReadonlyArray<string>
  readonly options: RunOptions
}

export const run = ({ command, args, options }: Command): Promise<Run> => runProcess(command, args, options)

/** Runs what a folder needs before it can be measured. */
export const must = async (command: Command): Promise<void> => {
  const { exitCode, stdout, stderr } = await run(command)
  if (exitCode !== 0) throw new Error(`${command.command} ${command.args.join(" ")}: ${stderr || stdout}`)
}

export const onPath = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

export const needs = (program: string) => (): string | undefined => (onPath(program) ? undefined : "not installed")

export const indexes = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, index) => index)
