import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { setAppearance } from '../support/page-parts'

const folder = resolve('docs/screenshots')
const [wide, narrow] = [
  { width: 1440, height: 900 },
  { width: 1000, height: 700 }
]
/** The screens that the look is judged by, in every way; of the others one wide and dark, one narrow and light. */
export const every = (['dark', 'light'] as const).flatMap(appearance =>
  [wide, narrow].map(size => ({ appearance, size }))
)
const two = [
  { appearance: 'dark', size: wide },
  { appearance: 'light', size: narrow }
] as const

type Sextant = { readonly app: ElectronApplication; readonly page: Page }

/** What measures itself draws itself anew a frame or two after it has another size, and so may what is in it. */
const FRAMES = 12

const framesPassed = (frames: number) =>
  new Promise<void>(resolve => {
    const { requestAnimationFrame } = globalThis as unknown as { requestAnimationFrame(on: () => void): void }
    const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)))
    next(frames)
  })

/** One screen as often as told. The window itself is resized and the theme set, as a person does. */
export async function photograph(
  { app, page }: Sextant,
  name: string,
  ways: typeof every = [...two]
): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { appearance, size } of ways) {
    await setAppearance(page, appearance)
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
    }, size)
    await page.waitForFunction(
      width => (globalThis as unknown as { innerWidth: number }).innerWidth === width,
      size.width
    )
    await page.evaluate(framesPassed, FRAMES)
    await page.screenshot({
      path: join(folder, `${name}-${appearance}-${size.width}.png`),
      animations: 'allow'
    })
  }
}
