import { expect, test } from '@playwright/test'
import { launchSextant, type Sextant } from '../support/electron-app'

let sextant: Sextant

test.beforeEach(async () => {
  sextant = await launchSextant({ args: [] })
})
test.afterEach(() => sextant.close())

test('the page is locked in, as Electron itself says', async () => {
  const preferences = await sextant.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>
    }
    const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } =
      contents.getLastWebPreferences()
    return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag }
  })
  expect(preferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false
  })
})

test('the page is granted nothing of the system, and saves no file', async () => {
  const { page, app } = sextant
  await app.evaluate(({ session }) => {
    const kept = globalThis as unknown as { downloads: string[] }
    kept.downloads = []
    session.defaultSession.on('will-download', (event, item) => {
      kept.downloads.push(`${item.getURL().slice(0, 5)} ${event.defaultPrevented}`)
    })
  })
  const granted = await page.evaluate(async () => {
    const g = globalThis as unknown as {
      navigator: {
        permissions: { query(ask: object): Promise<{ state: string }> }
        mediaDevices: { getUserMedia(ask: object): Promise<unknown> }
        clipboard: { readText(): Promise<string> }
        geolocation: { getCurrentPosition(yes: () => void, no: () => void): void }
      }
      Notification: { requestPermission(): Promise<string> }
      document: { createElement(n: string): { href: string; download: string; click(): void } }
    }
    const { permissions, mediaDevices, clipboard, geolocation } = g.navigator
    const tried = (work: Promise<unknown>) =>
      work.then(
        () => 'granted',
        () => 'refused'
      )
    const states = []
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'])
      states.push((await permissions.query({ name })).state)
    const link = g.document.createElement('a')
    link.href = 'data:text/plain,hello'
    link.download = 'hello.txt'
    link.click()
    return {
      states: [...new Set(states)],
      camera: await tried(mediaDevices.getUserMedia({ video: true })),
      clipboard: await tried(clipboard.readText()),
      notification: await g.Notification.requestPermission(),
      place: await tried(new Promise<void>((yes, no) => geolocation.getCurrentPosition(yes, no)))
    }
  })
  expect(granted).toEqual({
    states: ['denied'],
    camera: 'refused',
    clipboard: 'refused',
    notification: 'denied',
    place: 'refused'
  })
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { downloads: string[] }).downloads))
    .toEqual(['data: true'])
})

test('the page loads no style, picture, frame or script that is not its own', async () => {
  const { page } = sextant
  const notRefused = await page.evaluate(async () => {
    const g = globalThis as unknown as {
      document: {
        createElement(n: string): Record<string, unknown> & { setAttribute(n: string, v: string): void }
        body: { append(e: unknown): void }
        addEventListener(n: string, on: (event: { effectiveDirective: string }) => void): void
      }
    }
    const seen = new Set<string>()
    g.document.addEventListener('securitypolicyviolation', event => seen.add(event.effectiveDirective))
    const elements: [string, Record<string, string>][] = [
      ['img', { src: 'http://127.0.0.1:9/x.png' }],
      ['iframe', { src: 'http://127.0.0.1:9/' }],
      ['script', { src: 'http://127.0.0.1:9/x.js' }],
      ['link', { rel: 'stylesheet', href: 'http://127.0.0.1:9/x.css' }],
      ['object', { data: 'http://127.0.0.1:9/x' }]
    ]
    for (const [name, attributes] of elements) {
      const element = g.document.createElement(name)
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
      g.document.body.append(element)
    }
    const style = g.document.createElement('style')
    style.textContent = 'body { display: none }'
    g.document.body.append(style)
    const wanted = ['frame-src', 'img-src', 'object-src', 'script-src-elem', 'style-src-elem']
    const deadline = Date.now() + 5000
    while (!wanted.every(one => seen.has(one)) && Date.now() < deadline)
      await new Promise(done => setTimeout(done, 20))
    return wanted.filter(one => !seen.has(one))
  })
  expect(notRefused).toEqual([])
  await expect(page.locator('body')).toBeVisible()
})

test('each page load has a nonce of its own', async () => {
  const { page } = sextant
  const nonce = () => page.locator('meta[name="csp-nonce"]').getAttribute('content')
  const first = await nonce()
  expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  await page.reload()
  expect(await nonce()).not.toBe(first)
})

test('main fetches nothing for the page, whatever its policy', async () => {
  const { app } = sextant
  const fetched = await app.evaluate(({ session }) =>
    Promise.all(
      ['http://127.0.0.1:9/', 'https://127.0.0.1:9/'].map(url =>
        session.defaultSession.fetch(url).then(
          () => 'fetched',
          (error: Error) => error.message
        )
      )
    )
  )
  expect(new Set(fetched)).toEqual(new Set(['net::ERR_BLOCKED_BY_CLIENT']))
})

test('a window of any other page is as closed', async () => {
  const { app } = sextant
  const tried = await app.evaluate(async ({ BrowserWindow }) => {
    const loaded: string[] = []
    let opened = false
    for (const url of ['http://127.0.0.1:9/', 'file:///etc/hostname', 'about:blank']) {
      const other = new BrowserWindow({ show: false })
      await other.loadURL(url).then(
        () => loaded.push(url),
        () => undefined
      )
      if (loaded.includes(url))
        opened ||= await other.webContents.executeJavaScript('window.open("about:blank") !== null')
      other.destroy()
    }
    return { loaded, opened, windows: BrowserWindow.getAllWindows().length }
  })
  expect(tried).toEqual({ loaded: ['about:blank'], opened: false, windows: 1 })
})
