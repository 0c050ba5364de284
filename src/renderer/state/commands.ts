import type { TabId } from '../../shared/domain/desk'
import { MAX_USER_PATHS } from '../../shared/domain/identity'
import type { NameSource } from '../../shared/domain/names'
import type { RowsAsk, RowsFormat } from '../../shared/domain/rows'
import type { StoreAsk } from '../../shared/domain/store'
import { type Fault, fault, type Outcome } from '../../shared/fault'
import type { Appearance, Ask, Bridge } from '../../shared/ipc/contract'
import { countOf } from '../../shared/words/numbers'
import type { AppStore, FeedChoice } from './app-store'
import type { NamesStore } from './names-store'

/** What a person can have done, each a request to main whose answer lands in the app store. */
export function createCommands(bridge: Bridge, app: AppStore, names: NamesStore) {
  /** A refused request is told in the status bar; true when it was granted. */
  function settle<T>(outcome: Outcome<T>): outcome is { ok: true; value: T } {
    app.setState({ notice: outcome.ok ? null : outcome.fault })
    return outcome.ok
  }

  /** A connection attempt is one at a time; `run` is what is attempted. */
  async function attempt(run: () => ReturnType<typeof openDemo>): Promise<Fault | null> {
    app.setState({ isConnecting: true, connectFault: null, storeFault: null, steps: [], notice: null })
    const outcome = await run()
    if (outcome.ok) {
      app.patch({ connection: outcome.value })
      app.setState({ isConnecting: false, steps: [] })
      return null
    }
    const { fault } = outcome
    app.setState({ isConnecting: false, connectFault: fault.code === 'cancelled' ? null : fault })
    return fault
  }

  const openDemo = (isLoginVulnerable: boolean) => bridge.ask('demo:start', { isLoginVulnerable })

  async function openStore(ask: StoreAsk): Promise<void> {
    app.setState({ openingNs: ask.ns, storeFault: null })
    const outcome = await bridge.ask('store:open', ask)
    app.setState({ openingNs: null })
    if (outcome.ok) app.patch({ store: outcome.value })
    else if (outcome.fault.code !== 'cancelled')
      app.setState({ storeFault: { ns: ask.ns, fault: outcome.fault } })
  }

  /** Where a person showed the user to be in this store. */
  function learnedOf(ns: string): string[] {
    const { facts } = app.getState()
    const id = facts?.connection?.id
    return [...(facts?.learned.find(one => one.connectionId === id && one.ns === ns)?.paths ?? [])]
  }

  async function learn(paths: string[]): Promise<void> {
    const outcome = await bridge.ask('identity:learn', paths)
    if (settle(outcome)) app.patch({ learned: outcome.value })
  }

  const userPathsNow = () => app.getState().facts?.store?.ask.userPaths ?? []

  const boundNow = () => app.getState().facts?.mirrorAtMost ?? 0

  return {
    connect: (ask: Ask<'connection:open'>) => attempt(() => bridge.ask('connection:open', ask)),
    /** As that tab is connected, to another of its stores. */
    connectBeside: (tab: TabId, ns: string) => attempt(() => bridge.ask('connection:beside', { tab, ns })),
    /** A demo that runs already goes on as it was started. */
    startDemo: (isLoginVulnerable = false) => attempt(() => openDemo(isLoginVulnerable)),
    openStore,
    openNs: (ns: string) =>
      openStore({
        ns,
        mode: 'auto',
        format: 'auto',
        mapping: null,
        mirrorAtMost: boundNow(),
        userPaths: learnedOf(ns)
      }),
    /** Reads the open store another way; format and mapping stay as they were asked for. */
    async setFeedChoice(mode: FeedChoice): Promise<void> {
      const store = app.getState().facts?.store
      if (store) await openStore({ ...store.ask, mode })
    },
    /** Reads the open store as another library's; what that cannot read is still tried with what was found. */
    async setFormat(format: StoreAsk['format']): Promise<void> {
      const store = app.getState().facts?.store
      if (store) await openStore({ ...store.ask, format, mapping: null })
    },
    /** Whatever is at this path of the payload is the user, in this store from now on. */
    learnUser: (path: string) =>
      learn([path, ...userPathsNow().filter(one => one !== path)].slice(0, MAX_USER_PATHS)),
    /** Forgets the path that was shown last. */
    unlearnUser: () => learn(userPathsNow().slice(1)),
    /** Shows names from there in place of user keys; null: from nowhere. */
    async joinNames(source: NameSource | null): Promise<void> {
      const outcome = await bridge.ask('names:use', source)
      if (settle(outcome)) names.take(outcome.value)
    },
    /** Opens sealed sessions with the app's secret. Null when it did, else why not; the secret is kept nowhere here. */
    async unseal(secret: string): Promise<Fault | null> {
      const outcome = await bridge.ask('store:unseal', { secret })
      if (!outcome.ok) return outcome.fault
      app.patch({ store: outcome.value })
      return null
    },
    /** Leaves the store, not the connection. */
    async closeStore(): Promise<void> {
      if (settle(await bridge.ask('store:close', undefined))) app.patch({ store: null })
    },
    /** Stores of more sessions are left to the database, the open one among them. */
    async setBound(mirrorAtMost: number): Promise<void> {
      if (!settle(await bridge.ask('bound:set', mirrorAtMost))) return
      app.patch({ mirrorAtMost })
      const store = app.getState().facts?.store
      if (store) await openStore({ ...store.ask, mirrorAtMost })
    },
    async cancel(): Promise<void> {
      if (app.getState().facts?.demo.kind === 'starting') settle(await bridge.ask('demo:stop', undefined))
      settle(await bridge.ask('connection:cancel', undefined))
    },
    async close(): Promise<void> {
      if (settle(await bridge.ask('connection:close', undefined)))
        app.patch({ connection: null, store: null })
    },
    async refresh(): Promise<void> {
      const outcome = await bridge.ask('connection:refresh', undefined)
      if (settle(outcome)) app.patch({ connection: outcome.value })
    },
    async forget(id: string): Promise<void> {
      const outcome = await bridge.ask('recent:forget', { id })
      if (settle(outcome)) app.patch({ recent: outcome.value })
    },
    async tryNow(): Promise<void> {
      settle(await bridge.ask('feed:restart', undefined))
    },
    async togglePause(): Promise<void> {
      const { facts } = app.getState()
      if (!facts?.store) return
      const outcome = await bridge.ask('view:pause', { isPaused: facts.pause === null })
      if (settle(outcome)) app.patch({ pause: outcome.value })
    },
    async setAppearance(appearance: Appearance): Promise<void> {
      if (settle(await bridge.ask('appearance:set', appearance))) app.patch({ appearance })
    },
    async copy(text: string): Promise<boolean> {
      return settle(await bridge.ask('clipboard:write', text))
    },
    /** Copies sessions, ids masked. Those that have gone meanwhile are told in the status bar. */
    async copyRows(rows: RowsAsk, format: RowsFormat): Promise<void> {
      const outcome = await bridge.ask('rows:copy', { rows, format })
      if (!settle(outcome) || rows.keys === null || outcome.value >= rows.keys.length) return
      const message = `${outcome.value} of ${countOf(rows.keys.length, 'session')} copied.`
      app.setState({ notice: fault('gone', message, 'The others have gone meanwhile.') })
    },
    /** Whether sessions may be ended on this connection, until it is closed. */
    async allowSignOut(isAllowed: boolean): Promise<void> {
      const outcome = await bridge.ask('sign-out:allow', { isAllowed })
      if (settle(outcome)) app.patch({ connection: outcome.value })
    },
    async cancelSearch(): Promise<void> {
      settle(await bridge.ask('filter:cancel', undefined))
    },
    async browseDemo(): Promise<void> {
      settle(await bridge.ask('demo:browse', undefined))
    }
  }
}

/** The running commands. */
export type Commands = ReturnType<typeof createCommands>
