import { expect, inject, it } from 'vitest'
import { following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { loadRecording } from '../../support/load-recording'
import { recordingOf, recordings } from '../../support/recordings'
import { until } from '../../support/until'
import { aWhyApp, type WhyAppOptions } from '../../support/why-app'
import { whyAsker } from '../../support/why-asker'

const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)

async function watchedApp(collection: string, options: Partial<WhyAppOptions> = {}) {
  const app = await aWhyApp({ uri, database, collection, secret: 'shop', ...options })
  await app.browser({ isBehindTls: true }).visit('/')
  const told = await following(uri, `${database}.${collection}`, 1_000_000)
  await until(() => told.live.monitor.totals().documents === 1, 'the first session is read')
  const usersAre = (count: number) =>
    until(() => told.live.monitor.totals().users === count, `${count} users`)
  return { app, told, usersAre, ask: whyAsker(told) }
}

it('tells that a secure cookie never gets to a site on plain http', async () => {
  const { app, ask } = await watchedApp('secure', { cookie: { secure: true } })
  const tls = app.browser({ isBehindTls: true })
  await tls.visit('/login/ann@shop.io')
  const line = tls.setCookie()
  const cookie = await tls.cookie()
  const plain = app.browser({ cookies: line })
  expect([await plain.cookie(), await plain.visit('/look')]).toEqual(['', 'guest'])
  for (const text of [line, cookie]) {
    const asked = await ask(text, { address: 'http://shop.test/cart' })
    expect(asked.kinds).toEqual(['secure-on-http', 'signed-in', 'signature-unchecked'])
    expect(asked.first).toMatch(/^The cookie is Secure, and this address is plain http/)
    expect((await ask(text)).kinds).toEqual(['signed-in', 'signature-unchecked', 'secure-maybe'])
    expect((await ask(text, { address: 'https://shop.test' })).kinds).toEqual([
      'signed-in',
      'signature-unchecked'
    ])
  }
})

it('tells that the cookie outlives the session: the app renews the one and not the other', async () => {
  // connect-mongodb-session cannot touch: a page that changes nothing renews the cookie alone.
  const { app, ask } = await watchedApp('rolling', { isRolling: true })
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  expect((await ask(ann.setCookie())).kinds).not.toContain('cookie-outlives')
  await until(async () => {
    await ann.visit('/look')
    return (await ask(ann.setCookie())).kinds.includes('cookie-outlives')
  }, 'the cookie has been renewed for long enough')
  const asked = await ask(ann.setCookie())
  expect(asked.kinds[0]).toBe('signed-in')
  expect(asked.text).toMatch(
    /The cookie outlives the session: the browser sends it until .*, the document was good until/
  )
})

it('tells that the session outlives the cookie, and that the browser has dropped it', async () => {
  const options = { expiresAfterSeconds: 100 }
  const { app, ask } = await watchedApp('outlived', { options, cookie: { maxAge: 1500 } })
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  const [line, cookie] = [ann.setCookie(), await ann.cookie()]
  const asked = await ask(cookie)
  expect(asked.kinds).toEqual(['signed-in', 'document-outlives', 'signature-unchecked'])
  expect(asked.text).toMatch(
    /The session outlives the cookie: the document is good until .*, the cookie says/
  )
  await until(async () => (await ann.cookie()) === '', 'the browser has dropped it')
  const over = await ask(line)
  expect(over.kinds.slice(0, 2)).toEqual(['cookie-over', 'signed-in'])
  expect(over.first).toMatch(/^The browser dropped this cookie at/)
})

it('tells that the browser sends two cookies of the name', async () => {
  const { app, ask } = await watchedApp('twice')
  const [old, ann] = [app.browser(), app.browser()]
  await old.visit('/')
  await ann.visit('/login/ann@shop.io')
  const both = `${await old.cookie()}; ${await ann.cookie()}`
  const response = await fetch(`${app.origin}/look`, { headers: { cookie: both } })
  expect(await response.text()).toBe('guest')
  const asked = await ask(both)
  expect(asked.kinds).toEqual(['guest', 'signature-unchecked', 'sent-twice'])
  expect(asked.text).toContain('The browser sent 2 cookies called connect.sid')
})

it('tells that the app took the user out of the session', async () => {
  const { app, told, usersAre, ask } = await watchedApp('left')
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  await usersAre(1)
  expect(await ann.visit('/leave')).toBe('guest')
  await until(() => told.events.some(event => event.isNowGuest), 'it is seen')
  const asked = await ask(await ann.cookie())
  expect(asked.kinds).toEqual(['guest', 'user-removed', 'signature-unchecked'])
  expect(asked.text).toMatch(/the app took ann@shop\.io out of it/)
})

it('tells that a sealed session is there, and not whose it is', async () => {
  const options = { crypto: { secret: 'seal' } }
  const { app, ask } = await watchedApp('sealed', { library: 'connect-mongo-6', options })
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  const asked = await ask(await ann.cookie(), { secret: 'shop' })
  expect(asked.kinds).toEqual(['unreadable', 'signature-matches'])
  expect(asked.first).toMatch(/^The session is there until .*, but cannot be read \(encrypted\)/)
})

