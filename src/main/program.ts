import { webcrypto } from 'node:crypto'
import { join } from 'node:path'
import {
  app,
  type BrowserWindow,
  clipboard,
  type IpcMain,
  Notification,
  nativeImage,
  nativeTheme,
  shell
} from 'electron'
import { systemTimers } from '../monitor/timers'
import type { TabId } from '../shared/domain/desk'
import { type Fault, FaultError, fault } from '../shared/fault'
import type { Appearance } from '../shared/ipc/contract'
import { bringForward, keepAlive } from './app-window'
import type { Arguments } from './arguments'
import { createAudit } from './audit'
import { setUpConnections } from './connections/set-up'
import { createDemoProcess, type DemoProcess } from './demo-process'
import { createDesk, type Desk, type DeskParts } from './desk'
import { chooseFile } from './export/choose-file'
import { type Headless, startHeadless } from './headless'
import { isOurWindow } from './ipc/our-window'
import { type Door, type Handlers, serveAll } from './ipc/serve'
import { createJournalPlaces } from './journals'
import { createLog, type Log } from './log'
import { installMenu } from './menu'
import { openAsked, withLater } from './open-asked'
import type { OtherStarts } from './other-starts'
import { createSettings } from './settings'
import { createTab, type Shared, type Tab } from './tab'
import { readVersions } from './versions'
import type { Notice } from './watching'
import { windowActsOf } from './window-acts'
import { keepZoom } from './zoom'

// Node 18 inside the oldest Electron this runs on has no global Web Crypto, which the driver needs for SCRAM.
globalThis.crypto ??= webcrypto as typeof globalThis.crypto

/** What the program was started with. `screenshot` is a file to keep fresh where there is no display. */
export interface Surroundings {
  readonly args: Arguments
  readonly devUrl: string | null
  readonly screenshot: string | null
  /** The built demo, run as a program of its own. */
  readonly demoScript: string
  readonly others: OtherStarts
}

/** The way to the page; a lost push costs a moment, because each is complete in itself. */
type Push = DeskParts<Tab>['push']

function pushTo(window: BrowserWindow): Push {
  return (name, value, tab) => {
    if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(name, value, tab)
  }
}

function setUpHeadless(window: BrowserWindow, screenshot: string, log: Log): Headless {
  const headless = startHeadless(window, screenshot, error => log.error('No screenshot', error))
  window.on('closed', () => headless.stop())
  return headless
}

