import type { IpcMain } from 'electron'
import type { RequestName } from '../shared/ipc/contract'

/** What the page asks first; it asks nothing else before this has been answered. */
const FIRST: RequestName = 'app:read'

type Door = Pick<IpcMain, 'handle'>
type Listener = Parameters<Door['handle']>[1]

/**
 * Keeps the page's first question until there is somebody to answer it: the page may be there before the program is.
 * The door it returns is what the program is then to be served at.
 */
export function keepFirstQuestion(ipc: Door): Door {
  let answerBy: (listener: Listener) => void = () => {}
  const answering = new Promise<Listener>(resolve => {
    answerBy = resolve
  })
  ipc.handle(FIRST, async (event, ask: unknown) => (await answering)(event, ask))
  return {
    handle(name, listener) {
      if (name === FIRST) answerBy(listener)
      else ipc.handle(name, listener)
    }
  }
}
