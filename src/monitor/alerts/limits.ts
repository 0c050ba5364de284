import type { AlertList } from '../../shared/domain/alerts'
import type { FeedState } from '../../shared/domain/store'

/** What is known of a store that says which rules can judge it. */
export interface StoreLimits {
  /** False for a large store, which is counted by the database. */
  readonly isHeld: boolean
  /** Whether the database can tell users apart, where it counts. */
  readonly hasUsers: boolean
  /** Whether any session looked at so far says which browser it is from. */
  readonly hasBrowsers: boolean
  /** Whether what should have been deleted can be counted. */
  readonly isOverdueKnown: boolean
  /** Its library leaves it to the app to delete what has expired. */
  readonly isDeletedByApp: boolean
}

const UNTOLD = 'Without a change stream nobody tells of single sessions in a store as large as this.'
const NO_BROWSER =
  'No session seen so far says which browser it is from: the app has to keep the user agent in it.'

/** What rules cannot know in this store, each as a sentence. */
export function limitsOf(store: StoreLimits, feed: FeedState | null): AlertList['limits'] {
  const isUntold = feed?.kind === 'counted' && !feed.hasStream
  const browsers = isUntold ? UNTOLD : store.hasBrowsers ? null : NO_BROWSER
  return {
    ...(!store.isHeld && { 'many-sessions': usersLimit(store) }),
    ...(isUntold && { 'guest-surge': UNTOLD }),
    ...(browsers !== null && { 'browser-changed': browsers }),
    ...(!store.isHeld && {
      'expiry-cliff': 'This store is counted by the database: when each session ends is not known here.'
    }),
    ...deletingLimit(store)
  }
}

function usersLimit({ hasUsers }: StoreLimits): string {
  return hasUsers
    ? 'This store is counted by the database: users are counted every five minutes, not as they sign in.'
    : 'This store is counted by the database, which cannot tell its users apart.'
}

function deletingLimit({ isOverdueKnown, isDeletedByApp }: StoreLimits): AlertList['limits'] {
  if (!isOverdueKnown) return { 'store-not-deleting': 'What has expired in this store cannot be counted.' }
  if (!isDeletedByApp) return {}
  return {
    'store-not-deleting': 'The library of this store leaves it to the app to delete what has expired.'
  }
}
