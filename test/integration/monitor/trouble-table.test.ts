import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type EmbeddedDatabase, startDatabase } from '../../../src/demo/embedded-database'
import { anObjectDocument } from '../../support/documents'
import { serverTroubles } from '../../support/troubles/members'
import { networkTroubles } from '../../support/troubles/network'
import { signInTroubles, signInUsers } from '../../support/troubles/sign-in'
import { stringTroubles } from '../../support/troubles/strings'
import { tlsTroubles } from '../../support/troubles/tls'

const setUri = inject('replicaSetUri')
const folder = await mkdtemp(join(tmpdir(), 'sextant-troubles-'))
let locked: EmbeddedDatabase

beforeAll(async () => {
  const storagePath = join(folder, 'locked')
  const open = await startDatabase({ storagePath })
  const client = new MongoClient(open.uri)
  for (const db of ['shop', 'other']) await client.db(db).collection('sessions').insertOne(anObjectDocument())
  for (const { source, user, pwd, roles } of signInUsers)
    await client.db(source).command({ createUser: user, pwd, roles })
  await client.close()
  await open.stop()
  locked = await startDatabase({ storagePath, isAuth: true })
})
afterAll(async () => {
  await locked.stop()
  await rm(folder, { recursive: true, force: true })
})

const cases = [
  ...stringTroubles,
  ...networkTroubles,
  ...tlsTroubles(folder, setUri),
  ...signInTroubles(() => locked.port),
  ...serverTroubles(setUri)
]

/** What was told of which case, without the addresses, which are others each time. */
const told = new Map<string, string>()

it.each(cases)('tells of $what in a sentence of its own, with what mends it', async one => {
  const fault = await one.make()
  expect(fault.message).toMatch(one.says)
  expect(fault.hint).toMatch(one.hint)
  expect(fault.code).toBe(one.code ?? 'unreachable')
  if (one.mend !== undefined) expect(fault.mend?.options).toEqual(one.mend)
  told.set(one.what, fault.message.replace(/127\.0\.0\.1:\d+/g, 'HOST'))
})

it('tells each of them apart from all others', () => {
  expect(told.size).toBe(cases.length)
  const withoutAtlas = [...told].filter(([what]) => what !== 'nobody answering at Atlas')
  expect(new Set(withoutAtlas.map(([, message]) => message)).size).toBe(withoutAtlas.length)
})
