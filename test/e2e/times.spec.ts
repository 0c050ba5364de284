import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, grid, rowOf } from '../support/page-parts'

const HOUR = 3_600_000
/** Five hours and a half ahead of UTC all year: an hour or a minute that is wrong shows. */
const env = { TZ: 'Asia/Kolkata' }

let database: EmbeddedDatabase
let folder: string
let expires: Date

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  const client = new MongoClient(database.uri)
  expires = new Date(Math.ceil(Date.now() / HOUR) * HOUR + 2 * HOUR + 61_000)
  const cookie = { originalMaxAge: 4 * HOUR, expires, httpOnly: true, path: '/', sameSite: 'lax' }
  await client
    .db('shop')
    .collection<{ _id: string; expires: Date; session: object }>('sessions')
    .insertOne({ _id: 'a-session-of-ann-0001', expires, session: { cookie, user: { email: 'ann@shop.io' } } })
  await client.close()
  folder = await mkdtemp(join(tmpdir(), 'sextant-times-'))
})
test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true })
})

async function start(userDataFolder: string): Promise<Sextant> {
  const sextant = await launchSextant({ env, userDataFolder })
  await connectTo(sextant.page, database.uri)
  await expect(rowOf(sextant.page, 'ann@shop.io')).toBeVisible()
  return sextant
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('menuitemradio', { name }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
}

/** `14:01` of the expiry in UTC, or 5:30 h later. */
function minuteOf(isUtc: boolean): string {
  return new Date(expires.getTime() + (isUtc ? 0 : 5.5 * HOUR)).toISOString().slice(11, 16)
}

test('times are told in UTC and by the clock wherever they stand, and so after a restart', async () => {
  test.setTimeout(120_000)
  const userDataFolder = join(folder, 'kept')
  const first = await start(userDataFolder)
  const { page } = first
  const heads = () => grid(page).getByRole('columnheader').allInnerTexts()
  const left = rowOf(page, 'ann@shop.io').getByRole('gridcell').last()
  expect((await heads()).slice(3)).toEqual(['Since', 'Last seen', 'Expires in'])
  await expect(left).toHaveText(/^\d:\d\d:\d\d$/)
  await choose(page, 'By the clock')
  expect((await heads()).slice(3)).toEqual(['Since', 'Last seen', 'Expires'])
  await expect(left).toContainText(minuteOf(false))
  await choose(page, 'In UTC')
  expect((await heads()).slice(3)).toEqual(['Since (UTC)', 'Last seen (UTC)', 'Expires (UTC)'])
  await expect(left).toContainText(minuteOf(true))
  await expect(left.locator('[title]').first()).toHaveAttribute('title', / UTC$/)
  await expect(page.getByText('times in UTC')).toBeVisible()

  await rowOf(page, 'ann@shop.io').click()
  const drawer = page.getByRole('complementary', { name: 'Session' })
  await expect(drawer.getByTitle(/^The expiry date of the document/)).toContainText(
    new RegExp(`${minuteOf(true)}.* UTC`)
  )
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Users' }).click()
  await expect(page.getByRole('columnheader', { name: 'Next expiry (UTC)' })).toBeVisible()
  await page.getByRole('tab', { name: 'Activity' }).click()
  await expect(page.getByRole('columnheader', { name: 'Time (UTC)' })).toBeVisible()
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByText(/updated \d\d:\d\d:\d\d UTC/)).toBeVisible()
  await expect(page.getByRole('slider', { name: 'Signed in and guests' })).toHaveAttribute(
    'aria-valuetext',
    /^\d\d:\d\d:\d\d UTC/
  )
  await first.close()

  const second = await start(userDataFolder)
  await expect(second.page.getByRole('columnheader', { name: 'Expires (UTC)' })).toBeVisible()
  await choose(second.page, 'How long ago, how long left')
  await expect(second.page.getByRole('columnheader', { name: 'Since', exact: true })).toBeVisible()
  await expect(rowOf(second.page, 'ann@shop.io').getByRole('gridcell').nth(3)).toHaveText(/now|ago/)
  await second.close()
})
