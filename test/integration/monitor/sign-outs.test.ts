import { BSONRegExp, Decimal128, Double, Int32, Long, serialize, Timestamp } from 'bson'
import type { Document } from 'mongodb'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { putBack } from '../../../src/monitor/acts/raw-documents'
import { createSignOuts, type SignOuts } from '../../../src/monitor/acts/sign-outs'
import { systemTimers } from '../../../src/monitor/timers'
import type { ActivityKind } from '../../../src/shared/domain/event'
import type { RowsAsk, RowsQuery } from '../../../src/shared/domain/rows'
import type { ActProgress, AuditLine } from '../../../src/shared/domain/sign-out'
import type { FeedMode } from '../../../src/shared/domain/store'
import { FaultError } from '../../../src/shared/fault'
import { following, type Told } from '../../support/counted-store'
import { aDatabase } from '../../support/database'
import { aCookie } from '../../support/documents'
import { type StoreLibrary, startStoreApp } from '../../support/stores'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)

const everything: RowsQuery = { filter: '', facet: 'all', user: null, sort: 'since', descending: false }
const of = (query: Partial<RowsQuery>): RowsAsk => ({ query: { ...everything, ...query }, keys: null })

function signOutsOn(told: Told) {
  const audited: Omit<AuditLine, 'by'>[] = []
  const progress: ActProgress[] = []
  const signOuts: SignOuts = createSignOuts({
    target: () => ({ ...told.live.target, place: told.live.target.ns, where: 'test' }),
    // This computer's clock may be hours off.
    now: () => Date.now() + 3 * 3_600_000,
    timers: systemTimers,
    monotonicMs: () => performance.now(),
    progress: one => progress.push(one),
    audit: line => audited.push(line)
  })
  onTestFinished(() => signOuts.stop())
  return { signOuts, audited, progress }
}

const end = async (signOuts: SignOuts, ask: RowsAsk, isHeld = false) => {
  const plan = await signOuts.plan(ask)
  const typed = plan.mustType ? plan.sessions : null
  return { plan, done: await signOuts.start({ plan: plan.id, spared: [], typed, isHeld }) }
}

async function bytesIn(collection: string): Promise<ReadonlyMap<string, string>> {
  const raws = (await db.collection(collection).find({}, { raw: true }).toArray()) as unknown as Buffer[]
  return new Map(raws.map(raw => [raw.toString('latin1'), raw.toString('hex')]))
}

const libraries: readonly StoreLibrary[] = ['connect-mongodb-session', 'connect-mongo-6']
const modes: readonly FeedMode[] = ['watch', 'delta']

for (const library of libraries)
  for (const mode of modes)
    it(`ends all of a user in ${library}, and brings them back byte for byte, by ${mode}`, async () => {
      const collection = `${library}-${mode}`
      const app = await startStoreApp({ library, uri, database: name, collection })
      onTestFinished(() => app.stop())
      const [desk, phone, bob, guest] = [app.browser(), app.browser(), app.browser(), app.browser()]
      await desk.visit('/login/ann@shop.io')
      await phone.visit('/login/ann@shop.io')
      await bob.visit('/login/bob@shop.io')
      await guest.visit('/')
      const told = await following(uri, `${name}.${collection}`, 1_000_000, { mode })
      const { signOuts, audited } = signOutsOn(told)
      await until(() => told.live.monitor.totals().documents === 4, 'all four')
      const before = await bytesIn(collection)

      const { plan, done } = await end(signOuts, of({ user: 'ann@shop.io' }))
      expect(plan).toMatchObject({
        sessions: 2,
        signedIn: 2,
        people: 1,
        user: 'ann@shop.io',
        mustType: false
      })
      expect(plan.rows).toHaveLength(2)
      expect(done).toMatchObject({ ended: 2, gone: 0, people: 1, user: 'ann@shop.io', fault: null })
      expect(await desk.visit('/look')).toBe('guest')
      expect(await bob.visit('/look')).toBe('user')
      const kinds = (kind: ActivityKind) => told.events.filter(event => event.event === kind)
      await until(() => kinds('revoked').length === 2, 'both are told as ended from here')
      expect(kinds('signed-out')).toEqual([])

      const undone = await signOuts.undo(Number(done.id))
      expect(undone).toEqual({ act: 'end', restored: 2, cameBack: 0, signedInAgain: [], fault: null })
      const after = await bytesIn(collection)
      for (const [key, bytes] of before) if (key.includes('ann@')) expect(after.get(key)).toBe(bytes)
      expect(await phone.visit('/look')).toBe('user')
      await until(() => kinds('restored').length === 2, 'both are told as brought back')
      expect(kinds('came-back')).toEqual([])
      expect(audited.map(line => [line.act, line.sessions, line.people])).toEqual([
        ['signed-out', 2, 1],
        ['undone', 2, 1]
      ])
      await expect(signOuts.undo(Number(done.id))).rejects.toThrow('no longer be undone')
    })

