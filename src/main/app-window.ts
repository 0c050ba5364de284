import {
  BrowserWindow,
  type IpcMainInvokeEvent,
  nativeTheme,
  type WebContents,
  type Session as WebSession
} from 'electron'
import windowState from 'electron-window-state'
import { PAGE_ORIGIN, PAGE_URL } from './app-protocol'

/** What an app window is made of. `devUrl` is set only by `npm run dev`, never in a packaged app. */
export interface WindowParts {
  readonly preload: string
  readonly devUrl: string | null
  readonly stateFolder: string
}

/** The one app window, with every door that a page could open closed. */
export function createAppWindow(parts: WindowParts): BrowserWindow {
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
    webPreferences: {
      preload: parts.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // A monitor that stands behind another window must go on counting down.
      backgroundThrottling: false
    }
  })
  state.manage(window)
  window.once('ready-to-show', () => window.show())
  closeDoors(window.webContents)
  void window.loadURL(parts.devUrl ?? PAGE_URL)
  return window
}

/** A page that has not painted by then may have crashed; the program begins all the same. */
const LONGEST_PAINT_MS = 3000

/** "Ready to show" is said when a frame is made; showing it takes this thread for a few turns more. */
const SHOWING_MS = 30

/** Resolves when what the page painted first is on screen. */
export function firstPaintOf(window: BrowserWindow): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, LONGEST_PAINT_MS)
    window.once('ready-to-show', () => {
      clearTimeout(timer)
      setTimeout(resolve, SHOWING_MS)
    })
  })
}

/** After a crash the page comes again by itself, and asks for everything anew. */
export function keepAlive(window: BrowserWindow, report: (what: string, error: unknown) => void): void {
  const contents = window.webContents
  contents.on('render-process-gone', (_event, details) => {
    report('The page went away', new Error(details.reason))
    // 'clean-exit' is the window closing.
    if (details.reason !== 'clean-exit') contents.reload()
  })
}

function closeDoors(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  denyPermissions(contents.session)
}

/** The page needs nothing of the system: the clipboard goes through main, there is no camera, file or device. */
function denyPermissions(session: WebSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', event => event.preventDefault())
}

/** True only for the top frame of our own page in our own window. */
export function isOurWindow(
  event: IpcMainInvokeEvent,
  window: BrowserWindow | null,
  devUrl: string | null
): boolean {
  const frame = event.senderFrame
  if (!window || window.isDestroyed() || event.sender !== window.webContents || !frame) return false
  // A custom scheme's `URL.origin` is "null" in Node, so the beginning of the address is compared instead.
  const origin = devUrl === null ? PAGE_ORIGIN : new URL(devUrl).origin
  return frame.parent === null && (frame.url === origin || frame.url.startsWith(`${origin}/`))
}
