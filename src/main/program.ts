import { webcrypto } from 'node:crypto'
import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, type IpcMain, nativeTheme, shell } from 'electron'
import { systemTimers } from '../monitor/timers'
import type { TabId } from '../shared/domain/desk'
import { type Fault, FaultError, internalFault } from '../shared/fault'
import type { Appearance } from '../shared/ipc/contract'
import { keepAlive } from './app-window'
import type { Arguments } from './arguments'
import { createAudit } from './audit'
import { createDemoProcess, type DemoProcess } from './demo-process'
import { createDesk, type Desk, type DeskParts } from './desk'
import { chooseFile } from './export/choose-file'
import { type Headless, startHeadless } from './headless'
import { isOurWindow } from './ipc/our-window'
import { type Door, type Handlers, serveAll } from './ipc/serve'
import { createJournalPlaces } from './journals'
import { createLog, type Log } from './log'
import { installMenu } from './menu'
import { createSettings } from './settings'
import { createTab, type Shared, type Tab } from './tab'
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
  platform: process.platform,
  applyAppearance: (appearance: Appearance) => {
    nativeTheme.themeSource = appearance
  },
  writeClipboard: (text: string) => clipboard.writeText(text),
  openInBrowser: (url: string) => shell.openExternal(url)
}

/** Everything behind the window. `ipc` is where the page asks. */
export async function runProgram(
  window: BrowserWindow,
  ipc: Pick<IpcMain, 'handle'>,
  { args, devUrl, screenshot, demoScript }: Surroundings
): Promise<void> {
  const settings = createSettings(app.getPath('userData'))
  const log = setUpLog()
  keepAlive(window, (what, error) => log.error(what, error))
  const push = pushTo(window)
  const headless = screenshot === null ? null : setUpHeadless(window, screenshot, log)
  const audit = createAudit(join(app.getPath('userData'), 'audit.jsonl'), error =>
    log.error('The list of what was done', error)
  )
  const demo = createDemoProcess({
    script: demoScript,
    args: [],
    onState: state => push('demo:state', state, null),
    onOutput: line => log.info('demo', { line: line.trim() })
  })
  const zoom = keepZoom(window.webContents, settings)
  installMenu({ act: action => push('menu:action', action, null), zoom, logFile: log.file })
  let firstFault: Fault | null = null
  const shared: Shared = {
    system: { ...system, windowAct: windowActsOf(window, zoom, log.file) },
    settings,
    places: createJournalPlaces(join(app.getPath('userData'), 'journals'), settings),
    demo,
    audit,
    log,
    desk: () => desk,
    firstFault: tab => (tab === firstTab ? firstFault : null),
    recent: recent => push('recent:list', recent, null),
    chooseFile: format => chooseFile(window, format),
    mirrorAtMost: args.mirrorAtMost,
    isReadOnlyForGood: args.isReadOnly
  }
  const desk = createDesk<Tab>({
    make: (id, voice) => createTab(shared, id, voice),
    push,
    totals: totals => headless?.counts(totals),
    timers: systemTimers
  })
  const firstTab = desk.facts.shown
  const first = desk.tab(firstTab)
  const isOurs: Door['isOurWindow'] = event => isOurWindow(event, window, devUrl)
  const page = answered(tab => desk.tab(tab).handlers)
  serveAll({ ipc, isOurWindow: isOurs, report: (error, name) => log.error(name, error) }, page.handlersOf)
  setUpQuit(desk, demo)
  // Loading the driver holds up this process, and so whatever the page asks meanwhile.
  await page.isAnswered
  setTimeout(first.workspace.begin, AT_LEISURE_MS)
  firstFault = await openFirst(args, first, log)
  if (firstFault) push('connection:fault', firstFault, firstTab)
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

/** Answers with why it failed, to be told in the window as if it had been typed there. */
async function openFirst(args: Arguments, { workspace, startDemo }: Tab, log: Log): Promise<Fault | null> {
  try {
    if (args.uri !== null)
      await workspace.connect({
        uri: args.uri,
        ns: args.ns,
        isReadOnly: true,
        isDemo: false,
        insteadOf: null
      })
    else if (args.isDemo) await startDemo()
    return null
  } catch (error) {
    if (error instanceof FaultError) return error.fault
    log.error('Opening what the command line names', error)
    return internalFault
  }
}
