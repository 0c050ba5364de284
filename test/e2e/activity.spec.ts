import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { launchSextant, type Sextant } from '../support/electron-app'
import { grid, parkPointer, readFacts, setAppearance, startDemo, totals } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'

const activity = (page: Page): Locator => page.getByRole('grid', { name: 'Activity' })
const eventOf = (page: Page, name: string): Locator => activity(page).getByRole('row', { name, exact: true })

let sextant: Sextant
let shopUrl: string

test.beforeEach(async () => {
  test.setTimeout(240_000)
  sextant = await launchSextant({ args: [] })
  shopUrl = await startDemo(sextant.page)
})
test.afterEach(() => sextant.close())

async function showActivity(page: Page, filter: string): Promise<void> {
  await page.getByRole('tab', { name: 'Activity' }).click()
  await page.getByRole('combobox', { name: 'Filter activity' }).fill(filter)
  await parkPointer(page)
}

test('a guest fills a cart, signs in under a new id, comes with a second device, and signs out', async () => {
  const { page } = sextant
  const email = `activity.${Date.now()}@shop.io`
  const [laptop, phone] = [createShopClient(shopUrl), createShopClient(shopUrl)]
  await showActivity(page, email)
  await expect(page.getByText('No event matches.')).toBeVisible()

  await laptop.submit('/products/brass-sextant', '/cart', { sku: 'brass-sextant' })
  await laptop.signIn(email)
  // The guest's session went and the person's came: said as likely, on both.
  await expect(eventOf(page, `signed in ${email}`)).toContainText(
    /likely .{2}….{2} under a new id; was a guest for/
  )
  await expect(eventOf(page, 'replaced guest')).toContainText(`of ${email}: signing in gave it a new id`)
  await phone.signIn(email)
  await expect(eventOf(page, `signed in ${email}`)).toHaveCount(2)

  await laptop.open('/products/brass-sextant')
  await expect(eventOf(page, `changed ${email}`).first()).toContainText('lastPage')
  await laptop.submit('/account', '/account/touch', {})
  await expect(eventOf(page, `touched ${email}`).first()).toContainText(/expires \d\d:\d\d:\d\d/)

  await page.getByRole('tab', { name: 'Users' }).click()
  await page.getByRole('combobox', { name: 'Filter users' }).fill(email)
  const user = page.getByRole('grid', { name: 'Users' }).getByRole('row', { name: email, exact: true })
  await expect(user).toContainText('2')
  const secret = await laptop.sessionId()
  expect(secret.length).toBeGreaterThan(20)
  await laptop.signOut()
  await expect(user).toContainText('1')
  await page.getByRole('tab', { name: 'Activity' }).click()
  await expect(eventOf(page, `signed out ${email}`)).toContainText(/before its expiry; stayed/)

  // All of it by keyboard: into the list, to the sign-out, and what became of that session beside it.
  await page.getByRole('radio', { name: /^Signed out/ }).check({ force: true })
  await page.getByRole('combobox', { name: 'Filter activity' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('complementary', { name: 'Session' })
  await expect(drawer.getByRole('heading', { name: email })).toBeVisible()
  await expect(drawer.getByText(/^signed out \d\d:\d\d:\d\d$/)).toBeVisible()
  expect(await page.content()).not.toContain(secret)
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: /^Ended/ }).check({ force: true })
  // The sign-out, and the guests' sessions of both devices; the head is a row as well.
  await expect(activity(page).getByRole('row')).toHaveCount(4)
})

test('a session that lapses is told when its expiry passes, and stays findable', async () => {
  const { page } = sextant
  const email = `lapse.${Date.now()}@shop.io`
  const person = createShopClient(shopUrl)
  await person.signIn(email)
  await person.submit('/account', '/account/keep', { keep: '3s' })
  await showActivity(page, email)
  await expect(eventOf(page, `expired ${email}`)).toContainText('the TTL pass deletes it by')
  await page.getByRole('tab', { name: 'Sessions' }).click()
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill(email)
  // Until the TTL pass, which may come at any moment now.
  await expect(page.getByRole('radio', { name: /^Signed in 0/ })).toBeAttached()
})

test('a mass logout is told as one clearing, and the counts go with it', async () => {
  const { page } = sextant
  const { demo } = await readFacts(page)
  if (demo.kind !== 'running') throw new Error(`The demo is ${demo.kind}`)
  await showActivity(page, '')
  const client = new MongoClient(demo.uri)
  try {
    const [db, name] = demo.ns.split('.') as [string, string]
    const { deletedCount } = await client.db(db).collection(name).deleteMany({})
    expect(deletedCount).toBeGreaterThan(300)
  } finally {
    await client.close()
  }
  const fold = activity(page)
    .getByRole('row', { name: /^cleared [3-5]\d\d sessions$/ })
    .first()
  await expect(fold).toContainText('deleted together, before their expiry')
  await expect(totals(page)).toContainText(/(?<!\d)\d{1,2} signed in|(?<!\d)\d{1,2}\s*signed in/)
  await fold.click()
  await expect(
    activity(page)
      .getByRole('row', { name: /^cleared .*@/ })
      .first()
  ).toBeVisible()
})

test('guest noise can be shown, a pause loses nothing, and axe finds nothing serious', async () => {
  const { page } = sextant
  await showActivity(page, '')
  await expect(page.getByText(/^Since \d\d:\d\d:\d\d, when Sextant connected/)).toBeVisible()
  await page.getByRole('checkbox', { name: /^Guest noise/ }).check()
  await expect(eventOf(page, 'new guest guest').first()).toBeVisible()

  await page.keyboard.press('p')
  await expect(page.getByText(/Paused at [\d:]+\. [1-9]\d* changes? waits?/)).toBeVisible()
  const email = `paused.${Date.now()}@shop.io`
  await createShopClient(shopUrl).signIn(email)
  await expect(page.getByText(/Paused at [\d:]+\. \d{2,} changes wait/)).toBeVisible()
  await expect(eventOf(page, `signed in ${email}`)).toHaveCount(0)
  await page.keyboard.press('p')
  await page.getByRole('combobox', { name: 'Filter activity' }).fill(email)
  await expect(eventOf(page, `signed in ${email}`)).toHaveCount(1)
  await page.getByRole('combobox', { name: 'Filter activity' }).fill('')

  // Scrolled away, what comes waits above.
  await activity(page).getByRole('row').nth(2).click()
  await page.keyboard.press('End')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /\d+ new above/ })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: /\d+ new above/ }).click()
  for (const appearance of ['dark', 'light'] as const) {
    await setAppearance(page, appearance)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.filter(v => v.impact === 'serious' || v.impact === 'critical')).toEqual([])
  }
  await expect(grid(page)).toHaveCount(0)
})
