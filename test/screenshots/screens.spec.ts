import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { connectTo, grid, parkPointer, rowOf, startDemo } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'
import { partsOf } from '../support/states'
import { makeUnhealthy } from '../support/unhealthy-shop'
import { deleteSessionsOf, writeSessions, writeSessionsOf } from '../support/write-sessions'
import { every, photograph } from './photograph'

test('the connect screen, empty and with trouble', async () => {
  const sextant = await launchSextant({ args: [] })
  await expect(sextant.page.getByRole('button', { name: 'Start the demo' })).toBeVisible()
  await photograph(sextant, 'connect')
  await connectTo(sextant.page, 'mongodb://ann:secret@127.0.0.1:1/shop')
  await expect(sextant.page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
  await photograph(sextant, 'connect-trouble')
  await sextant.close()
})

/** Saved as a person does, without connecting. */
async function saveAs(page: Page, uri: string, marks: readonly [string, string, string]): Promise<void> {
  const [name, environment, colour] = marks
  await page.getByRole('button', { name: 'New connection' }).click()
  await page.getByRole('textbox', { name: 'Connection string' }).fill(uri)
  await page.getByRole('button', { name: 'Save…' }).click()
  const saved = page.getByRole('region', { name: 'Saved connection' })
  await saved.getByRole('textbox', { name: 'Name' }).fill(name)
  await saved.getByRole('combobox', { name: 'Environment' }).selectOption(environment)
  await saved.getByRole('combobox', { name: 'Colour' }).selectOption(colour)
  if (environment !== 'none') await saved.getByRole('checkbox', { name: 'Favourite' }).check()
  await saved.getByRole('button', { name: 'Save connection' }).click()
  await expect(page.getByRole('button', { name: `More about ${name}` })).toBeVisible()
}

test('saved connections, the form beside the string, and production open', async () => {
  test.setTimeout(240_000)
  const database = await startDatabase({})
  await writeSessions(database.uri, { count: 60, people: 24 })
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await saveAs(page, 'mongodb://ann@db.stage.shop.io:27017/shop?tls=true', ['Staging', 'staging', 'blue'])
  await saveAs(page, 'mongodb+srv://ann@cluster0.h4xw2.mongodb.net', ['Intranet', 'none', 'none'])
  await saveAs(page, database.uri, ['Shop', 'production', 'orange'])
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByRole('region', { name: 'Options' })).toBeVisible()
  await photograph(sextant, 'connection-form', every)
  await page.getByRole('button', { name: /^Shop/ }).click()
  await expect(grid(page).getByRole('row').nth(5)).toBeVisible()
  await parkPointer(page)
  await photograph(sextant, 'production', every)
  await sextant.close()
  await database.stop()
})

