import type { EndingKind } from '../domain/event'
import type { EpochMs } from '../domain/session'
import type { WhyAnswer, WhyFinding, WhySource } from '../domain/why'
import { countdownText, lastedText } from './spans'

type Clock = (at: EpochMs) => string
type Of<K extends WhyFinding['kind']> = Extract<WhyFinding, { kind: K }>
type Texts = { readonly [K in WhyFinding['kind']]: (finding: Of<K>, clock: Clock, now: EpochMs) => string }

const until = (at: EpochMs | null, clock: Clock) => (at === null ? ', without an end' : ` until ${clock(at)}`)
const nameOr = (user: string | null) => user ?? 'somebody whose name is not recorded'
const sessionOf = (user: string | null) => (user === null ? 'The session' : `The session of ${user}`)
const sessions = (count: number) => `${count.toLocaleString('en')} session${count === 1 ? '' : 's'}`

const bySource: Readonly<Record<WhySource, string>> = {
  seen: '',
  journal: ' The journal has it.',
  audit: ' The list of what was done from here has it, by this computer’s clock.'
}

const state: Pick<Texts, 'signed-in' | 'guest' | 'unreadable' | 'expired' | 'user-removed'> = {
  'signed-in': ({ user, expiresAt }, clock) => `Signed in as ${nameOr(user)}${until(expiresAt, clock)}.`,
  guest: ({ expiresAt }, clock) =>
    `A guest, not signed in: the session is there${until(expiresAt, clock)}, and names no user.`,
  unreadable: ({ reason, expiresAt }, clock) =>
    `The session is there${until(expiresAt, clock)}, but cannot be read (${reason}): whether it names a user is not known.`,
  expired: ({ user, expiredAt, isThere, hasTtl, from }, clock, now) =>
    `${sessionOf(user)} expired at ${clock(expiredAt)}, ${lastedText(now - expiredAt)} ago. ${expiredText(isThere, hasTtl)}${bySource[from]}`,
  'user-removed': ({ user, at }, clock) =>
    `At ${clock(at)} the app took ${user === null ? 'the user' : user} out of it, as some do for a sign-out; the cookie stayed the same.`
}

function expiredText(isThere: boolean, hasTtl: boolean): string {
  if (!isThere) return 'Its document has been deleted since.'
  return hasTtl
    ? 'Its document is still there; the TTL pass deletes it within about a minute.'
    : 'Its document is still there; no TTL index deletes it.'
}

const end: Pick<Texts, 'ended' | 'newer' | 'elsewhere' | 'unknown'> = {
  ended: (finding, clock) =>
    endText(finding, clock) +
    bySource[finding.from] +
    (finding.isLikely
      ? ' It is known again by the ends of its id alone, so this is likely, not certain.'
      : ''),
  newer: ({ isRenewal, user, maskedId, sinceAt, expiresAt }, clock) =>
    isRenewal
      ? `In the same moment ${user} got another id, ${maskedId}, signed in${until(expiresAt, clock)}: a sign-in makes a new id, and this cookie has the old one.`
      : `${user} has signed in since, at ${clock(sinceAt)}, as ${maskedId}${until(expiresAt, clock)}.`,
  elsewhere: ({ ns, here, state: of, user, expiresAt }, clock, now) =>
    `Not in ${here}, but in ${ns}: ${stateText(of, user)}${expiresAt !== null && expiresAt <= now ? `, expired at ${clock(expiresAt)}` : until(expiresAt, clock)}. The app that made this cookie keeps its sessions there; an app that reads ${here} does not know it.`,
  unknown: ({ ns, watchedSince, journalFrom, looked, unlooked }, clock) =>
    [
      `No session in ${ns} has this id${looked === 0 ? '' : `, nor has one in ${stores(looked)} on this server`}.`,
      sinceText(watchedSince, journalFrom, clock),
      'It was never saved, was made by another app or for another database, or ended before.',
      ...(unlooked.length === 0 ? [] : [`Not looked into: ${unlooked.join(', ')}.`])
    ].join(' ')
}

