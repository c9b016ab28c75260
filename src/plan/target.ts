/** `--target GLOB`: which addresses a plan is narrowed to. */

const WILDCARDS: ReadonlyMap<string, string> = new Map([
  ["**", ".*"],
  ["*", "[^/]*"],
  ["?", "[^/]"]
])

/**
 * `*` stands for any part of a name, `?` for one character, `**` for anything with its slashes. A pattern also takes
 * everything below what it names: `ledger` means `ledger/main/2024-01` too.
 */
export const matchesTarget = (pattern: string): ((address: string) => boolean) => {
  const source = pattern
    .split(/(\*\*|\*|\?)/)
    .map((part) => WILDCARDS.get(part) ?? part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("")
  const expression = new RegExp(`^${source}(/.*)?$`)
  return (address) => expression.test(address)
}
