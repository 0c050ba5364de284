import { webcrypto } from 'node:crypto'
import { join } from 'node:path'
import { app, type BrowserWindow, clipboard, type IpcMain, nativeImage, nativeTheme, shell } from 'electron'
import { type Fault, FaultError, fault } from '../shared/fault'
import type { Appearance, AppFacts, Ask, Pushes, PushName } from '../shared/ipc/contract'
import { bringForward, keepAlive } from './app-window'
import type { Arguments } from './arguments'
import { createAudit } from './audit'
import type { Connections } from './connections/connections'
import { setUpConnections } from './connections/set-up'
import { createDemoProcess, type DemoProcess } from './demo-process'
import { chooseFile } from './export/choose-file'
import { createExporter, type Exporter } from './export/exporter'
import { type Headless, startHeadless } from './headless'
import { createHandlers } from './ipc/handlers'
import { isOurWindow } from './ipc/our-window'
import { type Door, type Handlers, serveAll } from './ipc/serve'
import { createJournalPlaces, createJournals } from './journals'
import { createLateWorkspace } from './late-workspace'
import { createLog, type Log } from './log'
import { installMenu } from './menu'
import { openAsked, withLater } from './open-asked'
import type { OtherStarts } from './other-starts'
import { createSettings, type SettingsStore } from './settings'
import { readVersions } from './versions'
import { windowActsOf } from './window-acts'
import type { Workspace, WorkspaceListener } from './workspace'
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
type Push = <N extends PushName>(name: N, value: Pushes[N]) => void

function pushTo(window: BrowserWindow): Push {
  return (name, value) => {
    if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(name, value)
  }
}

interface Listening {
  readonly settings: SettingsStore
  readonly connections: Connections
  readonly headless: Headless | null
  readonly journalFailed: (error: unknown) => void
}

function listenerOf(
  push: Push,
  { settings, connections, headless, journalFailed }: Listening
): WorkspaceListener {
  return {
    connection: state => push('connection:state', state),
    steps: steps => push('connection:steps', steps),
    facts: facts => push('store:facts', facts),
    storeFault: fault => push('store:fault', fault),
    feed: state => push('feed:state', state),
    pause: state => push('pause:state', state),
    sessions: view => push('view:window', view),
    users: view => push('users:window', view),
    activity: view => push('activity:window', view),
    names: names => push('names:known', names),
    overview: view => push('overview:window', view),
    history: history => push('session:history', history),
    totals: totals => headless?.counts(totals),
    remember(connection, insteadOf) {
      if (insteadOf !== null) push('recent:list', settings.forget(insteadOf))
      if (!connections.used(connection, insteadOf)) push('recent:list', settings.remember(connection))
    },
    actProgress: progress => push('act:progress', progress),
    cameBack: event => push('session:came-back', event),
    journalFailed
  }
}

function setUpHeadless(window: BrowserWindow, screenshot: string, log: Log): Headless {
  const headless = startHeadless(window, screenshot, error => log.error('No screenshot', error))
  window.on('closed', () => headless.stop())
  return headless
}

