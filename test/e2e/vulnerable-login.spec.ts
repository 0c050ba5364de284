import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { rowOf, startDemo } from '../support/page-parts'
import { createShopClient, type ShopClient } from '../support/shop-client'

const tab = (page: Page) => page.getByRole('tab', { name: 'Store health' })
const kept = (page: Page) => page.getByRole('article', { name: /kept the session id$/ })
const tick = (page: Page, name: string) => page.getByRole('checkbox', { name })

/** A guest who has been seen as one signs in. */
async function signInSeen(page: Page, client: ShopClient, email: string): Promise<void> {
  await client.open('/cart')
  await page.getByRole('tab', { name: 'Sessions' }).click()
  const filter = page.getByRole('combobox', { name: 'Filter sessions' })
  await filter.fill(`id:${(await client.sessionId()).slice(0, 12)}`)
  await expect(rowOf(page, 'guest')).toBeVisible()
  await filter.fill(email)
  expect((await client.signIn(email)).status).toBe(303)
}

test('a login that keeps the id is found as it happens, within limits that can be changed, and only where it does', async () => {
  test.setTimeout(240_000)
  const vulnerable = await launchSextant()
  const { page } = vulnerable
  await tick(page, 'Vulnerable login').check()
  await expectAccessible(page, 'the choice of a vulnerable login')
  const client = createShopClient(await startDemo(page))
  await signInSeen(page, client, `found.${Date.now()}@shop.io`)
  const id = await client.sessionId()
  await tab(page).click()
  await expect(kept(page)).toContainText(`${id.slice(0, 2)}…${id.slice(-2)}`, { timeout: 2000 })
  await expect(kept(page)).toContainText('OWASP')
  await expect(kept(page)).toContainText('req.session.regenerate')
  await expect(page.getByRole('tab', { name: /^Store health \d+ critical$/ })).toBeVisible()
  expect(await page.content()).not.toContain(id)

  const many = page.getByRole('article', { name: /signed in .*within 5 minutes/ })
  await expect(many).toHaveCount(0)
  const limit = page.getByRole('textbox', { name: 'Many sign-ins of one user: how many' })
  await expect(limit).toHaveValue('20')
  await limit.fill('2')
  await limit.press('Enter')
  // Its robot alone signs in nine times.
  await expect(many).toBeVisible()
  await expectAccessible(page, 'what is watched')
  await limit.fill('none')
  await limit.press('Tab')
  await expect(limit).toHaveValue('2')
  await tick(page, 'Many sign-ins of one user').uncheck()
  await expect(many).toHaveCount(0)
  await expect(limit).toBeDisabled()
  await vulnerable.close()

  const sound = await launchSextant()
  const email = `sound.${Date.now()}@shop.io`
  await signInSeen(sound.page, createShopClient(await startDemo(sound.page)), email)
  await expect(rowOf(sound.page, email)).toBeVisible()
  await tab(sound.page).click()
  await expect(sound.page.getByText('Watched while the store is open')).toBeVisible()
  await expect(kept(sound.page)).toHaveCount(0)
  await sound.close()
})
