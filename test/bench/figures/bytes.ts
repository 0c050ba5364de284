import type { BenchRoom } from '../bench-room'
import { runSubject } from '../children'
import { atLeast, type Figure, spreadOf } from '../figure'
import type { BytesAnswer, PollCost } from '../subject/bytes'

const CHANGED_SHARE = 0.01
const TICKS = 2
const FEWER = 50

/** What a tick of the delta poll makes the server send, beside reading everything; without a delta poll the latter alone. */
export async function measureBytes(room: BenchRoom): Promise<Figure> {
  const store = await room.largeStore()
  const changed = Math.max(1, Math.round(store.sessions * CHANGED_SHARE))
  const costs = await runSubject<BytesAnswer>({ kind: 'bytes', store, changed, ticks: TICKS })
  const { full, delta } = costs
  if (full === undefined) throw new Error('There is no full read to compare with.')
  const peer = spreadOf([...full.quiet, ...full.changed].map(tick => tick.bytes))
  const ours = delta === undefined ? peer : spreadOf(delta.changed.map(tick => tick.bytes))
  return {
    name: 'bytes',
    says: `bytes per tick, ${store.sessions} sessions, ${changed} touched, ${delta === undefined ? 'full read (no delta poll yet)' : 'delta poll'}`,
    unit: 'bytes',
    ours,
    peer: { says: 'a full read of the projected fields', spread: peer },
    musts:
      delta === undefined
        ? []
        : [atLeast(`≥ ${FEWER} × fewer, all ticks together`, peer.p50 / delta.total.bytes, FEWER)],
    more: Object.fromEntries(Object.entries(costs).map(([mode, cost]) => [mode, tidy(cost)]))
  }
}

function tidy({ quiet, changed, total }: PollCost) {
  return { quietTicks: quiet, ticksWithTheChanges: changed, allTheChanges: total }
}
