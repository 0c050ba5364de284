import type { TabId } from '../../shared/domain/desk'
import type { ChosenFile } from '../../shared/domain/saved-connection'
import type { WhyAnswer, WhyAsk } from '../../shared/domain/why'
import type { AppFacts, Ask, WindowAct } from '../../shared/ipc/contract'
import type { Alerting } from '../alerting'
import type { Audit } from '../audit'
import type { Connections } from '../connections/connections'
import type { Transfer } from '../connections/transfer'
import type { DemoProcess } from '../demo-process'
import type { Desk, TabContent } from '../desk'
import { type Exporter, textOfRows } from '../export/exporter'
import type { Journals } from '../journals'
import { notConnected } from '../not-connected'
import type { SettingsStore } from '../settings'
import { isShopAddress } from '../shop-address'
import type { Watching } from '../watching'
import type { ConnectAsk, Workspace } from '../workspace'
import type { Handlers } from './serve'

/** What the handlers hand over to; each does one thing and decides nothing. */
export interface Services {
  /** The tab that all of this is for, and the desk it lies on. */
  readonly tab: TabId
  readonly desk: () => Desk<TabContent & { readonly workspace: Pick<Workspace, 'asked'> }>
  readonly workspace: Workspace
  readonly settings: SettingsStore
  readonly connections: Connections
  readonly transfer: Transfer
  readonly chooseFile: (what: ChosenFile) => Promise<string | null>
  readonly journals: Journals
  readonly watching: Pick<Watching, 'read' | 'set'>
  readonly alerting: Pick<Alerting, 'read' | 'set' | 'seen' | 'clear'>
  readonly demo: DemoProcess
  readonly exporter: Exporter
  readonly audit: Pick<Audit, 'read'>
  readonly askWhy: (ask: WhyAsk) => Promise<WhyAnswer>
  readonly version: string
  readonly versions: AppFacts['versions']
  readonly platform: string
  readonly applyAppearance: (appearance: AppFacts['appearance']) => void
  readonly windowAct: (act: WindowAct) => void
  readonly writeClipboard: (text: string) => void
  readonly openInBrowser: (url: string) => Promise<void>
  /** Why what the command line asked for could not be opened. */
  readonly firstFault: () => AppFacts['fault']
  /** What the page left for its next load, and what it leaves. */
  readonly keptPage: () => string | null
  readonly keepPage: (text: string) => void
  readonly connect: (ask: ConnectAsk) => Promise<NonNullable<AppFacts['connection']>>
  readonly startDemo: (ask: Ask<'demo:start'>) => Promise<NonNullable<AppFacts['connection']>>
}

/** What is kept for a store is kept under this: where it lies, without any password. */
const storeIdOf = ({ connection, store }: Workspace) => `${connection?.id ?? ''} ${store.facts.ns}`

function sessionHandlers({ workspace, settings, journals, askWhy }: Services) {
  return {
    'view:ask': async ask => workspace.following.sessions(ask),
    'users:ask': async ask => workspace.following.users(ask),
    'overview:ask': async ask => workspace.following.overview(ask),
    'overview:drain': async ({ isOn }) => workspace.store.overview.drain(isOn),
    'overview:trend': async () => workspace.store.overview.trend(),
    'view:pause': async ({ isPaused }) => workspace.store.monitor.pause(isPaused),
    'view:find': async ({ key }) => workspace.store.monitor.indexOf(key),
    'filter:cancel': async () => {
      workspace.store.monitor.cancelSearch()
      return null
    },
    'columns:read': ({ keys, paths }) => workspace.store.readColumns(keys, paths),
    'filter:paths': () => workspace.store.payloadPaths(),
    'saved-filters:read': async () => settings.savedFilters(storeIdOf(workspace)),
    'saved-filters:set': async filters => {
      settings.setSavedFilters(storeIdOf(workspace), filters)
      return filters
    },
    'why:ask': ask => askWhy(ask),
    'session:read': ({ key, revealPaths }) => workspace.store.readDetail(key, revealPaths),
    'activity:ask': async ask => workspace.following.activity(ask),
    'session:history': async key => workspace.store.monitor.askHistory(key),
    'user:sessions': async user => workspace.store.monitor.sessionsOf(user),
    'user:pulse': async user => workspace.store.monitor.pulseOf(user),
    'session:reveal': async ({ key }) => workspace.store.revealId(key),
    'health:read': async () => workspace.store.health.now,
    'health:check': () => workspace.store.health.check(),
    'journal:read': () => journals.read(),
    'journal:keep': ({ isKept }) => journals.keep(isKept),
    'journal:delete': () => journals.remove(),
    'past:show': ({ at }) => journals.show(at)
  } satisfies Partial<Handlers>
}

function identityHandlers({ workspace, settings }: Services) {
  return {
    'identity:learn': async paths => {
      const { connection, facts } = workspace
      if (connection === null || facts === null) throw notConnected()
      // Remembered only once the store has opened with it.
      await workspace.openStore({ ...facts.ask, userPaths: paths })
      return settings.learn({ connectionId: connection.id, ns: facts.ns, paths })
    },
    'identity:coverage': async () => workspace.store.monitor.coverage(),
    'names:read': async () => workspace.store.names.known(),
    'names:propose': () => workspace.store.proposeNames(),
    'names:use': async source => {
      settings.setNameSource(storeIdOf(workspace), source)
      return workspace.store.names.use(source)
    }
  } satisfies Partial<Handlers>
}

