import { expect, type Locator, type Page } from '@playwright/test'
import { grid, parkPointer, totals } from './page-parts'

/** What the window says of a store at one moment. */
export interface Counts {
  readonly signedIn: number
  readonly guests: number
  readonly users: number
  readonly expired: number
  readonly expiringSoon: number
}

const numberBefore = (text: string, word: string): number =>
  Number((new RegExp(`([\\d,]+)\\s*${word}`).exec(text)?.[1] ?? 'NaN').replaceAll(',', ''))
const lastNumber = (text: string): number =>
  Number((/([\d,]+)\D*$/.exec(text)?.[1] ?? 'NaN').replaceAll(',', ''))
const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })
const slider = (page: Page, name: string): Locator => page.getByRole('slider', { name, exact: true })
export const activity = (page: Page): Locator => page.getByRole('grid', { name: 'Activity' })

/** Holds the picture, lets `look` go through it, and lets it go on. */
export async function whileHeld<T>(page: Page, look: () => Promise<T>): Promise<T> {
  // Two counts make a line: a picture that is held before that has none.
  await show(page, 'Overview')
  await expect(slider(page, 'Signed in and guests')).toBeVisible()
  await page.getByRole('button', { name: /^Pause/ }).click()
  await expect(page.getByText(/^Paused at/)).toBeVisible()
  await parkPointer(page)
  const seen = await look()
  await page.getByRole('button', { name: /^Resume/ }).click()
  await expect(page.getByText(/^Paused at/)).toHaveCount(0)
  await parkPointer(page)
  return seen
}

async function show(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click()
  await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
  await parkPointer(page)
}

/** The number on one of the segments, in the bar or, where there is no room, in the menu beside it. */
async function segment(page: Page, group: string, name: string): Promise<number> {
  const inBar = page.getByRole('radiogroup', { name: group }).locator('label').filter({ hasText: name })
  if ((await inBar.count()) > 0) return lastNumber((await inBar.first().textContent()) ?? '')
  await page.getByRole('button', { name: `More: ${group}` }).click()
  const item = page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) })
  const count = lastNumber((await item.textContent()) ?? '')
  await page.keyboard.press('Escape')
  await expect(item).toHaveCount(0)
  return count
}

/**
 * All counts of the held picture in every place that has them, which have to be the same: the strip and its trend, Sessions, Users, the
 * charts of the Overview, and what Activity has counted since the store was opened.
 */
export async function sameCountsEverywhere(page: Page): Promise<Counts> {
  const strip = (await totals(page).textContent()) ?? ''
  const counts = {
    signedIn: numberBefore(strip, 'signed in'),
    guests: numberBefore(strip, 'guests?'),
    users: numberBefore(strip, 'users?'),
    expiringSoon: numberBefore(strip, 'expiring')
  }
  const trend = totals(page).getByRole('img', { name: /^Signed in, last 30 min/ })
  if ((await trend.count()) > 0)
    expect(lastNumber((await trend.getAttribute('aria-label')) ?? '')).toBe(counts.signedIn)

  await show(page, 'Sessions')
  const expired = await segment(page, 'State', 'Expired')
  expect({
    signedIn: await segment(page, 'State', 'Signed in'),
    guests: await segment(page, 'State', 'Guests')
  }).toEqual({
    signedIn: counts.signedIn,
    guests: counts.guests
  })
  const all = counts.signedIn + counts.guests + expired + (await segment(page, 'State', 'Unreadable'))
  expect(await segment(page, 'State', 'All')).toBe(all)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1))

  await show(page, 'Users')
  expect(await segment(page, 'Users', 'All users')).toBe(counts.users)
  await expect(page.getByRole('grid', { name: 'Users' })).toHaveAttribute(
    'aria-rowcount',
    String(counts.users + 1)
  )

  await show(page, 'Overview')
  const newest = await overviewNewest(page)
  expect(newest).toEqual({ signedIn: counts.signedIn, guests: counts.guests, users: counts.users, expired })
  const bars = (await panel(page, 'When sessions will expire').textContent()) ?? ''
  const never = numberBefore(bars, 'never expire')
  expect(numberBefore(bars, 'active sessions?') + (never || 0)).toBe(counts.signedIn + counts.guests)
  const soon = await firstBar(page)
  expect(soon).toBe(counts.expiringSoon)
  const rates = (await panel(page, 'Sign-ins and sign-outs').textContent()) ?? ''
  const happened = {
    signedIn: numberBefore(rates, 'signed in, '),
    signedOut: numberBefore(rates, 'signed out, '),
    expired: numberBefore(rates, 'expired, '),
    newGuests: numberBefore(rates, 'new guests?')
  }

  await show(page, 'Activity')
  const newGuests = await segment(page, 'Event', 'New guest')
  const field = page.getByRole('combobox', { name: 'Filter activity' })
  // A guest's session that is deleted is nobody's sign-out.
  await field.fill('-state:guest')
  await expect(page.getByRole('radiogroup', { name: 'Event' }).locator('label').first()).toBeVisible()
  await expect
    .poll(async () => ({
      signedIn: await segment(page, 'Event', 'Signed in'),
      signedOut: await segment(page, 'Event', 'Signed out'),
      expired: await segment(page, 'Event', 'Expired'),
      newGuests
    }))
    .toEqual(happened)
  await field.fill('')
  return { ...counts, expired }
}