describe('ending sessions', () => {
  /** Sessions of several users, as documents that need no app. */
  async function filled(collection: string, count: number) {
    const expires = new Date(Date.now() + 3_600_000)
    const documents = Array.from({ length: count }, (_, n) => ({
      _id: `session-number-${n}`,
      expires,
      session: { cookie: aCookie({ expires }), user: { email: `person${n % 50}@shop.io` } }
    }))
    await db.collection<{ _id: string } & Document>(collection).insertMany(documents)
    const told = await following(uri, `${name}.${collection}`, 1_000_000)
    await until(() => told.live.monitor.totals().documents === count, 'all of them')
    return { told, documents, ...signOutsOn(told) }
  }

  it('asks for the number before it signs out everybody, and goes no further without', async () => {
    const { signOuts, told } = await filled('everybody', 120)
    const plan = await signOuts.plan(of({}))
    expect(plan).toMatchObject({ sessions: 120, people: 50, isEverybody: true, mustType: true, rows: [] })
    const start = { plan: plan.id, spared: [], isHeld: false }
    await expect(signOuts.start({ ...start, typed: 12 })).rejects.toThrow('does not match')
    expect(await db.collection('everybody').countDocuments()).toBe(120)
    expect((await signOuts.start({ ...start, typed: 120 })).ended).toBe(120)
    await until(() => told.live.monitor.totals().documents === 0, 'nobody is left')
    expect(told.events.some(event => event.event === 'cleared')).toBe(false)
  })

  it('refuses a plan that is not the last one, or was begun already', async () => {
    const { signOuts } = await filled('plans', 4)
    const first = await signOuts.plan(of({ user: 'person0@shop.io' }))
    const second = await signOuts.plan(of({ user: 'person1@shop.io' }))
    const start = (plan: number) => signOuts.start({ plan, spared: [], typed: null, isHeld: false })
    await expect(start(first.id)).rejects.toThrow(FaultError)
    expect((await start(second.id)).ended).toBe(1)
    await expect(start(second.id)).rejects.toThrow('out of date')
    expect(await db.collection('plans').countDocuments()).toBe(3)
  })

  it('spares those that were unticked, and says which had gone by themselves', async () => {
    const { signOuts, told } = await filled('spared', 4)
    const plan = await signOuts.plan(of({}))
    const [spared, gone] = plan.rows
    const id = told.live.monitor.vault.documentIdOf(gone?.key ?? ('' as never))
    await db.collection('spared').deleteOne({ _id: id as never })
    const done = await signOuts.start({
      plan: plan.id,
      spared: [spared?.key ?? ('' as never)],
      typed: plan.sessions,
      isHeld: false
    })
    expect(done).toMatchObject({ ended: 2, gone: 1, isCancelled: false })
    expect(await db.collection('spared').countDocuments()).toBe(1)
  })

  it('stops when told to, tells how far it came, and brings back what it ended until then', async () => {
    const { signOuts, progress } = await filled('cancelled', 3000)
    const plan = await signOuts.plan(of({}))
    const work = signOuts.start({ plan: plan.id, spared: [], typed: plan.sessions, isHeld: false })
    await until(() => progress.length > 0, 'it has begun')
    signOuts.cancel()
    const done = await work
    expect(done.isCancelled).toBe(true)
    expect(done.ended).toBeLessThan(3000)
    expect(await db.collection('cancelled').countDocuments()).toBe(3000 - done.ended)
    expect(await signOuts.undo(Number(done.id))).toMatchObject({ restored: done.ended, fault: null })
    expect(await db.collection('cancelled').countDocuments()).toBe(3000)
  })

  it('brings back what JavaScript cannot hold as it is: the order of names, and the types of numbers', async () => {
    const expires = new Date(Date.now() + 3_600_000)
    const names = new Map<string, unknown>([
      ['zoo', new Double(1)],
      ['7', new Int32(7)],
      ['big', Long.fromString('9007199254740993')],
      ['3', new Decimal128('1.10')],
      ['pattern', new BSONRegExp('a', 'i')],
      ['when', Timestamp.fromBits(1, 2)],
      ['user', new Map([['email', 'odd@shop.io']])]
    ])
    const document = new Map<string, unknown>([
      ['_id', 'odd-session'],
      ['session', names],
      ['expires', expires]
    ])
    await putBack(db.collection('odd'), [serialize(document as unknown as Document)])
    const told = await following(uri, `${name}.odd`, 1_000_000)
    await until(() => told.live.monitor.totals().documents === 1, 'it is there')
    const { signOuts } = signOutsOn(told)
    const before = await bytesIn('odd')
    const { done } = await end(signOuts, of({}))
    expect(await bytesIn('odd')).toEqual(new Map())
    await signOuts.undo(Number(done.id))
    expect(await bytesIn('odd')).toEqual(before)
  })

  it('sets expiries and nothing else, and sets back those that were not written since', async () => {
    const { signOuts, audited, told } = await filled('expiries', 3)
    const collection = db.collection<{ _id: string } & Document>('expiries')
    const before = await bytesIn('expiries')
    const to = told.at.connection.clock.now() + 60_000
    const plan = await signOuts.plan(of({}))
    const ask = { plan: plan.id, spared: [], typed: plan.sessions, to }
    const done = await signOuts.moveExpiry(ask)
    expect(done).toMatchObject({ moved: 3, gone: 0, to, isCancelled: false, fault: null })
    for (const document of await collection.find({}).toArray()) expect(document.expires.getTime()).toBe(to)
    await until(() => [...told.live.monitor.sessions()].every(one => one.expiresAt === to), 'all are told')

    await collection.updateOne({ _id: 'session-number-1' }, { $set: { expires: new Date(to + 9000) } })
    expect(await signOuts.undo(Number(done.id))).toMatchObject({ act: 'expiry', restored: 2, cameBack: 1 })
    const after = await bytesIn('expiries')
    expect([...before.keys()].filter(bytes => after.has(bytes))).toHaveLength(2)
    expect(audited.map(line => [line.act, line.sessions])).toEqual([
      ['expiry-set', 3],
      ['expiry-undone', 2]
    ])
  })

  it('leaves alone what was written anew since, and says who has signed in again', async () => {
    const { signOuts, documents, told } = await filled('again', 3)
    const { done } = await end(signOuts, of({ user: 'person0@shop.io' }))
    const [mine] = documents
    const collection = db.collection<{ _id: string } & Document>('again')
    await collection.insertMany([
      { ...mine, _id: 'session-number-0', session: { ...mine?.session, cart: 1 } },
      { ...mine, _id: 'another-session-of-0' }
    ])
    await until(() => told.live.monitor.sessionsOf('person0@shop.io')?.length === 2, 'both are there')
    expect(await signOuts.undo(Number(done.id))).toEqual({
      act: 'end',
      restored: 0,
      cameBack: 1,
      signedInAgain: ['person0@shop.io'],
      fault: null
    })
    expect(await collection.findOne({ _id: 'session-number-0' })).toMatchObject({ session: { cart: 1 } })
  })
})

