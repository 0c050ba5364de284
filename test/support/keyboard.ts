import { expect, type Locator, type Page } from '@playwright/test'

/** Where the focus is, as far as a person can see it. */
interface Focus {
  readonly on: string
  readonly isShown: boolean
}

/** A person without a mouse, who never loses sight of where the focus is. */
export interface Keyboard {
  /** Presses, and makes sure that the focus is somewhere and can be seen. */
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Presses one key, Tab unless told otherwise, until this has the focus. */
  goTo(target: Locator, key?: string): Promise<void>
}

const MOST_KEYS = 80

export function keyboardOf(page: Page): Keyboard {
  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await page.keyboard.press(key)
      // What closes gives the focus back a moment later.
      await expect.poll(() => focusIn(page), `after ${key}`).toMatchObject({ isShown: true })
    }
  }

  return {
    press,
    async type(text) {
      await page.keyboard.type(text)
      await expect.poll(() => focusIn(page), `after “${text}”`).toMatchObject({ isShown: true })
    },
    async goTo(target, key = 'Tab') {
      const seen: string[] = []
      for (let n = 0; n < MOST_KEYS; n += 1) {
        if (await target.evaluate(isFocused).catch(() => false)) return
        await press(key)
        seen.push((await focusIn(page)).on)
      }
      throw new Error(`${target} is not reached by ${key}: ${seen.join(' | ')}`)
    }
  }
}

const isFocused = (element: unknown) =>
  element === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement

/** Shown is a ring around it or around what it stands in, an edge in its colour, or a menu's or list's own tint. */
function focusIn(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    interface Shown {
      readonly tagName: string
      readonly parentElement: Shown | null
      readonly textContent: string | null
      getAttribute(name: string): string | null
    }
    const { document, getComputedStyle } = globalThis as unknown as {
      document: { activeElement: Shown | null; body: Shown; documentElement: unknown }
      getComputedStyle(element: unknown): Record<string, string> & { getPropertyValue(name: string): string }
    }
    const active = document.activeElement
    if (active === null || active === document.body) return { on: 'body', isShown: false }
    const probe = (
      globalThis as unknown as { document: { createElement(n: string): never } }
    ).document.createElement('i')
    const holder = document.body as unknown as { append(e: unknown): void }
    const { style, remove } = probe as unknown as { style: { color: string }; remove(): void }
    style.color = 'var(--accent)'
    holder.append(probe)
    const accent = getComputedStyle(probe).color
    remove.call(probe)
    const name = active.getAttribute('aria-label') ?? active.textContent?.slice(0, 30) ?? ''
    const isInMenu = active.getAttribute('role')?.startsWith('menu') === true
    let isShown = isInMenu
    let element: Shown | null = active
    for (let up = 0; up < 4 && element !== null && !isShown; up += 1) {
      const css = getComputedStyle(element)
      isShown =
        (css.outlineStyle !== 'none' && Number.parseFloat(css.outlineWidth ?? '0') > 0) ||
        css.borderTopColor === accent ||
        css.boxShadow?.includes(accent ?? '–') === true
      element = element.parentElement
    }
    return { on: `${active.tagName.toLowerCase()} ${active.getAttribute('role') ?? ''} ${name}`, isShown }
  })
}
