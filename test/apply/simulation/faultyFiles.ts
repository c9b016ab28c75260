/** Files as one process sees them: downloads that go wrong, and a process that dies around them. */
import { DownloadError, type Downloader } from "../../../src/apply/Downloader.ts"
import type { OutputFiles } from "../../../src/plan/OutputFiles.ts"
import type { Disk } from "./Disk.ts"
import type { Process } from "./Process.ts"
import { DOWNLOAD_FAULTS, faultOf, type Schedule } from "./Schedule.ts"

const REASONS = {
  expired: "expired",
  broken: "broken",
  server: "server",
  "disk full": "disk",
  "not the file": "not-the-file"
} as const

export const makeFaultyDownloader = (
  schedule: Schedule,
  process: Process,
  disk: Disk,
  strike: (what: string) => void
): Downloader["Type"] => ({
  download: (job) => {
    const call = `download ${process.count("download")}`
    const fault = faultOf(schedule, process.schedule, process.schedule.faultRate, call, DOWNLOAD_FAULTS)
    if (fault === undefined) return process.across("download", process.untilDeath(disk.downloader.download(job)))
    strike(`download: ${fault}`)
    const { output } = job
    return process.across("download", new DownloadError({ reason: REASONS[fault], output, detail: "it went wrong" }))
  },
  copy: (from, to) => process.across("copy", disk.downloader.copy(from, to))
})

export const makeOutputFiles = (process: Process, disk: Disk): OutputFiles["Type"] => ({
  look: (paths) => process.across("look", disk.outputs.look(paths))
})
