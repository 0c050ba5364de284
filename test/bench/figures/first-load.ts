import type { BenchRoom } from '../bench-room'
import { runSubject } from '../children'
import { atMost, type Figure, rounded, spreadOf } from '../figure'
import type { FirstLoadAnswer, Reading } from '../subject/first-load'

const ROUNDS = 3
const LIMIT = 1.3

/** Everything read until the feed is live, beside the driver's cursor alone with the same projection. */
export async function measureFirstLoad(room: BenchRoom): Promise<Figure> {
  const { uri, ns, sessions } = await room.largeStore()
  const { ours, bare, bareSameBatches } = await runSubject<FirstLoadAnswer>({
    kind: 'first-load',
    uri,
    ns,
    rounds: ROUNDS
  })
  const times = spreadOf(ours.map(r => r.tookMs))
  const peer = spreadOf(bare.map(r => r.tookMs))
  return {
    name: 'first-load',
    says: `first load of ${sessions} sessions, until live`,
    unit: 'ms',
    ours: times,
    peer: { says: 'bare driver cursor, same projection', spread: peer },
    musts: [atMost(`median ≤ ${LIMIT} ×`, times.p50 / peer.p50, LIMIT)],
    more: {
      untilFirstBatchAndIndexesMs: spreadOf(ours.map(r => r.openMs)),
      processorTimesThePeer: rounded(cpuOf(ours) / cpuOf(bare)),
      processorMs: { ours: cpuOf(ours), bare: cpuOf(bare), bareSameBatches: cpuOf(bareSameBatches) },
      bareWithBatchesOf500Ms: spreadOf(bareSameBatches.map(r => r.tookMs)),
      commands: { ours: ours[0]?.commands, bare: bare[0]?.commands },
      documents: { ours: ours[0]?.documents, bare: bare[0]?.documents }
    }
  }
}

const cpuOf = (readings: readonly Reading[]) => spreadOf(readings.map(r => r.cpuMs)).p50
