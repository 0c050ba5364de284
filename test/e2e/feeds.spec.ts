import { expect, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { connectTo, rowOf } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

test('a standalone is followed by its expiry index, says how far behind it may be, and a new login appears by itself', async () => {
  test.setTimeout(90_000)
  const database = await startDatabase({ isStandalone: true })
  await writeSessions(database.uri, { count: 20, people: 4 })
  const { page, close } = await launchSextant()
  await connectTo(page, database.uri)
  const chip = page.getByRole('button', { name: /^Feed: / })
  await expect(chip).toHaveAccessibleName(/Live.*delta poll/)
  await expect(page.getByText(/^at most .* behind/)).toBeVisible()
  await writeSessions(database.uri, { count: 1, people: 1, name: 'later' })
  await expect(rowOf(page, 'later0@shop.io')).toBeVisible({ timeout: 20_000 })
  await close()
  await database.stop()
})

test('the way of learning changes can be chosen, and what is on screen stays', async () => {
  test.setTimeout(90_000)
  const database = await startDatabase()
  await writeSessions(database.uri, { count: 20, people: 4 })
  const { page, close } = await launchSextant()
  await connectTo(page, database.uri)
  const chip = page.getByRole('button', { name: /^Feed: / })
  await expect(chip).toHaveAccessibleName(/Live/)
  await chip.click()
  await page
    .getByRole('menuitemradio', { name: /full/i })
    .or(page.getByRole('menuitem', { name: /full/i }))
    .click()
  await expect(chip).toHaveAccessibleName(/Polling every \d+ s/)
  await expect(rowOf(page, 'person0@shop.io')).toBeVisible()
  await chip.click()
  await page
    .getByRole('menuitemradio', { name: /auto/i })
    .or(page.getByRole('menuitem', { name: /auto/i }))
    .click()
  await expect(chip).toHaveAccessibleName(/Live/)
  await writeSessions(database.uri, { count: 1, people: 1, name: 'again' })
  await expect(rowOf(page, 'again0@shop.io')).toBeVisible()
  await close()
  await database.stop()
})