it('lists a user’s sessions, and how the last ones ended', async () => {
  const { app, told, usersAre, ask } = await watchedApp('users')
  const [desk, phone] = [app.browser(), app.browser()]
  for (const one of [desk, phone]) await one.visit('/login/Ann@shop.io')
  await app.browser().visit('/login/joann@shop.io')
  await usersAre(2)
  const both = await ask('ann@shop.io')
  expect(both.kinds).toEqual(['user', 'user-session', 'user-session'])
  expect(both.first).toBe('Ann@shop.io is signed in with 2 sessions.')
  const id = await desk.id()
  expect(both.text).not.toContain(id)
  expect((await ask('ann')).first).toMatch(/^2 users have this in their name: /)

  await desk.visit('/logout')
  await until(() => told.events.some(({ event }) => event === 'signed-out'), 'it is seen')
  const one = await ask('ann@shop.io')
  expect(one.kinds).toEqual(['user', 'user-session', 'user-ending'])
  expect(one.text).toMatch(`${id.slice(0, 2)}…${id.slice(-2)} was deleted by the app, as signing out does at`)
  await phone.visit('/logout')
  await usersAre(1)
  expect((await ask('ann@shop.io')).first).toBe('Ann@shop.io is not signed in: no active session.')
  expect((await ask('nobody@shop.io')).kinds).toEqual(['nobody'])
})

it('knows sessions of Flask by their cookies, signed and not', async () => {
  const collection = db.collection('flask')
  const { documents, sessions } = await loadRecording(recordingOf('flask-session-0.8-json'), collection)
  const told = await following(uri, `${database}.flask`, 1_000_000)
  await until(() => told.live.monitor.totals().documents === documents.length, 'they are read')
  const ask = whyAsker(told, { otherStores: async () => [] })
  const ann = sessions.find(({ user }) => user === 'ann@shop.io')?.sessionId.replace(/^session:/, '') ?? ''
  expect((await ask(`session=${ann}`)).first).toMatch(/^Signed in as ann@shop\.io until/)

  // With SESSION_USE_SIGNER, signed by itsdangerous 2.2 with this secret.
  const sid = 'fLaSkSidOfAnn_0123456789abcdefghijklmnopqrs'
  await collection.updateOne({ id: `session:${ann}` }, { $set: { id: `session:${sid}` } })
  const signed = await ask(`session=${sid}.so68I3eNkE78bfzA2EssyHlYyVc`, { secret: 'a flask secret' })
  expect(signed.first).toMatch(/^Signed in as ann@shop\.io until/)
  expect(signed.kinds).toContain('signature-matches')

  await collection.deleteMany({})
  await until(() => told.live.monitor.totals().documents === 0, 'they have gone')
  const gone = await ask(`session=${sid}.so68I3eNkE78bfzA2EssyHlYyVc`)
  expect(gone.first).toMatch(/^The session of ann@shop\.io was deleted/)
  expect(gone.text).toContain('by the ends of its id alone')
})

it('calls a user as the window does, where names are read from the app’s users', async () => {
  const { app, told, usersAre, ask } = await watchedApp('named')
  const ann = app.browser()
  await ann.visit('/login/u-17')
  await usersAre(1)
  await db.collection<{ _id: string; name: string }>('people').insertOne({ _id: 'u-17', name: 'Ann Lee' })
  told.live.names.use({ ns: `${database}.people`, fields: ['name'] })
  const asked = await ask(await ann.cookie())
  expect(asked.first).toMatch(/^Signed in as Ann Lee until/)
  expect(asked.answer.user).toBe('u-17')
})

it('finds a session that lies inside its user’s document, here and in another store', async () => {
  const recording = recordings.find(one => one.format === 'payload')
  if (recording === undefined) return expect.unreachable('it is recorded')
  const { documents } = await loadRecording(recording, db.collection('members'))
  const sessions = documents.flatMap(({ email, sessions: own = [] }) =>
    (own as readonly { readonly id: string; readonly expiresAt: Date }[]).map(one => ({ ...one, email }))
  )
  const active = sessions.find(({ expiresAt }) => expiresAt.getTime() > Date.now() + 60_000)
  if (active === undefined) return expect.unreachable('somebody is signed in')
  const told = await following(uri, `${database}.members`, 1_000_000)
  await until(() => told.live.monitor.totals().documents === sessions.length, 'they are read')
  const here = await whyAsker(told, { otherStores: async () => [] })(active.id)
  expect(here.first).toMatch(`Signed in as ${active.email} until`)

  const { ask } = await watchedApp('without')
  const elsewhere = await ask(active.id)
  expect(elsewhere.kinds).toContain('elsewhere')
  expect(elsewhere.text).toContain(active.email)
})
