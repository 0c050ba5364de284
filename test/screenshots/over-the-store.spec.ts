import { expect, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { connections, connectTo, grid, rowOf, startDemo } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'
import { partsOf } from '../support/states'
import { writeSessions } from '../support/write-sessions'
import { every, photograph } from './photograph'

test('two stores open in tabs', async () => {
  test.setTimeout(240_000)
  const database = await startDatabase({})
  await writeSessions(database.uri, { count: 60, people: 24 })
  await writeSessions(database.uri, { count: 200, people: 90, collection: 'shopSessions' })
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  const open = (name: string) => connections(page).getByRole('treeitem', { name: new RegExp(`^${name}\\b`) })
  await connectTo(page, database.uri)
  await open('sessions').click()
  await expect(grid(page).getByRole('row').nth(5)).toBeVisible()
  await open('shopSessions').click({ button: 'middle' })
  await expect(grid(page).getByRole('row').nth(5)).toBeVisible()
  await expect(page.getByRole('button', { name: /^shop.shopSessions.*90 sessions/ })).toBeVisible()
  await page.mouse.move(700, 690)
  await photograph(sextant, 'tabs', every)
  await page.keyboard.press('Control+t')
  await expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible()
  await photograph(sextant, 'tabs-new')
  await sextant.close()
  await database.stop()
})

test('what is asked and answered over the demo', async () => {
  test.setTimeout(600_000)
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  const shopUrl = await startDemo(page)
  const { choose, close, filter, dialog, drawer, pressEscape } = partsOf(page)
  const email = 'ines.duarte@shop.io'

  await choose('about')
  await expect(page.getByRole('dialog', { name: /^About/ })).toBeVisible()
  await photograph(sextant, 'about', every)
  await close()

  const [laptop, phone] = [createShopClient(shopUrl), createShopClient(shopUrl)]
  for (const device of [laptop, phone]) await device.signIn(email)
  const gone = createShopClient(shopUrl)
  await gone.signIn('noor.haddad@shop.io')
  const cookie = await gone.cookieHeader()
  await filter(email)
  await expect(rowOf(page, email)).toHaveCount(2)
  await choose('why am i logged out')
  await expect(dialog).toBeVisible()
  await photograph(sextant, 'why-asked')
  await gone.signOut()
  await page.getByRole('textbox', { name: 'Cookie, session id or user' }).fill(cookie)
  await page.getByRole('button', { name: 'Find out' }).click()
  await expect(page.getByRole('region', { name: 'Answer' })).toBeVisible()
  await photograph(sextant, 'why', every)
  await close()

  await page.getByRole('button', { name: 'Read-only' }).click()
  await page.getByRole('menuitem', { name: /^Allow signing out/ }).click()
  await rowOf(page, email).first().click()
  await drawer.getByRole('button', { name: 'Sign out all 2…' }).click()
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await photograph(sextant, 'sign-out', every)
  await close()
  await pressEscape()

  await filter('')
  await expect(grid(page).getByRole('row').nth(12)).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Backspace')
  await expect(dialog).toContainText('This signs out everybody')
  await photograph(sextant, 'sign-out-everybody', every)
  await sextant.close()
})
