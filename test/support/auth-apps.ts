import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CookieJar } from 'tough-cookie'
import { onTestFinished } from 'vitest'

/** Where an app keeps its sessions, and for how long. */
export interface AuthAppOptions {
  readonly uri: string
  readonly database: string
  readonly secret: string
  readonly lifetimeSeconds?: number
  /** Its visitors come through a proxy that speaks https. */
  readonly isBehindTls?: boolean
}

/** A browser at such an app. */
export interface AuthBrowser {
  /** By what a person does: a link in a mail, or a password. */
  signIn(email: string): Promise<void>
  signOut(): Promise<void>
  /** The e-mail address that the app knows the browser by; null: none. */
  whoAmI(): Promise<string | null>
  /** The `Cookie` header of the next request. */
  cookie(): Promise<string>
  /** The `Set-Cookie` that the session's cookie came with. */
  setCookie(): string
}

/** What the modules in `test/stores` export, made with the real library. */
interface Made {
  handle(request: Request): Promise<Response>
  mail(): string
  close(): Promise<unknown>
}
type MakeApp = (options: AuthAppOptions & { readonly origin: string }) => Promise<Made>

/** How a person gets in and out, by the library's own addresses. */
interface Doors {
  signIn(visit: Visit, email: string, app: Made): Promise<unknown>
  signOut(visit: Visit): Promise<unknown>
  readonly who: string
  readonly cookie: RegExp
}
type Visit = (path: string, body?: URLSearchParams | string) => Promise<Response>

const csrfToken = async (visit: Visit) =>
  ((await (await visit('/auth/csrf')).json()) as { readonly csrfToken: string }).csrfToken
const PASSWORD = 'correct horse battery'

const libraries = {
  'auth-js': {
    async signIn(visit, email, app) {
      await visit('/auth/signin/link', new URLSearchParams({ email, csrfToken: await csrfToken(visit) }))
      await visit(app.mail())
    },
    signOut: async visit =>
      visit('/auth/signout', new URLSearchParams({ csrfToken: await csrfToken(visit) })),
    who: '/auth/session',
    cookie: /session-token=\w/
  },
  'better-auth': {
    async signIn(visit, email) {
      const form = JSON.stringify({ email, password: PASSWORD, name: email })
      const answer = await visit('/api/auth/sign-in/email', form)
      if (!answer.ok) await visit('/api/auth/sign-up/email', form)
    },
    signOut: visit => visit('/api/auth/sign-out', '{}'),
    who: '/api/auth/get-session',
    cookie: /session_token=\w/
  }
} as const satisfies Record<string, Doors>

/** A running app of the real library, until the test ends. A browser may bring another's `Cookie` header. */
export async function anAuthApp(
  library: keyof typeof libraries,
  options: AuthAppOptions
): Promise<{ browser(how?: { readonly cookies?: string }): AuthBrowser }> {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const seenAt = options.isBehindTls ? origin.replace('http:', 'https:') : origin
  const module = resolve(process.cwd(), 'test/stores', library, 'app.mjs')
  const { makeApp } = (await import(pathToFileURL(module).href)) as { readonly makeApp: MakeApp }
  const app = await makeApp({ ...options, origin: seenAt })
  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing, { app, seenAt }))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    await app.close()
  })
  const place = { origin, seenAt, app, doors: libraries[library] }
  return { browser: ({ cookies = '' } = {}) => browserAt(place, cookies) }
}

/** These libraries answer requests of the web's kind; the proxy's part is done here: the app sees the address it is seen at. */
async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { app, seenAt }: { readonly app: Made; readonly seenAt: string }
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value)
  ])
  const { method = 'GET' } = incoming
  const body = method === 'GET' ? null : Buffer.concat(chunks)
  const response = await app.handle(new Request(seenAt + incoming.url, { method, headers, body }))
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
  outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()))
}

interface Place {
  readonly origin: string
  readonly seenAt: string
  readonly app: Made
  readonly doors: Doors
}

function browserAt({ origin, seenAt, app, doors }: Place, cookies: string): AuthBrowser {
  const jar = new CookieJar()
  for (const pair of cookies.split('; ').filter(one => one !== '')) jar.setCookieSync(pair, seenAt)
  let last = ''
  const visit: Visit = async (path, body) => {
    const { pathname, search } = new URL(path, seenAt)
    const url = seenAt + pathname
    const isJson = typeof body === 'string'
    const response = await fetch(origin + pathname + search, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie: await jar.getCookieString(url),
        origin: seenAt,
        ...(isJson && { 'content-type': 'application/json' })
      },
      ...(body !== undefined && { body }),
      redirect: 'manual'
    })
    for (const line of response.headers.getSetCookie()) {
      await jar.setCookie(line, url)
      if (doors.cookie.test(line)) last = line
    }
    return response
  }
  return {
    async signIn(email) {
      await doors.signIn(visit, email, app)
      if (!doors.cookie.test(last)) throw new Error('The app has not signed the browser in.')
    },
    async signOut() {
      await doors.signOut(visit)
    },
    async whoAmI() {
      const known = (await (await visit(doors.who)).json()) as { user?: { email?: string } } | null
      return known?.user?.email ?? null
    },
    cookie: () => jar.getCookieString(`${seenAt}/`),
    setCookie: () => last
  }
}
