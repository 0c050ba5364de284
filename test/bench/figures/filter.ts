import type { BenchRoom } from '../bench-room'
import { runSubject } from '../children'
import { atMost, type Figure, spreadOf } from '../figure'
import type { FilterAnswer } from '../subject/filter'

const ROUNDS = 6
const LIMIT_MS = 50

/** A key pressed in the filter until its window is made, beside filtering and sorting a plain list anew. */
export async function measureFilter({ options }: BenchRoom): Promise<Figure> {
  const { sessions, seed } = options
  const { ours, plain, byText } = await runSubject<FilterAnswer>({
    kind: 'filter',
    sessions,
    seed,
    rounds: ROUNDS
  })
  const spread = spreadOf(ours)
  return {
    name: 'filter',
    says: `filter keystroke → window made, ${sessions} sessions, 100 changes between two keys`,
    unit: 'ms',
    ours: spread,
    peer: { says: 'a plain list filtered and sorted anew', spread: spreadOf(plain) },
    musts: [atMost(`median ≤ ${LIMIT_MS} ms`, spread.p50, LIMIT_MS)],
    more: { medianMsByText: Object.fromEntries(byText.map(([text, times]) => [text, spreadOf(times).p50])) }
  }
}
