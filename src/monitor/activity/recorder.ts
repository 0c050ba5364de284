import type { Document } from 'mongodb'
import type { ActivityEvent, ActivityKind, OtherSession, WriteChanges } from '../../shared/domain/event'
import type { EpochMs, Session, SessionKey, UserKey } from '../../shared/domain/session'
import { type Circumstances, type EventFacts, eventOf, expiryEvent } from '../activity'
import type { Fields } from '../bson'
import { type Comparable, comparableOf, emptyPayload } from '../history/comparable'
import type { History } from '../history/history'
import { pathChangesOf } from '../history/path-changes'
import type { Transition } from '../mirror/mirror'
import type { Expected } from './expected'
import { createFirstPayloads, type FirstPayloadsParts } from './first-payloads'
import { createLikelySame, type LikelySame } from './likely-same'
import { createMassEndings } from './mass-endings'

/** A transition with the document that made it; null where it has gone. */
export interface Taken {
  readonly transition: Transition
  readonly document: Document | null
}

/** What a recorder reads from. */
export interface RecorderParts extends FirstPayloadsParts {
  readonly history: History
  readonly expected: Expected
  readonly payloadOf: (document: Document) => Fields | null
  readonly sessionIdOf: (key: SessionKey) => string | null
  /** How many active sessions a user has; 0 where that is not known. */
  readonly sessionsOf: (user: UserKey) => number
  /** How many active sessions there are. */
  readonly active: () => number
}

/** Makes events of what happens to sessions, and keeps each session's history. */
export interface Recorder {
  /** Will remember a payload of the first snapshot: nothing happened. */
  saw(key: SessionKey, document: Document): void
  /** All of the first snapshot has been seen: remember it, slice by slice, unless it is too large. */
  opened(): void
  /** The same of one document, at once, unless more is known of its session. */
  remember(key: SessionKey, document: Document): void
  /** Everything taken in by one telling, in its order. Corrections of earlier events are among what it returns. */
  record(taken: readonly Taken[], how: TellingFacts): readonly ActivityEvent[]
  /** Sessions whose expiry has passed. */
  expired(sessions: readonly Session[]): readonly ActivityEvent[]
  /** A change stream told a write of which nothing new was left: the one before had it in it already. */
  merged(key: SessionKey, at: EpochMs): readonly ActivityEvent[]
  /** Null: told write by write. Else by polls this far apart, ms. */
  followBy(pollMs: number | null): void
  stop(): void
}

/** What ends one session by itself. An expired one that is used again, or a store filled anew, is nobody's coming back. */
const comesBackFrom: ReadonlySet<ActivityKind> = new Set(['signed-out', 'revoked', 'replaced'])

/** What all of one telling have in common. */
type TellingFacts = Omit<Circumstances, 'isOurEnding' | 'returnOf'>

type Uncompared = Exclude<WriteChanges['uncompared'], null>

const notCompared: WriteChanges = { changes: null, moreChanges: 0, uncompared: null, isMerged: false }
/** A change stream looks a document up some moments after the write. */
const LOOKED_UP_WITHIN_MS = 5000

