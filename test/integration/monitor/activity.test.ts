import { randomBytes } from 'node:crypto'
import { describe, expect, inject, it } from 'vitest'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import type { FeedMode } from '../../../src/shared/domain/store'
import { counting, documentsOf, filled, following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { aViewAsk } from '../../support/sessions'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const database = aDatabase(uri)
const { db, name } = database
const modes: readonly FeedMode[] = ['watch', 'delta', 'full']

/** Events as they stand: what was corrected as it turned out. */
const settled = (events: readonly ActivityEvent[]) => [
  ...new Map(events.map(event => [event.id, event])).values()
]
const kindsOf = (events: readonly ActivityEvent[]) => [...new Set(settled(events).map(e => e.event))]
const guest = (n: number) => ({ cart: { items: [{ sku: `thing-${n}`, quantity: 1 }] } })
const person = (n: number) => ({ isLoggedIn: true, user: { email: `p${n}@shop.io` }, ...guest(n) })

async function followed(mode: FeedMode) {
  const collection = `a${randomBytes(4).toString('hex')}`
  await filled(database, collection, documentsOf(40, guest))
  const sessions = db.collection<{ _id: string }>(collection)
  const told = await following(uri, `${name}.${collection}`, 1000, { mode })
  await until(() => told.totals?.guests === 40, 'all are read')
  return { told, sessions }
}

describe.each(modes)('what happens, by %s', mode => {
  it('is told as cleared when everything is deleted at once, each once', async () => {
    const { told, sessions } = await followed(mode)
    await sessions.deleteMany({})
    await until(() => settled(told.events).length === 40, 'all have gone')
    await until(() => kindsOf(told.events).join() === 'cleared', 'all are told as cleared')
  })

  it('is told as replaced, likely, when a guest’s session gives way to a person’s with the same cart', async () => {
    const { told, sessions } = await followed(mode)
    await sessions.deleteOne({ _id: 'id-0007' })
    const [renewed] = documentsOf(1, () => person(7))
    await sessions.insertOne({ ...renewed, _id: 'renewed-0007' } as { _id: string })
    await until(() => kindsOf(told.events).includes('replaced'), 'it is told as replaced')
    const [signedIn] = settled(told.events).filter(e => e.event === 'signed-in')
    const [replaced] = settled(told.events).filter(e => e.event === 'replaced')
    expect(replaced?.other).toMatchObject({ key: signedIn?.key, user: 'p7@shop.io' })
    expect(signedIn?.other).toMatchObject({ key: replaced?.key, maskedId: replaced?.maskedId })
    expect(settled(told.events)).toHaveLength(2)
  })
})

it('compares a write to a large store with the document that was opened beside it', async () => {
  await filled(database, 'large', documentsOf(3, guest))
  const told = await counting(uri, `${name}.large`)
  const { rows } = await told.live.monitor.askSessions(aViewAsk())
  const key = rows[0]?.key
  if (key === undefined) throw new Error('no row')
  const detail = await told.live.readDetail(key, [])
  const sessions = db.collection<{ _id: string }>('large')
  const sku = JSON.stringify(detail.document).match(/thing-(\d)/)?.[1]
  await sessions.updateOne({ _id: `id-000${sku}` }, { $set: { 'session.cart.items.0.quantity': 2 } })
  const changed = await until(() => told.events.find(e => e.event === 'changed'), 'the change is told')
  expect(changed).toMatchObject({
    key,
    changes: [{ path: 'cart.items.0.quantity', before: '1', after: '2' }]
  })
  expect(told.live.monitor.askHistory(key)).toMatchObject({ count: 1 })
})
