import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { needs, type Peer } from "./Peer.ts"
import { layTargets } from "./targets.ts"

/** One rule with a wildcard, as its users write it. */
export const snakemake: Peer = {
  name: "snakemake",
  missing: needs("snakemake"),
  most: 10_000,
  lay: async (folder, count) => {
    layTargets(folder, count)
    writeFileSync(join(folder, "Snakefile"), rules(count))
    return { command: "snakemake", args: ["--cores", "1"], options: { cwd: folder } }
  },
  isIdle: ({ exitCode, stdout, stderr }) => exitCode === 0 && (stdout + stderr).includes("Nothing to be done")
}

const rules = (count: number): string => `rule all:
    input: expand("out/{i}.csv", i=range(${count}))

rule export:
    input: "in/{i}.csv"
    output: "out/{i}.csv"
    shell: "cp {input} {output}"
`
