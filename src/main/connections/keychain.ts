import type { KeychainState } from '../../shared/domain/saved-connection'

/** What this needs of Electron's `safeStorage`; a test gives another. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  /** On Linux only. */
  getSelectedStorageBackend?(): string
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
}

/** The system's keychain, as far as texts can be entrusted to it. */
export interface Keychain {
  readonly state: KeychainState
  seal(text: string): string
  /** Null: sealed by another keychain, or damaged. */
  open(sealed: string): string | null
}

const none = 'Passwords are not kept: this computer has no keychain that Sextant can use.'
const plain =
  'Passwords are not kept: without a keyring (GNOME or KWallet) this computer would store them unprotected.'

/**
 * Asked anew each time: a keyring may be unlocked while the app runs.
 * Source: Electron's safeStorage. On Linux without a keyring it says that it encrypts, with a password that is the same
 * everywhere: the backend `basic_text`. Before the first window, and on other systems, there is no backend to be named.
 */
export function createKeychain(storage: SafeStorage, platform: string): Keychain {
  function stateNow(): KeychainState {
    if (!storage.isEncryptionAvailable()) return { canKeep: false, why: none }
    const backend = platform === 'linux' ? storage.getSelectedStorageBackend?.() : null
    return backend === 'basic_text' || backend === 'unknown' || backend === undefined
      ? { canKeep: false, why: plain }
      : { canKeep: true, why: null }
  }

  return {
    get state() {
      return stateNow()
    },
    seal: text => storage.encryptString(text).toString('base64'),
    open(sealed) {
      try {
        return storage.decryptString(Buffer.from(sealed, 'base64'))
      } catch {
        return null
      }
    }
  }
}
