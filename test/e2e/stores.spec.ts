import { expect, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connections, connectTo, grid, rowOf } from '../support/page-parts'
import { type StoreLibrary, startStoreApp } from '../support/stores'

const DATABASE = 'many'

interface Written {
  readonly collection: string
  readonly library: StoreLibrary
  readonly options?: Readonly<Record<string, unknown>>
}

/** Every library and way of writing that Sextant promises to read by itself. */
const written: readonly Written[] = [
  { collection: 'cms5', library: 'connect-mongodb-session' },
  ...([3, 4, 5, 6] as const).flatMap(version => [
    { collection: `cm${version}text`, library: `connect-mongo-${version}` as const },
    {
      collection: `cm${version}object`,
      library: `connect-mongo-${version}` as const,
      options: { stringify: false }
    }
  ])
]

let database: EmbeddedDatabase
let sextant: Sextant

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  for (const { collection, library, options = {} } of written) {
    const app = await startStoreApp({ library, uri: database.uri, database: DATABASE, collection, options })
    await app.browser().visit(`/login/${collection}@shop.io`)
    await app.browser().visit('/')
    await app.stop()
  }
  const client = new MongoClient(database.uri)
  const db = client.db(DATABASE)
  await db.createCollection('empty')
  await db.collection('orders').insertMany([{ total: 3 }, { total: 4 }])
  const until = new Date(Date.now() + 600_000)
  await db.collection('tokens').insertMany([
    { until, who: 'mapped@shop.io' },
    { until, who: 'other@shop.io' }
  ])
  await client.close()
})

test.afterAll(() => database.stop())

test.beforeEach(async () => {
  sextant = await launchSextant({})
  await connectTo(sextant.page, database.uri)
})
test.afterEach(() => sextant.close())

async function open(collection: string): Promise<void> {
  await connections(sextant.page)
    .getByRole('treeitem', { name: new RegExp(`^${collection}\\b`) })
    .click()
}

test('opens a store written by each of the libraries, as text and as objects', async () => {
  test.setTimeout(120_000)
  const { page } = sextant
  for (const { collection, library } of written) {
    await open(collection)
    await expect(rowOf(page, `${collection}@shop.io`)).toBeVisible()
    await expect(rowOf(page, 'guest')).toBeVisible()
    await expect(page.getByRole('heading', { name: `${DATABASE}.${collection}` })).toBeVisible()
    const wrote = library.replace(/-\d$/, '')
    // connect-mongo 3 with objects writes exactly what connect-mongodb-session writes, so "likely" names the other.
    if (collection !== 'cm3object')
      await expect(page.getByText(new RegExp(`${wrote}.* · `)).last()).toBeVisible()
  }
})

test('a collection that holds no sessions says so and offers to map its fields; mapped, it is a store', async () => {
  const { page } = sextant
  const others = connections(page).getByRole('treeitem', { name: /other collection/ })
  await others.click()
  await open('tokens')
  await expect(page.getByText(/does not look like a session store/)).toBeVisible()
  await page.getByRole('button', { name: 'Map fields' }).click()
  const dialog = page.getByRole('dialog', { name: 'Map fields' })
  await dialog.getByRole('textbox', { name: /expiry/i }).fill('until')
  await dialog.getByRole('textbox', { name: /user/i }).fill('who')
  await dialog.getByRole('button', { name: /open|read/i }).click()
  await expect(rowOf(page, 'mapped@shop.io')).toBeVisible()
  await expect(rowOf(page, 'other@shop.io')).toBeVisible()
})

test('an empty collection says what to do, and fills by itself when the app saves a session', async () => {
  const { page } = sextant
  await connections(page)
    .getByRole('treeitem', { name: /other collection/ })
    .click()
  await open('empty')
  await expect(page.getByText('No sessions yet.', { exact: false }).first()).toBeVisible()
  await expect(grid(page)).toBeVisible()
  const app = await startStoreApp({
    library: 'connect-mongo-6',
    uri: database.uri,
    database: DATABASE,
    collection: 'empty'
  })
  await app.browser().visit('/login/first@shop.io')
  await expect(rowOf(page, 'first@shop.io')).toBeVisible()
  await app.stop()
})

test('a store named on the command line that is not there is told on the open connection', async () => {
  const named = await launchSextant({ args: ['--uri', database.uri, '--ns', `${DATABASE}.sesions`] })
  await expect(named.page.getByText(`There is no collection ${DATABASE}.sesions`)).toBeVisible()
  await connections(named.page)
    .getByRole('treeitem', { name: /^cms5\b/ })
    .click()
  await expect(rowOf(named.page, 'cms5@shop.io')).toBeVisible()
  await named.close()
})
