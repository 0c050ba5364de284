import { createHash } from 'node:crypto'
import { withoutPassword } from '../../monitor/uri'
import type { SshTunnel } from '../../shared/domain/saved-connection'

/**
 * What things kept for a server go by: the same string, whatever its password, by the same way, is the same connection.
 * Two servers may both be `localhost` at the far end of their tunnels.
 */
export function connectionIdOf(uri: string, ssh: SshTunnel | null = null): string {
  const way = ssh === null ? '' : ` by ssh ${ssh.user}@${ssh.host}:${ssh.port}`
  return createHash('sha256')
    .update(`${withoutPassword(uri)}${way}`)
    .digest('hex')
    .slice(0, 16)
}
