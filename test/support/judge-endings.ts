import type { ActivityEvent } from '../../src/shared/domain/event'
import type { StoredState } from './store-writes'

/**
 * What happened between two moments at which the mirror was seen to hold what the store held. A write without a fault
 * reaches a change stream as one event (`isExact`). A poll, or any feed that reads all anew after a fault or a drop, sees only
 * what there is at each of its reads: a session that comes and goes between two of them leaves no trace, of several lives
 * under one id it may see one, and what has gone is told apart by the last copy it has read: one deleted shortly before its
 * expiry and missed only after it counts as expired, one whose last touch it has not seen by the expiry before that.
 */
export interface Round {
  readonly isExact: boolean
  /** The server was another process afterwards: that a collection was replaced meanwhile cannot be known. */
  readonly isRestarted: boolean
  /** Nobody looked for some time: what was due then and was touched must not count as expired. */
  readonly isFaulty: boolean
  readonly drops: number
  /** Epoch ms. */
  readonly startAt: number
  readonly endAt: number
}

/** Instants nearer than this are not told apart, ms: two clocks, and a busy process. */
export const NEAR_MS = 150
/** A change stream has told of a write after so long, ms. */
const LAG_MS = 700

type Ended = StoredState & { readonly end: NonNullable<StoredState['end']> }
const hasEnded = (state: StoredState): state is Ended => state.end !== null
const expiryOf = ({ document }: StoredState): number => document.expires.getTime()
const isSignedIn = ({ document }: StoredState): boolean => document.session.user !== undefined
const countOf = (told: readonly ActivityEvent[], kind: ActivityEvent['event']) =>
  told.filter(e => e.event === kind).length

/**
 * What is wrong with the endings that were `told` of one id in a round, as sentences. `states` are the document's, from the
 * one that was there at the start (`wasHeld`) or the first that came.
 */
export function judgeEndings(
  round: Round,
  states: readonly StoredState[],
  wasHeld: boolean,
  told: readonly ActivityEvent[]
): readonly string[] {
  const counts = `of ${told.map(e => e.event).join(', ') || 'nothing'}`
  const found: readonly (readonly [boolean, string])[] = [
    [isOutside(countOf(told, 'signed-out'), signOuts(round, states, wasHeld)), 'signed out'],
    [isOutside(countOf(told, 'cleared'), clearings(round, states, wasHeld)), 'cleared'],
    [told.some(e => e.event === 'expired' && !mayExpire(round, states, e)), 'expired though it had not'],
    [isExpiryDue(round, states[0], wasHeld) && countOf(told, 'expired') === 0, 'not expired though it had'],
    [wasHeld && states.at(-1)?.end != null && !isEndingTold(round, states, told), 'gone without a word']
  ]
  return found.filter(([isWrong]) => isWrong).map(([, what]) => `${what}, ${counts}`)
}

type Bounds = readonly [least: number, most: number]
const isOutside = (count: number, [least, most]: Bounds) => count < least || count > most

/** How often a sign-out may be told. */
function signOuts(round: Round, states: readonly StoredState[], wasHeld: boolean): Bounds {
  const ended = states.filter(hasEnded)
  const deleted = ended.filter(s => s.end.how === 'delete')
  const isSurelyIn = (s: Ended) => s.end.span.to + NEAR_MS < expiryOf(s)
  const isSurelyLate = (s: Ended) => s.end.span.from - NEAR_MS > expiryOf(s)
  // The way back from a person to a guest under one id is a sign-out as well.
  const turned = ended.filter(
    (s, i) => isSignedIn(s) && states[i + 1] !== undefined && !isSignedIn(at(states, i + 1))
  )
  if (round.isExact && !mayRunAhead(states)) {
    const turnedAlive = turned.filter(s => s.end.how === 'write').length
    const late = deleted.filter(isSurelyLate).length
    return [deleted.filter(isSurelyIn).length + turnedAlive, deleted.length - late + turnedAlive]
  }
  const everLate = deleted.filter(s => states.every(each => expiryOf(each) + NEAR_MS < s.end.span.from))
  const dropped = round.isRestarted ? ended.filter(s => s.end.how === 'drop').length : 0
  const isGone =
    wasHeld && round.drops === 0 && ended.at(-1)?.end.how === 'delete' && ended.length === states.length
  const isAlwaysIn = states.every(s => expiryOf(s) > round.endAt + NEAR_MS)
  return [isGone && isAlwaysIn ? 1 : 0, deleted.length - everLate.length + turned.length + dropped]
}

function at(states: readonly StoredState[], index: number): StoredState {
  const state = states[index]
  if (state === undefined) throw new Error(`No state ${index}.`)
  return state
}

/** An update of a document that was deleted and made again afterwards is told with what was made. */
function mayRunAhead(states: readonly StoredState[]): boolean {
  const first = states.findIndex(s => s.by === 'update')
  return (
    first >= 0 && states.slice(first).some((s, i, rest) => s.end?.how === 'delete' && i + 1 < rest.length)
  )
}

function clearings(round: Round, states: readonly StoredState[], wasHeld: boolean): Bounds {
  const first = states.find(s => s.end !== null && s.end.how !== 'write')
  const isSure = wasHeld && !round.isRestarted && first?.end?.how === 'drop'
  return [isSure ? 1 : 0, states.length === 0 ? 0 : round.drops]
}

/** There was such an expiry, it has passed, and a change stream had not told long before that it would not count. */
function mayExpire({ isExact, endAt }: Round, states: readonly StoredState[], event: ActivityEvent): boolean {
  const those = states.filter(s => expiryOf(s) === event.expiresAt)
  const isOver = (s: StoredState) => isExact && s.end !== null && s.end.span.to + LAG_MS < expiryOf(s)
  return those.some(s => expiryOf(s) < endAt + NEAR_MS && !isOver(s))
}

/** What was held is due within the round, and nothing was written to it before. */
function isExpiryDue(
  { startAt, endAt, isFaulty }: Round,
  state: StoredState | undefined,
  wasHeld: boolean
): boolean {
  if (state === undefined || !wasHeld) return false
  const isWithin = expiryOf(state) > startAt + NEAR_MS && expiryOf(state) < endAt - NEAR_MS
  if (!isWithin || state.end === null) return isWithin
  const isUntouched = state.end.span.from - NEAR_MS > expiryOf(state)
  return isUntouched && (!isFaulty || state.end.how === 'delete')
}

/** One that had expired before the round was told then; one that was written as expired already is told as changed. */
function isEndingTold(
  { startAt }: Round,
  [first, ...later]: readonly StoredState[],
  told: readonly ActivityEvent[]
): boolean {
  const kinds: readonly string[] = ['signed-out', 'cleared', 'expired']
  const wasTold = first !== undefined && expiryOf(first) < startAt + NEAR_MS
  const cameExpired = later.some(s => expiryOf(s) < s.since.to + LAG_MS)
  return wasTold || cameExpired || told.some(e => kinds.includes(e.event))
}
