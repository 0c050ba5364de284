import type { AlertRule } from '../domain/alerts'

/** What a rule looks for, and how its threshold reads: `more than [20] active sessions`. */
export interface AlertWords {
  readonly name: string
  readonly before: string
  readonly unit: string
}

/** Of each rule. */
export const alertWords: Readonly<Record<AlertRule, AlertWords>> = {
  'many-sessions': {
    name: 'Many sessions of one user',
    before: 'more than',
    unit: 'active sessions'
  },
  'guest-surge': {
    name: 'A surge of guests',
    before: 'more than',
    unit: 'new guests within a minute'
  },
  'browser-changed': {
    name: 'A session or user that changes browsers',
    before: 'more than',
    unit: 'browsers within 10 minutes, or one session in a second one'
  },
  'expiry-cliff': {
    name: 'An expiry cliff',
    before: 'more than',
    unit: '% of the signed-in sessions end together'
  },
  'store-not-deleting': {
    name: 'A store that does not delete',
    before: 'more than',
    unit: 'sessions expired over two minutes ago'
  },
  'feed-lost': {
    name: 'No news of the server',
    before: 'for more than',
    unit: 'seconds'
  }
}
