import { expect, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible, seriousOf } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { connectTo, grid, rowOf } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

let database: EmbeddedDatabase

test.beforeAll(async () => {
  test.setTimeout(120_000)
  database = await startDatabase({})
  await writeSessions(database.uri, { count: 40, people: 20 })
})
test.afterAll(() => database.stop())

test('a user’s writes are drawn as they are seen, and told in words, in Users and in the detail', async () => {
  test.setTimeout(120_000)
  const sextant = await launchSextant()
  const { page } = sextant
  await connectTo(page, database.uri)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '41')
  const client = new MongoClient(database.uri)
  const write = (n: number) =>
    client
      .db('shop')
      .collection('sessions')
      .updateOne({ 'session.user.email': 'person3@shop.io' }, { $set: { 'session.views': n } })
  await page.getByRole('tab', { name: 'Users' }).click()
  const users = page.getByRole('grid', { name: 'Users' })
  const row = users.getByRole('row', { name: 'person3@shop.io', exact: true })
  const sparkline = row.getByRole('img', { name: /seen/ })
  await expect(sparkline).toHaveAccessibleName(/^no write seen in the .* since Sextant connected$/)
  await write(1)
  await expect(sparkline).toHaveAccessibleName(
    /^1 write seen in the .*, at most 1 a minute, the last within this minute$/
  )
  await write(2)
  await expect(sparkline).toHaveAccessibleName(/^2 writes seen in the /)
  await expect(
    users.getByRole('row', { name: 'person4@shop.io', exact: true }).getByRole('img', { name: /seen/ })
  ).toHaveAccessibleName(/^no write seen/)
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Sessions' }).click()
  await rowOf(page, 'person3@shop.io').click()
  const section = page.getByRole('region', { name: 'This user’s activity' })
  await expect(section.getByRole('img', { name: /seen/ })).toHaveAccessibleName(/^2 writes seen in the /)
  await write(3)
  await expect(section.getByText(/^3 writes seen in the /)).toBeVisible()
  expect(await seriousOf(page)).toEqual([])
  await client.close()
  await sextant.close()
})