const stores = (count: number) => (count === 1 ? 'the other store' : `the ${count} other stores`)

function stateText(of: Of<'elsewhere'>['state'], user: string | null): string {
  if (of === 'unreadable') return 'a session that cannot be read'
  return of === 'guest' ? 'a guest’s session' : `signed in as ${nameOr(user)}`
}

function sinceText(watched: EpochMs | null, journal: EpochMs | null, clock: Clock): string {
  if (journal !== null) return `The journal, which begins at ${clock(journal)}, does not know it.`
  if (watched !== null) return `Watched since ${clock(watched)}, it was not seen.`
  return 'Nobody has been watching, and how it ended is not known.'
}

const endingTexts: Readonly<Record<EndingKind, string>> = {
  'signed-out': 'was deleted by the app, as signing out does',
  revoked: 'was ended from here',
  expired: 'expired',
  cleared: 'was deleted with the rest of the store',
  replaced: 'was replaced'
}

function endText({ how, at, user, expiresAt, by, other }: Of<'ended'>, clock: Clock): string {
  if (how === 'replaced') {
    const next =
      other === null
        ? 'under a new id'
        : `as ${other.maskedId}${other.user === null ? '' : ` of ${other.user}`}`
    return `A sign-in gave this browser a new id at ${clock(at)}: the session likely went on ${next}, and this cookie has the old one.`
  }
  return `${sessionOf(user)} ${endingTexts[how]}${by === null ? '' : ` by ${by}`} at ${clock(at)}${earlyText(at, expiresAt)}.`
}

const earlyText = (at: EpochMs, expiresAt: EpochMs | null) =>
  expiresAt === null || expiresAt <= at ? '' : `, ${countdownText(expiresAt - at)} before its expiry`

type SignatureKind = Extract<WhyFinding['kind'], `signature-${string}`> | 'other-secret' | 'nothing-to-check'

const signature: Pick<Texts, SignatureKind> = {
  'signature-differs': () =>
    'The signature does not match this secret: an app with it takes no notice of this cookie and makes a new session.',
  'signature-broken': () =>
    'The signature of this cookie is cut off or damaged: the app takes no notice of it and makes a new session.',
  'signature-missing': () =>
    'This cookie has no signature, and the libraries that write this store take none without: the app takes no notice of it.',
  'other-secret': () =>
    'The id in it is a session all the same, so another secret signed it: two app servers have different secrets, or the secret was changed.',
  'signature-matches': () => 'The signature matches this secret.',
  'signature-unchecked': () =>
    'The signature was not checked. With the app’s secret it can be told whether the app takes this cookie.',
  'nothing-to-check': () => 'There is no signature in it that the secret could be checked against.'
}

type CookieKind = Extract<WhyFinding['kind'], `cookie-${string}` | `secure-${string}`>

const cookie: Pick<Texts, CookieKind | 'document-outlives' | 'sent-twice' | 'carried'> = {
  'cookie-removed': () =>
    'This Set-Cookie takes the cookie away: the app has signed the browser out, or refused its session.',
  'cookie-over': ({ at }, clock, now) =>
    `The browser dropped this cookie at ${clock(at)}, ${lastedText(now - at)} ago, and sends it no more.`,
  'cookie-outlives': ({ cookieAt, documentAt }, clock) =>
    `The cookie outlives the session: the browser sends it until ${clock(cookieAt)}, the document was good until ${clock(documentAt)}. The app renews the one and not the other.`,
  'document-outlives': ({ cookieAt, documentAt }, clock) =>
    `The session outlives the cookie: the document is good until ${clock(documentAt)}, the cookie says ${clock(cookieAt)}. Where the app does not send it anew (rolling: true), the browser drops it then.`,
  'secure-on-http': () =>
    'The cookie is Secure, and this address is plain http: the browser does not send it there, and each page begins a new session. Behind a proxy that ends TLS, express needs “trust proxy”.',
  'secure-maybe': () =>
    'The cookie is Secure: a browser sends it over https only. With the site’s address it can be told whether that is the trouble.',
  'sent-twice': ({ cookie: name, count }) =>
    `The browser sent ${count} cookies ${name === null ? 'of one name' : `called ${name}`}, for different paths or domains: the app reads the first, which may be an old one.`,
  carried: ({ as }) =>
    as === 'jwt'
      ? 'This is a token that carries the session in itself (a JWT): no store has it, and it ends when it says, or when the app’s secret changes.'
      : 'This is Flask’s own session cookie, which carries the session in itself: no store has it. It ends with the browser, or when the app’s secret changes.'
}

