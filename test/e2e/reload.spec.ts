import { expect, test } from '@playwright/test'
import { launchSextant } from '../support/electron-app'
import { grid, readFacts, startDemo, totals } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'

test('a window that is loaded anew shows the open store by itself, as it is now, and goes on', async () => {
  test.setTimeout(180_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const before = await readFacts(page)

  await page.reload()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(totals(page)).toContainText('signed in')
  await expect.poll(() => grid(page).getByRole('row').count()).toBeGreaterThan(5)
  const after = await readFacts(page)
  expect(after.store?.ns).toBe(before.store?.ns)
  expect(after.demo).toEqual(before.demo)

  const email = `reloaded.${Date.now()}@shop.io`
  await createShopClient(shopUrl).signIn(email)
  await page.keyboard.press('/')
  await page.keyboard.type(email)
  await expect(grid(page).getByRole('row', { name: email, exact: true })).toHaveCount(1)
  await close()
})

test('a window that hangs while the shop goes on is sent the present, not a backlog', async () => {
  test.setTimeout(180_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  await page.keyboard.press('/')
  await page.keyboard.type('hang.')
  const people = Array.from({ length: 12 }, (_, i) => `hang.${i}@shop.io`)
  const shown = grid(page).getByRole('row', { name: /^hang\./ })

  // The page's only thread is busy for three seconds, while twelve people sign in one after the other.
  const hung = page.evaluate(() => {
    const until = Date.now() + 3000
    let turns = 0
    while (Date.now() < until) turns += 1
    return turns
  })
  for (const email of people) await createShopClient(shopUrl).signIn(email)
  expect(await hung).toBeGreaterThan(0)
  await expect(shown).toHaveCount(people.length)
  await close()
})
