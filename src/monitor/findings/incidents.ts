import type { EpochMs, Session } from '../../shared/domain/session'
import { spanText } from './span-text'

const MOST_IDS = 3

/** How often one thing happened, and to whom last. */
export interface Incidents {
  readonly count: number
  readonly firstAt: EpochMs
  readonly lastAt: EpochMs
  /** Of the last few sessions, the newest first. */
  readonly maskedIds: readonly string[]
}

/** One more. */
export function withIncident(known: Incidents | null, { maskedId }: Session, at: EpochMs): Incidents {
  return {
    count: (known?.count ?? 0) + 1,
    firstAt: Math.min(known?.firstAt ?? at, at),
    lastAt: Math.max(known?.lastAt ?? at, at),
    maskedIds: [maskedId, ...(known?.maskedIds ?? [])].slice(0, MOST_IDS)
  }
}

/** When, and the ids of the last ones, masked. */
export function incidentsText({ count, firstAt, lastAt, maskedIds }: Incidents): string {
  const ids =
    count > maskedIds.length ? `the last ids: ${maskedIds.join(', ')}` : `ids: ${maskedIds.join(', ')}`
  return `${spanText(firstAt, lastAt)}; ${count === 1 ? `id: ${maskedIds[0]}` : ids}`
}
