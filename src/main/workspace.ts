import { createSignOuts } from '../monitor/acts/sign-outs'
import type { ActTarget } from '../monitor/acts/target'
import { type Connection, connect } from '../monitor/connection'
import { discover } from '../monitor/discover'
import type { ReadPayload } from '../monitor/formats/payload-kind'
import { recall } from '../monitor/journal/reader'
import { type LiveStore, startLiveStore } from '../monitor/live-store'
import { openStore as openStoreOn } from '../monitor/store'
import { systemTimers } from '../monitor/timers'
import { hasPassword, labelOf, withoutPassword } from '../monitor/uri'
import type { OpenConnection, RecentConnection } from '../shared/domain/connection'
import type { ActivityEvent } from '../shared/domain/event'
import {
  automaticAsk,
  type FeedState,
  type StoreAsk,
  type StoreFacts,
  type StoreFault
} from '../shared/domain/store'
import { FaultError, fault } from '../shared/fault'
import { connectionIdOf } from './connections/connection-id'
import { createFollowing } from './following'
import { notConnected, readOnly, readOnlyForGood } from './not-connected'
import { createSeals, opensNothing, readPayloadWith } from './seals'
import type { ConnectAsk, Workspace, WorkspaceParts } from './workspace-contract'

export type * from './workspace-contract'

const idle: FeedState = { kind: 'idle' }

/** So far back the Overview and the list of the ended reach, where a journal is kept. */
const RECALL_MS = 24 * 3_600_000

/** What is kept of a connection: where it went and how it ended, never a password. */
function recentOf({ uri, ssh }: ConnectAsk, remark: string, usedAt: number): RecentConnection {
  const kept = withoutPassword(uri)
  const id = connectionIdOf(uri, ssh)
  const way = ssh ? { ssh } : {}
  return { id, label: labelOf(uri), uri: kept, hasPassword: hasPassword(uri), usedAt, remark, ...way }
}

