import { expect, type Locator, type Page } from '@playwright/test'
import { alertWords } from '../../src/shared/words/alert-words'
import type { Sextant } from './electron-app'
import { go, grid, rowOf } from './page-parts'

/** What the tour is given of the open store: a user with at least two sessions, and where exports go. */
export interface TourStore {
  readonly user: string
  /** A cookie of the store and a secret, both to be told nowhere. */
  readonly why: { readonly cookie: string; readonly secret: string }
  readonly exports: { readonly csv: string; readonly json: string }
}

const field = (page: Page, name: string): Locator => page.getByRole('combobox', { name })
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name })

async function tourSessions({ page }: Sextant, { user }: TourStore): Promise<void> {
  await tab(page, 'Sessions').click()
  for (const head of ['User', 'Expires']) await page.getByRole('columnheader', { name: head }).click()
  for (const filter of ['state:signed-in', `user=${user}`, 'visits>0', 'expires<2h', ''])
    await field(page, 'Filter sessions').fill(filter)
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Add a path in the payload…' }).click()
  await field(page, 'Path in the payload').fill('visits')
  await page.getByRole('button', { name: 'Add column' }).click()
  await expect(page.getByRole('columnheader', { name: 'visits' })).toBeVisible()
  await field(page, 'Filter sessions').fill('state:signed-in')
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('menuitem', { name: 'Save this filter…' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Signed in')
  await page.getByRole('button', { name: 'Save filter' }).click()
  await page.keyboard.press('Escape')
  await field(page, 'Filter sessions').fill('')
}

async function tourDetail({ page }: Sextant, { user }: TourStore): Promise<void> {
  await rowOf(page, user).first().click()
  const drawer = page.getByRole('complementary', { name: 'Session' })
  const document = drawer.getByRole('region', { name: 'Document' })
  await expect(document).toContainText(user)
  await page.getByRole('textbox', { name: 'Find in the document' }).fill('visits')
  await drawer.getByRole('radio', { name: 'JSON' }).check()
  await document.getByRole('button', { name: 'Copy as shown' }).click()
  await drawer.getByRole('radio', { name: 'Tree' }).check()
  await expect(drawer).toContainText('Also open for this user')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+c')
}

async function tourExports({ app, page }: Sextant, { exports }: TourStore): Promise<void> {
  for (const [format, file] of Object.entries(exports)) {
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    }, file)
    await page.getByRole('button', { name: 'Copy, export or sign out' }).click()
    await page.getByRole('menuitem', { name: 'Export all that match…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export sessions' })
    await dialog.getByRole('radio', { name: format.toUpperCase() }).check()
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(dialog.getByText(/sessions? written to /)).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  }
  await go(page, 'Copy selected sessions as CSV')
}

async function tourOtherTabs({ page }: Sextant, { user }: TourStore): Promise<void> {
  await tab(page, 'Users').click()
  const users = page.getByRole('grid', { name: 'Users' })
  await field(page, 'Filter users').fill(user)
  await users.getByRole('row', { name: user, exact: true }).click()
  await page.keyboard.press('ArrowRight')
  await expect(users.getByRole('row')).toHaveCount(4)
  await page.getByRole('button', { name: /^user read from/ }).click()
  await expect(page.getByText(/Names a user in/)).toBeVisible()
  await page.keyboard.press('Escape')
  await tab(page, 'Overview').click()
  for (const span of ['5 min', '1 h']) await page.getByRole('radio', { name: span }).check()
  const question = page.getByRole('region', { name: 'Can I restart now?' })
  await question.getByRole('button').first().click()
  await tab(page, 'Store health').click()
  await expect(page.getByText(/checks? passed/)).toBeVisible()
  for (const act of ['Check again', 'Copy report']) await page.getByRole('button', { name: act }).click()
  await tab(page, 'Activity').click()
  await field(page, 'Filter activity').fill(user)
}

