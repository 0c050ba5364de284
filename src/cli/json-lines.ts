import type { ActivityEvent } from '../shared/domain/event'
import type { Finding } from '../shared/domain/finding'
import type { FeedState, StoreFacts } from '../shared/domain/store'
import type { Totals } from '../shared/domain/view'

/** Active sessions of one user. */
export interface UserCount {
  readonly user: string
  readonly sessions: number
}

/** First line: what is read and how. */
export function storeLine(facts: StoreFacts, feed: FeedState): string {
  return JSON.stringify({
    kind: 'store',
    ns: facts.ns,
    format: {
      id: facts.format.id,
      label: facts.format.label,
      confidence: Math.round(facts.format.confidence * 100) / 100,
      replay: facts.format.replay,
      isVerified: facts.format.isVerified,
      isInParts: facts.format.isInParts
    },
    feed: feedFields(feed),
    indexes: facts.indexes,
    server: facts.server,
    notices: facts.notices
  })
}

/** The counts, and every user with his or her active sessions, most first. */
export function viewLine(totals: Totals, users: readonly UserCount[]): string {
  const { signedIn, guests, expired, unreadable, expiringSoon, documents, counted } = totals
  return JSON.stringify({
    kind: 'view',
    totals: { signedIn, guests, expired, unreadable, users: totals.users, expiringSoon, documents },
    ...(counted === null ? {} : { counted }),
    users
  })
}

/** One thing that happened. Times are epoch milliseconds by the server's clock. */
export function eventLine(event: ActivityEvent): string {
  return JSON.stringify({ kind: 'event', ...event })
}

/** What watching has found by one rule, as far as it was known when it was first told. No ids but masked ones. */
export function findingLine(finding: Finding): string {
  return JSON.stringify({ kind: 'finding', ...finding })
}

/** A change of the feed's state. */
export function feedLine(feed: FeedState): string {
  return JSON.stringify({ kind: 'feed', ...feedFields(feed) })
}

function feedFields(feed: FeedState): object {
  const { kind: state, ...rest } = feed
  return { state, ...rest }
}

/** What makes a feed state worth a line: a figure that moves with every read does not. */
export function feedStep(feed: FeedState): string {
  switch (feed.kind) {
    case 'polling':
      return `polling ${feed.mode} ${feed.why ?? ''}`
    case 'lost':
      return `lost ${feed.attempt}`
    default:
      return feed.kind
  }
}
