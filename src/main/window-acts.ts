import { type BrowserWindow, shell } from 'electron'
import type { WindowAct } from '../shared/ipc/contract'
import type { ZoomStep } from './zoom'

const zoomSteps: Readonly<Partial<Record<WindowAct, ZoomStep>>> = {
  'zoom in': 'in',
  'zoom out': 'out',
  'zoom reset': 'reset'
}

/** What the menu does with the window, for the page to ask for. */
export function windowActsOf(
  window: BrowserWindow,
  zoom: (step: ZoomStep) => void,
  logFile: string
): (act: WindowAct) => void {
  return act => {
    const step = zoomSteps[act]
    if (step !== undefined) zoom(step)
    else if (act === 'full screen') window.setFullScreen(!window.isFullScreen())
    else shell.showItemInFolder(logFile)
  }
}
