import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { connectTo, grid, parkPointer, setAppearance, startDemo } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

const folder = resolve('docs/screenshots')
const sizes = [
  { width: 1440, height: 900 },
  { width: 1000, height: 700 }
] as const
const appearances = ['dark', 'light'] as const

type Sextant = { readonly app: ElectronApplication; readonly page: Page }

/** One screen in both sizes and both appearances. The window itself is resized and the theme set, as a person does. */
async function photograph({ app, page }: Sextant, name: string): Promise<void> {
  for (const appearance of appearances) {
    await setAppearance(page, appearance)
    for (const size of sizes) {
      await app.evaluate(({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
      }, size)
      await page.waitForFunction(
        width => (globalThis as unknown as { innerWidth: number }).innerWidth === width,
        size.width
      )
      await page.screenshot({
        path: join(folder, `${name}-${appearance}-${size.width}.png`),
        animations: 'allow'
      })
    }
  }
}

test.beforeAll(() => mkdir(folder, { recursive: true }))

test('the connect screen, empty and with trouble', async () => {
  const sextant = await launchSextant({ args: [] })
  await expect(sextant.page.getByRole('button', { name: 'Start the demo' })).toBeVisible()
  await photograph(sextant, 'connect')
  await connectTo(sextant.page, 'mongodb://ann:secret@127.0.0.1:1/shop')
  await expect(sextant.page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
  await photograph(sextant, 'connect-trouble')
  await sextant.close()
})

test('the demo: sessions, users, the overview and one session in full', async () => {
  test.setTimeout(240_000)
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await startDemo(page)
  await photograph(sextant, 'sessions')
  await grid(page).getByRole('row').filter({ hasText: '@shop.io' }).first().click()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Clocks')).toBeVisible()
  await parkPointer(page)
  await photograph(sextant, 'detail')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: /^Users/ }).click()
  const users = page.getByRole('grid', { name: 'Users' })
  await users.getByRole('row').nth(3).click()
  await page.keyboard.press('ArrowRight')
  await parkPointer(page)
  await photograph(sextant, 'users')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByRole('slider', { name: 'When sessions will expire' })).toBeVisible()
  await parkPointer(page)
  await photograph(sextant, 'overview')
  await page.getByRole('tab', { name: 'Activity' }).click()
  await expect(page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(12)).toBeVisible()
  await photograph(sextant, 'activity')
  await sextant.close()
})

test('a lost connection, and a store with nothing in it', async () => {
  test.setTimeout(240_000)
  const storagePath = await mkdtemp(join(tmpdir(), 'sextant-screens-'))
  const database = await startDatabase({ storagePath })
  await writeSessions(database.uri, { count: 60, people: 24 })
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await connectTo(page, database.uri)
  await expect(grid(page).getByRole('row').nth(5)).toBeVisible()
  await page
    .getByRole('combobox', { name: /filter/i })
    .first()
    .fill('nobody')
  await expect(page.getByText('No session matches')).toBeVisible()
  await photograph(sextant, 'filtered')
  await page.keyboard.press('Escape')
  await database.kill()
  await expect(page.getByText('Not connected')).toBeVisible({ timeout: 20_000 })
  await parkPointer(page)
  await photograph(sextant, 'disconnected')
  await sextant.close()
  await rm(storagePath, { recursive: true, force: true })
})
