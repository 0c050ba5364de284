import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** A server on a free port of 127.0.0.1. */
export interface SocketServer {
  readonly port: number
  stop(): Promise<void>
}

/** Gives each socket to `serve`; with certificates, after the handshake. */
export async function startSocketServer(
  serve: (socket: Socket) => void,
  tls?: TlsOptions
): Promise<SocketServer> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  const server: Server = tls ? createTlsServer(tls, serve) : createServer(serve)
  server.on('connection', keep)
  if (tls) server.on('secureConnection', keep)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(done => server.close(done))
    }
  }
}

/** Says nothing, ever. */
export const silent = (): void => {}

/** Redis as far as a stranger gets to know it: commands are lines, and none is understood before one is whole. */
export function redisLike(socket: Socket): void {
  let text = ''
  socket.on('data', chunk => {
    text += chunk.toString('latin1')
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines.map(l => l.trim()).filter(l => l !== '')) {
      socket.write(
        /^ping$/i.test(line)
          ? '+PONG\r\n'
          : `-ERR unknown command '${line.slice(0, 20).replace(/[^\x20-\x7e]/g, '?')}'\r\n`
      )
    }
  })
}
