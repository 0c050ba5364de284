import type { OpenConnection } from '../shared/domain/connection'
import type { TabId } from '../shared/domain/desk'
import type { RowsFormat } from '../shared/domain/rows'
import { type Alerting, createAlerting } from './alerting'
import type { Audit } from './audit'
import type { DemoOptions, DemoProcess } from './demo-process'
import type { Desk, TabContent, TabVoice } from './desk'
import { createExporter } from './export/exporter'
import { createHandlers, type Services } from './ipc/handlers'
import { createJournals, type JournalPlaces } from './journals'
import { createLateWorkspace, type LateWorkspace } from './late-workspace'
import type { Log } from './log'
import type { SettingsStore } from './settings'
import { createWatching, type Watching, type WatchingParts } from './watching'
import { createWhy } from './why'
import type { ConnectAsk, WorkspaceListener } from './workspace'

/** What all tabs share. */
export interface Shared {
  readonly system: Pick<
    Services,
    'version' | 'versions' | 'platform' | 'applyAppearance' | 'windowAct' | 'writeClipboard' | 'openInBrowser'
  >
  readonly settings: SettingsStore
  readonly kept: Pick<Services, 'connections' | 'transfer' | 'chooseFile'>
  readonly places: JournalPlaces
  readonly demo: DemoProcess
  readonly audit: Audit
  readonly log: Pick<Log, 'error'>
  readonly desk: () => Desk<Tab>
  readonly firstFault: (tab: TabId) => ReturnType<Services['firstFault']>
  readonly recent: (recent: ReturnType<SettingsStore['remember']>) => void
  readonly chooseFile: (format: RowsFormat) => Promise<string | null>
  /** Over what the settings say, where the command line says otherwise. */
  readonly mirrorAtMost: () => number | null
  readonly isReadOnlyForGood: () => boolean
  readonly notify: WatchingParts['notify']
  /** Starts the demo's shop, or finds it running. */
  readonly startShop: DemoProcess['start']
}

/** A tab: a workspace, with all that the window can have done with it. */
export interface Tab extends TabContent {
  readonly workspace: LateWorkspace
  /** Opens it here, unless another tab has it. */
  connect(ask: ConnectAsk): Promise<OpenConnection>
  startDemo(options: DemoOptions): Promise<OpenConnection>
  /** Nobody is signed out from here any more, until it is allowed again. */
  lock(): void
}

/** A tab with nothing open in it. */
export function createTab(shared: Shared, id: TabId, voice: TabVoice): Tab {
  const { settings, demo, desk, audit, places } = shared
  const watching = createWatching({ workspace: () => workspace, settings, notify: shared.notify })
  const alerting = createAlerting({
    workspace: () => workspace,
    settings,
    notify: shared.notify,
    show() {
      // A notification may outlive its tab.
      if (desk().facts.tabs.every(one => one.id !== id)) return
      desk().show(id)
      voice.push('alerts:asked', null)
    }
  })
  const listener = listenerOf(voice, shared, { found: watching.found, told: alerting.told }, error => {
    shared.log.error('The journal', error)
    journals.failed(error)
  })
  const workspace = createLateWorkspace(async () => {
    const { createWorkspace } = await import('./workspace')
    const userPathsOf = (connectionId: string, ns: string) =>
      settings.read().learned.find(one => one.connectionId === connectionId && one.ns === ns)?.paths ?? []
    return createWorkspace({
      listener,
      now: Date.now,
      mirrorAtMost: () => shared.mirrorAtMost() ?? settings.read().mirrorAtMost,
      nameSourceOf: ({ id: connectionId }, ns) => settings.nameSource(`${connectionId} ${ns}`),
      userPathsOf,
      watchSettingsOf: watching.opened,
      alertSettingsOf: alerting.opened,
      isReadOnlyForGood: shared.isReadOnlyForGood,
      audit: audit.note,
      journalOf: places.wantedFolder
    })
  })
  const journals = createJournals(workspace, places)
  const exporter = createExporter({
    rows: ask => workspace.store.monitor.rows(ask),
    choose: shared.chooseFile,
    tell: state => voice.push('export:state', state)
  })

  const connect = (ask: ConnectAsk) => desk().openOnce(id, ask, () => workspace.connect(ask))

  async function startDemo(options: DemoOptions): Promise<OpenConnection> {
    const { uri, ns } = await shared.startShop(options)
    return connect({ uri, ns, isReadOnly: true, isDemo: true, insteadOf: null })
  }

  let keptPage: string | null = null

  const handlers = createHandlers({
    ...shared.system,
    tab: id,
    desk,
    workspace,
    settings,
    ...shared.kept,
    journals,
    watching,
    alerting,
    demo,
    exporter,
    audit,
    askWhy: createWhy({ workspace, places, audit }),
    firstFault: () => shared.firstFault(id),
    keptPage: () => keptPage,
    keepPage: text => {
      keptPage = text
    },
    connect,
    startDemo
  })
  return {
    workspace,
    handlers,
    connect,
    startDemo,
    lock() {
      if (workspace.connection !== null) workspace.allowSignOut(false)
    },
    cancel: () => exporter.cancel()
  }
}

function listenerOf(
  { push, totals }: TabVoice,
  { settings, kept, recent }: Pick<Shared, 'settings' | 'kept' | 'recent'>,
  hearing: Pick<Watching, 'found'> & Pick<Alerting, 'told'>,
  journalFailed: (error: unknown) => void
): WorkspaceListener {
  return {
    connection: state => push('connection:state', state),
    steps: steps => push('connection:steps', steps),
    facts: facts => push('store:facts', facts),
    storeFault: fault => push('store:fault', fault),
    feed: state => push('feed:state', state),
    pause: state => push('pause:state', state),
    sessions: view => push('view:window', view),
    users: view => push('users:window', view),
    activity: view => push('activity:window', view),
    names: names => push('names:known', names),
    health(health) {
      hearing.found(health.watched)
      push('health:told', health)
    },
    alerts(list, change) {
      hearing.told(change)
      push('alerts:told', list)
    },
    overview: view => push('overview:window', view),
    history: history => push('session:history', history),
    totals,
    remember(connection, insteadOf) {
      if (insteadOf !== null) recent(settings.forget(insteadOf))
      if (!kept.connections.used(connection, insteadOf)) recent(settings.remember(connection))
    },
    actProgress: progress => push('act:progress', progress),
    cameBack: event => push('session:came-back', event),
    journalFailed
  }
}
