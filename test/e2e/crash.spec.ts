import { type ElectronApplication, expect, test } from '@playwright/test'
import { startDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { grid } from '../support/page-parts'
import { writeSessions } from '../support/write-sessions'

/** What main keeps for the test: the loads it saw, and the questions asked by the system's dialog, each to be answered. */
interface Kept {
  loads: number
  isCrashing: boolean
  readonly asked: {
    readonly message: string
    readonly detail: string
    readonly buttons: readonly string[]
  }[]
  answer: (button: number) => void
}

/** From here on the page's process is killed at every load; nobody can press the system's dialog here but main. */
async function crashAtEveryLoad(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow, dialog }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined) throw new Error('no window')
    const kept: Kept = { loads: 0, isCrashing: true, asked: [], answer: () => {} }
    Object.assign(globalThis, { kept })
    dialog.showMessageBox = ((_window: unknown, options: Kept['asked'][number]) =>
      new Promise(resolve => {
        kept.asked.push(options)
        kept.answer = response => resolve({ response, checkboxChecked: false })
      })) as typeof dialog.showMessageBox
    contents.on('dom-ready', () => {
      kept.loads += 1
      if (kept.isCrashing) contents.forcefullyCrashRenderer()
    })
    contents.forcefullyCrashRenderer()
  })
}

const keptOf = (app: ElectronApplication) =>
  app.evaluate(() => {
    const { loads, asked } = (globalThis as unknown as { kept: Kept }).kept
    return { loads, asked: [...asked] }
  })

const answer = (app: ElectronApplication, button: number, isCrashing: boolean) =>
  app.evaluate(
    (_electron, next) => {
      const { kept } = globalThis as unknown as { kept: Kept }
      kept.isCrashing = next.isCrashing
      kept.answer(next.button)
    },
    { button, isCrashing }
  )

/** A page that has crashed is none to the test driver any more: main is asked what is in the one that comes after. */
const rowCountIn = (app: ElectronApplication) =>
  app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined || contents.isCrashed()) return 'crashed'
    return contents.executeJavaScript(
      `document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') ?? 'no grid'`
    )
  })

test('a page that crashes at every load ends in words, and Reload brings its rows back once it can', async () => {
  test.setTimeout(120_000)
  const database = await startDatabase()
  await writeSessions(database.uri, { count: 40, people: 20 })
  const { app, page, close, userDataFolder } = await launchSextant({ args: ['--uri', database.uri] })
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '41')

  await crashAtEveryLoad(app)
  await expect.poll(async () => (await keptOf(app)).asked.length).toBe(1)
  const first = await keptOf(app)
  expect(first.loads).toBe(3)
  expect(first.asked[0]?.message).toBe('The window keeps crashing')
  expect(first.asked[0]?.detail).toContain('4 times within a minute')
  expect(first.asked[0]?.detail).toContain(userDataFolder)
  expect(first.asked[0]?.buttons).toEqual(['Reload', 'Quit'])

  await test.step('asked to reload while it still crashes, it tries anew and asks again', async () => {
    await answer(app, 0, true)
    await expect.poll(async () => (await keptOf(app)).asked.length).toBe(2)
    expect((await keptOf(app)).loads).toBe(7)
  })

  await test.step('once it has stopped crashing, the rows are back', async () => {
    await answer(app, 0, false)
    await expect.poll(() => rowCountIn(app)).toBe('41')
    expect((await keptOf(app)).asked).toHaveLength(2)
  })
  await close()
  await database.stop()
})

test('a page that keeps crashing can be quit from the same words', async () => {
  const { app, close } = await launchSextant({})
  await crashAtEveryLoad(app)
  await expect.poll(async () => (await keptOf(app)).asked.length).toBe(1)
  const running = app.process()
  const ended = new Promise(resolve => running.once('exit', resolve))
  await answer(app, 1, true)
  await ended
  await close()
})
