import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { inBothAppearances, troubleOf } from '../support/axe'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, grid, startDemo } from '../support/page-parts'
import { startProxy } from '../support/proxy'
import { writeSessions } from '../support/write-sessions'

/** One state of one screen: how a person gets there, and back to where the next one begins. */
interface State {
  readonly name: string
  readonly reach: (page: Page) => Promise<void>
  readonly leave?: (page: Page) => Promise<void>
}

const escape = (page: Page) => page.keyboard.press('Escape')
const dialog = (page: Page) => page.getByRole('dialog')
const closed = async (page: Page) => {
  await escape(page)
  await expect(dialog(page)).toHaveCount(0)
}
const menuClosed = async (page: Page) => {
  await escape(page)
  await expect(page.getByRole('menu')).toHaveCount(0)
}
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()
const filter = (page: Page, text: string, of = 'sessions') =>
  page.getByRole('combobox', { name: `Filter ${of}` }).fill(text)
const item = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name })

/** Every state in both appearances; what is wrong is told with the state's name. */
async function lookAtAll(page: Page, states: readonly State[]): Promise<void> {
  for (const { name, reach, leave } of states) {
    await test.step(name, async () => {
      await reach(page)
      await inBothAppearances(page, async () => expect.soft(await troubleOf(page), name).toEqual([]))
      await leave?.(page)
    })
  }
}

let sextant: Sextant
let database: EmbeddedDatabase

test.describe.configure({ timeout: 600_000 })
test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: 120, people: 40 })
  const client = new MongoClient(database.uri)
  const sessions = client.db('shop').collection<{ _id: string }>('sessions')
  const expires = new Date(Date.now() + 1_800_000)
  const cookie = { originalMaxAge: 1_800_000, expires, path: '/' }
  const session = {
    cookie,
    user: { email: 'twice@shop.io' },
    cart: { items: [1, 2] },
    apiToken: 'secret-value'
  }
  await sessions.insertMany([
    { _id: 'twice-on-one-device-0000', expires, session } as never,
    { _id: 'twice-on-another-device-', expires, session } as never,
    { _id: 'sealed-and-unreadable-00', expires, session: 'v1.kX3jPz0Y9Q==.sealed' } as never
  ])
  await client.db('empty').createCollection('sessions')
  await client
    .db('plain')
    .collection('things')
    .insertMany([{ a: 1 }, { a: 2 }])
  await client.close()
})
test.afterAll(() => database.stop())
test.afterEach(() => sextant.close())

async function open(ns: string, ...words: string[]): Promise<Page> {
  sextant = await launchSextant({ args: ['--uri', database.uri, '--ns', ns, ...words] })
  return sextant.page
}

test('axe finds nothing on the connect screen, whatever is on it', async () => {
  sextant = await launchSextant({ args: [] })
  await lookAtAll(sextant.page, [
    {
      name: 'nothing yet, and the demo offered',
      reach: page => expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible()
    },
    {
      name: 'not to be reached, and the recent list',
      async reach(page) {
        await connectTo(page, 'mongodb://ann:secret@127.0.0.1:1/shop')
        await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
        await expect(page.getByRole('region', { name: 'Recent connections' })).toBeVisible()
      }
    },
    {
      name: 'not a connection string',
      async reach(page) {
        await connectTo(page, 'mongo:/nowhere')
        await expect(page.getByRole('alert')).toBeVisible()
      }
    },
    {
      name: 'connected, and no store chosen',
      async reach(page) {
        await connectTo(page, `${database.uri}plain`)
        await expect(page.getByRole('tree')).toBeVisible({ timeout: 30_000 })
      }
    }
  ])
})

test('axe finds nothing on Sessions in any state', async () => {
  const page = await open('shop.sessions')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '124', { timeout: 30_000 })
  await lookAtAll(page, [
    { name: 'as it comes', reach: async () => {} },
    {
      name: 'filtered to nothing',
      async reach() {
        await filter(page, 'nobody-of-that-name')
        await expect(page.getByText('No session matches.')).toBeVisible()
      },
      leave: () => filter(page, '')
    },
    {
      name: 'a filter that is not understood',
      async reach() {
        await filter(page, 'expires<')
        await expect(page.getByRole('combobox', { name: 'Filter sessions' })).toHaveAttribute(
          'aria-invalid',
          'true'
        )
      },
      leave: () => filter(page, '')
    },
    {
      name: 'an unreadable session',
      async reach() {
        await filter(page, 'state:unreadable')
        await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
      },
      leave: () => filter(page, '')
    },
    {
      name: 'paused',
      async reach() {
        await page.getByRole('button', { name: /^Pause/ }).click()
        await expect(page.getByText(/^Paused at/)).toBeVisible()
      },
      leave: () => page.getByRole('button', { name: /^Resume/ }).click()
    },
    {
      name: 'several selected',
      async reach() {
        await grid(page).locator('[data-index="1"]').click()
        await page.keyboard.press('Shift+ArrowDown')
        await page.keyboard.press('Shift+ArrowDown')
        await expect(page.getByText('3 sessions selected')).toBeVisible()
      },
      async leave() {
        await escape(page)
        await escape(page)
      }
    },
    {
      name: 'a path as a column',
      async reach() {
        await page.getByRole('button', { name: 'Columns' }).click()
        await item(page, 'Add a path in the payload…').click()
        await expect(dialog(page)).toBeVisible()
        await page.getByRole('combobox', { name: 'Path in the payload' }).fill('cart.items')
        await page.getByRole('button', { name: 'Add column' }).click()
        await expect(page.getByRole('columnheader', { name: 'cart.items' })).toBeVisible()
      }
    },
    ...menus.map(({ name, button }) => ({
      name: `the menu ${name}`,
      async reach() {
        await page.getByRole('button', { name: button }).click()
        await expect(page.getByRole('menu')).toBeVisible()
      },
      leave: menuClosed
    }))
  ])
})

