import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { PAGE_ORIGIN } from '../app-protocol'

/** True only for the top frame of our own page in our own window. */
export function isOurWindow(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  window: Pick<BrowserWindow, 'isDestroyed' | 'webContents'> | null,
  devUrl: string | null
): boolean {
  const frame = event.senderFrame
  if (!window || window.isDestroyed() || event.sender !== window.webContents || !frame) return false
  // A custom scheme's `URL.origin` is "null" in Node, so the beginning of the address is compared instead.
  const origin = devUrl === null ? PAGE_ORIGIN : new URL(devUrl).origin
  return frame.parent === null && (frame.url === origin || frame.url.startsWith(`${origin}/`))
}
