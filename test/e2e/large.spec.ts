import { expect, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { grid, parkPointer, totals } from '../support/page-parts'
import { startProxy } from '../support/proxy'
import { writeSessions } from '../support/write-sessions'

const MANY = 3000
let database: EmbeddedDatabase

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: MANY, people: 600 })
})

test.afterAll(() => database.stop())

test('a large store is counted by the database, says so, and is still live', async () => {
  test.setTimeout(120_000)
  const args = ['--uri', database.uri, '--ns', 'shop.sessions', '--mirror-at-most', '1000']
  const { page, close } = await launchSextant({ args })
  const chip = page.getByRole('button', { name: /^Feed: Large store counted by the database every 10 s/ })
  await expect(chip).toBeVisible({ timeout: 30_000 })
  await expect(totals(page)).toContainText('600 signed in')
  await expect(totals(page)).toContainText('2,400 guests')
  await expect(totals(page)).toContainText(/counted (just now|\d+ s ago)/)
  // No index gives the order of "Since": the expiry takes its place.
  await expect(grid(page).getByRole('columnheader', { name: 'Expires in' })).toHaveAttribute(
    'aria-sort',
    'descending'
  )
  await expect(grid(page).getByRole('columnheader', { name: 'Since' }).getByRole('button')).toBeDisabled()

  await parkPointer(page)
  const client = new MongoClient(database.uri)
  const expires = new Date(Date.now() + 3_600_000)
  const session = { cookie: { originalMaxAge: 3_600_000, expires }, user: { email: 'zoe@shop.io' } }
  const sessions = client.db('shop').collection<{ _id: string }>('sessions')
  await sessions.insertOne({ _id: 'a-login-in-a-large-store', session, expires } as never)
  await expect(grid(page).getByRole('row', { name: 'zoe@shop.io' })).toBeVisible({ timeout: 20_000 })
  await expect(totals(page)).toContainText('601 signed in')
  await client.close()

  await grid(page).getByRole('row').nth(3).click()
  await page.keyboard.press('End')
  await expect(grid(page).locator(`[aria-rowindex="${MANY + 2}"]`)).toBeVisible({ timeout: 20_000 })
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill('person17@')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2', { timeout: 20_000 })

  await page.getByRole('tab', { name: 'Users' }).click()
  const users = page.getByRole('grid', { name: 'Users' })
  await expect(users).toHaveAttribute('aria-rowcount', '602', { timeout: 20_000 })

  // Read into the window after all.
  await page.getByRole('button', { name: /^Feed: Large store/ }).click()
  await page.getByRole('menuitemradio', { name: '1,000,000 sessions' }).click()
  await expect(page.getByRole('button', { name: /^Feed: Live change stream/ })).toBeVisible({
    timeout: 30_000
  })
  await expect(totals(page)).not.toContainText('counted')
  await close()
})

test('a first read shows its rows as they come, and can be cancelled without leaving the connection', async () => {
  test.setTimeout(120_000)
  const proxy = await startProxy(Number(new URL(database.uri).port))
  const { page, close } = await launchSextant({ args: ['--uri', proxy.uri, '--ns', 'shop.sessions'] })
  const chip = page.getByRole('button', { name: /^Feed: / })
  await expect(chip).toHaveAccessibleName(/^Feed: (Live|Polling)/, { timeout: 30_000 })
  // Read anew, each piece of a reply a second late: six batches and more.
  proxy.delay(1000)
  await chip.click()
  await page.getByRole('menuitemradio', { name: /Full read/ }).click()
  const cancel = page.getByRole('button', { name: 'Cancel reading' })
  await expect(cancel).toBeVisible({ timeout: 30_000 })
  await expect(chip).toHaveAccessibleName(/Reading [1-9][\d,]* of about 3,0/)
  expect(await grid(page).getByRole('row').count()).toBeGreaterThan(1)
  await cancel.click()
  await expect(grid(page)).toBeHidden({ timeout: 20_000 })
  proxy.pass()
  await page.getByRole('treeitem', { name: /sessions/ }).click()
  await expect(chip).toHaveAccessibleName(/^Feed: Live/, { timeout: 30_000 })
  await close()
  await proxy.close()
})
