import { webcrypto } from 'node:crypto'
import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, ipcMain, nativeTheme, protocol, shell } from 'electron'
import { type Fault, FaultError, internalFault } from '../shared/fault'
import type { Pushes, PushName } from '../shared/ipc/contract'
import { registerAppScheme, serveApp } from './app-protocol'
import { createAppWindow, isOurWindow } from './app-window'
import { readArguments } from './arguments'
import { createDemoProcess, type DemoProcess } from './demo-process'
import { type Headless, startHeadless } from './headless'
import { createHandlers } from './ipc/handlers'
import { serveAll } from './ipc/serve'
import { createLog, type Log } from './log'
import { installMenu } from './menu'
import { createSettings } from './settings'
import { createWorkspace, type Workspace } from './workspace'

// Node 18 inside the oldest Electron this runs on has no global Web Crypto, which the driver needs for SCRAM.
globalThis.crypto ??= webcrypto as typeof globalThis.crypto

const DEMO_SCRIPT = join(__dirname, 'demo.js')
const PRELOAD = join(__dirname, '../preload/index.js')
const PAGE_FOLDER = join(__dirname, '../renderer')

/** Everything that is read from outside, in one place. */
function readSurroundings() {
  return {
    args: readArguments(process.argv.slice(1)),
    devUrl: app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null),
    screenshot: process.env.SEXTANT_SCREENSHOT ?? null
  }
}

const { args, devUrl, screenshot } = readSurroundings()
if (args.userDataFolder !== null) app.setPath('userData', args.userDataFolder)
registerAppScheme(protocol)

let window: BrowserWindow | null = null
let headless: Headless | null = null
let firstFault: Fault | null = null

/** To the window if there is one that listens; a lost push costs a moment, because each is complete in itself. */
function push<N extends PushName>(name: N, value: Pushes[N]): void {
  if (window && !window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(name, value)
}

function setUpWorkspace(settings: ReturnType<typeof createSettings>): Workspace {
  return createWorkspace({
    listener: {
      connection: state => push('connection:state', state),
      steps: steps => push('connection:steps', steps),
      facts: facts => push('store:facts', facts),
      storeFault: fault => push('store:fault', fault),
      feed: state => push('feed:state', state),
      pause: state => push('pause:state', state),
      sessions: view => push('view:window', view),
      users: view => push('users:window', view),
      overview: view => push('overview:window', view),
      totals: totals => headless?.counts(totals),
      remember: connection => push('recent:list', settings.remember(connection))
    },
    now: Date.now,
    mirrorAtMost: () => args.mirrorAtMost ?? settings.read().mirrorAtMost
  })
}

function setUpDemo(log: Log): DemoProcess {
  return createDemoProcess({
    script: DEMO_SCRIPT,
    args: [],
    onState: state => push('demo:state', state),
    onOutput: line => log.info('demo', { line: line.trim() })
  })
}

function setUpWindow(log: Log): BrowserWindow {
  const created = createAppWindow({
    preload: PRELOAD,
    devUrl,
    stateFolder: app.getPath('userData'),
    background: nativeTheme.shouldUseDarkColors ? '#14181c' : '#ffffff',
    report: (what, error) => log.error(what, error)
  })
  created.on('closed', () => {
    window = null
  })
  if (screenshot !== null) {
    headless = startHeadless(created, screenshot, error => log.error('No screenshot', error))
    created.on('closed', () => headless?.stop())
  }
  return created
}

/** What the person asked for on the command line; a failure is told in the window, as if it had been typed there. */
async function openFirst(workspace: Workspace, startDemo: () => Promise<unknown>, log: Log): Promise<void> {
  try {
    if (args.uri !== null)
      await workspace.connect({ uri: args.uri, ns: args.ns, isReadOnly: true, isDemo: false })
    else if (args.isDemo) await startDemo()
  } catch (error) {
    if (!(error instanceof FaultError)) log.error('Opening what the command line names', error)
    firstFault = error instanceof FaultError ? error.fault : internalFault
    push('connection:fault', firstFault)
  }
}

function setUpQuit(workspace: Workspace, demo: DemoProcess): void {
  app.on('window-all-closed', () => app.quit())
  let isCleanedUp = false
  app.on('before-quit', event => {
    if (isCleanedUp) return
    event.preventDefault()
    void Promise.allSettled([workspace.close(), demo.stop()]).then(() => {
      isCleanedUp = true
      app.quit()
    })
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
}

async function main(): Promise<void> {
  await app.whenReady()
  const log = createLog(join(app.getPath('userData'), 'logs'))
  process.on('uncaughtException', error => log.error('Uncaught', error))
  process.on('unhandledRejection', error => log.error('Unhandled', error))
  const settings = createSettings(app.getPath('userData'))
  nativeTheme.themeSource = settings.read().appearance
  const workspace = setUpWorkspace(settings)
  const demo = setUpDemo(log)
  const startDemo = async () => {
    const { uri, ns } = await demo.start()
    return workspace.connect({ uri, ns, isReadOnly: true, isDemo: true })
  }
  serveApp(protocol, PAGE_FOLDER)
  installMenu({ act: action => push('menu:action', action), logFile: log.file })
  serveAll(
    {
      ipc: ipcMain,
      isOurWindow: event => isOurWindow(event, window, devUrl),
      report: (error, name) => log.error(name, error)
    },
    createHandlers({
      workspace,
      settings,
      demo,
      version: app.getVersion(),
      platform: process.platform,
      applyAppearance: appearance => {
        nativeTheme.themeSource = appearance
      },
      writeClipboard: text => clipboard.writeText(text),
      openInBrowser: url => shell.openExternal(url),
      firstFault: () => firstFault,
      startDemo
    })
  )
  window = setUpWindow(log)
  setUpQuit(workspace, demo)
  await openFirst(workspace, startDemo, log)
}

void main()
