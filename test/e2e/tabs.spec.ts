import { expect, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { anObjectDocument } from '../support/documents'
import { launchSextant } from '../support/electron-app'
import { connections, connectTo, grid, rowOf } from '../support/page-parts'

let database: EmbeddedDatabase
let client: MongoClient
const collection = (name: string) => client.db('shop').collection<{ _id: string }>(name)

const storedSession = (_id: string, email: string) => ({
  ...anObjectDocument({ isLoggedIn: true, user: { email } }, { expires: new Date(Date.now() + 3_600_000) }),
  _id
})

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  client = new MongoClient(database.uri)
  const people = Array.from({ length: 60 }, (_, at) => storedSession(`first-${at}`, `ann${at}@shop.io`))
  await collection('first').insertMany(people)
  await collection('second').insertMany([storedSession('second-0', 'cid@shop.io')])
})
test.afterAll(async () => {
  await client.close()
  await database.stop()
})

test('two stores are open in tabs: each is watched, and each keeps its place and its lock', async () => {
  test.setTimeout(120_000)
  const { page, close } = await launchSextant({})
  const strip = page.getByRole('navigation', { name: 'Tabs' })
  const tab = (name: string) => strip.getByRole('button', { name: new RegExp(`^${name}`) })
  const filter = page.getByRole('combobox', { name: 'Filter sessions' })
  const isShown = (name: string) => expect(tab(name)).toHaveAttribute('aria-current', 'true')
  const open = (name: string) => connections(page).getByRole('treeitem', { name: new RegExp(`^${name}\\b`) })

  await connectTo(page, database.uri)
  await open('first').click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '61')
  // With one connection there is no strip.
  await expect(strip).toHaveCount(0)
  await filter.fill('user:ann1')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '12')
  await rowOf(page, 'ann12@shop.io').click()
  await page.getByRole('button', { name: 'Read-only' }).click()
  await page.getByRole('menuitem', { name: /^Allow signing out/ }).click()
  await expect(page.getByRole('button', { name: 'Sign-out allowed' })).toBeVisible()

  await test.step('a middle click opens another store beside it', async () => {
    await open('second').click({ button: 'middle' })
    await expect(rowOf(page, 'cid@shop.io')).toBeVisible()
    await isShown('shop.second')
    await expect(page).toHaveTitle(/^shop\.second/)
    await expect(filter).toHaveValue('')
    await expect(page.getByRole('button', { name: 'Read-only' })).toBeVisible()
    await expectAccessible(page, 'two tabs')
  })

  await test.step('what happens in the background is told by its tab, and is there when it is shown', async () => {
    await collection('first').insertOne(storedSession('first-99', 'ann199@shop.io'))
    await expect(tab('shop.first')).toHaveAccessibleName(/61 sessions signed in/)
    await page.keyboard.press('Control+Tab')
    await isShown('shop.first')
    await expect(page).toHaveTitle(/^shop\.first/)
    await expect(filter).toHaveValue('user:ann1')
    await expect(rowOf(page, 'ann199@shop.io')).toBeVisible()
    await expect(page.getByRole('complementary', { name: 'Session' })).toContainText('ann12@shop.io')
    await expect(page.getByRole('button', { name: 'Sign-out allowed' })).toBeVisible()
    await page.keyboard.press('Control+4')
    await expect(page.getByRole('grid', { name: 'Activity' })).toContainText('ann199@shop.io')
  })

  await test.step('a new tab has the connect screen; what is open elsewhere is shown, not opened twice', async () => {
    await page.keyboard.press('Control+t')
    await expect(page).toHaveTitle('Sextant')
    await expect(strip.getByRole('listitem')).toHaveCount(3)
    await connectTo(page, database.uri)
    await isShown('shop.first')
    await expect(strip.getByRole('listitem')).toHaveCount(2)
    await page.keyboard.press('Control+PageDown')
    await isShown('shop.second')
    await open('first').click()
    await isShown('shop.first')
  })

  await test.step('one is closed by key, one by its button', async () => {
    await page.keyboard.press('Control+t')
    await expect(page).toHaveTitle('Sextant')
    await page.keyboard.press('Escape')
    await expect(strip.getByRole('listitem')).toHaveCount(2)
    await tab('shop.second').click()
    await expect(rowOf(page, 'cid@shop.io')).toBeVisible()
    await page.keyboard.press('Control+w')
    await expect(strip).toHaveCount(0)
    await expect(page).toHaveTitle(/^shop\.first/)
    await open('second').click({ modifiers: ['ControlOrMeta'] })
    await expect(rowOf(page, 'cid@shop.io')).toBeVisible()
    await strip.getByRole('button', { name: 'Close shop.first' }).click()
    await expect(strip).toHaveCount(0)
    await expect(rowOf(page, 'cid@shop.io')).toBeVisible()
    await page.keyboard.press('Control+w')
    await expect(page.getByRole('textbox', { name: 'Connection string' })).toBeVisible()
  })
  await close()
})

