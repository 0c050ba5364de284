import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { loadRecording } from '../support/load-recording'
import { connectTo, grid, rowOf } from '../support/page-parts'
import { recordingOf } from '../support/recordings'

let database: EmbeddedDatabase
test.beforeEach(async () => {
  database = await startDatabase()
})
test.afterEach(() => database.stop())

async function load(name: string, collection: string): Promise<void> {
  const client = new MongoClient(database.uri)
  await loadRecording(recordingOf(name), client.db('shop').collection(collection)).finally(() =>
    client.close()
  )
}

test('a store of another library opens by itself, and says what a leaked document is worth', async () => {
  await load('flask-session-0.8-msgpack', 'sessions')
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await connectTo(page, database.uri)
  await expect(rowOf(page, 'ann@shop.io')).toBeVisible({ timeout: 20_000 })
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText('Flask-Session · certain')
  await expect(status).toContainText('replayable ids')
  await status.getByRole('button', { name: 'Flask-Session · certain' }).click()
  await expect(
    page.getByText('all 3 sampled documents: id, bytes in val and the date expiration')
  ).toBeVisible()
  await expect(page.getByText('Expiry: expiration', { exact: true })).toBeVisible()
  await page.getByRole('menuitemradio', { name: 'Read as lucia' }).click()
  await expect(status).toContainText('Lucia · a guess')
  // What the chosen format does not read is still read as what it is.
  await expect(rowOf(page, 'ann@shop.io')).toBeVisible()
  await status.getByRole('button', { name: 'Lucia · a guess' }).click()
  await page.getByRole('menuitemradio', { name: 'Read as found by itself' }).click()
  await expect(status).toContainText('Flask-Session · certain')
  await rowOf(page, 'ann@shop.io').click()
  const drawer = page.getByRole('complementary', { name: 'Session' })
  await expect(drawer.getByRole('region', { name: 'Document' })).toContainText('MessagePack')
  await expect(drawer.getByRole('region', { name: 'Document' })).toContainText('_user_id')
  await sextant.close()
})

test('users whose documents hold several sessions are opened as sessions, each marked in its document', async () => {
  await load('payload-3.90', 'users')
  const sextant = await launchSextant({ args: [] })
  const { page } = sextant
  await connectTo(page, database.uri)
  await expect(rowOf(page, 'ann@shop.io')).toHaveCount(2, { timeout: 20_000 })
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText('Payload CMS · certain')
  await expect(status).toContainText('3 sessions: 3 active')
  await rowOf(page, 'ann@shop.io').first().click()
  const document = page
    .getByRole('complementary', { name: 'Session' })
    .getByRole('region', { name: 'Document' })
  await expect(document.getByText('this session')).toHaveCount(1)
  await expect(document.getByRole('treeitem', { name: /^hash: hidden/ })).toBeVisible()
  await sextant.close()
})

test('sealed sessions are opened with the app’s secret, which is left in no file', async () => {
  const recording = recordingOf('connect-mongo-6-webcrypto')
  const secret = recording.secret ?? ''
  await load(recording.name, 'sessions')
  const userDataFolder = await mkdtemp(join(tmpdir(), 'sextant-sealed-'))
  const sextant = await launchSextant({ args: [], userDataFolder })
  const { page } = sextant
  await connectTo(page, database.uri)
  await expect(grid(page).getByText('unreadable: encrypted').first()).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Open sealed sessions…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Open sealed sessions' })
  await dialog.getByLabel('The app’s secret for its session store').fill('not this one')
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toContainText('This secret opens none of the sessions')
  await dialog.getByLabel('The app’s secret for its session store').fill(secret)
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(rowOf(page, 'ann@shop.io')).toBeVisible()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('contentinfo')).toContainText('opened with your secret')
  await rowOf(page, 'ann@shop.io').click()
  const drawer = page.getByRole('complementary', { name: 'Session' })
  await expect(drawer.getByRole('region', { name: 'Document' })).toContainText('ann@shop.io')
  expect(await page.content()).not.toContain(secret)
  await sextant.close()

  const files = await readdir(userDataFolder, { recursive: true, withFileTypes: true })
  for (const file of files.filter(entry => entry.isFile()))
    expect(await readFile(join(file.parentPath, file.name), 'latin1')).not.toContain(secret)
  await rm(userDataFolder, { recursive: true, force: true })
})
