import { randomBytes, randomUUID } from 'node:crypto'
import { type Collection, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { listen, type ShopServer } from '../../../src/demo/shop/server'
import {
  createSessionStore,
  type SessionStore,
  type StoreLibrary,
  storeLibraries
} from '../../../src/demo/shop/session-store'
import { createShop } from '../../../src/demo/shop/shop'
import { createShopClient } from '../../support/shop-client'
import { until } from '../../support/until'

interface SessionDocument {
  readonly _id: string
  readonly expires: Date
  readonly session: string | Record<string, unknown>
}

/** A page that waits until it is told to go on. */
interface SlowPage {
  hasBegun: boolean
  goOn: () => void
}

interface OpenShop {
  readonly slow: SlowPage
  readonly server: ShopServer
  readonly sessions: Collection<SessionDocument>
  close(): Promise<void>
}

async function openShop(library: StoreLibrary, uri: string): Promise<OpenShop> {
  const database = `demo_${randomUUID().slice(0, 8)}`
  const client = await MongoClient.connect(uri)
  const store: SessionStore = await createSessionStore({ library, uri, database })
  const report = (error: unknown) => expect.unreachable(`a bug in the shop: ${error}`)
  const slow: SlowPage = { hasBegun: false, goOn: () => {} }
  const wait = () =>
    new Promise<void>(resolve => {
      slow.hasBegun = true
      slow.goOn = resolve
    })
  const secret = randomBytes(16).toString('hex')
  const shop = createShop({ store: store.forExpress, secret, report, wait })
  const server = await listen(shop, 0)
  const close = async () => {
    await server.close()
    await store.close()
    await client.db(database).dropDatabase()
    await client.close()
  }
  return { slow, server, sessions: client.db(database).collection<SessionDocument>('sessions'), close }
}

/** What a document holds, whether the library writes text or an object. */
function payload(document: SessionDocument | null): Record<string, unknown> {
  const session = document?.session ?? {}
  return typeof session === 'string' ? JSON.parse(session) : session
}

const modes = ['replicaSetUri', 'standaloneUri'] as const
const cases = storeLibraries.flatMap(library => modes.map(mode => ({ library, mode })))

describe.each(cases)('the shop with $library on $mode', ({ library, mode }) => {
  let shop: OpenShop
  const byEmail = async (email: string) =>
    (await shop.sessions.find().toArray()).filter(document =>
      JSON.stringify(payload(document).user ?? {}).includes(`"${email}"`)
    )

  beforeAll(async () => {
    shop = await openShop(library, inject(mode))
  })
  afterAll(() => shop.close())

  it('writes who has signed in, and from when it counts no more', async () => {
    const client = createShopClient(shop.server.url)
    expect((await client.signIn('ann@shop.io')).status).toBe(303)
    const document = await shop.sessions.findOne({ _id: await client.sessionId() })
    expect(payload(document)).toMatchObject({
      isLoggedIn: true,
      user: { email: 'ann@shop.io', name: 'Ann Park', role: 'admin' },
      userAgent: 'Sextant e2e'
    })
    const leftMs = (document?.expires.getTime() ?? 0) - Date.now()
    expect(leftMs).toBeGreaterThan(29 * 60_000)
    expect(leftMs).toBeLessThanOrEqual(30 * 60_000)
    const indexes = await shop.sessions.indexes()
    expect(indexes.find(index => index.key.expires === 1)?.expireAfterSeconds).toBe(0)
  })

  it('makes a new session at each sign-in, brings the cart along and deletes the guest', async () => {
    const client = createShopClient(shop.server.url)
    await client.submit('/products/brass-sextant', '/cart', { sku: 'brass-sextant' })
    const guestId = await client.sessionId()
    expect(payload(await shop.sessions.findOne({ _id: guestId }))).not.toHaveProperty('isLoggedIn')
    await client.signIn('cart@example.com')
    expect(await client.sessionId()).not.toBe(guestId)
    expect(await shop.sessions.findOne({ _id: guestId })).toBeNull()
    expect(payload(await shop.sessions.findOne({ _id: await client.sessionId() }))).toMatchObject({
      cart: {
        currency: 'EUR',
        items: [{ sku: 'brass-sextant', title: 'Brass sextant', price: 689, quantity: 1 }]
      }
    })
  })

  it('keeps one session a device and deletes the one that signs out', async () => {
    const devices = [createShopClient(shop.server.url), createShopClient(shop.server.url)] as const
    for (const device of devices) await device.signIn('two@example.com')
    expect(await byEmail('two@example.com')).toHaveLength(2)
    expect((await devices[0].signOut()).status).toBe(303)
    const left = await byEmail('two@example.com')
    expect(left.map(document => document._id)).toEqual([await devices[1].sessionId()])
  })

  it('saves a slow page’s session again under the same id after it was signed out', async () => {
    const client = createShopClient(shop.server.url)
    await client.signIn('slow@example.com')
    const _id = await client.sessionId()
    const page = client.open('/account/statement')
    await until(() => shop.slow.hasBegun, 'the page has its session')
    await shop.sessions.deleteOne({ _id })
    shop.slow.goOn()
    expect(await page).toContain('you owe us nothing')
    expect(payload(await shop.sessions.findOne({ _id }))).toMatchObject({ isLoggedIn: true })
  })

  it('moves the expiry with each page, and alone when asked to', async () => {
    const client = createShopClient(shop.server.url)
    await client.signIn('slide@example.com')
    const _id = await client.sessionId()
    const before = await shop.sessions.findOne({ _id })
    await client.open('/products/log-book')
    const seen = await shop.sessions.findOne({ _id })
    expect(payload(seen).lastPage).toBe('/products/log-book')
    expect(Number(seen?.expires)).toBeGreaterThan(Number(before?.expires))
    await client.submit('/account', '/account/touch', {})
    const touched = await shop.sessions.findOne({ _id })
    expect(Number(touched?.expires)).toBeGreaterThan(Number(seen?.expires))
    expect({ ...payload(touched), cookie: null, lastPage: null, pageViews: null }).toEqual({
      ...payload(seen),
      cookie: null,
      lastPage: null,
      pageViews: null
    })
  })

  it('knows nobody any more once a session has lapsed', async () => {
    const client = createShopClient(shop.server.url)
    const fields = { email: 'brief@example.com', password: 'any', keep: '1s' }
    await client.submit('/login', '/login', fields)
    const document = await shop.sessions.findOne({ _id: await client.sessionId() })
    expect(payload(document).isLoggedIn).toBe(true)
    await vi.waitUntil(() => Date.now() > Number(document?.expires), { timeout: 5_000 })
    expect(await client.open('/account')).toContain('<h1>Sign in</h1>')
  })

  it('makes no session for somebody who only looks at the front page', async () => {
    const before = await shop.sessions.countDocuments()
    await createShopClient(shop.server.url).open('/')
    expect(await shop.sessions.countDocuments()).toBe(before)
  })
})

describe('the shop, whatever it is asked', () => {
  let shop: OpenShop

  beforeAll(async () => {
    shop = await openShop('connect-mongodb-session', inject('replicaSetUri'))
  })
  afterAll(() => shop.close())

  it('takes no form without the token of its own session', async () => {
    const client = createShopClient(shop.server.url)
    const forged = { csrf: 'forged', sku: 'log-book' }
    expect((await client.submit('/products/log-book', '/cart', forged)).status).toBe(403)
    expect((await fetch(`${shop.server.url}/logout`, { method: 'POST' })).status).toBe(403)
  })

  it('says why it does not sign somebody in', async () => {
    const client = createShopClient(shop.server.url)
    const refused = await client.submit('/login', '/login', { email: 'ann@shop.io', password: 'guess' })
    expect(refused.status).toBe(401)
  })

  it('answers nonsense with a sentence', async () => {
    for (const [path, status] of [
      ['/products/nope', 404],
      ['/no/such/page', 404],
      ['/%E0%A4%A', 400],
      ['/products/__proto__', 404]
    ] as const) {
      const response = await fetch(shop.server.url + path)
      expect(response.status, path).toBe(status)
      expect(await response.text()).toMatch(/<h1>[^<]+<\/h1><p class="lead">[^<]+\.<\/p>/)
    }
    const tooLong = await fetch(`${shop.server.url}/cart`, {
      method: 'POST',
      body: new URLSearchParams({ sku: 'x'.repeat(20_000) })
    })
    expect(tooLong.status).toBe(413)
  })

  it('shows a hostile name as text', async () => {
    const client = createShopClient(shop.server.url)
    await client.signIn('<script>alert(1)</script>@example.com')
    const page = await client.open('/account')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;@example.com')
    expect(page).not.toContain('<script')
  })
})
