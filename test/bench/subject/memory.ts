import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createMirror } from '../../../src/monitor/mirror/mirror'
import type { Session } from '../../../src/shared/domain/session'
import { firstAsk, liveStoreAt } from './live'

/** Load a store and weigh it; `emptyNs` is a store without sessions on the same server. */
export interface MemoryJob {
  readonly kind: 'memory'
  readonly uri: string
  readonly ns: string
  readonly emptyNs: string
}

/** Bytes per session: heap and array buffers after a full collection. */
export interface MemoryAnswer {
  readonly sessions: number
  /** The whole live store, mirror and vault, nothing asked. */
  readonly mirror: number
  /** With a Sessions view over all of it, which is what the window costs. */
  readonly withSessionsView: number
  readonly withUsersView: number
  /** What it consists of, each part built once more and weighed. */
  readonly parts: Readonly<Record<string, number>>
  readonly runtime: string
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Weighs the empty one first, in the same process. */
export async function measureMemory({ uri, ns, emptyNs }: MemoryJob): Promise<MemoryAnswer> {
  // What loading itself leaves behind (compiled code, the driver's pools) is no session's: load once, forget it, then weigh.
  await (await liveStoreAt(uri, ns)).stop()
  const empty = await liveStoreAt(uri, emptyNs)
  const emptyBytes = weigh()
  await empty.stop()
  const { store, stop } = await liveStoreAt(uri, ns)
  const sessions = store.monitor.totals().documents
  const perSession = (bytes: number) => bytes / sessions
  const mirrorBytes = weigh()
  store.monitor.askSessions(firstAsk)
  const withViewBytes = weigh()
  store.monitor.askUsers({
    start: 0,
    count: 60,
    filter: '',
    facet: 'all',
    sort: 'user',
    descending: false,
    open: []
  })
  const withUsersBytes = weigh()
  await stop()
  return {
    sessions,
    mirror: perSession(mirrorBytes - emptyBytes),
    withSessionsView: perSession(withViewBytes - emptyBytes),
    withUsersView: perSession(withUsersBytes - emptyBytes),
    parts: weighParts(sessions),
    runtime: `Node ${process.versions.node}, V8 ${process.versions.v8}`
  }
}

/** Until two looks agree: weak references and finalizers need a second collection. */
function weigh(): number {
  let last = Number.POSITIVE_INFINITY
  for (let round = 0; round < 6; round += 1) {
    collectGarbage()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    const bytes = heapUsed + arrayBuffers
    if (Math.abs(last - bytes) < 4096) return bytes
    last = bytes
  }
  return last
}

/** Parts of the store built again from made-up sessions, one after the other. */
function weighParts(count: number): Record<string, number> {
  const kept: unknown[] = []
  const added = (make: () => unknown) => {
    const before = weigh()
    kept.push(make())
    return (weigh() - before) / count
  }
  const sessions: Session[] = []
  const ids: string[] = []
  const parts = {
    'session records with key, masked id and one user in three': added(() => {
      for (let i = 0; i < count; i += 1) sessions.push(aSession(i))
    }),
    'session ids (32 characters)': added(() => {
      for (let i = 0; i < count; i += 1) ids.push(flat(`${i.toString().padStart(32, 'x')}`))
    }),
    'vault: Map of key to ids': added(() => {
      const map = new Map<string, { documentId: unknown; sessionId: string }>()
      sessions.forEach(({ key }, i) => {
        const id = ids[i] ?? ''
        map.set(key, { documentId: id, sessionId: id })
      })
      return map
    }),
    'mirror: Map by key, list by expiry, Sets per user': added(() => createMirror(0, sessions))
  }
  // Read once more at the end, so that nothing of it may be collected before.
  if (kept.length < 4) throw new Error('A part was not built.')
  return parts
}

/** As sixteen bytes of their own, as texts from the driver and the hash are, and not as ropes or slices. */
function flat(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

function aSession(i: number): Session {
  const key = flat((i * 2_654_435_761).toString(16).padStart(16, '0').slice(-16)) as Session['key']
  const isPerson = i % 3 === 0
  return {
    key,
    maskedId: flat(`${key.slice(0, 2)}..${key.slice(-2)}`),
    state: isPerson ? 'signed-in' : 'guest',
    user: isPerson ? flat(`person${Math.floor(i / 3.75)}@shop.io`) : null,
    reason: null,
    sinceAt: 1_790_000_000_000 + i,
    sinceBasis: 'or-earlier',
    lastSeenAt: 1_790_000_000_000 + i,
    lastSeenBasis: 'expiry-minus-lifetime',
    expiresAt: 1_790_014_400_000 + i,
    lifetimeMs: 14_400_000,
    payloadDigest: 4_503_599_627_370_496 + i
  }
}
