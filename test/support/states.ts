import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible } from './axe'

/** One state of one screen: how a person gets there, and back to where the next one begins. */
export interface State {
  readonly name: string
  readonly reach: () => Promise<unknown>
  readonly leave?: () => Promise<unknown>
}

/** Wide enough for every column; lower than a screen, since rows are alike and axe takes its time for each. */
const LOOKED_AT = { width: 1440, height: 600 }

/** Looks at every state in both appearances; what is wrong is told with the state's name. */
export async function lookAtAll(page: Page, states: readonly State[]): Promise<void> {
  await page.setViewportSize(LOOKED_AT)
  for (const { name, reach, leave } of states) {
    await test.step(name, async () => {
      await reach()
      await expectAccessible(page, name)
      await leave?.()
    })
  }
}

/** The window's parts as these states need them, found by role and name. */
export function partsOf(page: Page) {
  const dialog = page.getByRole('dialog')
  const field = (of: string) => page.getByRole('combobox', { name: `Filter ${of}` })
  return {
    dialog,
    drawer: page.getByRole('complementary', { name: 'Session' }),
    item: (name: string): Locator => page.getByRole('menuitem', { name }),
    button: (name: string | RegExp): Locator => page.getByRole('button', { name }),
    tab: (name: string) => page.getByRole('tab', { name }).click(),
    filter: (text: string, of = 'sessions') => field(of).fill(text),
    pressEscape: () => page.keyboard.press('Escape'),
    async close() {
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    },
    async closeMenu() {
      await page.keyboard.press('Escape')
      await expect(page.getByRole('menu')).toHaveCount(0)
    },
    /** Something the palette does, and the palette gone. */
    async choose(act: string) {
      await page.keyboard.press('Control+k')
      await page.getByRole('searchbox').or(page.getByPlaceholder(/go to/i)).first().fill(act)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog', { name: 'Go to' })).toHaveCount(0)
    }
  }
}
