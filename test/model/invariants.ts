/** What holds in every state, whatever has happened: *Money* in `src/README.md`, in terms of the model. */
import { isRemote } from "../../src/state/transition.ts"
import { hasWork } from "./moves.ts"
import { exportOf, isLive, type Paid, type Purchase, type Setup, type State } from "./State.ts"

type Invariant = (state: State) => boolean
export type InvariantName = keyof ReturnType<typeof invariantsOf>

export const invariantsOf = (setup: Setup) =>
  ({
    "a create is sent with its intent durable": sentIn("create", "creating"),
    "a start is sent with its intent durable": sentIn("start", "starting"),
    "no second create while one may have had an effect": (state) =>
      everyPurchase(state, (_, index) => {
        const own = state.exports.filter((one) => one.maker === index && isLive(one))
        return own.length + underWay(state, "create", index) <= 1 + lateOf(setup, state)
      }),
    "no purchase holds what another one asked for": (state) =>
      everyPurchase(state, (purchase, index) => {
        const one = taken(state, purchase)
        return one === undefined || !isLive(one) || one.maker === "colleague" || one.maker === index
      }),
    "no purchase holds a colleague's export beside its own": (state) =>
      everyPurchase(
        state,
        (purchase, index) =>
          taken(state, purchase)?.maker !== "colleague" ||
          !state.exports.some((one) => one.maker === index && isLive(one)) ||
          lateOf(setup, state) > 0
      ),
    "no purchase holds what is older than its intent": (state) =>
      everyPurchase(state, (purchase) => {
        const one = taken(state, purchase)
        return one === undefined || one.minute >= purchase.intendedAt
      }),
    "no second start while one may have had an effect": (state) =>
      everyPurchase(state, (_, index) => {
        const starts = underWay(state, "start", index)
        const isCharged = state.exports.some(({ chargedBy }) => chargedBy === index)
        return starts + (starts > 0 && isCharged ? 1 : 0) <= 1 + lateOf(setup, state)
      }),
    "each purchase is charged once": (state) =>
      everyPurchase(state, ({ ledger }, index) => {
        const charges = state.exports.filter(
          ({ id, maker, chargedBy }) =>
            chargedBy === index || (chargedBy === "itself" && maker === index) || ledger.includes(id)
        )
        return charges.length <= 1
      }),
    "the ledger has nothing but charges, each once": (state) =>
      everyPurchase(
        state,
        ({ ledger }) =>
          new Set(ledger).size === ledger.length && ledger.every((id) => exportOf(state, id)?.chargedBy !== undefined)
      ),
    "every charge is in the ledger, but for one that is being settled": (state) =>
      everyPurchase(state, (purchase) =>
        purchase.taken.every(
          (id) =>
            exportOf(state, id)?.chargedBy === undefined || purchase.ledger.includes(id) || isUnsettled(purchase, id)
        )
      ),
    "every event fits its record": ({ defect }) => defect === undefined
  }) satisfies Readonly<Record<string, Invariant>>

/** Nothing is left to be done: each purchase is done, or waits for a person. */
export const isEnd = (state: State): boolean => !state.purchases.some((_, index) => hasWork(state, index))

const everyPurchase = ({ purchases }: State, holds: (purchase: Purchase, index: number) => boolean): boolean =>
  purchases.every(holds)

const sentIn =
  (call: Paid, phase: string): Invariant =>
  ({ wire }) =>
    wire.every((message) => message.call !== call || message.sentIn === phase)

const underWay = ({ wire }: State, call: Paid, index: number): number =>
  wire.filter((message) => message.call === call && message.purchase === index).length

/** Calls that came later than the model assumes of time: each may have had an effect beside a further one. */
const lateOf = ({ late }: Setup, { left }: State): number => late - left.late

/** The export that the record names now. */
const taken = (state: State, { record }: Purchase) =>
  record !== undefined && isRemote(record) ? exportOf(state, record.data_export_id) : undefined

const isUnsettled = ({ record }: Purchase, id: string): boolean =>
  (record?.phase === "created" || record?.phase === "priced" || record?.phase === "starting") &&
  record.data_export_id === id
