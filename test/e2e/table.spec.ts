import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, grid } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

let database: EmbeddedDatabase
let sextant: Sextant
let folder: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: 900, people: 100 })
  folder = await mkdtemp(join(tmpdir(), 'sextant-table-'))
})
test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true })
})
test.beforeEach(async () => {
  sextant = await launchSextant({ args: [] })
  await connectTo(sextant.page, database.uri)
  await expect(grid(sextant.page)).toHaveAttribute('aria-rowcount', '901')
})
test.afterEach(() => sextant.close())

const selected = (page: Page) => grid(page).locator('[role="row"][aria-selected="true"]')
const row = (page: Page, index: number) => grid(page).locator(`[data-index="${index}"]`)
const clipboard = () => sextant.app.evaluate(({ clipboard: system }) => system.readText())

/** The system's dialog cannot be driven: this file is what the person chooses. */
function choosing(filePath: string) {
  return sextant.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
  }, filePath)
}

test('several rows are selected by mouse and key, told, and left one step at a time', async () => {
  const { page } = sextant
  await expect(grid(page)).toHaveAttribute('aria-multiselectable', 'true')
  await row(page, 1).click()
  await expect(page.getByRole('complementary', { name: 'Session' })).toBeVisible()
  await row(page, 4).click({ modifiers: ['Shift'] })
  await expect(selected(page)).toHaveCount(4)
  await expect(page.getByText('4 sessions selected')).toBeVisible()
  await row(page, 2).click({ modifiers: ['Control'] })
  await expect(selected(page)).toHaveCount(3)
  await expect(row(page, 2)).toHaveAttribute('aria-selected', 'false')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 sessions selected')).toBeVisible()
  await page.keyboard.press('Control+c')
  await expect.poll(async () => JSON.parse(await clipboard()).length).toBe(2)
  await page.keyboard.press('Escape')
  await expect(selected(page)).toHaveCount(1)
  await expect(page.getByRole('complementary', { name: 'Session' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: 'Session' })).toHaveCount(0)
})

test('a range reaches over rows that are not on screen, and all that match are a query', async () => {
  const { page } = sextant
  await row(page, 2).click()
  await page.keyboard.press('Shift+End')
  await expect(page.getByText('898 sessions selected')).toBeVisible()
  await page.keyboard.press('Control+a')
  await expect(page.getByText('All 900 that match selected')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Copy, export or sign out' }).click()
  await page.getByRole('menuitem', { name: 'As CSV' }).click()
  await expect.poll(async () => (await clipboard()).trimEnd().split('\r\n').length).toBe(901)
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill('state:guest')
  await expect(page.getByText('that match selected')).toHaveCount(0)
})

test('what is filtered is exported, ids masked unless asked for whole', async () => {
  const { page } = sextant
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill('person1@')
  const shown = Number(await grid(page).getAttribute('aria-rowcount')) - 1
  const masked = join(folder, 'masked.csv')
  await choosing(masked)
  await page.getByRole('button', { name: 'Copy, export or sign out' }).click()
  await page.getByRole('menuitem', { name: 'Export all that match…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export sessions' })
  await expect(dialog.getByText('as filtered and sorted')).toBeVisible()
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog.getByText(/sessions? written to masked\.csv\./)).toBeVisible()
  const lines = (await readFile(masked, 'utf8')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('state,user,name,session,since,sinceBasis,lastSeen,lastSeenBasis,expires')
  expect(lines.slice(1).every(line => line.includes('person1@') && line.includes('…'))).toBe(true)
  expect(lines.length).toBeGreaterThan(1)
  expect(shown).toBeGreaterThan(0)
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  const whole = join(folder, 'whole.json')
  await choosing(whole)
  await page.getByRole('button', { name: 'Copy, export or sign out' }).click()
  await page.getByRole('menuitem', { name: 'Export all that match…' }).click()
  await dialog.getByRole('radio', { name: 'JSON' }).check()
  await dialog.getByRole('checkbox', { name: 'Whole session ids' }).check()
  await expect(dialog.getByText('Keep the file as you would keep passwords.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog.getByText(/sessions? written to whole\.json\./)).toBeVisible()
  const records: { session: string }[] = JSON.parse(await readFile(whole, 'utf8'))
  expect(records).toHaveLength(lines.length - 1)
  expect(records.every(record => record.session.length > 8 && !record.session.includes('…'))).toBe(true)
  expect((await readdir(folder)).sort()).toEqual(['masked.csv', 'whole.json'])
})

test('the palette finds a user who is not on screen', async () => {
  const { page } = sextant
  const away = 'person50@shop.io'
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill('state:guest')
  await expect(row(page, 0)).toHaveAccessibleName('guest')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(away)
  const found = page.getByRole('dialog').getByRole('button', { name: away })
  await found.click()
  await expect(grid(page).getByRole('row').nth(1)).toHaveAccessibleName(away)
})

test('the window remembers its zoom', async () => {
  const userDataFolder = join(folder, 'kept')
  const zoomOf = ({ app }: Sextant) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
  const first = await launchSextant({ userDataFolder })
  await expect(first.page.getByRole('textbox', { name: 'Connection string' })).toBeVisible()
  await expect
    .poll(() => first.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(item => item.label)))
    .toContain('View')
  await first.app.evaluate(({ Menu }) => {
    const view = Menu.getApplicationMenu()?.items.find(item => item.label === 'View')
    view?.submenu?.items.find(item => item.label === 'Zoom in')?.click()
  })
  expect(await zoomOf(first)).toBeCloseTo(1.1)
  await first.close()
  const second = await launchSextant({ userDataFolder })
  await expect.poll(() => zoomOf(second)).toBeCloseTo(1.1)
  await second.close()
})
