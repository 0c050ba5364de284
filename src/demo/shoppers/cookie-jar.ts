interface Cookie {
  readonly value: string
  /** Epoch ms; null lives as long as the browser. */
  readonly expiresAt: number | null
}

/**
 * Keep the cookies of one simulated browser. Knows what one site on one host needs: name, value, `Expires`,
 * `Max-Age`. Paths and domains are left out on purpose; the shop sets neither.
 */
export class CookieJar {
  private readonly cookies = new Map<string, Cookie>()

  /** Take what a response set; a cookie whose time has passed is a cookie taken away. */
  store(setCookies: readonly string[], now: number): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';')
      const split = pair.indexOf('=')
      if (split < 1) continue
      const name = pair.slice(0, split).trim()
      const expiresAt = readExpiry(attributes, now)
      if (expiresAt !== null && expiresAt <= now) this.cookies.delete(name)
      else this.cookies.set(name, { value: pair.slice(split + 1).trim(), expiresAt })
    }
  }

  /** The `Cookie` header to send, or null when there is nothing to send. */
  header(now: number): string | null {
    const alive = [...this.cookies].filter(
      ([, cookie]) => cookie.expiresAt === null || cookie.expiresAt > now
    )
    return alive.length === 0 ? null : alive.map(([name, cookie]) => `${name}=${cookie.value}`).join('; ')
  }
}

/** `Max-Age` wins over `Expires`, whichever comes first (RFC 6265, section 5.3). */
function readExpiry(attributes: readonly string[], now: number): number | null {
  let expiresAt: number | null = null
  for (const attribute of attributes) {
    const [name = '', value = ''] = attribute.split('=', 2).map(part => part.trim())
    const key = name.toLowerCase()
    if (key === 'max-age' && /^-?\d+$/.test(value)) return now + Number(value) * 1_000
    if (key === 'expires') {
      const parsed = Date.parse(value)
      if (!Number.isNaN(parsed)) expiresAt = parsed
    }
  }
  return expiresAt
}
