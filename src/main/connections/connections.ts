import { randomUUID } from 'node:crypto'
import type { RecentConnection } from '../../shared/domain/connection'
import {
  type ConnectionDraft,
  type KeychainState,
  nameOfSaved,
  type SavedConnection,
  type SecretName,
  type Secrets,
  type SshTunnel
} from '../../shared/domain/saved-connection'
import { FaultError, fault } from '../../shared/fault'
import type { ConnectionBook } from './book'
import type { Keychain } from './keychain'
import { namesIn, noCompass, type StoredConnection } from './stored'

/** Where to connect. Made whole, it has its secrets and stays in main. */
export interface Address {
  readonly uri: string
  readonly ssh: SshTunnel | null
  readonly secrets: Secrets
}

/** Connections by name: kept, found again and made whole. */
export interface Connections {
  list(): readonly SavedConnection[]
  readonly keychain: KeychainState
  /** Throws a `FaultError` for a string that is none. */
  save(draft: ConnectionDraft, told?: Told): Promise<SavedConnection>
  remove(id: string): readonly SavedConnection[]
  duplicate(id: string): SavedConnection
  /** Puts typed and kept secrets in; kept ones only where the address still leads to the same account. */
  whole(ask: Address & { readonly savedId: string | null }): Promise<Address>
  /** Notes how a try ended; false: that connection is not a saved one. `insteadOf` names one whose string was mended. */
  used(connection: RecentConnection, insteadOf: string | null): boolean
  /** With their secrets, as far as they are kept. */
  stored(): readonly { readonly connection: StoredConnection; readonly secrets: Secrets }[]
}

/** What is known of a connection beside what a person says of it. */
export interface Told {
  readonly usedAt: number | null
  readonly compass: StoredConnection['compass']
}

/** Signing in so takes no password. */
const withoutPasswords = ['MONGODB-X509', 'GSSAPI', 'MONGODB-AWS']

/** What connections are made of. */
export interface ConnectionsParts {
  readonly book: ConnectionBook
  readonly keychain: Keychain
  /** Whoever changes the list, the window hears of it. */
  readonly changed: (list: readonly SavedConnection[]) => void
}

