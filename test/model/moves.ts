/**
 * What can happen next: one step of the workflow as `src/apply/workflow.ts` goes, or something that the network, the
 * vendor or a colleague does. Plan, transitions, stages and the settling of lost creates are the product's own code.
 *
 * Assumed of time: what was sent is processed, or never will be, before the last look for it; only `late` breaks that.
 * A wait for a status ends when the status is there. The budget always says yes: a no sends nothing.
 */
import * as Either from "effect/Either"
import type { RemoteExport } from "../../src/api/ExportApi.ts"
import { lookalikeKey, settle } from "../../src/apply/lookalikes.ts"
import { isPast, stageOf } from "../../src/apply/status.ts"
import type { DataExportId } from "../../src/domain.ts"
import { diff } from "../../src/plan/diff.ts"
import type { Phase, StateRecord } from "../../src/state/Record.ts"
import { type Event, isRemote, transition } from "../../src/state/transition.ts"
import { AS_OF, credits, fileAt, inputOf, stateOf } from "../plan/samples.ts"
import type { Move } from "./explore.ts"
import {
  type Export,
  exportOf,
  instantOf,
  isRunning,
  type Message,
  nameOf,
  OUT,
  type Paid,
  type Position,
  type Purchase,
  requestAt,
  type Setup,
  type State
} from "./State.ts"

/** As `MAX_SENDS` of the workflow. */
const MAX_SENDS = 3
/** A lost start is looked at once, and then after each wait of `LOOKS_MS`. */
const LOOKS_FOR_START = 3
const PRICE = credits(10)

type Moves = ReadonlyArray<Move<State>>

export const movesOf =
  (setup: Setup) =>
  (state: State): Moves => [
    ...state.purchases.flatMap((_, index) => workflow(setup, state, index)),
    ...state.wire.flatMap((message) => network(state, message)),
    ...state.exports.flatMap((one) => vendor(setup, state, one)),
    ...runs(state),
    ...colleague(state)
  ]

const go = (name: string, to: State): Move<State> => ({ name, isFault: false, to })
const fault = (name: string, to: State): Move<State> => ({ name, isFault: true, to })

// ------------------------------------------------------------------------------------------------------- the runs

const runs = (state: State): Moves => {
  if (isRunning(state)) return [fault("the run is killed", halted(state))]
  const working = state.purchases.map((_, index) => hasWork(state, index))
  if (!working.includes(true)) return []
  const isChoice = working.length > 1 && working.every(Boolean)
  return [
    go("apply", begun(state, working)),
    ...(isChoice ? [fault("apply --target B", begun(state, [false, true]))] : [])
  ]
}

const begun = (state: State, working: ReadonlyArray<boolean>): State => ({
  ...state,
  // More than the second that `created_at` leaves open lies between what was made for one run and the next run.
  minute: state.minute + (state.exports.some(({ minute }) => minute === state.minute) ? 1 : 0),
  purchases: state.purchases.map((one, index) => (working[index] === true ? { ...one, at: { at: "begin" } } : one)),
  known: idsIn(state)
})

const idsIn = ({ purchases }: State): ReadonlyArray<DataExportId> => [
  ...new Set(
    purchases.flatMap(({ record, ledger }) => [
      ...ledger,
      ...(record !== undefined && isRemote(record) ? [record.data_export_id] : [])
    ])
  )
]

/** Nothing is kept but what is durable, on the wire or at the vendor. */
const halted = (state: State): State => ({
  ...state,
  purchases: state.purchases.map((one) => ({ ...one, at: OUT })),
  wire: state.wire.map((message) => ({ ...message, isAwaited: false })),
  known: []
})

/** The plan asks for something: nothing is done, and nothing waits for a person. */
export const hasWork = (state: State, index: number): boolean => {
  const { record } = purchaseAt(state, index)
  return asks(record, index) && !(record === undefined && twinsOf(state, index).includes("ambiguous"))
}

const asks = (record: StateRecord | undefined, index: number): boolean => {
  if (record?.phase === "done") return false
  const state = stateOf(...(record === undefined ? [] : [record]))
  const { actions } = diff(inputOf({ requests: [requestAt(index)], state }))
  return actions.some(({ action }) => action === "create" || action === "resume")
}

// --------------------------------------------------------------------------------------------------- the workflow