const menus = [
  { name: 'of columns', button: 'Columns' },
  { name: 'of copies', button: 'Copy or export' },
  { name: 'of saved filters', button: 'Saved filters' },
  { name: 'of users', button: 'All users' },
  { name: 'of the feed', button: /^Feed: / },
  { name: 'of settings', button: 'Settings' }
] as const

test('axe finds nothing on the detail, whatever it shows', async () => {
  const page = await open('shop.sessions')
  const drawer = page.getByRole('complementary', { name: 'Session' })
  const openRow = async (text: string) => {
    await filter(page, text)
    await expect(grid(page).locator('[data-index="0"]')).toBeVisible()
    await grid(page).locator('[data-index="0"]').click()
    await expect(drawer).toBeVisible()
  }
  await lookAtAll(page, [
    {
      name: 'the tree, and the other session',
      async reach() {
        await openRow('twice@shop.io')
        await expect(drawer.getByRole('tree', { name: 'Document' })).toBeVisible()
        await expect(drawer.getByRole('region', { name: 'Also open for this user' })).toBeVisible()
      }
    },
    {
      name: 'searched in',
      async reach() {
        await drawer.getByRole('textbox', { name: 'Find in the document' }).fill('email')
        await expect(drawer.getByText('1 of 1', { exact: true })).toBeVisible()
      },
      leave: () => drawer.getByRole('textbox', { name: 'Find in the document' }).fill('')
    },
    {
      name: 'the menu of a value',
      async reach() {
        await drawer.getByRole('treeitem', { name: /^apiToken/ }).click()
        await page.keyboard.press('Enter')
        await expect(page.getByRole('menu')).toBeVisible()
      },
      leave: menuClosed
    },
    {
      name: 'as JSON',
      async reach() {
        await drawer.getByRole('radio', { name: 'JSON' }).press(' ')
        await expect(drawer.getByRole('region', { name: 'Document as JSON' })).toBeVisible()
      },
      leave: () => drawer.getByRole('radio', { name: 'Tree' }).press(' ')
    },
    {
      name: 'what changed',
      async reach() {
        await write({ $set: { 'session.cart.items': [1, 2, 3], 'session.lastPage': '/cart' } })
        await expect(drawer.getByRole('region', { name: 'What changed' }).getByRole('listitem')).toHaveCount(
          1
        )
      }
    },
    {
      name: 'ended',
      async reach() {
        await write(null)
        await expect(drawer.getByText(/^signed out \d/)).toBeVisible()
      }
    },
    {
      name: 'unreadable',
      async reach() {
        await openRow('state:unreadable')
        await expect(drawer.getByText(/unreadable/i).first()).toBeVisible()
      }
    }
  ])

  /** What the open session's app does: writes it, or (null) deletes it. */
  async function write(update: object | null): Promise<void> {
    const key = await grid(page).locator('[aria-selected="true"]').getAttribute('data-key')
    const client = new MongoClient(database.uri)
    const sessions = client.db('shop').collection<{ _id: string }>('sessions')
    const { createHash } = await import('node:crypto')
    const ids = ['twice-on-one-device-0000', 'twice-on-another-device-']
    const _id = ids.find(id =>
      createHash('sha256')
        .update(id)
        .digest('hex')
        .startsWith(key ?? '–')
    )
    if (_id === undefined) throw new Error('another session is open')
    if (update === null) await sessions.deleteOne({ _id })
    else await sessions.updateOne({ _id }, update)
    await client.close()
  }
})

