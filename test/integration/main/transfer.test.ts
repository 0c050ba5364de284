import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { colours, environments } from '../../../src/shared/domain/saved-connection'
import {
  aConnectionDraft,
  aSafeStorage,
  memoryBook,
  memoryConnections
} from '../../support/saved-connections'

// Written by Compass's own code: `serializeConnections` of @mongodb-js/connection-storage 0.52.0.
const compass = (name: string) => join('test', 'fixtures', 'compass', `compass-${name}.json`)
const PASSPHRASE = 'correct horse'
const words = ['ss-c4n4ry', 'k3y-c4n4ry', 'phr4se-c4n4ry', 's3cr3t-c4n4ry', 't0k-c4n4ry']

let folder = ''
let source = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-transfer-'))
  source = join(folder, 'connections.json')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Everything that is known of each connection, its secrets included. */
const allOf = ({ connections }: ReturnType<typeof memoryConnections>) =>
  connections.stored().map(({ connection, secrets }) => ({ ...connection, secrets }))

async function imported(file: string, passphrase: string | null = null) {
  const store = memoryBook()
  const ours = memoryConnections({ store, files: { source: file } })
  const first = await ours.transfer.read(null)
  const outcome = passphrase === null ? first : await ours.transfer.read(passphrase)
  return { ...ours, store, first, outcome }
}

describe('a file of Compass', () => {
  it.each([
    ['plain', null],
    ['passphrase', PASSPHRASE]
  ])('with secrets (%s) is taken whole', async (name, passphrase) => {
    const { connections, outcome, store } = await imported(compass(name), passphrase)
    expect(outcome).toEqual({ kind: 'done', added: 3, replaced: 0, skipped: 0 })
    expect(connections.list()).toMatchObject([
      {
        name: 'Shop, production',
        colour: 'orange',
        isFavourite: true,
        environment: 'none',
        isReadOnly: true,
        uri: 'mongodb://ann@db.shop.io:27017/shop?replicaSet=rs0&tls=true',
        ssh: { host: 'jump.shop.io', port: 2222, user: 'tunnel', identityFile: '/home/ann/.ssh/id' },
        usedAt: Date.parse('2026-09-07T15:12:55.253Z'),
        kept: ['password', 'tlsCertificateKeyFilePassword', 'sshTunnelPassphrase']
      },
      { name: 'Blog', isFavourite: false, asked: ['password'] },
      { name: 'AWS', colour: 'purple', kept: ['password', 'awsSessionToken'] }
    ])
    expect(connections.stored()[0]?.secrets).toEqual({
      password: 'p@ss-c4n4ry',
      tlsCertificateKeyFilePassword: 'k3y-c4n4ry',
      sshTunnelPassphrase: 'phr4se-c4n4ry'
    })
    expect(words.filter(word => store.text().includes(word))).toEqual([])
  })

  it('under a passphrase asks for it, and a wrong one leaves all as it was', async () => {
    const { connections, transfer, first } = await imported(compass('passphrase'))
    expect(first).toEqual({ kind: 'needs-passphrase', file: 'compass-passphrase.json' })
    await expect(transfer.read('wrong')).rejects.toMatchObject({ fault: { code: 'wrong-password' } })
    expect(connections.list()).toEqual([])
    expect(await transfer.read(PASSPHRASE)).toMatchObject({ added: 3 })
  })

  it('without secrets is taken, and the passwords are asked for', async () => {
    const { connections } = await imported(compass('without-secrets'))
    expect(connections.list().map(one => [one.kept, one.asked])).toEqual([
      [[], ['password']],
      [[], ['password']],
      [[], []]
    ])
  })

  it('says the same once it has been here: what Compass alone uses is in the next export', async () => {
    const ours = await imported(compass('without-secrets'))
    const target = join(folder, 'again.json')
    const { transfer } = memoryConnections({ store: ours.store, files: { target } })
    await transfer.write(null)
    const [before, after] = await Promise.all(
      [compass('without-secrets'), target].map(async file => JSON.parse(await readFile(file, 'utf8')))
    )
    for (const one of after.connections) delete one.sextant
    // Nothing is taken along that might be a secret.
    delete before.connections[0].connectionOptions.unknownOption
    expect(after).toEqual(before)
  })
})

describe('a file of ours', () => {
  const drafts = [
    ...environments.map(environment => aConnectionDraft({ environment, name: environment })),
    ...colours.map(colour =>
      aConnectionDraft({ colour, name: colour, isFavourite: true, isReadOnly: false })
    ),
    aConnectionDraft({
      uri: 'mongodb://ann:p%3A4ss-c4n4ry@a:1,b:2/?proxyHost=p&proxyUsername=u&proxyPassword=s3cr3t-c4n4ry&x=1',
      ssh: { host: 'jump', port: 22, user: 'u', identityFile: null },
      secrets: { sshTunnelPassword: 'phr4se-c4n4ry' }
    })
  ]

  async function written(passphrase: string | null, storage = aSafeStorage()) {
    const ours = memoryConnections({ storage, files: { target: source } })
    for (const draft of drafts) await ours.connections.save(draft)
    await ours.transfer.write(passphrase)
    return ours
  }

  it('under a passphrase brings everything back', async () => {
    const ours = await written(PASSPHRASE)
    const text = await readFile(source, 'utf8')
    expect(words.filter(word => text.includes(word))).toEqual([])
    expect(allOf(await imported(source, PASSPHRASE))).toEqual(allOf(ours))
  })

  it('without one brings everything back but the secrets, of which there is none in it', async () => {
    const ours = await written(null)
    const text = await readFile(source, 'utf8')
    expect(words.filter(word => text.includes(word))).toEqual([])
    const bare = allOf(ours).map(one => ({ ...one, secrets: {} }))
    expect(allOf(await imported(source))).toEqual(bare)
  })

  it('replaces connections that are here already, and does not double them', async () => {
    const ours = await written(null)
    const again = memoryConnections({ files: { source } })
    await again.transfer.read(null)
    expect(await again.transfer.read(null)).toEqual({
      kind: 'done',
      added: 0,
      replaced: drafts.length,
      skipped: 0
    })
    expect(again.connections.list()).toHaveLength(ours.connections.list().length)
  })
})

it.each([
  ['no JSON', 'not a file'],
  ['another type', '{"type":"Bookmarks","version":1,"connections":[]}'],
  ['another version', '{"type":"Compass Connections","version":{"$numberInt":"9"},"connections":[]}']
])('a file with %s is refused by name', async (_, text) => {
  await writeFile(source, text)
  await expect(imported(source)).rejects.toMatchObject({
    fault: { message: 'connections.json is not a file of connections.' }
  })
})

it('leaves out entries that are none, and takes the others', async () => {
  const entry = (id: string, connectionString: unknown) => ({ id, connectionOptions: { connectionString } })
  const connections = [
    entry('a', 'mongodb://a'),
    entry('b', 'mongodb://ann:p@ss@b'),
    entry('c', 3),
    null,
    { id: 'd' },
    entry('__proto__', 'mongodb://e')
  ]
  await writeFile(source, JSON.stringify({ type: 'Compass Connections', version: 1, connections }))
  const { outcome, connections: ours } = await imported(source)
  expect(outcome).toEqual({ kind: 'done', added: 2, replaced: 0, skipped: 3 })
  expect(ours.list().map(one => one.label)).toEqual(['a', 'e'])
})
