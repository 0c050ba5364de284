import { mkdir } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { launchSextant } from '../../support/electron-app'
import { grid, parkPointer } from '../../support/page-parts'
import type { BenchRoom } from '../bench-room'
import { atLeast, atMost, type Figure, rounded } from '../figure'
import { framesOf } from '../frames'
import { delayDuring, heapBytesOf } from '../main-process'

const FRAMES = 55
const BYTES = 400
const DELAY_MS = 20
const STEP_PX = 120
/** The embedded server reads everything before it gives the first document of it, and answers nothing else for seconds. */
const PATIENCE = 'connectTimeoutMS=120000&heartbeatFrequencyMS=30000'
const LOAD_MS = 900_000
const MAKE_MS = 60_000

/** A million sessions in the real window: opened until live, scrolled, sorted, filtered. Pictures of it are in `reports`. */
export async function measureMillion(room: BenchRoom): Promise<Figure> {
  const { uri: plainUri, ns, sessions } = await room.hugeStore()
  const uri = `${plainUri}&${PATIENCE}`
  await mkdir('reports', { recursive: true })
  const startedAt = performance.now()
  const sinceMs = () => Math.round(performance.now() - startedAt)
  const sextant = await launchSextant({ args: ['--uri', uri, '--ns', ns] })
  try {
    const { app, page } = sextant
    const rows = grid(page).getByRole('row')
    await expect(rows.nth(1)).toBeVisible({ timeout: LOAD_MS })
    const firstRowsMs = sinceMs()
    await page.screenshot({ path: 'reports/million-loading.png' })
    await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: LOAD_MS })
    const liveMs = sinceMs()
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(sessions + 1))
    await parkPointer(page)
    await page.screenshot({ path: 'reports/million-live.png' })
    const bytes = (await heapBytesOf(app)) / sessions
    const atRest = await framesOf(page, 0)
    const scrolling = await delayDuring(app, () => framesOf(page, STEP_PX))
    const keys = await delayDuring(app, () => timesOfKeys(page, sessions))
    await page.screenshot({ path: 'reports/million-end.png' })
    const sorting = await delayDuring(app, () => timesOfSorting(page))
    await page.screenshot({ path: 'reports/million-sorted.png' })
    const filtering = await delayDuring(app, () => timesOfFiltering(page, sessions))
    await page.screenshot({ path: 'reports/million-filtered.png' })
    const p99 = Math.max(scrolling.delayMs.p99, sorting.delayMs.p99, filtering.delayMs.p99)
    return {
      name: 'million',
      says: `frames while scrolling ${sessions} sessions in the window`,
      unit: 'frames/s',
      ours: scrolling.answer.perSecond,
      peer: { says: 'the same window at rest', spread: atRest.perSecond },
      musts: [
        atLeast(`median ≥ ${FRAMES} per second`, scrolling.answer.perSecond.p50, FRAMES),
        atMost(`≤ ${BYTES} bytes a session, the whole heap of the main process`, bytes, BYTES),
        atMost(`event-loop delay p99 ≤ ${DELAY_MS} ms scrolling, sorting and filtering`, p99, DELAY_MS)
      ],
      more: {
        firstRowsMs,
        liveMs,
        bytesPerSession: rounded(bytes),
        emptyRowsShare: scrolling.answer.emptyShare,
        keysMs: keys.answer,
        sortMs: sorting.answer,
        filterMs: filtering.answer,
        mainDelayMs: {
          scrolling: scrolling.delayMs,
          keys: keys.delayMs,
          sorting: sorting.delayMs,
          filtering: filtering.delayMs
        }
      }
    }
  } finally {
    await sextant.close()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return Math.round(performance.now() - startedAt)
}

/** From the key to the row that it leads to. */
async function timesOfKeys(page: Page, sessions: number): Promise<Record<string, number>> {
  const rowAt = (index: number) => grid(page).locator(`[aria-rowindex="${index}"]`)
  await grid(page).getByRole('row').nth(3).click()
  const end = await timed(async () => {
    await page.keyboard.press('End')
    await expect(rowAt(sessions + 1)).toBeVisible({ timeout: MAKE_MS })
  })
  const home = await timed(async () => {
    await page.keyboard.press('Home')
    await expect(rowAt(2)).toBeVisible({ timeout: MAKE_MS })
  })
  const pages = await timed(async () => {
    for (let i = 0; i < 20; i += 1) await page.keyboard.press('PageDown')
    await expect.poll(() => placeOf(page), { timeout: MAKE_MS }).toBeGreaterThan(200)
  })
  await page.keyboard.press('End')
  await expect(rowAt(sessions + 1)).toBeVisible({ timeout: MAKE_MS })
  await page.keyboard.press('Escape')
  await parkPointer(page)
  return { end, home, twentyPages: pages }
}

/** The index of the row that the keys act on. */
async function placeOf(page: Page): Promise<number> {
  const selected = grid(page).locator('[role="row"][aria-selected="true"]')
  return Number(await selected.first().getAttribute('aria-rowindex'))
}

/** From the click on a column to its order on screen. */
async function timesOfSorting(page: Page): Promise<Record<string, number>> {
  const sortBy = (column: string, isThere: () => Promise<unknown>) =>
    timed(async () => {
      await grid(page)
        .getByRole('columnheader', { name: column })
        .getByRole('button', { name: column })
        .click()
      await parkPointer(page)
      await isThere()
    })
  const first = grid(page).locator('[aria-rowindex="2"]')
  const user = await sortBy('User', () =>
    expect(first).toHaveAccessibleName(/^person0@/, { timeout: MAKE_MS })
  )
  const session = await sortBy('Session', () =>
    expect(first).not.toHaveAccessibleName(/^person0@/, { timeout: MAKE_MS })
  )
  return { user, session }
}

/** From the last letter to the rows it leaves, and back to all of them. */
async function timesOfFiltering(page: Page, sessions: number): Promise<Record<string, number>> {
  const field = page.getByRole('combobox', { name: 'Filter sessions' })
  const all = String(sessions + 1)
  const word = await timed(async () => {
    await field.fill('person12')
    await expect(grid(page)).not.toHaveAttribute('aria-rowcount', all, { timeout: MAKE_MS })
  })
  const none = await timed(async () => {
    await field.fill('')
    await expect(grid(page)).toHaveAttribute('aria-rowcount', all, { timeout: MAKE_MS })
  })
  return { word, none }
}
