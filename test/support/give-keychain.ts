import type { ElectronApplication } from '@playwright/test'

/** A keychain in a running app where this computer has none: what it seals is not to be read in a file. */
export function giveKeychain(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ safeStorage }) => {
    const turned = (bytes: Buffer) => Buffer.from(bytes.map(byte => byte ^ 7))
    safeStorage.isEncryptionAvailable = () => true
    safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret'
    safeStorage.encryptString = text => turned(Buffer.from(text))
    safeStorage.decryptString = sealed => turned(sealed).toString()
  })
}
