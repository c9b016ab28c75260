/** How much a value stands for once every alias is written out. */
interface Expansion {
  /** Maps, lists and scalars, each as often as it would be written. */
  readonly values: number
  readonly depth: number
}

/**
 * Takes time in the size of the text, not of what it expands to: aliases share their value, and a shared value is counted
 * once and then remembered. The value has no cycles (see anchors.ts).
 */
export const expansionOf = (value: unknown): Expansion => {
  const known = new Map<object, Expansion>()
  const measure = (part: unknown): Expansion => {
    if (typeof part !== "object" || part === null) return { values: 1, depth: 0 }
    const before = known.get(part)
    if (before !== undefined) return before
    let values = 1
    let depth = 0
    for (const child of Object.values(part)) {
      const inner = measure(child)
      values += inner.values
      depth = Math.max(depth, inner.depth + 1)
    }
    const expansion = { values, depth }
    known.set(part, expansion)
    return expansion
  }
  return measure(value)
}
