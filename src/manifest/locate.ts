/** Where a key or value of the data stands in the text. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml"
import { type Aliases, isMergeKey, mergeSources, resolveAliases } from "./anchors.ts"
import { type Composed, compose, isTooDeep } from "./compose.ts"
import type { Spot } from "./Finding.ts"
import type { Place } from "./Problem.ts"
import { placeOf } from "./place.ts"
import type { Source } from "./Source.ts"

/**
 * The place of a spot, or the nearest there is: what an export has from `defaults` is found there, and what is written
 * nowhere is found at the innermost key around it.
 */
export type Locate = (spot: Spot) => Place

/** Texts are parsed again, and only once a place of theirs is asked for: a good manifest never pays for it. */
export const makeLocate = (sources: Iterable<Source>, redact: (text: string) => string): Locate => {
  const byFile = new Map<string, () => (spot: Spot) => Place>()
  for (const source of sources)
    byFile.set(
      source.file,
      once(() => locateIn(source, redact))
    )
  return (spot) => byFile.get(spot.file)?.()(spot) ?? { file: spot.file, line: 1, column: 1, length: 1, source: "" }
}

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const locateIn = (source: Source, redact: (text: string) => string): ((spot: Spot) => Place) => {
  const composed = compose(source.text)
  const shown = { ...source, lines: composed.lines, redact }
  if (isTooDeep(composed)) return () => placeOf(shown, composed.offset, composed.offset + 1)
  const tree: Tree = { ...composed, aliases: resolveAliases(composed.document), pairs: new Map() }

  return ({ path, on }) => {
    const found = follow(tree, path)
    const best = found.rest === 0 ? found : (inDefaults(tree, path) ?? found)
    // What is missing is missing from the thing around it, which people know by its key.
    const node = on === "key" || best.rest > 0 ? (best.key ?? best.value) : (best.value ?? best.key)
    const [start, end] = node?.range ?? tree.document.contents?.range ?? [0, 1]
    return placeOf(shown, start, end)
  }
}

interface Tree extends Composed {
  readonly aliases: Aliases
  /** The keys of the maps that were looked into, each map read once however many problems it has. */
  readonly pairs: Map<YAMLMap, ReadonlyMap<string, Pair>>
}

interface Found {
  readonly key?: Node | undefined
  readonly value?: Node | undefined
  /** How many segments of the path were not found. */
  readonly rest: number
}

const follow = (tree: Tree, path: Spot["path"]): Found => {
  let found: Found = { value: visible(tree.document.contents), rest: path.length }
  let node: Node | undefined = tree.document.contents ?? undefined
  for (const [index, segment] of path.entries()) {
    const step = node && child(tree, node, segment)
    if (step === undefined) return found
    found = { key: step.key, value: step.key ? visible(step.value) : step.value, rest: path.length - index - 1 }
    node = step.value
  }
  return found
}

/** `["exports", name, ...rest]` as `["defaults", ...rest]`. */
const inDefaults = (tree: Tree, [top, , ...rest]: Spot["path"]): Found | undefined => {
  if (top !== "exports" || rest.length === 0) return undefined
  const found = follow(tree, ["defaults", ...rest])
  return found.rest === 0 ? found : undefined
}

interface Step {
  readonly key?: Node | undefined
  readonly value?: Node | undefined
}

const child = (tree: Tree, parent: Node, segment: string | number): Step | undefined => {
  const node = isAlias(parent) ? tree.aliases.target(parent) : parent
  if (isSeq(node)) {
    const item = node.items[Number(segment)]
    return isNode(item) ? { value: item } : undefined
  }
  if (!isMap(node)) return undefined
  const own = pairsOf(tree, node).get(String(segment))
  if (own !== undefined) return stepOf(own)
  for (const { key, value } of node.items) {
    if (!isMergeKey(key) || !isNode(value)) continue
    for (const source of mergeSources(value, tree.aliases)) {
      const step = child(tree, source, segment)
      if (step !== undefined) return step
    }
  }
  return undefined
}

/** Of a key given twice, the last one is the value. */
const pairsOf = (tree: Tree, map: YAMLMap): ReadonlyMap<string, Pair> => {
  const known = tree.pairs.get(map)
  if (known !== undefined) return known
  const own = map.items.filter(({ key }) => isScalar(key) && !isMergeKey(key))
  const pairs = new Map(own.map((pair) => [String(pair.key), pair]))
  tree.pairs.set(map, pairs)
  return pairs
}

const stepOf = ({ key, value }: Pair): Step => ({
  key: isNode(key) ? key : undefined,
  value: isNode(value) ? value : undefined
})

/** A node that can be pointed at: a value that was left empty has no text of its own. */
const visible = (node: Node | null | undefined): Node | undefined =>
  node?.range && node.range[1] > node.range[0] ? node : undefined