/** A recorder that has told nothing yet. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { history, expected } = parts
  const masses = createMassEndings()
  const pairs = createLikelySame()
  let lastId = 0
  let isPolled = false
  const firsts = createFirstPayloads(parts, remember)

  function finish(facts: EventFacts, changes: WriteChanges): ActivityEvent {
    lastId += 1
    const nthSession = facts.event === 'signed-in' && facts.user !== null ? parts.sessionsOf(facts.user) : 0
    const event = { id: lastId, isCorrection: false, ...facts, nthSession, other: null, ...changes }
    history.note(event)
    return event
  }

  function correct(event: ActivityEvent, fields: Partial<ActivityEvent>): ActivityEvent {
    const corrected = { ...event, ...fields, isCorrection: true }
    history.note(corrected)
    return corrected
  }

  /** A payload that can be compared, or why it cannot. */
  function comparable(key: SessionKey, document: Document): Comparable | { readonly why: Uncompared } {
    const payload = parts.payloadOf(document)
    if (payload === null) return { why: 'unreadable' }
    return comparableOf(payload, { sessionId: parts.sessionIdOf(key) ?? '' }) ?? { why: 'too-large' }
  }

  function remember(key: SessionKey, document: Document): Comparable | null {
    const payload = comparable(key, document)
    if (typeof payload !== 'string') return null
    history.remember(key, payload)
    return payload
  }

  function knownOf(key: SessionKey): Comparable | null {
    const first = firsts.take(key)
    return first === null ? history.payloadOf(key) : remember(key, first)
  }

  /** Compares with the payload before, and remembers this one for the next time. */
  function changesOf({ transition, document }: Taken): WriteChanges {
    const { key, before, after } = transition
    if (document === null || after === null) return notCompared
    const isPolledWrite = isPolled && before !== null
    const known = before === null ? emptyPayload : knownOf(key)
    // Equal digests are equal payloads: a touch need not be compared, and 200 of them a second are many.
    if (before !== null && known !== null && before.payloadDigest === after.payloadDigest)
      return { ...notCompared, changes: [], isMerged: isPolledWrite }
    const now = comparable(key, document)
    if (typeof now !== 'string') {
      history.remember(key, null)
      return { ...notCompared, uncompared: now.why, isMerged: isPolledWrite }
    }
    history.remember(key, now)
    if (known !== null) return { ...pathChangesOf(known, now), uncompared: null, isMerged: isPolledWrite }
    const isTouch = before?.payloadDigest === after.payloadDigest
    return {
      ...notCompared,
      ...(isTouch ? { changes: [] } : { uncompared: 'never-seen' as const }),
      isMerged: isPolledWrite
    }
  }

  /** A pair that has shown itself: the old one was replaced, the new one has a past. */
  function toldAs(pair: LikelySame | null, told: Map<number, ActivityEvent>): void {
    if (pair === null) return
    const { old, renewed } = pair
    const replaced = { event: 'replaced' as const, other: otherOf(renewed) }
    for (const corrected of [
      correct(old, replaced),
      correct(renewed, { other: otherOf(old), stayedMs: old.stayedMs, isStayedAtLeast: old.isStayedAtLeast })
    ])
      put(told, corrected)
  }

  /** What was ended, and is written anew under the same id: by whom, only what is done from here can tell. */
  function returnOf(key: SessionKey): 'came-back' | 'restored' | null {
    if (expected.isOurReturn(key)) return 'restored'
    const last = history.lastOf(key)
    return last !== null && comesBackFrom.has(last.event) && !last.isNowGuest ? 'came-back' : null
  }

  function recordOne(one: Taken, how: TellingFacts): ActivityEvent | null {
    const facts = eventOf(one.transition, { ...how, isOurEnding: expected.isOurEnding, returnOf })
    return facts === null ? null : finish(facts, changesOf(one))
  }

  function lookForPair(event: ActivityEvent, { transition }: Taken): LikelySame | null {
    const payload = knownOf(event.key)
    if (event.event === 'signed-in' && transition.before === null) return pairs.signedIn(event, payload)
    const isGuestGone = event.event === 'signed-out' && event.state === 'guest' && transition.after === null
    return isGuestGone ? pairs.ended(event, payload) : null
  }

  return {
    saw: firsts.saw,
    opened: firsts.opened,
    remember(key, document) {
      if (knownOf(key) === null) remember(key, document)
    },
    record(taken, how) {
      const told = new Map<number, ActivityEvent>()
      const ended: ActivityEvent[] = []
      for (const one of taken) {
        const event = recordOne(one, how)
        if (event === null) continue
        told.set(event.id, event)
        if (event.event === 'signed-out' && one.transition.after === null) ended.push(event)
        toldAs(lookForPair(event, one), told)
        if (one.transition.after === null) history.remember(event.key, null)
      }
      const mass = masses.take(ended, how.at, parts.active())
      if (mass.isCleared)
        for (const event of [...mass.earlier, ...ended])
          put(told, correct(event, { event: 'cleared', other: null }))
      return [...told.values()]
    },
    expired: sessions => sessions.map(session => finish(expiryEvent(session), notCompared)),
    merged(key, at) {
      const last = history.lastOf(key)
      const isRecent = last !== null && at >= last.at && at - last.at < LOOKED_UP_WITHIN_MS
      return isRecent && last.changes !== null && !last.isMerged ? [correct(last, { isMerged: true })] : []
    },
    followBy(pollMs) {
      isPolled = pollMs !== null
      pairs.slackMs = pollMs ?? 0
    },
    stop: firsts.stop
  }
}

/** What is told in the same breath needs no correcting: it is told as it turned out to be. */
function put(told: Map<number, ActivityEvent>, corrected: ActivityEvent): void {
  const was = told.get(corrected.id)
  told.set(corrected.id, was?.isCorrection === false ? { ...corrected, isCorrection: false } : corrected)
}

function otherOf({ key, maskedId, user }: ActivityEvent): OtherSession {
  return { key, maskedId, user }
}
