import type { StoreAsk, StoreFacts } from '../../shared/domain/store'
import type { Feed, FeedSource, Sink } from './feed'
import { startFull } from './full'
import { startWatch } from './watch'

/** What a feed is started with. */
export interface FeedSetup {
  readonly source: FeedSource
  readonly mode: StoreAsk['mode']
  readonly topology: StoreFacts['server']['topology']
  readonly isView: boolean
}

/**
 * Follows a store in the best way there is: change stream where the server has them and this login may, else reading all
 * of it at a cadence. The state says which, and why. A person's own choice of `full` is taken; of `watch`, where it can be had.
 */
export function startFeed(setup: FeedSetup, sink: Sink): Feed {
  const { source, mode } = setup
  const why = whyNotWatch(setup)
  if (mode === 'full') return startFull(source, sink)
  if (why !== null) return startFull({ ...source, why }, sink)

  let isStopped = false
  let current = startWatch(source, sink, refusal => {
    if (!isStopped) current = startFull({ ...source, why: refusal }, sink)
  })
  return {
    async stop() {
      isStopped = true
      await current.stop()
    }
  }
}

function whyNotWatch({ isView, topology }: FeedSetup): string | null {
  if (isView) return 'a view'
  return topology === 'standalone' ? 'no replica set' : null
}