const workflow = (setup: Setup, state: State, index: number): Moves => {
  const purchase = state.purchases[index]
  if (purchase === undefined) return []
  const { at, record } = purchase
  const name = nameOf(index)
  const moveTo = (position: Position): State => place(state, index, { ...purchase, at: position })
  switch (at.at) {
    case "out":
    case "waiting":
      return []
    case "begin":
      return mayBegin(setup, state, index) ? [go(`${name} begins`, moveTo(firstOf(setup, state, index)))] : []
    case "recording":
      return [
        go(`${name}: '${at.event.type}' is recorded`, recorded(state, index, at.event, at.next)),
        fault(
          `${name}: '${at.event.type}' cannot be recorded`,
          setup.rules.stopsUnrecorded ? halted(state) : moveTo(at.next)
        )
      ]
    case "sending": {
      const message: Message = {
        call: at.call,
        purchase: index,
        ...(record !== undefined && isRemote(record) ? { id: record.data_export_id } : {}),
        sentIn: record?.phase ?? "none",
        isAwaited: true
      }
      const waiting: Position = { at: "waiting", call: at.call, sends: at.sends }
      const next = record === undefined || !isIntended(record) ? intending(state, index, at.call, waiting) : waiting
      const sent = { ...moveTo(next), wire: [...state.wire, message] }
      const unsent: Event =
        at.call === "create" ? { type: "create-refused", reason: "told to stop" } : { type: "start-refused" }
      return [
        go(`${name}: the ${at.call} is sent`, sent),
        ...(at.isFresh && state.left.failures > 0
          ? [
              fault(
                `${name}: told to stop before the ${at.call} is sent`,
                spend("failures", moveTo(recording(unsent, OUT)))
              )
            ]
          : [])
      ]
    }
    case "looking":
      return [
        ...(at.call === "create" ? lookForCreate(setup, state, index, at) : lookAtStart(setup, state, index, at)),
        fault(`${name}: nothing can be read for long`, moveTo(OUT))
      ]
    case "reading": {
      const remote = exportOf(state, idOf(record))
      if (remote === undefined || !(at.what === "price" ? isPast.calculation(remote) : isPast.run(remote))) return []
      const position = at.what === "price" ? priceFrom(setup, state, index, remote) : endFrom(remote)
      return [
        go(`${name}: reads '${remote.status}'`, moveTo(position)),
        fault(`${name}: nothing can be read for long`, moveTo(OUT))
      ]
    }
    case "downloading": {
      const saved: Event = { type: "saved", file: fileAt(requestAt(index).output), completed_at: AS_OF }
      return [
        go(`${name}: the file is downloaded`, moveTo(recording(saved, OUT))),
        fault(`${name}: the download fails`, moveTo(OUT))
      ]
    }
  }
}

const recording = (event: Event, next: Position): Position => ({ at: "recording", event, next })

/** Where the workflow takes a record up that an earlier run has left. */
const firstOf = (setup: Setup, state: State, index: number): Position => {
  const { record } = purchaseAt(state, index)
  switch (record?.phase) {
    case "creating":
      return { at: "looking", call: "create", look: 1, sends: 1 }
    case "created":
    case "priced":
      return { at: "reading", what: "price" }
    case "starting":
      return { at: "looking", call: "start", look: 1, sends: 1 }
    case "started":
      return { at: "reading", what: "end" }
    case "ready":
      return { at: "downloading" }
    default:
      return setup.rules.heedsUnsettledTwins && hasUnsettledTwin(state, index)
        ? OUT
        : toSend(setup, state, index, "create", 1)
  }
}

/** To the sending of a paid call, by way of its intent where that is not recorded yet. */
const toSend = ({ rules }: Setup, state: State, index: number, call: Paid, sends: number): Position => {
  const { record } = purchaseAt(state, index)
  const isFresh = call === "start" || record?.phase !== "creating"
  const sending: Position = { at: "sending", call, sends, isFresh }
  return isFresh && rules.intendsFirst ? intending(state, index, call, sending) : sending
}

const intending = ({ minute }: State, index: number, call: Paid, next: Position): Position => {
  if (call === "start") return recording({ type: "start-intended" }, next)
  const { fingerprint, canonical, address } = requestAt(index)
  const since = instantOf(minute)
  return recording({ type: "create-intended", fingerprint, request: canonical, address, as_of: AS_OF, since }, next)
}

