import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, grid, setAppearance } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

let database: EmbeddedDatabase
let sextant: Sextant

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: 300, people: 100 })
})
test.afterAll(() => database.stop())
test.beforeEach(async () => {
  sextant = await launchSextant({ args: [] })
  await connectTo(sextant.page, database.uri)
  await expect(grid(sextant.page)).toHaveAttribute('aria-rowcount', '301')
})
test.afterEach(() => sextant.close())

const field = (page: Page) => page.getByRole('combobox', { name: 'Filter sessions' })
const options = (page: Page) => page.getByRole('listbox', { name: 'What may come next' }).getByRole('option')

test('the filter is written with the keyboard alone: offered, taken, put away', async () => {
  const { page } = sextant
  await page.keyboard.press('/')
  await page.keyboard.type('sta')
  await expect(options(page).first()).toContainText('state:')
  await page.keyboard.press('ArrowDown')
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('state:')
  await page.keyboard.type('g')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await expect(field(page)).toHaveValue('state:guest ')
  await expect(grid(page).getByRole('row').nth(1)).toHaveAccessibleName('guest')
  await page.keyboard.type('us')
  await expect(options(page)).toHaveCount(2)
  for (const appearance of ['dark', 'light'] as const) {
    await setAppearance(page, appearance)
    await field(page).focus()
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.filter(v => v.impact === 'serious' || v.impact === 'critical')).toEqual([])
  }
  await page.keyboard.press('Escape')
  await expect(options(page)).toHaveCount(0)
  await expect(field(page)).toHaveValue('state:guest us')
  await page.keyboard.press('Escape')
  await expect(field(page)).toHaveValue('')
})

test('what cannot be understood is said under the field, and the rows stay', async () => {
  const { page } = sextant
  await field(page).fill('user:person1@')
  const rows = grid(page).getByRole('row', { name: /person1@/ })
  await expect(rows.first()).toBeVisible()
  const before = await grid(page).getAttribute('aria-rowcount')
  await field(page).fill('user:person1@ expires<')
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('After “expires<” comes a span of time')).toBeVisible()
  await expect(page.getByText('The filter before it stays in force.')).toBeVisible()
  expect(await grid(page).getAttribute('aria-rowcount')).toBe(before)
  await field(page).fill('user:person1@ expires<1s')
  await expect(page.getByText('No session matches.')).toBeVisible()
})

test('values in the payload are looked up, and their paths offered', async () => {
  const { page } = sextant
  await field(page).click()
  await page.keyboard.type('user.em')
  await expect(options(page).first()).toContainText('user.email:')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.type('person7@')
  await expect(
    grid(page)
      .getByRole('row', { name: /person7@/ })
      .first()
  ).toBeVisible()
  await expect(grid(page).getByRole('row', { name: /guest/ })).toHaveCount(0)
})

test('a filter is kept by name, renamed, chosen and deleted', async () => {
  const { page } = sextant
  const menu = page.getByRole('button', { name: 'Saved filters' })
  await field(page).fill('state:guest')
  await page.keyboard.press('Escape')
  await field(page).fill('state:guest')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Only guests')
  await page.getByRole('button', { name: 'Save filter' }).click()
  const name = page.getByRole('textbox', { name: 'Name of Only guests' })
  await name.fill('Guests')
  await name.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name of Guests' })).toBeVisible()
  await page.keyboard.press('Escape')
  await field(page).fill('')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Guests' }).click()
  await expect(field(page)).toHaveValue('state:guest')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click()
  await page.getByRole('button', { name: 'Delete Guests' }).click()
  await expect(page.getByText('No filter of this store is kept yet.')).toBeVisible()
})

test('a path in the payload becomes a column, changes in sight, and is kept for this store', async () => {
  const { page } = sextant
  const client = new MongoClient(database.uri)
  const sessions = client.db('shop').collection('sessions')
  const person = { 'session.user.email': 'person7@shop.io' }
  await sessions.updateOne(person, { $set: { 'session.cart': { items: ['shirt'] } } })
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Add a path in the payload…' }).click()
  await page.getByRole('combobox', { name: 'Path in the payload' }).fill('cart.items')
  await page.getByRole('button', { name: 'Add column' }).click()
  await expect(page.getByRole('columnheader', { name: 'cart.items' })).toBeVisible()
  await field(page).fill('user=person7@shop.io')
  const row = grid(page).getByRole('row', { name: 'person7@shop.io', exact: true })
  const cell = row.getByRole('gridcell').nth(-2)
  await expect(cell).toHaveText('1')
  await sessions.updateOne(person, { $set: { 'session.cart': { items: ['shirt', 'socks', 'hat'] } } })
  await expect(cell).toHaveText('1 → 3')
  await expect(cell).toHaveText('3')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'cart.items' })).toBeVisible()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'cart.items' }).click()
  await expect(page.getByRole('columnheader', { name: 'cart.items' })).toHaveCount(0)
  await client.close()
})