/** Every alert is on, and one is raised. */
async function tourAlerts({ page }: Sextant, { user }: TourStore): Promise<void> {
  await go(page, 'alerts')
  const dialog = page.getByRole('dialog', { name: 'Alerts' })
  for (const { name } of Object.values(alertWords)) await dialog.getByRole('checkbox', { name }).check()
  await dialog.getByRole('textbox', { name: /^Many sessions of one user: more than/ }).fill('1')
  await page.keyboard.press('Enter')
  const raised = dialog.getByRole('listitem').filter({ hasText: 'active sessions, more than 1' })
  await expect(raised.filter({ hasText: user })).toHaveCount(1)
  await dialog
    .getByRole('button', { name: /^Show: One user/ })
    .first()
    .click()
  await go(page, 'Clear filter')
}

async function tourStore({ page }: Sextant): Promise<void> {
  await tab(page, 'Sessions').click()
  const chip = page.getByRole('button', { name: /^Feed: / })
  for (const [mode, shown] of [
    [/full/i, /Polling/],
    [/delta/i, /Live|Polling/],
    [/auto/i, /Live/]
  ] as const) {
    await chip.click()
    await page.getByRole('menuitemradio', { name: mode }).click()
    await expect(chip).toHaveAccessibleName(shown)
  }
  await go(page, 'Pause')
  await go(page, 'Resume')
  await go(page, 'Map the fields of a collection')
  await page.getByRole('dialog', { name: 'Map fields' }).getByRole('button', { name: 'Cancel' }).click()
  await go(page, 'Look for stores again')
}

async function tourJournal({ page }: Sextant): Promise<void> {
  await go(page, 'look back')
  const bar = page.getByRole('region', { name: 'Look back' })
  await bar.getByRole('button', { name: 'Keep a journal' }).click()
  const moment = bar.getByRole('slider', { name: 'Moment to look back to' })
  await expect
    .poll(() => moment.evaluate((one: { max: string; min: string }) => Number(one.max) - Number(one.min)))
    .toBeGreaterThan(1000)
  await moment.focus()
  await page.keyboard.press('Home')
  await expect(bar).toContainText('The past: as it was at')
  await bar.getByRole('button', { name: 'Back to now' }).click()
}

/** What ends sessions, where nobody has allowed it: it is asked for, and nothing comes of it. */
async function tourSignOut({ page }: Sextant, { user }: TourStore): Promise<void> {
  await tab(page, 'Sessions').click()
  await rowOf(page, user).first().click()
  await page.keyboard.press('Control+Backspace')
  await page.keyboard.press('Escape')
  for (const action of ['Set the expiry of', 'Undo the last sign-out', 'What was done from here']) {
    await go(page, action)
    await page.keyboard.press('Escape')
  }
  await expect(rowOf(page, user)).toHaveCount(2)
}

/** What is asked with is a credential, in the field and out of it. */
async function tourWhy({ page }: Sextant, { user, why }: TourStore): Promise<void> {
  await go(page, 'Why am I logged out?')
  const dialog = page.getByRole('dialog', { name: 'Why am I logged out?' })
  const answer = dialog.getByRole('region', { name: 'Answer' })
  for (const text of [
    why.cookie,
    `Cookie: ${why.cookie}`,
    `${why.cookie}; Path=/; Secure`,
    `x${why.cookie}x`
  ]) {
    await dialog.getByRole('textbox', { name: 'The app’s secret' }).fill(why.secret)
    await dialog.getByRole('textbox', { name: 'Cookie, session id or user' }).fill(text)
    await dialog.getByRole('button', { name: 'Find out' }).click()
    await expect(answer).toBeVisible()
    await answer.getByRole('button', { name: 'Copy answer' }).click()
  }
  await page.keyboard.press('Escape')
  await expect(rowOf(page, user)).not.toHaveCount(0)
}

/** Every screen and every feature of the window on an open store, but what reveals or ends something. The journal is left. */
export async function tourEverything(sextant: Sextant, store: TourStore): Promise<void> {
  await expect(grid(sextant.page)).toBeVisible()
  await tourSessions(sextant, store)
  await tourDetail(sextant, store)
  await tourExports(sextant, store)
  await tourOtherTabs(sextant, store)
  await tourAlerts(sextant, store)
  await tourStore(sextant)
  await tourSignOut(sextant, store)
  await tourWhy(sextant, store)
  await tourJournal(sextant)
  await go(sextant.page, 'Appearance: light')
  await go(sextant.page, 'Keys')
  await sextant.page.keyboard.press('Escape')
}
