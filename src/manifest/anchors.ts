/** Anchors and aliases: what each alias stands for, and what is wrong with them. */
import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, visit } from "yaml"

export interface Aliases {
  /** What an alias stands for: the last anchor of its name before it. */
  readonly target: (alias: Alias) => Node | undefined
  readonly names: ReadonlySet<string>
}

/** One pass in document order: asking the library for each alias walks the whole document each time. */
export const resolveAliases = (document: Document.Parsed): Aliases => {
  const anchored = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchored.get(node.source)
        if (target !== undefined) targets.set(node, target)
      } else if (node.anchor !== undefined) anchored.set(node.anchor, node)
    }
  })
  return { target: (alias) => targets.get(alias), names: new Set(anchored.keys()) }
}

export type AliasMistake =
  | { readonly kind: "unknown"; readonly node: Alias }
  /** It would have to contain itself. */
  | { readonly kind: "recursive"; readonly node: Alias }
  /** `<<` takes a map, an alias of a map, or a list of them. */
  | { readonly kind: "bad-merge"; readonly node: Node }

export const aliasMistakes = (document: Document.Parsed, aliases: Aliases): ReadonlyArray<AliasMistake> => {
  const mistakes: Array<AliasMistake> = []
  visit(document, {
    Alias: (_key, node) => {
      const target = aliases.target(node)
      if (target === undefined) mistakes.push({ kind: "unknown", node })
      else if (encloses(target, node)) mistakes.push({ kind: "recursive", node })
    },
    Pair: (_key, { key, value }) => {
      if (!isMergeKey(key) || !isNode(value)) return
      for (const source of mergeSources(value, aliases)) {
        // An alias without a target is reported as such.
        const node = isAlias(source) ? aliases.target(source) : source
        if (node !== undefined && !isMap(node)) mistakes.push({ kind: "bad-merge", node: source })
      }
    }
  })
  return mistakes
}

/** A plain `<<`: the parser gives it a symbol for a value. A quoted one is a key like any other. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && (typeof key.value === "symbol" || (key.value === "<<" && key.type === "PLAIN"))

/** What a merge key merges, aliases of single maps not yet followed. */
export const mergeSources = (value: Node, aliases: Aliases): ReadonlyArray<Node> => {
  const list = isAlias(value) ? aliases.target(value) : value
  return isSeq(list) ? list.items.filter(isNode) : [value]
}

const encloses = (outer: Node, inner: Node): boolean => {
  const [from, , to] = outer.range ?? [0, 0, 0]
  const at = inner.range?.[0] ?? -1
  return from <= at && at < to
}
