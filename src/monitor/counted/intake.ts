import type { Document } from 'mongodb'
import type { ActivityEvent } from '../../shared/domain/event'
import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import type { FeedState } from '../../shared/domain/store'
import type { Ending } from '../../shared/domain/view'
import { endingOf } from '../activity'
import type { Expected } from '../activity/expected'
import { createRecorder, type Taken } from '../activity/recorder'
import type { ServerClock } from '../clock'
import type { Sink } from '../feed/feed'
import type { History } from '../history/history'
import type { Took } from '../intake'
import { mergeSession } from '../mirror/merge'
import type { Transition } from '../mirror/mirror'
import { type Mark, markOf } from '../mirror/row-item'
import type { Reader, StoredSession } from '../reader'
import type { Timers } from '../timers'
import { createKnownSessions, type KnownSessions } from './known'
import { cleared, moved, nothingCounted, type Tallies } from './tallies'

/** A row that has gone and is still shown, struck, for a moment. */
export interface Gone {
  readonly session: Session
  readonly ending: Ending
}

/** What is known here of a large store: the few sessions seen, and the totals. */
export interface CountedIntake {
  readonly sink: Sink
  readonly known: KnownSessions
  readonly marks: ReadonlyMap<SessionKey, Mark>
  tallies: Tallies
  /** Takes in documents that were asked for; returns their sessions in the same order. */
  takeRead(stored: readonly StoredSession[], at: EpochMs): readonly Session[]
  goneOf(key: SessionKey): Gone | undefined
  /** Forgets those that went before `at`. */
  letGo(at: EpochMs): void
  /** A document that was read on request: the next write of its session can be compared with it. */
  remember(document: Document): void
  stop(): void
}

/** What the intake tells onwards. */
export interface CountedIntakeListener {
  changed(changes: number, events: readonly ActivityEvent[]): void
  readonly took?: Took
  feed(state: FeedState): void
}

/** What an intake of a large store is made of. */
export interface CountedIntakeParts {
  readonly reader: () => Reader
  readonly clock: ServerClock
  readonly timers: Timers
  readonly monotonicMs: () => number
  readonly history: History
  readonly expected: Expected
}

/** So many marks are kept: rows on screen need theirs, and for a few seconds only. */
const MOST_MARKS = 2000

/** Joins a reader to a change stream that tells only what happens from now on. */
export function createCountedIntake(
  parts: CountedIntakeParts,
  listener: CountedIntakeListener
): CountedIntake {
  const { reader, clock } = parts
  const known = createKnownSessions()
  const recorder = createRecorder({
    ...parts,
    payloadOf: document => reader().payloadOf(document),
    sessionIdOf: known.sessionIdOf,
    // Only a count of the whole store could tell.
    sessionsOf: () => 0,
    active: () => tallies.states['signed-in'] + tallies.states.guest + tallies.states.unreadable
  })
  const marks = new Map<SessionKey, Mark>()
  const gone = new Map<SessionKey, Gone>()
  let tallies = nothingCounted

  function mark(transition: Transition, at: EpochMs): void {
    marks.delete(transition.key)
    marks.set(transition.key, markOf(transition, at))
    const [oldest] = marks.keys()
    if (marks.size > MOST_MARKS && oldest !== undefined) marks.delete(oldest)
  }

  /** Null: nothing new, or nothing that can be compared with what was before. */
  function keep(stored: StoredSession, at: EpochMs, isArrival: boolean): Transition | null {
    const { key } = stored.session
    const before = known.get(key) ?? null
    const after = mergeSession(before, stored.session, at)
    known.keep({ ...stored, session: after })
    gone.delete(key)
    if (after === before || (before === null && !isArrival)) return null
    const transition = { key, before, after }
    mark(transition, at)
    return transition
  }

  function tell(
    changes: number,
    taken: readonly Taken[],
    at: EpochMs,
    events: readonly ActivityEvent[]
  ): void {
    const transitions = taken.map(one => one.transition)
    const documents = taken.map(one => one.document)
    listener.took?.(transitions, at, events, documents)
    listener.changed(changes, events)
  }

  function put(documents: readonly Document[], at: EpochMs, isArrival: boolean): void {
    const now = clock.now()
    const taken: Taken[] = []
    for (const document of documents) {
      const stored = reader().read(document, at, isArrival)
      const { key } = stored.session
      const before = known.get(key) ?? (isArrival ? null : undefined)
      const transition = keep(stored, at, isArrival)
      tallies = moved(tallies, before, known.get(key) ?? null, now)
      if (transition !== null) taken.push({ transition, document })
      // Seen now for the first time: its next write can be compared.
      else if (before === undefined) recorder.remember(key, document)
    }
    tell(documents.length, taken, at, recorder.record(taken, { at, isCleared: false, toldUntil: at }))
  }

  function remove(documentIds: readonly unknown[], at: EpochMs): void {
    const now = clock.now()
    const taken: Taken[] = []
    const events: ActivityEvent[] = []
    for (const id of documentIds) {
      const key = reader().keyOf(id)
      const before = known.get(key)
      tallies = moved(tallies, before, null, now)
      if (before === undefined) continue
      const how = endingOf(before, { at, isCleared: false, isOurs: parts.expected.isOurEnding(key) })
      gone.set(key, { session: before, ending: { how, at } })
      // Expiries that pass are not watched over here: the document's going is what tells them.
      if (how === 'expired') events.push(...recorder.expired([before]))
      else taken.push({ transition: { key, before, after: null }, document: null })
    }
    events.push(...recorder.record(taken, { at, isCleared: false, toldUntil: at }))
    for (const id of documentIds) {
      const key = reader().keyOf(id)
      known.forget(key)
      parts.expected.settled(key)
    }
    tell(documentIds.length, taken, at, events)
  }

  return {
    sink: {
      beginSnapshot: () => {},
      endSnapshot: () => {},
      put,
      remove,
      clear(at) {
        const taken = known
          .sessions()
          .map(before => ({ transition: { key: before.key, before, after: null }, document: null }))
        const events = recorder.record(taken, { at, isCleared: true, toldUntil: at })
        tallies = cleared(tallies)
        known.clear()
        marks.clear()
        gone.clear()
        listener.changed(1, events)
      },
      state(state) {
        if (state.kind === 'counted') recorder.followBy(state.hasStream ? null : state.everyMs)
        listener.feed(state)
      }
    },
    known,
    marks,
    get tallies() {
      return tallies
    },
    set tallies(next) {
      tallies = next
    },
    takeRead(stored, at) {
      for (const one of stored) keep(one, at, false)
      return stored.map(one => known.get(one.session.key) ?? one.session)
    },
    goneOf: key => gone.get(key),
    letGo(at) {
      for (const [key, { ending }] of gone) if (ending.at <= at) gone.delete(key)
    },
    remember(document) {
      const { session } = reader().read(document, clock.now(), false)
      // Newer than what is known here, it would hide the write that is on its way.
      if (known.get(session.key)?.payloadDigest === session.payloadDigest)
        recorder.remember(session.key, document)
    },
    stop: () => recorder.stop()
  }
}
