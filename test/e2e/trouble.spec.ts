import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { connectButton, connectTo, grid, readFacts, rowOf } from '../support/page-parts'
import { startProxy } from '../support/proxy'
import { writeSessions } from '../support/write-sessions'

let folder = ''
let database: EmbeddedDatabase

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-e2e-'))
  database = await startDatabase({ storagePath: folder })
  await writeSessions(database.uri, { count: 30, people: 5 })
})

test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

test('a server that is killed leaves the rows on screen, and what is there when it is back appears by itself', async () => {
  test.setTimeout(120_000)
  const { page, close } = await launchSextant({ args: [] })
  await connectTo(page, database.uri)
  await expect(rowOf(page, 'person0@shop.io').first()).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()

  await database.kill()
  await expect(page.getByText('Not connected')).toBeVisible({ timeout: 20_000 })
  await expect(rowOf(page, 'person0@shop.io').first()).toBeVisible()

  database = await startDatabase({ storagePath: folder, port: database.port })
  await writeSessions(database.uri, { count: 1, people: 1, name: 'back' })
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(rowOf(page, 'back0@shop.io')).toBeVisible()
  await expect(rowOf(page, 'person0@shop.io').first()).toBeVisible()
  await close()
})

const troubles = [
  { what: 'a malformed string', uri: 'mongo://localhost', says: /begins with mongodb:\/\// },
  { what: 'nobody listening', uri: 'mongodb://127.0.0.1:1/shop', says: /127\.0\.0\.1:1/ },
  {
    what: 'an unescaped sign in a password',
    uri: 'mongodb://ann:p@ss:w/rd@127.0.0.1:1',
    says: /password|percent|escape/i
  }
]

for (const { what, uri, says } of troubles) {
  test(`${what} gives a sentence, and the string stays to be mended`, async () => {
    const { page, close } = await launchSextant({ args: [] })
    await connectTo(page, uri)
    await expect(page.getByText(says).first()).toBeVisible({ timeout: 20_000 })
    await expect(grid(page)).toHaveCount(0)
    await expect(connectButton(page)).toBeEnabled()
    await close()
  })
}

test('retryWrites that the server refuses is taken out by a button, and stays out once that has worked', async () => {
  const proxy = await startProxy(database.port)
  const { page, close } = await launchSextant({ args: [] })
  proxy.answer({
    commands: ['buildInfo'],
    code: 20,
    codeName: 'IllegalOperation',
    errmsg: 'Transaction numbers are only allowed on a replica set member or mongos',
    times: 1
  })
  await connectTo(page, `${proxy.uri}&retryWrites=true`)
  await expect(page.getByRole('alert')).toContainText('cannot do retryWrites=true')
  expect((await readFacts(page)).recent.map(one => one.uri)).toEqual([`${proxy.uri}&retryWrites=true`])

  await page.getByRole('button', { name: 'Retry without it' }).click()
  await expect(rowOf(page, 'person0@shop.io').first()).toBeVisible()
  expect((await readFacts(page)).recent.map(one => one.uri)).toEqual([`${proxy.uri}&retryWrites=false`])
  await close()
  await proxy.close()
})

test('a mended string that fails again leaves what was kept as it was', async () => {
  const proxy = await startProxy(database.port)
  const { page, close } = await launchSextant({ args: [] })
  const errmsg = 'Retryable writes are not supported'
  proxy.answer({ commands: ['buildInfo'], code: 301, codeName: 'NotSupported', errmsg, times: 2 })
  await connectTo(page, `${proxy.uri}&retryWrites=true`)
  await page.getByRole('button', { name: 'Retry without it' }).click()
  await expect(page.getByRole('textbox', { name: 'Connection string' })).toHaveValue(
    `${proxy.uri}&retryWrites=false`
  )
  await expect(page.getByRole('alert')).toBeVisible()
  expect((await readFacts(page)).recent.map(one => one.uri)).toEqual([`${proxy.uri}&retryWrites=true`])
  await close()
  await proxy.close()
})

test('what the driver said is shown when asked for, without the password', async () => {
  const { page, close } = await launchSextant({ args: [] })
  await connectTo(page, 'mongodb://ann:c4n4ry-p4ss@127.0.0.1:1/shop?serverSelectionTimeoutMS=700')
  const alert = page.getByRole('alert')
  const details = alert.getByText('ECONNREFUSED')
  await expect(alert).toContainText('Nothing is listening at 127.0.0.1:1')
  await expect(details).toBeHidden()
  await alert.getByRole('button', { name: 'Show details' }).click()
  await expect(details).toBeVisible()
  expect(await alert.textContent()).not.toContain('c4n4ry-p4ss')
  await alert.getByRole('button', { name: 'Hide details' }).click()
  await expect(details).toBeHidden()
  await close()
})
