import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { connectTo, grid, rowOf } from '../support/page-parts'
import { runMongosh } from '../support/run-mongosh'
import { writeSessions } from '../support/write-sessions'

let database: EmbeddedDatabase
let client: MongoClient

test.beforeAll(async () => {
  database = await startDatabase({})
  client = new MongoClient(database.uri)
  await writeSessions(database.uri, { count: 30, people: 30 })
  const sessions = client.db('shop').collection('sessions')
  await sessions.dropIndex('expires_1')
  await sessions.updateOne(
    { 'session.user.email': 'person7@shop.io' },
    { $set: { expires: new Date(Date.now() - 600_000) } }
  )
})
test.afterAll(async () => {
  await client.close()
  await database.stop()
})

const tab = (page: Page) => page.getByRole('tab', { name: 'Store health' })
const findings = (page: Page) => page.getByRole('region', { name: 'Findings' }).getByRole('article')

test('a store is told to be ill, shows whom it is about, and is well once it is mended', async () => {
  const { app, page, close } = await launchSextant()
  await connectTo(page, database.uri)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '31')
  await expect(tab(page)).toHaveAccessibleName('Store health 1 critical')
  await page.keyboard.press('Control+5')
  await expect(findings(page)).toHaveCount(1)
  const missing = page.getByRole('article', { name: 'No TTL index: nothing deletes expired sessions' })
  await expect(missing).toContainText('1 expired session still stored. Indexes found: _id_.')
  await expectAccessible(page, 'a finding')

  await page.getByRole('radio', { name: 'Advice 0' }).check({ force: true })
  await expect(page.getByText('No finding is advice.')).toBeVisible()
  await page.getByRole('radio', { name: 'Critical 1' }).check({ force: true })
  await page.getByRole('button', { name: 'Copy report' }).click()
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('Store health of shop.sessions: grade F')
  await missing.getByRole('button', { name: /^Copy what mends/ }).click()
  await expect(missing.getByText('Copied')).toBeVisible()

  await missing.getByRole('button', { name: 'Show these sessions' }).click()
  await expect(page.getByRole('combobox', { name: 'Filter sessions' })).toHaveValue('state:expired')
  await expect(grid(page).getByRole('row')).toHaveCount(2)
  await expect(rowOf(page, 'person7@shop.io')).toBeVisible()

  await tab(page).click()
  await runMongosh(client, await app.evaluate(({ clipboard }) => clipboard.readText()))
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByText('Nothing is wrong with this store.')).toBeVisible()
  await expect(tab(page)).toHaveAccessibleName('Store health')
  await close()
})
