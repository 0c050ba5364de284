import type { LimitedRule, WatchedRule } from '../domain/watched'

/** What each rule looks for. */
export const watchWords: Readonly<Record<WatchedRule, string>> = {
  'login-without-regenerate': 'Guests who sign in and keep their session id',
  'user-changed-in-session': 'Sessions that change their user under the same id',
  'many-sessions-of-one-user': 'Many sign-ins of one user',
  'guest-flood': 'Floods of guests, and guests who come like clockwork'
}

/** What is counted, where a rule counts. */
export const countedWords: Readonly<Record<LimitedRule, string>> = {
  'many-sessions-of-one-user': 'sign-ins',
  'guest-flood': 'guests'
}
