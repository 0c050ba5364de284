import { MongoClient } from 'mongodb'
import type { BenchRoom } from '../bench-room'
import { runSubject } from '../children'
import { atMost, type Figure, rounded, spreadOf } from '../figure'
import { collectionOf } from '../seeded-store'
import type { MemoryAnswer } from '../subject/memory'

const EMPTY_NS = 'empty.sessions'
const LIMIT_BYTES = 400

/** Bytes a session costs, in the Node inside Electron, beside the plain Node that `sextant watch` runs on. */
export async function measureMemory(room: BenchRoom): Promise<Figure> {
  const { uri, ns } = await room.largeStore()
  const client = new MongoClient(uri)
  const empty = collectionOf(client, EMPTY_NS)
  await empty.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  await client.close()
  const job = { kind: 'memory', uri, ns, emptyNs: EMPTY_NS } as const
  const inApp = await runSubject<MemoryAnswer>(job, 'electron')
  const inNode = await runSubject<MemoryAnswer>(job, 'node')
  return {
    name: 'memory',
    says: `memory per session, ${inApp.sessions} sessions, in the app`,
    unit: 'bytes',
    ours: spreadOf([inApp.mirror]),
    peer: { says: 'the same in plain Node', spread: spreadOf([inNode.mirror]) },
    musts: [atMost(`≤ ${LIMIT_BYTES} bytes`, inApp.mirror, LIMIT_BYTES)],
    more: { inApp: tidy(inApp), inNode: tidy(inNode) }
  }
}

function tidy({ parts, withSessionsView, withUsersView, runtime }: MemoryAnswer) {
  const rounds = Object.entries(parts).map(([name, bytes]) => [name, rounded(bytes)])
  return {
    runtime,
    withSessionsViewBytes: rounded(withSessionsView),
    withSessionsAndUsersViewBytes: rounded(withUsersView),
    partsBytes: Object.fromEntries(rounds)
  }
}
