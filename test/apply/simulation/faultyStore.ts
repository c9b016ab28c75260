/** The state store as one process sees it: its commits fail, or are cut by a crash. */
import * as Effect from "effect/Effect"
import type { StateRecord } from "../../../src/state/Record.ts"
import * as MemoryStore from "../../../src/state/StateStore.memory.ts"
import { StateError, type StateStore } from "../../../src/state/StateStore.ts"
import { isRemote } from "../../../src/state/transition.ts"
import type { Books } from "./Books.ts"
import type { Process } from "./Process.ts"
import { type Write, writeOf } from "./writes.ts"

/** The store that all processes share. `refuse` says that it takes no change for now. */
export const makeSharedStore = (refuse: () => boolean): StateStore["Type"] =>
  MemoryStore.make({
    onCommit: () =>
      refuse()
        ? Effect.fail(new StateError({ reason: "unwritable", file: "memory", detail: "no space", hint: "make room" }))
        : Effect.void
  })

export interface StoreOptions {
  readonly store: StateStore["Type"]
  readonly process: Process
  readonly books: Books
  /** Makes the next change fail. */
  readonly breakDisk: () => void
  /** Acknowledges such writes, and does not make them: to see that each of them is needed. */
  readonly forgets: Write | undefined
}

export const makeFaultyStore = ({ store, process, books, breakDisk, forgets }: StoreOptions): StateStore["Type"] => {
  const { cut } = process.schedule
  /** What befalls the state just before its nth change. */
  const befall = Effect.sync(() => {
    const nth = process.count("commit")
    if (cut?.kind === "unwritable" && cut.commit === nth) {
      books.strike("commit fails")
      breakDisk()
    }
  })
  return {
    ...store,
    open: (command) =>
      Effect.map(process.across("open", store.open(command)), (writer) => ({
        ...writer,
        assertHeld: process.across("assert held", writer.assertHeld),
        commit: (change) => {
          const write = writeOf(change)
          const written = Effect.zipRight(befall, write === forgets ? writer.assertHeld : writer.commit(change))
          return process.across(`commit ${write}`, written).pipe(
            Effect.tap(() => {
              books.strike(`wrote ${write}`)
              if (change.kind === "put") noteRecord(books, change.record)
              if (write === "plan-applied") process.hasRecordedPlan = true
              if (write === "plan-finished") process.hasFinishedPlan = true
            }),
            Effect.tapError(() => {
              process.hasFailedCommit = true
              return Effect.void
            })
          )
        }
      }))
  }
}

/** What a run has taken for certain must be so, and what it has told apart once must not be in doubt again. */
const noteRecord = (books: Books, record: StateRecord): void => {
  if (record.phase === "ambiguous") {
    const known = record.candidates.filter((id) => books.recorded.has(id))
    books.expect(
      known.length === 0,
      "comes to its end",
      () => `${record.address}: in doubt about ${known}, known before`
    )
  }
  if (!isRemote(record)) return
  books.recorded.add(record.data_export_id)
  const maker = books.created.find(({ id }) => id === record.data_export_id)
  const isOwn = maker === undefined || maker.fingerprint === record.fingerprint
  books.expect(isOwn, "each its own", () => `${record.address}: ${record.data_export_id} was made for another purchase`)
}
