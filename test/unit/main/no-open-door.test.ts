import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** Every source file of the product, by its path. */
const sources = new Map(
  readdirSync('src', { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(tsx?|html|css)$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => [file, readFileSync(file, 'utf8')])
)

const filesWith = (pattern: RegExp) =>
  [...sources].flatMap(([file, text]) => (pattern.test(text) ? [file] : []))

it.each<[string, RegExp, readonly string[]]>([
  ['turns a safe switch off', /(contextIsolation|sandbox|webSecurity|safeDialogs): false/, []],
  [
    'turns a dangerous switch on',
    /(nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures|plugins): true/,
    []
  ],
  ['enables features of Blink', /enableBlinkFeatures|appendSwitch|commandLine/, []],
  ['has a webview in it', /<webview|allowpopups|createElement\(['"]webview/i, []],
  [
    'runs text or writes markup',
    /\beval\(|new Function\(|dangerouslySet|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc/,
    []
  ],
  ['loads a page by its file', /loadFile\(|loadURL\(['"]file:/, []],
  ['opens something in the system', /openExternal/, ['src/main/program.ts']],
  ['speaks to main but by the bridge', /ipcRenderer/, ['src/preload/index.ts']],
  ['exposes something to the page', /exposeInMainWorld/, ['src/preload/index.ts']],
  ['listens to pages but at the one door', /ipcMain\.(on|once|handle)\b/, []],
  ['registers a scheme with the system', /setAsDefaultProtocolClient/, []]
])('no file of ours %s, but those that are meant to', (_, pattern, meant) => {
  expect(filesWith(pattern)).toEqual(meant)
})

it('the page names no address outside itself', () => {
  const page = [...sources].filter(([file]) => file.startsWith('src/renderer'))
  const found = page.flatMap(([, text]) =>
    [...text.matchAll(/(?:https?|wss?):\/\/[^\s'"`<)]+/g)].map(match => match[0])
  )
  expect(found).toEqual([])
})

it('the declared Electron is one that is looked after', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(Number(/\d+/.exec(devDependencies.electron)?.[0])).toBeGreaterThanOrEqual(45)
})

it('every test that docs/security.md names is there', () => {
  const named = [...readFileSync('docs/security.md', 'utf8').matchAll(/`(test\/[\w./-]+)`/g)].map(
    match => match[1] ?? ''
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(file => !existsSync(file))).toEqual([])
})
