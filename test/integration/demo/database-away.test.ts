import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { MongoClient } from 'mongodb'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { listen } from '../../../src/demo/shop/server'
import { createSessionStore, storeLibraries } from '../../../src/demo/shop/session-store'
import { createShop } from '../../../src/demo/shop/shop'
import { createShopClient } from '../../support/shop-client'

/** A cable to the database that can be pulled and plugged in again. */
interface Cable {
  readonly uri: string
  pull(): Promise<void>
  plugIn(): Promise<void>
}

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function aCable(databaseUri: string): Promise<Cable> {
  const { hostname, port } = new URL(databaseUri)
  const ends = new Set<Socket>()
  const join = (near: Socket) => {
    const far = connect(Number(port), hostname)
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      ends.add(from)
      from.on('error', () => {})
      from.on('close', () => {
        ends.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  }
  let server: Server = createServer(join)
  const plugIn = async (onPort: number) => {
    server = createServer(join).listen(onPort, '127.0.0.1')
    await once(server, 'listening')
  }
  const pull = async () => {
    const closed = once(server, 'close')
    server.close()
    for (const end of ends) end.destroy()
    await closed
  }
  await plugIn(0)
  const { port: ownPort } = server.address() as AddressInfo
  cleanUps.push(() => (server.listening ? pull() : Promise.resolve()))
  return {
    uri: `mongodb://127.0.0.1:${ownPort}/?directConnection=true`,
    pull,
    plugIn: () => plugIn(ownPort)
  }
}

it.each(storeLibraries)(
  'with %s, the shop says that its database is away, and goes on when it is back',
  async library => {
    const cable = await aCable(inject('replicaSetUri'))
    const database = `demo_${randomUUID().slice(0, 8)}`
    const answers: boolean[] = []
    const onAnswer = (isAnswering: boolean) => answers.push(isAnswering)
    const store = await createSessionStore({ library, uri: cable.uri, database, onAnswer })
    cleanUps.push(async () => {
      await store.close()
      const client = await MongoClient.connect(inject('replicaSetUri'))
      await client.db(database).dropDatabase()
      await client.close()
    })
    const bugs: unknown[] = []
    const shop = createShop({ store: store.forExpress, secret: 'test', report: error => bugs.push(error) })
    const server = await listen(shop, 0)
    cleanUps.push(() => server.close())
    const client = createShopClient(server.url)
    await client.signIn('ann@shop.io')

    await cable.pull()
    const page = await client.open('/account')
    expect(page).toContain('cannot reach its database')
    expect(page).not.toContain(await client.sessionId())
    const newcomer = await fetch(`${server.url}/products/log-book`)
    expect(newcomer.status).toBe(503)
    expect(newcomer.headers.get('retry-after')).not.toBeNull()

    await cable.plugIn()
    await vi.waitUntil(async () => (await client.open('/account')).includes('Hello, Ann Park'), {
      timeout: 20_000,
      interval: 200
    })
    expect(answers).toContain(false)
    expect(answers.at(-1)).toBe(true)
    expect(bugs).toEqual([])
  }
)
