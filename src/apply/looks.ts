/**
 * When to look at an export again. Pure. One list call tells of up to 100 exports, so looks are made for many at once:
 *
 * ```
 *  seen        hopeful            latest       a look serves all that are hopeful by then,
 *  |--------------|------------------|--->     and is made when the first of them all comes to its latest
 * ```
 *
 * An export is picked up late by a share of its age at the most: the older it is, the rarer it is asked for. What a run
 * has seen of its exports spares it looks that were in vain so far. A run of many exports grows more patient with every
 * look, so that looks stay few beside creates and starts.
 *
 * Where the vendor pushes hints (docs/webhooks.md), an export is looked at soon after one, and rarely without. A hint only
 * moves a look: it is never believed, and a flood of false ones costs each export a few looks more than no hints at all.
 */

/** ms from when it was last seen. */
export interface Look {
  /** From then on it is worth a call. */
  readonly hopeful: number
  /** Then it is made. */
  readonly latest: number
}

/** One that is waited for, as it was last seen. */
export interface Waited {
  /** Since it was first waited for, for whatever, ms. */
  readonly ageMs: number
  /** Since it has been waited for what it is waited for now, ms; 0: it was not seen since. */
  readonly waitedMs: number
  /** 0..100, as the server tells it. */
  readonly progress?: number | undefined
}

export interface Patience {
  /** How long an export is left alone, as a share of its age. */
  readonly share: number
  /** At the least and at the most, in ticks. */
  readonly shortest: number
  readonly longest: number
  /** Looks are put off until they tell of several exports. */
  readonly gathers: boolean
}

/** Up to so many exports, the calls for them hardly count: each is seen as soon as it can be. */
const FEW = 24

/** Looks that a run of many may well take, some for any number of exports and so many for each: every further one counts. */
const LOOKS = { any: 2, each: 0.06 }

export const patience = (exports: number, looks: number): Patience => {
  if (exports <= FEW) return { share: 0.15, shortest: 1, longest: 180, gathers: false }
  const spent = (looks / (LOOKS.any + LOOKS.each * exports)) ** 2
  return {
    share: Math.min(0.6, Math.min(0.3, 0.15 + 8 / exports) + 0.3 * spent),
    shortest: 5,
    longest: Math.min(600, 180 + 120 * spent),
    gathers: true
  }
}

/** What a run has seen of how long exports take to come so far, in ms. */
export interface Experience {
  /** The youngest that was seen to have come so far was that old. */
  readonly quickest: number
  /** Up to that age, looks were in vain. */
  readonly vain: number
  /** How old they are when they are seen to have come so far: a mean in which the young ones weigh more. */
  readonly typical: number
}

export const NO_EXPERIENCE: Experience = { quickest: Number.POSITIVE_INFINITY, vain: 0, typical: 0 }

/** `waitedMs`: how long it has been waited for when it was seen. */
export const learned = (known: Experience, waitedMs: number, reached: boolean): Experience => {
  const { quickest, vain, typical } = known
  if (!reached) return waitedMs < quickest ? { ...known, vain: Math.max(vain, waitedMs) } : known
  const mean = typical === 0 ? waitedMs : 1 / (0.95 / typical + 0.05 / Math.max(1, waitedMs))
  if (waitedMs >= quickest) return { ...known, typical: mean }
  return { quickest: waitedMs, vain: Math.min(vain, 0.8 * waitedMs), typical: mean }
}

/** A new export is looked at after so many ticks, whatever was in vain for others. */
const LATEST_FIRST = 30

/** `tickMs`: the shortest time between two looks at one export. */
export const nextLook = (waited: Waited, tickMs: number, patient: Patience, known: Experience): Look => {
  const { hopeful, latest } =
    waited.waitedMs === 0 ? firstLook(waited, tickMs, patient, known) : laterLook(waited, tickMs, patient, known)
  return { hopeful: Math.round(hopeful), latest: Math.round(latest) }
}