test('the demo: every tab, one session in full, and what lies over them', async () => {
  test.setTimeout(600_000)
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  const shopUrl = await startDemo(page)
  const { tab, choose, close, filter, drawer } = partsOf(page)
  const email = 'ines.duarte@shop.io'
  await photograph(sextant, 'sessions', every)

  const [laptop, phone] = [createShopClient(shopUrl), createShopClient(shopUrl)]
  await laptop.submit('/products/brass-sextant', '/cart', { sku: 'brass-sextant' })
  for (const device of [laptop, phone]) await device.signIn(email)
  await filter(email)
  await rowOf(page, email).first().click()
  await expect(page.getByText('Clocks')).toBeVisible()
  for (const device of [laptop, phone])
    for (const sku of ['log-book', 'brass-sextant']) await device.submit(`/products/${sku}`, '/cart', { sku })
  const changed = drawer.getByRole('region', { name: 'What changed' })
  await expect(changed.getByRole('listitem').nth(1)).toBeVisible()
  await filter('')
  await parkPointer(page)
  await photograph(sextant, 'detail', every)
  await drawer.getByRole('radio', { name: 'JSON' }).press(' ')
  await changed.scrollIntoViewIfNeeded()
  await photograph(sextant, 'detail-json')
  await page.keyboard.press('Escape')

  await tab('Users')
  const users = page.getByRole('grid', { name: 'Users' })
  await users.getByRole('row').nth(3).click()
  await page.keyboard.press('ArrowRight')
  await parkPointer(page)
  await photograph(sextant, 'users', every)
  await tab('Overview')
  await expect(page.getByRole('slider', { name: 'When sessions will expire' })).toBeVisible()
  await parkPointer(page)
  await photograph(sextant, 'overview', every)
  await page.getByRole('button', { name: 'Count them down' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await photograph(sextant, 'drain')
  await page.getByRole('button', { name: 'Stop counting down' }).click()
  await tab('Activity')
  const activity = page.getByRole('grid', { name: 'Activity' })
  await expect(activity.getByRole('row').nth(12)).toBeVisible()
  await photograph(sextant, 'activity', every)
  await phone.signOut()
  await choose('recently ended')
  await expect(activity.getByRole('row', { name: `signed out ${email}` })).toBeVisible()
  await photograph(sextant, 'ended')

  await tab('Sessions')
  await choose('look back')
  await page.getByRole('button', { name: 'Keep a journal' }).click()
  const moment = page.getByRole('slider', { name: 'Moment to look back to' })
  await expect
    .poll(() => moment.evaluate((e: { max: string; min: string }) => Number(e.max) - Number(e.min)))
    .toBeGreaterThan(8000)
  await moment.focus()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Home')
  await expect(page.getByText(/^The past: as it was at/).first()).toBeVisible()
  await parkPointer(page)
  await photograph(sextant, 'look-back')
  await page.getByRole('button', { name: 'Back to now' }).click()
  await page.getByRole('button', { name: 'Close looking back' }).click()

  await page.keyboard.press('Control+k')
  await page
    .getByRole('dialog')
    .getByRole('searchbox')
    .or(page.getByPlaceholder(/go to/i))
    .first()
    .fill('sess')
  await photograph(sextant, 'palette')
  await close()
  await choose('export all')
  await expect(page.getByRole('dialog', { name: 'Export sessions' })).toBeVisible()
  await photograph(sextant, 'export')
  await sextant.close()
})

test('the health of a store that has a few things wrong with it', async () => {
  test.setTimeout(240_000)
  const database = await startDatabase({})
  await makeUnhealthy(database.uri)
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await connectTo(page, database.uri)
  await partsOf(page).tab('Store health')
  await expect(page.getByRole('article').nth(3)).toBeVisible()
  await photograph(sextant, 'store-health', every)
  await sextant.close()
  await database.stop()
})

test('alerts: what was raised, and what is to be told', async () => {
  test.setTimeout(240_000)
  const database = await startDatabase({})
  await writeSessions(database.uri, { count: 120, people: 48 })
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await connectTo(page, database.uri)
  await expect(grid(page).getByRole('row').nth(5)).toBeVisible()
  const bell = page.getByRole('button', { name: /^Alerts/ })
  await bell.click()
  await page.getByRole('dialog', { name: 'Alerts' }).waitFor()
  await photograph(sextant, 'alerts-off')
  const many = 'Many sessions of one user'
  for (const name of [many, 'A surge of guests', 'No news of the server'])
    await page.getByRole('checkbox', { name }).check()
  await page.getByRole('textbox', { name: /^Many sessions of one user: more/ }).fill('5')
  await page.getByRole('textbox', { name: /^A surge of guests: more/ }).fill('100')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  for (const name of ['ines.duarte', 'mei.tanaka']) await writeSessionsOf(database.uri, `${name}@shop.io`, 7)
  await writeSessions(database.uri, { count: 140, people: 0 })
  await expect(bell).toHaveAccessibleName('Alerts, 3 new')
  await parkPointer(page)
  await photograph(sextant, 'alerts-bell')
  await deleteSessionsOf(database.uri, 'mei.tanaka@shop.io')
  await bell.click()
  await expect(page.getByText(/^over /)).toBeVisible()
  await photograph(sextant, 'alerts', every)
  await sextant.close()
  await database.stop()
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
