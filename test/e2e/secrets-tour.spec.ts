import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, test } from '@playwright/test'
import { sign } from 'cookie-signature'
import type { EmbeddedDatabase } from '../../src/demo/embedded-database'
import { launchSextant } from '../support/electron-app'
import { tourEverything } from '../support/feature-tour'
import { filesWith } from '../support/files-with'
import { giveKeychain } from '../support/give-keychain'
import { startLockedDatabase } from '../support/locked-database'
import { tourSaved } from '../support/saved-tour'

const PASSWORD = 'c4n4ry-p4ssw0rd'
const SESSION_IDS = ['c4n4ryOfTheFirstSession0000000001', 'c4n4ryOfTheSecondSession000000002']
const SIGNATURE = 'c4n4rySignatureOfTheCookie'
const TOKEN = 'c4n4ryCsrfToken'
const APP_SECRET = 'c4n4ryS3cretOfTheApp'
const PASSPHRASE = 'c4n4ry-p4ssphr4se'
const USER = 'canary@shop.io'
/** As the app would have signed it. */
const SIGNED = sign(SESSION_IDS[0] ?? '', APP_SECRET)
const WHY_COOKIE = `connect.sid=${encodeURIComponent(`s:${SIGNED}`)}`
const secrets = [PASSWORD, PASSPHRASE, ...SESSION_IDS, SIGNATURE, TOKEN, APP_SECRET, SIGNED.slice(-43)]

let folder = ''
let database: EmbeddedDatabase

/** Sessions as an app might have made them that keeps too much: its cookie, its token, its own id. */
function sessionOf(id: string) {
  const expires = new Date(Date.now() + 1_800_000)
  const cookie = { originalMaxAge: 1_800_000, expires, path: '/' }
  const sent = `s%3A${id}.${SIGNATURE}`
  const session = {
    cookie,
    user: { email: USER },
    visits: 3,
    csrfToken: TOKEN,
    lastCookie: `connect.sid=${sent}`
  }
  return { _id: id, expires, session }
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-canary-'))
  database = await startLockedDatabase(join(folder, 'data'), { user: 'watcher', pwd: PASSWORD }, async db => {
    const sessions = db.collection<{ _id: string }>('sessions')
    await sessions.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
    await sessions.insertMany(SESSION_IDS.map(sessionOf))
  })
})

test.afterAll(async () => {
  await database.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Keeps all that main tells the page, every title of the window, and every notification. */
function listen(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow, Notification }) => {
    const kept = globalThis as unknown as { told: string[] }
    kept.told = []
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) throw new Error('There is no window')
    const { webContents } = window
    const send = webContents.send.bind(webContents)
    webContents.send = (channel, ...values) => {
      kept.told.push(JSON.stringify([channel, ...values]))
      send(channel, ...values)
    }
    window.on('page-title-updated', (_event, title) => kept.told.push(title))
    kept.told.push(window.getTitle())
    const { show } = Notification.prototype
    Notification.prototype.show = function (this: Electron.Notification) {
      kept.told.push(`${this.title} ${this.body}`)
      show.call(this)
    }
  })
}

test('through every feature no secret gets into a file, a push, a title, an export or the page', async () => {
  test.setTimeout(240_000)
  const userDataFolder = join(folder, 'user-data')
  const sextant = await launchSextant({ userDataFolder })
  const { app, page } = sextant
  const printed: string[] = []
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', chunk => printed.push(String(chunk)))
  await listen(app)
  const exports = { csv: join(folder, 'all.csv'), json: join(folder, 'all.json') }
  const connections = join(folder, 'connections.json')
  const uri = `${database.uri.replace('mongodb://', `mongodb://watcher:${PASSWORD}@`).replace('/?', '/shop?')}&authSource=admin`
  await giveKeychain(app)
  await page.reload()
  await tourSaved(sextant, { uri, passphrase: PASSPHRASE, file: connections })
  await tourEverything(sextant, { user: USER, why: { cookie: WHY_COOKIE, secret: APP_SECRET }, exports })

  const told = await app.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  expect(told.join('\n')).toContain(USER)
  const clipboard = await app.evaluate(({ clipboard: system }) => system.readText())
  const files = await Promise.all(Object.values(exports).map(file => readFile(file, 'utf8')))
  expect(files.every(text => text.includes(USER))).toBe(true)
  const exported = await readFile(connections, 'utf8')
  expect(exported).toContain('Saved on the tour')
  const all = [
    ...told,
    ...printed,
    ...files,
    exported,
    clipboard,
    await page.content(),
    await page.title()
  ].join('\n')
  expect(secrets.filter(secret => all.includes(secret))).toEqual([])

  await sextant.close()
  expect(await filesWith(userDataFolder, [USER])).not.toEqual([])
  expect(await filesWith(userDataFolder, secrets)).toEqual([])
})
