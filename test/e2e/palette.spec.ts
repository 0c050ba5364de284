import { expect, type Locator, type Page, test } from '@playwright/test'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, grid, rowOf } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

let database: EmbeddedDatabase
let sextant: Sextant

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: 40, people: 20 })
})
test.afterAll(() => database.stop())
test.beforeEach(async () => {
  sextant = await launchSextant()
  await connectTo(sextant.page, database.uri)
  await expect(grid(sextant.page)).toHaveAttribute('aria-rowcount', '41')
})
test.afterEach(() => sextant.close())

const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to' })

/** What the palette offers before anything is typed: all that can be done now. */
async function offered(page: Page): Promise<readonly (string | null)[]> {
  await page.keyboard.press('Control+k')
  const entries = palette(page).locator('[data-action]')
  await expect(entries.first()).toBeVisible()
  // The journal and the saved filters are asked for.
  await expect(palette(page).locator('[data-action="saved-filters"]')).toBeAttached()
  const ids = await entries.evaluateAll(all => all.map(one => one.getAttribute('data-action')))
  await page.keyboard.press('Escape')
  await expect(palette(page)).toHaveCount(0)
  return ids
}

async function itemsOf(page: Page, button: Locator): Promise<readonly (string | null)[]> {
  await button.click()
  const menu = page.getByRole('menu')
  await expect(menu).toBeVisible()
  const ids = await menu
    .locator('[role^="menuitem"]:not([data-disabled])')
    .evaluateAll(all => all.map(one => one.getAttribute('data-action')))
  // The key is for the menu once it has the focus.
  await expect(
    async () => {
      await page.keyboard.press('Escape')
      await expect(menu).toHaveCount(0, { timeout: 500 })
    },
    `${await button.textContent()} closes`
  ).toPass({ timeout: 15_000 })
  return ids
}

async function choose(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(label)
  await palette(page).getByRole('button', { name: label }).first().click()
  await expect(palette(page)).toHaveCount(0)
}

test('whatever a menu can do, the palette can', async () => {
  test.setTimeout(180_000)
  const { page } = sextant
  const found: (string | null)[] = []
  for (const tab of ['Sessions', 'Users', 'Overview', 'Activity']) {
    await page.getByRole('tab', { name: tab }).click()
    // Of one user each, and facets that have no room, which the palette has by other words.
    const menus = page.locator('button[aria-haspopup="menu"]:not([data-quiet]):not([aria-label^="More: "])')
    for (let at = 0; at < (await menus.count()); at += 1) found.push(...(await itemsOf(page, menus.nth(at))))
  }
  expect(found.length).toBeGreaterThan(30)
  expect(found).not.toContain(null)
  const ids = await offered(page)
  expect(found.filter(id => !ids.includes(id))).toEqual([])
})

test('the palette does what buttons, menus and heads do, and shows the key of each', async () => {
  test.setTimeout(180_000)
  const { page } = sextant
  await page.keyboard.press('Control+k')
  const pause = palette(page).locator('[data-action="pause"]')
  await expect(pause).toContainText('P')
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  const head = (name: string) => grid(page).getByRole('columnheader', { name, exact: true })
  await choose(page, 'Sort sessions by User')
  await expect(head('User')).toHaveAttribute('aria-sort', 'ascending')
  await choose(page, 'Column: Session')
  await expect(head('Session')).toHaveCount(0)
  await choose(page, 'Move Last seen left')
  await expect(grid(page).getByRole('columnheader').nth(2)).toHaveText('Last seen')
  await choose(page, 'Add a path in the payload')
  await expect(page.getByRole('dialog', { name: 'Add a column' })).toBeVisible()
  await page.keyboard.press('Escape')
  await choose(page, 'Sessions: guests')
  await expect(page.getByRole('radio', { name: /^Guests/ })).toBeChecked()
  await choose(page, 'Clear filter')
  await expect(page.getByRole('radio', { name: /^All/ })).toBeChecked()
  await choose(page, 'Times: in UTC')
  await expect(head('Since (UTC)')).toBeVisible()
  await choose(page, 'Change saved filters')
  await expect(page.getByRole('dialog', { name: 'Saved filters' })).toBeVisible()
  await page.keyboard.press('Escape')
  await choose(page, 'Keep a journal of this store')
  await expect(page.getByRole('region', { name: 'Look back' })).toBeVisible()
  await choose(page, 'Stop keeping the journal')
  await choose(page, 'Close looking back')
  await expect(page.getByRole('region', { name: 'Look back' })).toHaveCount(0)

  await rowOf(page, 'person3@shop.io').click()
  const drawer = page.getByRole('complementary', { name: 'Session' })
  await choose(page, 'Reveal the id of the selected session')
  await expect(drawer.getByRole('button', { name: 'Mask' })).toBeVisible()
  await choose(page, 'Close the detail')
  await expect(drawer).toHaveCount(0)
  await choose(page, 'Activity: guest noise')
  await expect(page.getByRole('grid', { name: 'Activity' })).toBeVisible()
  await choose(page, 'Count down those who are active')
  await expect(page.getByRole('button', { name: 'Stop counting down' })).toBeVisible()
  await choose(page, 'Zoom in')
  await expect
    .poll(() =>
      sextant.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor()
      )
    )
    .toBeCloseTo(1.1)
})

test('what is typed right after the palette’s Filter goes into the filter', async () => {
  const { page } = sextant
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Filter')
  await expect(palette(page).locator('[data-selected]')).toHaveAttribute('data-action', 'filter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('person1')
  await expect(palette(page)).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Filter sessions' })).toHaveValue('person1')
  await expect(page.getByRole('combobox', { name: 'Filter sessions' })).toBeFocused()
})
