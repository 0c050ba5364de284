import type { Document } from 'mongodb'
import type { ActivityEvent, EndingKind } from '../shared/domain/event'
import type { EpochMs, SessionKey } from '../shared/domain/session'
import { type FeedState, isFollowing } from '../shared/domain/store'
import { endingOf, eventOf, expiryEvent } from './activity'
import type { ServerClock } from './clock'
import type { Sink } from './feed/feed'
import type { Change, Transition } from './mirror/mirror'
import type { Picture } from './mirror/picture'
import type { Reader } from './reader'

/** What finds a session's document again, and its id: credentials, so they never leave the monitor. */
export interface Vault {
  documentIdOf(key: SessionKey): unknown
  sessionIdOf(key: SessionKey): string | null
  startsWith(key: SessionKey, text: string): boolean
}

/** What the intake tells onwards, after mirror and picture have taken it in. */
export interface IntakeListener {
  /** `transitions` is how many sessions changed; events are what that means to a person. */
  changed(transitions: number, events: readonly ActivityEvent[]): void
  feed(state: FeedState): void
  /** A document as it was written, before its session is taken in. True: `rewritten` is told of it afterwards. */
  written?(key: SessionKey, document: Document): boolean
  rewritten?(keys: readonly SessionKey[]): void
  gone?(key: SessionKey): void
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
}

/** A clock corrected backwards by less than this stays where it was: an expiry must not be told twice. */
const JITTER_MS = 5000

/** Joins a reader and a picture to a feed. */
export function createIntake(
  picture: Picture,
  first: Reader,
  clock: ServerClock,
  listener: IntakeListener
): Intake {
  let reader = first
  const ids = new Map<SessionKey, { readonly documentId: unknown; readonly sessionId: string }>()
  /** The first snapshot is how things are, not something that happens: it makes no events and no marks. */
  let isOpening = true
  /**
   * True from a loss until all is read again. Meanwhile no expiry passes: what was due may have been touched unseen, and a
   * session that lives must not be told as expired.
   */
  let isOutOfSight = false

  function advanceTo(at: EpochMs): void {
    if (isOutOfSight) return
    const { now } = picture.mirror
    const next = at < now && now - at < JITTER_MS ? now : at
    const crossed = picture.advance(next)
    if (crossed.length > 0 && next > now)
      listener.changed(crossed.length, isOpening ? [] : crossed.map(expiryEvent))
  }

  function take(transitions: readonly Transition[], at: EpochMs, isCleared: boolean): void {
    if (transitions.length === 0) return
    for (const t of transitions) {
      if (t.after !== null) continue
      ids.delete(t.key)
      listener.gone?.(t.key)
    }
    const how = (t: Transition): EndingKind => (t.before ? endingOf(t.before, at, isCleared) : 'signed-out')
    picture.show(transitions, how, isOpening ? null : at)
    const events = isOpening ? [] : transitions.map(t => eventOf(t, at, isCleared)).filter(e => e !== null)
    listener.changed(transitions.length, events)
  }

  function advanceForWrite(at: EpochMs): void {
    advanceTo(Math.max(clock.now(), at))
  }

  const sink: Sink = {
    beginSnapshot: () => picture.mirror.beginSnapshot(),
    put(documents, at, isArrival) {
      advanceForWrite(at)
      const rewritten: SessionKey[] = []
      const changes: Change[] = documents.map(document => {
        const stored = reader.read(document, at, isArrival)
        if (listener.written?.(stored.session.key, document)) rewritten.push(stored.session.key)
        ids.set(stored.session.key, { documentId: stored.documentId, sessionId: stored.sessionId })
        return { kind: 'put', session: stored.session, at }
      })
      take(picture.mirror.apply(changes), at, false)
      if (rewritten.length > 0) listener.rewritten?.(rewritten)
    },
    remove(documentIds, at) {
      advanceForWrite(at)
      take(
        picture.mirror.apply(documentIds.map(id => ({ kind: 'remove', key: reader.keyOf(id), at }))),
        at,
        false
      )
    },
    endSnapshot(at) {
      isOutOfSight = false
      advanceForWrite(at)
      take(picture.mirror.endSnapshot(), at, false)
      isOpening = false
      listener.changed(0, [])
    },
    clear(at) {
      isOutOfSight = false
      advanceForWrite(at)
      take(picture.mirror.clear(), at, true)
    },
    state(state) {
      if (state.kind === 'lost' || state.kind === 'failed') {
        advanceTo(clock.now())
        isOutOfSight = true
      } else if (isFollowing(state)) isOutOfSight = false
      listener.feed(state)
    }
  }

  return {
    sink,
    vault: {
      documentIdOf: key => ids.get(key)?.documentId,
      sessionIdOf: key => ids.get(key)?.sessionId ?? null,
      startsWith: (key, text) => ids.get(key)?.sessionId.startsWith(text) ?? false
    },
    advance: () => advanceTo(clock.now()),
    lookAway() {
      isOutOfSight = true
    },
    readWith(next) {
      reader = next
    }
  }
}
