import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import session, { type CookieOptions } from 'express-session'
import { CookieJar } from 'tough-cookie'
import { onTestFinished } from 'vitest'
import { listen, openLibrary, type StoreLibrary } from './stores'

/** How an app is set up, where it matters to who is logged out. */
export interface WhyAppOptions {
  readonly uri: string
  readonly database: string
  readonly collection: string
  readonly library?: StoreLibrary
  /** The store's own. */
  readonly options?: Readonly<Record<string, unknown>>
  readonly secret?: string
  readonly cookie?: CookieOptions
  readonly isRolling?: boolean
}

/** A browser, and what a person can copy out of its tools. */
export interface WhyBrowser {
  /** Whom the app takes the browser for after it: a user, or `guest`. */
  visit(path: string): Promise<string>
  /** The `Cookie` header of the next request. */
  cookie(): Promise<string>
  /** The last `Set-Cookie` that came. */
  setCookie(): string
  /** The session's id, as the store has it. */
  id(): Promise<string>
}

/** A running app. A browser may bring another's cookies, and may stand behind a proxy that speaks https. */
export interface WhyApp {
  readonly origin: string
  browser(how?: { readonly cookies?: string; readonly isBehindTls?: boolean }): WhyBrowser
}

/**
 * An Express app as many are, until the test ends: `/` makes a guest's session, `/login/:user` gives it a new id, `/logout`
 * destroys it, `/clear` takes the cookie away as well, `/leave` takes the user out of it, `/look` changes nothing.
 */
export async function aWhyApp(options: WhyAppOptions): Promise<WhyApp> {
  const { library = 'connect-mongodb-session' } = options
  const { store, close } = await openLibrary({ ...options, library })
  const server = await listen(appWith(store, options))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise(done => server.close(done))
    await close()
  })
  return { origin, browser: (how = {}) => browserAt(origin, how) }
}

function appWith(
  store: session.Store,
  { secret = 'why', cookie, isRolling = false }: WhyAppOptions
): Express {
  const app = express()
  app.set('trust proxy', 1)
  app.use(
    session({
      secret,
      store,
      resave: false,
      saveUninitialized: false,
      rolling: isRolling,
      cookie: { maxAge: 1_800_000, ...cookie }
    })
  )
  const who = (req: express.Request) => String(Reflect.get(req.session ?? {}, 'user') ?? 'guest')
  app.get('/', (req, res) => {
    Object.assign(req.session, { isVisited: true })
    res.send(who(req))
  })
  app.get('/login/:user', (req, res, next) => {
    req.session.regenerate(error => {
      if (error) return next(error)
      Object.assign(req.session, { user: req.params.user, isLoggedIn: true })
      res.send(req.params.user)
    })
  })
  app.get(['/logout', '/clear'], (req, res, next) => {
    req.session.destroy(error => {
      if (error) return next(error)
      if (req.path === '/clear') res.clearCookie('connect.sid')
      res.send('guest')
    })
  })
  app.get('/leave', (req, res) => {
    Reflect.deleteProperty(req.session, 'user')
    Reflect.deleteProperty(req.session, 'isLoggedIn')
    res.send('guest')
  })
  app.get('/look', (req, res) => void res.send(who(req)))
  return app
}

function browserAt(
  origin: string,
  { cookies = '', isBehindTls = false }: { readonly cookies?: string; readonly isBehindTls?: boolean }
): WhyBrowser {
  // To others than Safari a host of one's own computer is as good as https; a site is another host.
  const jar = new CookieJar(undefined, { allowSecureOnLocal: false })
  const seenAt = isBehindTls ? origin.replace('http:', 'https:') : origin
  if (cookies !== '') jar.setCookieSync(cookies, seenAt, { ignoreError: true })
  let last = ''
  const cookie = () => jar.getCookieString(seenAt)
  return {
    async visit(path) {
      const forwarded: Record<string, string> = isBehindTls ? { 'x-forwarded-proto': 'https' } : {}
      const response = await fetch(origin + path, { headers: { cookie: await cookie(), ...forwarded } })
      for (const line of response.headers.getSetCookie()) {
        await jar.setCookie(line, seenAt)
        last = line
      }
      const text = await response.text()
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
      return text
    },
    cookie,
    setCookie: () => last,
    async id() {
      const value = decodeURIComponent((await cookie()).replace(/^connect\.sid=/, ''))
      return value.slice(2, value.lastIndexOf('.'))
    }
  }
}
