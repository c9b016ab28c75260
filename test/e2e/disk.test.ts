/** Disks that are full or may not be written to: nothing is sent that cannot be recorded, and nothing paid for is lost. */
import { mkdir, mkdtemp, rmdir, statfs, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { execa } from "execa"
import { describe, expect } from "vitest"
import { errorOf, expectFilesAsReported, reportOf } from "./documents.ts"
import { FOUR, PURCHASES, TWELVE_TYPES } from "./manifests.ts"
import { it as base, type Place } from "./place.ts"

const mount = (...words: ReadonlyArray<string>) => execa("mount", words, { reject: false })

/** Mounting takes privileges that containers and hosted runners mostly do not give. */
const mayMount = await (async () => {
  const folder = await mkdtemp(join(tmpdir(), "exporter-mount-"))
  const { exitCode } = await mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", folder)
  if (exitCode === 0) await execa("umount", [folder])
  await rmdir(folder)
  return exitCode === 0
})()

const it = base.extend<{ readonly disk: (place: Place, name: string, size: string) => Promise<Disk> }>({
  disk: async ({ onTestFinished }, use) => {
    await use(async (place, name, size) => {
      const folder = place.path(name)
      await mkdir(folder)
      await execa("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder])
      onTestFinished(async () => {
        await execa("umount", ["-l", folder])
      })
      return {
        change: async (options) => {
          await execa("mount", ["-o", `remount,${options}`, folder])
        },
        fill: async (leave) => {
          const { bavail, bsize } = await statfs(folder)
          await writeFile(join(folder, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - leave)))
        }
      }
    })
  }
})

interface Disk {
  readonly change: (options: string) => Promise<void>
  /** Leaves so many bytes, in whole pages. */
  readonly fill: (leave: number) => Promise<void>
}

describe.skipIf(!mayMount).concurrent("a disk", () => {
  it.for(["full", "read-only"])(
    "that is %s from the beginning: the state cannot be kept, so nobody is called",
    async (what, { place, sandbox, disk }) => {
      const server = await sandbox()
      const small = await disk(place, "small", "64k")
      if (what === "full") await small.fill(0)
      else await small.change("ro")
      await place.write("exports.yaml", FOUR)
      const ended = await place.run(["apply", "--auto-approve", "--json", "--state", "small/state.json"], { server })
      expect(ended.exitCode).toBe(6)
      expect(errorOf(ended)).toMatchObject({
        code: "state-unwritable",
        message: expect.stringMatching(/no space|read-only/)
      })
      expect(server.stats()).toMatchObject({ exports: 0, calls: { list: 0 } })
    }
  )

  it.for([4_096, 12_288])(
    "that is full once %i bytes of the state are written: no call after a failed write, and the next run goes on",
    { timeout: 60_000 },
    async (leave, { place, sandbox, disk }) => {
      const server = await sandbox()
      const small = await disk(place, "small", "256k")
      await small.fill(leave)
      await place.write("exports.yaml", TWELVE_TYPES)
      const args = ["apply", "--auto-approve", "--json", "--state", "small/state.json"]
      const ended = await place.run(args, { server })
      expect(ended.exitCode).toBe(6)
      expect(ended.stdout).toMatch(/no space is left/)

      await small.change("size=1m")
      const again = await place.run(args, { server })
      expect(again.exitCode).toBe(0)
      await expectFilesAsReported(place, reportOf(again))
      const { exports, ledger } = server.stats()
      expect({ exports, charges: ledger.length }).toEqual({ exports: PURCHASES, charges: PURCHASES })
    }
  )

  it.for(["full", "read-only"])(
    "that is %s where the files go: paid for, said, and fetched by the next run",
    async (what, { place, sandbox, disk }) => {
      const server = await sandbox()
      const small = await disk(place, "small", "512k")
      await place.write("small/exports.yaml", FOUR)
      if (what === "full") await small.fill(20_000)
      else await small.change("ro")
      const args = ["apply", "--auto-approve", "--json", "-f", "small/exports.yaml", "--state", "state.json"]
      const ended = await place.run(args, { server })
      expect(ended.exitCode).toBe(5)
      const problems = reportOf(ended).results.flatMap(({ problem }) => problem?.code ?? [])
      expect(new Set(problems)).toEqual(new Set(["disk"]))
      expect(server.stats().ledger).toHaveLength(4)

      await small.change(what === "full" ? "size=4m" : "rw")
      const again = await place.run(args, { server })
      expect(again.exitCode).toBe(0)
      expect(reportOf(again).credits.charged).toBe(0)
      expect(server.stats()).toMatchObject({ exports: 4, ledger: { length: 4 } })
      for (const { output } of reportOf(again).results)
        expect(await place.sha256(`small/${output?.path}`)).toBe(output?.sha256)
    }
  )

  it("that is read-only still lets one look", async ({ place, disk }) => {
    const small = await disk(place, "small", "64k")
    await place.write("small/exports.yaml", FOUR)
    await small.change("ro")
    for (const command of ["plan", "validate", "state list"]) {
      const ended = await place.run([...command.split(" "), "-f", "small/exports.yaml"])
      expect({ command, exitCode: ended.exitCode }).toEqual({ command, exitCode: 0 })
    }
    const out = await place.run(["plan", "-f", "small/exports.yaml", "--out", "small/plan.json", "--json"])
    expect(out.exitCode).toBe(1)
    expect(errorOf(out).message).toMatch(/cannot be written to 'small\/plan\.json'/)
    const trial = await place.run(["apply", "--sandbox", "--auto-approve", "-f", "small/exports.yaml"])
    expect(trial.exitCode).not.toBe(0)
    expect(trial.stderr).toMatch(/^ {2}= \S/m)
  })
})
