import { expect, test } from '@playwright/test'
import { inBothAppearances, seriousOf } from '../support/axe'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, grid, startDemo } from '../support/page-parts'

let sextant: Sextant

test.beforeEach(async () => {
  sextant = await launchSextant({ args: [] })
})
test.afterEach(() => sextant.close())

test('axe finds nothing serious on the connect screen, with trouble on it or not', async () => {
  const { page } = sextant
  await expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible()
  await inBothAppearances(page, async () => expect(await seriousOf(page)).toEqual([]))
  await connectTo(page, 'mongodb://127.0.0.1:1/shop')
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
  await inBothAppearances(page, async () => expect(await seriousOf(page)).toEqual([]))
})

test('axe finds nothing serious on sessions, the drawer, users and the list of keys', async () => {
  test.setTimeout(240_000)
  const { page } = sextant
  await startDemo(page)
  await inBothAppearances(page, async () => expect(await seriousOf(page)).toEqual([]))

  // A new one: its badge has to be read on the tint of a chosen row as well.
  await grid(page).getByRole('row').filter({ hasText: 'new' }).first().click()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Clocks')).toBeVisible()
  await inBothAppearances(page, async () => expect(await seriousOf(page)).toEqual([]))

  await page.getByRole('tab', { name: /^Users/ }).click()
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  await inBothAppearances(page, async () => expect(await seriousOf(page)).toEqual([]))

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await inBothAppearances(page, async () => expect(await seriousOf(page)).toEqual([]))
})

test('everything in Sessions can be reached and done by keyboard', async () => {
  test.setTimeout(180_000)
  const { page } = sextant
  await startDemo(page)
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: /filter/i })).toBeFocused()
  await page.keyboard.type('guest')
  await expect(grid(page).getByRole('row').nth(1)).toHaveAccessibleName('guest')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const selected = grid(page).locator('[aria-selected="true"]')
  await expect(selected).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Clocks')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Clocks')).toHaveCount(0)
  await page.keyboard.press('Control+2')
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  await page.keyboard.press('Control+1')
  await expect(grid(page)).toBeVisible()
  await page.keyboard.press('p')
  await expect(page.getByText(/Paused at \d\d:\d\d:\d\d/)).toBeVisible()
  await expect(page.getByText(/Paused at [\d:]+\. [1-9]\d* changes? waits?/)).toBeVisible()
  await page.keyboard.press('p')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
})
