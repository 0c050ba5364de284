import type { EpochMs } from '../shared/domain/session'

/** The database server's clock, as known here. */
export interface ServerClock {
  /** Server time now. Runs on the monotonic clock between samples: a jumping local clock changes nothing. */
  now(): EpochMs
  /** Server clock minus this computer's at the last sample, ms. */
  offsetMs(): number
}
