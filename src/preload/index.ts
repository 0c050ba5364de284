import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Bridge, Pushes, PushName } from '../shared/ipc/contract'
import { pushNames } from '../shared/ipc/push-names'

const known: ReadonlySet<string> = new Set(pushNames)

/** The whole of what the page may say to main and hear from it: no channel but those of the contract. */
const bridge: Bridge = {
  ask: (name, ask) => ipcRenderer.invoke(name, ask),
  on<N extends PushName>(name: N, listener: (push: Pushes[N]) => void) {
    if (!known.has(name)) throw new Error(`No such push: ${name}`)
    const forward = (_event: IpcRendererEvent, push: Pushes[N]) => listener(push)
    ipcRenderer.on(name, forward)
    return () => ipcRenderer.removeListener(name, forward)
  }
}

contextBridge.exposeInMainWorld('sextant', bridge)
