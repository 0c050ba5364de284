import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Locator, type Page, test } from '@playwright/test'
import type { EmbeddedDatabase } from '../../src/demo/embedded-database'
import { expectAccessible } from '../support/axe'
import { launchSextant } from '../support/electron-app'
import { filesWith } from '../support/files-with'
import { giveKeychain } from '../support/give-keychain'
import { startLockedDatabase } from '../support/locked-database'
import { connectButton, connections, go, parkPointer, rowOf } from '../support/page-parts'
import { startSshServer } from '../support/ssh-server'
import { writeSessions } from '../support/write-sessions'

const PASSWORD = 'c4n4ry:p@ss'
const PASSPHRASE = 'correct horse'
const NAME = 'Live shop'

let folder = ''
let database: EmbeddedDatabase

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-connections-'))
  database = await startLockedDatabase(join(folder, 'data'), { user: 'watcher', pwd: PASSWORD }, (_, uri) =>
    writeSessions(uri, { count: 6, people: 2 })
  )
})

test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

const uriField = (page: Page): Locator => page.getByRole('textbox', { name: 'Connection string' })
const options = (page: Page): Locator => page.getByRole('region', { name: 'Options' })
const field = (page: Page, name: string): Locator => options(page).getByRole('textbox', { name, exact: true })
const savedLine = (page: Page): Locator =>
  connections(page).getByRole('button', { name: new RegExp(`^${NAME}`) })
const frame = (page: Page): Locator => page.getByRole('note', { name: `Production: ${NAME}` })

/** What the system's dialogs answer. */
function answerDialogs(app: ElectronApplication, file: string): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
}

/** String and form, whichever is edited. */
async function fillIn(page: Page): Promise<void> {
  const shop = database.uri.replace('mongodb://', `mongodb://watcher:${encodeURIComponent(PASSWORD)}@`)
  await uriField(page).fill(`${shop}&authSource=admin&appName=mine`)
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(field(page, 'Hosts')).toHaveValue(`127.0.0.1:${database.port}`)
  await expect(field(page, 'Password')).toHaveValue(PASSWORD)
  await field(page, 'Database').fill('shop')
  await expect(uriField(page)).toHaveValue(/^mongodb:\/\/watcher:•+@127\.0\.0\.1:\d+\/shop\?/)

  const whole = await uriField(page).inputValue()
  await uriField(page).press('Home')
  await uriField(page).press('Delete')
  await expect(options(page).getByRole('status')).toContainText('cannot be taken apart')
  await expect(field(page, 'Database')).toBeDisabled()
  await uriField(page).press('m')
  await expect(uriField(page)).toHaveValue(whole)
  await expect(field(page, 'Database')).toHaveValue('shop')
  await expect(field(page, 'Password')).toHaveValue(PASSWORD)
  await options(page).getByRole('combobox', { name: 'Read preference' }).selectOption('nearest')
  await expect(uriField(page)).toHaveValue(/readPreference=nearest.*appName=mine/)
  await expectAccessible(page)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save…' }).click()
  const saved = page.getByRole('region', { name: 'Saved connection' })
  await saved.getByRole('textbox', { name: 'Name' }).fill(NAME)
  await saved.getByRole('combobox', { name: 'Environment' }).selectOption('production')
  await saved.getByRole('combobox', { name: 'Colour' }).selectOption('orange')
  await saved.getByRole('checkbox', { name: 'Favourite' }).check()
  await expect(saved).toContainText('Passwords are not kept')
  await saved.getByRole('button', { name: 'Save connection' }).click()
  const favourites = connections(page).getByRole('region', { name: 'Favourites' })
  await expect(favourites.getByRole('button', { name: new RegExp(`^${NAME}`) })).toContainText('production')
}

