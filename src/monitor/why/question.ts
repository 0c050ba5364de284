import { MAX_WHY_TEXT } from '../../shared/domain/why'
import { isIdCookie, isKnownCookie, isOtherCookie } from './cookie-names'
import { type CookiePair, pairsOf, readHeader, type SetCookie } from './cookie-text'
import { type Signed, signedIn } from './signatures'

/** A value that may name a session. */
export interface Candidate {
  /** Under any of these the store may have it, likeliest first. */
  readonly ids: readonly string[]
  readonly signed: Signed | null
  /** It says of itself that it is signed (`s:`). */
  readonly isMarked: boolean
  /** Where a name came with it. */
  readonly cookie: string | null
}

/** What was asked, understood. */
export type Question =
  | {
      readonly kind: 'session'
      readonly candidates: readonly Candidate[]
      readonly setCookie: SetCookie | null
      /** How often the first candidate's cookie was sent. */
      readonly sent: number
      /** What it is if it is no id; null: it cannot be a name. */
      readonly user: string | null
    }
  | { readonly kind: 'carried'; readonly as: 'jwt' | 'flask'; readonly cookie: string | null }
  | { readonly kind: 'removed'; readonly cookie: string | null }

/** Of what cannot be read it is said why. */
export type Understood =
  | { readonly ok: true; readonly question: Question }
  | { readonly ok: false; readonly message: string; readonly hint: string }

const MOST_CANDIDATES = 12
const MOST_NAME = 320
const HINT =
  'Paste the Cookie or Set-Cookie header, the cookie’s value, a session id, or a user as this store names them.'

const refused = (message: string): Understood => ({ ok: false, message, hint: HINT })

/** Understands what was pasted: a header, a cookie, a bare value, an id, or a user. Never throws. */
export function readQuestion(pasted: string): Understood {
  if (pasted.length > MAX_WHY_TEXT) return refused('This is longer than any cookie.')
  const header = readHeader(pasted)
  if (header.kind === 'nothing') return refused('There is nothing to look for.')
  if (header.kind === 'lines') return refused('None of these lines is a Cookie or Set-Cookie header.')
  if (header.kind === 'bare') return bare(header.value)
  const { setCookie } = header
  const pairs = pairsOf(header.text)
  const [first] = pairs
  if (first === undefined) return refused('There is no cookie in this: each is a name, “=” and a value.')
  if (setCookie !== null) return named([first], setCookie)
  return named(likeliest(pairs), null)
}

function bare(value: string): Understood {
  const as = carriedBy(value, null)
  if (as !== null) return { ok: true, question: { kind: 'carried', as, cookie: null } }
  const one = candidateOf(value, null)
  const isName = one.signed === null && !one.isMarked && value.length <= MOST_NAME
  const user = isName ? value : null
  return { ok: true, question: { kind: 'session', candidates: [one], setCookie: null, sent: 1, user } }
}

function named(pairs: readonly CookiePair[], setCookie: SetCookie | null): Understood {
  const [first] = pairs
  if (first === undefined) return refused('None of these cookies looks like one that names a session.')
  const cookie = first.name
  if (first.value === '') {
    return setCookie === null
      ? refused('The cookie has no value.')
      : { ok: true, question: { kind: 'removed', cookie } }
  }
  const as = carriedBy(first.value, cookie)
  if (as !== null) return { ok: true, question: { kind: 'carried', as, cookie } }
  // Of several cookies of one name, apps read the first.
  const read = pairs.filter((pair, at) => pairs.findIndex(one => one.name === pair.name) === at)
  const candidates = read.slice(0, MOST_CANDIDATES).map(({ name, value }) => candidateOf(value, name))
  const sent = pairs.filter(({ name }) => name === cookie).length
  return { ok: true, question: { kind: 'session', candidates, setCookie, sent, user: null } }
}

/** Those of a header that may name a session, the likeliest first; of equals, the one that was sent first. */
function likeliest(pairs: readonly CookiePair[]): readonly CookiePair[] {
  if (pairs.length === 1) return pairs
  const rank = ({ name, value }: CookiePair): number => {
    if (isKnownCookie(name)) return 3
    if (value.startsWith('s:')) return 2
    return isIdCookie(name) ? 1 : 0
  }
  return pairs
    .filter(pair => pair.value !== '' && !isOtherCookie(pair.name))
    .map(pair => ({ pair, rank: rank(pair) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ pair }) => pair)
}

const MARK = 's:'
/** Flask without a server's store: payload, time and signature. */
const FLASK = /^\.?[\w-]+\.[\w-]{5,7}\.[\w-]{27}$/
/** A JWT has three parts, an encrypted one five. */
const JWT = /^eyJ[\w-]*\.[\w-]*\.[\w-]*(\.[\w-]*\.[\w-]*)?$/

function carriedBy(value: string, cookie: string | null): 'jwt' | 'flask' | null {
  if (FLASK.test(value)) return 'flask'
  const isChunk = cookie !== null && /session-token\.\d+$/.test(cookie)
  return isChunk || JWT.test(value) ? 'jwt' : null
}

function candidateOf(value: string, cookie: string | null): Candidate {
  const isMarked = value.startsWith(MARK)
  const rest = isMarked ? value.slice(MARK.length) : value
  const signed = signedIn(rest)
  const ids = isMarked ? [idBefore(rest)] : signed === null ? [rest] : [signed.value, rest]
  return { ids: [...ids, ...ids.flatMap(wrapped)], signed, isMarked, cookie }
}

/** What stands before a signature, also one that was cut off. */
function idBefore(text: string): string {
  const dot = text.lastIndexOf('.')
  return dot > 0 ? text.slice(0, dot) : text
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** How some libraries write the id of a cookie into their documents. */
function wrapped(id: string): readonly string[] {
  // Spring Session sends its UUID as base64.
  const decoded = /^[A-Za-z0-9+/]{48}$/.test(id) ? Buffer.from(id, 'base64').toString('latin1') : ''
  return [`session:${id}`, `koa:sess:${id}`, ...(UUID.test(decoded) ? [decoded] : [])]
}
