/** Servers for one benchmark run each, in processes of their own (bench/vendor.ts). */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import type { SandboxOptions } from "../src/sandbox/server.ts"
import type { Seen } from "./vendor.ts"

export interface Server {
  readonly url: string
  /** Ends it, and tells what it saw. */
  readonly close: () => Promise<Seen>
}

export const serve = async (options: SandboxOptions): Promise<Server> => {
  const vendor = resolve(import.meta.dirname, "vendor.built.mjs")
  const child = spawn(process.execPath, [vendor, JSON.stringify(options)], { stdio: ["pipe", "pipe", "inherit"] })
  let told = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text
  })
  while (!told.includes("\n")) await once(child.stdout, "data")
  const [url = ""] = told.split("\n")
  return {
    url,
    close: async () => {
      const ended = once(child, "close")
      child.stdin.end()
      await ended
      return JSON.parse(told.slice(url.length + 1)) as Seen
    }
  }
}
