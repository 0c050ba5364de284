import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Protocol, ProtocolResponse } from 'electron'
import { contentSecurityPolicy, NONCE_PLACE } from './content-security'

const SCHEME = 'app'
/** Where the page lives. A standard scheme of our own has an origin; `file:` has none and may read the disk. */
export const PAGE_ORIGIN = `${SCHEME}://sextant`
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png'
}

/** Must run before the app is ready: Electron fixes the privileges of schemes then. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/** The file under `folder` that a page address names; null for anything outside it or of a type we do not ship. */
export function fileOf(folder: string, address: string): string | null {
  const url = new URL(address)
  if (`${url.protocol}//${url.host}` !== PAGE_ORIGIN) return null
  const file = normalize(join(folder, decodeURIComponent(url.pathname)))
  return file.startsWith(folder + sep) && extname(file) in types ? file : null
}

/** An answer that was not given: Chromium's net error FILE_NOT_FOUND. */
const NOT_FOUND = -6

/**
 * Serve the built page from `folder`; every page load gets a nonce of its own. Not by `protocol.handle`, though this is
 * the older way: that one speaks in `Request` and `Response`, and the first use of those makes Node load its whole fetch
 * library, some 35 ms before the page gets its first byte.
 */
export function serveApp(protocol: Pick<Protocol, 'registerBufferProtocol'>, folder: string): void {
  const root = normalize(folder)
  protocol.registerBufferProtocol(SCHEME, (request, answer) => {
    void readPart(root, request.url).then(part => answer(part ?? { error: NOT_FOUND }))
  })
}

async function readPart(root: string, address: string): Promise<ProtocolResponse | null> {
  const file = fileOf(root, address)
  const body = file === null ? null : await readFile(file).catch(() => null)
  if (file === null || body === null) return null
  const nonce = randomBytes(16).toString('base64')
  const isPage = extname(file) === '.html'
  const type = types[extname(file)] ?? 'application/octet-stream'
  return {
    mimeType: type.split(';')[0] ?? type,
    data: isPage ? Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACE, nonce)) : body,
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff'
    }
  }
}
