import { firstAlertSettings } from '../shared/domain/alerts'
import { JOURNAL_MAX_AGE_MS, JOURNAL_MAX_BYTES } from '../shared/domain/journal'
import type { FeedState, PauseState } from '../shared/domain/store'
import type { Totals } from '../shared/domain/view'
import { firstWatchSettings } from '../shared/domain/watched'
import { FaultError, fault } from '../shared/fault'
import { targetOf } from './acts/target'
import { createStoreAlerts } from './alerts/store-alerts'
import { hasChangedSides, isTooLarge } from './bound'
import { readColumns } from './columns'
import type { Connection } from './connection'
import { createCountedMonitor } from './counted/monitor'
import { createCountedReads } from './counted/reads'
import { readDetail } from './detail'
import { startFeed, whyNotWatch } from './feed/choose'
import { startCounted } from './feed/counted'
import type { Feed, Sink } from './feed/feed'
import { createPartsSink } from './feed/parts-sink'
import { createFinder } from './findings/finder'
import { createStoreHealth } from './health/store-health'
import { createJournalKeeper, type JournalKeeper } from './journal/keeper'
import { createPastReader } from './journal/past'
import type { LiveStore, LiveStoreListener, LiveStoreOptions } from './live-store-contract'
import { createMonitor, type MonitorListener } from './monitor'
import { findNameSource } from './names/find-source'
import { createServerNames, namedMonitor, seenBy } from './names/named-monitor'
import { createOverview } from './overview/overview'
import { createPayloadLook } from './payload/look'
import { readPaths } from './payload/paths'
import { recognising } from './recognising'
import { type OpenStore, openStore } from './store'
import { systemTimers } from './timers'

export type * from './live-store-contract'

/** Time that moved by more than this has gone by unseen: this computer slept, or the server's clock was set. */
const UNSEEN_MS = 10_000

/** Versions only grow over all stores of a process, so that a late window of a closed store cannot win. */
let version = 0

/** Start watching a store that `openStore` opened on `connection`. */
export function startLiveStore(
  connection: Connection,
  opened: OpenStore,
  listener: LiveStoreListener,
  {
    recalled = null,
    watch = firstWatchSettings,
    alerts: alertSettings = firstAlertSettings
  }: LiveStoreOptions = {}
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
    finder.feed(told)
    alerts.feed(told)
    if (listener.health) health.takeFeed(told)
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
    const sessions = store.reader.isInParts ? createPartsSink(sink, () => store.reader) : sink
    return startFeed(store.feedSetup, store.isProvisional ? recognising(sessions, recognise) : sessions)
  }

  async function recognise(): Promise<void> {
    // What fails here leaves the store read as before: by every known format in turn.
    const next = await openStore(connection, store.ask, store.readPayload).catch(() => null)
    if (!next || next.isProvisional) return
    store = next
    const lookBack = finder.lookAway()
    monitor.readWith(next.reader)
    listener.facts(next.facts)
    await monitor.restart()
    lookBack()
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
      took(...told: Parameters<NonNullable<MonitorListener['took']>>) {
        const [transitions, at, events, documents] = told
        journal?.took(transitions, at)
        finder.take(transitions, at, events)
        alerts.take({ transitions, at, events, documents })
      }
    }
  }
  const finder = createFinder({ ...common, settings: watch })
  const overview = createOverview({
    ...common,
    monitor: () => monitor,
    isHeld: countable === null,
    tell: window => listener.overview?.(window),
    ...(recalled && { recalled })
  })
  const alerts = createStoreAlerts({
    settings: alertSettings,
    store: () => store,
    monitor: () => monitor,
    isHeld: countable === null,
    nextVersion: common.nextVersion,
    tell: (list, change) => listener.alerts?.(list, change)
  })
  const health = createStoreHealth(connection, {
    store: () => store,
    nextVersion: common.nextVersion,
    tell: told => listener.health?.(told),
    watched: finder
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
    finder,
    alerts,
    health,
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
    payloadPaths: () => readPaths(store, payloadPath),
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
      finder.stop()
      alerts.stop()
      health.stop()
      names.stop()
      await monitor.stop()
    }
  }
}

function goneFault(): FaultError {
  return new FaultError(fault('gone', 'This session has gone: its document is no longer in the store.'))
}
