import type { SecretName, Secrets } from '../../shared/domain/saved-connection'
import type { Keychain } from './keychain'
import { namesIn, type StoredConnection, storedConnection } from './stored'

/** The file, beside the settings: connections, and their secrets as the keychain has sealed them. */
export interface BookFile {
  readonly connections: readonly StoredConnection[]
  readonly sealed: Readonly<Record<string, Sealed>>
}

/** Which secrets, and their sealed text: what there is can be told without asking the keychain. */
interface Sealed {
  readonly names: readonly SecretName[]
  readonly text: string
}

/** Connections and their secrets, over restarts. */
export interface ConnectionBook {
  list(): readonly StoredConnection[]
  find(id: string): StoredConnection | undefined
  /** Replaces the one of this id in its place, or puts it at the end. */
  put(connection: StoredConnection): void
  remove(id: string): void
  /** Secrets that the keychain has sealed. */
  sealedNames(id: string): readonly SecretName[]
  /** Empty where nothing is kept, or the keychain is no longer the one it was. */
  secrets(id: string): Secrets
  /** Nothing is written where the keychain keeps nothing; what was there before goes in any case. */
  keepSecrets(id: string, secrets: Secrets): void
}

/** What the book is kept in: a file, or a test's memory. */
export interface BookStore {
  get<K extends keyof BookFile>(name: K): BookFile[K]
  set<K extends keyof BookFile>(name: K, value: BookFile[K]): void
}

/** A book on `store`. */
export function createConnectionBook(store: BookStore, keychain: Keychain): ConnectionBook {
  const list = () =>
    store.get('connections').flatMap(one => {
      const parsed = storedConnection.safeParse(one)
      return parsed.success ? [parsed.data] : []
    })

  function forgetSecrets(id: string): void {
    const { [id]: _, ...others } = store.get('sealed')
    store.set('sealed', others)
  }

  return {
    list,
    find: id => list().find(one => one.id === id),
    put(connection) {
      const all = list()
      const isThere = all.some(one => one.id === connection.id)
      store.set(
        'connections',
        isThere ? all.map(one => (one.id === connection.id ? connection : one)) : [...all, connection]
      )
    },
    remove(id) {
      store.set(
        'connections',
        list().filter(one => one.id !== id)
      )
      forgetSecrets(id)
    },
    sealedNames: id => (keychain.state.canKeep ? (store.get('sealed')[id]?.names ?? []) : []),
    secrets(id) {
      const sealed = store.get('sealed')[id]
      const opened = sealed === undefined || !keychain.state.canKeep ? null : keychain.open(sealed.text)
      return opened === null ? {} : JSON.parse(opened)
    },
    keepSecrets(id, secrets) {
      const names = namesIn(secrets)
      if (!keychain.state.canKeep || names.length === 0) forgetSecrets(id)
      else {
        const text = keychain.seal(JSON.stringify(secrets))
        store.set('sealed', { ...store.get('sealed'), [id]: { names, text } })
      }
    }
  }
}
