import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { grid, rowOf, totals } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

let database: EmbeddedDatabase
let folder: string

test.beforeAll(async () => {
  database = await startDatabase({})
  folder = await mkdtemp(join(tmpdir(), 'sextant-user-'))
  await writeSessions(database.uri, { count: 12, people: 4 })
})
test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

const bar = (page: Page) => page.getByRole('region', { name: 'Look back' })

async function choose(page: Page, act: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/go to/i).or(page.getByRole('searchbox')).first().fill(act)
  await page.keyboard.press('Enter')
  // Fading out, it still takes the keys.
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

async function lookBack(page: Page): Promise<void> {
  await choose(page, 'look back')
  await expect(bar(page)).toBeVisible()
}

test('a journal shows the tables as they were, over a restart, and goes when told to', async () => {
  test.setTimeout(120_000)
  const args = ['--uri', database.uri, '--ns', 'shop.sessions']
  const first = await launchSextant({ args, userDataFolder: folder })
  await expect(totals(first.page)).toContainText('4 signed in', { timeout: 30_000 })
  await lookBack(first.page)
  await expect(bar(first.page)).toContainText('no payloads, ids hashed')
  await bar(first.page).getByRole('button', { name: 'Keep a journal' }).click()
  await expect(bar(first.page).getByRole('button', { name: 'Stop keeping' })).toBeVisible({ timeout: 20_000 })

  const client = new MongoClient(database.uri)
  const sessions = client.db('shop').collection('sessions')
  await sessions.deleteMany({ 'session.user.email': { $in: ['person0@shop.io', 'person1@shop.io'] } })
  await expect(totals(first.page)).toContainText('2 signed in')
  await expect(rowOf(first.page, 'person0@shop.io')).toBeHidden({ timeout: 10_000 })
  // Written down within the second, told here within a few.
  const moment = bar(first.page).getByRole('slider', { name: 'Moment to look back to' })
  // A second of it at least, so that there is something to move over.
  await expect
    .poll(() =>
      moment.evaluate((input: { max: string; min: string }) => Number(input.max) - Number(input.min))
    )
    .toBeGreaterThan(2000)
  await moment.focus()
  await first.page.keyboard.press('Home')
  await expect(bar(first.page)).toContainText('The past: as it was at')
  await expect(rowOf(first.page, 'person0@shop.io')).toBeVisible()
  await expect(grid(first.page)).toHaveAttribute('aria-rowcount', '13')
  await expect(first.page.getByRole('button', { name: /^Feed: The past/ })).toBeVisible()
  await bar(first.page).getByRole('button', { name: 'Back to now' }).click()
  await expect(rowOf(first.page, 'person0@shop.io')).toBeHidden()
  await first.close()

  const second = await launchSextant({ args, userDataFolder: folder })
  await expect(totals(second.page)).toContainText('2 signed in', { timeout: 30_000 })
  // What ended while the window before this one was open is still told.
  await choose(second.page, 'recently ended')
  const ended = second.page.getByRole('grid', { name: 'Activity' })
  for (const who of ['person0@shop.io', 'person1@shop.io'])
    await expect(ended.getByRole('row', { name: `signed out ${who}` })).toBeVisible()
  await second.page.keyboard.press('Control+1')
  await lookBack(second.page)
  await bar(second.page).getByRole('slider', { name: 'Moment to look back to' }).focus()
  await second.page.keyboard.press('Home')
  await expect(rowOf(second.page, 'person1@shop.io')).toBeVisible()
  await bar(second.page).getByRole('button', { name: 'Delete…' }).click()
  await bar(second.page)
    .getByRole('button', { name: /^Delete \d/ })
    .click()
  await expect(bar(second.page).getByRole('button', { name: 'Keep a journal' })).toBeVisible()
  await expect(rowOf(second.page, 'person1@shop.io')).toBeHidden()
  await second.close()
  await client.close()
})
