import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible, seriousOf } from '../support/axe'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, grid } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

let database: EmbeddedDatabase
let folder: string

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: 40, people: 20 })
  folder = await mkdtemp(join(tmpdir(), 'sextant-columns-'))
})
test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true })
})

async function start(userDataFolder?: string): Promise<Sextant> {
  const sextant = await launchSextant(userDataFolder === undefined ? {} : { userDataFolder })
  await connectTo(sextant.page, database.uri)
  await expect(grid(sextant.page)).toHaveAttribute('aria-rowcount', '41')
  return sextant
}

const heads = (page: Page, name = 'Sessions') =>
  page.getByRole('grid', { name }).getByRole('columnheader').allInnerTexts()
const head = (page: Page, name: string) => grid(page).getByRole('columnheader', { name })

async function drag(
  page: Page,
  name: string,
  to: { readonly name: string; readonly side: 'left' | 'right' }
) {
  const from = await head(page, name).getByRole('button').boundingBox()
  const target = await head(page, to.name).boundingBox()
  if (from === null || target === null) throw new Error('No such head')
  await page.mouse.move(from.x + 10, from.y + 14)
  await page.mouse.down()
  const x = to.side === 'left' ? target.x + 4 : target.x + target.width - 4
  await page.mouse.move(x, target.y + 14, { steps: 8 })
  await expect(head(page, to.name)).toHaveAttribute('data-drop', to.side === 'left' ? 'before' : 'after')
  await page.mouse.up()
}

test('columns are put elsewhere by mouse, key and menu, and lie so after a restart', async () => {
  test.setTimeout(120_000)
  const userDataFolder = join(folder, 'kept')
  const first = await start(userDataFolder)
  const { page } = first
  expect(await heads(page)).toEqual(['State', 'User', 'Session', 'Since', 'Last seen', 'Expires in'])
  await drag(page, 'Session', { name: 'Last seen', side: 'right' })
  await expect
    .poll(() => heads(page))
    .toEqual(['State', 'User', 'Since', 'Last seen', 'Session', 'Expires in'])
  await expect(head(page, 'Since')).toHaveAttribute('aria-sort', 'descending')

  await head(page, 'Session').getByRole('button').focus()
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect
    .poll(() => heads(page))
    .toEqual(['State', 'User', 'Since', 'Session', 'Last seen', 'Expires in'])
  await expect(head(page, 'Session').getByRole('button')).toBeFocused()
  await expect(page.getByText('Session: column 4 of 6')).toBeAttached()
  const widthOf = async () => Math.round((await head(page, 'Session').boundingBox())?.width ?? 0)
  const before = await widthOf()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(widthOf).toBe(before + 16)

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Move Last seen left' }).click()
  await expect
    .poll(() => heads(page))
    .toEqual(['State', 'User', 'Since', 'Last seen', 'Session', 'Expires in'])
  await page.getByRole('menuitem', { name: 'Move Since right' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const arranged = ['State', 'User', 'Last seen', 'Since', 'Session', 'Expires in']
  await expect.poll(() => heads(page)).toEqual(arranged)
  await first.close()

  const second = await start(userDataFolder)
  await expect.poll(() => heads(second.page)).toEqual(arranged)
  await second.page.getByRole('button', { name: 'Columns' }).click()
  await second.page.getByRole('menuitem', { name: 'Columns as they were' }).click()
  await expect
    .poll(() => heads(second.page))
    .toEqual(['State', 'User', 'Session', 'Since', 'Last seen', 'Expires in'])
  await second.close()
})

test('Escape leaves a dragged column where it was, and Users and Activity arrange theirs alike', async () => {
  const sextant = await start()
  const { page } = sextant
  const from = await head(page, 'Session').getByRole('button').boundingBox()
  const target = await head(page, 'Last seen').boundingBox()
  await page.mouse.move((from?.x ?? 0) + 10, (from?.y ?? 0) + 14)
  await page.mouse.down()
  await page.mouse.move((target?.x ?? 0) + (target?.width ?? 0) - 4, (target?.y ?? 0) + 14, { steps: 8 })
  await expect(head(page, 'Last seen')).toHaveAttribute('data-drop', 'after')
  await page.keyboard.press('Escape')
  await expect(head(page, 'Last seen')).not.toHaveAttribute('data-drop', /./)
  await page.mouse.up()
  expect((await heads(page))[2]).toBe('Session')

  await page.getByRole('tab', { name: 'Users' }).click()
  const users = page.getByRole('grid', { name: 'Users' })
  await users.getByRole('columnheader', { name: 'Sessions' }).getByRole('button').focus()
  await page.keyboard.press('Control+Shift+ArrowRight')
  await expect
    .poll(async () => (await heads(page, 'Users')).slice(0, 3))
    .toEqual(['User', 'Activity', 'Sessions'])

  await page.getByRole('tab', { name: 'Activity' }).click()
  const activity = page.getByRole('grid', { name: 'Activity' })
  await activity.getByRole('columnheader', { name: 'User' }).getByRole('button').focus()
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect
    .poll(async () => (await heads(page, 'Activity')).slice(0, 3))
    .toEqual(['Time', 'User', 'Event'])
  await sextant.close()
})

test('rows are sorted by a path in the payload, and go where they belong as it is written', async () => {
  const sextant = await start()
  const { page } = sextant
  const client = new MongoClient(database.uri)
  const sessions = client.db('shop').collection('sessions')
  const put = (n: number, cart: unknown) =>
    sessions.updateOne({ 'session.user.email': `person${n}@shop.io` }, { $set: { 'session.cart': cart } })
  await put(3, { total: 30 })
  await put(7, { total: 4.5 })
  await put(9, { total: 'none' })
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Add a path in the payload…' }).click()
  await page.getByRole('combobox', { name: 'Path in the payload' }).fill('cart.total')
  await page.getByRole('button', { name: 'Add column' }).click()
  const sorter = head(page, 'cart.total')
  await expect(sorter.getByRole('button')).toHaveAttribute('title', /reads it once for all sessions/)
  await sorter.getByRole('button').click()
  await expect(sorter).toHaveAttribute('aria-sort', 'ascending')
  const first = (count: number) =>
    grid(page)
      .locator('[data-index]')
      .evaluateAll(
        (rows, most) =>
          rows
            .map(row => [Number(row.getAttribute('data-index')), row.getAttribute('aria-label')] as const)
            .sort((a, b) => a[0] - b[0])
            .slice(0, most)
            .map(([, name]) => name),
        count
      )
  await expect.poll(() => first(3)).toEqual(['person7@shop.io', 'person3@shop.io', 'person9@shop.io'])
  // The pointer has left the grid, so that the order is not held.
  await page.mouse.move(700, 4)
  await sorter.getByRole('button').blur()
  await put(12, { total: 17 })
  await expect
    .poll(() => first(4))
    .toEqual(['person7@shop.io', 'person12@shop.io', 'person3@shop.io', 'person9@shop.io'])
  await put(7, { total: 1000 })
  await expect
    .poll(() => first(4))
    .toEqual(['person12@shop.io', 'person3@shop.io', 'person7@shop.io', 'person9@shop.io'])
  await sorter.getByRole('button').click()
  await expect(sorter).toHaveAttribute('aria-sort', 'descending')
  await expect
    .poll(() => first(4))
    .toEqual(['person9@shop.io', 'person7@shop.io', 'person3@shop.io', 'person12@shop.io'])
  expect(await seriousOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'cart.total' }).click()
  await expect(head(page, 'Since')).toHaveAttribute('aria-sort', 'descending')
  await client.close()
  await sextant.close()
})
