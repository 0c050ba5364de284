import type { Document } from 'mongodb'
import type { ActivityEvent, EndingKind } from '../shared/domain/event'
import type { EpochMs, SessionKey } from '../shared/domain/session'
import { type FeedState, isFollowing } from '../shared/domain/store'
import { endingOf } from './activity'
import type { Expected } from './activity/expected'
import { createRecorder, type Recorder, type Taken } from './activity/recorder'
import type { ServerClock } from './clock'
import type { Sink } from './feed/feed'
import type { History } from './history/history'
import type { Change, Transition } from './mirror/mirror'
import type { Picture } from './mirror/picture'
import type { Reader, StoredSession } from './reader'
import type { Timers } from './timers'

/** What finds a session's document again, and its id: credentials, so they never leave the monitor. */
export interface Vault {
  documentIdOf(key: SessionKey): unknown
  sessionIdOf(key: SessionKey): string | null
  startsWith(key: SessionKey, text: string): boolean
}

/** Told of sessions that have come, changed or gone, what that means, and the documents they were read from, in their order. */
export type Took = (
  transitions: readonly Transition[],
  at: EpochMs,
  events: readonly ActivityEvent[],
  documents: readonly (Document | null)[]
) => void

/** What the intake tells onwards, after mirror and picture have taken it in. */
export interface IntakeListener {
  /** `transitions` is how many sessions changed; events are what that means to a person. */
  changed(transitions: number, events: readonly ActivityEvent[]): void
  feed(state: FeedState): void
  /** The first snapshot is there: what comes from now on is something that happens. */
  opened(at: EpochMs): void
  /** A document as it was written, before its session is taken in. True: `rewritten` is told of it afterwards. */
  written?(key: SessionKey, document: Document): boolean
  rewritten?(keys: readonly SessionKey[]): void
  gone?(key: SessionKey): void
  /** The first snapshot's are not told. */
  readonly took?: Took
}

/** What an intake is made of. */
export interface IntakeParts {
  readonly picture: Picture
  readonly reader: Reader
  readonly clock: ServerClock
  readonly timers: Timers
  readonly monotonicMs: () => number
  readonly history: History
  readonly expected: Expected
}

/** Where documents become sessions. `advance` is called on every wake as well as on every change. */
export interface Intake {
  readonly sink: Sink
  readonly vault: Vault
  advance(): void
  /** From here until all is read again, no expiry passes: nobody sees what is touched. */
  lookAway(): void
  /** Use another reader from now on: the store's format has become known. */
  readWith(reader: Reader): void
  /** A document that was read on request: the next write of its session can be compared with it. */
  remember(document: Document): void
  stop(): void
}

/** A clock corrected backwards by less than this stays where it was: an expiry must not be told twice. */
const JITTER_MS = 5000

