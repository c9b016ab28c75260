/** Runs programs, and measures them as their users would: wall-clock time, peak memory. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

/** The built program: what ships is what is measured. */
export const PROGRAM = resolve(import.meta.dirname, "../dist/exporter.cjs")

/** Gives the work a folder of its own, and removes it whatever comes of it. */
export const inFolder = async <A>(work: (folder: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), "exporter-bench-"))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Run {
  readonly ms: number
  /** Highest resident memory, bytes; 0 where the system does not tell. */
  readonly peakBytes: number
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** From the start to the first byte on either stream, ms; `undefined`: nothing was said. */
  readonly firstOutputMs: number | undefined
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a command to its end. What it prints is kept. */
export const runProcess = (command: string, args: ReadonlyArray<string>, options: RunOptions = {}): Promise<Run> =>
  new Promise((done, failed) => {
    const begun = performance.now()
    const child = spawn(command, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"]
    })
    const peak = watchPeak(child)
    let firstOutputMs: number | undefined
    const texts = { stdout: "", stderr: "" }
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => {
        firstOutputMs ??= performance.now() - begun
        texts[name] += text
      })
    child.on("error", failed)
    child.on("close", (exitCode) =>
      done({ ms: performance.now() - begun, peakBytes: peak(), exitCode, ...texts, firstOutputMs })
    )
  })

/** Like `runProcess`, for our own program. */
export const exporter = (args: ReadonlyArray<string>, options: RunOptions = {}): Promise<Run> =>
  runProcess(process.execPath, [PROGRAM, ...args], options)

/** The kernel keeps the high-water mark; it is read until the process is gone. */
const watchPeak = (child: ChildProcess): (() => number) => {
  let peak = 0
  const look = () => {
    try {
      const [, kB] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? []
      if (kB !== undefined) peak = Math.max(peak, Number(kB) * 1024)
    } catch {
      // Gone, or a system without /proc.
    }
  }
  const timer = setInterval(look, 10)
  child.on("exit", () => clearInterval(timer))
  return () => peak
}

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Runs several things round by round, so that what else the machine does hits all of them alike. */
export const interleaved = async <K extends string>(
  rounds: number,
  subjects: Readonly<Record<K, () => Promise<Run>>>
): Promise<Readonly<Record<K, ReadonlyArray<Run>>>> => {
  const names = Object.keys(subjects) as Array<K>
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, Array<Run>>
  for (let round = 0; round < rounds; round++) for (const name of names) runs[name].push(await subjects[name]())
  return runs
}

export const ms = (value: number): string => (Number.isNaN(value) ? "-" : Math.round(value).toLocaleString("en"))
export const megabytes = (bytes: number): string => (bytes === 0 ? "-" : `${Math.round(bytes / 1_000_000)} MB`)
export const ratio = (value: number): string => value.toFixed(2)