const isIntended = ({ phase }: StateRecord): boolean => phase === "creating" || phase === "starting"

/** What is begun goes first, then in the order of the manifest; among look-alikes one after another. */
const mayBegin = ({ rules }: Setup, { purchases }: State, index: number): boolean => {
  const self = purchases[index]
  if (!rules.oneAtATime || self === undefined || !isCreating(self)) return true
  const rank = ({ record }: Purchase) => (record?.phase === "creating" ? 0 : 1)
  return purchases.every((other, at) => {
    if (at === index || !isCreating(other)) return true
    if (other.at.at !== "begin") return other.at.at === "out"
    return rank(other) === rank(self) ? at > index : rank(other) > rank(self)
  })
}

/** Has no export yet that is known to be its own. */
const isCreating = ({ record }: Purchase): boolean =>
  record === undefined || !isRemote(record) || record.phase === "failed" || record.phase === "cancelled"

type Looking = Extract<Position, { readonly at: "looking" }>

const lookForCreate = (setup: Setup, state: State, index: number, at: Looking): Moves => {
  const { rules } = setup
  const { record } = purchaseAt(state, index)
  if (record?.phase !== "creating") return []
  const isLast = at.look >= rules.looks
  const told = whenLooking(state, index, at, isLast)
  if (told === undefined) return []
  const since = rules.heedsSince ? record.since : instantOf(0)
  const verdict =
    rules.looks === 0 ? NOTHING : settle(record.request, since, state.exports.map(listed), new Set(state.known))
  const moveTo = (what: string, position: Position): Moves => [
    go(
      `${nameOf(index)}: look ${at.look} in the listing finds ${what}`,
      place(told, index, { ...purchaseAt(told, index), at: position })
    )
  ]
  const found = (one: RemoteExport): Position =>
    recording(
      {
        type: "created",
        data_export_id: one.id,
        ...(one.createdAt === undefined ? {} : { created_at: one.createdAt })
      },
      priceFrom(setup, state, index, one)
    )
  switch (verdict.kind) {
    case "none":
      if (!isLast) return moveTo("nothing", { ...at, look: at.look + 1 })
      return moveTo("nothing", at.sends > MAX_SENDS ? OUT : toSend(setup, told, index, "create", at.sends))
    case "several": {
      const first = state.exports.map(listed).find(({ id }) => id === verdict.ids[0])
      return rules.asksAmongSeveral || first === undefined
        ? moveTo(verdict.ids.join(", "), recording({ type: "create-ambiguous", candidates: verdict.ids }, OUT))
        : moveTo(verdict.ids.join(", "), found(first))
    }
    case "certain": {
      const { id } = verdict.export
      if (rules.adoptsAtLastLook && !isLast) return moveTo(id, { ...at, look: at.look + 1 })
      return moveTo(id, found(verdict.export))
    }
  }
}

const NOTHING = { kind: "none" } as const

const hasUnsettledTwin = (state: State, index: number): boolean =>
  twinsOf(state, index).some((phase) => phase === "creating" || phase === "ambiguous")

/** The phases of the other purchases that look like this one when listed. */
const twinsOf = ({ purchases }: State, index: number): ReadonlyArray<Phase> =>
  purchases.flatMap(({ record }, other) =>
    record !== undefined && other !== index && lookalikeKey(record.request) === lookalikeKey(requestAt(index).canonical)
      ? [record.phase]
      : []
  )

const lookAtStart = (setup: Setup, state: State, index: number, at: Looking): Moves => {
  const { record } = purchaseAt(state, index)
  const remote = exportOf(state, idOf(record))
  if (record?.phase !== "starting" || remote === undefined) return []
  const isLast = at.look >= LOOKS_FOR_START || !setup.rules.readsBack
  const told = whenLooking(state, index, at, isLast)
  if (told === undefined) return []
  const moveTo = (position: Position): Moves => [
    go(
      `${nameOf(index)}: look ${at.look} at the status reads '${remote.status}'`,
      place(told, index, { ...purchaseAt(told, index), at: position })
    )
  ]
  switch (setup.rules.readsBack ? stageOf(remote) : "priced") {
    case "priced":
      if (!isLast) return moveTo({ ...at, look: at.look + 1 })
      return moveTo(
        recording({ type: "start-refused" }, at.sends > MAX_SENDS ? OUT : toSend(setup, told, index, "start", at.sends))
      )
    case "failed":
      return moveTo(recording({ type: "failed", reason: remote.status, wasStarted: true, as_of: AS_OF }, OUT))
    case "cancelled":
      return moveTo(recording({ type: "cancelled", wasStarted: true, as_of: AS_OF }, OUT))
    default:
      return moveTo(started)
  }
}