const people: Pick<
  Texts,
  'user' | 'user-session' | 'user-ending' | 'more-sessions' | 'several-users' | 'nobody'
> = {
  user: ({ user, active, expired }) => {
    const rest =
      expired === 0
        ? ''
        : `, and ${sessions(expired)} that expired and ${expired === 1 ? 'is' : 'are'} not deleted yet`
    return active === 0
      ? `${user} is not signed in: no active session${rest}.`
      : `${user} is signed in with ${sessions(active)}${rest}.`
  },
  'user-session': ({ maskedId, sinceAt, isOrEarlier, lastSeenAt, expiresAt }, clock, now) =>
    `${maskedId} began ${clock(sinceAt)}${isOrEarlier ? ' or earlier' : ''}${lastSeenAt === null ? '' : `, was last seen ${clock(lastSeenAt)}`}, and ${expiresAt !== null && expiresAt <= now ? `expired at ${clock(expiresAt)}` : `is good${until(expiresAt, clock)}`}.`,
  'user-ending': ({ maskedId, how, at, expiresAt }, clock) =>
    `${maskedId === '–' ? 'One session' : maskedId} ${endingTexts[how]} at ${clock(at)}${how === 'expired' ? '' : earlyText(at, expiresAt)}.`,
  'more-sessions': ({ count }) => `${sessions(count)} more.`,
  'several-users': ({ users, count }) =>
    `${count} users have this in their name: ${users.join(', ')}${count > users.length ? ` and ${count - users.length} more` : ''}. Ask for one of them.`,
  nobody: ({ ns, watchedSince }, clock) =>
    `No session in ${ns} has this for its id, or names a user so. ${watchedSince === null ? '' : `Watched since ${clock(watchedSince)}, nobody of that name was seen. `}An id is looked for whole, as it stands in the cookie.`
}

const texts: Texts = { ...state, ...end, ...signature, ...cookie, ...people }

/** A finding as a sentence, or a few. `clock` shows instants as its reader wants them. */
export function findingText(finding: WhyFinding, now: EpochMs, clock: Clock): string {
  const text = texts[finding.kind] as (finding: WhyFinding, clock: Clock, now: EpochMs) => string // its own kind's
  return text(finding, clock, now)
}

/** What was asked about, without any of it. */
export function subjectText({ cookie: name, maskedId, user }: WhyAnswer): string | null {
  if (maskedId !== null) return `${name === null ? 'Id' : `Cookie ${name}, id`} ${maskedId}`
  if (name !== null) return `Cookie ${name}`
  return user === null ? null : `User ${user}`
}

/** A whole answer as text that may be passed on: it has no ids in it, not even masked. */
export function answerText({ findings, at, ns }: WhyAnswer, clock: Clock): string {
  const lines = findings.map(
    (one, index) => `${index === 0 ? '' : '- '}${findingText(withoutId(one), at, clock)}`
  )
  return [...lines, `(${ns}, asked at ${clock(at)})`].join('\n')
}

const UNTOLD = 'One session'

function withoutId(finding: WhyFinding): WhyFinding {
  if (finding.kind === 'ended' && finding.other !== null)
    return { ...finding, other: { ...finding.other, maskedId: 'another session' } }
  if (finding.kind === 'newer') return { ...finding, maskedId: 'another session' }
  return 'maskedId' in finding ? { ...finding, maskedId: UNTOLD } : finding
}
