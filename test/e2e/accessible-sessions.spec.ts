import { createHash } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant, type Sextant } from '../support/electron-app'
import { twiceIds, writeOddSessions } from '../support/odd-sessions'
import { grid } from '../support/page-parts'
import { lookAtAll, partsOf, type State } from '../support/states'

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

const menus = [
  { name: 'of columns', button: 'Columns' },
  { name: 'of copies', button: 'Copy, export or sign out' },
  { name: 'of saved filters', button: 'Saved filters' },
  { name: 'of users', button: 'All users' },
  { name: 'of the feed', button: /^Feed: / },
  { name: 'of settings', button: 'Settings' }
] as const

test('axe finds nothing on Sessions in any state', async () => {
  const page = await open('shop.sessions')
  const { dialog, item, filter, pressEscape, closeMenu } = partsOf(page)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '124', { timeout: 30_000 })
  await lookAtAll(page, [
    { name: 'as it comes', reach: async () => {} },
    {
      name: 'filtered to nothing',
      async reach() {
        await filter('nobody-of-that-name')
        await expect(page.getByText('No session matches.')).toBeVisible()
      },
      leave: () => filter('')
    },
    {
      name: 'a filter that is not understood',
      async reach() {
        await filter('expires<')
        await expect(page.getByRole('combobox', { name: 'Filter sessions' })).toHaveAttribute(
          'aria-invalid',
          'true'
        )
      },
      leave: () => filter('')
    },
    {
      name: 'an unreadable session',
      async reach() {
        await filter('state:unreadable')
        await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
      },
      leave: () => filter('')
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
        await pressEscape()
        await pressEscape()
      }
    },
    {
      name: 'a path as a column',
      async reach() {
        await page.getByRole('button', { name: 'Columns' }).click()
        await item('Add a path in the payload…').click()
        await expect(dialog).toBeVisible()
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
      leave: closeMenu
    }))
  ])
})

test('axe finds nothing on the detail, whatever it shows', async () => {
  const page = await open('shop.sessions')
  const { drawer, filter, closeMenu } = partsOf(page)
  const openRow = async (text: string) => {
    await filter(text)
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
      leave: closeMenu
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
    const _id = twiceIds.find(id =>
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

test('axe finds nothing on any dialog', async () => {
  const page = await open('shop.sessions')
  const { dialog, item, filter, choose, close, pressEscape } = partsOf(page)
  await expect(grid(page)).toBeVisible({ timeout: 30_000 })
  const opened = (name: string, reach: () => Promise<void>): State => ({
    name,
    async reach() {
      await reach()
      await expect(dialog).toBeVisible()
    },
    leave: close
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
      await page.getByRole('button', { name: 'Copy, export or sign out' }).click()
      await item('Export all that match…').click()
    }),
    opened('saved filters', async () => {
      await filter('state:guest')
      await page.getByRole('button', { name: 'Saved filters' }).click()
      await item('Save this filter…').click()
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Guests')
      await page.getByRole('button', { name: 'Save filter' }).click()
      await expect(page.getByRole('textbox', { name: 'Name of Guests' })).toBeVisible()
    }),
    {
      ...opened('add a column', async () => {
        await page.getByRole('button', { name: 'Columns' }).click()
        await item('Add a path in the payload…').click()
      }),
      // Once for what is offered, once for the dialog.
      async leave() {
        await pressEscape()
        await close()
      }
    },
    opened('map fields', () => choose('map the fields'))
  ])
})
