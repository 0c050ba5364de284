import { createServer, type RequestListener } from 'node:http'

/** A shop that is open for business. */
export interface ShopServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
  /** Close at once, with whatever connections browsers keep open. */
  close(): Promise<void>
}

/**
 * Open the shop on this machine only; port 0 lets the system choose a free one.
 *
 * Errors: rejects with the system's error (`EADDRINUSE`, `EACCES`) when the port is not to be had.
 */
export function listen(shop: RequestListener, port: number): Promise<ShopServer> {
  const server = createServer(shop)
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      // A browser holds its connection open for minutes; waiting for it would keep the process alive as long.
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      const actual = typeof address === 'object' && address !== null ? address.port : port
      resolve({ url: `http://127.0.0.1:${actual}`, close })
    })
  })
}
