import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { type AuthAppOptions, anAuthApp } from '../../support/auth-apps'
import { following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { until } from '../../support/until'
import { whyAsker } from '../../support/why-asker'

const uri = inject('replicaSetUri')
const { client, name } = aDatabase(uri)
const databases: string[] = []
afterAll(async () => {
  for (const database of databases) await client.db(database).dropDatabase()
})
const aSecret = () => randomBytes(32).toString('hex')

/** The real libraries, where each keeps its sessions, and whether its cookie is signed. */
const libraries = [
  { library: 'auth-js', collection: 'sessions', isSigned: false },
  { library: 'better-auth', collection: 'session', isSigned: true }
] as const
type Library = (typeof libraries)[number]

/** A real app, Ann signed in there, and its store watched. */
async function watchedApp({ library, collection }: Library, options: Partial<AuthAppOptions> = {}) {
  const database = `${name}_${randomBytes(4).toString('hex')}`
  databases.push(database)
  const where = { uri, database, secret: aSecret(), ...options }
  const app = await anAuthApp(library, where)
  const ann = app.browser()
  await ann.signIn('ann@shop.io')
  expect(await ann.whoAmI()).toBe('ann@shop.io')
  const told = await following(uri, `${database}.${collection}`, 1_000_000)
  await until(() => told.live.monitor.totals().documents === 1, 'her session is read')
  const [document] = await client.db(database).collection(collection).find().toArray()
  const user = String(document?.userId)
  return { ann, user, told, where, ask: whyAsker(told, { otherStores: async () => [] }) }
}

describe.each(libraries)('$library', library => {
  const { isSigned } = library

  it('signed in: as whom and until when, by the cookie that the browser got', async () => {
    const { ann, user, ask, where } = await watchedApp(library)
    for (const text of [await ann.cookie(), `Cookie: ${await ann.cookie()}`, ann.setCookie()]) {
      const asked = await ask(text)
      expect(asked.first).toMatch(new RegExp(`^Signed in as ${user} until`))
      expect(asked.kinds).toEqual(['signed-in', ...(isSigned ? ['signature-unchecked'] : [])])
      expect((await ask(text, { secret: where.secret })).kinds).toEqual([
        'signed-in',
        isSigned ? 'signature-matches' : 'nothing-to-check'
      ])
    }
  })

  it('signed in over https, by a cookie that plain http never gets', async () => {
    const { ann, user, ask } = await watchedApp(library, { isBehindTls: true })
    const cookie = await ann.cookie()
    expect(cookie).toContain('__Secure-')
    const asked = await ask(cookie, { address: 'http://shop.test/cart' })
    expect(asked.kinds.slice(0, 2)).toEqual(['secure-on-http', 'signed-in'])
    expect((await ask(cookie, { address: 'https://shop.test' })).first).toMatch(`Signed in as ${user} until`)
  })

  it('signed out: the app has deleted the session', async () => {
    const { ann, user, told, ask } = await watchedApp(library)
    const cookie = await ann.cookie()
    await ann.signOut()
    expect(await ann.whoAmI()).toBe(null)
    await until(() => told.live.monitor.totals().documents === 0, 'it has gone')
    const asked = await ask(cookie)
    expect(asked.kinds[0]).toBe('ended')
    expect(asked.first).toMatch(`The session of ${user} was deleted by the app, as signing out does`)
    for (const value of cookie.split('; ')) expect(asked.text).not.toContain(value.split('=')[1])
  })

  it('expired: the document is still there, and the app knows nobody', async () => {
    const { ann, user, ask } = await watchedApp(library, { lifetimeSeconds: 2 })
    const line = ann.setCookie()
    const cookie = line.slice(0, line.indexOf(';'))
    const asked = await until(async () => {
      const now = await ask(cookie)
      return now.kinds[0] === 'expired' && now
    }, 'it has expired')
    expect(asked.first).toContain(user)
    expect(await ann.whoAmI()).toBe(null)
    // A browser has dropped the cookie by itself by then; a Max-Age alone does not say when it began to count.
    expect((await ask(line)).kinds[0]).toBe(/;\s*expires=/i.test(line) ? 'cookie-over' : 'expired')
  })

  it('another secret on the other app server', async () => {
    const { ann, ask, where } = await watchedApp(library)
    const other = await anAuthApp(library.library, { ...where, secret: aSecret() })
    const cookie = await ann.cookie()
    const there = await other.browser({ cookies: cookie }).whoAmI()
    expect(there).toBe(isSigned ? null : 'ann@shop.io')
    expect((await ask(cookie, { secret: aSecret() })).kinds).toEqual(
      isSigned ? ['signature-differs', 'other-secret', 'signed-in'] : ['signed-in', 'nothing-to-check']
    )
  })
})