test('a grid that was scrolled stands where it stood when its tab is shown again, whatever came in above', async () => {
  test.setTimeout(120_000)
  const { page, close } = await launchSextant({})
  const strip = page.getByRole('navigation', { name: 'Tabs' })
  const open = (name: string) => connections(page).getByRole('treeitem', { name: new RegExp(`^${name}\\b`) })
  const activity = page.getByRole('grid', { name: 'Activity' })
  /** Which row is the first below the head, and how many pixels of it are hidden there. */
  const standing = (of = grid(page)) =>
    of.evaluate(element => {
      interface Box {
        readonly scrollTop: number
        readonly firstElementChild: Box | null
        getAttribute(name: string): string | null
        getBoundingClientRect(): { readonly top: number; readonly bottom: number }
        querySelectorAll(selector: string): Iterable<Box>
      }
      const box = element as unknown as Box
      const edge = box.firstElementChild?.getBoundingClientRect().bottom ?? 0
      const rows = [...box.querySelectorAll('[role="row"][aria-label]')]
      const first = rows.find(row => row.getBoundingClientRect().bottom > edge + 1)
      return {
        isAtTop: box.scrollTop < 28,
        row: first?.getAttribute('aria-label') ?? null,
        hidden: first === undefined ? 0 : Math.round(edge - first.getBoundingClientRect().top)
      }
    })
  await connectTo(page, database.uri)
  await open('first').click()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', /^6[12]$/)
  await open('second').click({ button: 'middle' })
  await expect(rowOf(page, 'cid@shop.io')).toBeVisible()
  await page.keyboard.press('Control+Tab')
  await expect(page).toHaveTitle(/^shop\.first/)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', /^6[12]$/)
  await grid(page).hover()
  await page.mouse.wheel(0, 410)
  await expect.poll(async () => (await standing()).isAtTop).toBe(false)
  await expect.poll(async () => (await standing()).row).not.toBeNull()
  await page.mouse.move(700, 4)
  const before = await standing()

  await page.keyboard.press('Control+Tab')
  await expect(rowOf(page, 'cid@shop.io')).toBeVisible()
  for (const at of [0, 1, 2])
    await collection('first').insertOne(storedSession(`above-${at}`, `above${at}@shop.io`))
  await expect(strip.getByRole('button', { name: /^shop\.first.*6[34] sessions/ })).toBeVisible()
  await page.keyboard.press('Control+Tab')
  await expect(page).toHaveTitle(/^shop\.first/)
  await expect.poll(() => standing()).toEqual(before)

  await test.step('so does another of its grids, and one that is at its top stays there', async () => {
    await page.keyboard.press('Control+4')
    await expect(activity).toContainText('above2@shop.io')
    expect((await standing(activity)).isAtTop).toBe(true)
    await page.keyboard.press('Control+1')
    await expect.poll(() => standing()).toEqual(before)
    await page.keyboard.press('Control+Tab')
    expect((await standing()).isAtTop).toBe(true)
  })
  await close()
})