async function opensAsProduction(page: Page): Promise<void> {
  await parkPointer(page)
  await expect(rowOf(page, 'person0@shop.io').first()).toBeVisible()
  await expect(frame(page)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Store', exact: true })).toContainText(NAME)
}

/** Under a name that only the SSH server knows. */
async function goesThroughSsh(page: Page): Promise<void> {
  const server = await startSshServer(
    { user: 'jump', password: PASSWORD },
    { 'db.behind.ssh': database.port }
  )
  const secret = encodeURIComponent(PASSWORD)
  await connections(page).getByRole('button', { name: 'New connection' }).click()
  await uriField(page).fill(
    `mongodb://watcher:${secret}@db.behind.ssh:27017/shop?directConnection=true&authSource=admin`
  )
  await page.getByRole('button', { name: 'More options' }).click()
  await options(page)
    .getByRole('checkbox', { name: /^Go through an SSH server/ })
    .check()
  await field(page, 'SSH host').fill('127.0.0.1')
  await field(page, 'SSH port').fill(String(server.port))
  await field(page, 'SSH user name').fill('jump')
  await field(page, 'SSH password').fill(PASSWORD)
  await connectButton(page).first().click()
  await expect(page.getByRole('region', { name: 'Store', exact: true })).toContainText('db.behind.ssh')
  await expect(rowOf(page, 'person0@shop.io').first()).toBeVisible()
  await expect(frame(page)).toHaveCount(0)
  expect(server.forwarded).toContain('db.behind.ssh:27017')
  await server.close()
}

test('a connection is written as string or form, saved, marked, found after a restart, and taken to another computer', async () => {
  test.setTimeout(120_000)
  const userDataFolder = join(folder, 'user-data')
  const file = join(folder, 'connections.json')
  const first = await launchSextant({ userDataFolder })
  await fillIn(first.page)
  await save(first.page)
  await connectButton(first.page).first().click()
  await opensAsProduction(first.page)
  await first.close()
  expect(await filesWith(userDataFolder, [NAME])).not.toEqual([])
  expect(await filesWith(userDataFolder, [PASSWORD, encodeURIComponent(PASSWORD)])).toEqual([])

  const second = await launchSextant({ userDataFolder })
  const { page } = second
  await expect(frame(page)).toHaveCount(0)
  await savedLine(page).click()
  const asked = page.getByRole('dialog', { name: `Password for ${NAME}` })
  await expect(asked).toContainText('Passwords are not kept')
  await expectAccessible(page)
  await asked.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await asked.getByRole('button', { name: 'Connect' }).click()
  await opensAsProduction(page)

  // Now with a keychain: the password is typed once more, and goes along under a passphrase.
  await giveKeychain(second.app)
  await answerDialogs(second.app, file)
  await page.reload()
  await connections(page)
    .getByRole('button', { name: `More about ${NAME}` })
    .click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  await expect(page.getByText('The password was not kept: type it before the @')).toBeVisible()
  await expect(uriField(page)).toBeFocused()
  await page.keyboard.type(encodeURIComponent(PASSWORD))
  await page.getByRole('checkbox', { name: /^Keep passwords/ }).check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await go(page, 'Export connections')
  await page.getByRole('textbox', { name: 'Passphrase for the passwords' }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByText('1 connection written to connections.json')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  expect(await readFile(file, 'utf8')).not.toContain('c4n4ry')

  await go(page, `Delete ${NAME}`)
  await page.getByRole('button', { name: 'Delete connection' }).click()
  await expect(savedLine(page)).toHaveCount(0)
  await go(page, 'Import connections')
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await page.getByRole('textbox', { name: 'Passphrase of the file' }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('1 connection added')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  // Its tab is still open: shown, and closed, for the kept password to be needed.
  await savedLine(page).click()
  await opensAsProduction(page)
  await go(page, 'Close this connection')
  await expect(frame(page)).toHaveCount(0)
  await expect(savedLine(page)).not.toContainText('open')
  await savedLine(page).click()
  await opensAsProduction(page)
  await goesThroughSsh(page)
  await second.close()
  expect(await filesWith(userDataFolder, [PASSWORD, encodeURIComponent(PASSWORD), PASSPHRASE])).toEqual([])
})
