import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchSextant } from '../support/electron-app'
import { filesWith } from '../support/files-with'
import { connectTo, grid, rowOf, startDemo } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'

const CANARY = 'c4n4ry-p4ss'

test('no password and no session id is left in a file or shown unasked', async () => {
  test.setTimeout(180_000)
  const userDataFolder = await mkdtemp(join(tmpdir(), 'sextant-secrets-'))
  const sextant = await launchSextant({ userDataFolder })
  const { page } = sextant
  await connectTo(page, `mongodb://ann:${CANARY}@127.0.0.1:1/shop`)
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 })
  expect(await page.getByRole('alert').textContent()).not.toContain(CANARY)

  const person = createShopClient(await startDemo(page))
  const email = `secret.${Date.now()}@shop.io`
  await person.signIn(email)
  const id = await person.sessionId()
  await page.keyboard.press('/')
  await page.keyboard.type(email)
  await rowOf(page, email).click()
  const drawer = page.getByRole('complementary', { name: 'Session' })
  await expect(drawer.getByRole('region', { name: 'Document' })).toContainText(email)
  expect(await page.content()).not.toContain(id)
  expect(await page.title()).not.toContain(id)

  await drawer.getByRole('button', { name: 'Reveal', exact: true }).first().click()
  await expect(drawer).toContainText(id)
  await page.keyboard.press('Escape')
  await expect(grid(page)).toBeVisible()
  expect(await page.content()).not.toContain(id)

  await sextant.close()
  expect(await filesWith(userDataFolder, [CANARY, id])).toEqual([])
  await rm(userDataFolder, { recursive: true, force: true })
})
