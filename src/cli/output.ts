import type { ActivityEvent } from '../shared/domain/event'
import type { FeedState } from '../shared/domain/store'

/** Where a watching run is written: a table that is redrawn, or lines. */
export interface Output {
  /** The first snapshot is there. */
  begin(feed: FeedState): void
  feed(state: FeedState): void
  events(events: readonly ActivityEvent[]): void
  /** Counts moved; called at most ten times a second. */
  changed(): void
  end(): void
}