function setUpQuit(workspace: Workspace, demo: DemoProcess, exporter: Exporter): void {
  app.on('window-all-closed', () => app.quit())
  let isCleanedUp = false
  app.on('before-quit', event => {
    if (isCleanedUp) return
    event.preventDefault()
    void Promise.allSettled([exporter.cancel(), workspace.close(), demo.stop()]).then(() => {
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
  keepAlive(window, (what, error) => log.error(what, error))
  const push = pushTo(window)
  const headless = screenshot === null ? null : setUpHeadless(window, screenshot, log)
  const places = createJournalPlaces(join(app.getPath('userData'), 'journals'), settings)
  const kept = setUpConnections(window, {
    folder: app.getPath('userData'),
    changed: list => push('saved:list', list)
  })
  const listener = listenerOf(push, {
    settings,
    connections: kept.connections,
    headless,
    journalFailed(error) {
      log.error('The journal', error)
      journals.failed(error)
    }
  })
  const audit = createAudit(join(app.getPath('userData'), 'audit.jsonl'), error =>
    log.error('The list of what was done', error)
  )
  const workspace = createLateWorkspace(async () => {
    const { createWorkspace } = await import('./workspace')
    const mirrorAtMost = () => args.mirrorAtMost ?? settings.read().mirrorAtMost
    const userPathsOf = (connectionId: string, ns: string) =>
      settings.read().learned.find(one => one.connectionId === connectionId && one.ns === ns)?.paths ?? []
    return createWorkspace({
      listener,
      now: Date.now,
      mirrorAtMost,
      nameSourceOf: ({ id }, ns) => settings.nameSource(`${id} ${ns}`),
      userPathsOf,
      isReadOnlyForGood: () => args.isReadOnly,
      audit: audit.note,
      journalOf: places.wantedFolder
    })
  })
  const journals = createJournals(workspace, places)
  const demo = createDemoProcess({
    script: demoScript,
    args: [],
    onState: state => push('demo:state', state),
    onOutput: line => log.info('demo', { line: line.trim() })
  })
  const exporter = createExporter({
    rows: ask => workspace.store.monitor.rows(ask),
    choose: format => chooseFile(window, format),
    tell: state => push('export:state', state)
  })
  const startDemo = async () => {
    if (app.isPackaged && process.platform === 'win32') throw noDemo()
    const { uri, ns } = await demo.start()
    return workspace.connect({ uri, ns, isReadOnly: true, isDemo: true, insteadOf: null })
  }
  const zoom = keepZoom(window.webContents, settings)
  const windowAct = windowActsOf(window, zoom, log.file)
  installMenu({ act: action => push('menu:action', action), zoom, logFile: log.file })
  let firstFault: Fault | null = null
  let keptPage: string | null = null
  const page = answered(
    createHandlers({
      ...system,
      workspace,
      settings,
      ...kept,
      journals,
      demo,
      exporter,
      audit,
      firstFault: () => firstFault,
      keptPage: () => keptPage,
      keepPage: text => {
        keptPage = text
      },
      windowAct,
      startDemo
    })
  )
  const isOurs: Door['isOurWindow'] = event => isOurWindow(event, window, devUrl)
  serveAll({ ipc, isOurWindow: isOurs, report: (error, name) => log.error(name, error) }, page.handlers)
  setUpQuit(workspace, demo, exporter)
  // Loading the driver holds up this process, and so whatever the page asks meanwhile.
  await page.isAnswered
  setTimeout(workspace.begin, AT_LEISURE_MS)
  const open = async (asked: Arguments): Promise<void> => {
    firstFault = await openAsked(asked, { workspace, startDemo, log })
    if (firstFault) push('connection:fault', firstFault)
  }
  await open(args)
  others.handle(later => {
    args = withLater(args, later)
    if (later.isReadOnly && workspace.connection !== null) workspace.allowSignOut(false)
    bringForward(window)
    void open(later)
  })
}

/** Its database is kept by a program that only the system's shell or a Node can run, and here there is neither. */
const noDemo = () =>
  new FaultError(
    fault(
      'demo-failed',
      'The demo does not run in the packaged app on Windows.',
      'Run "npm run demo" in Sextant’s source, and connect to the address it prints.'
    )
  )

/** Sooner than anybody has typed a connection string, later than the page has drawn itself. */
const AT_LEISURE_MS = 400

/** A page that has not asked by then may have crashed; what was to be opened is opened all the same. */
const LONGEST_WAIT_MS = 3000

/** The handlers, and when the page has first been told what it draws itself from. */
function answered(handlers: Handlers): { readonly handlers: Handlers; readonly isAnswered: Promise<void> } {
  let tell: () => void = () => {}
  const isAnswered = new Promise<void>(resolve => {
    tell = resolve
    setTimeout(resolve, LONGEST_WAIT_MS)
  })
  async function read(ask: Ask<'app:read'>): Promise<AppFacts> {
    const facts = await handlers['app:read'](ask)
    setImmediate(tell)
    return facts
  }
  return { handlers: { ...handlers, 'app:read': read }, isAnswered }
}
