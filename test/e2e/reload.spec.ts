import { expect, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { grid, readFacts, startDemo, totals } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'
import { writeSessions } from '../support/write-sessions'

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

test('a page or a graphics process that crashes comes back, with the view as it was', async () => {
  test.setTimeout(120_000)
  const database = await startDatabase()
  await writeSessions(database.uri, { count: 40, people: 20 })
  const { app, page, close } = await launchSextant({ args: ['--uri', database.uri] })
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '41')
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill('person1')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '12')

  const isNewGpu = await app.evaluate(async ({ app: electron }) => {
    const gpu = () => electron.getAppMetrics().find(one => one.type === 'GPU')?.pid
    const first = gpu()
    if (first === undefined) return 'there is none'
    const gone = new Promise(resolve => electron.once('child-process-gone', resolve))
    process.kill(first, 'SIGKILL')
    await gone
    while (gpu() === undefined || gpu() === first) await new Promise(done => setTimeout(done, 20))
    return 'another'
  })
  expect(isNewGpu).toBe('another')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '12')
  expect((await page.screenshot()).length).toBeGreaterThan(5000)

  // A page that has crashed is none to the test driver any more: main is asked what is in the one that comes after.
  const found = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined) throw new Error('no window')
    const loaded = new Promise<void>(resolve => contents.once('did-finish-load', () => resolve()))
    contents.forcefullyCrashRenderer()
    await loaded
    const script = `new Promise(done => {
      const look = () => {
        const grid = document.querySelector('[role="grid"]')
        const field = document.querySelector('input[data-filter]')
        if (grid?.getAttribute('aria-rowcount') === '12') done(field.value)
        else setTimeout(look, 50)
      }
      look()
    })`
    return contents.executeJavaScript(script)
  })
  expect(found).toBe('person1')
  await close()
  await database.stop()
})
