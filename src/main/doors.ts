import type { WebContents, Session as WebSession } from 'electron'

/** Everything by which a page could leave, fetch or get at something; each door is closed. */
export function closeDoors(contents: WebContents, devUrl: string | null): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', event => event.preventDefault())
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  denyPermissions(contents.session)
  if (devUrl === null) denyNetwork(contents.session)
}

/** The page needs nothing of the system: the clipboard goes through main, there is no camera, file or device. */
function denyPermissions(session: WebSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', event => event.preventDefault())
}

const elsewhere = [...['http', 'https', 'ws', 'wss', 'ftp'].map(scheme => `${scheme}://*/*`), 'file:///*']

/** All that the page is made of comes by our own scheme; its policy refuses the rest, and so does this. */
function denyNetwork(session: WebSession): void {
  session.webRequest.onBeforeRequest({ urls: elsewhere }, (_request, answer) => answer({ cancel: true }))
}
