import type { ElectronApplication, Page } from '@playwright/test'
import { rounded, type Spread, spreadOf } from './figure'

const SECONDS = 4
const REPEATS = 3

/** How smoothly a window was scrolled. */
export interface Frames {
  readonly perSecond: Spread
  readonly frameMs: Spread
  /** Of the frames, how many showed fewer rows than fit: scrolled faster than the rows came. */
  readonly emptyShare: number
}

/** Counts frames while a window scrolls `step` pixels a frame; 0 lets it stand. */
export async function framesOf(page: Page, step: number): Promise<Frames> {
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

/** Percent of a processor that each process of an app has used since this was asked last. */
export async function processorShares(app: ElectronApplication): Promise<Record<string, number>> {
  const shares = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, name, cpu }) => [name ?? type, cpu.percentCPUUsage] as const)
  )
  return Object.fromEntries(shares.map(([name, percent]) => [name, rounded(percent)]))
}

/** Scrolls by `step` pixels a frame, at the end from the top again, and notes how long each frame took, in the page itself. */
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
        const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
        if (step > 0) scroller.scrollTop = isAtEnd ? 0 : scroller.scrollTop + step
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
