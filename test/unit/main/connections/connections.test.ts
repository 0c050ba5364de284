import { describe, expect, it } from 'vitest'
import type { RecentConnection } from '../../../../src/shared/domain/connection'
import {
  aConnectionDraft,
  aSafeStorage,
  memoryBook,
  memoryConnections
} from '../../../support/saved-connections'

const URI = 'mongodb://ann:p4ssw0rd@db.shop.io:27017/shop'
const ssh = { host: 'jump.shop.io', port: 22, user: 'ann', identityFile: null }
const full = aConnectionDraft({
  uri: `${URI}?proxyHost=px&proxyUsername=u&proxyPassword=pr0xy&tlsCertificateKeyFilePassword=k3y`,
  ssh,
  secrets: { sshTunnelPassword: 'tunn3l' }
})
const words = ['p4ssw0rd', 'pr0xy', 'k3y', 'tunn3l']

describe('with a keychain', () => {
  it('keeps a connection over a restart, and its secrets nowhere but in the keychain', async () => {
    const store = memoryBook()
    const saved = await memoryConnections({ store }).connections.save(full)
    expect(words.filter(word => store.text().includes(word))).toEqual([])
    expect(words.filter(word => JSON.stringify(saved).includes(word))).toEqual([])

    const { connections } = memoryConnections({ store })
    expect(connections.list()).toEqual([saved])
    expect(saved).toMatchObject({
      name: 'Staging',
      colour: 'blue',
      environment: 'staging',
      kept: ['password', 'proxyPassword', 'tlsCertificateKeyFilePassword', 'sshTunnelPassword'],
      asked: []
    })
    const whole = await connections.whole({ uri: saved.uri, ssh, savedId: saved.id, secrets: {} })
    expect(words.filter(word => !JSON.stringify(whole).includes(word))).toEqual([])
    expect(whole.uri).toContain('ann:p4ssw0rd@')
  })

  it('gives a kept password to the account that it is of, and to no other', async () => {
    const { connections } = memoryConnections()
    const { id } = await connections.save(full)
    for (const uri of ['mongodb://ann@elsewhere.io/', 'mongodb://bob@db.shop.io:27017/'])
      expect((await connections.whole({ uri, ssh, savedId: id, secrets: {} })).uri).toBe(uri)
    const otherTunnel = { ...ssh, host: 'elsewhere.io' }
    const { secrets } = await connections.whole({ uri: URI, ssh: otherTunnel, savedId: id, secrets: {} })
    expect(secrets).not.toHaveProperty('sshTunnelPassword')
  })

  it('keeps the password when something else is changed, forgets it when that is asked, and goes with the connection', async () => {
    const store = memoryBook()
    const { connections } = memoryConnections({ store })
    const { id, uri } = await connections.save(aConnectionDraft({ uri: URI }))
    const draft = aConnectionDraft({ id, uri, name: 'Renamed' })
    expect(await connections.save(draft)).toMatchObject({ name: 'Renamed', kept: ['password'] })
    expect(await connections.save({ ...draft, keepsSecrets: false })).toMatchObject({
      kept: [],
      asked: ['password']
    })
    expect(store.text()).toContain('"sealed":{}')

    await connections.save({ ...draft, uri: URI })
    expect(connections.remove(id)).toEqual([])
    expect(store.text()).toBe('{"connections":[],"sealed":{}}')
  })

  it('a copy connects as the first does', async () => {
    const { connections, told } = memoryConnections()
    const { id } = await connections.save(aConnectionDraft({ uri: URI }))
    const copy = connections.duplicate(id)
    expect(copy).toMatchObject({ name: 'Staging (copy)', kept: ['password'] })
    const whole = await connections.whole({ uri: copy.uri, ssh: null, savedId: copy.id, secrets: {} })
    expect(whole.uri).toBe(URI)
    expect(told.at(-1)).toHaveLength(2)
  })

  it('asks again once the keychain is another', async () => {
    const store = memoryBook()
    const { id, uri } = await memoryConnections({ store }).connections.save(aConnectionDraft({ uri: URI }))
    const { connections } = memoryConnections({ store, storage: aSafeStorage({ key: 9 }) })
    const whole = await connections.whole({ uri, ssh: null, savedId: id, secrets: {} })
    expect(whole.uri).not.toContain('p4ssw0rd')
  })
})

describe('without a keychain', () => {
  const storage = aSafeStorage({ backend: 'basic_text' })

  it('keeps the connection and none of its secrets, and asks for them', async () => {
    const store = memoryBook()
    const { connections } = memoryConnections({ store, storage })
    const saved = await connections.save(full)
    expect(saved).toMatchObject({
      kept: [],
      asked: expect.arrayContaining(['password', 'sshTunnelPassword'])
    })
    expect(store.text()).toContain('"sealed":{}')
    expect(words.filter(word => store.text().includes(word))).toEqual([])
    const typed = { password: 'typed:now', sshTunnelPassword: 'too' }
    const whole = await connections.whole({ uri: saved.uri, ssh, savedId: saved.id, secrets: typed })
    expect(whole.uri).toContain('ann:typed%3Anow@')
  })

  it('no longer uses what was kept when there was one', async () => {
    const store = memoryBook()
    await memoryConnections({ store }).connections.save(aConnectionDraft({ uri: URI }))
    const [saved] = memoryConnections({ store, storage }).connections.list()
    expect(saved).toMatchObject({ kept: [], asked: ['password'] })
  })
})

it.each([
  ['mongodb://localhost', []],
  ['mongodb://ann@localhost', ['password']],
  ['mongodb://CN=ann@localhost/?authMechanism=MONGODB-X509&tls=true', []]
])('%s asks for %j', async (uri, asked) => {
  const { connections } = memoryConnections()
  expect(await connections.save(aConnectionDraft({ uri }))).toMatchObject({ asked })
})

it('refuses a string that is none, and says where it is wrong', async () => {
  const { connections } = memoryConnections()
  const draft = aConnectionDraft({ uri: 'mongodb://ann:p@ss@h' })
  await expect(connections.save(draft)).rejects.toMatchObject({ fault: { code: 'bad-uri' } })
  expect(connections.list()).toEqual([])
})

it('notes when a saved connection was used, and writes a mended string back to it', async () => {
  const { connections } = memoryConnections()
  const saved = await connections.save(aConnectionDraft({ uri: 'mongodb://h/?retryWrites=true' }))
  const recent: RecentConnection = {
    id: 'mended',
    label: 'h',
    uri: 'mongodb://h/?retryWrites=false',
    hasPassword: false,
    usedAt: 5,
    remark: 'standalone'
  }
  expect(connections.used({ ...recent, id: 'of another' }, null)).toBe(false)
  expect(connections.used(recent, saved.connectionId)).toBe(true)
  expect(connections.list()).toMatchObject([{ uri: recent.uri, connectionId: 'mended', usedAt: 5 }])
})

it('two servers that are both localhost at the end of their tunnels are two connections', async () => {
  const { connections } = memoryConnections()
  const uri = 'mongodb://localhost'
  const one = await connections.save(aConnectionDraft({ uri, ssh }))
  const other = await connections.save(aConnectionDraft({ uri, ssh: { ...ssh, host: 'other.io' } }))
  expect(one.connectionId).not.toBe(other.connectionId)
})

it('a file that was tampered with loses its broken entries and no more', async () => {
  const store = memoryBook()
  const { connections } = memoryConnections({ store })
  const saved = await connections.save(aConnectionDraft())
  store.set('connections', [...store.get('connections'), { id: 3 } as never])
  expect(memoryConnections({ store }).connections.list()).toEqual([saved])
})
