import type { SessionDetail } from '../shared/domain/detail'
import type { SessionKey } from '../shared/domain/session'
import type { StoreFacts } from '../shared/domain/store'
import { FaultError, fault } from '../shared/fault'
import { readDetail } from './detail'
import { startFeed } from './feed/choose'
import { createMonitor, type Monitor, type MonitorListener } from './monitor'
import type { OpenStore } from './store'
import { systemTimers } from './timers'

/** What a live store tells: what a monitor tells, and the facts when they become better known. */
export interface LiveStoreListener extends Omit<MonitorListener, 'events'> {
  facts(facts: StoreFacts): void
  events?(events: Parameters<MonitorListener['events']>[0]): void
}

/** An open store that is being watched. */
export interface LiveStore {
  readonly facts: StoreFacts
  readonly monitor: Monitor
  /** Connect anew now instead of waiting for the next try. */
  restart(): Promise<void>
  /** The document as it is on the server at this moment. Rejects with a `FaultError` when it has gone. */
  readDetail(key: SessionKey, revealPaths: readonly string[]): Promise<SessionDetail>
  /** The session id itself, which is a credential: only on a person's request. */
  revealId(key: SessionKey): string
  stop(): Promise<void>
}

/** Versions only grow over all stores of a process, so that a late window of a closed store cannot win. */
let version = 0

/** Start watching an opened store. */
export function startLiveStore(store: OpenStore, listener: LiveStoreListener): LiveStore {
  let facts = store.facts
  const begin = (sink: Parameters<Parameters<typeof createMonitor>[0]['startFeed']>[0]) =>
    startFeed(
      {
        ...store.feedSource,
        onRecognised: next => {
          facts = next.facts
          monitor.readWith(next.reader)
          listener.facts(facts)
        }
      },
      sink
    )
  const monitor = createMonitor({
    reader: store.reader,
    clock: store.clock,
    timers: systemTimers,
    monotonicMs: () => performance.now(),
    nextVersion: () => {
      version += 1
      return version
    },
    startFeed: begin,
    listener: { ...listener, events: events => listener.events?.(events) }
  })

  return {
    get facts() {
      return facts
    },
    monitor,
    restart: () => monitor.restart(begin),
    readDetail(key, revealPaths) {
      const documentId = monitor.vault.documentIdOf(key)
      if (documentId === undefined) return Promise.reject(goneFault())
      return readDetail(store, documentId, { key, revealPaths })
    },
    revealId(key) {
      const id = monitor.vault.sessionIdOf(key)
      if (id === null) throw goneFault()
      return id
    },
    stop: () => monitor.stop()
  }
}

function goneFault(): FaultError {
  return new FaultError(fault('gone', 'This session has gone: its document is no longer in the store.'))
}
