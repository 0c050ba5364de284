import { connect } from 'node:net'

/** Whether anybody listens there. */
export function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url.replace(/^mongodb:/, 'http:'))
  return new Promise(resolve => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
