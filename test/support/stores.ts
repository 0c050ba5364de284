import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import express, { type Express } from 'express'
import session, { type CookieOptions, type Store } from 'express-session'
import { CookieJar } from 'tough-cookie'

/** The store libraries, each the real package in its own version with its own driver. */
export type StoreLibrary = 'connect-mongodb-session' | `connect-mongo-${3 | 4 | 5 | 6}`

/** Which store an app uses, and where. */
export interface AppOptions {
  readonly library: StoreLibrary
  /** Server without database. */
  readonly uri: string
  readonly database: string
  readonly collection: string
  /** The library's own options, on top of those that say where. */
  readonly options?: Readonly<Record<string, unknown>>
  /** `cookie.maxAge`; null is a cookie for as long as the browser is open. */
  readonly maxAgeMs?: number | null
  /** More of its cookie's options. */
  readonly cookie?: CookieOptions
  /** A `cookie.maxAge` that the app gives whoever is signed in, with each request: a second lifetime. */
  readonly signedInMaxAgeMs?: number
}

/** A browser with cookies of its own. `visit` resolves with the answer's text. */
export interface Browser {
  visit(path: string): Promise<string>
}

/**
 * A running Express app with `express-session`. `/` counts visits, `/login/:user`, `/logout`, `/look` changes nothing;
 * `/slow` changes the session, and answers, which saves it, only once somebody asks for `/hurry`; `/waiting` says `yes` then.
 */
export interface StoreApp {
  browser(): Browser
  stop(): Promise<void>
}

/** Starts it on a free port, once its store is connected. */
export async function startStoreApp(options: AppOptions): Promise<StoreApp> {
  const { store, close } = await openLibrary(options)
  const server = await listen(appWith(store, options))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    browser: () => browserAt(origin),
    async stop() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
      await close()
    }
  }
}

function appWith(store: Store, { maxAgeMs = 1_800_000, signedInMaxAgeMs, ...options }: AppOptions): Express {
  const app = express()
  const cookie = { ...options.cookie, ...(maxAgeMs !== null && { maxAge: maxAgeMs }) }
  app.use(session({ secret: 'test', resave: false, saveUninitialized: false, store, cookie }))
  app.use((req, _res, next) => {
    if (signedInMaxAgeMs !== undefined && Reflect.has(req.session, 'user'))
      req.session.cookie.maxAge = signedInMaxAgeMs
    next()
  })
  // Set through Object.assign: the type of express-session's data is one for the whole project, and the shop's.
  app.get('/', (req, res) => {
    const views = Number(Reflect.get(req.session, 'views') ?? 0) + 1
    Object.assign(req.session, { views })
    res.send(String(views))
  })
  let hurry: (() => void) | null = null
  app.get('/slow', async (req, res) => {
    Object.assign(req.session, { isSlow: true })
    await new Promise<void>(resolve => {
      hurry = resolve
    })
    res.send('slow')
  })
  app.get('/hurry', (_req, res) => {
    hurry?.()
    hurry = null
    res.send('hurried')
  })
  app.get('/waiting', (_req, res) => {
    res.send(hurry === null ? 'no' : 'yes')
  })
  app.get('/look', (req, res) => {
    res.send(Reflect.has(req.session, 'user') ? 'user' : 'guest')
  })
  app.get('/login/:user', (req, res) => {
    Object.assign(req.session, { isLoggedIn: true, user: { email: req.params.user } })
    req.session.save(error => void res.status(error ? 500 : 200).send(error ? String(error) : 'welcome'))
  })
  app.get('/logout', (req, res) => {
    req.session.destroy(error => void res.status(error ? 500 : 200).send('bye'))
  })
  return app
}

/** Serves on a free port of this computer. */
export function listen(app: Express): Promise<Server> {
  return new Promise(done => {
    const server = app.listen(0, '127.0.0.1', () => done(server))
  })
}

function browserAt(origin: string): Browser {
  const jar = new CookieJar()
  return {
    async visit(path) {
      const url = origin + path
      const response = await fetch(url, { headers: { cookie: await jar.getCookieString(url) } })
      for (const line of response.headers.getSetCookie()) await jar.setCookie(line, url)
      const text = await response.text()
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
      return text
    }
  }
}

/** A store, and how its connection is ended. */
export interface OpenLibrary {
  readonly store: Store
  close(): Promise<unknown>
}

/** What these packages export, as far as it is used here; none of them has types that fit today's express-session. */
interface MongoDbSessionStore extends Store {
  readonly client: { close(): Promise<unknown> }
  readonly initialConnectionPromise: Promise<unknown>
}
type MongoDbSession = (
  s: typeof session
) => new (
  options: object,
  done: (error?: Error) => void
) => MongoDbSessionStore
interface ConnectMongoStore extends Store {
  close(): Promise<unknown>
  once(event: 'connected', listener: () => void): this
}
type ConnectMongo3 = (s: typeof session) => new (options: object) => ConnectMongoStore
type ConnectMongo = { create(options: object): ConnectMongoStore }

/** The library's store, connected. */
export async function openLibrary({
  library,
  uri,
  database,
  collection,
  options
}: AppOptions): Promise<OpenLibrary> {
  if (library === 'connect-mongodb-session') {
    const load = requireFor('.')('connect-mongodb-session') as MongoDbSession
    const store = new (load(session))({ uri, databaseName: database, collection, ...options }, () => {})
    await store.initialConnectionPromise
    return { store, close: () => store.client.close() }
  }
  if (library === 'connect-mongo-3') {
    const load = requireFor('test/stores/connect-mongo-3')('connect-mongo') as ConnectMongo3
    const mongoOptions = { useUnifiedTopology: true }
    const store = new (load(session))({ url: uri, dbName: database, collection, mongoOptions, ...options })
    await new Promise<void>(done => store.once('connected', done))
    return { store, close: () => store.close() }
  }
  const folder = library === 'connect-mongo-6' ? '.' : `test/stores/${library}`
  const module = requireFor(folder)('connect-mongo') as ConnectMongo & { default?: ConnectMongo }
  const store = (module.default ?? module).create({
    mongoUrl: uri,
    dbName: database,
    collectionName: collection,
    ...options
  })
  return { store, close: () => store.close() }
}

/** `require` as a package in `folder` would have it, so that each library gets its own driver. */
const requireFor = (folder: string) => createRequire(resolve(process.cwd(), folder, 'package.json'))
