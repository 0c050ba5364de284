import { type AddressInfo, connect } from 'node:net'
import { type AuthContext, type Connection, Server, utils } from 'ssh2'

/** Who is let in: by password, or by the private key whose public part this is. */
export interface SshUser {
  readonly user: string
  readonly password?: string
  readonly publicKey?: string
}

/** A real SSH server on this computer that only forwards, as a jump host does. */
export interface TestSshServer {
  readonly port: number
  /** Where clients were led to, as they named it. */
  readonly forwarded: readonly string[]
  /** Clients that are signed in now. */
  readonly clients: number
  /** Ends the connections of all clients; new ones may come. */
  cut(): void
  close(): Promise<void>
}

function isLetIn({ user, password, publicKey }: SshUser, ctx: AuthContext): boolean {
  if (ctx.username !== user) return false
  if (ctx.method === 'password') return password !== undefined && ctx.password === password
  if (ctx.method !== 'publickey' || publicKey === undefined) return false
  const allowed = utils.parseKey(publicKey)
  if (allowed instanceof Error || !allowed.getPublicSSH().equals(ctx.key.data)) return false
  // A client asks first whether the key would do, and only then signs.
  return !ctx.signature || allowed.verify(ctx.blob ?? '', ctx.signature, ctx.hashAlgo) === true
}

/** `hosts` are names that this server knows and nobody else does. */
export async function startSshServer(
  user: SshUser,
  hosts: Readonly<Record<string, number>> = {}
): Promise<TestSshServer> {
  const { private: hostKey } = utils.generateKeyPairSync('ecdsa', { bits: 256 })
  const forwarded: string[] = []
  const clients = new Set<Connection>()
  const server = new Server({ hostKeys: [hostKey] }, client => {
    client.on('error', () => {})
    client.on('authentication', ctx => (isLetIn(user, ctx) ? ctx.accept() : ctx.reject()))
    client.on('ready', () => clients.add(client))
    client.on('close', () => clients.delete(client))
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      forwarded.push(`${destIP}:${destPort}`)
      const socket = connect(hosts[destIP] ?? destPort, '127.0.0.1')
      socket.once('error', () => reject())
      socket.once('connect', () => {
        const channel = accept()
        socket.on('error', () => channel.destroy())
        channel.on('error', () => socket.destroy())
        channel.on('close', () => socket.destroy())
        channel.pipe(socket).pipe(channel)
      })
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const client of clients) client.end()
  }
  return {
    port: (server.address() as AddressInfo).port,
    forwarded,
    get clients() {
      return clients.size
    },
    cut,
    close() {
      cut()
      return new Promise(resolve => server.close(() => resolve()))
    }
  }
}
