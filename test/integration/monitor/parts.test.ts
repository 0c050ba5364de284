import { BSONRegExp, Double, Int32, Long, Timestamp } from 'bson'
import type { Document } from 'mongodb'
import { describe, expect, inject, it } from 'vitest'
import { discover } from '../../../src/monitor/discover'
import type { RowsAsk, RowsQuery } from '../../../src/shared/domain/rows'
import type { FeedMode } from '../../../src/shared/domain/store'
import { following } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { quietSignOuts } from '../../support/quiet-sign-outs'
import { aViewAsk } from '../../support/sessions'
import { openStoreAt } from '../../support/store-at'
import { until } from '../../support/until'
import { aMeteorUser, aPayloadUser } from '../../support/user-documents'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)
const HOUR = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR)

const everything: RowsQuery = { filter: '', facet: 'all', user: null, sort: 'since', descending: false }
const of = (query: Partial<RowsQuery>): RowsAsk => ({ query: { ...everything, ...query }, keys: null })

async function bytesOf(collection: string, _id: unknown): Promise<string> {
  const raw = await db.collection(collection).findOne({ _id: _id as never }, { raw: true })
  return (raw as unknown as Buffer).toString('hex')
}

/** Ann on three devices, Bob on one, Cid who never signed in. */
const writers = {
  meteor: {
    users: () => [
      aMeteorUser('ann', [inHours(-3), inHours(-2), inHours(-1)]),
      aMeteorUser('bob', [inHours(-1)]),
      aMeteorUser('cid', [])
    ],
    array: 'services.resume.loginTokens',
    one: () => ({ when: inHours(0), hashedToken: 'bmV3IHRva2VuIG9mIGEgbmV3IGRldmljZQ==' })
  },
  payload: {
    users: () => [
      aPayloadUser('ann', [inHours(1), inHours(2), inHours(3)]),
      aPayloadUser('bob', [inHours(1)]),
      aPayloadUser('cid', [])
    ],
    array: 'sessions',
    one: () => ({ id: 'c0ffee00-0000-4000-8000-000000000000', createdAt: inHours(0), expiresAt: inHours(2) })
  }
}
type Writer = keyof typeof writers

/** Users in a collection of their own, followed once all of them were read. */
async function followed(writer: Writer, collection: string, mode: FeedMode | 'auto' = 'auto') {
  const users = writers[writer].users()
  await db.collection(collection).insertMany(users)
  const told = await following(uri, `${name}.${collection}`, 1_000_000, { mode })
  await until(() => told.live.monitor.totals().signedIn === 4, 'the four sessions')
  // An event may be told again, corrected.
  const last = () => new Map(told.events.map(one => [one.id, `${one.event} ${one.user ?? ''}`]))
  const kinds = () => [...last().values()]
  return { told, users, kinds, ann: users[0] as Document, bob: users[1] as Document }
}

