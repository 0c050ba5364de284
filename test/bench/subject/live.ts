import { type LiveStore, type LiveStoreListener, startLiveStore } from '../../../src/monitor/live-store'
import { type FeedMode, type FeedState, isFollowing, type StoreAsk } from '../../../src/shared/domain/store'
import { firstViewAsk, type ViewAsk } from '../../../src/shared/domain/view'
import { openStoreAt } from '../../support/store-at'

/** A live store in this process, everything it may tell heard by nobody but `onFeed` and `onEvents`. */
export interface Live {
  readonly store: LiveStore
  stop(): Promise<void>
}

/** What may be listened to. */
export interface Ears {
  readonly onFeed?: (state: FeedState) => void
  readonly onEvents?: (count: number) => void
}

/** Newest first, a screen and a half: what the window asks when it opens. */
export const firstAsk: ViewAsk = { ...firstViewAsk, count: 60 }

/** Start a live store and wait until its first reading is done. */
export async function liveStoreAt(
  uri: string,
  ns: string,
  mode: FeedMode | 'auto' = 'auto',
  ears: Ears = {}
): Promise<Live> {
  const at = await openStoreAt(uri, ns, { mode } as Partial<StoreAsk>)
  const following = createFollowing()
  const store = startLiveStore(at.connection, at.store, {
    ...silent,
    feed(state) {
      following.heard(state)
      ears.onFeed?.(state)
    },
    events: events => ears.onEvents?.(events.length)
  })
  await following.begun
  return {
    store,
    async stop() {
      await store.stop()
      await at.close()
    }
  }
}

/** A listener that does nothing. */
export const silent: LiveStoreListener = {
  sessions() {},
  users() {},
  feed() {},
  pause() {},
  totals() {},
  facts() {}
}

/** Resolves when a feed follows, rejects when it fails. */
export function createFollowing() {
  let heard: (state: FeedState) => void = () => {}
  const begun = new Promise<void>((resolve, reject) => {
    heard = state => {
      if (isFollowing(state)) resolve()
      if (state.kind === 'failed' || state.kind === 'lost') reject(new Error(state.fault.message))
    }
  })
  return { begun, heard }
}