/** A workspace with nothing open. */
export function createWorkspace(parts: WorkspaceParts): Workspace {
  const { listener, now, mirrorAtMost, userPathsOf } = parts
  let connection: Connection | null = null
  let shown: OpenConnection | null = null
  let asked: ConnectAsk | null = null
  let store: LiveStore | null = null
  let connecting: AbortController | null = null
  let storeFault: StoreFault | null = null
  const seals = createSeals()
  const following = createFollowing({ opened: openedStore, store: () => store, tell: listener.sessions })

  const signOuts = createSignOuts({
    target,
    now,
    timers: systemTimers,
    monotonicMs: () => performance.now(),
    progress: listener.actProgress,
    audit: parts.audit
  })

  function tellEvents(events: readonly ActivityEvent[]): void {
    signOuts.events(events)
    for (const event of events)
      if (event.event === 'came-back' && !event.isCorrection) listener.cameBack(event)
  }

  /** What is written to goes through here, and nothing else does. */
  function target(): ActTarget {
    const { target: acts } = openedStore()
    if (shown === null) throw notConnected()
    if (shown.isReadOnly) throw readOnly()
    return { ...acts, place: `${shown.id} ${acts.ns}`, where: `${shown.label} ${acts.ns}` }
  }

  async function closeStore(): Promise<void> {
    const closing = store
    store = null
    await closing?.stop()
    if (!closing) return
    listener.facts(null)
    listener.feed(idle)
    listener.pause(null)
  }

  async function close(): Promise<void> {
    // Left from the first moment, though ending it all takes a while: it can be opened again elsewhere meanwhile.
    const closing = connection
    connection = null
    shown = null
    asked = null
    storeFault = null
    seals.forget()
    listener.connection(null)
    await closeStore()
    await closing?.close()
  }

  async function openStore(ask: StoreAsk, given?: ReadPayload): Promise<StoreFacts> {
    if (!connection) throw notConnected()
    const opening = connection
    // The old store stays on screen until the new one is known to open.
    const opened = await openStoreOn(opening, ask, given ?? seals.readPayloadOf(ask.ns))
    if (given !== undefined && opened.facts.seal !== 'open') {
      await opened.forget()
      throw opensNothing()
    }
    if (opening !== connection) {
      await opened.forget()
      throw new FaultError(fault('cancelled', 'The connection was closed meanwhile.'))
    }
    const folder = shown && parts.journalOf(shown, ask.ns)
    const recalled = folder === null ? null : await recall(folder, opened.clock.now() - RECALL_MS)
    await closeStore()
    storeFault = null
    listener.facts(opened.facts)
    const told = { ...listener, events: tellEvents, outgrown: () => reopen(ask) }
    store = startLiveStore(opening, opened, told, {
      recalled,
      ...(shown && {
        watch: parts.watchSettingsOf(shown, ask.ns),
        alerts: parts.alertSettingsOf(shown, ask.ns)
      })
    })
    store.keepJournal(folder)
    store.names.use(shown && parts.nameSourceOf(shown, ask.ns))
    following.takeUp()
    return opened.facts
  }

  async function unseal(secret: string): Promise<StoreFacts> {
    const { facts } = openedStore()
    const readPayload = readPayloadWith(secret)
    const opened = await openStore(facts.ask, readPayload)
    seals.keep(facts.ns, readPayload)
    return opened
  }

  /** Read the other way from now on; if that cannot be, it is still read as before. */
  function reopen(ask: StoreAsk): void {
    if (store?.facts.ask === ask) void openStore(ask).catch(() => {})
  }

  async function establish(ask: ConnectAsk, signal: AbortSignal): Promise<OpenConnection> {
    const next = await connect({ ...ask, signal, onSteps: steps => listener.steps(steps) })
    try {
      const discovery = await discover(next)
      signal.throwIfAborted()
      await close()
      connection = next
      asked = ask
      shown = {
        id: connectionIdOf(ask.uri, ask.ssh),
        label: next.label,
        isDemo: ask.isDemo,
        isReadOnly: ask.isReadOnly || parts.isReadOnlyForGood(),
        server: next.server,
        discovery
      }
      listener.connection(shown)
    } catch (error) {
      await next.close()
      throw error
    }
    const only = shown.discovery.stores.length === 1 ? shown.discovery.stores[0] : undefined
    const ns = ask.ns ?? only
    if (ns !== undefined) await openWith(ns, userPathsOf(shown.id, ns))
    return shown
  }

  /** The connection is worth having without the store that was to come with it. */
  async function openWith(ns: string, learned: readonly string[]): Promise<void> {
    try {
      await openStore(automaticAsk(ns, mirrorAtMost(), learned))
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      storeFault = { ns, fault: error.fault }
      listener.storeFault(storeFault)
    }
  }

  function remember(ask: ConnectAsk, remark: string): void {
    const insteadOf = ask.insteadOf === null ? null : connectionIdOf(ask.insteadOf, ask.ssh)
    if (!ask.isDemo) listener.remember(recentOf(ask, remark, now()), insteadOf)
  }

  function openedStore(): LiveStore {
    if (!store) throw notConnected()
    return store
  }

  return {
    get connection() {
      return shown
    },
    get store() {
      return openedStore()
    },
    following,
    get asked() {
      return asked
    },
    isOf: ({ uri, ssh }) => shown !== null && shown.id === connectionIdOf(uri, ssh),
    get facts() {
      return store?.facts ?? null
    },
    get storeFault() {
      return storeFault
    },
    get feed() {
      return store?.monitor.feed ?? idle
    },
    get pause() {
      return store?.monitor.pauseState ?? null
    },
    async connect(ask) {
      connecting?.abort()
      const mine = new AbortController()
      connecting = mine
      try {
        const opened = await establish(ask, mine.signal)
        remember(ask, opened.server.replicaSet ?? opened.server.topology)
        return opened
      } catch (error) {
        if (mine.signal.aborted) throw new FaultError(fault('cancelled', 'Connecting was cancelled.'))
        // What was mended stays as it was until the mended string has proved to be one.
        const isNews = error instanceof FaultError && error.fault.code !== 'bad-uri' && ask.insteadOf === null
        if (isNews) remember(ask, 'could not connect')
        throw error
      } finally {
        if (connecting === mine) connecting = null
      }
    },
    cancel: () => connecting?.abort(),
    close,
    async refresh() {
      if (!connection || !shown) throw notConnected()
      shown = { ...shown, discovery: await discover(connection) }
      listener.connection(shown)
      return shown
    },
    openStore: ask => openStore(ask),
    unseal,
    closeStore,
    signOuts,
    allowSignOut(isAllowed) {
      if (!shown) throw notConnected()
      if (isAllowed && parts.isReadOnlyForGood()) throw readOnlyForGood()
      shown = { ...shown, isReadOnly: !isAllowed }
      listener.connection(shown)
      return shown
    }
  }
}
