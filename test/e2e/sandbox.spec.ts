import { expect, test } from '@playwright/test'
import { launchSextant, type Sextant } from '../support/electron-app'
import { readFacts } from '../support/page-parts'

let sextant: Sextant

test.beforeEach(async () => {
  sextant = await launchSextant({ args: [] })
})
test.afterEach(() => sextant.close())

test('the page has a bridge of two functions and nothing of Node or Electron', async () => {
  const found = await sextant.page.evaluate(() => {
    const g = globalThis as unknown as Record<string, unknown>
    return {
      bridge: Object.keys(g.sextant as object).sort(),
      leaks: ['require', 'process', 'module', 'Buffer', 'electron', '__dirname'].filter(name => name in g)
    }
  })
  expect(found).toEqual({ bridge: ['ask', 'on'], leaks: [] })
  expect(sextant.page.url()).toMatch(/^app:\/\/sextant\//)
})

test('the page can run nothing inline, fetch nothing, go nowhere and open no window', async () => {
  const { page, app } = sextant
  const tried = await page.evaluate(async () => {
    const g = globalThis as unknown as {
      document: { createElement(n: string): { textContent: string }; head: { append(e: unknown): void } }
      fetch(u: string): Promise<unknown>
      open(u: string): unknown
      location: { href: string }
      ranInline?: boolean
    }
    const script = g.document.createElement('script')
    script.textContent = 'globalThis.ranInline = true'
    g.document.head.append(script)
    const isFetched = await g.fetch('http://127.0.0.1:9/').then(
      () => true,
      () => false
    )
    const opened = g.open('https://example.org/')
    g.location.href = 'https://example.org/'
    return { ranInline: g.ranInline === true, isFetched, isOpened: opened !== null }
  })
  expect(tried).toEqual({ ranInline: false, isFetched: false, isOpened: false })
  expect(page.url()).toMatch(/^app:\/\/sextant\//)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a message of the wrong shape is answered with a fault and changes nothing', async () => {
  const { page } = sextant
  const before = await readFacts(page)
  const answers = await page.evaluate(async () => {
    const { sextant: bridge } = globalThis as unknown as {
      sextant: { ask(name: string, ask?: unknown): Promise<{ ok: boolean; fault?: { code: string } }> }
    }
    const hostile = [
      undefined,
      null,
      17,
      '__proto__',
      { __proto__: { uri: 'x' } },
      [],
      { key: '../etc/passwd' }
    ]
    const codes = []
    for (const name of [
      'view:ask',
      'session:read',
      'session:reveal',
      'connection:open',
      'appearance:set',
      'store:open'
    ]) {
      for (const ask of hostile) codes.push((await bridge.ask(name, ask)).fault?.code ?? 'taken')
    }
    return [...new Set(codes)]
  })
  expect(answers).toEqual(['bad-request'])
  expect(await readFacts(page)).toEqual(before)
})