function rowsHandlers({ workspace, exporter, writeClipboard }: Services) {
  return {
    'view:range': ({ start, count }) => workspace.store.monitor.keysFrom(start, count),
    'rows:copy': async ({ rows, format }) => {
      const [text, count] = await textOfRows(workspace.store.monitor.rows(rows), format)
      writeClipboard(text)
      return count
    },
    'export:start': ask => exporter.start(ask),
    'export:cancel': async () => {
      await exporter.cancel()
      return null
    }
  } satisfies Partial<Handlers>
}

function watchingHandlers({ watching, alerting }: Services) {
  return {
    'watched:read': async () => watching.read(),
    'watched:set': async settings => watching.set(settings),
    'alerts:read': async () => alerting.read(),
    'alerts:set': async settings => alerting.set(settings),
    'alerts:seen': async () => alerting.seen(),
    'alerts:clear': async () => alerting.clear()
  } satisfies Partial<Handlers>
}

function signOutHandlers({ workspace, audit }: Services) {
  return {
    'sign-out:allow': async ({ isAllowed }) => workspace.allowSignOut(isAllowed),
    'sign-out:plan': rows => workspace.signOuts.plan(rows),
    'sign-out:start': ask => workspace.signOuts.start(ask),
    'expiry:move': ask => workspace.signOuts.moveExpiry(ask),
    'sign-out:cancel': async () => {
      workspace.signOuts.cancel()
      return null
    },
    'sign-out:undo': ({ id }) => workspace.signOuts.undo(id),
    'audit:read': () => audit.read()
  } satisfies Partial<Handlers>
}

function savedHandlers({ connections, transfer, chooseFile }: Services) {
  return {
    'saved:save': draft => connections.save(draft),
    'saved:delete': async ({ id }) => connections.remove(id),
    'saved:duplicate': async ({ id }) => connections.duplicate(id),
    'saved:export': ({ passphrase }) => transfer.write(passphrase),
    'saved:import': ({ passphrase }) => transfer.read(passphrase),
    'file:choose': what => chooseFile(what)
  } satisfies Partial<Handlers>
}

function deskHandlers({ desk }: Services) {
  return {
    'desk:read': async () => desk().facts,
    'desk:open': async () => desk().open(),
    'desk:show': async ({ tab }) => desk().show(tab),
    'desk:close': ({ tab }) => desk().close(tab)
  } satisfies Partial<Handlers>
}

function connectionHandlers({ workspace, settings, connections, desk, tab, connect }: Services) {
  return {
    'connection:open': async ({ isReadOnly, ns, insteadOf, ...address }) =>
      connect({ isReadOnly, ns, insteadOf, isDemo: false, ...(await connections.whole(address)) }),
    'connection:beside': async ({ tab: from, ns }) => {
      const { asked } = desk().tab(from).workspace
      if (asked === null) throw notConnected()
      return connect({ ...asked, ns })
    },
    'connection:cancel': async () => {
      workspace.cancel()
      return null
    },
    'connection:close': async () => {
      await workspace.close()
      return null
    },
    'connection:refresh': () => workspace.refresh(),
    'recent:forget': async ({ id }) => settings.forget(id),
    'store:open': async ask => {
      const { asked } = workspace
      if (asked === null || workspace.facts?.ns === ask.ns) return workspace.openStore(ask)
      return desk().openOnce(tab, { ...asked, ns: ask.ns }, () => workspace.openStore(ask))
    },
    'store:unseal': ({ secret }) => workspace.unseal(secret),
    'store:close': async () => {
      await workspace.closeStore()
      return null
    },
    'bound:set': async sessions => {
      settings.setMirrorAtMost(sessions)
      return null
    },
    'feed:restart': async () => {
      await workspace.store.restart()
      return null
    }
  } satisfies Partial<Handlers>
}

function appHandlers(services: Services) {
  const { workspace, settings, demo } = services
  return {
    'app:read': async () => ({
      version: services.version,
      versions: services.versions,
      platform: services.platform,
      ...settings.read(),
      saved: services.connections.list(),
      keychain: services.connections.keychain,
      connection: workspace.connection,
      store: workspace.facts,
      storeFault: workspace.storeFault,
      feed: workspace.feed,
      pause: workspace.pause,
      demo: demo.state,
      fault: services.firstFault(),
      kept: services.keptPage()
    }),
    'page:keep': async text => {
      services.keepPage(text)
      return null
    },
    'appearance:set': async appearance => {
      settings.setAppearance(appearance)
      services.applyAppearance(appearance)
      return null
    },
    'window:act': async act => {
      services.windowAct(act)
      return null
    },
    'clipboard:write': async text => {
      services.writeClipboard(text)
      return null
    },
    'demo:start': ask => services.startDemo(ask),
    'demo:stop': async () => {
      await services.desk().closeDemo()
      await demo.stop()
      return null
    },
    'demo:browse': async () => {
      // Only the address the demo told us is ever opened, never one that the page sends.
      if (demo.state.kind === 'running' && isShopAddress(demo.state.shopUrl))
        await services.openInBrowser(demo.state.shopUrl)
      return null
    }
  } satisfies Partial<Handlers>
}

/** One short function per request of the table. */
export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...deskHandlers(services),
    ...connectionHandlers(services),
    ...savedHandlers(services),
    ...sessionHandlers(services),
    ...identityHandlers(services),
    ...rowsHandlers(services),
    ...signOutHandlers(services),
    ...watchingHandlers(services)
  }
}