function setUpQuit(desk: Desk<Tab>, demo: DemoProcess): void {
  app.on('window-all-closed', () => app.quit())
  let isCleanedUp = false
  app.on('before-quit', event => {
    if (isCleanedUp) return
    event.preventDefault()
    void Promise.allSettled([desk.closeAll(), demo.stop()]).then(() => {
      isCleanedUp = true
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}

/** The log, which from here on also hears of what nobody caught. */
function setUpLog(): Log {
  const log = createLog(join(app.getPath('userData'), 'logs'))
  process.on('uncaughtException', error => log.error('Uncaught', error))
  process.on('unhandledRejection', error => log.error('Unhandled', error))
  return log
}

/** What the handlers need of the system, beside what is joined in `runProgram`. */
const system = {
  version: app.getVersion(),
  versions: readVersions(),
  platform: process.platform,
  applyAppearance: (appearance: Appearance) => {
    nativeTheme.themeSource = appearance
  },
  writeClipboard: (text: string) => clipboard.writeText(text),
  openInBrowser: (url: string) => shell.openExternal(url)
}

/** Shown by the system, where it can; a click brings the window to the front. */
function notify(window: BrowserWindow, { open, ...notice }: Notice): void {
  if (!Notification.isSupported()) return
  const shown = new Notification(notice)
  shown.on('click', () => {
    if (window.isDestroyed()) return
    window.show()
    window.focus()
    open?.()
  })
  shown.show()
}

/** Everything behind the window. `ipc` is where the page asks. */
export async function runProgram(
  window: BrowserWindow,
  ipc: Pick<IpcMain, 'handle'>,
  { args: firstArgs, devUrl, screenshot, demoScript, others }: Surroundings
): Promise<void> {
  let args = firstArgs
  const settings = createSettings(app.getPath('userData'))
  const log = setUpLog()
  // Elsewhere the program file has it.
  if (process.platform === 'linux')
    window.setIcon(nativeImage.createFromPath(join(app.getAppPath(), 'build/icon.png')))
  keepAlive(window, (what, error) => log.error(what, error), log.file)
  const push = pushTo(window)
  const headless = screenshot === null ? null : setUpHeadless(window, screenshot, log)
  const kept = setUpConnections(window, {
    folder: app.getPath('userData'),
    changed: list => push('saved:list', list, null)
  })
  const audit = createAudit(join(app.getPath('userData'), 'audit.jsonl'), error =>
    log.error('The list of what was done', error)
  )
  const demo = createDemoProcess({
    script: demoScript,
    onState: state => push('demo:state', state, null),
    onOutput: line => log.info('demo', { line: line.trim() })
  })
  const zoom = keepZoom(window.webContents, settings)
  installMenu({ act: action => push('menu:action', action, null), zoom, logFile: log.file })
  /** Why what a start of the program named could not be opened, by the tab it was to be opened in. */
  const faults = new Map<TabId, Fault>()
  const shared: Shared = {
    system: { ...system, windowAct: windowActsOf(window, zoom, log.file) },
    settings,
    kept,
    places: createJournalPlaces(join(app.getPath('userData'), 'journals'), settings),
    demo,
    audit,
    log,
    desk: () => desk,
    firstFault: tab => faults.get(tab) ?? null,
    recent: recent => push('recent:list', recent, null),
    chooseFile: format => chooseFile(window, format),
    mirrorAtMost: () => args.mirrorAtMost,
    isReadOnlyForGood: () => args.isReadOnly,
    notify: notice => notify(window, notice),
    startShop: async options =>
      app.isPackaged && process.platform === 'win32' ? noDemo() : demo.start(options)
  }
  const desk = createDesk<Tab>({
    make: (id, voice) => createTab(shared, id, voice),
    push,
    totals: totals => headless?.counts(totals),
    timers: systemTimers
  })
  const isOurs: Door['isOurWindow'] = event => isOurWindow(event, window, devUrl)
  const page = answered(tab => desk.tab(tab).handlers)
  serveAll({ ipc, isOurWindow: isOurs, report: (error, name) => log.error(name, error) }, page.handlersOf)
  setUpQuit(desk, demo)
  // Loading the driver holds up this process, and so whatever the page asks meanwhile.
  await page.isAnswered
  setTimeout(desk.tab(null).workspace.begin, AT_LEISURE_MS)
  const open = async (asked: Arguments, id: TabId): Promise<void> => {
    const tab = desk.tab(id)
    const why = await openAsked(asked, { connect: tab.connect, startDemo: tab.startDemo, log })
    if (why === null) return
    faults.set(id, why)
    push('connection:fault', why, id)
  }
  await open(args, desk.facts.shown)
  others.handle(later => {
    args = withLater(args, later)
    if (later.isReadOnly) for (const { id } of desk.facts.tabs) desk.tab(id).lock()
    bringForward(window)
    if (later.uri !== null || later.isDemo) void open(later, desk.open().shown)
  })
}

/** Its database is kept by a program that only the system's shell or a Node can run, and here there is neither. */
function noDemo(): never {
  throw new FaultError(
    fault(
      'demo-failed',
      'The demo does not run in the packaged app on Windows.',
      'Run "npm run demo" in Sextant’s source, and connect to the address it prints.'
    )
  )
}

/** Sooner than anybody has typed a connection string, later than the page has drawn itself. */
const AT_LEISURE_MS = 400

/** A page that has not asked by then may have crashed; what was to be opened is opened all the same. */
const LONGEST_WAIT_MS = 3000

type HandlersOf = (tab: TabId | null) => Handlers

/** The handlers, and when the page has first been told what it draws itself from. */
function answered(handlersOf: HandlersOf): {
  readonly handlersOf: HandlersOf
  readonly isAnswered: Promise<void>
} {
  let tell: () => void = () => {}
  const isAnswered = new Promise<void>(resolve => {
    tell = resolve
    setTimeout(resolve, LONGEST_WAIT_MS)
  })
  const telling = (handlers: Handlers): Handlers => ({
    ...handlers,
    async 'app:read'(ask) {
      const facts = await handlers['app:read'](ask)
      setImmediate(tell)
      return facts
    }
  })
  return { handlersOf: tab => telling(handlersOf(tab)), isAnswered }
}
