import { expect, test } from '@playwright/test'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { connectTo, grid, totals } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

const MANY = 10_000
let database: EmbeddedDatabase

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: MANY, people: 2500 })
})

test.afterAll(() => database.stop())

test('ten thousand sessions scroll, and only the rows on screen are there to tick', async () => {
  test.setTimeout(120_000)
  const { page, close } = await launchSextant({ args: [] })
  await connectTo(page, database.uri)
  await expect(totals(page)).toContainText('2,500', { timeout: 30_000 })
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(MANY + 1))

  const rows = grid(page).getByRole('row')
  expect(await rows.count()).toBeLessThan(120)
  await grid(page).getByRole('row').nth(3).click()
  await page.keyboard.press('End')
  await expect(grid(page).locator(`[aria-rowindex="${MANY + 1}"]`)).toBeVisible()
  expect(await rows.count()).toBeLessThan(120)

  const frames = await page.evaluate(async () => {
    const { document, requestAnimationFrame } = globalThis as unknown as {
      document: {
        querySelectorAll(
          s: string
        ): Iterable<{ scrollHeight: number; clientHeight: number; scrollTop: number }>
      }
      requestAnimationFrame(on: () => void): void
    }
    const scroller = [...document.querySelectorAll('*')].find(
      e => e.scrollHeight > 100_000 && e.clientHeight > 100
    )
    if (!scroller) return 0
    const began = Date.now()
    let count = 0
    while (Date.now() - began < 2000) {
      await new Promise<void>(resolve => requestAnimationFrame(() => resolve()))
      count += 1
      scroller.scrollTop -= 120
    }
    return count / 2
  })
  console.log(`frames per second while scrolling ${MANY} sessions: ${frames.toFixed(0)}`)
  expect(frames).toBeGreaterThan(0)
  await expect(rows.nth(5)).toContainText(/\d:\d\d/)
  await close()
})

test('the detail follows the keys to a line that has yet to come', async () => {
  test.setTimeout(120_000)
  const { page, close } = await launchSextant({ args: [] })
  await connectTo(page, database.uri)
  await page.getByRole('tab', { name: /^Users/ }).click()
  const users = page.getByRole('grid', { name: 'Users' })
  const chosen = users.locator('[role="row"][aria-selected="true"]')
  const shownId = page.getByRole('complementary', { name: 'Session' }).locator('code').first()
  await expect(users).toHaveAttribute('aria-rowcount', '2501', { timeout: 30_000 })

  // The last user is unfolded, so that the last line is a session.
  await users.focus()
  await page.keyboard.press('End')
  await expect(chosen).toHaveAttribute('aria-rowindex', '2501')
  await page.keyboard.press('ArrowRight')
  await expect(users).not.toHaveAttribute('aria-rowcount', '2501')
  await page.keyboard.press('End')
  await expect(chosen).toHaveAttribute('aria-label', /^Session /)
  const last = String(await chosen.getAttribute('aria-label'))
  await page.keyboard.press('Enter')
  await expect(shownId).toHaveText(last.replace('Session ', ''))

  await page.keyboard.press('Home')
  await expect(chosen).toHaveAttribute('aria-rowindex', '2')
  await page.keyboard.press('ArrowRight')
  await expect(users.locator('[aria-rowindex="3"]')).toHaveAttribute('aria-label', /^Session /)
  await page.keyboard.press('ArrowDown')
  await expect(chosen).toHaveAttribute('aria-label', /^Session /)
  await expect(shownId).not.toHaveText(last.replace('Session ', ''))
  await page.keyboard.press('End')
  await expect(chosen).toHaveAttribute('aria-label', last)
  await expect(shownId).toHaveText(last.replace('Session ', ''))
  await close()
})
