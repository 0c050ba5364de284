import { type BrowserWindow, dialog, safeStorage } from 'electron'
import Store from 'electron-store'
import type { ChosenFile, SavedConnection } from '../../shared/domain/saved-connection'
import { type BookFile, createConnectionBook } from './book'
import { createConnections } from './connections'
import { createKeychain } from './keychain'
import type { Transfer } from './transfer'

const titles: Readonly<Record<ChosenFile, string>> = {
  ca: 'Certificate authority',
  certificate: 'Client certificate and key',
  key: 'Private key for SSH'
}
const fileFilters = [{ name: 'Connections', extensions: ['json'] }]

/** Where connections are kept, and who hears of it when the list has changed. */
interface Place {
  readonly folder: string
  readonly changed: (list: readonly SavedConnection[]) => void
}

/** Saved connections on the system's keychain and dialogs. */
export function setUpConnections(window: BrowserWindow, { folder, changed }: Place) {
  const keychain = createKeychain(safeStorage, process.platform)
  // A file that cannot be read is replaced by an empty one: a broken one must not stop a start.
  const file = new Store<BookFile>({
    cwd: folder,
    name: 'connections',
    defaults: { connections: [], sealed: {} },
    clearInvalidConfig: true,
    configFileMode: 0o600
  })
  const book = createConnectionBook(file, keychain)
  const connections = createConnections({ book, keychain, changed })

  async function chooseSource(): Promise<string | null> {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Import connections',
      properties: ['openFile'],
      filters: fileFilters
    })
    return filePaths[0] ?? null
  }

  async function chooseTarget(): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: 'Export connections',
      defaultPath: 'connections.json',
      filters: fileFilters,
      properties: ['createDirectory', 'showOverwriteConfirmation']
    })
    return canceled || !filePath ? null : filePath
  }

  return {
    connections,
    transfer: lateTransfer(async () => {
      const { createTransfer } = await import('./transfer')
      return createTransfer({ connections, chooseSource, chooseTarget })
    }),
    async chooseFile(what: ChosenFile): Promise<string | null> {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: titles[what],
        properties: ['openFile', 'showHiddenFiles']
      })
      return filePaths[0] ?? null
    }
  }
}

/** Rarely wanted, and with a library of its own behind it: loaded when it is. */
function lateTransfer(load: () => Promise<Transfer>): Transfer {
  let loading: Promise<Transfer> | null = null
  const whenLoaded = () => {
    loading ??= load()
    return loading
  }
  return {
    write: async passphrase => (await whenLoaded()).write(passphrase),
    read: async passphrase => (await whenLoaded()).read(passphrase)
  }
}
