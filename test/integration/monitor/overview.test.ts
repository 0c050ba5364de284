import type { Document } from 'mongodb'
import { expect, inject, it } from 'vitest'
import type { OverviewWindow, Survey } from '../../../src/shared/domain/overview'
import { type Session, stateAt } from '../../../src/shared/domain/session'
import { counting, documentsOf, filled, following, type Told } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { type StoreLibrary, startStoreApp } from '../../support/stores'
import { until } from '../../support/until'
import { feedsUnderTest, storedSession, watchThroughProxy } from '../../support/watched'

const uri = inject('replicaSetUri')
const place = aDatabase(uri)

const look = (told: Pick<Told, 'live'>): OverviewWindow =>
  told.live.overview.ask({ span: '5m', isShown: true })
const inSum = ({ bars }: Survey, name: 'signedIn' | 'guests') => bars.reduce((sum, bar) => sum + bar[name], 0)

/** Every session as a fresh read tells it. */
async function freshRead(told: Told, collection: string): Promise<readonly Session[]> {
  const documents = await place.db.collection(collection).find().toArray()
  return documents.map(document => told.at.store.reader.read(document, Date.now(), false).session)
}

it.each<StoreLibrary>(['connect-mongodb-session', 'connect-mongo-6'])(
  'counts what an app with %s does, and finds every session’s expiry',
  async library => {
    const collection = `app_${library}`
    await place.db.createCollection(collection)
    const app = await startStoreApp({ library, uri, database: place.name, collection })
    const first = app.browser()
    await first.visit('/')
    const told = await following(uri, `${place.name}.${collection}`, 1_000_000)
    await until(() => told.totals?.guests === 1, 'the first guest is read')

    const people = ['ann', 'bob', 'cat'].map(name => ({ name, browser: app.browser() }))
    for (const { name, browser } of people) await browser.visit(`/login/${name}@shop.io`)
    await app.browser().visit('/')
    await first.visit('/')
    await people[0]?.browser.visit('/logout')
    await until(() => {
      const { sum } = look(told).rates
      expect(sum).toMatchObject({ signedIn: 3, signedOut: 1, newGuests: 1, expired: 0, cleared: 0 })
      return true
    }, 'the counters tell what was done')

    const window = look(told)
    const kinds = ['signed-in', 'arrived', 'changed', 'touched']
    expect(window.rates.sum.writes).toBe(told.events.filter(e => kinds.includes(e.event)).length)
    expect(window.rates.sum.touches).toBe(told.events.filter(e => e.event === 'touched').length)
    expect(window.figures.stays).toBe(1)

    await until(() => {
      const { survey, levels } = look(told)
      expect(survey && inSum(survey, 'signedIn')).toBe(2)
      expect(levels.signedIn.last.at(-1)).toBe(2)
      return true
    }, 'the survey and the line have the newest')
    const { survey, levels, totals } = look(told) as OverviewWindow & { survey: Survey }
    const fresh = (await freshRead(told, collection)).filter(s => stateAt(s, survey.at) !== 'expired')
    expect(inSum(survey, 'guests')).toBe(fresh.filter(s => s.state === 'guest').length)
    for (const bar of survey.bars) {
      const inside = fresh.filter(({ expiresAt }) => {
        const left = (expiresAt ?? Number.NaN) - survey.at
        return left >= bar.fromMs && (bar.toMs === null || left < bar.toMs)
      })
      expect(bar.signedIn + bar.guests).toBe(inside.length)
    }
    expect(survey.active).toMatchObject({ signedIn: 2, people: 2, guests: 2, untold: 0 })
    expect(survey.lifetimes).toEqual([{ lifetimeMs: 1_800_000, sessions: 4 }])
    expect(survey.topUsers.map(u => [u.user, u.sessions])).toEqual([
      ['bob@shop.io', 1],
      ['cat@shop.io', 1]
    ])
    expect(levels.guests.last.at(-1)).toBe(totals.guests)

    const begun = told.live.overview.drain(true).survey?.drain
    expect(begun).toMatchObject({ of: 4, stillActive: 4, newcomers: 0 })
    await people[1]?.browser.visit('/logout')
    await app.browser().visit('/login/new@shop.io')
    await until(() => {
      expect(look(told).survey?.drain).toMatchObject({ of: 4, stillActive: 3, stillThere: 3, newcomers: 1 })
      return true
    }, 'the drain has counted down')
    expect(JSON.stringify(look(told))).not.toContain('sess:')
    await app.stop()
  }
)

it('names the cliff of a real store', async () => {
  const together = new Date(Date.now() + 3_600_000)
  await filled(place, 'cliff', [
    ...documentsOf(40, n => ({ user: { email: `early${n}@shop.io` } })),
    ...documentsOf(60, n => ({ user: { email: `late${n}@shop.io` } })).map(document => ({
      ...document,
      _id: `late-${document._id}`,
      expires: together
    }))
  ] as Document[])
  const told = await following(uri, `${place.name}.cliff`, 1_000_000)
  await until(() => told.totals?.signedIn === 100, 'all are read')
  const { survey } = look(told)
  expect(survey?.cliff).toMatchObject({ fromAt: together.getTime(), toAt: together.getTime() })
  expect(survey?.cliff?.people).toBe(60)
  expect(survey?.cliff?.share).toBeCloseTo(0.6)
})

it('leaves a gap while the server was away, by stream and by poll', async () => {
  const port = Number(new URL(uri.replace('mongodb:', 'http:')).port)
  for (const feed of feedsUnderTest) {
    const watched = await watchThroughProxy(port, feed, [storedSession('one-0000', 'ann@shop.io')])
    const levels = () => watched.live.overview.ask({ span: '5m', isShown: false }).levels
    await until(() => levels().at.length >= 2, 'two seconds are drawn')
    watched.proxy.refuse()
    await watched.untilLost()
    const before = levels().at.length
    watched.proxy.pass()
    await watched.untilWell('it is back')
    await until(() => levels().at.length >= before + 2, 'it is drawn again')
    expect(levels().isAfterGap.filter(Boolean).length).toBeGreaterThanOrEqual(1)
    await watched.finish()
  }
})

it('shows of a large store what totals and the stream tell, and knows that it knows no more', async () => {
  await filled(
    place,
    'large',
    documentsOf(30, n => (n < 20 ? { user: { email: `u${n}@shop.io` } } : {}))
  )
  const told = await counting(uri, `${place.name}.large`)
  await until(() => look(told).levels.signedIn.last.at(-1) === 20, 'the totals are drawn')
  const [document] = documentsOf(1, () => ({ user: { email: 'new@shop.io' } }))
  await place.db.collection('large').insertOne({ ...document, _id: 'new-0000' } as Document)
  await until(() => look(told).rates.sum.signedIn === 1, 'the sign-in is counted')
  expect(look(told)).toMatchObject({ isHeld: false, survey: null })
  expect(told.live.overview.drain(true).survey).toBeNull()
})