describe.each(Object.keys(writers) as Writer[])('%s, several sessions in one user document', writer => {
  const { array, one } = writers[writer]

  it('is told as sessions of users, by a change stream: added and ended by an update', async () => {
    const collection = `${writer}-watched`
    const { told, kinds, ann, bob } = await followed(writer, collection)
    const { format, notices } = told.live.facts
    expect(format).toMatchObject({ id: writer, isInParts: true })
    expect(notices).toEqual([])
    expect(told.live.monitor.totals()).toMatchObject({ signedIn: 4, users: 2, unreadable: 0, guests: 0 })

    await db.collection(collection).updateOne({ _id: bob._id }, { $push: { [array]: one() as never } })
    await until(() => kinds().includes('signed-in bob@shop.io'), 'Bob’s second device')
    await db.collection(collection).updateOne({ _id: ann._id }, { $pop: { [array]: -1 } })
    await until(() => kinds().includes('signed-out ann@shop.io'), 'one of Ann’s is gone')
    await db.collection(collection).updateOne({ _id: bob._id }, { $set: { nothingOfOurs: 1 } })
    await db.collection(collection).deleteOne({ _id: bob._id })
    await until(() => told.live.monitor.totals().signedIn === 2, 'Bob is gone with both of his')
    expect(kinds()).toEqual([
      'signed-in bob@shop.io',
      'signed-out ann@shop.io',
      'signed-out bob@shop.io',
      'signed-out bob@shop.io'
    ])
  })

  it('is followed by reading all of it where delta is asked for, which says why', async () => {
    const collection = `${writer}-polled`
    const { told, kinds, bob } = await followed(writer, collection, 'delta')
    expect(told.feeds.at(-1)).toMatchObject({ mode: 'full', why: 'several sessions in a document' })
    await db.collection(collection).updateOne({ _id: bob._id }, { $push: { [array]: one() as never } })
    await until(() => kinds().includes('signed-in bob@shop.io'), 'Bob’s second device')
    await db.collection(collection).updateOne({ _id: bob._id }, { $pop: { [array]: 1 } })
    await until(() => kinds().includes('signed-out bob@shop.io'), 'and its end')
    expect(told.live.monitor.totals().signedIn).toBe(4)
  })

  it('signs one device out by an update, and undoing puts it back in its place, byte for byte', async () => {
    const collection = `${writer}-one`
    const { told, kinds, ann } = await followed(writer, collection)
    const odd = {
      a: new Int32(1),
      b: new Double(1),
      c: Long.fromString('9007199254740993'),
      d: new BSONRegExp('^a', 'i'),
      e: new Timestamp({ t: 1, i: 2 })
    }
    await db.collection(collection).updateOne({ _id: ann._id }, { $set: { [`${array}.1.odd`]: odd } })
    const before = await bytesOf(collection, ann._id)
    const signOuts = quietSignOuts(told.live)
    const plan = await signOuts.plan(of({ user: 'ann@shop.io' }))
    expect(plan).toMatchObject({ sessions: 3, people: 1 })
    const [first, middle, last] = plan.rows
    const done = await signOuts.start({
      plan: plan.id,
      spared: [first?.key as never, last?.key as never],
      typed: null,
      isHeld: false
    })
    expect(done).toMatchObject({ ended: 1, gone: 0, fault: null })
    await until(() => kinds().includes('revoked ann@shop.io'), 'it is told as ended from here')
    expect(told.live.monitor.totals().signedIn).toBe(3)
    expect(middle).toBeDefined()
    expect(await bytesOf(collection, ann._id)).not.toBe(before)

    expect(await signOuts.undo(Number(done.id))).toMatchObject({ restored: 1, cameBack: 0, fault: null })
    await until(() => kinds().includes('restored ann@shop.io'), 'it is told as brought back')
    expect(await bytesOf(collection, ann._id)).toBe(before)
  })

  it('signs out all of a user, and of everybody, and undoes both byte for byte', async () => {
    const collection = `${writer}-all`
    const { told, users } = await followed(writer, collection)
    const before = await Promise.all(users.map(user => bytesOf(collection, user._id)))
    const signOuts = quietSignOuts(told.live)
    for (const ask of [of({ user: 'ann@shop.io' }), of({})]) {
      const plan = await signOuts.plan(ask)
      const typed = plan.mustType ? plan.sessions : null
      const done = await signOuts.start({ plan: plan.id, spared: [], typed, isHeld: false })
      expect(done).toMatchObject({ ended: plan.sessions, gone: 0, fault: null })
      await until(() => told.live.monitor.totals().signedIn === 4 - plan.sessions, 'they are gone')
      expect(await db.collection(collection).countDocuments()).toBe(3)
      expect(await signOuts.undo(Number(done.id))).toMatchObject({ restored: plan.sessions, fault: null })
      await until(() => told.live.monitor.totals().signedIn === 4, 'they are back')
    }
    expect(await Promise.all(users.map(user => bytesOf(collection, user._id)))).toEqual(before)
  })

  it('says what cannot be: an expiry set, a session brought back to a user who was deleted', async () => {
    const collection = `${writer}-refused`
    const { told, bob } = await followed(writer, collection)
    const signOuts = quietSignOuts(told.live)
    const bobs = of({ user: 'bob@shop.io' })
    const move = await signOuts.plan(bobs)
    const to = Date.now() + HOUR
    await expect(signOuts.moveExpiry({ plan: move.id, spared: [], typed: null, to })).rejects.toThrow(
      writer === 'meteor' ? 'no date to set' : 'signed into the cookie'
    )
    const plan = await signOuts.plan(bobs)
    const done = await signOuts.start({ plan: plan.id, spared: [], typed: null, isHeld: false })
    await db.collection(collection).deleteOne({ _id: bob._id })
    const undone = await signOuts.undo(Number(done.id))
    expect(undone).toMatchObject({ restored: 0, cameBack: 0 })
    expect(undone.fault?.message).toContain('has been deleted')
  })

  it('shows the whole document, with the session marked and every session’s id hidden', async () => {
    const collection = `${writer}-detail`
    const { told, ann } = await followed(writer, collection)
    const [, second] = told.live.monitor.sessionsOf('ann@shop.io' as never) ?? []
    const detail = await told.live.readDetail(second?.key as never, [])
    expect(detail.partPath).toMatch(new RegExp(`^${array.replaceAll('.', '\\.')}\\.[012]$`))
    const text = JSON.stringify(detail.document)
    expect(text).toContain('ann@shop.io')
    for (const hidden of [JSON.stringify(ann).match(/"(?:hashedToken|id)":"[^"]+"/g) ?? []].flat())
      expect(text).not.toContain(hidden.split('"')[3])
    expect(text).not.toContain('notareal')
  })

  it('gives columns and filters the fields of the session and its user', async () => {
    const collection = `${writer}-columns`
    const { told } = await followed(writer, collection)
    const signOuts = quietSignOuts(told.live)
    const ask = aViewAsk({ filter: '.user.email:ann', sort: 'path:user.email' })
    await until(async () => {
      const { matching, reading } = await told.live.monitor.askSessions(ask)
      return reading === null && matching === 3
    }, 'Ann’s three are found')
    const plan = await signOuts.plan(of({ user: 'ann@shop.io' }))
    const rows = await told.live.readColumns(
      plan.rows.map(row => row.key),
      ['user.email']
    )
    expect(rows.map(row => row.values[0]?.text)).toEqual(['ann@shop.io', 'ann@shop.io', 'ann@shop.io'])
    expect(await told.live.payloadPaths()).toContain('user.email')
  })
})

it('reads nothing but sessions and names of users once it follows them: no password hash', async () => {
  await db.collection('projected').insertMany([aMeteorUser('ann', [inHours(-1)])])
  const { store, close } = await openStoreAt(uri, `${name}.projected`)
  const { projection } = store.feedSetup.source
  const [document] = await store.collection.find({}, { projection }).toArray()
  await close()
  expect(document?.services).toEqual({ resume: expect.anything() })
})

it('takes no collection of users for a store unless some of them have a session', async () => {
  await db.collection('signed-out-users').insertMany([aMeteorUser('ann', []), aPayloadUser('bob', [])])
  await db
    .collection('one-signed-in')
    .insertMany([
      ...['a', 'b', 'c', 'd', 'e'].map(user => aPayloadUser(user, [])),
      aPayloadUser('f', [inHours(1)])
    ])
  await expect(openStoreAt(uri, `${name}.signed-out-users`)).rejects.toThrow('does not look like')
  const { connection, store, close } = await openStoreAt(uri, `${name}.one-signed-in`)
  const { stores } = await discover(connection)
  await close()
  expect(store.facts.notices).toEqual([])
  expect(store.facts.format.evidence[0]).toContain('1 of 6 sampled documents')
  expect(stores).toContain(`${name}.one-signed-in`)
  expect(stores).not.toContain(`${name}.signed-out-users`)
})
