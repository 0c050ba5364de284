import { createStore } from 'zustand/vanilla'
import type { ConnectStep } from '../../shared/domain/connection'
import type { StoreAsk, StoreFault } from '../../shared/domain/store'
import type { Fault } from '../../shared/fault'
import type { AppFacts, Bridge } from '../../shared/ipc/contract'

/** How a store is to be read: the feed menu ticks what was chosen, not what came of it. */
export type FeedChoice = StoreAsk['mode']

/** What main last told us of connection, store and feed, and what is under way. */
export interface AppState {
  /** Null until main has answered the first question. */
  readonly facts: AppFacts | null
  /** Steps of the connection attempt under way, or of the last one that failed. */
  readonly steps: readonly ConnectStep[]
  readonly isConnecting: boolean
  readonly connectFault: Fault | null
  /** The namespace being opened; null when none is. */
  readonly openingNs: string | null
  /** The namespace that could not be opened, and why. */
  readonly storeFault: StoreFault | null
  /** The last small request that failed, told in the status bar until dismissed. */
  readonly notice: Fault | null
}

const start: AppState = {
  facts: null,
  steps: [],
  isConnecting: false,
  connectFault: null,
  openingNs: null,
  storeFault: null,
  notice: null
}

/** What is kept for the open store is kept under this: the connection's id and the namespace; null without one. */
export function storeIdOf({ facts }: AppState): string | null {
  return facts?.store && facts.connection ? `${facts.connection.id} ${facts.store.ns}` : null
}

/** Holds AppFacts up to date by the pushes; `read` asks for all of them once. */
export function createAppStore(bridge: Bridge) {
  const store = createStore<AppState>(() => start)

  function patch(part: Partial<AppFacts>): void {
    store.setState(({ facts }) => (facts === null ? {} : { facts: { ...facts, ...part } }))
  }

  const offs = [
    bridge.on('feed:state', feed => patch({ feed })),
    bridge.on('pause:state', pause => patch({ pause })),
    bridge.on('store:facts', facts => patch({ store: facts })),
    bridge.on('connection:state', connection => patch({ connection })),
    bridge.on('recent:list', recent => patch({ recent })),
    bridge.on('saved:list', saved => patch({ saved })),
    bridge.on('demo:state', demo => patch({ demo })),
    bridge.on('connection:steps', steps => store.setState({ steps })),
    bridge.on('store:fault', storeFault => store.setState({ storeFault })),
    bridge.on('connection:fault', fault => store.setState({ connectFault: fault }))
  ]

  async function read(): Promise<void> {
    const outcome = await bridge.ask('app:read', undefined)
    store.setState(
      outcome.ok
        ? { facts: outcome.value, connectFault: outcome.value.fault, storeFault: outcome.value.storeFault }
        : { notice: outcome.fault }
    )
  }

  /** The facts anew, and nothing of what the person has done or dismissed meanwhile. */
  async function catchUp(): Promise<void> {
    const outcome = await bridge.ask('app:read', undefined)
    if (outcome.ok) store.setState({ facts: outcome.value })
  }

  return { ...store, patch, read, catchUp, stop: () => offs.forEach(off => void off()) }
}

/** The running app store. */
export type AppStore = ReturnType<typeof createAppStore>
