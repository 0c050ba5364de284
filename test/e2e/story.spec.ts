import { expect, test } from '@playwright/test'
import { launchSextant } from '../support/electron-app'
import { grid, parkPointer, rowOf, startDemo, totals, watchForRow } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'

test('a login made in a browser appears, ticks, is touched, and goes when its person signs out', async () => {
  test.setTimeout(180_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()

  const email = `story.${Date.now()}@shop.io`
  const person = createShopClient(shopUrl)
  await person.open('/products/linen-shirt')
  const painted = await watchForRow(page, email)
  const { status, answeredAt } = await person.signIn(email)
  expect(status).toBe(303)
  const tookMs = (await painted()) - answeredAt
  console.log(`login answered -> row painted: ${tookMs.toFixed(0)} ms`)

  const row = rowOf(page, email)
  const remaining = async () => {
    const text = (await row.getByRole('gridcell').last().textContent()) ?? ''
    const [, minutes = '0', seconds = '0'] = /(\d+):(\d\d)/.exec(text) ?? []
    return Number(minutes) * 60 + Number(seconds)
  }
  const first = await remaining()
  expect(first).toBeGreaterThan(1700)
  await expect.poll(remaining).toBeLessThan(first)
  await expect.poll(remaining).toBeLessThan(first - 2)

  await person.submit('/account', '/account/touch', {})
  await expect.poll(remaining).toBeGreaterThanOrEqual(first - 2)

  const secret = await person.sessionId()
  expect(secret.length).toBeGreaterThan(20)
  expect(await page.content()).not.toContain(secret)

  await parkPointer(page)
  const gone = person.signOut()
  await expect(row).toContainText('signed out')
  expect((await gone).status).toBe(303)
  await expect(row).toHaveCount(0)
  await close()
})

test('totals, tabs and filter tell the same of the demo', async () => {
  test.setTimeout(180_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  const email = `twice.${Date.now()}@shop.io`
  for (const device of [createShopClient(shopUrl), createShopClient(shopUrl)]) await device.signIn(email)

  await expect(totals(page)).toContainText('signed in')
  await page.keyboard.press('/')
  await page.keyboard.type(email)
  await expect(grid(page).getByRole('row', { name: email, exact: true })).toHaveCount(2)
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: /^Users/ }).click()
  const users = page.getByRole('grid', { name: 'Users' })
  await expect(users).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(email)
  const user = users.getByRole('row').filter({ hasText: email }).first()
  await expect(user).toContainText('2')
  await close()
})