/** Connections of `book`. */
export function createConnections({ book, keychain, changed }: ConnectionsParts): Connections {
  const list = () => book.list().map(savedOf)

  function savedOf(stored: StoredConnection): SavedConnection {
    const { needs, compass: _, keepsSecrets: __, ...connection } = stored
    const sealed = book.sealedNames(stored.id)
    const [kept, asked] = [true, false].map(isKept => needs.filter(name => sealed.includes(name) === isKept))
    return { ...connection, kept: kept ?? [], asked: asked ?? [] }
  }

  function found(id: string): StoredConnection {
    const stored = book.find(id)
    if (stored === undefined) throw new FaultError(fault('gone', 'This connection is no longer saved.'))
    return stored
  }

  /** Those that are kept, as long as the address leads to the accounts they are of. */
  async function keptFor({ uri, ssh }: Omit<Address, 'secrets'>, stored: StoredConnection | undefined) {
    if (stored === undefined) return {}
    const { isSameAccount } = await import('../../monitor/uri-secrets')
    const { sshTunnelPassword, sshTunnelPassphrase, ...ofString } = book.secrets(stored.id)
    const ofTunnel = { sshTunnelPassword, sshTunnelPassphrase }
    const texts = {
      ...(isSameAccount(stored.uri, uri) ? ofString : {}),
      ...(isSameTunnel(stored.ssh, ssh) ? ofTunnel : {})
    }
    return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)) as Secrets
  }

  async function save(draft: ConnectionDraft, told?: Told): Promise<SavedConnection> {
    // With the driver in it, this takes longer to load than a window takes to open.
    const [{ checkUri, labelOf }, { takeSecrets }, { connectionIdOf }] = await Promise.all([
      import('../../monitor/uri'),
      import('../../monitor/uri-secrets'),
      import('./connection-id')
    ])
    // What the driver thinks of its options shows when it connects: some are for Compass, some need what is not kept.
    const taken = withoutThrowing(() => takeSecrets(draft.uri))
    if (taken === null)
      throw new FaultError(checkUri(draft.uri) ?? fault('bad-uri', 'This is no connection string.'))
    const { uri, secrets: written } = taken
    const before = draft.id === null ? undefined : book.find(draft.id)
    const secrets = { ...(await keptFor({ uri, ssh: draft.ssh }, before)), ...draft.secrets, ...written }
    const { secrets: _, ...rest } = draft
    const stored: StoredConnection = {
      ...rest,
      id: draft.id ?? randomUUID(),
      uri,
      connectionId: connectionIdOf(uri, draft.ssh),
      label: labelOf(uri),
      needs: needsOf(uri, draft.ssh, secrets),
      usedAt: told?.usedAt ?? before?.usedAt ?? null,
      remark: before?.remark ?? '',
      compass: told?.compass ?? before?.compass ?? noCompass
    }
    book.put(stored)
    book.keepSecrets(stored.id, draft.keepsSecrets ? secrets : {})
    changed(list())
    return savedOf(stored)
  }

  return {
    list,
    get keychain() {
      return keychain.state
    },
    save,
    remove(id) {
      book.remove(id)
      const left = list()
      changed(left)
      return left
    },
    duplicate(id) {
      const original = found(id)
      const name = `${nameOfSaved(original)} (copy)`.slice(0, 100)
      const copy: StoredConnection = { ...original, id: randomUUID(), name, usedAt: null, remark: '' }
      book.put(copy)
      book.keepSecrets(copy.id, book.secrets(id))
      changed(list())
      return savedOf(copy)
    },
    async whole({ uri, ssh, savedId, secrets: typed }) {
      const { putSecrets } = await import('../../monitor/uri-secrets')
      const stored = savedId === null ? undefined : found(savedId)
      const secrets = { ...(await keptFor({ uri, ssh }, stored)), ...typed }
      // One that cannot be read stays as it is: whoever connects with it hears what is wrong.
      return { uri: withoutThrowing(() => putSecrets(uri, secrets)) ?? uri, ssh, secrets }
    },
    used({ id, uri, label, usedAt, remark }, insteadOf) {
      const mended = insteadOf === null ? [] : book.list().filter(one => one.connectionId === insteadOf)
      for (const one of mended) book.put({ ...one, uri, label, connectionId: id })
      const mine = book.list().filter(one => one.connectionId === id)
      for (const one of mine) book.put({ ...one, usedAt, remark })
      if (mine.length > 0) changed(list())
      return mine.length > 0
    },
    stored: () => book.list().map(connection => ({ connection, secrets: book.secrets(connection.id) }))
  }
}

/** The library's own words of a broken string may repeat a password, and go nowhere. */
function withoutThrowing<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

const isSameTunnel = (one: SshTunnel | null, other: SshTunnel | null) =>
  one !== null &&
  other !== null &&
  [one.host === other.host, one.port === other.port, one.user === other.user].every(Boolean)

/** The secrets there are, and the password that the string has room for. */
function needsOf(uri: string, ssh: SshTunnel | null, secrets: Secrets): SecretName[] {
  const named = namesIn(secrets)
  const params = new URLSearchParams(uri.split('?')[1] ?? '')
  const hasUser = /^mongodb(\+srv)?:\/\/[^/?]+@/.test(uri)
  const isByPassword = !withoutPasswords.includes(params.get('authMechanism') ?? '')
  const missing: SecretName[] = [
    ...(hasUser && isByPassword ? (['password'] as const) : []),
    ...(params.has('proxyUsername') ? (['proxyPassword'] as const) : []),
    ...(ssh !== null && ssh.identityFile === null ? (['sshTunnelPassword'] as const) : [])
  ]
  return [...new Set([...named, ...missing])]
}
