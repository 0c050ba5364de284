import type { BenchRoom } from '../bench-room'
import { runSubject } from '../children'
import { atMost, type Figure, rounded } from '../figure'
import type { LoopDelayAnswer } from '../subject/loop-delay'

const PER_SECOND = 1000
const SECONDS = 15
const LIMIT_MS = 20

/** How late the monitor's process comes to its next task while changes rain in, beside itself at rest. */
export async function measureLoopDelay(room: BenchRoom): Promise<Figure> {
  const store = await room.largeStore()
  const job = { kind: 'loop-delay', store, perSecond: PER_SECOND, seconds: SECONDS } as const
  const { idle, busy, writtenPerSecond, eventsPerSecond, cpuShare } = await runSubject<LoopDelayAnswer>(job)
  return {
    name: 'loop-delay',
    says: `event-loop delay, ${eventsPerSecond} changes/s on ${store.sessions} sessions, a Sessions view open`,
    unit: 'ms',
    ours: busy,
    peer: { says: 'the same process at rest', spread: idle },
    musts: [atMost(`p99 ≤ ${LIMIT_MS} ms`, busy.p99, LIMIT_MS)],
    more: {
      askedPerSecond: PER_SECOND,
      writtenPerSecond,
      eventsPerSecond,
      processorShare: rounded(cpuShare)
    }
  }
}
