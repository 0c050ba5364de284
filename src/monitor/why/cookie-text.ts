import type { EpochMs } from '../../shared/domain/session'

/** A cookie as it was sent, its value decoded. */
export interface CookiePair {
  readonly name: string
  readonly value: string
}

/** What a `Set-Cookie` says beside name and value. */
export interface SetCookie {
  /** Null: it ends with the browser, or `Max-Age` counts from a moment that nobody knows. */
  readonly expiresAt: EpochMs | null
  readonly isSecure: boolean
}

/** The form of what was pasted. */
export type Header =
  | { readonly kind: 'cookies'; readonly text: string; readonly setCookie: SetCookie | null }
  | { readonly kind: 'bare'; readonly value: string }
  | { readonly kind: 'nothing' }
  /** Several lines, and no header of cookies among them. */
  | { readonly kind: 'lines' }

const COOKIE_LINE = /^(set-)?cookie\s*:\s*/i
const TOKEN_LINE = /^(?:authorization\s*:\s*(?:bearer\s+)?|bearer\s+|x-parse-session-token\s*:\s*)/i
/** A name as RFC 6265 has it, and a value that is not base64's padding. */
const PAIR = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+=(?!=*$)/
const EMPTY_PAIR = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+=\s*;/
const ATTRIBUTE = /;\s*(path|expires|max-age|domain|httponly|secure|samesite|partitioned|priority)\s*(=|;|$)/i

/** Finds the cookies in what was pasted. Never throws. */
export function readHeader(pasted: string): Header {
  const lines = pasted
    .split(/[\r\n]+/)
    .map(line => line.trim())
    .filter(line => line !== '')
  const line = lines.find(one => COOKIE_LINE.test(one)) ?? lines[0]
  if (line === undefined) return { kind: 'nothing' }
  const head = COOKIE_LINE.exec(line)
  if (lines.length > 1 && head === null) return { kind: 'lines' }
  const text = unquoted(line.slice(head?.[0].length ?? 0))
  if (text === '') return { kind: 'nothing' }
  const isSet = head?.[1] !== undefined || (head === null && ATTRIBUTE.test(text))
  if (head !== null || PAIR.test(text) || EMPTY_PAIR.test(text))
    return { kind: 'cookies', text, setCookie: isSet ? setCookieOf(text) : null }
  return { kind: 'bare', value: decoded(text.replace(TOKEN_LINE, '')) }
}

/** The cookies of a header, in its order. */
export function pairsOf(text: string): readonly CookiePair[] {
  return text.split(';').flatMap(part => {
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(0, at)).trim()
    return name === '' ? [] : [{ name, value: decoded(unquoted(part.slice(at + 1).trim())) }]
  })
}

function setCookieOf(text: string): SetCookie {
  const [, ...attributes] = text.split(';').map(part => part.trim())
  const attribute = (name: string) =>
    attributes.find(one => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  const at = Date.parse(attribute('expires') ?? '')
  // `Max-Age` wins over `Expires` in a browser; of zero, the cookie is gone at once.
  const maxAge = attribute('max-age')
  const isGone = maxAge !== undefined && Number(maxAge) <= 0
  return {
    expiresAt: isGone ? 0 : Number.isFinite(at) ? at : null,
    isSecure: attributes.some(one => one.toLowerCase() === 'secure')
  }
}

function unquoted(text: string): string {
  const [, inner] = /^"(.*)"$|^'(.*)'$/.exec(text)?.filter(one => one !== undefined) ?? []
  return (inner ?? text).trim()
}

/** A value that is not well encoded stands for itself; where it was cut off, a sign of it may have been, too. */
function decoded(text: string): string {
  const whole = text.replace(/%[0-9a-f]?$/i, '')
  try {
    return decodeURIComponent(whole)
  } catch {
    return text
  }
}
