import type { Raised } from '../monitor/alerts/raising'
import type { Alert } from '../shared/domain/alerts'
import type { ActivityEvent } from '../shared/domain/event'
import type { Finding } from '../shared/domain/finding'
import type { FeedState } from '../shared/domain/store'
import type { SessionWindow } from '../shared/domain/view'

/** Where a watching run is written: a table that is redrawn, or lines. */
export interface Output {
  /** The first snapshot is there. */
  begin(feed: FeedState): Promise<void>
  feed(state: FeedState): void
  events(events: readonly ActivityEvent[]): void
  /** All that watching has found so far; called when that has become more, or other figures. */
  findings(findings: readonly Finding[]): void
  /** What `--alert` asked for: what was raised just now, what is over, and all of them, the newest first. */
  alerts(change: Raised, all: readonly Alert[]): void
  /** Counts moved; called at most ten times a second. */
  changed(): void
  /** The rows as they are now, where the output has asked for any; as often. */
  sessions(window: SessionWindow): void
  end(): void
}
