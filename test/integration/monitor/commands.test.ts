import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connect } from '../../../src/monitor/connection'
import { discover } from '../../../src/monitor/discover'
import { startLiveStore } from '../../../src/monitor/live-store'
import { openStore } from '../../../src/monitor/store'
import { aDatabase } from '../../support/database'
import type { WireCommand } from '../../support/op-msg'
import { startProxy } from '../../support/proxy'
import { writesIn } from '../../support/read-only-commands'
import { aUsersAsk, aViewAsk } from '../../support/sessions'
import { anAsk } from '../../support/store-at'
import type { Stored } from '../../support/store-writes'
import { until } from '../../support/until'
import { feedsUnderTest, storedSession } from '../../support/watched'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)
const NS = `${name}.sessions`

/** The handshake is the driver's own, and these two end something: none takes a limit. A `getMore` has its cursor's. */
const withoutLimit = new Set(['ismaster', 'hello', 'killCursors', 'endSessions', 'getMore'])

/** Every feed, and a store that is not mirrored but counted by the database. */
const ways = [
  ...feedsUnderTest.map(({ mode, kind }) => ({ mode, kind, ask: { mode } })),
  { mode: 'counted', kind: 'counted', ask: { mirrorAtMost: 0 } }
] as const

/** All that a person can do without leave to write, in one mode; everything that went over the wire on the way. */
async function wholeRun({ mode, kind, ask }: (typeof ways)[number]): Promise<readonly WireCommand[]> {
  const sessions = db.collection<Stored>('sessions')
  const proxy = await startProxy(Number(new URL(uri).port))
  const connection = await connect({ uri: proxy.uri, isReadOnly: true, monitorCommands: true })
  await discover(connection)
  const ignore = () => undefined
  const listener = {
    facts: ignore,
    sessions: ignore,
    users: ignore,
    feed: ignore,
    pause: ignore,
    totals: ignore
  }
  const live = startLiveStore(connection, await openStore(connection, anAsk(NS, ask)), listener)
  const { monitor } = live
  await until(() => monitor.feed.kind === kind, `it is ${kind}`)

  const [row] = (await monitor.askSessions(aViewAsk())).rows
  await monitor.askUsers(aUsersAsk())
  if (row === undefined) throw new Error('no row')
  await live.readDetail(row.key, [])
  await live.readDetail(row.key, ['_id'])
  live.revealId(row.key)
  monitor.pause(true)
  await sessions.insertOne(storedSession(`${mode}-while-paused`))
  await until(() => (monitor.pauseState?.waiting ?? 0) > 0, 'a change waits')
  monitor.pause(false)
  await sessions.drop()
  await until(() => monitor.totals().documents === 0, 'the drop is seen')
  await sessions.insertOne(storedSession(`${mode}-after-drop`))
  await until(() => monitor.totals().documents === 1, 'it goes on')
  await live.restart()
  await until(() => monitor.feed.kind === kind, `it is ${kind} again`)
  await live.stop()
  await connection.close()
  await until(() => proxy.sockets === 0, 'no socket is left')
  await proxy.close()
  return proxy.commands
}

describe.each(ways)('a whole run of watching, $mode', feed => {
  let sent: readonly WireCommand[]
  beforeAll(async () => {
    await db.collection<Stored>('sessions').deleteMany({})
    if (feed.mode === 'delta') await db.collection<Stored>('sessions').createIndex({ expires: 1 })
    await db
      .collection<Stored>('sessions')
      .insertMany([storedSession('first-00', 'ann'), storedSession('guest-00')])
    sent = await wholeRun(feed)
  })
  afterAll(() => db.collection('sessions').deleteMany({}))

  it('sends no write command', () => {
    expect(sent.length).toBeGreaterThan(10)
    expect(writesIn(sent)).toEqual([])
  })

  it('limits the server’s time for everything it asks', () => {
    const unlimited = sent.filter(c => !withoutLimit.has(c.name) && !(Number(c.body.maxTimeMS) > 0))
    expect(unlimited.map(c => c.name)).toEqual([])
  })

  it('says in every handshake that it is Sextant', () => {
    const clients = sent.map(c => c.body.client).filter(client => client !== undefined)
    expect(clients.length).toBeGreaterThan(1)
    for (const client of clients) expect(client).toMatchObject({ application: { name: 'Sextant' } })
  })
})
