import { expect, type Locator, type Page } from '@playwright/test'
import type { AppFacts } from '../../src/shared/ipc/contract'

/** The parts of the window by role and name, as a person with a screen reader finds them. */
export const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Sessions' })
export const totals = (page: Page): Locator => page.getByRole('region', { name: 'Totals' })
export const connections = (page: Page): Locator => page.getByRole('region', { name: 'Connections' })
export const rowOf = (page: Page, name: string): Locator => grid(page).getByRole('row', { name, exact: true })

export const connectButton = (page: Page): Locator => page.getByRole('button', { name: /^Connect/ })

/** Out of the grid, so that new rows enter at the top by themselves. */
export async function parkPointer(page: Page): Promise<void> {
  await page.mouse.move(700, 4)
}

/** Connect to a server as a person does: paste and press. */
export async function connectTo(page: Page, uri: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Connection string' }).fill(uri)
  await connectButton(page).click()
  await parkPointer(page)
}

/** Does what the palette calls so. */
export async function go(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/go to/i).or(page.getByRole('searchbox')).first().fill(action)
  await page.keyboard.press('Enter')
}

/** Press *Start the demo* and wait until its crowd is in. Resolves with the shop's address. */
export async function startDemo(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Start the demo' }).click()
  await parkPointer(page)
  // The first crowd, 470 sessions, comes in within seconds; after that it is a shop on an ordinary day.
  await expect(page.getByText(/(?<!\d)(4[6-9]|[5-9]\d)\d documents/)).toBeVisible({ timeout: 120_000 })
  const facts = await readFacts(page)
  if (facts.demo.kind !== 'running') throw new Error(`The demo is ${facts.demo.kind}`)
  return facts.demo.shopUrl
}

/** What main says of itself, through the page's own bridge. */
export async function readFacts(page: Page): Promise<AppFacts> {
  const outcome = await page.evaluate(() => {
    const { sextant } = globalThis as unknown as { sextant: { ask(name: string): Promise<unknown> } }
    return sextant.ask('app:read')
  })
  return (outcome as { value: AppFacts }).value
}

/**
 * Starts looking in the page for a row of this name; the promise resolves with the wall-clock instant at which the frame
 * that holds it was painted. Looked for in the page itself, so that the test driver's own delay is not measured.
 */
export async function watchForRow(page: Page, name: string): Promise<() => Promise<number>> {
  await page.evaluate(wanted => {
    const holder = globalThis as unknown as { paintedAt?: Promise<number> }
    const { document, MutationObserver, requestAnimationFrame } = globalThis as unknown as {
      document: {
        querySelectorAll(s: string): Iterable<{ getAttribute(n: string): string | null }>
        body: unknown
      }
      MutationObserver: new (
        on: () => void
      ) => { observe(target: unknown, how: object): void; disconnect(): void }
      requestAnimationFrame(on: () => void): void
    }
    holder.paintedAt = new Promise(resolve => {
      const look = () => {
        const rows = [...document.querySelectorAll('[role="row"]')]
        if (!rows.some(row => row.getAttribute('aria-label') === wanted)) return
        observer.disconnect()
        // The second frame begins after the first, with the row in it, was painted.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))
      }
      const observer = new MutationObserver(look)
      observer.observe(document.body, { childList: true, subtree: true, attributes: true })
      look()
    })
  }, name)
  return () => page.evaluate(() => (globalThis as unknown as { paintedAt: Promise<number> }).paintedAt)
}

/** Set the theme as the settings menu does, and wait until the page has taken it up. */
export async function setAppearance(page: Page, appearance: 'dark' | 'light'): Promise<void> {
  await page.evaluate(wanted => {
    const { sextant } = globalThis as unknown as { sextant: { ask(n: string, a: string): Promise<unknown> } }
    return sextant.ask('appearance:set', wanted)
  }, appearance)
  await page.waitForFunction(isDark => {
    const { matchMedia } = globalThis as unknown as {
      matchMedia(query: string): { readonly matches: boolean }
    }
    return matchMedia('(prefers-color-scheme: dark)').matches === isDark
  }, appearance === 'dark')
}
