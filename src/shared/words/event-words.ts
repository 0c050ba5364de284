import type { ActivityEvent, PathChange } from '../domain/event'
import type { EpochMs } from '../domain/session'
import { countdownText, lastedText, ordinalText } from './spans'

/** From so many open sessions on, another one is worth a word. */
export const MANY_SESSIONS = 5
/** The server's TTL pass runs once a minute. */
const TTL_PASS_MS = 60_000

/** What a sentence needs to know beyond its event. */
export interface EventContext {
  /** An instant as the reader's clock shows it. */
  readonly clock: (at: EpochMs) => string
  /** A TTL index deletes what has expired. */
  readonly hasTtl: boolean
  /** The document has gone since. */
  readonly isGone?: boolean
}

/** What happened, in the word that stands beside its sign. */
export function eventWord({ event, state, user }: Pick<ActivityEvent, 'event' | 'state' | 'user'>): string {
  switch (event) {
    case 'arrived':
      return state === 'guest' ? 'new guest' : 'new session'
    case 'signed-in':
      return 'signed in'
    case 'signed-out':
      // Nobody was signed in who could have signed out.
      return user === null && state !== 'signed-in' ? 'deleted' : 'signed out'
    case 'revoked':
      return user === null && state !== 'signed-in' ? 'deleted from here' : 'signed out from here'
    case 'came-back':
      return 'came back'
    default:
      return event
  }
}

/** Whom an event is about. */
export function eventUser({ user, state }: Pick<ActivityEvent, 'user' | 'state'>): string {
  return (
    user ?? { guest: 'guest', unreadable: 'unreadable', 'signed-in': 'signed in, user not recorded' }[state]
  )
}

/** "9th session open for this user", from the fifth on; null for fewer. */
export function manySessionsText({ event, nthSession }: ActivityEvent): string | null {
  if (event !== 'signed-in' || nthSession < MANY_SESSIONS) return null
  return `${ordinalText(nthSession)} session open for this user`
}

/** What happened as a sentence without its end; what changed in the payload is told beside it. Null: that says it all. */
export function eventSentence(event: ActivityEvent, context: EventContext): string | null {
  const { clock } = context
  const { expiresAt, at } = event
  switch (event.event) {
    case 'signed-in':
      return signInText(event, clock)
    case 'arrived':
      return `new session${expiryText(expiresAt, clock)}`
    case 'signed-out':
      return event.isNowGuest ? 'user removed from the session; now a guest' : deletedText(event)
    case 'revoked':
      return deletedText(event)
    case 'came-back':
      return 'the same id was saved again after it had ended, likely by a request that was under way'
    case 'restored':
      return `brought back from here${expiryText(expiresAt, clock)}`
    case 'expired':
      return expiredText(event, context)
    case 'removed':
      return expiresAt === null
        ? 'expired document deleted'
        : `expired document deleted ${lastedText(at - expiresAt)} after its expiry`
    case 'cleared':
      return `deleted with the rest of the store${stayedText(event)}`
    case 'replaced':
      return replacedText(event)
    case 'touched':
      return movedText(event, clock) ?? 'saved again, nothing changed'
    case 'changed':
      return changedText(event, clock)
  }
}

function signInText(
  { other, stayedMs, isStayedAtLeast, expiresAt, expiryBefore }: ActivityEvent,
  clock: EventContext['clock']
): string {
  const wasGuest =
    stayedMs === null ? null : `was a guest for ${isStayedAtLeast ? 'at least ' : ''}${lastedText(stayedMs)}`
  const expiry = expiryText(expiresAt, clock)
  if (other !== null)
    return `likely ${other.maskedId} under a new id${wasGuest === null ? '' : `; ${wasGuest}`}${expiry}`
  if (wasGuest !== null) return wasGuest + expiry
  return `${expiryBefore === null ? 'new session' : 'another user in the same session'}${expiry}`
}

function expiredText(event: ActivityEvent, { clock, hasTtl, isGone = false }: EventContext): string {
  if (isGone) return `its document has been deleted since${stayedText(event)}`
  return hasTtl
    ? `document still there; the TTL pass deletes it by ${clock(event.at + TTL_PASS_MS)}`
    : 'document still there; no TTL index deletes it'
}

function deletedText(event: ActivityEvent): string {
  const { expiresAt, at } = event
  const early = expiresAt === null ? 'deleted' : `deleted ${countdownText(expiresAt - at)} before its expiry`
  return early + stayedText(event)
}

function stayedText({ stayedMs, isStayedAtLeast }: ActivityEvent): string {
  return stayedMs === null ? '' : `; stayed ${isStayedAtLeast ? 'at least ' : ''}${lastedText(stayedMs)}`
}

function replacedText({ other }: ActivityEvent): string {
  if (other === null) return 'likely went on under a new id'
  const who = other.user === null ? '' : ` of ${other.user}`
  return `likely went on as ${other.maskedId}${who}: signing in gave it a new id`
}

function expiryText(expiresAt: EpochMs | null, clock: EventContext['clock']): string {
  return expiresAt === null ? '' : `; expires ${clock(expiresAt)}`
}

function movedText({ expiryBefore, expiresAt }: ActivityEvent, clock: EventContext['clock']): string | null {
  if (expiryBefore === null || expiresAt === null || expiryBefore === expiresAt) return null
  const [from, to] = [clock(expiryBefore), clock(expiresAt)]
  if (from !== to) return `expires ${from} → ${to}`
  const byMs = expiresAt - expiryBefore
  return `expires ${to}, ${lastedText(Math.abs(byMs))} ${byMs > 0 ? 'later' : 'earlier'} than before`
}

function changedText(event: ActivityEvent, clock: EventContext['clock']): string | null {
  switch (event.uncompared) {
    case 'never-seen':
      return 'what it was before this write was not seen'
    case 'too-large':
      return 'too large to compare'
    case 'unreadable':
      return 'its payload cannot be read'
    case null:
      return (event.changes?.length ?? 0) > 0 ? null : (movedText(event, clock) ?? 'saved')
  }
}

/** `cart.items 1 → 3`. */
export function changeText({ path, before, after }: PathChange): string {
  return `${path} ${before ?? 'none'} → ${after ?? 'none'}`
}

/** Whether what changed in the payload is worth telling beside the sentence: of a new session it is all of it. */
export function tellsChanges({ event }: Pick<ActivityEvent, 'event'>): boolean {
  return event === 'changed'
}
