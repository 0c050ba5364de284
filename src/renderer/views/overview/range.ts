import type { OverviewWindow } from '../../../shared/domain/overview'
import type { EpochMs } from '../../../shared/domain/session'

const spanMs = { '5m': 300_000, '1h': 3_600_000 }
/** A sitting shorter than this is drawn as if it were as long: a chart of three seconds says nothing. */
const SHORTEST_MS = 60_000

/** From when to when a chart is drawn. */
export interface ChartRange {
  readonly from: EpochMs
  readonly to: EpochMs
}

/** From when to when the charts are drawn: a short history stands at the right, not stretched. */
export function rangeOf({ ask, openedAt, madeAt }: OverviewWindow): ChartRange {
  const from = ask.span === 'all' ? Math.min(openedAt, madeAt - SHORTEST_MS) : madeAt - spanMs[ask.span]
  return { from, to: madeAt }
}
