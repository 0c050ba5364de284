import { expect, test } from '@playwright/test'
import { readFuses } from '../../scripts/package/fuses.mjs'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { isListening } from '../support/is-listening'
import { launchPackaged, packagedProgram } from '../support/packaged-app'
import { connections, grid, parkPointer, readFacts, rowOf, totals } from '../support/page-parts'
import { type StoreApp, startStoreApp } from '../support/stores'

let database: EmbeddedDatabase
let app: StoreApp

test.beforeAll(async () => {
  database = await startDatabase()
  app = await startStoreApp({
    library: 'connect-mongo-6',
    uri: database.uri,
    database: 'shop',
    collection: 'sessions'
  })
})
test.afterAll(async () => {
  await app.stop()
  await database.stop()
})

test('the packaged app, opened by a second start, shows a login as it happens, and runs the demo', async () => {
  test.setTimeout(180_000)
  await app.browser().visit('/login/first@shop.io')
  const sextant = await launchPackaged()
  const { page } = sextant
  await expect(page.getByRole('textbox', { name: 'Connection string' })).toBeVisible()

  const again = await sextant.startAgain(['--ns', 'shop.sessions', '--uri', database.uri])
  expect(again).toEqual({ said: expect.stringContaining('Sextant is open already'), code: 0 })
  await expect(rowOf(page, 'first@shop.io')).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(totals(page)).toContainText('1 signed in')

  await parkPointer(page)
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  await expect(rowOf(page, 'ann@shop.io')).toBeVisible()
  await expect(totals(page)).toContainText('2 signed in')
  await ann.visit('/logout')
  await expect(rowOf(page, 'ann@shop.io')).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('About Sextant')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'About Sextant' })).toContainText(/Electron\d+\./)
  await page.keyboard.press('Escape')

  await connections(page).getByRole('button', { name: 'New connection' }).click()
  await page.getByRole('button', { name: 'Start the demo' }).click()
  await expect(page.getByRole('button', { name: 'Open the shop' })).toBeVisible({ timeout: 60_000 })
  await expect(grid(page).getByRole('row').nth(1)).toBeVisible()
  const { demo } = await readFacts(page)
  if (demo.kind !== 'running') throw new Error(`The demo is ${demo.kind}`)
  expect(await isListening(demo.shopUrl)).toBe(true)

  expect(await sextant.quit()).toBe(0)
  await expect.poll(() => isListening(demo.shopUrl)).toBe(false)
  await expect.poll(() => isListening(demo.uri)).toBe(false)
})

test('the package has its fuses set: nothing makes it run other code than its own', async () => {
  const { fuses, wrong } = await readFuses(packagedProgram)
  expect(wrong).toEqual([])
  expect(fuses).toMatchObject({ RunAsNode: false, OnlyLoadAppFromAsar: true, EnableCookieEncryption: true })
})