/** The last look comes when nothing is on its way any more; each call that is late makes one exception. */
const whenLooking = (state: State, index: number, { call }: Looking, isLast: boolean): State | undefined => {
  const isUnderWay = state.wire.some((message) => message.purchase === index && message.call === call)
  if (!isLast || !isUnderWay) return state
  return state.left.late > 0 ? spend("late", state) : undefined
}

const started: Position = recording({ type: "started", credits: PRICE, as_of: AS_OF }, { at: "reading", what: "end" })

const priceFrom = (setup: Setup, state: State, index: number, remote: Pick<RemoteExport, "status">): Position => {
  switch (stageOf(remote)) {
    case "priced":
      return recording({ type: "priced", credits: PRICE }, toSend(setup, state, index, "start", 1))
    case "uncalculated":
      return recording({ type: "failed", reason: remote.status, wasStarted: false, as_of: AS_OF }, OUT)
    case "running":
    case "completed":
      return started
    case "failed":
      return recording({ type: "failed", reason: remote.status, wasStarted: true, as_of: AS_OF }, OUT)
    case "cancelled":
      return recording({ type: "cancelled", wasStarted: setup.rules.cancelledIsCharged, as_of: AS_OF }, OUT)
    default:
      return { at: "reading", what: "price" }
  }
}

const endFrom = ({ status }: Export): Position => {
  switch (stageOf({ status })) {
    case "completed":
      return recording({ type: "finished", credits: PRICE }, { at: "downloading" })
    case "cancelled":
      return recording({ type: "cancelled", wasStarted: true, as_of: AS_OF }, OUT)
    default:
      return recording({ type: "failed", reason: status, wasStarted: true, as_of: AS_OF }, OUT)
  }
}

/** What `Records.advance` does: the record and the charge as one, and the id counts as known from then on. */
const recorded = (state: State, index: number, event: Event, next: Position): State => {
  const purchase = purchaseAt(state, index)
  const step = transition(purchase.record, event)
  if (Either.isLeft(step)) return { ...halted(state), defect: step.left.message }
  const { record, charge } = step.right
  const id = idOf(record)
  const isIntent = event.type === "create-intended"
  return place(
    { ...state, known: id === undefined || state.known.includes(id) ? state.known : [...state.known, id] },
    index,
    {
      record,
      ledger: charge === undefined ? purchase.ledger : [...purchase.ledger, charge.data_export_id],
      at: next,
      taken: id === undefined || purchase.taken.includes(id) ? purchase.taken : [...purchase.taken, id],
      intendedAt: isIntent ? state.minute : purchase.intendedAt
    }
  )
}

// ---------------------------------------------------------------------------------------------------- the network

const network = (state: State, message: Message): Moves => {
  const { call, purchase: index, isAwaited } = message
  const purchase = purchaseAt(state, index)
  const name = `${nameOf(index)}: the ${call}`
  const without: State = { ...state, wire: state.wire.filter((other) => other !== message) }
  const processed = atVendor(without, message)
  if (!isAwaited)
    return [go(`${name} of before is processed`, processed.state), fault(`${name} of before is lost`, without)]
  const { at } = purchase
  if (at.at !== "waiting") return []
  const hearing = (told: State, position: Position): State => place(told, index, { ...purchase, at: position })
  const looking: Position = { at: "looking", call, look: 1, sends: at.sends + 1 }
  const refused: Event = call === "create" ? { type: "create-refused", reason: "422" } : { type: "start-refused" }
  return [
    go(`${name} is processed and answered`, hearing(processed.state, processed.next)),
    fault(`${name} is processed, its answer is lost`, hearing(processed.state, looking)),
    fault(`${name} is lost`, hearing(without, looking)),
    fault(
      `${name} is given up while it is on its way`,
      hearing({ ...without, wire: [...without.wire, { ...message, isAwaited: false }] }, looking)
    ),
    fault(`${name} is one too many`, hearing(without, { at: "sending", call, sends: at.sends, isFresh: false })),
    ...(state.left.failures > 0
      ? [fault(`${name} is refused`, spend("failures", hearing(without, recording(refused, OUT))))]
      : [])
  ]
}

