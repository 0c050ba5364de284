import { expect, type Page } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { launchSextant } from '../../support/electron-app'
import { grid, parkPointer } from '../../support/page-parts'
import type { BenchRoom } from '../bench-room'
import { atMost, type Figure, rounded, spreadOf } from '../figure'
import { collectionOf } from '../seeded-store'

const OPENED = 40
const LIMIT_MS = 100

/** Enter on a row until the drawer stands there with the session's document, beside the driver reading that document. */
export async function measureDetail(room: BenchRoom): Promise<Figure> {
  const { uri, ns, sessions } = await room.largeStore()
  const client = new MongoClient(uri)
  const sextant = await launchSextant({ args: ['--uri', uri, '--ns', ns] })
  try {
    const { page } = sextant
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(sessions + 1), { timeout: 120_000 })
    await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 120_000 })
    await grid(page).getByRole('row').nth(3).click()
    await parkPointer(page)
    const opened: number[] = []
    // The first two are thrown away: they compile what the later ones use.
    for (let i = -2; i < OPENED; i += 1) {
      const tookMs = await openNext(page)
      if (i >= 0) opened.push(tookMs)
    }
    const collection = collectionOf(client, ns)
    const ids = await collection
      .find({}, { projection: { _id: 1 } })
      .limit(OPENED)
      .toArray()
    const reads: number[] = []
    for (const { _id } of ids) {
      const startedAt = performance.now()
      await collection.findOne({ _id })
      reads.push(performance.now() - startedAt)
    }
    const ours = spreadOf(opened)
    return {
      name: 'detail',
      says: `Enter on a row → its drawer painted with the document, ${sessions} sessions`,
      unit: 'ms',
      ours,
      peer: { says: 'the bare driver reading one document by its _id', spread: spreadOf(reads) },
      musts: [atMost(`median ≤ ${LIMIT_MS} ms`, ours.p50, LIMIT_MS)],
      more: { inOrderMs: opened.map(rounded) }
    }
  } finally {
    await sextant.close()
    await client.close()
  }
}

/** Timed in the page itself: from the key until the second frame after the document's tree stood there. */
async function openNext(page: Page): Promise<number> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: 'Session' })).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await page.evaluate(startTiming)
  await page.keyboard.press('Enter')
  return page.evaluate(() => (globalThis as unknown as { openedMs: Promise<number> }).openedMs)
}

/** Runs in the page, where none of this file is. */
function startTiming(): void {
  const holder = globalThis as unknown as { openedMs: Promise<number> }
  const { document, addEventListener, MutationObserver, requestAnimationFrame } = globalThis as unknown as {
    document: { querySelector(s: string): unknown; body: unknown }
    addEventListener(name: string, on: () => void, how: object): void
    MutationObserver: new (
      on: () => void
    ) => { observe(target: unknown, how: object): void; disconnect(): void }
    requestAnimationFrame(on: () => void): void
  }
  holder.openedMs = new Promise(resolve => {
    let pressedAt = Number.NaN
    const pressed = () => {
      pressedAt = performance.now()
    }
    addEventListener('keydown', pressed, { capture: true, once: true })
    const observer = new MutationObserver(() => {
      if (document.querySelector('[role="tree"][aria-label="Document"] [role="treeitem"]') === null) return
      observer.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - pressedAt)))
    })
    observer.observe(document.body, { childList: true, subtree: true })
  })
}
