import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { connectTo, rowOf } from '../support/page-parts'
import { startStoreApp } from '../support/stores'

const drawer = (page: Page) => page.getByRole('region', { name: 'What changed' })
const treeLine = (page: Page, name: RegExp) =>
  page.getByRole('tree', { name: 'Document' }).getByRole('treeitem', { name })

let database: EmbeddedDatabase
test.beforeAll(async () => {
  database = await startDatabase({})
})
test.afterAll(() => database.stop())

test('the drawer stays on a session while it changes, is touched and signs out, and lists just that', async () => {
  test.setTimeout(120_000)
  const where = { library: 'connect-mongo-6', uri: database.uri, database: 'story' } as const
  const app = await startStoreApp({ ...where, collection: 'sessions' })
  const person = app.browser()
  await person.visit('/')
  const { page, close } = await launchSextant({})
  await connectTo(page, database.uri)
  await rowOf(page, 'guest').click()
  await page.keyboard.press('Enter')
  await expect(drawer(page)).toContainText(/0 writes since/)
  const lines = drawer(page).getByRole('listitem')
  await expect(treeLine(page, /^views: 1/)).toBeVisible()

  await person.visit('/')
  await expect(lines).toHaveText([/views 1 → 2$/])
  await expect(treeLine(page, /^views: 2/)).toContainText('was 1')
  await person.visit('/look')
  await person.visit('/look')
  await expect(lines).toHaveText([/touched 2 times since .*: expires \d/, /views 1 → 2$/])
  await expect(treeLine(page, /^views: 2/)).toContainText('was 1')
  await expectAccessible(page)

  // express-session touches once more at the end of a request that has saved by itself.
  await person.visit('/login/ann@shop.io')
  await expect(lines.filter({ hasText: 'signed in as ann@shop.io' })).toHaveCount(1)
  await expect(page.getByRole('heading', { name: 'ann@shop.io' })).toBeVisible()
  await person.visit('/logout')
  await expect(lines.first()).toContainText('signed out')
  await expect(lines).toHaveText([
    /signed out: deleted .* before its expiry/,
    /touched/,
    /signed in as ann@shop\.io: was a guest/,
    /touched 2 times/,
    /views 1 → 2$/
  ])
  await expect(page.getByRole('heading', { name: 'ann@shop.io' })).toBeVisible()

  // Beside it in a small window no tab breaks into two lines.
  await page.setViewportSize({ width: 1000, height: 700 })
  await expect(drawer(page)).toBeVisible()
  for (const tab of await page.getByRole('tablist', { name: 'Views' }).getByRole('tab').all())
    expect(await tab.evaluate(linesOf)).toBe(1)
  await close()
  await app.stop()
})

/** How many lines the text of an element takes. */
function linesOf(element: unknown): number {
  interface Lines {
    selectNodeContents(node: unknown): void
    getClientRects(): { readonly length: number }
  }
  const { document } = globalThis as unknown as { document: { createRange(): Lines } }
  const range = document.createRange()
  range.selectNodeContents((element as { firstChild: unknown }).firstChild)
  return range.getClientRects().length
}

test('a user shown by example is read in every session, by keyboard, is remembered, and can be undone', async () => {
  test.setTimeout(120_000)
  const client = new MongoClient(database.uri)
  const sessions = client.db('example').collection<{ _id: string }>('sessions')
  const expires = new Date(Date.now() + 1_800_000)
  const cookie = { originalMaxAge: 1_800_000, httpOnly: true, path: '/' }
  await sessions.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  await sessions.insertMany(
    ['ann', 'bob', 'eve'].map(name => ({
      _id: `session-of-${name}`,
      expires,
      session: { cookie, account: { profile: { mail: `${name}@shop.io` } } }
    }))
  )
  await client.close()
  const args = ['--uri', database.uri, '--ns', 'example.sessions']
  const userDataFolder = await mkdtemp(join(tmpdir(), 'sextant-user-'))
  const first = await launchSextant({ args, userDataFolder })
  const { page } = first
  await expect(rowOf(page, 'guest')).toHaveCount(3)

  await page.keyboard.press('ArrowDown')
  await rowOf(page, 'guest').first().click()
  await page.keyboard.press('Enter')
  await treeLine(page, /^account/).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(treeLine(page, /^mail/)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'This is the user' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'This is the user' }).press('Enter')
  for (const name of ['ann', 'bob', 'eve']) await expect(rowOf(page, `${name}@shop.io`)).toBeVisible()
  await first.close()

  const again = await launchSextant({ args, userDataFolder })
  await expect(rowOf(again.page, 'ann@shop.io')).toBeVisible()
  await again.page.getByRole('button', { name: 'user read from account.profile.mail' }).click()
  await expect(again.page.getByText('Names a user in 3 of 3 active sessions')).toBeVisible()
  await again.page.getByRole('menuitem', { name: /^Undo/ }).click()
  await expect(rowOf(again.page, 'guest')).toHaveCount(3)
  await again.close()
  await rm(userDataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
})

test('the document as JSON, searched, and the way to this user’s other session', async () => {
  test.setTimeout(120_000)
  const where = { library: 'connect-mongodb-session', uri: database.uri, database: 'forms' } as const
  const app = await startStoreApp({ ...where, collection: 'sessions' })
  for (const person of [app.browser(), app.browser()]) await person.visit('/login/ann@shop.io')
  const { page, close } = await launchSextant({ args: ['--uri', database.uri, '--ns', 'forms.sessions'] })
  await rowOf(page, 'ann@shop.io').first().click()
  await page.keyboard.press('Enter')

  const find = page.getByRole('textbox', { name: 'Find in the document' })
  await find.fill('ann@')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await expect(treeLine(page, /^email: "ann@shop.io"/)).toHaveAttribute('aria-current', 'true')
  await find.fill('expires')
  await expect(page.getByText('1 of 2', { exact: true })).toBeVisible()
  await find.press('Enter')
  await expect(page.getByText('2 of 2', { exact: true })).toBeVisible()
  await find.press('Shift+Enter')
  await expect(page.getByText('1 of 2', { exact: true })).toBeVisible()
  await find.fill('nowhere')
  await expect(page.getByText('not found')).toBeVisible()

  await page.getByRole('radio', { name: 'JSON' }).press(' ')
  const json = page.getByRole('region', { name: 'Document as JSON' })
  await expect(json).toContainText('"email": "ann@shop.io"')
  const text = (await json.textContent()) ?? ''
  expect(JSON.parse(text)).toMatchObject({ _id: '••••••••', session: { user: { email: 'ann@shop.io' } } })
  await expectAccessible(page)

  const selected = page.getByRole('grid', { name: 'Sessions' }).locator('[aria-selected="true"]')
  const first = await selected.getAttribute('data-key')
  await page.getByRole('region', { name: 'Also open for this user' }).getByRole('button').click()
  await expect(selected).toHaveCount(1)
  await expect(selected).not.toHaveAttribute('data-key', first ?? '')
  await close()
  await app.stop()
})
