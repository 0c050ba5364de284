import { createStore } from 'zustand/vanilla'
import type { DeskState } from '../../../src/renderer/state/desk'
import { createStores, type Stores } from '../../../src/renderer/state/stores'
import type { Bridge } from '../../../src/shared/ipc/contract'
import { manualTime } from './manual-time'

/** What the page holds of the only tab there is, itself the empty one that is opened. */
export function loneStores(bridge: Bridge): Stores {
  const state = createStore<DeskState>(() => ({ tabs: [], shown: 1 }))
  const stores: Stores = createStores({
    bridge,
    time: manualTime(),
    storage: null,
    startAt: 0,
    tab: 1,
    desk: {
      ...state,
      open: async () => stores,
      show: async () => undefined,
      close: async () => undefined,
      walk: async () => undefined,
      openBeside: async () => undefined
    }
  })
  return stores
}
