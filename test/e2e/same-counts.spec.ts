import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { startDatabase } from '../../src/demo/embedded-database'
import { activity, personEverywhere, sameCountsEverywhere, whileHeld } from '../support/counts'
import { launchSextant } from '../support/electron-app'
import { readFacts, startDemo, totals } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'
import { writeSessions } from '../support/write-sessions'

const eventOf = (page: Page, name: string) => activity(page).getByRole('row', { name, exact: true })

/** What happened is told to the window before it is looked at. */
async function untilTold(page: Page, email: string, name: string, times = 1): Promise<void> {
  await page.getByRole('tab', { name: 'Activity' }).click()
  await page.getByRole('combobox', { name: 'Filter activity' }).fill(email)
  await expect(eventOf(page, name)).toHaveCount(times)
  await page.getByRole('combobox', { name: 'Filter activity' }).fill('')
}

test('one person’s story is the same in every place at every step, and so are the counts', async () => {
  test.setTimeout(600_000)
  const { page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  const email = `told.${Date.now()}@shop.io`
  const [laptop, phone] = [createShopClient(shopUrl), createShopClient(shopUrl)]
  const look = () =>
    whileHeld(page, async () => {
      const counts = await sameCountsEverywhere(page)
      return { ...(await personEverywhere(page, email)), counts }
    })

  // A guest with a cart is nobody yet: seen in the counts alone.
  await laptop.submit('/products/brass-sextant', '/cart', { sku: 'brass-sextant' })
  await whileHeld(page, () => sameCountsEverywhere(page))

  await laptop.signIn(email)
  await untilTold(page, email, `signed in ${email}`)
  await untilTold(page, email, 'replaced guest')
  const signedIn = await look()
  expect(signedIn.sessions).toBe(1)
  expect(signedIn.events.filter(name => !/^(touched|changed)/.test(name))).toEqual(
    expect.arrayContaining([`signed in ${email}`, 'replaced guest'])
  )

  await phone.signIn(email)
  await untilTold(page, email, `signed in ${email}`, 2)
  const twice = await look()
  expect(twice.sessions).toBe(2)
  expect(twice.events.filter(name => name === `signed in ${email}`)).toHaveLength(2)

  await laptop.submit('/account', '/account/touch', {})
  await expect(async () => {
    const touched = await look()
    expect(touched.sessions).toBe(2)
    expect(touched.events.some(name => name.startsWith('touched'))).toBe(true)
  }).toPass()

  await phone.signOut()
  await untilTold(page, email, `signed out ${email}`)
  expect((await look()).sessions).toBe(1)

  // The other device is forgotten, and lapses.
  await laptop.submit('/account', '/account/keep', { keep: '2s' })
  await untilTold(page, email, `expired ${email}`)
  const lapsed = await look()
  expect(lapsed.sessions).toBe(0)
  expect(lapsed.events).toEqual(expect.arrayContaining([`expired ${email}`, `signed out ${email}`]))
  await close()
})

test('after everybody was logged out at once, every place says so', async () => {
  test.setTimeout(600_000)
  const { page, close } = await launchSextant({ args: [] })
  await startDemo(page)
  const before = await whileHeld(page, () => sameCountsEverywhere(page))
  expect(before.signedIn).toBeGreaterThan(100)
  const { demo } = await readFacts(page)
  if (demo.kind !== 'running') throw new Error(`The demo is ${demo.kind}`)
  const client = new MongoClient(demo.uri)
  const [db, name] = demo.ns.split('.') as [string, string]
  await client.db(db).collection(name).deleteMany({})
  await client.close()
  await page.getByRole('tab', { name: 'Activity' }).click()
  await expect(
    activity(page)
      .getByRole('row', { name: /^cleared \d+ sessions$/ })
      .first()
  ).toBeVisible()
  const after = await whileHeld(page, () => sameCountsEverywhere(page))
  expect(after.signedIn).toBeLessThan(before.signedIn)
  await close()
})

test('the terminal counts what the window counts', async () => {
  test.setTimeout(180_000)
  const database = await startDatabase({})
  await writeSessions(database.uri, { count: 60, people: 21 })
  const ns = ['--uri', database.uri, '--ns', 'shop.sessions']
  const { page, close } = await launchSextant({ args: ns })
  await expect(totals(page)).toContainText('21 signed in', { timeout: 30_000 })
  // Two seconds make a line.
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByRole('slider', { name: 'Signed in and guests' })).toBeVisible()
  const counts = await whileHeld(page, () => sameCountsEverywhere(page))
  const run = async (...words: string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      'bin/sextant.cjs',
      ...words,
      ...ns,
      '--json'
    ])
    return stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
  }
  const view = (await run('watch', '--once')).find(line => line.kind === 'view')
  expect(view.totals).toMatchObject({ ...counts })
  expect(await run('users')).toHaveLength(counts.users)
  await close()
  await database.stop()
})
