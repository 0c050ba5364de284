import type { ColumnRow } from '../shared/domain/columns'
import type { SessionDetail } from '../shared/domain/detail'
import { JOURNAL_MAX_AGE_MS, JOURNAL_MAX_BYTES } from '../shared/domain/journal'
import type { KnownNames, NameProposal } from '../shared/domain/names'
import type { OverviewWindow } from '../shared/domain/overview'
import type { EpochMs, SessionKey } from '../shared/domain/session'
import type { FeedState, PauseState, StoreFacts } from '../shared/domain/store'
import type { Totals } from '../shared/domain/view'
import { FaultError, fault } from '../shared/fault'
import { type ActTarget, targetOf } from './acts/target'
import { hasChangedSides, isTooLarge } from './bound'
import { readColumns } from './columns'
import type { Connection } from './connection'
import { createCountedMonitor } from './counted/monitor'
import { createCountedReads } from './counted/reads'
import { readDetail } from './detail'
import { startFeed, whyNotWatch } from './feed/choose'
import { startCounted } from './feed/counted'
import type { Feed, Sink } from './feed/feed'
import { createJournalKeeper, type JournalKeeper } from './journal/keeper'
import { createPastReader } from './journal/past'
import type { Recalled } from './journal/reader'
import type { Transition } from './mirror/mirror'
import { createMonitor, type Monitor, type MonitorListener } from './monitor'
import { findNameSource } from './names/find-source'
import type { NameJoin } from './names/join'
import { createServerNames, namedMonitor, seenBy } from './names/named-monitor'
import { createOverview, type Overview } from './overview/overview'
import { createPayloadLook } from './payload/look'
import { pathsIn } from './payload/paths'
import { type OpenStore, openStore } from './store'
import { systemTimers } from './timers'

/** What a live store tells: what a monitor tells, and the facts when they become better known. */
export interface LiveStoreListener extends Omit<MonitorListener, 'events'> {
  facts(facts: StoreFacts): void
  events?(events: Parameters<MonitorListener['events']>[0]): void
  /** At most once a second, while it is asked for. */
  overview?(window: OverviewWindow): void
  /** The store has grown past what may be mirrored, or shrunk to it: opened again with the same ask, it is read the other way. */
  outgrown?(): void
  /** Names of the users that are looked at. */
  names?(names: KnownNames): void
  /** The journal could not be written any more, and why. */
  journalFailed?(error: unknown): void
}

/** An open store that is being watched. */
export interface LiveStore {
  readonly facts: StoreFacts
  /** What is watched, as it was opened. */
  readonly opened: OpenStore
  readonly monitor: Monitor
  readonly overview: Overview
  readonly names: NameJoin
  /** Where acts on sessions go, but for what `place` and `where` are to the caller. */
  readonly target: Omit<ActTarget, 'place' | 'where'>
  /** Looks for a collection that knows the users of this store; null: there is none, or nobody is signed in. */
  proposeNames(): Promise<NameProposal | null>
  /** Try again now instead of waiting for the next try. */
  restart(): Promise<void>
  /** The document as it is on the server at this moment. Rejects with a `FaultError` when it has gone. */
  readDetail(key: SessionKey, revealPaths: readonly string[]): Promise<SessionDetail>
  /** The session id itself, which is a credential: only on a person's request. */
  revealId(key: SessionKey): string
  /** Values at paths in the payloads of some sessions, as they are now. Rejects with a `FaultError`. */
  readColumns(keys: readonly SessionKey[], paths: readonly string[]): Promise<readonly ColumnRow[]>
  /** Paths seen in some payloads, for completion; none where they cannot be read. */
  payloadPaths(): Promise<readonly string[]>
  /** Writes down what happens into this folder, from now on; null stops that. */
  keepJournal(folder: string | null): void
  /** Shows the store as it was, from the journal in `folder`; a null instant goes back to now. */
  showPast(folder: string, at: EpochMs | null): Promise<PauseState | null>
  stop(): Promise<void>
}

const PATH_SAMPLE = 50
const PATH_MS = 5000

/** Looking at a collection again reads a sample of it. */
const LOOK_AGAIN_MS = 5000
/** Time that moved by more than this has gone by unseen: this computer slept, or the server's clock was set. */
const UNSEEN_MS = 10_000

/** Versions only grow over all stores of a process, so that a late window of a closed store cannot win. */
let version = 0

