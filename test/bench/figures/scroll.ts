import { type ElectronApplication, expect, type Page } from '@playwright/test'
import { launchSextant } from '../../support/electron-app'
import { grid, parkPointer } from '../../support/page-parts'
import type { BenchRoom } from '../bench-room'
import { startWriter } from '../children'
import { atLeast, type Figure, rounded, type Spread, spreadOf } from '../figure'

const PER_SECOND = 1000
const SECONDS = 4
const REPEATS = 3
const LIMIT = 55

/** Frames while scrolling with changes coming, beside the same window at rest. */
export async function measureScroll(room: BenchRoom): Promise<Figure> {
  const { uri, ns, sessions, seed } = await room.largeStore()
  const sextant = await launchSextant({ args: ['--uri', uri, '--ns', ns] })
  try {
    const { page } = sextant
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(sessions + 1), { timeout: 120_000 })
    await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 120_000 })
    await parkPointer(page)
    const atRest = await framesOf(page, 0)
    const quiet = await framesOf(page, 120)
    const writer = startWriter({ uri, ns, sessions, seed, perSecond: PER_SECOND })
    await processorShares(sextant.app)
    const loaded = await framesOf(page, 120)
    const processors = await processorShares(sextant.app)
    const { perSecond } = await writer.stop()
    return {
      name: 'scroll',
      says: `frames while scrolling ${sessions} sessions under ${perSecond} changes/s`,
      unit: 'frames/s',
      ours: loaded.perSecond,
      peer: { says: 'the same window at rest, no changes', spread: atRest.perSecond },
      musts: [atLeast(`median ≥ ${LIMIT} per second`, loaded.perSecond.p50, LIMIT)],
      more: {
        scrollingWithoutChanges: quiet.perSecond,
        frameMs: { atRest: atRest.frameMs, scrolling: quiet.frameMs, scrollingUnderLoad: loaded.frameMs },
        writtenPerSecond: perSecond,
        processorPercentUnderLoad: processors,
        emptyRowsShare: { scrolling: quiet.emptyShare, scrollingUnderLoad: loaded.emptyShare }
      }
    }
  } finally {
    await sextant.close()
  }
}

/** Percent of a processor that each process of the app has used since this was asked last. */
async function processorShares(app: ElectronApplication): Promise<Record<string, number>> {
  const shares = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, name, cpu }) => [name ?? type, cpu.percentCPUUsage] as const)
  )
  return Object.fromEntries(shares.map(([name, percent]) => [name, rounded(percent)]))
}

interface Frames {
  readonly perSecond: Spread
  readonly frameMs: Spread
  /** Of the frames, how many showed fewer rows than fit: scrolled faster than the rows came. */
  readonly emptyShare: number
}

async function framesOf(page: Page, step: number): Promise<Frames> {
  const rates: number[] = []
  const times: number[] = []
  let empty = 0
  for (let i = 0; i < REPEATS; i += 1) {
    const { frames, emptyFrames } = await scrollFor(page, step, SECONDS * 1000)
    times.push(...frames)
    rates.push((frames.length / frames.reduce((sum, ms) => sum + ms, 0)) * 1000)
    empty += emptyFrames
  }
  return { perSecond: spreadOf(rates), frameMs: spreadOf(times), emptyShare: rounded(empty / times.length) }
}

/** Scrolls by `step` pixels a frame and notes how long each frame took, in the page itself. */
function scrollFor(
  page: Page,
  step: number,
  forMs: number
): Promise<{ frames: number[]; emptyFrames: number }> {
  return page.evaluate(
    async ({ step, forMs }) => {
      interface Scroller {
        readonly scrollHeight: number
        readonly clientHeight: number
        scrollTop: number
      }
      const { document, requestAnimationFrame } = globalThis as unknown as {
        document: { querySelectorAll(s: string): Iterable<Scroller> & { readonly length: number } }
        requestAnimationFrame(on: (at: number) => void): void
      }
      const scroller = [...document.querySelectorAll('*')].find(
        e => e.scrollHeight > 10_000 && e.clientHeight > 100
      )
      if (!scroller) throw new Error('Nothing in the window scrolls.')
      const nextFrame = () => new Promise<number>(resolve => requestAnimationFrame(resolve))
      const frames: number[] = []
      let emptyFrames = 0
      const startedAt = await nextFrame()
      let before = startedAt
      while (before - startedAt < forMs) {
        if (step > 0) scroller.scrollTop += step
        const now = await nextFrame()
        frames.push(now - before)
        before = now
        const filled = document.querySelectorAll('[role="row"][aria-label]').length
        if (filled * 28 < scroller.clientHeight - 56) emptyFrames += 1
      }
      return { frames, emptyFrames }
    },
    { step, forMs }
  )
}
