import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron'
import type { MenuAction } from '../shared/ipc/contract'
import type { ZoomStep } from './zoom'

/** What the menu can do beyond Electron's own roles. */
export interface MenuParts {
  readonly act: (action: MenuAction) => void
  readonly zoom: (step: ZoomStep) => void
  readonly logFile: string
}

/** The application menu. Keys that the page handles itself are only shown here, so they do not fire twice. */
export function installMenu(parts: MenuParts): void {
  const item = (label: string, action: MenuAction, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => parts.act(action)
  })
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      {
        label: 'File',
        submenu: [
          { label: 'New connection', accelerator: 'CmdOrCtrl+N', click: () => parts.act('new-connection') },
          item('New tab', 'new-connection', 'CmdOrCtrl+T'),
          item('Close tab', 'close-tab', 'CmdOrCtrl+W'),
          { type: 'separator' },
          isMac ? { role: 'close', accelerator: 'Shift+Cmd+W' } : { role: 'quit' }
        ]
      },
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          item('Go to…', 'go-to', 'CmdOrCtrl+K'),
          item('Pause or go on', 'toggle-pause', 'P'),
          { type: 'separator' },
          { label: 'Actual size', accelerator: 'CmdOrCtrl+0', click: () => parts.zoom('reset') },
          { label: 'Zoom in', accelerator: 'CmdOrCtrl+Plus', click: () => parts.zoom('in') },
          // The key of + without Shift.
          { label: 'Zoom in', accelerator: 'CmdOrCtrl+=', visible: false, click: () => parts.zoom('in') },
          { label: 'Zoom out', accelerator: 'CmdOrCtrl+-', click: () => parts.zoom('out') },
          { role: 'togglefullscreen' },
          ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }])
        ]
      },
      // Not the whole of it: its own Close would take the key of a tab's.
      { label: 'Window', submenu: [{ role: 'minimize' }, ...(isMac ? [{ role: 'zoom' as const }] : [])] },
      {
        role: 'help',
        submenu: [
          item('Keys', 'show-keys', '?'),
          { label: 'Show log', click: () => shell.showItemInFolder(parts.logFile) },
          { type: 'separator' },
          { label: 'About Sextant', click: () => parts.act('show-about') }
        ]
      }
    ])
  )
}
