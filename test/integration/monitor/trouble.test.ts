import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freePort } from '../../../src/demo/embedded-database'
import { type Connection, connect } from '../../../src/monitor/connection'
import { openStore } from '../../../src/monitor/store'
import type { ConnectStep } from '../../../src/shared/domain/connection'
import { aDatabase } from '../../support/database'
import { anObjectDocument, manyOf } from '../../support/documents'
import { faultIn } from '../../support/fault-in'
import { anAsk } from '../../support/store-at'
import { until } from '../../support/until'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)
const CANARY = 'c4n4ry'

const connecting = (to: string) => faultIn(connect({ uri: to, isReadOnly: true }), [CANARY])

describe('connecting', () => {
  it('says that nothing listens there, within the selection time', async () => {
    const port = await freePort()
    const startedAt = performance.now()
    const steps: ConnectStep[] = []
    const to = `mongodb://u:${CANARY}@127.0.0.1:${port}/?serverSelectionTimeoutMS=700`
    const fault = await faultIn(
      connect({ uri: to, isReadOnly: true, onSteps: all => steps.splice(0, steps.length, ...all) }),
      [CANARY]
    )
    expect(fault).toMatchObject({ code: 'unreachable' })
    expect(steps).toEqual([
      { text: `Looking for 127.0.0.1:${port}`, isDone: false, tookMs: expect.any(Number) }
    ])
    expect(steps[0]?.tookMs).toBeGreaterThanOrEqual(500)
    expect(fault.message).toContain(`Nothing is listening at 127.0.0.1:${port}`)
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })

  it('says that nobody answers, and can be cancelled while it waits', async () => {
    const sockets = new Set<Socket>()
    const silent = createSocketServer(socket => void sockets.add(socket))
    await new Promise<void>(done => silent.listen(0, '127.0.0.1', done))
    const { port } = silent.address() as AddressInfo
    const to = `mongodb://127.0.0.1:${port}/`
    const fault = await connecting(`${to}?serverSelectionTimeoutMS=1000&connectTimeoutMS=700`)
    expect(fault.message).toContain('did not answer in time')
    const stop = new AbortController()
    const work = faultIn(connect({ uri: to, isReadOnly: true, signal: stop.signal }))
    stop.abort()
    const startedAt = performance.now()
    expect((await work).code).toBe('cancelled')
    expect(performance.now() - startedAt).toBeLessThan(1000)
    for (const socket of sockets) socket.destroy()
    await new Promise(done => silent.close(done))
  })

  it('tells its steps', async () => {
    const texts: string[] = []
    const connection = await connect({
      uri,
      isReadOnly: true,
      onSteps: s => texts.push(s.at(-1)?.text ?? '')
    })
    const { server, clock, label } = connection
    expect(texts.at(-1)).toContain(`It says: MongoDB ${server.version}, replica set ${server.replicaSet}`)
    expect(server.topology).toBe('replica set')
    expect(label).toMatch(/^127\.0\.0\.1:\d+$/)
    // The same machine, so the same clock, apart from rounding and scheduling.
    expect(Math.abs(clock.offsetMs())).toBeLessThan(1000)
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000)
    await connection.close()
  })
})

describe('opening a store', () => {
  let connection: Connection
  beforeAll(async () => {
    connection = await connect({ uri, isReadOnly: true })
    await db.collection('sessions').insertOne(anObjectDocument())
    await db.collection('posts').insertMany(manyOf(3, o => ({ ...o, title: 'A post' })))
    await db.createCollection('empty')
  })
  afterAll(() => connection.close())
  const opening = (ns: string) => openStore(connection, anAsk(ns))

  it('names similar collections when there is none of that name', async () => {
    const fault = await faultIn(opening(`${name}.sesions`))
    expect(fault.code).toBe('no-collection')
    expect(fault.hint).toBe(`Did you mean ${name}.sessions?`)
  })

  it('says what a collection without sessions lacks, and what to do', async () => {
    const fault = await faultIn(opening(`${name}.posts`))
    expect(fault.code).toBe('not-a-store')
    expect(fault.hint).toContain('map its fields')
  })

  it('refuses what is no namespace', async () => {
    for (const ns of ['', 'shop', '.x', 'shop.'])
      expect((await faultIn(opening(ns))).code).toBe('bad-request')
  })

  it('opens an empty collection, and knows it when the first session has come', async () => {
    const empty = await opening(`${name}.empty`)
    expect(empty.isProvisional).toBe(true)
    expect(empty.facts.notices.map(n => n.code)).toEqual(['empty-collection'])
    expect(empty.facts.notices[0]?.message).toContain('No sessions yet')
    await db
      .collection('empty')
      .insertOne({ sid: 'abcdefghijklmnop', ...anObjectDocument({ user: 'ann' }, { _id: undefined }) })
    const read = empty.reader.read((await db.collection('empty').findOne()) ?? {}, 0, true)
    expect(read.session.user).toBe('ann')
    const known = await until(async () => opening(`${name}.empty`), 'it opens again')
    expect(known.isProvisional).toBe(false)
  })

  it('says that expired sessions stay when no index deletes them', async () => {
    const store = await opening(`${name}.sessions`)
    expect(store.facts.notices.map(n => n.code)).toEqual(['no-ttl-index'])
  })

  it('reads by a person’s own mapping what no format knows', async () => {
    await db.collection('own').insertOne({ until: new Date(5000), data: { login: 'bob' } })
    const mapping = { expiry: 'until', payload: 'data', user: 'login' }
    const store = await openStore(connection, anAsk(`${name}.own`, { format: 'mapped', mapping }))
    const document = await db.collection('own').findOne()
    expect(store.reader.read(document ?? {}, 0, false).session).toMatchObject({
      user: 'bob',
      expiresAt: 5000
    })
    expect(store.facts.format.userPaths[0]).toBe('login')
  })
})
