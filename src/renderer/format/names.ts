import type { EndingKind } from '../../shared/domain/event'
import type { LastSeenBasis, Session, SessionState, SinceBasis } from '../../shared/domain/session'
import type { FormatFacts } from '../../shared/domain/store'
import { assertNever } from '../../shared/fault'

/** The word beside a state's sign. */
export function stateWord(state: SessionState): string {
  return { 'signed-in': 'signed in', guest: 'guest', expired: 'expired', unreadable: 'unreadable' }[state]
}

/** Whom a row is about, and its accessible name: the user, `guest`, or why nobody can be named. */
export function whoOf(session: Pick<Session, 'state' | 'user' | 'reason'>): string {
  if (session.user !== null) return session.user
  switch (session.state) {
    case 'signed-in':
      return 'signed in, user not recorded'
    case 'guest':
      return 'guest'
    case 'unreadable':
      return session.reason === null ? 'unreadable' : `unreadable: ${session.reason}`
    default:
      return assertNever(session.state)
  }
}

/** How a session ended, as its row says it. */
export function endingWord(how: EndingKind): string {
  return {
    'signed-out': 'signed out',
    revoked: 'signed out from here',
    expired: 'expired',
    cleared: 'cleared',
    replaced: 'replaced'
  }[how]
}

/** Where "last seen" comes from, for the tooltip. */
export function lastSeenText(basis: LastSeenBasis): string {
  switch (basis) {
    case 'written-date':
      return 'From the date the store wrote into the document'
    case 'expiry-minus-lifetime':
      return 'Its expiry minus its lifetime: when it was last saved or touched'
    case 'seen-change':
      return 'When Sextant saw it change'
    case 'unknown':
      return 'Nothing in the document tells when it was last used'
    default:
      return assertNever(basis)
  }
}

/** What a start time is worth, for the tooltip; `minute` is the start as shown. */
export function sinceText(basis: SinceBasis, minute: string): string {
  switch (basis) {
    case 'created-date':
      return `Started ${minute}, by the date stored in the document`
    case 'seen-arriving':
      return `Seen arriving ${minute}`
    case 'or-earlier':
      return `Seen first ${minute}, or earlier: this store keeps no start date`
    default:
      return assertNever(basis)
  }
}

/** How sure the format is: `certain`, `likely`, `a guess`. */
export function certainty(format: Pick<FormatFacts, 'confidence'>): string {
  if (format.confidence >= 0.9) return 'certain'
  return format.confidence >= 0.6 ? 'likely' : 'a guess'
}
