import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant, type Sextant } from '../support/electron-app'
import { writeOddSessions } from '../support/odd-sessions'
import { connectTo } from '../support/page-parts'
import { startProxy } from '../support/proxy'
import { lookAtAll, partsOf } from '../support/states'
import { writeSessions } from '../support/write-sessions'

let sextant: Sextant
let database: EmbeddedDatabase

test.describe.configure({ timeout: 900_000 })
test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeOddSessions(database.uri)
})
test.afterAll(() => database.stop())
test.afterEach(() => sextant.close())

async function open(ns: string, ...words: string[]): Promise<Page> {
  sextant = await launchSextant({ args: ['--uri', database.uri, '--ns', ns, ...words] })
  return sextant.page
}

test('axe finds nothing on the connect screen, whatever is on it', async () => {
  sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await lookAtAll(page, [
    {
      name: 'nothing yet, and the demo offered',
      reach: () => expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible()
    },
    {
      name: 'not to be reached, and the recent list',
      async reach() {
        await connectTo(page, 'mongodb://ann:secret@127.0.0.1:1/shop')
        await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
        await expect(page.getByRole('region', { name: 'Recent connections' })).toBeVisible()
      }
    },
    {
      name: 'not a connection string',
      async reach() {
        await connectTo(page, 'mongo:/nowhere')
        await expect(page.getByRole('alert')).toBeVisible()
      }
    },
    {
      name: 'connected, and no store chosen',
      async reach() {
        await connectTo(page, database.uri)
        await expect(page.getByText(/session stores are/)).toBeVisible({ timeout: 30_000 })
      }
    }
  ])
})

test('axe finds nothing where there is nothing, where it is too much, and where it has gone', async () => {
  const empty = await open('empty.sessions')
  await lookAtAll(empty, [
    { name: 'an empty store', reach: () => expect(empty.getByText('No sessions yet.')).toBeVisible() },
    {
      name: 'an empty store’s users',
      reach: () => partsOf(empty).tab('Users')
    },
    {
      name: 'an empty store’s activity',
      async reach() {
        await partsOf(empty).tab('Activity')
        await expect(empty.getByText('Nothing has happened yet.')).toBeVisible()
      }
    },
    { name: 'an empty store’s overview', reach: () => partsOf(empty).tab('Overview') }
  ])
  await sextant.close()

  const plain = await open('plain.things')
  await lookAtAll(plain, [
    {
      name: 'no store',
      reach: () => expect(plain.getByRole('main')).toContainText(/map|fields/i, { timeout: 30_000 })
    }
  ])
  await sextant.close()

  const large = await open('shop.sessions', '--mirror-at-most', '50')
  await lookAtAll(large, [
    {
      name: 'left to the database',
      reach: () =>
        expect(large.getByRole('button', { name: /^Feed: Large store/ })).toBeVisible({ timeout: 30_000 })
    },
    { name: 'users counted by the database', reach: () => partsOf(large).tab('Users') },
    { name: 'the overview of a large store', reach: () => partsOf(large).tab('Overview') }
  ])
})

test('axe finds nothing while a store is read, and when the server is away', async () => {
  const storagePath = await mkdtemp(join(tmpdir(), 'sextant-axe-'))
  const own = await startDatabase({ storagePath })
  await writeSessions(own.uri, { count: 4000, people: 900 })
  const proxy = await startProxy(Number(new URL(own.uri).port))
  sextant = await launchSextant({ args: ['--uri', proxy.uri, '--ns', 'shop.sessions'] })
  const { page } = sextant
  const chip = page.getByRole('button', { name: /^Feed: / })
  await expect(chip).toHaveAccessibleName(/^Feed: Live/, { timeout: 30_000 })
  await lookAtAll(page, [
    {
      name: 'reading',
      async reach() {
        proxy.delay(2000)
        await chip.click()
        await page.getByRole('menuitemradio', { name: /Full read/ }).click()
        await expect(page.getByRole('button', { name: 'Cancel reading' })).toBeVisible({ timeout: 30_000 })
      },
      async leave() {
        proxy.pass()
        await expect(chip).toHaveAccessibleName(/^Feed: Polling/, { timeout: 60_000 })
      }
    },
    {
      name: 'disconnected',
      async reach() {
        await own.kill()
        await expect(page.getByText('Not connected').first()).toBeVisible({ timeout: 30_000 })
      }
    },
    { name: 'disconnected, on the overview', reach: () => partsOf(page).tab('Overview') }
  ])
  await proxy.close()
  await rm(storagePath, { recursive: true, force: true })
})
