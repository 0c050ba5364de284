import type { EpochMs } from '../../shared/domain/session'
import { type FeedState, isFollowing } from '../../shared/domain/store'
import { lastedText } from '../../shared/words/spans'
import type { Rule } from './rule'

/** Knows since when the server is away. */
export interface FeedLost extends Rule {
  take(state: FeedState): void
}

/** Nothing was heard of the server for more than so many seconds. It is over once the store is followed again. */
export function createFeedLost(): FeedLost {
  let lostAt: EpochMs | null = null

  return {
    take(state) {
      if (state.kind === 'lost' || state.kind === 'failed') lostAt ??= state.sinceAt
      else if (isFollowing(state)) lostAt = null
    },
    standing(at, threshold) {
      if (lostAt === null || at - lostAt <= threshold * 1000) return []
      return [
        {
          user: null,
          title: `No news of the server for ${lastedText(at - lostAt)}`,
          place: { kind: 'overview' }
        }
      ]
    }
  }
}
