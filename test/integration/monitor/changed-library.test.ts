import { expect, inject, it } from 'vitest'
import { aDatabase } from '../../support/database'
import { anObjectDocument, aTextDocument } from '../../support/documents'
import { openStoreAt } from '../../support/store-at'

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)

it('reads what the store library before this one has left behind, however far back it lies', async () => {
  const expires = new Date(Date.now() + 3_600_000)
  const user = (n: number) => ({ isLoggedIn: true, user: { email: `u${n}@shop.io` } })
  const sessions = db.collection('sessions')
  const old = Array.from({ length: 20 }, (_, n) =>
    aTextDocument(user(n), { _id: `old-${n}-session-id`, expires })
  )
  const young = Array.from({ length: 300 }, (_, n) =>
    anObjectDocument(user(100 + n), { _id: `young-${n}-session-id`, expires })
  )
  await sessions.insertMany([...old, ...young])
  const { store, close } = await openStoreAt(uri, `${name}.sessions`)
  const documents = await store.collection.find().toArray()
  const states = documents.map(d => store.reader.read(d, 0, false).session.state)
  await close()
  expect(store.facts.format.id).toBe('connect-mongodb-session')
  expect(states).toEqual(documents.map(() => 'signed-in'))
})
