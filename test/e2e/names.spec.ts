import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient, ObjectId } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { grid, totals } from '../support/page-parts'

const people = ['Ann Moreau', 'Bob Ito', 'Zoe Khan', 'Kim Olsen']
const idOf = (n: number) => ObjectId.createFromTime(n + 1)
let database: EmbeddedDatabase

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  const client = new MongoClient(database.uri)
  const db = client.db('shop')
  const expires = new Date(Date.now() + 1_800_000)
  const stored = (_id: string, n: number) => {
    const cookie = { originalMaxAge: 1_800_000, expires, path: '/' }
    return { _id, expires, session: JSON.stringify({ cookie, userId: idOf(n).toHexString() }) }
  }
  const sessions = [...people.map((_, n) => stored(`session-of-person-${n}`, n)), stored('second-of-ann', 0)]
  await db.collection<{ _id: string }>('sessions').insertMany(sessions)
  await db.collection('sessions').createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  await db
    .collection('members')
    .insertMany(people.map((name, n) => ({ _id: idOf(n), name, password: 'never-read' })))
  await client.close()
})
test.afterAll(() => database.stop())

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter sessions' })

test('names come from the app’s own users, everywhere, are kept, and can be taken back', async () => {
  test.setTimeout(120_000)
  const userDataFolder = await mkdtemp(join(tmpdir(), 'sextant-names-'))
  const args = ['--uri', database.uri, '--ns', 'shop.sessions']
  const first = await launchSextant({ args, userDataFolder })
  const { page } = first
  await expect(totals(page)).toContainText(/5\s*signed in/, { timeout: 30_000 })
  await expect(grid(page).getByRole('row', { name: idOf(3).toHexString() })).toBeVisible()
  await page.getByRole('tab', { name: 'Users' }).click()

  // By keyboard alone.
  await page.getByRole('button', { name: /^user read from/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/4 of 4 users found in shop\.members by _id; names from name/)).toBeVisible()
  const show = page.getByRole('menuitem', { name: 'Show names from shop.members' })
  await expectAccessible(page)
  await show.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid', { name: 'Users' }).getByRole('row', { name: 'Zoe Khan' })).toBeVisible()

  await page.getByRole('tab', { name: 'Sessions' }).click()
  await filter(page).fill('moreau')
  await expect(grid(page).getByRole('row', { name: 'Ann Moreau', exact: true })).toHaveCount(2)
  await filter(page).fill(idOf(1).toHexString())
  await grid(page).getByRole('row', { name: 'Bob Ito', exact: true }).click()
  const drawer = page.getByRole('complementary', { name: 'Session' })
  await expect(drawer.getByRole('heading', { name: 'Bob Ito' })).toBeVisible()
  await expect(drawer).toContainText(idOf(1).toHexString())
  expect(await page.content()).not.toContain('never-read')
  await expectAccessible(page)
  await first.close()

  const second = await launchSextant({ args, userDataFolder })
  await expect(grid(second.page).getByRole('row', { name: 'Kim Olsen' })).toBeVisible({ timeout: 30_000 })
  await second.page.getByRole('button', { name: /^user read from/ }).click()
  await second.page.getByRole('menuitem', { name: 'Undo: show user keys only' }).click()
  await expect(grid(second.page).getByRole('row', { name: idOf(3).toHexString() })).toBeVisible()
  await second.close()
  await rm(userDataFolder, { recursive: true, force: true })
})
