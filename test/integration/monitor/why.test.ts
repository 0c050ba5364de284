import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { createSignOuts } from '../../../src/monitor/acts/sign-outs'
import { systemTimers } from '../../../src/monitor/timers'
import type { AuditLine } from '../../../src/shared/domain/sign-out'
import { following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { until } from '../../support/until'
import { aWhyApp, type WhyAppOptions } from '../../support/why-app'
import { whyAsker } from '../../support/why-asker'

const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const SECRET = 'the app’s own secret'

/** An app with a store of its own that is being watched. */
async function watchedApp(collection: string, options: Partial<WhyAppOptions> = {}) {
  const app = await aWhyApp({ uri, database, collection, secret: SECRET, ...options })
  const guest = app.browser()
  await guest.visit('/')
  const told = await following(uri, `${database}.${collection}`, 1_000_000)
  await until(() => told.live.monitor.totals().documents >= 1, 'the first session is read')
  const seen = (kind: string) =>
    until(() => told.events.some(({ event }) => event === kind), `${kind} is seen`)
  return { app, guest, told, seen, ask: whyAsker(told) }
}

it('tells who is signed in until when, however it is asked, with the secret and without', async () => {
  const { app, guest, ask } = await watchedApp('signedIn')
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  const cookie = await ann.cookie()
  const value = cookie.replace('connect.sid=', '')
  for (const text of [
    cookie,
    `Cookie: theme=dark; ${cookie}`,
    ann.setCookie(),
    value,
    decodeURIComponent(value)
  ]) {
    const open = await ask(text)
    expect(open.kinds).toEqual(['signed-in', 'signature-unchecked'])
    expect(open.first).toMatch(/^Signed in as ann@shop\.io until \d\d:\d\d:\d\d\.$/)
    expect((await ask(text, { secret: SECRET })).kinds).toEqual(['signed-in', 'signature-matches'])
  }
  const byId = await ask(await ann.id(), { secret: SECRET })
  expect(byId.kinds).toEqual(['signed-in', 'nothing-to-check'])
  expect(byId.answer.key).not.toBeNull()
  for (const secret of [await ann.id(), SECRET, value]) expect(byId.text).not.toContain(secret)
  const asGuest = await ask(await guest.cookie(), { secret: SECRET })
  expect(asGuest.first).toMatch(/^A guest, not signed in: the session is there until/)
})

it('tells a cookie of another secret, and that the id in it is a session all the same', async () => {
  const { app, ask } = await watchedApp('secrets')
  const other = await aWhyApp({ uri, database, collection: 'secrets', secret: 'the other server’s' })
  const ann = other.browser()
  await ann.visit('/login/ann@shop.io')
  const cookie = await ann.cookie()
  // The same browser, sent to the other server by a load balancer.
  expect(await app.browser({ cookies: cookie }).visit('/look')).toBe('guest')
  const both = await ask(cookie, { secret: SECRET })
  expect(both.kinds).toEqual(['signature-differs', 'other-secret', 'signed-in'])
  expect(both.first).toMatch(/^The signature does not match this secret/)
  expect((await ask(cookie, { secret: `${SECRET}\nthe other server’s` })).kinds[0]).toBe('signed-in')
  expect((await ask(cookie)).kinds).toEqual(['signed-in', 'signature-unchecked'])

  expect(await app.browser({ cookies: cookie.slice(0, -9) }).visit('/look')).toBe('guest')
  expect((await ask(cookie.slice(0, -9))).kinds.slice(0, 2)).toEqual(['signature-broken', 'signed-in'])
  const unsigned = `connect.sid=${await ann.id()}`
  expect(await other.browser({ cookies: unsigned }).visit('/look')).toBe('guest')
  expect((await ask(unsigned)).kinds.slice(0, 2)).toEqual(['signature-missing', 'signed-in'])
})

it('finds the session in another store of the server', async () => {
  const { ask } = await watchedApp('shopOnes')
  for (const library of ['connect-mongodb-session', 'connect-mongo-6'] as const) {
    const collection = `blog-${library}`
    const blog = await aWhyApp({ uri, database, collection, library, secret: SECRET })
    const ann = blog.browser()
    await ann.visit('/login/ann@shop.io')
    const found = await ask(await ann.cookie(), { secret: SECRET })
    expect(found.kinds).toEqual(['elsewhere', 'signature-matches'])
    expect(found.first).toContain(
      `Not in ${database}.shopOnes, but in ${database}.${collection}: signed in as ann@shop.io until`
    )
    expect(found.answer.key).toBeNull()
    const other = await ask(await ann.cookie(), { secret: 'another' })
    expect(other.kinds).toEqual(['signature-differs', 'other-secret', 'elsewhere'])
  }
})

it('tells a sign-out by the app, when it was seen', async () => {
  const { app, told, seen, ask } = await watchedApp('signedOut')
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  const [cookie, id] = [await ann.cookie(), await ann.id()]
  await until(() => told.live.monitor.sessionsOf('ann@shop.io')?.length === 1, 'she is seen')
  expect(await ann.visit('/clear')).toBe('guest')
  await seen('signed-out')
  for (const text of [cookie, id]) {
    const asked = await ask(text)
    expect(asked.kinds[0]).toBe('ended')
    expect(asked.first).toMatch(
      /^The session of ann@shop\.io was deleted by the app, as signing out does at .*, (29|30):\d\d before its expiry\.$/
    )
    expect(asked.answer.user).toBe('ann@shop.io')
  }
  expect((await ask(ann.setCookie())).kinds).toEqual(['cookie-removed'])
})

it('tells that a sign-in gave the browser a new id', async () => {
  const { app, guest, seen, ask } = await watchedApp('renewed')
  const old = await guest.cookie()
  await guest.visit('/login/ann@shop.io')
  await seen('replaced')
  const asGuest = await ask(old, { secret: SECRET })
  expect(asGuest.kinds).toEqual(['ended', 'signature-matches'])
  const now = await guest.id()
  expect(asGuest.first).toContain(`A sign-in gave this browser a new id at`)
  expect(asGuest.first).toContain(`as ${now.slice(0, 2)}…${now.slice(-2)} of ann@shop.io`)

  const asAnn = await guest.cookie()
  await guest.visit('/login/ann@shop.io')
  expect(await app.browser({ cookies: asAnn }).visit('/look')).toBe('guest')
  await seen('signed-out')
  const again = await ask(asAnn)
  expect(again.kinds.slice(0, 2)).toEqual(['ended', 'newer'])
  expect(again.text).toContain('In the same moment ann@shop.io got another id')
})

it('tells what ended from here, and by whom; undone, it is a session again', async () => {
  const { app, told, seen, ask } = await watchedApp('revoked')
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  await until(() => told.live.monitor.sessionsOf('ann@shop.io')?.length === 1, 'she is seen')
  const audited: AuditLine[] = []
  const signOuts = createSignOuts({
    target: () => ({ ...told.live.target, place: 'here', where: 'here' }),
    now: Date.now,
    timers: systemTimers,
    monotonicMs: () => performance.now(),
    progress: () => undefined,
    audit: line => audited.unshift({ ...line, by: 'operator' })
  })
  onTestFinished(() => signOuts.stop())
  const query = { filter: '', facet: 'all', user: 'ann@shop.io', sort: 'since', descending: true } as const
  const plan = await signOuts.plan({ query, keys: null })
  const done = await signOuts.start({ plan: plan.id, spared: [], typed: null, isHeld: false })
  await seen('revoked')
  const audit = async () => audited
  expect((await ask(await ann.cookie())).first).toMatch(/was ended from here at/)
  const known = await whyAsker(told, { audit })(await ann.cookie())
  expect(known.first).toMatch(/^The session of ann@shop\.io was ended from here by operator at/)
  // Started anew, only the list is left of it.
  const later = await following(uri, `${database}.revoked`, 1_000_000)
  const listed = await whyAsker(later, { audit })(await ann.cookie())
  expect(listed.first).toMatch(
    /was ended from here by operator at .* The list of what was done from here has it/
  )
  await signOuts.undo(Number(done.id))
  expect((await whyAsker(later, { audit })(await ann.cookie())).kinds[0]).toBe('signed-in')
})

it('knows by the journal how a session ended before it was opened', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-why-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const { app, told, seen } = await watchedApp('journal')
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  await until(() => told.live.monitor.sessionsOf('ann@shop.io')?.length === 1, 'she is seen')
  told.live.keepJournal(folder)
  const cookie = await ann.cookie()
  await ann.visit('/logout')
  await seen('signed-out')
  await told.live.stop()
  const later = await following(uri, `${database}.journal`, 1_000_000)
  const asked = await whyAsker(later, { journalFolder: folder })(cookie)
  expect(asked.first).toMatch(/^The session of ann@shop\.io was deleted by the app.*The journal has it\.$/)
  const unknown = await whyAsker(later, { journalFolder: folder })(
    `${cookie.slice(0, 20)}x${cookie.slice(21)}`
  )
  expect(unknown.first).toMatch(
    /No session in .* has this id.* The journal, which begins at .*, does not know it/
  )
})