test('axe finds nothing on Users, Overview, Activity and the past', async () => {
  sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await startDemo(page)
  await lookAtAll(page, [
    {
      name: 'users, one of them unfolded',
      async reach() {
        await tab(page, 'Users')
        await page.getByRole('grid', { name: 'Users' }).getByRole('row').nth(2).click()
        await page.keyboard.press('ArrowRight')
        await expect(
          page.getByRole('grid', { name: 'Users' }).getByRole('row', { expanded: true })
        ).toHaveCount(1)
      }
    },
    {
      name: 'users filtered to nobody',
      async reach() {
        await filter(page, 'nobody-of-that-name', 'users')
        await expect(page.getByText('No user matches.')).toBeVisible()
      },
      leave: () => filter(page, '', 'users')
    },
    {
      name: 'the menu of who the users are',
      async reach() {
        await page.getByRole('button', { name: /^user read from/ }).click()
        await expect(page.getByRole('menu')).toBeVisible()
      },
      leave: menuClosed
    },
    {
      name: 'the overview as charts, counting down',
      async reach() {
        await tab(page, 'Overview')
        await page.getByRole('button', { name: 'Count them down' }).click()
        await expect(page.getByRole('progressbar')).toBeVisible()
      },
      leave: () => page.getByRole('button', { name: 'Stop counting down' }).click()
    },
    {
      name: 'the overview as tables',
      async reach() {
        for (const toggle of await page.getByRole('button', { name: /as a table$/ }).all())
          await toggle.click()
        await expect(page.getByRole('table').first()).toBeVisible()
      }
    },
    {
      name: 'activity',
      async reach() {
        await tab(page, 'Activity')
        await expect(page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(3)).toBeVisible()
      }
    },
    {
      name: 'recently ended, one of it open beside',
      async reach() {
        await page.getByRole('radio', { name: /^Ended/ }).check({ force: true })
        await page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(1).click()
        await page.keyboard.press('Enter')
        await expect(page.getByRole('complementary', { name: 'Session' })).toBeVisible()
      },
      leave: escape
    },
    {
      name: 'activity filtered to nothing',
      async reach() {
        await filter(page, 'nobody-of-that-name', 'activity')
        await expect(page.getByText('No event matches.')).toBeVisible()
      },
      async leave() {
        await page.getByRole('button', { name: 'Clear filter' }).click()
      }
    },
    {
      name: 'a journal offered',
      async reach() {
        await choose(page, 'look back')
        await expect(page.getByRole('button', { name: 'Keep a journal' })).toBeVisible()
      },
      leave: () => page.getByRole('button', { name: 'Keep a journal' }).click()
    },
    {
      name: 'the past',
      async reach() {
        const moment = page.getByRole('slider', { name: 'Moment to look back to' })
        await expect
          .poll(() => moment.evaluate((e: { max: string; min: string }) => Number(e.max) - Number(e.min)))
          .toBeGreaterThan(2000)
        await moment.focus()
        await page.keyboard.press('Home')
        await expect(page.getByText(/^The past: as it was at/)).toBeVisible()
        await tab(page, 'Sessions')
      }
    },
    {
      name: 'asked whether to delete the journal',
      reach: () => page.getByRole('button', { name: 'Delete…' }).click()
    }
  ])
})

async function choose(page: Page, act: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox').or(page.getByPlaceholder(/go to/i)).first().fill(act)
  await page.keyboard.press('Enter')
  await expect(dialog(page).and(page.getByLabel('Go to'))).toHaveCount(0)
}

test('axe finds nothing on any dialog', async () => {
  const page = await open('shop.sessions')
  await expect(grid(page)).toBeVisible({ timeout: 30_000 })
  const opened = (name: string, reach: () => Promise<void>): State => ({
    name,
    async reach() {
      await reach()
      await expect(dialog(page)).toBeVisible()
    },
    leave: closed
  })
  await lookAtAll(page, [
    opened('keys', () => page.keyboard.press('?')),
    opened('palette', () => page.keyboard.press('Control+k')),
    opened('palette with nothing found', async () => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('nothing-of-that-name')
      await expect(page.getByText('Nothing of that name')).toBeVisible()
    }),
    opened('export', async () => {
      await page.getByRole('button', { name: 'Copy or export' }).click()
      await item(page, 'Export all that match…').click()
    }),
    opened('saved filters', async () => {
      await filter(page, 'state:guest')
      await page.getByRole('button', { name: 'Saved filters' }).click()
      await item(page, 'Save this filter…').click()
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Guests')
      await page.getByRole('button', { name: 'Save filter' }).click()
      await expect(page.getByRole('textbox', { name: 'Name of Guests' })).toBeVisible()
    }),
    opened('add a column', async () => {
      await page.getByRole('button', { name: 'Columns' }).click()
      await item(page, 'Add a path in the payload…').click()
    }),
    opened('map fields', () => choose(page, 'map the fields'))
  ])
})

test('axe finds nothing where there is nothing, where it is too much, and where it has gone', async () => {
  const empty = await open('empty.sessions')
  await lookAtAll(empty, [
    { name: 'an empty store', reach: () => expect(empty.getByText('No sessions yet.')).toBeVisible() },
    {
      name: 'an empty store’s users',
      reach: () => tab(empty, 'Users')
    },
    {
      name: 'an empty store’s activity',
      async reach() {
        await tab(empty, 'Activity')
        await expect(empty.getByText('Nothing has happened yet.')).toBeVisible()
      }
    },
    { name: 'an empty store’s overview', reach: () => tab(empty, 'Overview') }
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
    { name: 'users counted by the database', reach: () => tab(large, 'Users') },
    { name: 'the overview of a large store', reach: () => tab(large, 'Overview') }
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
    { name: 'disconnected, on the overview', reach: () => tab(page, 'Overview') }
  ])
  await proxy.close()
  await rm(storagePath, { recursive: true, force: true })
})