/** Joins a reader and a picture to a feed. */
export function createIntake(parts: IntakeParts, listener: IntakeListener): Intake {
  const { picture, clock } = parts
  let { reader } = parts
  /** Nearly every store keeps the session id as `_id`: then the text is all, and there is no object for each session. */
  const ids = new Map<SessionKey, string | Pick<StoredSession, 'documentId' | 'sessionId'>>()
  /** The first snapshot is how things are, not something that happens: it makes no events and no marks. */
  let isOpening = true
  /** Between the two ends of a snapshot all is told, also what was known. */
  let isSnapshot = false
  let isWatched = false
  /**
   * True from a loss until all is read again. Meanwhile no expiry passes: what was due may have been touched unseen, and a
   * session that lives must not be told as expired.
   */
  let isOutOfSight = false
  const recorder = recorderFor(parts, () => reader, sessionIdOf)

  function advanceTo(at: EpochMs): void {
    if (isOutOfSight) return
    const { now } = picture.mirror
    const next = at < now && now - at < JITTER_MS ? now : at
    const crossed = picture.advance(next)
    if (crossed.length > 0 && next > now)
      listener.changed(crossed.length, isOpening ? [] : recorder.expired(crossed))
  }

  function take(taken: readonly Taken[], at: EpochMs, isCleared: boolean): void {
    if (taken.length === 0) return
    const transitions = taken.map(one => one.transition)
    const events = isOpening ? [] : recorder.record(taken, { at, isCleared, toldUntil: picture.mirror.now })
    for (const t of transitions) {
      if (t.after !== null) continue
      ids.delete(t.key)
      listener.gone?.(t.key)
    }
    const isMass = isCleared || events.some(event => event.event === 'cleared' && event.at === at)
    const how = ({ key, before }: Transition): EndingKind => {
      const isOurs = parts.expected.isOurEnding(key)
      return before ? endingOf(before, { at, isCleared: isMass, isOurs }) : 'signed-out'
    }
    picture.show(transitions, how, isOpening ? null : at)
    for (const { key } of transitions) parts.expected.settled(key)
    if (!isOpening) listener.took?.(transitions, at, events, documentsOf(taken))
    listener.changed(transitions.length, events)
  }

  /**
   * Takes changes in as of the time of the write: an expiry that lies between it and now has not passed for a session that
   * was touched or deleted before. What has not been written since passes afterwards.
   */
  function takeAsOf(at: EpochMs, change: () => readonly Taken[], isCleared = false): void {
    advanceTo(Math.max(picture.mirror.now, at))
    take(change(), at, isCleared)
    advanceTo(Math.max(clock.now(), at))
  }

  /** Null: nothing new in it. */
  function putOne(stored: StoredSession, document: Document, at: EpochMs): Taken | null {
    const { documentId, sessionId, session } = stored
    const { key } = session
    ids.set(key, documentId === sessionId ? sessionId : { documentId, sessionId })
    const [transition] = picture.mirror.apply([{ kind: 'put', session, at }])
    if (isOpening) recorder.saw(key, document)
    if (transition !== undefined) return { transition, document }
    if (isWatched && !isSnapshot) listener.changed(0, recorder.merged(key, at))
    return null
  }

  const sink: Sink = {
    beginSnapshot() {
      isSnapshot = true
      picture.mirror.beginSnapshot()
    },
    put(documents, at, isArrival) {
      const rewritten: SessionKey[] = []
      const readOne = (document: Document): Taken | null => {
        const stored = reader.read(document, at, isArrival)
        if (listener.written?.(stored.session.key, document)) rewritten.push(stored.session.key)
        return putOne(stored, document, at)
      }
      takeAsOf(at, () => documents.map(readOne).filter(t => t !== null))
      if (rewritten.length > 0) listener.rewritten?.(rewritten)
    },
    remove(documentIds, at) {
      const changes: Change[] = documentIds.map(id => ({ kind: 'remove', key: reader.keyOf(id), at }))
      takeAsOf(at, () => goneOf(picture.mirror.apply(changes)))
    },
    endSnapshot(at) {
      isOutOfSight = false
      takeAsOf(at, () => goneOf(picture.mirror.endSnapshot()))
      isSnapshot = false
      if (isOpening) {
        recorder.opened()
        listener.opened(at)
      }
      isOpening = false
      listener.changed(0, [])
    },
    clear(at) {
      isOutOfSight = false
      isSnapshot = false
      takeAsOf(at, () => goneOf(picture.mirror.clear()), true)
    },
    state(state) {
      if (state.kind === 'lost' || state.kind === 'failed') {
        advanceTo(clock.now())
        isOutOfSight = true
      } else if (isFollowing(state)) isOutOfSight = false
      isWatched = state.kind === 'live'
      if (state.kind === 'polling') recorder.followBy(state.intervalMs)
      else if (state.kind === 'live') recorder.followBy(null)
      listener.feed(state)
    }
  }

  function sessionIdOf(key: SessionKey): string | null {
    const kept = ids.get(key)
    return typeof kept === 'object' ? kept.sessionId : (kept ?? null)
  }

  return {
    sink,
    vault: {
      documentIdOf(key) {
        const kept = ids.get(key)
        return typeof kept === 'object' ? kept.documentId : kept
      },
      sessionIdOf,
      startsWith: (key, text) => sessionIdOf(key)?.startsWith(text) ?? false
    },
    advance: () => advanceTo(clock.now()),
    lookAway() {
      isOutOfSight = true
    },
    readWith(next) {
      reader = next
    },
    remember(document) {
      for (const one of reader.explode(document)) {
        const { session } = reader.read(one, clock.now(), false)
        // Newer than what the mirror has, it would hide the write that is on its way.
        if (picture.mirror.get(session.key)?.payloadDigest === session.payloadDigest)
          recorder.remember(session.key, one)
      }
    },
    stop: () => recorder.stop()
  }
}

const documentsOf = (taken: readonly Taken[]) => taken.map(one => one.document)

const goneOf = (transitions: readonly Transition[]): readonly Taken[] =>
  transitions.map(transition => ({ transition, document: null }))

function recorderFor(
  { picture, history, expected, timers, monotonicMs }: IntakeParts,
  reader: () => Reader,
  sessionIdOf: (key: SessionKey) => string | null
): Recorder {
  return createRecorder({
    history,
    expected,
    timers,
    monotonicMs,
    payloadOf: document => reader().payloadOf(document),
    sessionIdOf,
    sessionsOf: user => picture.mirror.sessionsOf(user).size,
    active() {
      const { signedIn, guests, unreadable } = picture.mirror.totals()
      return signedIn + guests + unreadable
    }
  })
}
