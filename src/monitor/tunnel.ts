import { createSocks5Tunnel } from '@mongodb-js/devtools-proxy-support'
import type { MongoClientOptions } from 'mongodb'
import type { Secrets, SshTunnel } from '../shared/domain/saved-connection'
import { type Fault, FaultError, fault } from '../shared/fault'

/** A way through an SSH server, as the driver takes it: a SOCKS5 proxy on this computer, with a password of its own. */
export interface Tunnel {
  readonly options: Pick<MongoClientOptions, 'proxyHost' | 'proxyPort' | 'proxyUsername' | 'proxyPassword'>
  close(): Promise<void>
}

/** Signs in to the SSH server. Rejects with a `FaultError`; then nothing is left open. */
export async function openTunnel(ssh: SshTunnel, secrets: Secrets): Promise<Tunnel> {
  const way = {
    proxy: addressOf(ssh, secrets),
    sshOptions: sshOptionsOf(ssh, secrets)
  }
  const tunnel = createSocks5Tunnel(way, 'generate-credentials', 'mongodb://')
  if (tunnel === undefined) throw new FaultError(troubleOf(ssh, null))
  // What breaks later breaks the driver's own connections, and is told by them.
  tunnel.on('error', () => {})
  tunnel.on('forwardingError', () => {})
  try {
    await tunnel.listen()
  } catch (error) {
    await tunnel.close().catch(() => {})
    // Not passed on as `cause`: the library's errors may hold its options, and those the password.
    throw new FaultError(troubleOf(ssh, error))
  }
  const { proxyHost, proxyPort, proxyUsername = '', proxyPassword = '' } = tunnel.config
  return {
    options: { proxyHost, proxyPort, proxyUsername, proxyPassword },
    close: () => tunnel.close()
  }
}

function addressOf({ host, port, user, identityFile }: SshTunnel, { sshTunnelPassword }: Secrets): string {
  const password =
    identityFile === null && sshTunnelPassword ? `:${encodeURIComponent(sshTunnelPassword)}` : ''
  const name = host.includes(':') ? `[${host}]` : encodeURIComponent(host)
  return `ssh://${encodeURIComponent(user)}${password}@${name}:${port}`
}

function sshOptionsOf({ identityFile }: SshTunnel, { sshTunnelPassphrase }: Secrets) {
  if (identityFile === null) return {}
  return {
    identityKeyFile: identityFile,
    ...(sshTunnelPassphrase ? { identityKeyPassphrase: sshTunnelPassphrase } : {})
  }
}

/** Which SSH server it was, and why. From the words of ssh2 and the codes of the system. */
function troubleOf({ host, port, user, identityFile }: SshTunnel, error: unknown): Fault {
  const where = `the SSH server ${host}:${port}`
  const { code, message = '' } = Object(error) as { code?: unknown; message?: string }
  if (/authentication methods failed/i.test(message))
    return fault(
      'wrong-password',
      `${capital(where)} does not let ${user || 'a user without a name'} in.`,
      identityFile === null
        ? 'Check user name and password; some servers take only a private key.'
        : 'Check user name and private key.'
    )
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return fault('bad-request', `The private key ${identityFile} cannot be read.`, 'Choose another file.')
  if (/privateKey|passphrase|key/i.test(message))
    return fault(
      'wrong-password',
      `The private key ${identityFile} does not open.`,
      'Check its passphrase; the file has to be a private key, not the .pub beside it.'
    )
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return fault('unreachable', `No computer is known by the name ${host}.`, 'Check the SSH host.')
  if (code === 'ECONNREFUSED')
    return fault('unreachable', `Nobody answers at ${where}.`, 'Check host and port.')
  return fault('unreachable', `${capital(where)} cannot be reached, or is no SSH server.`)
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
