/** Downloads: one large file, and several at once, beside `curl -o`. What ours takes longer for is said by what it does more. */
import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, rmSync } from "node:fs"
import path from "node:path"
import { built } from "./built.ts"
import { type FileType, fileOf } from "./downloadFile.ts"
import { inFolder, interleaved, median, megabytes, ms, type Run, ratio, runProcess } from "./processes.ts"
import type { BenchOptions, Check, Measured, Section } from "./Section.ts"

const MOST_MEGABYTES = 90
const AT_ONCE = 4

export const downloads: Section = {
  name: "downloads",
  title: "Downloads",
  run: (options) => inFolder((folder) => measure(options, folder))
}

const measure = async ({ quick, say }: BenchOptions, folder: string): Promise<Measured> => {
  const size = quick ? 200_000_000 : 2_000_000_000
  const rounds = quick ? 1 : 3
  say(`downloads: ${rounds} rounds of ${megabytes(size)}`)
  const [server, client] = [await built("downloadServer", folder), await built("downloadClient", folder)]
  const { url, child } = await serving(server)
  try {
    const target = path.join(folder, "files")
    const inEmptyFolder = (command: string, args: ReadonlyArray<string>) => {
      rmSync(target, { recursive: true, force: true })
      mkdirSync(target)
      return runProcess(command, args, { cwd: target })
    }
    const ours = (urls: ReadonlyArray<string>) => inEmptyFolder(process.execPath, [client, target, ...urls])
    const shell = (script: string, urls: ReadonlyArray<string>) => inEmptyFolder("sh", ["-c", script, "sh", ...urls])
    const one = (type: FileType) => [`${url}/${size}.${type}`]
    const several = Array.from({ length: AT_ONCE }, () => `${url}/${size / AT_ONCE}.zip`)
    const runs = await interleaved(rounds, {
      curl: () => shell('exec curl -s -o file "$1"', one("zip")),
      "curl, then sync": () => shell('curl -s -o file "$1" && sync file', one("zip")),
      "curl, then sha256sum": () => shell('curl -s -o file "$1" && sha256sum file', one("zip")),
      zip: () => ours(one("zip")),
      csv: () => ours(one("csv")),
      "curl, several": () => shell('n=0; for url; do n=$((n + 1)); curl -s -o "$n" "$url" & done; wait', several),
      several: () => ours(several)
    })
    return {
      tables: [tableOf(size, rounds, runs)],
      checks: [
        ...checksOf("one ZIP", runs.zip, runs.curl, [digestOf("zip", size)]),
        ...checksOf("one CSV, its rows counted", runs.csv, runs.curl, [digestOf("csv", size)]),
        ...checksOf(
          `${AT_ONCE} at once`,
          runs.several,
          runs["curl, several"],
          several.map(() => digestOf("zip", size / AT_ONCE))
        )
      ]
    }
  } finally {
    child.kill()
  }
}

const serving = (script: string): Promise<{ readonly url: string; readonly child: ChildProcess }> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] })
    child.on("error", failed)
    child.stdout.setEncoding("utf8").once("data", (text: string) => done({ url: text.trim(), child }))
  })

type Runs = Readonly<
  Record<
    "curl" | "curl, then sync" | "curl, then sha256sum" | "zip" | "csv" | "curl, several" | "several",
    ReadonlyArray<Run>
  >
>

const tableOf = (size: number, rounds: number, runs: Runs) => {
  const time = (all: ReadonlyArray<Run>) => median(all.map((run) => run.ms))
  const row = (what: string, all: ReadonlyArray<Run>, curl: ReadonlyArray<Run>, peak = megabytes(peakOf(all))) => [
    what,
    ms(time(all)),
    ratio(time(all) / time(curl)),
    peak
  ]
  return {
    caption: `${megabytes(size)} from a process on the same machine to its disk: medians of ${rounds}, side by side. Ours has the SHA-256, counts the rows of a CSV, and has the file on the disk (fsync); curl leaves it to the system when.`,
    columns: ["what", "ms", "of `curl -o`", "peak memory"],
    rows: [
      row("`curl -o`", runs.curl, runs.curl),
      row("`curl -o`, then `sync`", runs["curl, then sync"], runs.curl, "-"),
      row("`curl -o`, then `sha256sum`", runs["curl, then sha256sum"], runs.curl, "-"),
      row("ours, a ZIP", runs.zip, runs.curl),
      row("ours, a CSV", runs.csv, runs.curl),
      row(`${AT_ONCE} times curl at once`, runs["curl, several"], runs["curl, several"], "-"),
      row(`ours, ${AT_ONCE} at once`, runs.several, runs["curl, several"])
    ]
  }
}

const checksOf = (
  what: string,
  ours: ReadonlyArray<Run>,
  curl: ReadonlyArray<Run>,
  digests: ReadonlyArray<string>
): ReadonlyArray<Check> => [
  {
    what: `${what}: peak memory, MB`,
    kind: "count",
    value: Math.round(peakOf(ours) / 1_000_000),
    most: MOST_MEGABYTES
  },
  {
    what: `${what}: wrong files`,
    kind: "count",
    value: ours.filter((run) => digestsIn(run) !== digests.join()).length,
    most: 0
  },
  // Round by round, for what else the machine does hits both alike.
  {
    what: `${what}: time, of \`curl -o\``,
    kind: "time",
    value: median(ours.map((run, round) => run.ms / (curl[round]?.ms ?? Number.NaN))),
    most: 1
  }
]

const peakOf = (runs: ReadonlyArray<Run>): number => Math.max(...runs.map((run) => run.peakBytes))

const digestsIn = (run: Run): string =>
  Array.from(run.stdout.matchAll(/"sha256":"([0-9a-f]{64})"/g), ([, digest]) => digest).join()

const digestOf = (type: FileType, size: number): string => {
  const hash = createHash("sha256")
  for (const piece of fileOf(type, size)) hash.update(piece)
  return hash.digest("hex")
}
