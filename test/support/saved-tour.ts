import { expect, type Page } from '@playwright/test'
import type { Sextant } from './electron-app'
import { connectButton, connections, go, parkPointer } from './page-parts'

/** What is saved on the way: a string with its password, and a file for what is exported. */
export interface SavedTour {
  readonly uri: string
  readonly passphrase: string
  readonly file: string
}

const NAME = 'Saved on the tour'

async function closeDialog(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
}

/** From the connect screen: saves a connection by string and form, exports, copies, deletes and imports it, and opens it. */
export async function tourSaved({ app, page }: Sextant, { uri, passphrase, file }: SavedTour): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, file)
  await page.getByRole('textbox', { name: 'Connection string' }).fill(uri)
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('region', { name: 'Options' }).getByLabel('Proxy host').fill('nowhere')
  await page.getByRole('region', { name: 'Options' }).getByLabel('Proxy host').fill('')
  await page.getByRole('button', { name: 'Save…' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(NAME)
  await page.getByRole('checkbox', { name: /^Keep passwords/ }).check()
  await page.getByRole('button', { name: 'Save connection' }).click()
  await expect(page.getByText('Saved', { exact: true }).last()).toBeVisible()

  await go(page, 'Export connections')
  await page.getByRole('textbox', { name: 'Passphrase for the passwords' }).fill(passphrase)
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByText(/1 connection written/)).toBeVisible()
  await closeDialog(page)
  await go(page, `Duplicate ${NAME}`)
  await expect(connections(page).getByRole('button', { name: `More about ${NAME} (copy)` })).toBeVisible()
  for (const name of [`${NAME} (copy)`, NAME]) {
    await go(page, `Delete ${name}`)
    await page.getByRole('button', { name: 'Delete connection' }).click()
    await expect(
      connections(page).getByRole('button', { name: `More about ${name}`, exact: true })
    ).toHaveCount(0)
  }
  await go(page, 'Import connections')
  await page.getByRole('button', { name: 'Choose a file…' }).click()
  await page.getByRole('textbox', { name: 'Passphrase of the file' }).fill(passphrase)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('1 connection added')).toBeVisible()
  await closeDialog(page)
  await connections(page)
    .getByRole('button', { name: new RegExp(`^${NAME}`) })
    .click()
  await parkPointer(page)
  await expect(connectButton(page)).toHaveCount(0)
}
