import { type BookStore, createConnectionBook } from '../../src/main/connections/book'
import { createConnections } from '../../src/main/connections/connections'
import { createKeychain, type SafeStorage } from '../../src/main/connections/keychain'
import { createTransfer } from '../../src/main/connections/transfer'
import type { ConnectionDraft, SavedConnection } from '../../src/shared/domain/saved-connection'

/** A whole connection as a person would save it. */
export const aConnectionDraft = (part: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  id: null,
  name: 'Staging',
  colour: 'blue',
  isFavourite: false,
  environment: 'staging',
  isReadOnly: true,
  uri: 'mongodb://ann@db.shop.io:27017/shop',
  ssh: null,
  secrets: {},
  keepsSecrets: true,
  ...part
})

/** A system's keychain: what it seals only it can open. `key` is the computer's. */
export function aSafeStorage({ isAvailable = true, backend = 'gnome_libsecret', key = 7 } = {}): SafeStorage {
  const turned = (bytes: Uint8Array) => Buffer.from(bytes.map(byte => byte ^ key))
  return {
    isEncryptionAvailable: () => isAvailable,
    getSelectedStorageBackend: () => backend,
    encryptString: text => turned(Buffer.from(`sealed:${text}`)),
    decryptString(encrypted) {
      const text = turned(encrypted).toString()
      if (!text.startsWith('sealed:')) throw new Error('Error while decrypting the ciphertext')
      return text.slice('sealed:'.length)
    }
  }
}

/** A file that is gone with the test; its text is what would be on the disk. */
export function memoryBook(): BookStore & { readonly text: () => string } {
  let file: Record<string, unknown> = { connections: [], sealed: {} }
  return {
    get: name => structuredClone(file[name]) as never,
    set(name, value) {
      // As a file has it: JSON, and nothing else.
      file = { ...file, [name]: JSON.parse(JSON.stringify(value)) }
    },
    text: () => JSON.stringify(file)
  }
}

interface Given {
  readonly store?: BookStore
  readonly storage?: SafeStorage
  readonly files?: { readonly target?: string | null; readonly source?: string | null }
}

/** Saved connections on a book in memory, and the way to files. */
export function memoryConnections({
  store = memoryBook(),
  storage = aSafeStorage(),
  files = {}
}: Given = {}) {
  const told: (readonly SavedConnection[])[] = []
  const keychain = createKeychain(storage, 'linux')
  const book = createConnectionBook(store, keychain)
  const connections = createConnections({ book, keychain, changed: list => void told.push(list) })
  const transfer = createTransfer({
    connections,
    chooseTarget: async () => files.target ?? null,
    chooseSource: async () => files.source ?? null
  })
  return { connections, transfer, told, chooseFile: async () => null }
}
