import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'
import { alertWords } from '../../src/shared/words/alert-words'
import { expectAccessible } from '../support/axe'
import { launchSextant, type Sextant } from '../support/electron-app'
import { connectTo, go, grid, rowOf } from '../support/page-parts'
import { deleteSessionsOf, writeSessions, writeSessionsOf } from '../support/write-sessions'

let database: EmbeddedDatabase
let folder = ''

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-alerts-'))
  database = await startDatabase({})
  await writeSessions(database.uri, { count: 12, people: 4 })
})
test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

const bell = (page: Page) => page.getByRole('button', { name: /^Alerts/ })
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Alerts' })
const lines = (page: Page) =>
  dialog(page)
    .getByRole('list', { name: /^Alerts/ })
    .getByRole('listitem')
const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name })
const tick = (page: Page, name: string) => dialog(page).getByRole('checkbox', { name })

const rules = Object.values(alertWords).map(({ name }) => name)

/** From now on what the system would show is kept instead, to be asked for and clicked. */
async function catchNotices({ app }: Pick<Sextant, 'app'>) {
  await app.evaluate(({ Notification }) => {
    const held = globalThis as unknown as { notices: Electron.Notification[] }
    held.notices = []
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Electron.Notification) {
      held.notices.push(this)
    }
  })
  const inMain = (nth: number | null) =>
    app.evaluate((_electron, clicked) => {
      const { notices } = globalThis as unknown as { notices: Electron.Notification[] }
      if (clicked !== null) notices[clicked]?.emit('click')
      return notices.map(({ title, body }) => `${title}: ${body}`)
    }, nth)
  return { texts: () => inMain(null), click: (nth: number) => inMain(nth) }
}

test('alerts are off until they are turned on, are told where they stand, and are set for this store ever after', async () => {
  test.setTimeout(240_000)
  const userDataFolder = join(folder, 'user-data')
  const first = await launchSextant({ userDataFolder })
  const { page } = first
  const notices = await catchNotices(first)
  await connectTo(page, database.uri)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '13')

  // All off: what would be worth an alert comes, and is shown, and nothing is said.
  await writeSessionsOf(database.uri, 'ann@shop.io', 30)
  await writeSessions(database.uri, { count: 12, people: 0 })
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '55')
  await expect(bell(page)).toHaveAccessibleName('Alerts')
  await go(page, 'alerts')
  await expect(dialog(page)).toContainText('No alert is on.')
  await expect(dialog(page)).toContainText('No session seen so far says which browser it is from')
  for (const name of rules) await expect(tick(page, name)).not.toBeChecked()
  await expectAccessible(page, 'alerts, none of them on')

  const threshold = field(page, 'Many sessions of one user: more than how many active sessions')
  await threshold.fill('40')
  await threshold.press('Enter')
  await tick(page, 'Many sessions of one user').check()
  await field(page, 'A surge of guests: more than how many new guests within a minute').fill('10')
  await tick(page, 'A surge of guests').check()
  await expect(dialog(page)).toContainText('Nothing so far.')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()

  await writeSessionsOf(database.uri, 'ann@shop.io', 15)
  await writeSessions(database.uri, { count: 14, people: 0 })
  await expect(bell(page)).toHaveAccessibleName('Alerts, 2 new')
  const texts = await notices.texts()
  expect(texts).toHaveLength(2)
  expect(texts).toContain('Alert: One user has 45 active sessions, more than 40.')
  expect(texts.join()).not.toMatch(/ann@|shop/)
  await notices.click(0)
  await expect(lines(page)).toHaveCount(2)
  const many = lines(page).filter({ hasText: 'One user has 45 active sessions, more than 40' })
  await expect(many).toContainText('ann@shop.io')
  await expect(many).toContainText('still so')
  await expect(lines(page).filter({ hasText: /\d+ new guests within a minute, more than 10/ })).toHaveCount(1)
  await expectAccessible(page, 'alerts that were raised')
  expect(await page.title()).not.toContain('ann@')
  await many.getByRole('button', { name: /^Show/ }).click()
  await expect(dialog(page)).toBeHidden()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '46')
  await expect(rowOf(page, 'ann@shop.io').first()).toBeVisible()
  await expect(bell(page)).toHaveAccessibleName('Alerts')

  await deleteSessionsOf(database.uri, 'ann@shop.io')
  await bell(page).click()
  await expect(many).toContainText(/over \d/)
  await dialog(page).getByRole('button', { name: 'Clear' }).click()
  await expect(lines(page)).toHaveCount(0)
  await expect(dialog(page)).toContainText('Nothing so far.')
  await first.close()

  const second = await launchSextant({ userDataFolder })
  await connectTo(second.page, database.uri)
  await bell(second.page).click()
  await expect(tick(second.page, 'Many sessions of one user')).toBeChecked()
  await expect(
    field(second.page, 'Many sessions of one user: more than how many active sessions')
  ).toHaveValue('40')
  await expect(tick(second.page, 'A surge of guests')).toBeChecked()
  await expect(tick(second.page, 'No news of the server')).not.toBeChecked()
  await expect(dialog(second.page)).toContainText('Nothing so far.')
  await second.close()
})