async function overviewNewest(page: Page): Promise<Omit<Counts, 'expiringSoon'>> {
  const levels = slider(page, 'Signed in and guests')
  await levels.focus()
  await page.keyboard.press('End')
  const newest = (await levels.getAttribute('aria-valuetext')) ?? ''
  return {
    signedIn: numberBefore(newest, 'signed in'),
    guests: numberBefore(newest, 'guests'),
    users: numberBefore(newest, 'users'),
    expired: numberBefore(newest, 'expired')
  }
}

/** Of the bar that stands for the next minute: `in less than 1 min  3 signed in, 2 guests`. */
async function firstBar(page: Page): Promise<number> {
  const bars = slider(page, 'When sessions will expire')
  await bars.focus()
  await page.keyboard.press('Home')
  const text = (await bars.getAttribute('aria-valuetext')) ?? ''
  expect(text).toContain('less than 1 min')
  return numberBefore(text, 'signed in') + numberBefore(text, 'guests?')
}

/** One person as every place tells of them. */
export interface PersonSeen {
  readonly sessions: number
  /** Newest first, as Activity names them: `signed in ann@shop.io`. */
  readonly events: readonly string[]
}

/** One person in Sessions, Users, Activity and the detail of one of their sessions, all of the same held moment. */
export async function personEverywhere(page: Page, email: string): Promise<PersonSeen> {
  await show(page, 'Sessions')
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill(`user=${email} -state:expired`)
  await expect(
    page.getByText('No session matches.').or(grid(page).getByRole('row', { name: email }).first())
  ).toBeVisible()
  const rows = grid(page).getByRole('row', { name: email, exact: true })
  const sessions = await rows.count()
  if (sessions > 0) {
    await rows.first().click()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('complementary', { name: 'Session' })
    await expect(drawer.getByRole('heading', { name: email })).toBeVisible()
    const others = drawer.getByRole('region', { name: 'Also open for this user' })
    await expect(others.getByRole('button')).toHaveCount(sessions - 1)
    await page.keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
  }
  await page.getByRole('combobox', { name: 'Filter sessions' }).fill('')

  await show(page, 'Users')
  await page.getByRole('combobox', { name: 'Filter users' }).fill(email)
  const user = page.getByRole('grid', { name: 'Users' }).getByRole('row', { name: email, exact: true })
  await expect(user).toHaveCount(sessions === 0 ? 0 : 1)
  if (sessions > 0) await expect(user.getByRole('gridcell').nth(1)).toHaveText(String(sessions))
  await page.getByRole('combobox', { name: 'Filter users' }).fill('')

  await show(page, 'Activity')
  await page.getByRole('combobox', { name: 'Filter activity' }).fill(email)
  const lines = activity(page).getByRole('row', {
    name: /^(signed|expired|cleared|replaced|touched|changed)/
  })
  await expect(lines.first()).toBeVisible()
  const events = await lines.evaluateAll(all =>
    all.map(row => (row as unknown as { ariaLabel: string }).ariaLabel)
  )
  await page.getByRole('combobox', { name: 'Filter activity' }).fill('')
  return { sessions, events }
}
