/** The peers, side by side: one column per number of things. */
import { mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { interleaved, median, megabytes, ms, type Run } from "../processes.ts"
import type { Table } from "../Section.ts"
import { peers } from "./index.ts"
import { type Command, type Peer, run } from "./Peer.ts"

export interface PeerSize {
  readonly requests: number
  readonly rounds: number
}

export const comparePeers = async (
  sizes: ReadonlyArray<PeerSize>,
  parent: string,
  say: (text: string) => void
): Promise<Table> => {
  const columns: Array<ReadonlyArray<string>> = []
  for (const size of sizes.filter(({ requests }) => peers.some(({ most }) => requests <= most)))
    columns.push(await column(size, parent, say))
  return {
    caption:
      "Others with as many things declared, all of them there: the median in ms, and the peak memory. More takes terraform minutes and gigabytes, and is not tried.",
    columns: ["", ...sizes.slice(0, columns.length).map(({ requests }) => requests.toLocaleString("en"))],
    rows: peers.map(({ name }, index) => [name, ...columns.map((cells) => cells[index] ?? "-")])
  }
}

const column = async (size: PeerSize, parent: string, say: (text: string) => void): Promise<ReadonlyArray<string>> => {
  const here = peers.filter((peer) => peer.missing() === undefined && size.requests <= peer.most)
  const folder = mkdtempSync(join(parent, "peers-"))
  const laid: Record<string, () => Promise<Run>> = {}
  for (const peer of here) {
    say(`${peer.name}: ${size.requests.toLocaleString("en")}`)
    const command = await peer.lay(mkdtempSync(join(folder, "peer-")), size.requests)
    await mustBeIdle(peer, command)
    laid[peer.name] = () => run(command)
  }
  const runs = await interleaved(Math.min(size.rounds, size.requests > 1000 ? 3 : 5), laid)
  rmSync(folder, { recursive: true, force: true })
  return peers.map((peer) => cell(peer, runs[peer.name]))
}

const mustBeIdle = async (peer: Peer, command: Command): Promise<void> => {
  const seen = await run(command)
  if (!peer.isIdle(seen)) throw new Error(`${peer.name} found something to do: ${seen.stdout}${seen.stderr}`)
}

const cell = (peer: Peer, runs: ReadonlyArray<Run> | undefined): string => {
  if (runs === undefined) return peer.missing() ?? "not tried"
  const peak = Math.max(...runs.map(({ peakBytes }) => peakBytes))
  return `${ms(median(runs.map((each) => each.ms)))} (${megabytes(peak)})`
}
