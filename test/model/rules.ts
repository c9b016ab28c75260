/** The rules that the workflow keeps, each to be broken alone: what then goes wrong shows that the invariants bite. */

export interface Rules {
  /** The intent of a call is durable before the call is sent. */
  readonly intendsFirst: boolean
  /** Where recording fails, the run goes no further. */
  readonly stopsUnrecorded: boolean
  /** A create without an answer is looked for so often before it is sent again. */
  readonly looks: number
  /** A start without an answer is sent again only after its status was read back. */
  readonly readsBack: boolean
  /** What was made before the intent is not taken for its export. */
  readonly heedsSince: boolean
  /** Look-alikes are created one after another. */
  readonly oneAtATime: boolean
  /** Where several exports could be it, a person decides. */
  readonly asksAmongSeveral: boolean
  /** That an export stands alone in the listing is believed at the second look only: its own may still be made. */
  readonly adoptsAtLastLook: boolean
  /** Beside a look-alike whose create is not settled none is created. */
  readonly heedsUnsettledTwins: boolean
  /** Only what was started can be cancelled, whoever started it: a cancelled export counts as charged. */
  readonly cancelledIsCharged: boolean
}

/** As `src/apply/workflow.ts` has them. */
export const AS_WRITTEN: Rules = {
  intendsFirst: true,
  stopsUnrecorded: true,
  looks: 2,
  readsBack: true,
  heedsSince: true,
  oneAtATime: true,
  asksAmongSeveral: true,
  adoptsAtLastLook: true,
  heedsUnsettledTwins: true,
  cancelledIsCharged: true
}
