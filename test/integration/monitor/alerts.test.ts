import type { Document } from 'mongodb'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Alert, type AlertRule, type AlertSetting, alertRules } from '../../../src/shared/domain/alerts'
import type { FeedMode } from '../../../src/shared/domain/store'
import { alertsOn, allAlertsOn } from '../../support/alerts'
import { cookie, counting, filled, following, MINUTE, type Told } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { startProxy } from '../../support/proxy'
import { until } from '../../support/until'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const chrome = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0'
const ann = { user: { email: 'ann@shop.io' } }
let last = 0

/** Sessions written just now, `more` in each payload, that live for half an hour. */
function written(count: number, more: Document = {}, fields: Document = {}): Document[] {
  const expires = new Date(Date.now() + 30 * MINUTE)
  return Array.from({ length: count }, () => ({
    _id: `id-${String(last++).padStart(6, '0')}`,
    expires,
    session: { cookie, ...more },
    ...fields
  }))
}

const raised = ({ live }: Told, rule: AlertRule): readonly Alert[] =>
  live.alerts.list.alerts.filter(one => one.rule === rule)
const turnOn = ({ live }: Told, rule: AlertRule, parts: Partial<AlertSetting>) =>
  live.alerts.alertBy(alertsOn([rule], parts))

const feeds = [
  { mode: 'watch', uri: inject('replicaSetUri') },
  { mode: 'delta', uri: inject('standaloneUri') }
] as const satisfies readonly { mode: FeedMode; uri: string }[]

describe.each(feeds)('a store followed by $mode', ({ mode, uri }) => {
  const database = aDatabase(uri)

  /** A store of its own with these in it, followed. */
  async function followed(first: readonly Document[], at = uri) {
    const name = `s${last++}`
    await filled(database, name, first)
    const told = await following(at, `${database.name}.${name}`, 10_000, { mode })
    await until(() => told.totals?.documents === first.length, 'it is followed')
    return { told, sessions: database.db.collection(name) }
  }

  it('raises many sessions of one user, also of those that were there before, and says when that is over', async () => {
    const { told, sessions } = await followed([...written(4, ann), ...written(3)])
    await sessions.insertMany(written(2, ann))
    await until(() => told.totals?.signedIn === 6, 'they are seen')
    expect(told.live.alerts.list.alerts).toEqual([])
    turnOn(told, 'many-sessions', { threshold: 5 })
    await until(() => raised(told, 'many-sessions').length === 1, 'it is raised')
    expect(raised(told, 'many-sessions')[0]).toMatchObject({
      title: 'One user has 6 active sessions, more than 5',
      user: 'ann@shop.io',
      overAt: null
    })
    await sessions.deleteMany({ 'session.user.email': 'ann@shop.io' })
    await until(() => raised(told, 'many-sessions')[0]?.overAt, 'it is over')
  })

  it('raises a surge of guests, and not those of the first snapshot', async () => {
    const { told, sessions } = await followed(written(30))
    turnOn(told, 'guest-surge', { threshold: 10 })
    await sessions.insertMany(written(8))
    await until(() => told.totals?.guests === 38, 'they are seen')
    await sessions.insertMany(written(4))
    await until(() => raised(told, 'guest-surge').length === 1, 'it is raised')
    expect(raised(told, 'guest-surge')[0]?.title).toBe('12 new guests within a minute, more than 10')
  })

  it('raises a session that goes on in another browser under the same id', async () => {
    const first = written(1, { ...ann, userAgent: firefox })
    const { told, sessions } = await followed(first)
    turnOn(told, 'browser-changed', { threshold: 3 })
    expect(told.live.alerts.list.limits['browser-changed']).toBeUndefined()
    const write = (userAgent: string, n: number) =>
      sessions.updateOne({}, { $set: { 'session.userAgent': userAgent, 'session.n': n, expires: soon(n) } })
    await write(firefox.replaceAll('145.0', '146.0'), 1)
    await until(() => told.events.length === 1, 'the first write is seen')
    await write(chrome, 2)
    await until(() => raised(told, 'browser-changed').length === 1, 'it is raised')
    const [alert] = raised(told, 'browser-changed')
    expect(alert).toMatchObject({ user: 'ann@shop.io', overAt: null })
    expect(JSON.stringify(alert)).not.toMatch(/Mozilla|id-0/)
  })

  it('raises a cliff ahead', async () => {
    const lived = { cookie: { ...cookie, originalMaxAge: 24 * 60 * MINUTE }, ...ann }
    const { told } = await followed(written(25).map(one => ({ ...one, session: lived })))
    turnOn(told, 'expiry-cliff', { threshold: 90 })
    await until(() => raised(told, 'expiry-cliff').length === 1, 'it is raised')
    expect(raised(told, 'expiry-cliff')[0]?.title).toMatch(/^25 signed-in sessions \(100 %\) end at once: /)
  })

  it('raises a store that does not delete', async () => {
    const overdue = { expires: new Date(Date.now() - 10 * MINUTE) }
    const { told } = await followed([...written(12, ann, overdue), ...written(2)])
    turnOn(told, 'store-not-deleting', { threshold: 11 })
    await until(() => raised(told, 'store-not-deleting').length === 1, 'it is raised')
    expect(raised(told, 'store-not-deleting')[0]?.title).toMatch(
      /^12 sessions expired over two minutes ago and are still stored/
    )
  })

  it('raises that nothing was heard of the server, and that it is back', async () => {
    const proxy = await startProxy(Number(new URL(uri.replace('mongodb:', 'http:')).port))
    onTestFinished(() => proxy.close())
    const { told } = await followed(written(3), proxy.uri)
    turnOn(told, 'feed-lost', { threshold: 5 })
    proxy.refuse()
    await until(() => raised(told, 'feed-lost').length === 1, 'it is raised')
    expect(raised(told, 'feed-lost')[0]?.title).toMatch(/^No news of the server for \d s$/)
    proxy.pass()
    await until(() => raised(told, 'feed-lost')[0]?.overAt, 'it is over', 40_000)
  })
})

