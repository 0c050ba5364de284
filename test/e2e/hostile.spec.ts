import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { type HostileDocument, hostileDocuments } from '../support/hostile/hostile-documents'
import { insertRaw } from '../support/hostile/insert-raw'
import { connectTo, grid, rowOf } from '../support/page-parts'

let folder = ''
let database: EmbeddedDatabase
const taken: HostileDocument[] = []

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-hostile-'))
  database = await startDatabase({ storagePath: join(folder, 'data') })
  for (const document of hostileDocuments(1)) {
    const refusal = await insertRaw(database.port, { db: 'shop', collection: 'sessions' }, document.raw)
    if (refusal === null) taken.push(document)
  }
})

test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Every complaint of the page: errors, and what its policy has refused. */
function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}

const drawer = (page: Page) => page.getByRole('complementary', { name: 'Session' })

test('a hostile store is shown, opened, filtered and exported, and nothing in it runs', async () => {
  test.setTimeout(180_000)
  const { app, page, close } = await launchSextant({ args: [] })
  const complaints = complaintsOf(page)
  await connectTo(page, database.uri)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(taken.length + 1))

  await page.keyboard.press('Control+Home')
  await grid(page).locator('[role="row"][data-index="0"]').click()
  for (let opened = 0; opened < 60; opened += 1) {
    await expect(drawer(page).getByRole('region', { name: 'Document' })).toContainText('_id')
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Escape')

  for (const tab of ['Users', 'Overview', 'Activity', 'Sessions']) {
    await page.getByRole('tab', { name: tab }).click()
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true')
  }
  const ordinary = taken.filter(one => one.isOrdinary)
  await page.keyboard.press('/')
  await page.keyboard.type('user:person')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(ordinary.length + 1))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('user:<img')
  await expect(
    grid(page).getByRole('row', { name: '<img src=x onerror="window.pwned=1">' }).first()
  ).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('state:unreadable')
  await expect(rowOf(page, 'unreadable: payload is not an object').first()).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(taken.length + 1))

  const file = join(folder, 'all.csv')
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
  }, file)
  await page.getByRole('button', { name: 'Copy, export or sign out' }).click()
  await page.getByRole('menuitem', { name: 'Export all that match…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export sessions' })
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog.getByText(/sessions? written to all\.csv\./)).toBeVisible()
  const csv = await readFile(file, 'utf8')
  expect(csv).toContain('person0@shop.io')
  for (const cell of csv.split(/\r\n|,/)) expect(cell).not.toMatch(/^"?[=+\-@＝＋－＠\t]/)

  expect(
    await page.evaluate(() => Reflect.get(globalThis, 'pwned') ?? Reflect.get({}, 'polluted'))
  ).toBeUndefined()
  expect(complaints).toEqual([])
  await close()
})

test('signs that are not seen are written out in the detail', async () => {
  const { page, close } = await launchSextant({ args: [] })
  await connectTo(page, database.uri)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(taken.length + 1))
  await page.keyboard.press('/')
  await page.keyboard.type('user:gnp.exe')
  await grid(page).locator('[role="row"][data-index="0"]').click()
  await expect(drawer(page).getByRole('region', { name: 'Document' })).toContainText(
    '\\u202egnp.exe\\u202c@shop.io'
  )
  await expect(drawer(page).getByRole('heading', { level: 2 })).toHaveText('\\u202egnp.exe\\u202c@shop.io')
  await close()
})
