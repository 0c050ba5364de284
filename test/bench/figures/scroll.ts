import { expect } from '@playwright/test'
import { launchSextant } from '../../support/electron-app'
import { grid, parkPointer } from '../../support/page-parts'
import { openBareList } from '../bare-list'
import type { BenchRoom } from '../bench-room'
import { startWriter } from '../children'
import { atLeast, type Figure } from '../figure'
import { framesOf, processorShares } from '../frames'
import { standBack } from '../priority'

const PER_SECOND = 1000
const LIMIT = 55
const STEP_PX = 120

/**
 * Frames while scrolling with changes coming, beside a bare window that scrolls a plain list while the same is written.
 * First with the database and the writer as greedy as the window, then with these two standing back, as they would
 * on machines of their own.
 */
export async function measureScroll(room: BenchRoom): Promise<Figure> {
  const { uri, ns, sessions, seed } = await room.largeStore()
  const sextant = await launchSextant({ args: ['--uri', uri, '--ns', ns] })
  const bare = await openBareList()
  try {
    const { page } = sextant
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(sessions + 1), { timeout: 120_000 })
    await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 120_000 })
    await parkPointer(page)
    const atRest = await framesOf(page, 0)
    const quiet = await framesOf(page, STEP_PX)
    const bareQuiet = await framesOf(bare.page, STEP_PX)
    const writer = startWriter({ uri, ns, sessions, seed, perSecond: PER_SECOND })
    const both = async () => {
      await processorShares(sextant.app)
      const ours = await framesOf(page, STEP_PX)
      const processorPercent = await processorShares(sextant.app)
      return { ours, processorPercent, bare: await framesOf(bare.page, STEP_PX) }
    }
    const crowded = await both()
    await Promise.all([standBack(writer.pid), standBack(room.databasePid)])
    const apart = await both()
    const { perSecond } = await writer.stop()
    return {
      name: 'scroll',
      says: `frames while scrolling ${sessions} sessions under ${perSecond} changes/s, database and writer standing back`,
      unit: 'frames/s',
      ours: apart.ours.perSecond,
      peer: { says: 'a bare window scrolling a plain list meanwhile', spread: apart.bare.perSecond },
      musts: [atLeast(`median ≥ ${LIMIT} per second`, apart.ours.perSecond.p50, LIMIT)],
      more: {
        atRest: atRest.perSecond,
        scrollingWithoutChanges: { ours: quiet, bare: bareQuiet },
        asGreedyAsTheWindow: crowded,
        standingBack: apart,
        writtenPerSecond: perSecond
      }
    }
  } finally {
    await bare.close()
    await sextant.close()
  }
}
