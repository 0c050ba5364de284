import type { StoreAsk, StoreFacts } from '../../shared/domain/store'
import { type DeltaOptions, startDelta } from './delta'
import { lookForIndex } from './expiry-index'
import type { Feed, FeedSource, Sink } from './feed'
import { type FullOptions, startFull } from './full'
import { createIncarnation } from './incarnation'
import { startWatch } from './watch'

/** What a feed is started with. */
export interface FeedSetup {
  readonly source: FeedSource
  readonly mode: StoreAsk['mode']
  readonly topology: StoreFacts['server']['topology']
  readonly isView: boolean
  /** Shown with the feed's state where the source has no expiry to go by: "no expiry" unless said otherwise. */
  readonly whyNoExpiry?: string
  /** For tests. */
  readonly delta?: DeltaOptions
  readonly full?: FullOptions
}

/**
 * Follows a store in the best way there is: change stream where the server has them and this login may; else by the index
 * on its expiry; else reading all of it at a cadence, until there is such an index. The state says which, and why.
 * A person's own choice of `full` is taken; of the others, where it can be had.
 */
export function startFeed(setup: FeedSetup, sink: Sink): Feed {
  const { mode } = setup
  const source = { ...setup.source, incarnation: createIncarnation(setup.source) }
  let isStopped = false
  let current: Feed
  const goOnWith = (start: () => Feed) => {
    if (!isStopped) current = start()
  }

  function poll(why: string | null): Feed {
    const { expiry } = source
    if (setup.isView) return startFull({ ...source, why: 'a view' }, sink, null, setup.full)
    if (expiry === null)
      return startFull(
        { ...source, why: joined(why, setup.whyNoExpiry ?? 'no expiry') },
        sink,
        null,
        setup.full
      )
    const better = {
      isThere: async () => (await lookForIndex(source, expiry.path)).kind === 'index',
      take: () => goOnWith(() => poll(why))
    }
    const refused = (reason: string, isIndexMissing: boolean) => {
      const all = { ...source, why: joined(why, reason) }
      goOnWith(() => startFull(all, sink, isIndexMissing ? better : null, setup.full))
    }
    return startDelta({ ...source, why, expiry }, sink, refused, setup.delta)
  }

  const why = whyNotWatch(setup)
  if (mode === 'full') current = startFull(source, sink, null, setup.full)
  else if (mode === 'delta' || why !== null) current = poll(mode === 'delta' ? null : why)
  else current = startWatch(source, sink, refusal => goOnWith(() => poll(refusal)))
  return {
    async stop() {
      isStopped = true
      await current.stop()
    }
  }
}

const joined = (why: string | null, reason: string) => (why === null ? reason : `${why}, ${reason}`)

/** Why there can be no change stream, as far as the kind of server tells. */
export function whyNotWatch({ isView, topology }: Pick<FeedSetup, 'isView' | 'topology'>): string | null {
  if (isView) return 'a view'
  return topology === 'standalone' ? 'no replica set' : null
}
