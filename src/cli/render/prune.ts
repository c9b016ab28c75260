/** What `exporter prune` would remove, and what became of it, as people read it. */
import type { PrunedGeneration } from "../../apply/prune.ts"
import type { Surplus } from "../../plan/surplus.ts"
import type { Generation } from "../../state/Record.ts"
import { harmless } from "../Output.ts"
import { summaryOf } from "../prune.ts"
import { renderBytes } from "./amounts.ts"

export const renderSurplus = (surplus: ReadonlyArray<Surplus>): string => {
  const blocks = surplus.flatMap((one) => [...(one.generations.length === 0 ? [] : [blockOf(one)]), ...sharedOf(one)])
  const all = surplus.flatMap(({ generations }) => generations)
  const sum =
    all.length === 0
      ? surplus.length === 0
        ? "Nothing is to be removed: no export has generations beyond its `keep`."
        : "Nothing is to be removed."
      : `${counted(all.length, "generation")} beyond \`keep\`: ${counted(filesOf(all).length, "file")}, ${sizeOf(all)}. What they cost stays in the ledger.`
  return [...blocks, sum].join("\n\n")
}

const blockOf = ({ address, keep, generations }: Surplus): string =>
  [
    `  ${harmless(address)}  keeps ${counted(keep, "generation")}; ${generations.length} older, ${sizeOf(generations)}`,
    ...generations.flatMap(({ as_of, files }) =>
      files.length === 0
        ? [`    - ${as_of}  no file`]
        : files.map(({ path, bytes }) => `    - ${as_of}  ${renderBytes(bytes).padStart(9)}  ${harmless(path)}`)
    )
  ].join("\n")

const sharedOf = ({ address, shared }: Surplus): ReadonlyArray<string> =>
  shared.length === 0
    ? []
    : [
        `  ${harmless(address)}  ${counted(shared.length, "older generation")} left alone: something else needs ${harmless(filesOf(shared)[0]?.path ?? "it")}`
      ]

export const renderPruned = (pruned: ReadonlyArray<PrunedGeneration>): string => {
  const { forgotten, removed, gone, left, bytes } = summaryOf(pruned)
  const troubles = pruned.flatMap(({ files }) =>
    files.flatMap(({ path, result, problem }) =>
      result === "changed"
        ? [`  left ${harmless(path)}: it was changed since it was written; move it away, then prune again`]
        : result === "failed"
          ? [`  left ${harmless(path)}: ${harmless(problem ?? "it could not be removed")}`]
          : []
    )
  )
  const parts = [
    `${counted(removed, "file")} removed (${renderBytes(bytes)})`,
    ...(gone === 0 ? [] : [`${gone} gone already`]),
    ...(left === 0 ? [] : [`${left} left`]),
    `${counted(forgotten, "generation")} forgotten`
  ]
  return [...troubles, `${parts.join(", ")}.`].join("\n")
}

const filesOf = (generations: ReadonlyArray<Generation>) => generations.flatMap(({ files }) => files)

const sizeOf = (generations: ReadonlyArray<Generation>): string =>
  renderBytes(filesOf(generations).reduce((sum, { bytes }) => sum + bytes, 0))

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`