it('tells what expired, while its document is there and after it has gone', async () => {
  const { app, told, ask } = await watchedApp('expired', { cookie: { maxAge: 2500 } })
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  const cookie = await ann.cookie()
  const line = ann.setCookie()
  await until(async () => (await ask(cookie)).kinds[0] === 'expired', 'hers has expired')
  await until(() => told.live.monitor.totals().expired === 2, 'both are seen to have expired')
  // The cookie went with it in the browser; sent all the same, it is worth nothing.
  expect(await app.browser({ cookies: cookie }).visit('/look')).toBe('guest')
  const asked = await ask(line)
  expect(asked.kinds.slice(0, 2)).toEqual(['cookie-over', 'expired'])
  expect(asked.text).toMatch(/The session of ann@shop\.io expired at .* ago\./)
  // As the TTL pass does, which may take a minute.
  await db.collection('expired').deleteMany({ expires: { $lt: new Date() } })
  await until(() => told.live.monitor.totals().documents === 0, 'its document has gone')
  expect((await ask(cookie)).first).toMatch(
    /^The session of ann@shop\.io expired at .* Its document has been deleted since\.$/
  )
})

it('says what it looked at where nothing is known', async () => {
  const { app, told, ask } = await watchedApp('unknown')
  const gone = app.browser()
  await gone.visit('/login/ann@shop.io')
  const cookie = await gone.cookie()
  await gone.visit('/logout')
  await until(() => told.live.monitor.totals().documents === 1, 'she has gone again')
  const later = await following(uri, `${database}.unknown`, 1_000_000)
  await until(() => later.live.monitor.seen().sinceAt, 'it is read')
  const asked = await whyAsker(later, { otherStores: async () => [] })(cookie)
  expect(asked.kinds).toEqual(['unknown', 'signature-unchecked'])
  expect(asked.first).toMatch(
    /^No session in \S+ has this id\. Watched since \d\d:\d\d:\d\d, it was not seen\./
  )
  await expect(ask('Cookie: connect.sid=')).rejects.toThrow('The cookie has no value.')
})
