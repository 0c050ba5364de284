import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { grid, rowOf, startDemo } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'

const dialog = (page: Page) => page.getByRole('dialog')
const drawer = (page: Page) => page.getByRole('complementary', { name: 'Session' })
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ })

test('read-only until it is allowed; then a user is signed out everywhere, and brought back', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  const email = `ends.${Date.now()}@shop.io`
  const [desk, phone] = [createShopClient(shopUrl), createShopClient(shopUrl)]
  for (const one of [desk, phone]) await one.signIn(email)
  const isIn = async (one: typeof desk) => (await one.open('/account')).includes(email)
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill(email)
  await expect(grid(page).getByRole('row', { name: email })).toHaveCount(2)

  // Read-only: the button says how to allow it, and the key does.
  await rowOf(page, email).first().click()
  const all = drawer(page).getByRole('button', { name: 'Sign out all 2…' })
  await expect(all).toHaveAttribute('aria-disabled', 'true')
  await expect(all).toHaveAttribute('aria-description', /lock in the header/)
  await page.keyboard.press('Control+Backspace')
  await expect(page.getByText('This connection is read-only.')).toBeVisible()
  await expect(dialog(page)).toHaveCount(0)

  await page.getByRole('button', { name: 'Read-only' }).click()
  await page.getByRole('menuitem', { name: /^Allow signing out/ }).click()
  await expect(page.getByRole('button', { name: 'Sign-out allowed' })).toBeVisible()
  await expect(all).toHaveAttribute('aria-disabled', 'false')

  await all.click()
  await expect(dialog(page)).toContainText(`Sign out ${email}?`)
  await expect(dialog(page)).toContainText('2 sessions will be deleted from shop.sessions')
  await expect(dialog(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(dialog(page).getByRole('list', { name: 'Sessions to end' }).getByRole('checkbox')).toHaveCount(
    2
  )
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  expect(await isIn(desk)).toBe(true)

  await all.click()
  await dialog(page).getByRole('button', { name: 'Sign out 2 sessions' }).click()
  await expect(page.getByText(`Signed out ${email}.`)).toBeVisible()
  await expect(grid(page).getByRole('row', { name: email })).toHaveCount(0)
  // The shop gives this browser a new cookie with that answer: it stays a guest, whatever is brought back.
  expect(await isIn(desk)).toBe(false)
  await expectAccessible(page)

  await undo(page).click()
  await expect(page.getByText('Brought back 2 sessions.')).toBeVisible()
  await expect(grid(page).getByRole('row', { name: email })).toHaveCount(2)
  expect(await isIn(phone)).toBe(true)
  expect(await isIn(desk)).toBe(false)

  // Shortened, and set back.
  await page.getByRole('button', { name: 'Copy, export or sign out' }).click()
  await page.getByRole('menuitem', { name: /^Set the expiry of the selected session/ }).click()
  await dialog(page).getByRole('radio', { name: 'in 5 minutes' }).click()
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Set the expiry of 1 session' }).click()
  await expect(page.getByText(/^1 session now expires /)).toBeVisible()
  const left = grid(page).getByRole('row', { name: email }).locator('[data-column="expires"]')
  await expect(left.filter({ hasText: /^4:\d\d$/ })).toHaveCount(1)
  await undo(page).click()
  await expect(page.getByText('Set 1 expiry back.')).toBeVisible()

  // By keyboard: one of them, undone by its key, and both are in the list of what was done.
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Backspace')
  await dialog(page).getByRole('button', { name: 'Sign out 1 session' }).press('Enter')
  await expect(grid(page).getByRole('row', { name: email })).toHaveCount(1)
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect(grid(page).getByRole('row', { name: email })).toHaveCount(2)
  await page.getByRole('button', { name: 'Sign-out allowed' }).click()
  await page.getByRole('menuitem', { name: /^What was done/ }).click()
  await expect(dialog(page).getByText(/ended 2 sessions of 1 user/)).toBeVisible()
  await expect(dialog(page).getByText(/brought back 1 session of 1 user/)).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: /^Activity/ }).click()
  await expect(page.getByText('signed out from here').first()).toBeVisible()
  await close()
})

test('everybody is signed out only after the number was typed', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launchSextant({ args: [] })
  await startDemo(page)
  await page.getByRole('button', { name: 'Read-only' }).click()
  await page.getByRole('menuitem', { name: /^Allow signing out/ }).click()
  await grid(page).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+Backspace')
  const act = dialog(page).getByRole('button', { name: /^Sign out \d+ sessions$/ })
  await expect(act).toBeDisabled()
  await expect(dialog(page)).toContainText('This signs out everybody')
  const field = dialog(page).getByRole('textbox', { name: /^Type \d+ to go on$/ })
  const count = Number(/\d+/.exec((await act.textContent()) ?? '')?.[0])
  await field.fill(String(count - 1))
  await expect(act).toBeDisabled()
  await field.fill(String(count))
  await act.click()
  await expect(page.getByText(/^Ended \d+ sessions of \d+ users\./)).toBeVisible({ timeout: 60_000 })
  await undo(page).click()
  await expect(page.getByText(/^Brought back \d+ sessions\./)).toBeVisible({ timeout: 60_000 })
  await close()
})

test('who comes back by a slow request is told, with the cause, and ended again', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  const email = `slow.${Date.now()}@shop.io`
  const person = createShopClient(shopUrl)
  await person.signIn(email)
  await page.getByRole('button', { name: 'Read-only' }).click()
  await page.getByRole('menuitem', { name: /^Allow signing out/ }).click()
  await rowOf(page, email).click()
  const statement = person.open('/account/statement')
  // The page counts as seen only when it is saved, at its end; until then there is nothing to wait for but the click.
  await drawer(page).getByRole('button', { name: 'Sign out…' }).click()
  await dialog(page).getByRole('button', { name: 'Sign out 1 session' }).click()
  await expect(rowOf(page, email)).toHaveCount(0)
  expect(await statement).toContain('you owe us nothing')
  const notice = page.getByText(`${email} came back`)
  await expect(notice).toBeVisible()
  await expect(page.getByText(/Set resave: false/)).toBeVisible()
  await expect(rowOf(page, email)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'End it again, for a minute' }).click()
  await expect(rowOf(page, email)).toHaveCount(0)
  await close()
})