/** Start watching a store that `openStore` opened on `connection`. */
export function startLiveStore(
  connection: Connection,
  opened: OpenStore,
  listener: LiveStoreListener,
  recalled: Recalled | null = null
): LiveStore {
  let store = opened
  const { source } = opened.feedSetup
  const countable = isTooLarge(opened) ? opened.countable : null
  if (countable !== null) void opened.forget()
  let hasOutgrown = false
  let journal: JournalKeeper | null = null
  const pastReader = createPastReader()

  function events(told: Parameters<MonitorListener['events']>[0]): void {
    journal?.events(told)
    overview.takeEvents(told)
    listener.events?.(told)
  }

  function feed(told: FeedState): void {
    journal?.feed(told)
    overview.takeFeed(told)
    listener.feed(told)
  }

  function pause(told: PauseState | null): void {
    overview.takePause(told)
    listener.pause(told)
  }

  function totals(told: Totals): void {
    listener.totals(told)
    if (hasOutgrown || !hasChangedSides(store, told, countable !== null)) return
    hasOutgrown = true
    listener.outgrown?.()
  }

  function begin(sink: Sink): Feed {
    return startFeed(store.feedSetup, recognising(sink))
  }

  /**
   * An empty collection says nothing of its format: when documents have come, it is looked at again. The first ones may
   * be no sessions, so looking goes on, but not at every write.
   */
  function recognising(sink: Sink): Sink {
    if (!store.isProvisional) return sink
    let lookedAt = Number.NEGATIVE_INFINITY
    return {
      ...sink,
      put(documents, at, isArrival) {
        sink.put(documents, at, isArrival)
        if (performance.now() - lookedAt < LOOK_AGAIN_MS) return
        lookedAt = performance.now()
        void recognise()
      }
    }
  }

  async function recognise(): Promise<void> {
    // What fails here leaves the store read as before: by every known format in turn.
    const next = await openStore(connection, store.ask, store.readPayload).catch(() => null)
    if (!next || next.isProvisional) return
    store = next
    monitor.readWith(next.reader)
    listener.facts(next.facts)
    await monitor.restart()
  }

  // Sessions that were due may have been touched unseen: reading all again tells, before any is called expired.
  const offMoved = connection.clock.onMoved(byMs => {
    if (byMs > UNSEEN_MS) void monitor.restart()
    else monitor.clockMoved()
  })
  const payloadPath = opened.recognitions[0]?.layout.payloadPath ?? null
  const troubleOf = (error: unknown) => source.faultOf(error).message
  const names = createServerNames({
    client: connection.client,
    troubleOf,
    changed: told => listener.names?.(told),
    learned: () => monitor.renamed()
  })
  const common = {
    reader: opened.reader,
    payloads: createPayloadLook({ ...opened, payloadPath }, troubleOf),
    isNamed: names.isNamed,
    clock: connection.clock,
    timers: systemTimers,
    monotonicMs: () => performance.now(),
    nextVersion: () => {
      version += 1
      return version
    },
    listener: {
      ...listener,
      ...seenBy(names, listener),
      events,
      feed,
      pause,
      totals,
      took: (transitions: readonly Transition[], at: EpochMs) => journal?.took(transitions, at)
    }
  }
  const overview = createOverview({
    ...common,
    monitor: () => monitor,
    isHeld: countable === null,
    tell: window => listener.overview?.(window),
    ...(recalled && { recalled })
  })
  const monitor =
    countable === null
      ? createMonitor({ ...common, startFeed: begin, recalled: recalled?.events ?? [] })
      : createCountedMonitor({
          ...common,
          countable,
          reads: reader => createCountedReads({ collection: opened.collection, countable, reader }),
          startFeed: (sink, count) => startCounted(source, sink, count, whyNotWatch(opened.feedSetup)),
          faultOf: source.faultOf
        })

  function keeperOf(folder: string): JournalKeeper {
    return createJournalKeeper({
      options: { folder, maxBytes: JOURNAL_MAX_BYTES, maxAgeMs: JOURNAL_MAX_AGE_MS },
      timers: systemTimers,
      now: connection.clock.now,
      sessions: monitor.sessions,
      totals: monitor.totals,
      failed: error => listener.journalFailed?.(error)
    })
  }

  const named = namedMonitor(monitor, names)
  return {
    get facts() {
      return store.facts
    },
    get opened() {
      return store
    },
    monitor: named,
    get target() {
      return targetOf(store, named)
    },
    overview,
    names,
    async proposeNames() {
      const users = (await monitor.sessionsPerUser()).map(one => one.user)
      return findNameSource({
        client: connection.client,
        ns: store.ask.ns,
        users,
        monotonicMs: common.monotonicMs
      })
    },
    restart: () => monitor.restart(),
    readDetail(key, revealPaths) {
      const documentId = monitor.vault.documentIdOf(key)
      if (documentId === undefined) return Promise.reject(goneFault())
      return readDetail(store, documentId, { key, revealPaths, onRead: monitor.remember })
    },
    revealId(key) {
      const id = monitor.vault.sessionIdOf(key)
      if (id === null) throw goneFault()
      return id
    },
    async readColumns(keys, paths) {
      try {
        return await readColumns({ ...store, payloadPath, vault: monitor.vault }, keys, paths)
      } catch (error) {
        throw new FaultError(source.faultOf(error))
      }
    },
    async payloadPaths() {
      const { collection, reader } = store
      const options = { projection: reader.projection, limit: PATH_SAMPLE, maxTimeMS: PATH_MS }
      const documents = await collection
        .find({}, options)
        .toArray()
        .catch(() => [])
      return pathsIn(documents, payloadPath, opened.readPayload)
    },
    keepJournal(folder) {
      journal?.stop()
      journal = folder === null || countable !== null ? null : keeperOf(folder)
      journal?.feed(monitor.feed)
    },
    async showPast(folder, at) {
      if (at === null) {
        pastReader.forget()
        return monitor.showPast(null)
      }
      const past = await pastReader.read(folder, at, journal !== null)
      if (past === null) throw new FaultError(fault('gone', 'The journal does not reach back that far.'))
      return monitor.showPast(past)
    },
    async stop() {
      offMoved()
      journal?.stop()
      overview.stop()
      names.stop()
      await monitor.stop()
    }
  }
}

function goneFault(): FaultError {
  return new FaultError(fault('gone', 'This session has gone: its document is no longer in the store.'))
}