for (const mode of modes)
  it(`tells a session that a slow request saves again as come back, and a hold ends it again, by ${mode}`, async () => {
    const collection = `slow-${mode}`
    const app = await startStoreApp({ library: 'connect-mongo-6', uri, database: name, collection })
    onTestFinished(() => app.stop())
    const ann = app.browser()
    await ann.visit('/login/ann@shop.io')
    const told = await following(uri, `${name}.${collection}`, 1_000_000, { mode })
    await until(() => told.live.monitor.totals().documents === 1, 'she is there')
    const { signOuts, audited } = signOutsOn(told)

    const slow = ann.visit('/slow')
    const passer = app.browser()
    await until(async () => (await passer.visit('/waiting')) === 'yes', 'the slow request has its session')
    await end(signOuts, of({ user: 'ann@shop.io' }))
    await until(() => told.events.some(event => event.event === 'revoked'), 'it has ended')
    await passer.visit('/hurry')
    await slow
    const cameBack = () => told.events.filter(event => event.event === 'came-back')
    const [back] = await until(() => (cameBack().length === 1 ? cameBack() : null), 'it came back')
    expect(back).toMatchObject({ user: 'ann@shop.io' })

    const [copy] = await db.collection(collection).find({}).toArray()
    await end(signOuts, of({ user: 'ann@shop.io' }), true)
    await until(
      () => told.events.filter(event => event.event === 'revoked').length === 2,
      'it has ended again'
    )
    await db.collection(collection).insertOne(copy as Document)
    await until(() => cameBack().length === 2, 'it came back again')
    signOuts.events(cameBack().slice(1))
    await until(() => audited.some(line => line.act === 'ended-again'), 'the hold has ended it')
    await until(async () => (await db.collection(collection).countDocuments()) === 0, 'nobody is left')
  })
