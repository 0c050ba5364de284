import { expect, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { grid } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

const SESSIONS = 100_000
const PEOPLE = 60_000

test('among 100,000 sessions the database looks for values in payloads, says how far it is, and stops when told to', async () => {
  test.setTimeout(600_000)
  const database = await startDatabase({})
  await writeSessions(database.uri, { count: SESSIONS, people: PEOPLE, lifetimeMs: 14_400_000 })
  const { page, close } = await launchSextant({ args: ['--uri', database.uri, '--ns', 'shop.sessions'] })
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(SESSIONS + 1), { timeout: 180_000 })
  const rows = async () => Number(await grid(page).getAttribute('aria-rowcount')) - 1

  const field = page.getByRole('combobox', { name: 'Filter sessions' })
  const progress = page.getByText(/^Looked into [\d,]+ of about 100,000$/)
  await field.fill('user.email:person')
  await expect(progress).toBeVisible()
  const first = await progress.textContent()
  await expect(progress).not.toHaveText(first ?? '')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled: only the sessions found until then are shown.')).toBeVisible()
  await expect(progress).toHaveCount(0)
  const found = await rows()
  expect(found).toBeLessThan(PEOPLE)

  // Asked for something else, it looks anew, and to the end when it is left alone.
  await field.fill('')
  await expect.poll(rows).toBe(SESSIONS)
  await field.fill('user.email:person1')
  await expect(progress).toBeVisible()
  await expect(progress).toHaveCount(0, { timeout: 120_000 })
  const expected = Array.from({ length: PEOPLE }, (_, n) => `person${n}`).filter(name =>
    name.includes('person1')
  )
  await expect.poll(rows).toBe(expected.length)
  await close()
  await database.stop()
})
