/** Windows as the columns of a grid: under the year or month that they share, and as many as there is room for. */

export interface WindowGroup {
  /** The name of its first window, in full: the others follow from it. */
  readonly label: string
  /** What its windows have in common: `2024` of `2024-01`; nothing, of a bare `2024`. */
  readonly common: string
  readonly windows: ReadonlyArray<string>
}

export const groupsOf = (windows: ReadonlyArray<string>): ReadonlyArray<WindowGroup> => {
  const groups: Array<{ readonly label: string; readonly common: string; readonly windows: Array<string> }> = []
  for (const window of windows) {
    const common = commonOf(window)
    const last = groups.at(-1)
    if (last?.common === common) last.windows.push(window)
    else groups.push({ label: window, common, windows: [window] })
  }
  return groups
}

const commonOf = (window: string): string => window.slice(0, Math.max(0, window.lastIndexOf("-")))

/** `01` of `2024-01`, `Q1` of `2024-Q1`, all of a bare `2024`. */
export const ownPartOf = (window: string): string => window.slice(window.lastIndexOf("-") + 1)

/** Characters that a group takes: one for each window, and at least its label. */
export const widthOf = ({ label, windows }: WindowGroup): number => Math.max(label.length, windows.length)

/**
 * The first window that is shown: all of them, or the newest that fit beside `before` characters for the others.
 *
 * @param room characters
 */
export const fold = (windows: ReadonlyArray<string>, room: number, before: number): number => {
  if (windows.length < 2 || lengthOf(windows) <= room) return 0
  let first = Math.max(1, windows.length - room)
  while (first < windows.length - 1 && lengthOf(windows.slice(first)) > room - before) first++
  return first
}

const lengthOf = (windows: ReadonlyArray<string>): number =>
  groupsOf(windows).reduce((sum, group) => sum + widthOf(group) + 1, -1)

/** All of them, in blocks of as many as there is room for. */
export const blocksOf = (windows: ReadonlyArray<string>, room: number): ReadonlyArray<ReadonlyArray<string>> => {
  const blocks: Array<ReadonlyArray<string>> = []
  for (let from = 0; from < windows.length; ) {
    let to = Math.min(windows.length, from + Math.max(1, room))
    while (to > from + 1 && lengthOf(windows.slice(from, to)) > room) to--
    blocks.push(windows.slice(from, to))
    from = to
  }
  return blocks
}