describe('a store that is counted by the database', () => {
  const database = aDatabase(inject('replicaSetUri'))

  it('tells what the database counts and the change stream tells, and says what it cannot', async () => {
    await filled(database, 'large', written(7, ann))
    const told = await counting(database.uri, `${database.name}.large`)
    told.live.alerts.alertBy(alertsOn(alertRules, { threshold: 5 }))
    await until(() => raised(told, 'many-sessions').length === 1, 'the user is raised')
    await database.db.collection('large').insertMany(written(6))
    await until(() => raised(told, 'guest-surge').length === 1, 'the guests are raised')
    const { limits } = told.live.alerts.list
    expect(limits['many-sessions']).toContain('every five minutes')
    expect(limits['expiry-cliff']).toContain('not known here')
    expect(limits['guest-surge']).toBeUndefined()
  })
})

it('raises nothing while all are off, and asks the database for nothing', async () => {
  const uri = inject('replicaSetUri')
  const database = aDatabase(uri)
  await filled(database, 'off', written(3, ann, { expires: new Date(Date.now() - 10 * MINUTE) }))
  const told = await following(uri, `${database.name}.off`, 10_000)
  await until(() => told.totals?.documents === 3, 'it is followed')
  const asked: string[] = []
  told.at.connection.client.on('commandStarted', ({ commandName }) => asked.push(commandName))
  await database.db.collection('off').insertMany([...written(60, ann), ...written(700)])
  await until(() => told.totals?.documents === 763, 'all are seen')
  expect(told.live.alerts.list.alerts).toEqual([])
  expect(asked.filter(name => name !== 'getMore' && name !== 'hello')).toEqual([])
  told.live.alerts.alertBy(allAlertsOn)
  await until(() => raised(told, 'many-sessions').length === 1, 'turned on, it is raised')
})

const soon = (n: number) => new Date(Date.now() + 30 * MINUTE + n * 1000)