const firstLook = ({ ageMs }: Waited, tickMs: number, patient: Patience, known: Experience): Look => {
  const shortest = patient.shortest * tickMs
  const vain = known.quickest === Number.POSITIVE_INFINITY || !patient.gathers ? 0 : known.vain
  const hopeful = Math.max(shortest, Math.min(vain, LATEST_FIRST * tickMs))
  const gathering = hopeful > shortest ? shortestTime(tickMs, patient, known) : 0
  const byAge = Math.min(patient.longest * tickMs, (ageMs + hopeful) * patient.share)
  return { hopeful, latest: Math.max(hopeful + gathering, byAge) }
}

const laterLook = (waited: Waited, tickMs: number, patient: Patience, known: Experience): Look => {
  const { ageMs, waitedMs, progress = 0 } = waited
  const { share, longest } = patient
  const within = (ms: number) => Math.min(longest * tickMs, Math.max(shortestTime(tickMs, patient, known), ms))
  if (progress <= 0) return { hopeful: within((ageMs * share) / 2), latest: within(ageMs * share) }
  // At its pace so far it takes so long yet, and looking before is in vain. It is not believed far ahead, and one that
  // stands still just before its end must not cost many calls.
  const hopeful = Math.min(2 * share * ageMs, (100 / progress - 1) * waitedMs)
  return { hopeful: within(hopeful), latest: within(hopeful + ageMs * Math.max(0.05, share / 2)) }
}

/** For so long at the most, looks are put off by what is typical, in ticks: what comes next may be of another kind. */
const GATHERED = 60

/** Exports that follow each other closely are not looked at one by one. */
const shortestTime = (tickMs: number, { share, shortest, gathers }: Patience, { typical }: Experience): number =>
  Math.max(shortest * tickMs, gathers ? Math.min(GATHERED * tickMs, typical * share) : 0)

/** Where hints are known to come, looks without one are for those that were lost: so many ticks apart at the least and at the most. */
const UNHINTED = { share: 0.6, shortest: 10, longest: 600 }

/** How long an export is left alone while a hint is expected of it. */
export const expecting = (patient: Patience): Patience => ({
  ...patient,
  share: Math.max(UNHINTED.share, patient.share),
  shortest: Math.max(UNHINTED.shortest, patient.shortest),
  longest: Math.max(UNHINTED.longest, patient.longest)
})

/** So many exports in a row came so far without a word: then hints are not waited for, until one proves true again. */
const UNTOLD = 3

/** `untold`: how many exports in a row were found to have come so far by a look that no hint asked for. */
export const isHintExpected = (untold: number): boolean => untold < UNTOLD

/** A hint of an export, and what is known of those before it. */
export interface Hinted {
  /** When it came, in ms from when the export was last seen; negative: while that look was under way. */
  readonly cameMs: number
  /** How many hints of it have been in vain: the looks that they asked for found nothing new. */
  readonly inVain: number
}

/** A late one, or a doubled one, is no reason to distrust the next; from then on they get no look that a clock would not. */
const FORGIVEN = 2

/** The look that a hint asks for. `ordinary`: the one that would be made if there were no hints. */
export const hintedLook = (
  { cameMs, inVain }: Hinted,
  waited: Waited,
  ordinary: Look,
  tickMs: number,
  patient: Patience,
  known: Experience
): Look => {
  const soonest = inVain >= FORGIVEN ? ordinary.latest : waited.waitedMs === 0 ? 0 : tickMs
  const gathering = gatherMs(waited.ageMs + cameMs, tickMs, patient, known)
  return {
    hopeful: Math.round(Math.max(soonest, cameMs)),
    latest: Math.round(Math.max(soonest, cameMs + gathering))
  }
}

/** So long a hint waits for others at the least, among many, in ticks. */
const TOGETHER = 12

/** So long a hint waits for others, ms: one call then tells of all of them. */
const gatherMs = (ageMs: number, tickMs: number, patient: Patience, known: Experience): number => {
  if (!patient.gathers) return tickMs / 2
  const byAge = Math.min((patient.longest * tickMs) / 2, (ageMs * patient.share) / 2)
  return Math.max(TOGETHER * tickMs, shortestTime(tickMs, patient, known), byAge)
}
