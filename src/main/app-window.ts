import { app, BrowserWindow, dialog, nativeTheme } from 'electron'
import windowState from 'electron-window-state'
import { PAGE_URL } from './app-protocol'
import { reloadAfterCrash } from './crashes'
import { closeDoors } from './doors'
import { webPreferencesOf } from './web-preferences'

/** What an app window is made of. `devUrl` is set only by `npm run dev`, never in a packaged app. */
export interface WindowParts {
  readonly preload: string
  readonly devUrl: string | null
  readonly stateFolder: string
  readonly isPackaged: boolean
}

/** The one app window, with every door that a page could open closed. */
export function createAppWindow(parts: WindowParts): BrowserWindow {
  // Whatever page there may be, not only the one that is meant to.
  app.on('web-contents-created', (_event, contents) => closeDoors(contents, parts.devUrl))
  const state = windowState({ defaultWidth: 1440, defaultHeight: 900, path: parts.stateFolder })
  const window = new BrowserWindow({
    x: state.x,
    y: state.y,
    width: state.width,
    height: state.height,
    minWidth: 860,
    minHeight: 560,
    useContentSize: true,
    show: false,
    title: 'Sextant',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181c' : '#ffffff',
    webPreferences: webPreferencesOf(parts)
  })
  state.manage(window)
  void window.loadURL(parts.devUrl ?? PAGE_URL)
  return window
}

/** A page that has not painted by then may have crashed; it is shown as it is, and the program begins all the same. */
const LONGEST_PAINT_MS = 3000

/** "Ready to show" is said when a frame is made; showing it takes this thread for a few turns more. */
const SHOWING_MS = 30

/** Show the window when its page has painted. Resolves when what was painted first is on screen. */
export function showWhenPainted(window: BrowserWindow): Promise<void> {
  return new Promise(resolve => {
    const show = () => {
      clearTimeout(timer)
      if (window.isDestroyed()) return
      window.show()
      setTimeout(resolve, SHOWING_MS)
    }
    const timer = setTimeout(show, LONGEST_PAINT_MS)
    window.once('ready-to-show', show)
  })
}

/** After a crash the page comes again, and so does what draws it. `logFile` is where to read why. */
export function keepAlive(
  window: BrowserWindow,
  report: (what: string, error: unknown) => void,
  logFile: string
): void {
  const contents = window.webContents
  reloadAfterCrash(contents, {
    now: Date.now,
    report,
    ask: crashes => askAfterCrashes(window, crashes, logFile),
    quit: () => app.quit()
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason === 'clean-exit') return
    report(`The process "${type}" went away`, new Error(`${reason}, code ${exitCode}`))
    // Chromium starts another one by itself, which has none of what the last one had drawn.
    if (type === 'GPU' && !window.isDestroyed()) contents.invalidate()
  })
}

/** By the system's own dialog: it needs no page. Closing it is no wish to quit. */
async function askAfterCrashes(
  window: BrowserWindow,
  crashes: number,
  logFile: string
): Promise<'reload' | 'quit'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Sextant',
    message: 'The window keeps crashing',
    detail: [
      `Its page crashed ${crashes} times within a minute and is not loaded again by itself.`,
      'Reload brings the view back as it was, once the cause has gone.',
      `The log: ${logFile}`
    ].join('\n\n'),
    buttons: ['Reload', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  })
  return response === 1 ? 'quit' : 'reload'
}

/** Whoever started the app once more wants to see it. */
export function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
