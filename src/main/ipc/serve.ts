import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import type { ZodError } from 'zod'
import type { TabId } from '../../shared/domain/desk'
import { FaultError, fault, internalFault, type Outcome } from '../../shared/fault'
import { type Ask, type Reply, type RequestName, requests, tabId } from '../../shared/ipc/contract'

/** One handler per row of the table: a missing or extra name does not compile. */
export type Handlers = { readonly [N in RequestName]: (ask: Ask<N>) => Promise<Reply<N>> }

/** A handler of whatever tab is asked; null: of the one that is shown. */
export type Served<N extends RequestName> = (ask: Ask<N>, tab: TabId | null) => Promise<Reply<N>>

/** What this file needs of Electron; a test passes a Map in its place. */
export interface Door {
  readonly ipc: Pick<IpcMain, 'handle'>
  readonly isOurWindow: (event: IpcMainInvokeEvent) => boolean
  readonly report: (error: unknown, name: RequestName) => void
}

/** So many wrong places are named; a list may be wrong in each of its items. */
const MOST_PLACES = 3

/** What a wrong shape is answered with: the path that is wrong, never the value, which may be a secret. */
function shapeFault(error: ZodError): FaultError {
  const places = error.issues.map(issue => issue.path.join('.') || 'the whole')
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : ''
  const where = places.slice(0, MOST_PLACES).join(', ') + more
  return new FaultError(fault('bad-request', `The request is not of the agreed shape: ${where}.`))
}

/** Answer one request: sender and shape are checked first, failures come back as faults, bugs are reported. */
export function serveRequest<N extends RequestName>(door: Door, name: N, handler: Served<N>): void {
  door.ipc.handle(name, async (event, raw: unknown, rawTab: unknown): Promise<Outcome<Reply<N>>> => {
    try {
      if (!door.isOurWindow(event)) throw new FaultError(fault('bad-request', 'Unknown sender.'))
      const checked = requests[name].ask.safeParse(raw)
      if (!checked.success) throw shapeFault(checked.error)
      const tab = tabId.nullish().safeParse(rawTab)
      if (!tab.success) throw new FaultError(fault('bad-request', 'There is no such tab.'))
      const ask = checked.data as Ask<N> // the table ties name to schema; the compiler cannot see it
      return { ok: true, value: await handler(ask, tab.data ?? null) }
    } catch (error) {
      if (error instanceof FaultError) return { ok: false, fault: error.fault }
      door.report(error, name)
      return { ok: false, fault: internalFault }
    }
  })
}

/** Answer every request of the table with the handlers of the tab that it is about. */
export function serveAll(door: Door, handlersOf: (tab: TabId | null) => Handlers): void {
  const serve = <N extends RequestName>(name: N) =>
    serveRequest(door, name, (ask, tab) => handlersOf(tab)[name](ask))
  for (const name of Object.keys(requests) as RequestName[]) serve(name)
}
