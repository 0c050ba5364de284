import { useMemo } from 'react'
import type { SessionRow } from '../../../shared/domain/view'
import { useClock, useStores } from '../../state/context'

/** Hold and fade, LOOK *Motion*. */
const FLASH_MS = 1600
/** The reduced-motion edge stands this long. */
const EDGE_MS = 2000
const NEW_MS = 10_000

/** How a row shows that something happened to it. */
export interface Flash {
  readonly tone: 'new' | 'changed'
  /** Restarts the animation when it changes. */
  readonly at: number
  /** A row scrolled into sight late goes on where its flash would be by now. */
  readonly delayMs: number
}

/** The flash of a row, or null once it is over. */
export function useFlash(row: SessionRow): Flash | null {
  const { clock } = useStores()
  const { changedAt, changedHow } = row
  const isFresh = useClock(state => changedAt !== null && state.now - changedAt < Math.max(FLASH_MS, EDGE_MS))
  return useMemo(() => {
    if (!isFresh || changedAt === null || row.ending !== null) return null
    return {
      tone: changedHow === 'new' ? ('new' as const) : ('changed' as const),
      at: changedAt,
      delayMs: Math.min(0, Math.round(changedAt - clock.serverNow()))
    }
  }, [isFresh, changedAt, changedHow, row.ending, clock])
}

/** Whether a row arrived so lately that it still carries its badge. */
export function useIsNew(row: SessionRow): boolean {
  const { changedAt, changedHow } = row
  return useClock(state => changedHow === 'new' && changedAt !== null && state.now - changedAt < NEW_MS)
}
