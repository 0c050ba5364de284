import { CookieJar } from 'tough-cookie'

/** A scripted person with a browser: real HTTP, a real cookie jar, one form at a time. */
export interface ShopClient {
  /** Follows redirects by hand, so that each cookie is kept. Resolves with the last page. */
  open(path: string): Promise<string>
  /** Fetches `page` for its CSRF token, then sends a form; `answeredAt` is when the reply's head was here. */
  submit(
    page: string,
    action: string,
    fields: Record<string, string>
  ): Promise<{ readonly status: number; readonly answeredAt: number }>
  signIn(email: string): Promise<{ readonly status: number; readonly answeredAt: number }>
  signOut(): Promise<{ readonly status: number; readonly answeredAt: number }>
  /** What the browser sends: `connect.sid=s%3A…`. */
  cookieHeader(): Promise<string>
  /** The value of the session cookie, unsigned: what the store has as the session id. */
  sessionId(): Promise<string>
}

/** A browser at the shop's door. */
export function createShopClient(shopUrl: string): ShopClient {
  const jar = new CookieJar()

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, shopUrl).href
    const headers = { ...init.headers, cookie: await jar.getCookieString(url), 'user-agent': 'Sextant e2e' }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url)
    return response
  }

  async function open(path: string): Promise<string> {
    let response = await request(path)
    for (let hops = 0; response.status === 303 && hops < 5; hops += 1) {
      response = await request(response.headers.get('location') ?? '/')
    }
    return response.text()
  }

  async function submit(page: string, action: string, fields: Record<string, string>) {
    const csrf = /name="csrf" value="([^"]+)"/.exec(await open(page))?.[1]
    if (csrf === undefined) throw new Error(`No CSRF token on ${page}`)
    const body = new URLSearchParams({ csrf, ...fields })
    const response = await request(action, { method: 'POST', body })
    return { status: response.status, answeredAt: performance.timeOrigin + performance.now() }
  }

  return {
    open,
    submit,
    signIn: email => submit('/login', '/login', { email, password: 'demo' }),
    signOut: () => submit('/account', '/logout', {}),
    cookieHeader: () => jar.getCookieString(shopUrl),
    async sessionId() {
      const cookies = await jar.getCookies(shopUrl)
      const value = decodeURIComponent(cookies.find(cookie => cookie.key === 'connect.sid')?.value ?? '')
      return value.slice(2, value.lastIndexOf('.'))
    }
  }
}
