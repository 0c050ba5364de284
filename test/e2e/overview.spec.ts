import { expect, type Locator, type Page, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { expectAccessible, seriousOf } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { startDemo, totals } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'
import { writeSessions } from '../support/write-sessions'

const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })
const chart = (page: Page, name: string): Locator => page.getByRole('slider', { name, exact: true })
const numberBefore = (text: string, word: string): number =>
  Number((new RegExp(`([\\d,]+) ${word}`).exec(text)?.[1] ?? 'NaN').replaceAll(',', ''))

/** All sign-ins of the hour, as the second chart says them to a screen reader. */
async function signIns(page: Page): Promise<number> {
  return numberBefore((await panel(page, 'Sign-ins and sign-outs').textContent()) ?? '', 'signed in, ')
}

test('the overview tells the same as the totals, counts a sign-in, and can be read by keyboard and as tables', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true')
  const levels = chart(page, 'Signed in and guests')
  await expect(levels).toBeVisible()

  // The newest point, the strip and the sum of the bars stand for the same store at about the same second.
  await expect(async () => {
    const strip = (await totals(page).textContent()) ?? ''
    const [signedIn, guests] = [numberBefore(strip, 'signed in'), numberBefore(strip, 'guests')]
    const newest = (await levels.getAttribute('aria-valuetext')) ?? ''
    expect(numberBefore(newest, 'signed in')).toBe(signedIn)
    expect(numberBefore(newest, 'guests')).toBe(guests)
    const bars = (await panel(page, 'When sessions will expire').textContent()) ?? ''
    expect(numberBefore(bars, 'active sessions')).toBe(signedIn + guests)
  }).toPass({ timeout: 30_000 })

  const before = await signIns(page)
  const email = `overview.${Date.now()}@shop.io`
  const person = createShopClient(shopUrl)
  expect((await person.signIn(email)).status).toBe(303)
  await expect.poll(() => signIns(page)).toBeGreaterThan(before)

  await levels.focus()
  await page.keyboard.press('End')
  const newest = (await levels.getAttribute('aria-valuetext')) ?? ''
  expect(newest).toMatch(/^\d\d:\d\d:\d\d {2}[\d,]+ signed in/)
  await page.keyboard.press('Home')
  await expect(levels).toHaveAttribute('aria-valuenow', '0')
  await expect(panel(page, 'Signed in and guests').getByText(/^\d\d:\d\d:\d\d {2}/)).toBeVisible()

  await page.getByRole('button', { name: 'Sign-ins and sign-outs as a table' }).click()
  const table = page.getByRole('table', { name: 'Sign-ins and sign-outs' })
  await expect(table.getByRole('columnheader', { name: 'New guests' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign-ins and sign-outs as a table' }).click()
  await expect(chart(page, 'Sign-ins and sign-outs')).toBeVisible()

  await page.getByRole('radio', { name: '5 min' }).check()
  await expect(panel(page, 'Sign-ins and sign-outs')).toContainText('per 10 s')

  await page.getByRole('button', { name: /^All [\d,]+ users$/ }).click()
  await expect(page.getByRole('grid', { name: 'Users' })).toBeVisible()
  await close()
})

test('who is active is counted down, one by one, until the shop is quiet', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  const email = `drain.${Date.now()}@shop.io`
  const person = createShopClient(shopUrl)
  await person.signIn(email)
  await page.getByRole('tab', { name: 'Overview' }).click()
  const question = page.getByRole('region', { name: 'Can I restart now?' })
  await expect(question).toContainText(/seen in the last 5 min/)
  await expect(question).toContainText(/1 person|[\d,]+ people/)
  await question.getByRole('button', { name: 'Count them down' }).click()
  await expect(question.getByText(/ who were active at \d\d:\d\d:\d\d/)).toBeVisible()
  const gone = question.getByRole('progressbar')
  const before = Number(await gone.getAttribute('value'))
  await person.signOut()
  await expect.poll(async () => Number(await gone.getAttribute('value'))).toBeGreaterThan(before)
  await question.getByRole('button', { name: 'Stop counting down' }).click()
  await expect(gone).toHaveCount(0)
  await close()
})

test('axe finds nothing serious on the overview, as charts and as tables', async () => {
  test.setTimeout(240_000)
  const { page, close } = await launchSextant({ args: [] })
  await startDemo(page)
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(chart(page, 'When sessions will expire')).toBeVisible()
  await page.getByRole('button', { name: 'Count them down' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expectAccessible(page)
  for (const toggle of await page.getByRole('button', { name: /as a table$/ }).all()) await toggle.click()
  await expectAccessible(page)
  await close()
})

test('a large store shows what its totals tell and says what is not known; without a server the charts stand still', async () => {
  test.setTimeout(240_000)
  const database = await startDatabase({})
  await writeSessions(database.uri, { count: 1500, people: 300 })
  const args = ['--uri', database.uri, '--ns', 'shop.sessions', '--mirror-at-most', '1000']
  const { page, close } = await launchSextant({ args })
  await expect(totals(page)).toContainText('300 signed in', { timeout: 30_000 })
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(chart(page, 'Signed in and guests')).toHaveAttribute(
    'aria-valuetext',
    /300 signed in.* 1,200 guests/
  )
  await expect(panel(page, 'When sessions will expire')).toContainText('Not known')
  await expect(panel(page, 'Top users')).toContainText('counted by the database, on the Users tab')
  await expect(panel(page, 'Can I restart now?')).toContainText('Not known for a large store')
  expect(await seriousOf(page)).toEqual([])
  await database.kill()
  await expect(page.getByText(/^not connected, updated \d\d:\d\d:\d\d$/)).toBeVisible({ timeout: 30_000 })
  await close()
})
