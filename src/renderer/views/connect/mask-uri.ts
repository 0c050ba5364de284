const DOT = '•'

/** Where the password of a connection string lies, as [from, to); null when it has none. */
export function passwordRange(uri: string): readonly [number, number] | null {
  const scheme = /^\s*mongodb(?:\+srv)?:\/\//.exec(uri)
  if (scheme === null) return null
  const start = scheme[0].length
  const rest = uri.slice(start)
  const colon = rest.indexOf(':')
  if (colon < 0) return null
  const from = start + colon + 1
  const at = rest.lastIndexOf('@')
  if (at > colon) return [from, start + at]
  if (at >= 0) return null
  // No "@" yet: `name:27017` is a host and its port, anything else after the colon a password being typed.
  const typed = /^[^/?]*/.exec(rest.slice(colon + 1))?.[0] ?? ''
  return typed === '' || /^\d{1,5}(,|$)/.test(typed) || rest[0] === '[' ? null : [from, from + typed.length]
}

/** Options whose value is a secret, or has one in it. */
const secretOptions =
  /[?&](?:proxyPassword|tlsCertificateKeyFilePassword)=([^&]*)|AWS_SESSION_TOKEN(?::|%3A)([^&,]*)/gi

/** The string with its secrets as dots, one for each character, so that places in it stay the same. */
export function maskUri(uri: string): string {
  const range = passwordRange(uri)
  const options = [...uri.matchAll(secretOptions)].map(match => {
    const to = match.index + match[0].length
    return [to - (match[1] ?? match[2] ?? '').length, to] as const
  })
  return [...(range === null ? [] : [range]), ...options].reduce(
    (shown, [from, to]) => shown.slice(0, from) + DOT.repeat(to - from) + shown.slice(to),
    uri
  )
}

/**
 * The real string after an edit of the masked one. `caret` is where the edit left it: what lies behind it is as it
 * was, and of what lies before it the longest beginning that did not change.
 */
export function editUnderMask(real: string, shown: string, edited: string, caret: number): string {
  const behind = Math.min(edited.length - caret, shown.length)
  const most = Math.min(caret, shown.length - behind)
  let same = 0
  while (same < most && shown[same] === edited[same]) same += 1
  return real.slice(0, same) + edited.slice(same, caret) + real.slice(real.length - behind)
}

/** A kept string made ready for its password: with a colon after the user, and the place where typing goes on. */
export function readyForPassword(uri: string): { readonly uri: string; readonly at: number } {
  const start = uri.indexOf('://') + 3
  const at = uri.lastIndexOf('@')
  if (at < start) return { uri, at: uri.length }
  if (uri.slice(start, at).includes(':')) return { uri, at }
  return { uri: `${uri.slice(0, at)}:${uri.slice(at)}`, at: at + 1 }
}