/** The vendor as documented: a create makes one more export, a start charges what is priced and refuses the rest. */
const atVendor = (
  state: State,
  { call, purchase, id }: Message
): { readonly state: State; readonly next: Position } => {
  if (call === "create") {
    const made = withExport(state, purchase)
    const event: Event = { type: "created", data_export_id: made.id, created_at: instantOf(state.minute) }
    return { state: made.state, next: recording(event, { at: "reading", what: "price" }) }
  }
  const one = exportOf(state, id)
  return one?.status === PRICED
    ? { state: replace(state, { ...one, status: "pending", chargedBy: purchase }), next: started }
    : { state, next: { at: "looking", call, look: 1, sends: MAX_SENDS + 1 } }
}

const withExport = (state: State, maker: Export["maker"]): { readonly state: State; readonly id: DataExportId } => {
  const id = `data_export_${state.exports.length + 1}` as DataExportId
  const made: Export = { id, maker, status: "calculating_credits", minute: state.minute }
  return { state: { ...state, exports: [...state.exports, made] }, id }
}

// ------------------------------------------------------------------------------------- the vendor, and a colleague

const PRICED = "calculating_credits_completed"

const vendor = ({ startThemselves }: Setup, state: State, one: Export): Moves => {
  const becomes = (status: string, patch: Partial<Export> = {}): State => replace(state, { ...one, status, ...patch })
  const fails = (status: string): Moves =>
    state.left.failures > 0 ? [fault(`${one.id} fails`, spend("failures", becomes(status)))] : []
  switch (one.status) {
    case "calculating_credits":
      return [
        startThemselves
          ? go(`${one.id} is priced and starts by itself`, becomes("pending", { chargedBy: "itself" }))
          : go(`${one.id} is priced`, becomes(PRICED)),
        ...fails("calculating_credits_failed")
      ]
    case "pending":
      return [go(`${one.id} is completed`, becomes("completed")), ...fails("failed")]
    default:
      return []
  }
}

const colleague = (state: State): Moves => {
  if (state.left.colleague === 0) return []
  const act = (name: string, to: State): Move<State> => fault(`a colleague ${name}`, spend("colleague", to))
  return [
    act("makes a look-alike", withExport(state, "colleague").state),
    ...state.exports.flatMap((one): Moves => {
      if (one.status === PRICED)
        return [act(`starts ${one.id}`, replace(state, { ...one, status: "pending", chargedBy: "colleague" }))]
      return one.status === "pending" ? [act(`cancels ${one.id}`, replace(state, { ...one, status: "cancelled" }))] : []
    })
  ]
}

// --------------------------------------------------------------------------------------------------------- shared

/** One trouble less is left of those that are counted. */
const spend = (what: keyof State["left"], state: State): State => ({
  ...state,
  left: { ...state.left, [what]: state.left[what] - 1 }
})

const purchaseAt = ({ purchases }: State, index: number): Purchase => {
  const purchase = purchases[index]
  if (purchase === undefined) throw new Error(`the model has no purchase ${index}`)
  return purchase
}

const idOf = (record: StateRecord | undefined): DataExportId | undefined =>
  record !== undefined && isRemote(record) ? record.data_export_id : undefined

/** A run that works on nothing any more has ended. */
const place = (state: State, index: number, purchase: Purchase): State => {
  const placed = { ...state, purchases: state.purchases.map((one, at) => (at === index ? purchase : one)) }
  return isRunning(placed) ? placed : { ...placed, known: [] }
}

const replace = (state: State, one: Export): State => ({
  ...state,
  exports: state.exports.map((other) => (other.id === one.id ? one : other))
})

/** As the listing tells it: without its options. */
const listed = ({ id, status, minute }: Export): RemoteExport => {
  const { type, start_date, end_date, file_type, account_ids } = requestAt(0).canonical
  return {
    id,
    status,
    type,
    startDate: start_date,
    endDate: end_date,
    fileType: file_type,
    createdAt: instantOf(minute),
    creditCost: PRICE,
    ...(account_ids === undefined ? {} : { accountIds: account_ids })
  }
}
