import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { TabId } from '../shared/domain/desk'
import type { PageBridge, Pushes, PushName } from '../shared/ipc/contract'
import { pushNames } from '../shared/ipc/push-names'

const known: ReadonlySet<string> = new Set(pushNames)

/** The whole of what the page may say to main and hear from it: no channel but those of the contract. */
const bridge: PageBridge = {
  ask: (name, ask, tab) => ipcRenderer.invoke(name, ask, tab),
  on<N extends PushName>(name: N, listener: (push: Pushes[N], tab: TabId | null) => void) {
    if (!known.has(name)) throw new Error(`No such push: ${name}`)
    const forward = (_event: IpcRendererEvent, push: Pushes[N], tab: TabId | null) => listener(push, tab)
    ipcRenderer.on(name, forward)
    return () => ipcRenderer.removeListener(name, forward)
  }
}

contextBridge.exposeInMainWorld('sextant', bridge)
